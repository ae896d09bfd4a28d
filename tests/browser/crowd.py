"""Rather too much content, and what the demo alone does not show, added to a running demo through the journey's own steps.

A name of sixty characters, a note of forty points and one of a single word; and one candidate whose letters and messages
have come to every turn there is: sent back, cleared, approved for later, relayed, corrected and withdrawn.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from relay.domain.client import Contact
from relay.domain.job import Job
from relay.domain.message import Message, MessageState
from relay.domain.staff import SignInName
from relay.journey import capturing, registering, relaying, reviewing, ruling, scheduling
from relay.store.ledger import ActorKind
from relay.store.material import standing_readings
from relay.store.people import find_candidate
from relay.store.store import Store, open_store
from relay.store.wordings import find_message, find_version
from relay.store.work import Actor
from relay.vocabulary import Competency, Kind, NoteSource, Reason
from tests.browser.portal import Portal

LONG_NAME = "Maximiliana-Konstantina Papadimitriou-Featherstonehaugh Okwu"
FORTY = "\n".join(
    f"- {words} ({number})"
    for number, words in enumerate(
        [
            "Explained the retry design clearly to the two non-engineers on the panel",
            "Gave no figure for what changed after the migration",
            "Asked good questions about the on-call rota",
            "Did not know which sectors we work in",
        ]
        * 10,
        1,
    )
)
PLAIN = (
    "We will not be taking her further. She explained the retry design clearly to the two non-engineers on the panel. "
    "She gave no figure for what changed after the migration. Another candidate was a bit stronger on databases."
)
TURNER = "Sana Iqbal"
TURNERS_EMAIL = "sana.iqbal@candidate.example"
PATIENCE = 60.0


@dataclass(slots=True)
class Crowd:
    """The running demo, and who acts in it."""

    store: Store
    agency_id: UUID
    alice: UUID
    bob: UUID

    def hold(self, name: str, email: str, note: str, days_ago: int) -> UUID:
        """An interview that took place and was written up. Returns its id."""
        with self.store.work(self.agency_id, Actor(ActorKind.STAFF, self.alice)) as work:
            contact = work.session.scalars(sa.select(Contact).order_by(Contact.name).limit(1)).one()
            job = work.session.scalars(
                sa.select(Job).where(Job.client_id == contact.client_id).limit(1)
            ).one()
            known = find_candidate(work, email)
            candidate = known or registering.add_candidate(work, name=name, email=email)
            start = (work.now - timedelta(days=days_ago)).replace(tzinfo=None, second=0, microsecond=0)
            interview = scheduling.schedule_interview(
                work,
                candidate_id=candidate.id,
                job_id=job.id,
                recruiter_id=self.alice,
                stage="a stage whose name is about as long as anybody would ever make it",
                appointment=scheduling.Appointment(start.isoformat(timespec="minutes"), "Europe/London", 45),
                contact_ids=[contact.id],
            )
            form = capturing.NoteForm(note, NoteSource.EMAIL, quoted=True, contact_id=contact.id)
            capturing.capture_note(work, interview.id, form)
        return interview.id

    def wait_for(self, interview_id: UUID, *states: MessageState, longer_than: int = 0) -> tuple[UUID, int]:
        """The message of an interview once it is in one of these states. Returns its id and its version's number."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with self.store.look(self.agency_id) as work:
                message = find_message(work, interview_id)
            if message is not None and message.state in states and message.number > longer_than:
                return message.id, message.number
            time.sleep(0.1)
        raise RuntimeError(f"the message of {interview_id} never came to {states}")

    def approve(self, interview_id: UUID, number: int, wait: timedelta = timedelta()) -> None:
        """Alice approves the version as it is drafted."""
        with self.store.work(self.agency_id, Actor(ActorKind.STAFF, self.alice)) as work:
            message = find_message(work, interview_id)
            assert message is not None
            reviewing.approve_message(
                work,
                message.id,
                number=number,
                text_hash=find_version(work, message, number).text_hash,
                not_before=work.now + wait if wait else None,
            )

    def relay(self, interview_id: UUID, longer_than: int = 0) -> tuple[UUID, int]:
        """Approve what is drafted and wait until it is out."""
        _, number = self.wait_for(interview_id, MessageState.DRAFTED, longer_than=longer_than)
        self.approve(interview_id, number)
        return self.wait_for(interview_id, MessageState.RELAYED)


def crowd(portal: Portal) -> Crowd:
    """Add the extremes to a running demo, and bring one candidate's messages to every turn."""
    store = open_store(portal.database_url)
    with store.glance() as session:
        alice = session.get_one(SignInName, "alice@demo.example")
        bob = session.get_one(SignInName, "bob@demo.example")
    made = Crowd(store, alice.agency_id, alice.staff_id, bob.staff_id)
    made.hold(LONG_NAME, "crowd0@candidate.example", FORTY, 1)
    made.hold("Bo Li", "crowd1@candidate.example", "No.", 2)
    for days_ago, turn in enumerate((send_back, clear, approve_for_later, correct, withdraw), 3):
        turn(made, made.hold(TURNER, TURNERS_EMAIL, PLAIN, days_ago))
    return made


def send_back(made: Crowd, interview_id: UUID) -> None:
    """Words were withheld, and others let through, by hand; and Alice does not want it to go out like this."""
    message_id, number = made.wait_for(interview_id, MessageState.DRAFTED)
    with made.store.work(made.agency_id, Actor(ActorKind.STAFF, made.bob)) as work:
        [reading] = standing_readings(work, interview_id)
        [run] = reading.withheld
        ruling.withhold_words(work, reading.note_id, "to the two non-engineers", Reason.CLIENT_CONFIDENTIAL)
        ruling.let_through(
            work,
            run.id,
            why="It says nothing of who that was.",
            kind=Kind.IMPROVEMENT,
            competency=Competency.TECHNICAL_SKILL,
        )
    message_id, number = made.wait_for(interview_id, MessageState.DRAFTED, longer_than=number)
    with made.store.work(made.agency_id, Actor(ActorKind.STAFF, made.alice)) as work:
        reason = "The line on the migration wants the client's own example."
        reviewing.send_back_message(work, message_id, number=number, reason=reason, to_client=True)


def clear(made: Crowd, interview_id: UUID) -> None:
    """Alice adds what the guard objects to, and Bob allows it."""
    message_id, _ = made.wait_for(interview_id, MessageState.DRAFTED)
    with made.store.work(made.agency_id, Actor(ActorKind.STAFF, made.alice)) as work:
        look = reviewing.current_wording(work, message_id)
        text = look.text.replace("\n\n", "\n\nImran told me he liked how calm you stayed.\n\n", 1)
        reviewing.amend_message(work, message_id, reviewing.Wording(look.subject, text, look.number))
    with made.store.work(made.agency_id, Actor(ActorKind.STAFF, made.bob)) as work:
        message = work.get(Message, message_id)
        reviewing.clear_message(work, message_id, number=message.number, reason="He is glad to be named.")


def approve_for_later(made: Crowd, interview_id: UUID) -> None:
    """Approved, to go out in the morning."""
    _, number = made.wait_for(interview_id, MessageState.DRAFTED)
    made.approve(interview_id, number, timedelta(hours=12))


def correct(made: Crowd, interview_id: UUID) -> None:
    """Relayed, and then relayed again with more in it."""
    message_id, _ = made.relay(interview_id)
    with made.store.work(made.agency_id, Actor(ActorKind.STAFF, made.alice)) as work:
        look = reviewing.current_wording(work, message_id)
        text = look.text.replace("Dear", "Hello", 1)
        number = reviewing.amend_message(
            work, message_id, reviewing.Wording(look.subject, text, look.number)
        ).number
    made.approve(interview_id, number)
    made.wait_for(interview_id, MessageState.RELAYED)


def withdraw(made: Crowd, interview_id: UUID) -> None:
    """Relayed, and taken back."""
    message_id, _ = made.relay(interview_id)
    with made.store.work(made.agency_id, Actor(ActorKind.STAFF, made.alice)) as work:
        relaying.withdraw_letter(work, message_id)
