"""relay agency: founding an agency."""

import click

from relay.cli.opening import opened_store
from relay.config import read_settings
from relay.journey.staffing import found_agency


@click.group()
def agency() -> None:
    """Found an agency; its administrator does the rest in the portal."""


@agency.command()
@click.option("--name", prompt=True, help="What the agency is called.")
@click.option("--zone", default="Europe/London", show_default=True, help="Where its clocks stand.")
@click.option("--administrator", prompt="Administrator's name", help="The first person.")
@click.option("--email", prompt="Administrator's e-mail", help="Where their invitation goes.")
def create(name: str, zone: str, administrator: str, email: str) -> None:
    """Found an agency and invite its first administrator by mail.

    Example: relay agency create --name "Bright Road" --administrator "Ada Lind" --email ada@brightroad.example
    """
    settings = read_settings()
    with opened_store(settings, quiet=True) as store:
        made = found_agency(store, name=name, zone=zone, administrator=administrator, email=email)
    click.echo(f"Founded {made.name} ({made.id}). An invitation is on its way to {email.strip().lower()}.")
    if settings.mail == "file":
        click.echo(f"Mail goes to the folder {settings.mail_folder} once the dispatcher runs.")
