"""Recollecting: before the letter is opened, the candidate may note how the interview went.

Leaves `self_view.written` or `self_view.skipped`; opening the letter seals it (`reading.open_message`). It may be written anew
until then. No step of the agency's reads what stands in it.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from relay.domain.errors import InvalidError, MoveError, NotFoundError
from relay.domain.interview import OFF, Interview, InterviewState
from relay.domain.letter import Letter, LetterState, Receipt
from relay.domain.self_view import Mark, SelfMark, SelfView, SelfViewState
from relay.domain.words import clean_text
from relay.store.work import Work
from relay.vocabulary import Competency

LONGEST_VIEW = 5_000
SEALED = "You have opened the letter by now, so what you noted before is sealed. What you wrote just now is kept on this page: copy it if you want it."


def find_interview(work: Work, interview_id: UUID) -> Interview:
    """An interview of the candidate who asks. Raises NotFoundError, the same for anybody else's."""
    interview = work.get(Interview, interview_id)
    if interview.candidate_id != work.person_id:
        raise NotFoundError("That interview")
    return interview


def was_held(work: Work, interview: Interview) -> bool:
    """Whether there is something to look back on: it was held, or has ended and nobody said that it was not."""
    over = interview.state is InterviewState.TOOK_PLACE or interview.ends_at <= work.now
    return over and interview.state not in OFF


def find_self_view(work: Work, interview_id: UUID) -> SelfView | None:
    """What was noted on an interview, or that it was skipped; None where neither."""
    return work.one(select(SelfView).where(SelfView.interview_id == interview_id))


def letter_was_opened(work: Work, interview_id: UUID, *, hold: bool = False) -> bool:
    """Whether any version of the interview's letter was opened.

    `hold` locks the letters until the end of the work, so that nobody opens one between this look and what is written after it.
    """
    found = select(Letter).where(Letter.interview_id == interview_id)
    letters = work.all(found.with_for_update() if hold else found)
    opened = select(Receipt).where(Receipt.letter_id.in_([letter.id for letter in letters])).limit(1)
    return any(letter.state in (LetterState.OPENED, LetterState.ACKNOWLEDGED) for letter in letters) or bool(
        work.one(opened)
    )


def write_self_view(
    work: Work, interview_id: UUID, *, marks: Mapping[Competency, Mark], words: str = ""
) -> SelfView:
    """Note how an interview went, in place of what was noted before.

    Raises InvalidError where nothing is said, MoveError where it was not held or the letter was opened, NotFoundError.
    """
    interview = open_to_write(work, interview_id)
    kept = clean_text("view_words", words, longest=LONGEST_VIEW, required=False).strip()
    if not marks and not kept:
        raise InvalidError("view_words", "Choose at least one answer, or write a few words.")
    view = find_self_view(work, interview_id) or begin(work, interview)
    view.write(kept, work.now)
    work.session.flush()
    set_marks(work, view, marks)
    return view


def skip_self_view(work: Work, interview_id: UUID) -> SelfView:
    """Rather not; it is not asked for again. Where something was noted or skipped before, nothing changes.

    Raises MoveError where it was not held or the letter was opened, NotFoundError.
    """
    interview = open_to_write(work, interview_id)
    view = find_self_view(work, interview_id) or begin(work, interview)
    if view.state is SelfViewState.BLANK:
        view.skip()
    return view


def open_to_write(work: Work, interview_id: UUID) -> Interview:
    """The interview, if it can be looked back on and its letter was not opened. Raises MoveError, NotFoundError."""
    interview = find_interview(work, interview_id)
    if letter_was_opened(work, interview_id, hold=True):
        raise MoveError(SEALED)
    if not was_held(work, interview):
        raise MoveError("This interview has not been held, so there is nothing to look back on yet.")
    return interview


def begin(work: Work, interview: Interview) -> SelfView:
    """A blank one."""
    return work.add(
        SelfView(agency_id=work.agency_id, interview_id=interview.id, candidate_id=interview.candidate_id)
    )


def set_marks(work: Work, view: SelfView, marks: Mapping[Competency, Mark]) -> None:
    """Have a view hold these marks and no others."""
    held = {
        mark.competency: mark for mark in work.all(select(SelfMark).where(SelfMark.self_view_id == view.id))
    }
    for competency in held.keys() - marks.keys():
        work.session.delete(held[competency])
    for competency, mark in marks.items():
        if competency in held:
            held[competency].mark = mark
    work.add_all(
        [
            SelfMark(agency_id=work.agency_id, self_view_id=view.id, competency=competency, mark=mark)
            for competency, mark in marks.items()
            if competency not in held
        ]
    )
