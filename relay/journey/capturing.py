"""Capturing: raw feedback enters the house, as written, and stays.

Leaves a note and `note.captured`. While it is being typed it is a jotting, saved so that an expired session or a closed
tab loses no word; capture makes the jotting a note and takes it away.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from relay.domain.client import Contact
from relay.domain.errors import InvalidError, MoveError, StaleError
from relay.domain.interview import Interview, InterviewState
from relay.domain.note import Jotting, Note
from relay.domain.promise import Promise, PromiseState
from relay.domain.words import clean_text
from relay.store.askings import end_asking
from relay.store.erased import refuse_erased, refuse_erased_on
from relay.store.ledger import ActorKind
from relay.store.work import Work
from relay.vocabulary import NoteSource


@dataclass(frozen=True, slots=True)
class NoteForm:
    """What a door has in hand: the words, how they came, and from whom.

    `edition` is that of the jotting the words were typed over, 0 for none.
    """

    text: str
    source: NoteSource
    quoted: bool
    contact_id: UUID | None = None
    supersedes_id: UUID | None = None
    edition: int = 0


def capture_note(work: Work, interview_id: UUID, form: NoteForm) -> Note:
    """Keep a note on an interview; one that was still scheduled evidently took place.

    Raises InvalidError for text that cannot be kept, NotFoundError, MoveError for an interview that is off.
    """
    interview = work.get(Interview, interview_id)
    refuse_erased(work, interview.candidate_id)
    text = clean_text("text", form.text)
    if form.contact_id is not None:
        work.get(Contact, form.contact_id)
    if form.supersedes_id is not None and work.get(Note, form.supersedes_id).interview_id != interview_id:
        raise InvalidError("supersedes_id", "That note is about another interview.")
    mark_held(work, interview)
    by_staff = work.actor.kind is ActorKind.STAFF
    note = Note(
        agency_id=work.agency_id,
        interview_id=interview_id,
        author_id=work.person_id if by_staff else None,
        contact_id=form.contact_id,
        source=form.source,
        quoted=form.quoted,
        text=text,
        captured_at=work.now,
        supersedes_id=form.supersedes_id,
    )
    note.capture()
    work.add(note)
    end_asking(work, interview, answered_by=form.contact_id)
    if by_staff:
        take_up_jotting(work, note, form.edition)
    return note


def capture_reply(work: Work, interview_id: UUID, text: str) -> Note:
    """Keep what a contact answered by link, in place of what they answered before; the same words again change nothing.

    Raises as `capture_note` does.
    """
    earlier = last_reply(work, interview_id, work.person_id)
    if earlier is not None and earlier.text == clean_text("text", text):
        return earlier
    form = NoteForm(
        text,
        NoteSource.LINK,
        quoted=True,
        contact_id=work.person_id,
        supersedes_id=earlier.id if earlier else None,
    )
    return capture_note(work, interview_id, form)


def last_reply(work: Work, interview_id: UUID, contact_id: UUID) -> Note | None:
    """What a contact last answered by link, if anything."""
    return work.one(
        select(Note)
        .where(
            Note.interview_id == interview_id,
            Note.contact_id == contact_id,
            Note.author_id.is_(None),
            Note.source == NoteSource.LINK,
        )
        .order_by(Note.captured_at.desc(), Note.id.desc())
        .limit(1)
    )


def take_up_jotting(work: Work, note: Note, edition: int) -> None:
    """The jotting's words are in the note now. One that another tab saved since keeps its own words, and stays."""
    jotting = hold_jotting(work, note.interview_id)
    if jotting is not None and (jotting.edition == edition or jotting.text.strip() in note.text):
        work.session.delete(jotting)


def refuse_unheld(work: Work, interview: Interview) -> None:
    """Raise MoveError where there can be no feedback yet: the interview was cancelled or lies ahead."""
    if interview.state is InterviewState.CANCELLED:
        raise MoveError("This interview was cancelled. Put it back on first if it was held after all.")
    if interview.state is not InterviewState.TOOK_PLACE and interview.starts_at > work.now:
        raise MoveError("This interview has not begun yet. Move it first if it was held earlier.")


def mark_held(work: Work, interview: Interview) -> None:
    """Feedback on it means that it took place. Raises MoveError where it was cancelled or lies ahead."""
    refuse_unheld(work, interview)
    if interview.state is InterviewState.TOOK_PLACE:
        return
    promise = work.session.scalars(select(Promise).where(Promise.interview_id == interview.id)).one()
    if promise.state is PromiseState.WAIVED:
        promise.renew()
    interview.take_place()


def find_jotting(work: Work, interview_id: UUID) -> Jotting | None:
    """What this person was typing about an interview."""
    return work.one(jotting_of(work, interview_id))


def hold_jotting(work: Work, interview_id: UUID) -> Jotting | None:
    """The same, to be written: another tab that saves at this moment waits, and then sees what this one did."""
    return work.one(jotting_of(work, interview_id).with_for_update())


def jotting_of(work: Work, interview_id: UUID) -> Select[Jotting]:
    """Where it is to be found."""
    return select(Jotting).where(Jotting.interview_id == interview_id, Jotting.staff_id == work.person_id)


def keep_jotting(work: Work, interview_id: UUID, text: str, edition: int) -> Jotting:
    """Save what is being typed; `edition` is the one it was typed over, 0 for none.

    Raises StaleError where another tab saved in between, InvalidError for text that cannot be kept.
    """
    refuse_erased_on(work, interview_id)
    words = clean_text("text", text, required=False)
    jotting = hold_jotting(work, interview_id)
    if jotting is None:
        return work.add(
            Jotting(
                agency_id=work.agency_id,
                interview_id=interview_id,
                staff_id=work.person_id,
                text=words,
                saved_at=work.now,
            )
        )
    if edition != jotting.edition and words != jotting.text:
        raise StaleError("You typed something else here in another tab. Both texts are kept; choose one.")
    if words != jotting.text:
        jotting.text, jotting.edition, jotting.saved_at = words, jotting.edition + 1, work.now
    return jotting
