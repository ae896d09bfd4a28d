"""The dossier: all that the desk knows of one interview, gathered for its page.

The candidate's own words about a letter and their reflections stay theirs: receipts and actions come as states and counts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from relay.domain.action import Action, ActionState
from relay.domain.client import Contact
from relay.domain.interview import Interview
from relay.domain.letter import Letter, Receipt
from relay.domain.loop import Loop
from relay.domain.message import Message
from relay.domain.note import Jotting, Note
from relay.domain.notice import Notice, NoticeState
from relay.domain.promise import Promise, Word, word_of
from relay.domain.question import Question
from relay.domain.reading import Reading
from relay.domain.request import Request
from relay.domain.wish import Wish, WishState
from relay.journey.capturing import find_jotting
from relay.reports.timeline import Entry, timeline
from relay.reports.today import is_overlooked
from relay.store.material import load_interview, standing_readings
from relay.store.wordings import find_message
from relay.store.work import Work
from relay.vocabulary import LoopOutcome


@dataclass(frozen=True, slots=True)
class Dossier:
    """One interview with everything around it. `readings` are those of standing notes, by the note's id; `may_be_nudged`
    says that the letter was overlooked, as today's list has it.
    """

    interview: Interview
    promise: Promise
    contacts: Sequence[Contact]
    requests: Sequence[Request]
    notes: Sequence[Note]
    readings: dict[UUID, Reading]
    message: Message | None
    questions: Sequence[Question]
    letters: Sequence[tuple[Letter, Receipt | None]]
    actions: Counter[ActionState]
    jotting: Jotting | None
    failed_notices: Sequence[Notice]
    loops: Sequence[Loop]
    wishes: Sequence[Wish]
    events: list[Entry]
    may_be_nudged: bool

    @property
    def word(self) -> Word:
        """How the word stands that was promised."""
        return word_of(self.promise.state, told=bool(self.letters))

    @property
    def replaced(self) -> set[UUID]:
        """The notes that a later one corrects."""
        return {note.supersedes_id for note in self.notes if note.supersedes_id}

    @property
    def standing_notes(self) -> list[Note]:
        """The notes that count."""
        return [note for note in self.notes if note.id not in self.replaced]

    @property
    def nudged(self) -> datetime | None:
        """When the candidate was reminded of the letter, in any of its versions."""
        return next((letter.nudged_at for letter, _ in self.letters if letter.nudged_at), None)

    @property
    def later_words(self) -> list[tuple[UUID, LoopOutcome, int]]:
        """What letters on later interviews say of what was taken up here: which interview, what, and of how many things."""
        said = Counter((one.later_interview_id, one.outcome) for one in self.loops if one.outcome)
        return [(later_id, outcome, number) for (later_id, outcome), number in said.items()]

    @property
    def unread(self) -> bool:
        """Whether a note still waits for the engine."""
        return any(note.id not in self.readings for note in self.standing_notes)

    @property
    def contact_options(self) -> list[tuple[UUID, str]]:
        """Who may have said it, as a list to choose from."""
        return [(contact.id, contact.name) for contact in self.contacts]

    @property
    def note_options(self) -> list[tuple[UUID, str]]:
        """The notes that a new one may correct, as a list to choose from."""
        return [
            (note.id, f"Note {place}: {' '.join(note.text.split())[:50]}")
            for place, note in enumerate(self.standing_notes, start=1)
        ]


def open_dossier(work: Work, interview_id: UUID) -> Dossier:
    """Gather it. Raises NotFoundError."""
    interview = load_interview(work, interview_id)
    return Dossier(
        interview=interview,
        promise=work.session.scalars(select(Promise).where(Promise.interview_id == interview_id)).one(),
        contacts=contacts_of(work, interview.job.client_id),
        requests=work.all(
            select(Request)
            .where(Request.interview_id == interview_id)
            .options(joinedload(Request.contact))
            .order_by(Request.asked_at)
        ),
        notes=notes_of(work, interview_id),
        readings={reading.note_id: reading for reading in standing_readings(work, interview_id)},
        message=find_message(work, interview_id),
        questions=work.all(
            select(Question).where(Question.interview_id == interview_id).order_by(Question.asked_at)
        ),
        letters=letters_of(work, interview_id),
        actions=count_actions(work, interview_id),
        jotting=find_jotting(work, interview_id),
        failed_notices=work.all(
            select(Notice)
            .where(
                Notice.interview_id == interview_id,
                Notice.state == NoticeState.FAILED,
                Notice.staff_id.is_(None),
            )
            .order_by(Notice.sealed_at)
        ),
        loops=work.all(
            select(Loop)
            .where(Loop.interview_id == interview_id, Loop.outcome.is_not(None))
            .order_by(Loop.closed_at)
        ),
        wishes=work.all(
            select(Wish)
            .where(Wish.interview_id == interview_id, Wish.state != WishState.TAKEN_BACK)
            .order_by(Wish.wished_at.desc())
        ),
        events=timeline(work, interview),
        may_be_nudged=is_overlooked(work, interview_id),
    )


def contacts_of(work: Work, client_id: UUID) -> Sequence[Contact]:
    """Everybody at the client who may have said something."""
    return work.all(select(Contact).where(Contact.client_id == client_id).order_by(Contact.name))


def reachable_contacts(work: Work, interview: Interview) -> tuple[dict[UUID, str], UUID | None]:
    """The names of everybody at the client who can be written to, and the first of them who sat in the interview."""
    reachable = [contact for contact in contacts_of(work, interview.job.client_id) if contact.email]
    sat = {contact.id for contact in interview.contacts}
    likely = next((contact.id for contact in reachable if contact.id in sat), None)
    return {contact.id: contact.name for contact in reachable}, likely


def notes_of(work: Work, interview_id: UUID) -> Sequence[Note]:
    """The notes on an interview in the order they came."""
    return work.all(
        select(Note)
        .where(Note.interview_id == interview_id)
        .options(joinedload(Note.author), joinedload(Note.contact))
        .order_by(Note.captured_at, Note.id)
    )


def letters_of(work: Work, interview_id: UUID) -> list[tuple[Letter, Receipt | None]]:
    """The letters on an interview, newest first, each with its receipt."""
    letters = work.all(
        select(Letter).where(Letter.interview_id == interview_id).order_by(Letter.number.desc())
    )
    receipts = work.all(select(Receipt).where(Receipt.letter_id.in_([letter.id for letter in letters])))
    found = {receipt.letter_id: receipt for receipt in receipts}
    return [(letter, found.get(letter.id)) for letter in letters]


def count_actions(work: Work, interview_id: UUID) -> Counter[ActionState]:
    """How many actions from this interview stand where; never what they say."""
    return Counter(work.session.scalars(select(Action.state).where(Action.interview_id == interview_id)))
