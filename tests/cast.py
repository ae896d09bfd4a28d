"""The cast: who plays in the tests, and how they come in.

Alice is a recruiter at Bright Road, Bob its manager, Ada its administrator. Charlie is a recruiter at another agency, and
must never get in. Priya is a candidate; Tom Becker of Northwind Logistics interviewed her this morning.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.app import create_app
from relay.channels.channel import Envelope, Result
from relay.channels.post_room import PostRoom
from relay.config import Settings
from relay.domain.agency import Agency
from relay.domain.base import new_id
from relay.domain.candidate import Candidate
from relay.domain.client import Client, Contact
from relay.domain.interview import Interview
from relay.domain.job import Job
from relay.domain.letter import Letter
from relay.domain.message import Message, MessageVersion
from relay.domain.note import Note
from relay.domain.notice import DeliveryOutcome
from relay.domain.staff import SignedInAs, SignInName, SignInSession, Staff
from relay.domain.tokens import Secrets, fresh_token, hash_token
from relay.hall.policy import Side
from relay.hall.visitors import COOKIES
from relay.journey import capturing, registering, reviewing, scheduling
from relay.journey.signing_in import hash_password, open_session
from relay.store.handoffs import claim
from relay.store.ledger import ActorKind, Handoff, HandoffState
from relay.store.store import Store
from relay.store.wordings import find_message, find_version
from relay.store.work import Actor
from relay.vocabulary import NoteSource, Role
from relay.writers.phrasebook import PhrasebookWriter
from workers.consumers import carry_out
from workers.shift import Shift

PASSWORD = "three unrelated words"
BASE_URL = "http://localhost:8000"
NOTE = (
    "Priya was technically sound and her explanation of the retry design was really clear. "
    "Every time we asked what changed as a result we never got a number. "
    "We went with someone else. Call me on 0161 496 0148."
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, and the interview they have to do with."""

    agency: Agency
    alice: Staff
    bob: Staff
    ada: Staff
    other_agency: Agency
    charlie: Staff
    client: Client
    tom: Contact
    job: Job
    priya: Candidate
    interview: Interview

    def act_as(self, person: Staff | Candidate) -> Actor:
        """The actor that the ledger knows this person as."""
        return Actor(ActorKind.STAFF if isinstance(person, Staff) else ActorKind.CANDIDATE, person.id)


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of everybody's password, made once: hashing is slow on purpose."""
    return hash_password("password", PASSWORD)


@pytest.fixture
def cast(store: Store, password_hash: str) -> Cast:
    """The agency Bright Road with its people and one interview that was held this morning; and another agency."""
    agency, people = found(
        store,
        "Bright Road",
        {"Alice Moreau": Role.RECRUITER, "Bob Osei": Role.MANAGER, "Ada Lind": Role.ADMINISTRATOR},
        password_hash,
    )
    other_agency, others = found(store, "Harbour Talent", {"Charlie Vance": Role.RECRUITER}, password_hash)
    alice, bob, ada = people
    with store.work(agency.id, Actor(ActorKind.STAFF, alice.id)) as work:
        client = registering.add_client(work, name="Northwind Logistics")
        tom = registering.add_contact(work, client.id, name="Tom Becker", email="tom@northwind.example")
        job = registering.add_job(work, client.id, title="Senior Backend Engineer")
        priya = registering.add_candidate(work, name="Priya Nair", email="priya.nair@example.com")
        interview = scheduling.schedule_interview(
            work,
            candidate_id=priya.id,
            job_id=job.id,
            recruiter_id=alice.id,
            stage="final panel",
            appointment=scheduling.Appointment(wall(work.now - timedelta(hours=3)), "UTC", 60),
            contact_ids=[tom.id],
        )
    return Cast(agency, alice, bob, ada, other_agency, others[0], client, tom, job, priya, interview)


def wall(moment: datetime) -> str:
    """A moment as a local wall time to the minute."""
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def found(store: Store, name: str, people: dict[str, Role], password_hash: str) -> tuple[Agency, list[Staff]]:
    """An agency whose people have joined already."""
    agency = Agency(id=new_id(), name=name, zone="Europe/London")
    staff = []
    with store.work(agency.id) as work:
        agency.found()
        work.add(agency)
        for full_name, role in people.items():
            email = f"{full_name.split()[0].lower()}@{name.split(maxsplit=1)[0].lower()}.example"
            person = Staff(agency_id=agency.id, name=full_name, email=email, role=role)
            person.join(password_hash)
            work.add(person)
            work.add(SignInName(email=email, agency_id=agency.id, staff_id=person.id))
            staff.append(person)
    return agency, staff


class PostBox:
    """A channel that keeps what it is given, so that tests can read the mail."""

    name = "post box"

    def __init__(self) -> None:
        """Begin empty."""
        self.envelopes: list[Envelope] = []

    def send(self, envelope: Envelope) -> Result:
        """Take a mail."""
        self.envelopes.append(envelope)
        return Result(DeliveryOutcome.ACCEPTED, "250")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of a test: plain HTTP, mails to a folder."""
    return Settings(
        environment="test",
        demo=False,
        data=tmp_path,
        database_url="",
        redis_url=None,
        secret_key="a secret for tests, long enough to be one",
        base_url=BASE_URL,
        port=8000,
        mail="file",
        smtp_url="smtp://localhost:25",
        mail_from="Bright Road <relay@localhost>",
        log_level="INFO",
        trusted_proxies=0,
        metrics_token=None,
    )


@pytest.fixture
def post_box() -> PostBox:
    """Where this test's mails land."""
    return PostBox()


@pytest.fixture
def shift(store: Store, settings: Settings, post_box: PostBox) -> Shift:
    """The night shift, with a pen, the post room and the post box."""
    return Shift(store, PhrasebookWriter(), PostRoom(Secrets(settings.secret_key), BASE_URL), post_box)


@pytest.fixture
def carry_out_all(shift: Shift) -> Callable[[], None]:
    """A function that has every due handoff dealt with, and those that follow from it."""

    def carry_out_due() -> None:
        while ids := claim(shift.store):
            for handoff_id in ids:
                carry_out(shift, handoff_id)

    return carry_out_due


@pytest.fixture
def let_leases_end(store: Store) -> Callable[[], None]:
    """A function that makes everything that waits due now: what a quiet hour does."""

    def end_all() -> None:
        with store.gate() as session:
            session.execute(
                sa.update(Handoff)
                .where(Handoff.state.in_([HandoffState.DUE, HandoffState.LEASED]))
                .values(next_at=store.now() - timedelta(seconds=1))
            )

    return end_all


@pytest.fixture
def app(store: Store, settings: Settings) -> Flask:
    """The portal and the API over the test's store; forms need no CSRF token unless a test turns it on."""
    application = create_app(settings, store)
    application.config.update(TESTING=False, WTF_CSRF_ENABLED=False)
    return application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def sign_in_as(app: Flask, store: Store) -> Callable[[Staff | Candidate], FlaskClient]:
    """A function that gives a browser in which this person is signed in."""

    def sign_in(person: Staff | Candidate) -> FlaskClient:
        browser = app.test_client()
        if isinstance(person, Staff):
            browser.set_cookie(COOKIES[Side.STAFF], open_session(store, person))
        else:
            browser.set_cookie(COOKIES[Side.CANDIDATE], open_candidate_session(store, person))
        return browser

    return sign_in


def open_candidate_session(store: Store, candidate: Candidate) -> str:
    """A session of a candidate who has come in. Returns the cookie's token."""
    token = fresh_token()
    with store.gate() as session:
        now = store.now()
        session.add(
            SignInSession(
                token_hash=hash_token(token),
                agency_id=candidate.agency_id,
                signed_in_as=SignedInAs.CANDIDATE,
                person_id=candidate.id,
                created_at=now,
                seen_at=now,
                expires_at=now + timedelta(hours=8),
            )
        )
    return token


@pytest.fixture
def alice(cast: Cast, sign_in_as: Callable[[Staff], FlaskClient]) -> FlaskClient:
    """The recruiter's browser."""
    return sign_in_as(cast.alice)


@pytest.fixture
def bob(cast: Cast, sign_in_as: Callable[[Staff], FlaskClient]) -> FlaskClient:
    """The manager's browser."""
    return sign_in_as(cast.bob)


@pytest.fixture
def ada(cast: Cast, sign_in_as: Callable[[Staff], FlaskClient]) -> FlaskClient:
    """The administrator's browser."""
    return sign_in_as(cast.ada)


@pytest.fixture
def charlie(cast: Cast, sign_in_as: Callable[[Staff], FlaskClient]) -> FlaskClient:
    """The browser of a recruiter of another agency."""
    return sign_in_as(cast.charlie)


@pytest.fixture
def priya(cast: Cast, sign_in_as: Callable[[Candidate], FlaskClient]) -> FlaskClient:
    """The candidate's browser."""
    return sign_in_as(cast.priya)


@dataclass(slots=True)
class Story:
    """How far the cast's interview has come; each method takes it one step further, through the journey's own steps."""

    store: Store
    cast: Cast
    carry_out_all: Callable[[], None]

    def capture(self, text: str = NOTE) -> Note:
        """Alice captures a note, and the night shift reads it and words a message."""
        with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.alice)) as work:
            form = capturing.NoteForm(text, NoteSource.EMAIL, quoted=True, contact_id=self.cast.tom.id)
            note = capturing.capture_note(work, self.cast.interview.id, form)
        self.carry_out_all()
        return note

    def message(self) -> tuple[Message, MessageVersion]:
        """The message on the interview, and its current version."""
        with self.store.look(self.cast.agency.id) as work:
            message = find_message(work, self.cast.interview.id)
            assert message is not None, "nothing was drafted"
            return message, find_version(work, message, message.number)

    def relay(self, text: str = NOTE) -> Letter:
        """A note is captured, and its message approved by Alice and released."""
        self.capture(text)
        message, version = self.message()
        if version.breaches:
            with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.bob)) as work:
                reviewing.clear_message(work, message.id, number=version.number, reason="Fine as it stands.")
        with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.alice)) as work:
            reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)
        self.carry_out_all()
        return self.letter()

    def letter(self) -> Letter:
        """The letter that stands on the interview."""
        with self.store.look(self.cast.agency.id) as work:
            letters = work.all(select(Letter).where(Letter.interview_id == self.cast.interview.id))
            return next(letter for letter in letters if letter.standing)


@pytest.fixture
def story(store: Store, cast: Cast, carry_out_all: Callable[[], None]) -> Story:
    """The cast's interview, at its beginning."""
    return Story(store, cast, carry_out_all)
