"""relay db: the database's schema."""

import click

from relay.config import read_settings
from relay.logs import set_up_logs
from relay.store.migrating import at_head, differences, upgrade
from relay.store.store import open_store


@click.group()
def db() -> None:
    """Bring the database to the present schema, or see whether it is there."""


@db.command("upgrade")
def bring_up() -> None:
    """Apply every migration that is missing. Safe to repeat."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    settings.data.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.database_url)
    upgrade(store.writer)
    store.close()
    click.echo("The database is at the present schema.")


@db.command()
def check() -> None:
    """Say whether the database stands at the newest migration and agrees with the code. Exits 1 where it does not."""
    store = open_store(read_settings().database_url)
    if not at_head(store.reader):
        raise click.ClickException("Migrations are missing. Run: relay db upgrade")
    found = differences(store.reader)
    store.close()
    if found:
        raise click.ClickException("The database and the code differ:\n" + "\n".join(found))
    click.echo("The database agrees with the code.")
