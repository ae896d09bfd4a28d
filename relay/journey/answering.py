"""Answering: the candidate asks, corrects a fact or raises a concern; the agency answers.

Leaves `question.asked` and `question.answered`. An answer reaches the candidate, so it passes the guard for leaks, names
and harsh words like everything else that does. A concern about fairness is a manager's to answer, by a time that the candidate
is told. What a candidate keeps unsent is theirs alone: it leaves no event.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from relay.domain.errors import ForbiddenError, InvalidError, NotFoundError, StaleError
from relay.domain.letter import LetterItem
from relay.domain.question import Question, Unsent
from relay.domain.staff import Staff
from relay.domain.words import clean_text
from relay.store.erased import refuse_erased
from relay.store.letters import find_opened_letter
from relay.store.material import gather
from relay.store.work import Work
from relay.text.guard import guard_words
from relay.vocabulary import QuestionKind, Role

LONGEST_QUESTION = 5_000


def ask_question(
    work: Work,
    letter_id: UUID,
    *,
    kind: QuestionKind,
    text: str,
    letter_item_id: UUID | None = None,
    edition: int = 0,
) -> Question:
    """Ask about an opened letter, or about one item of it; what was kept unsent in this `edition` is gone with it.

    Raises InvalidError, MoveError, NotFoundError.
    """
    letter = find_opened_letter(work, letter_id)
    if letter_item_id is not None and work.get(LetterItem, letter_item_id).letter_id != letter_id:
        raise NotFoundError("That part of the letter")
    question = Question(
        agency_id=work.agency_id,
        letter_id=letter_id,
        interview_id=letter.interview_id,
        candidate_id=letter.candidate_id,
        letter_item_id=letter_item_id,
        kind=kind,
        text=clean_text("text", text, longest=LONGEST_QUESTION),
        asked_at=work.now,
        due_at=answered_by(work) if kind is QuestionKind.FAIRNESS else None,
    )
    question.ask()
    throw_away_unsent(work, letter_id, edition=edition)
    return work.add(question)


def answered_by(work: Work) -> datetime:
    """By when a concern raised now is to be answered: at the close of a working day of the agency."""
    return work.agency.calendar.days_after(work.now, work.agency.fairness_days)


def find_unsent(work: Work, interview_id: UUID) -> Unsent | None:
    """What the candidate who asks keeps about the letter on an interview."""
    return work.one(
        select(Unsent).where(Unsent.interview_id == interview_id, Unsent.candidate_id == work.person_id)
    )


def keep_unsent(
    work: Work,
    letter_id: UUID,
    *,
    text: str,
    edition: int,
    kind: QuestionKind | None = None,
    letter_item_id: UUID | None = None,
) -> Unsent:
    """Keep words for another day; nothing is sent. `edition` is the one that the writer was shown, 0 for none.

    Raises InvalidError, MoveError, NotFoundError, StaleError where another tab kept others meanwhile.
    """
    letter = find_opened_letter(work, letter_id)
    words = clean_text("text", text, longest=LONGEST_QUESTION)
    if letter_item_id is not None and work.get(LetterItem, letter_item_id).letter_id != letter_id:
        raise NotFoundError("That part of the letter")
    unsent = find_unsent(work, letter.interview_id)
    if unsent is None:
        return work.add(
            Unsent(
                agency_id=work.agency_id,
                interview_id=letter.interview_id,
                candidate_id=letter.candidate_id,
                letter_item_id=letter_item_id,
                kind=kind,
                text=words,
                kept_at=work.now,
            )
        )
    if unsent.text != words:
        if unsent.edition != edition:
            raise StaleError("You kept other words about this letter meanwhile. Both stand below.")
        unsent.text, unsent.edition, unsent.kept_at = words, unsent.edition + 1, work.now
    unsent.kind, unsent.letter_item_id = kind, letter_item_id
    return unsent


def throw_away_unsent(work: Work, letter_id: UUID, *, edition: int) -> None:
    """Delete what was kept, if it still is this `edition`. Raises NotFoundError."""
    unsent = find_unsent(work, find_opened_letter(work, letter_id).interview_id)
    if unsent is not None and unsent.edition == edition:
        work.session.delete(unsent)


def answer_question(work: Work, question_id: UUID, *, text: str) -> Question:
    """Answer a question, by name.

    Raises InvalidError naming `text` where the guard objects, ForbiddenError where it is a manager's to answer, MoveError,
    NotFoundError.
    """
    question = work.get(Question, question_id)
    refuse_erased(work, question.candidate_id)
    staff = work.get(Staff, work.person_id)
    if question.kind is QuestionKind.FAIRNESS and staff.role is not Role.MANAGER:
        raise ForbiddenError("A concern about fairness is answered by a manager.")
    answer = clean_text("text", text, longest=LONGEST_QUESTION)
    gathered = gather(work, question.interview_id)
    breaches = guard_words(answer, gathered.hidden, gathered.material.about)
    if breaches:
        raise InvalidError("text", breaches[0].advice)
    question.answer(text=answer, staff_id=staff.id, name=staff.name, at=work.now)
    return question
