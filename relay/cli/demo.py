"""relay demo: an agency to look around in, walked through the product's own steps.

Everything is made by the journey at the time it would have happened: nothing is written past it, so what the demo shows is
what the product does. The people and their words are invented.
"""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import sqlalchemy as sa

from relay.cli.demo_agency import Demo
from relay.cli.demo_candidates import look_back, read_and_act, write_lately
from relay.cli.opening import opened_store
from relay.config import Settings, read_settings
from relay.domain.agency import Agency
from relay.domain.base import new_id
from relay.domain.interview import Interview
from relay.domain.message import MessageState
from relay.domain.request import RequestChannel
from relay.domain.staff import SignInName, Staff
from relay.journey import (
    asking,
    capturing,
    registering,
    reviewing,
    scheduling,
)
from relay.journey.signing_in import hash_password
from relay.store.people import find_candidate
from relay.store.store import Store
from relay.store.wordings import find_message, find_version
from relay.store.work import SYSTEM
from relay.vocabulary import NoteSource, Role

DATA = Path(__file__).with_name("demo_data") / "interviews.json"
PASSWORD = "demo demo demo"  # noqa: S105 - printed at start-up; the demo listens on localhost alone
ACCOUNTS = (
    ("alice@demo.example", "Alice Moreau", Role.RECRUITER),
    ("bob@demo.example", "Bob Osei", Role.MANAGER),
    ("ada@demo.example", "Ada Lind", Role.ADMINISTRATOR),
)
HANDLED = ("acted", "acknowledged", "asked", "opened", "relayed")


@click.command()
def demo() -> None:
    """Make the demo agency in an empty database. `relay up` does it by itself."""
    settings = read_settings()
    with opened_store(settings, quiet=True) as store:
        if not is_empty(store):
            raise click.ClickException("This database holds an agency already. The demo needs an empty one.")
        seed_demo(settings, store)
    for email, _, role in ACCOUNTS:
        click.echo(f"{email:24} {role.value:14} password: {PASSWORD}")


def is_empty(store: Store) -> bool:
    """Whether nobody can sign in yet."""
    with store.gate() as session:
        return session.scalars(sa.select(SignInName.email).limit(1)).one_or_none() is None


def seed_demo(settings: Settings, store: Store) -> None:
    """Make the agency, its people and four weeks of interviews."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    demo_agency = found_demo(settings, store)
    jobs, contacts = register_clients(demo_agency, data["clients"])
    for row in data["interviews"]:
        walk(demo_agency, row, jobs[row["job"]], contacts[row["contact"]])
    write_lately(demo_agency, data["lately"])
    demo_agency.night_shift(store.now())


def found_demo(settings: Settings, store: Store) -> Demo:
    """The agency and its people, who have joined already."""
    agency = Agency(id=new_id(), name="Bright Road", zone="Europe/London")
    password_hash = hash_password("password", PASSWORD)
    people: dict[Role, UUID] = {}
    with replace(store, now=lambda: store.now() - timedelta(days=40)).work(agency.id, SYSTEM) as work:
        agency.found()
        work.add(agency)
        for email, name, role in ACCOUNTS:
            person = Staff(agency_id=agency.id, name=name, email=email, role=role)
            person.join(password_hash)
            work.add(person)
            work.add(SignInName(email=email, agency_id=agency.id, staff_id=person.id))
            people[role] = person.id
    return Demo(settings, store, agency.id, people)


def register_clients(demo_agency: Demo, clients: dict[str, Any]) -> tuple[dict[str, UUID], dict[str, UUID]]:
    """The clients with their contacts and jobs. Returns the ids of jobs by title and of contacts by name."""
    jobs: dict[str, UUID] = {}
    contacts: dict[str, UUID] = {}
    store = demo_agency.at(demo_agency.store.now() - timedelta(days=39))
    with store.work(demo_agency.agency_id, demo_agency.act(Role.RECRUITER)) as work:
        for name, known in clients.items():
            client = registering.add_client(work, name=name)
            for contact, email in known["contacts"]:
                contacts[contact] = registering.add_contact(work, client.id, name=contact, email=email).id
            for title in known["jobs"]:
                jobs[title] = registering.add_job(work, client.id, title=title).id
    return jobs, contacts


def walk(demo_agency: Demo, row: dict[str, Any], job_id: UUID, contact_id: UUID) -> None:
    """One interview, as far as it goes."""
    interview = schedule(demo_agency, row, job_id, contact_id)
    end = interview.ends_at
    alice = demo_agency.act(Role.RECRUITER)
    if row["goes_to"] == "ahead":
        return
    with demo_agency.at(end + timedelta(minutes=30)).work(demo_agency.agency_id, alice) as work:
        if row["goes_to"] == "no_show":
            scheduling.record_no_show(work, interview.id)
            return
        scheduling.record_took_place(work, interview.id)
    if "asked_after_hours" in row:
        asked = demo_agency.at(end + timedelta(hours=row["asked_after_hours"]))
        with asked.work(demo_agency.agency_id, alice) as work:
            asking.record_request(work, interview.id, contact_id=contact_id, channel=RequestChannel.CALL)
    if "note" in row:
        noted = end + timedelta(hours=row["noted_after_hours"])
        form = capturing.NoteForm(row["note"], NoteSource(row["source"]), row["source"] != "call", contact_id)
        with demo_agency.at(noted).work(demo_agency.agency_id, alice) as work:
            capturing.capture_note(work, interview.id, form)
        demo_agency.night_shift(noted + timedelta(seconds=2))
        review(demo_agency, row, interview, noted + timedelta(minutes=25))


def schedule(demo_agency: Demo, row: dict[str, Any], job_id: UUID, contact_id: UUID) -> Interview:
    """The candidate, known once, and the interview, agreed a few days before."""
    start = (demo_agency.store.now() - timedelta(days=row["days_ago"])).replace(
        hour=10, minute=0, second=0, microsecond=0
    )
    agreed = min(start, demo_agency.store.now()) - timedelta(days=4)
    with demo_agency.at(agreed).work(demo_agency.agency_id, demo_agency.act(Role.RECRUITER)) as work:
        known = find_candidate(work, row["email"])
        candidate = known or registering.add_candidate(work, name=row["candidate"], email=row["email"])
        interview = scheduling.schedule_interview(
            work,
            candidate_id=candidate.id,
            job_id=job_id,
            recruiter_id=demo_agency.people[Role.RECRUITER],
            stage=row["stage"],
            appointment=scheduling.Appointment(
                start.replace(tzinfo=None).isoformat(timespec="minutes"), "Europe/London", 60
            ),
            contact_ids=[contact_id],
        )
    demo_agency.night_shift(agreed + timedelta(seconds=2))
    return interview


def review(demo_agency: Demo, row: dict[str, Any], interview: Interview, moment: datetime) -> None:
    """What Alice and Bob made of the draft."""
    goes_to = row["goes_to"]
    with demo_agency.store.look(demo_agency.agency_id) as work:
        message = find_message(work, interview.id)
        version = find_version(work, message, message.number) if message else None
    if message is None or version is None:
        return
    if goes_to == "held":
        hold(demo_agency, message.id, moment)
    if goes_to not in HANDLED:
        return
    if message.state is MessageState.FLAGGED:
        with demo_agency.at(moment).work(demo_agency.agency_id, demo_agency.act(Role.MANAGER)) as work:
            reviewing.clear_message(
                work, message.id, number=version.number, reason="Read it twice; it is fair."
            )
    with demo_agency.at(moment).work(demo_agency.agency_id, demo_agency.act(Role.RECRUITER)) as work:
        reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)
    demo_agency.night_shift(moment + timedelta(seconds=2))
    if "noted" in row:
        look_back(demo_agency, row["noted"], interview, moment + timedelta(hours=5))
    read_and_act(demo_agency, row, interview, moment + timedelta(hours=6))


def hold(demo_agency: Demo, message_id: UUID, moment: datetime) -> None:
    """Alice adds a line of her own that the guard does not like, and asks Bob."""
    with demo_agency.at(moment).work(demo_agency.agency_id, demo_agency.act(Role.RECRUITER)) as work:
        look = reviewing.current_wording(work, message_id)
        text = look.text.replace(
            "\n\n", "\n\nImran told me on the phone that he liked how calm you stayed.\n\n", 1
        )
        reviewing.amend_message(work, message_id, reviewing.Wording(look.subject, text, look.number))
    with demo_agency.at(moment + timedelta(minutes=3)).work(
        demo_agency.agency_id, demo_agency.act(Role.RECRUITER)
    ) as work:
        look = reviewing.current_wording(work, message_id)
        reason = "Imran said this after the note, and is happy to be named. May I leave it in?"
        reviewing.hold_message(work, message_id, number=look.number, reason=reason)
