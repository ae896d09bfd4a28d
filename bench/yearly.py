"""A year of interviews, lived through in minutes: people act by a seeded script, the night shift (`year_night.py`) is a process that is killed.

Time is the business clock alone: it jumps to the next moment at which a person does something or the ledger says that
something falls due, and once a day in between. What people did and when, and every mail that left, is the record by which
`bench/year_oracle.py` judges.
"""

import heapq
import json
import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bench.year_night import NightShift
from bench.year_oracle import Facts, Mail
from relay.domain.agency import Agency
from relay.domain.base import new_id
from relay.domain.interview import Interview
from relay.domain.message import Message, MessageState
from relay.domain.promise import Promise, PromiseState
from relay.domain.request import Request
from relay.domain.staff import SignInName, Staff
from relay.journey import capturing, promising, registering, reviewing, scheduling
from relay.store.ledger import ActorKind, Handoff, HandoffState
from relay.store.migrating import upgrade
from relay.store.store import open_store
from relay.store.wordings import find_version
from relay.store.work import Actor, Work
from relay.vocabulary import NoteSource, Role

YEAR = 2027
PLACES = (
    ("Europe/London", "GB-ENG"),
    ("Europe/Warsaw", None),
    ("America/New_York", None),
    ("Asia/Kolkata", None),
    ("Australia/Sydney", None),
    ("America/Sao_Paulo", None),
)
# Interviews are held, and the night shift is killed, evenly from the first Monday on until there is no year left for what follows.
FIRST = datetime(YEAR, 1, 4, tzinfo=UTC)
SEASON = timedelta(days=340)
TICK = timedelta(days=1)
NOTE = (
    "She explained the rota clearly. She could not say what the old one cost. We will not take this further."
)
# How long each thing a person does takes, at most.
READS_WITHIN = timedelta(hours=30)
# An instant that is reached has not passed yet.
A_MOMENT = timedelta(seconds=1)


@dataclass(order=True, slots=True)
class Deed:
    """Something that a person does at a moment."""

    at: datetime
    number: int
    do: Callable[[Work], object] = field(compare=False)
    agency_id: UUID = field(compare=False)
    actor: Actor = field(compare=False)


@dataclass(slots=True)
class House:
    """One agency of the simulation, with its recruiter and its client's people."""

    agency: Agency
    staff: Staff
    job_id: UUID
    contacts: list[tuple[UUID, str, str]]
    zone: str
    country: str | None

    @property
    def actor(self) -> Actor:
        """The recruiter."""
        return Actor(ActorKind.STAFF, self.staff.id)


class Year:
    """The whole of it."""

    def __init__(self, folder: Path, interviews: int, seed: int, kills: int) -> None:
        self.dice = random.Random(seed)
        self.store = open_store(f"sqlite:///{folder / 'year.sqlite3'}")
        upgrade(self.store.writer)
        self.moment = datetime(YEAR, 1, 1, tzinfo=UTC)
        self.store.now = lambda: self.moment
        self.journal = folder / "journal.jsonl"
        self.journal.touch()
        self.deeds: list[Deed] = []
        self.numbers = iter(range(10**9))
        self.facts: dict[str, Facts] = {}
        self.names: dict[UUID, str] = {}
        self.due: dict[UUID, datetime | None] = {}
        self.houses = {house.agency.id: house for house in (self.found(i) for i in range(len(PLACES)))}
        self.night = NightShift(
            str(self.store.writer.url),
            self.journal,
            random.Random(seed + 1),
            [FIRST + kill * SEASON / kills for kill in range(kills)],
        )
        for number in range(interviews):
            self.plan(number, interviews)

    def found(self, place: int) -> House:
        """An agency in one of the places, with contacts in its own and in two other zones."""
        zone, country = PLACES[place]
        agency = Agency(id=new_id(), name=f"Agency {place}", zone=zone)
        with self.store.work(agency.id) as work:
            agency.found()
            work.add(agency)
            agency.set_asking(country=country, asks=True, remind_every=1, reminders=2, grace_days=1)
            staff = Staff(
                agency_id=agency.id, name="Rae Cole", email=f"rae{place}@agency.example", role=Role.RECRUITER
            )
            staff.join("no password")
            work.add(staff)
            work.add(SignInName(email=staff.email, agency_id=agency.id, staff_id=staff.id))
        with self.store.work(agency.id, Actor(ActorKind.STAFF, staff.id)) as work:
            client = registering.add_client(work, name="Northwind")
            job = registering.add_job(work, client.id, title="Rota Planner")
            contacts = []
            for number in range(12):
                theirs = (zone, PLACES[(place + 1) % len(PLACES)][0], PLACES[(place + 3) % len(PLACES)][0])[
                    number % 3
                ]
                address = f"contact{number}@client{place}.example"
                made = registering.add_contact(
                    work, client.id, name=f"Contact {number}", email=address, zone=theirs
                )
                contacts.append((made.id, address, theirs))
        return House(agency, staff, job.id, contacts, zone, country)

    def plan(self, number: int, of: int) -> None:
        """One interview, and what everybody will do about it."""
        dice = self.dice
        house = dice.choice(list(self.houses.values()))
        day = FIRST.date() + number * SEASON // of
        wall = datetime.combine(day, time(dice.randrange(7, 20), dice.choice((0, 15, 30, 45))))
        starts_at = wall.replace(tzinfo=ZoneInfo(house.zone)).astimezone(UTC)
        asked = dice.sample(house.contacts, dice.choice((1, 1, 2)))
        name = f"Candidate {number:05d}"
        self.facts[name] = Facts(
            zone=house.zone,
            country=house.country,
            contacts=[(address, zone) for _, address, zone in asked],
            owner=house.staff.email,
            candidate=f"c{number:05d}@home.example",
        )

        def schedule(work: Work) -> None:
            candidate = registering.add_candidate(
                work, name=name, email=f"c{number:05d}@home.example", zone=dice.choice(PLACES)[0]
            )
            interview = scheduling.schedule_interview(
                work,
                candidate_id=candidate.id,
                job_id=house.job_id,
                recruiter_id=house.staff.id,
                stage="first",
                appointment=scheduling.Appointment(wall.isoformat(timespec="minutes"), house.zone, 45),
                contact_ids=[contact_id for contact_id, _, _ in asked],
            )
            self.names[interview.id] = name
            self.facts[name].interview_id = str(interview.id)
            self.facts[name].ends_at = interview.ends_at
            self.decide(house, interview, name)

        self.later(starts_at - timedelta(days=dice.randrange(1, 6)), schedule, house)

    def later(self, at: datetime, do: Callable[[Work], object], house: House) -> None:
        """Have somebody do something at a moment."""
        heapq.heappush(self.deeds, Deed(at, next(self.numbers), do, house.agency.id, house.actor))

    def decide(self, house: House, interview: Interview, name: str) -> None:
        """What becomes of an interview: told soon or late, called off, moved, or silence to the end."""
        fate, ends_at = self.dice.random(), interview.ends_at
        if fate < 0.05:
            self.later(ends_at - timedelta(hours=3), self.call_off(interview.id, name), house)
            return
        if fate < 0.1:
            self.later(ends_at - timedelta(hours=5), self.move(house, interview.id, name), house)
        elif fate < 0.15:
            self.later(
                ends_at + timedelta(hours=self.dice.randrange(1, 60)), self.waive(interview.id, name), house
            )
            return
        if fate < 0.8:
            wait = timedelta(minutes=self.dice.choice((5, 50, 300, 1200, 1600, 3000, 5200, 8000, 14000)))
            self.later(
                ends_at + wait + timedelta(minutes=self.dice.randrange(60)),
                self.tell(interview.id, name),
                house,
            )

    def call_off(self, interview_id: UUID, name: str) -> Callable[[Work], None]:
        def do(work: Work) -> None:
            scheduling.cancel_interview(work, interview_id)
            self.facts[name].ended_at = work.now
            self.facts[name].called_off = True

        return do

    def move(self, house: House, interview_id: UUID, name: str) -> Callable[[Work], None]:
        def do(work: Work) -> None:
            known = work.get(Interview, interview_id)
            wall = datetime.fromisoformat(known.wall_start) + timedelta(days=2)
            appointment = scheduling.Appointment(wall.isoformat(timespec="minutes"), house.zone, 45)
            self.facts[name].ends_at = scheduling.move_interview(work, interview_id, appointment).ends_at

        return do

    def waive(self, interview_id: UUID, name: str) -> Callable[[Work], None]:
        def do(work: Work) -> None:
            promising.waive_promise(work, interview_id, "The candidate took another job.")
            self.facts[name].ended_at = work.now
            self.facts[name].waived = True

        return do

    def tell(self, interview_id: UUID, name: str) -> Callable[[Work], None]:
        def do(work: Work) -> None:
            if work.get(Interview, interview_id).starts_at > work.now:
                return
            capturing.capture_note(
                work, interview_id, capturing.NoteForm(NOTE, NoteSource.CALL, quoted=False)
            )
            self.facts[name].answered_at = self.facts[name].answered_at or work.now

        return do

    def approve_drafts(self, house: House) -> None:
        """Whatever waits for a reviewer is approved within a day or so: the honest word about silence as well."""
        with self.store.look(house.agency.id) as work:
            waiting = work.all(
                sa.select(Message).where(Message.state.in_([MessageState.DRAFTED, MessageState.FLAGGED]))
            )
        for message in waiting:
            facts = self.facts[self.names[message.interview_id]]
            if not facts.reviewed:
                facts.reviewed = True
                wait = timedelta(minutes=self.dice.randrange(5, int(READS_WITHIN.total_seconds() // 60)))
                self.later(self.moment + wait, self.approve(message.id), house)

    def approve(self, message_id: UUID) -> Callable[[Work], None]:
        def do(work: Work) -> None:
            message = work.get(Message, message_id)
            version = find_version(work, message, message.number)
            if message.state is MessageState.FLAGGED:
                reviewing.clear_message(
                    work, message_id, number=version.number, reason="A simulated manager."
                )
            reviewing.approve_message(work, message_id, number=version.number, text_hash=version.text_hash)

        return do

    def live(self) -> None:
        """From the first deed to the last moment at which anything falls due; an agency is visited where it has something to do."""
        end, ticked = datetime(YEAR + 1, 2, 15, tzinfo=UTC), self.moment
        self.due = {agency_id: self.next_due(agency_id) for agency_id in self.houses}
        while self.moment < end:
            coming = [ticked + TICK, *(moment for moment in self.due.values() if moment is not None)]
            if self.deeds:
                coming.append(self.deeds[0].at)
            self.moment = max(self.moment, min(coming))
            busy = {
                agency for agency, moment in self.due.items() if moment is not None and moment <= self.moment
            }
            if self.moment >= ticked + TICK:
                busy, ticked = set(self.houses), self.moment
            while self.deeds and self.deeds[0].at <= self.moment:
                deed = heapq.heappop(self.deeds)
                with self.store.work(deed.agency_id, deed.actor) as work:
                    deed.do(work)
                busy.add(deed.agency_id)
            self.night.work_through(self.moment, sorted(busy))
            for agency_id in busy:
                self.approve_drafts(self.houses[agency_id])
                self.due[agency_id] = self.next_due(agency_id)
            if (
                not self.deeds
                and not any(self.due.values())
                and self.moment > datetime(YEAR, 12, 31, tzinfo=UTC)
            ):
                break
        self.night.end()
        self.note_letters()

    def next_due(self, agency_id: UUID) -> datetime | None:
        """When the ledger says that something falls due next; what is due already was just worked through."""
        is_open = Promise.state == PromiseState.OPEN
        reached = (
            (Interview.ask_at, sa.true()),
            (Request.next_at, sa.true()),
            (Promise.risk_at, is_open),
            (Promise.settle_at, sa.true()),
        )
        passed = ((Promise.due_at, is_open), (Promise.new_due_at, sa.true()))
        coming = []
        with self.store.look(agency_id) as work:
            for column, counts in reached:
                found = work.session.scalar(
                    sa.select(sa.func.min(column)).where(column > self.moment, counts)
                )
                coming += [] if found is None else [as_instant(found)]
            for column, counts in passed:
                found = work.session.scalar(
                    sa.select(sa.func.min(column)).where(column >= self.moment, counts)
                )
                coming += [] if found is None else [as_instant(found) + A_MOMENT]
        return min(coming, default=None)

    def note_letters(self) -> None:
        """When each letter stood in the portal."""
        for agency_id in self.houses:
            with self.store.look(agency_id) as work:
                for message in work.all(sa.select(Message).where(Message.state == MessageState.RELAYED)):
                    self.facts[self.names[message.interview_id]].relayed = True

    def left_over(self) -> int:
        """Handoffs that nobody dealt with."""
        with self.store.glance() as session:
            return (
                session.scalar(
                    sa.select(sa.func.count()).select_from(Handoff).where(Handoff.state != HandoffState.DONE)
                )
                or 0
            )

    def mails(self) -> list[Mail]:
        """What left the house. The same Message-ID twice is one mail, sent again because a kill left its fate unknown."""
        seen: dict[str, Mail] = {}
        for line in self.journal.read_text("utf-8").splitlines():
            kept = json.loads(line)
            seen.setdefault(
                kept["id"],
                Mail(datetime.fromisoformat(kept["at"]), kept["to"], kept["subject"], kept["text"]),
            )
        return list(seen.values())


def as_instant(found: datetime | str) -> datetime:
    """An instant as the database's own functions give it back."""
    moment = datetime.fromisoformat(found) if isinstance(found, str) else found
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


os.environ.setdefault("OMP_NUM_THREADS", "1")
