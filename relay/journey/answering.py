"""Answering: the candidate asks, corrects a fact or raises a concern; the agency answers.

Leaves `question.asked` and `question.answered`. An answer reaches the candidate, so it passes the guard for leaks, names
and harsh words like everything else that does.
"""

from uuid import UUID

from relay.domain.errors import InvalidError, MoveError, NotFoundError
from relay.domain.letter import Letter, LetterItem, LetterState
from relay.domain.question import Question
from relay.domain.staff import Staff
from relay.domain.words import clean_text
from relay.store.erased import refuse_erased
from relay.store.material import gather
from relay.store.work import Work
from relay.text.guard import guard_words
from relay.vocabulary import QuestionKind

LONGEST_QUESTION = 5_000


def ask_question(
    work: Work, letter_id: UUID, *, kind: QuestionKind, text: str, letter_item_id: UUID | None = None
) -> Question:
    """Ask about an opened letter, or about one item of it. Raises InvalidError, MoveError, NotFoundError."""
    letter = work.get(Letter, letter_id)
    if letter.candidate_id != work.person_id:
        raise NotFoundError("That letter")
    if letter.state is LetterState.CLOSED:
        raise MoveError("Open the letter first.")
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
    )
    question.ask()
    return work.add(question)


def answer_question(work: Work, question_id: UUID, *, text: str) -> Question:
    """Answer a question, by name. Raises InvalidError naming `text` where the guard objects, MoveError, NotFoundError."""
    question = work.get(Question, question_id)
    refuse_erased(work, question.candidate_id)
    answer = clean_text("text", text, longest=LONGEST_QUESTION)
    gathered = gather(work, question.interview_id)
    breaches = guard_words(answer, gathered.hidden, gathered.material.about)
    if breaches:
        raise InvalidError("text", breaches[0].advice)
    staff = work.get(Staff, work.person_id)
    question.answer(text=answer, staff_id=staff.id, name=staff.name, at=work.now)
    return question
