"""relay agency: founding agencies, listing them, and changing what they promise and how they speak."""

from uuid import UUID

import click

from relay.cli.opening import opened_store
from relay.cli.second_writer import change_writer, tell_writer, writer_options
from relay.config import read_settings
from relay.domain.agency import Agency
from relay.domain.errors import NotFoundError
from relay.domain.tokens import Secrets
from relay.journey.staffing import change_agency, found_agency
from relay.store.work import Work
from relay.vocabulary import Tone
from workers.clock import agencies


@click.group()
def agency() -> None:
    """Found an agency, list them, or change one; its administrator does the rest in the portal."""


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


@agency.command("list")
def list_agencies() -> None:
    """Print every agency: its id, name, zone, tone and promise.

    Example: relay agency list
    """
    with opened_store(quiet=True) as store:
        for agency_id in agencies(store):
            with store.look(agency_id) as work:
                tell(work.agency)


@agency.command()
@click.argument("agency_id", type=click.UUID)
@click.option("--name", help="What the agency is called.")
@click.option("--zone", help="Where its clocks stand, such as Europe/London.")
@click.option("--tone", type=click.Choice([tone.value for tone in Tone]), help="How it speaks to candidates.")
@click.option("--promise-days", type=int, help="Within how many working days it promises word.")
@writer_options
def change(
    agency_id: UUID,
    name: str | None,
    zone: str | None,
    tone: str | None,
    promise_days: int | None,
    **writer: str | int | bool | None,
) -> None:
    """Change an agency's name, zone, tone, promise or second writer; what is not named stays.

    Example: relay agency change ID --zone Europe/Dublin --tone plain

    Example: relay agency change ID --writer on --writer-address http://localhost:11434/v1 --writer-model llama3.1
    """
    settings = read_settings()
    with opened_store(settings, quiet=True) as store, store.work(agency_id) as work:
        present = known_agency(work)
        changed = change_agency(
            work,
            name=name if name is not None else present.name,
            zone=zone if zone is not None else present.zone,
            tone=Tone(tone) if tone is not None else present.tone,
            promise_days=promise_days if promise_days is not None else present.promise_days,
        )
        pen = change_writer(work, Secrets(settings.secret_key), writer)
    tell(changed)
    if pen is not None:
        tell_writer(pen)


def known_agency(work: Work) -> Agency:
    """The agency whose work this is. Raises NotFoundError where there is none of this id."""
    present = work.session.get(Agency, work.agency_id)
    if present is None:
        raise NotFoundError("That agency")
    return present


def tell(known: Agency) -> None:
    """One agency in a line."""
    click.echo(
        f"{known.id}  {known.name}  {known.zone}  {known.tone.value}  word in {known.promise_days} working days"
    )
