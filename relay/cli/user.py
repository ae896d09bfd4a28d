"""relay user: adding a person without the portal, for the first sign-in and for emergencies."""

import sys
from uuid import UUID

import click

from relay.cli.agency import known_agency
from relay.cli.opening import opened_store
from relay.journey.signing_in import hash_password
from relay.journey.staffing import invite_staff
from relay.vocabulary import Role


@click.group()
def user() -> None:
    """Add people to an agency."""


@user.command()
@click.option(
    "--agency", "agency_id", required=True, type=click.UUID, help="The id that `relay agency create` printed."
)
@click.option("--name", required=True)
@click.option("--email", required=True, help="Their sign-in name.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.RECRUITER.value,
    show_default=True,
)
@click.option(
    "--password-stdin", is_flag=True, help="Read a password from standard input instead of inviting by mail."
)
def create(agency_id: UUID, name: str, email: str, role: str, *, password_stdin: bool) -> None:
    """Add a person: invited by mail, or with a password from standard input.

    Example: relay user create --agency ID --name "Alice Moreau" --email alice@brightroad.example
    """
    password = sys.stdin.readline().rstrip("\n") if password_stdin else None
    password_hash = hash_password("password", password) if password is not None else None
    with opened_store(quiet=True) as store:
        with store.look(agency_id) as work:
            known_agency(work)
        with store.work(agency_id) as work:
            person = invite_staff(work, name=name, email=email, role=Role(role))
            if password_hash is not None:
                person.join(password_hash)
    click.echo(
        f"{person.name} can sign in." if password_hash else f"An invitation is on its way to {person.email}."
    )
