"""BACK DOOR. `relay --help`.

A command's module is imported when the command is asked for, so that help comes at once and `relay analyse` starts without
a database.
"""

import importlib
import sys

import click

COMMANDS = {
    "up": "relay.cli.up",
    "serve": "relay.cli.serve",
    "worker": "relay.cli.night_shift",
    "dispatcher": "relay.cli.night_shift",
    "clock": "relay.cli.night_shift",
    "db": "relay.cli.db",
    "agency": "relay.cli.agency",
    "user": "relay.cli.user",
    "demo": "relay.cli.demo",
    "analyse": "relay.cli.analyse",
    "examples": "relay.cli.examples",
    "walk": "relay.cli.walk",
    "doctor": "relay.cli.doctor",
    "map": "relay.cli.house_map",
}


class LazyGroup(click.Group):
    """Finds each command in its module when it is needed."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Every command, in the order in which they are met."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[name])
        command: click.Command = getattr(module, name if name != "map" else "house_map")
        return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="relay")
def relay() -> None:
    """The relay: interview feedback that reaches the candidate.

    To try it: relay up. Settings are environment variables that begin with RELAY_; relay doctor says what is wrong with
    them.
    """


def main() -> None:
    """Run the command line; a fault that a person can mend is told without a traceback."""
    from relay.config import SettingsError  # noqa: PLC0415 - heavy: it brings a validation library along
    from relay.domain.errors import RelayError  # noqa: PLC0415 - beside its neighbour

    try:
        relay()
    except (SettingsError, RelayError) as error:
        click.echo(f"relay: {error}", err=True)
        sys.exit(2)
