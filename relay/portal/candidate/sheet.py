"""One letter as its page shows it: the words in their places, and what the candidate made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from relay.domain.action import Action
from relay.domain.letter import Letter, LetterItem, Receipt
from relay.domain.question import Question
from relay.domain.thanks import Thanks
from relay.journey.reading import find_letter
from relay.journey.thanking import find_thanks
from relay.portal.candidate.shelf import suggested_day
from relay.store.work import Work
from relay.vocabulary import ParagraphRole

LONGEST_ACTION = 500


@dataclass(frozen=True, slots=True)
class Improvement:
    """One thing to work on, and what was taken up from it."""

    id: UUID
    words: str
    next_step: str | None
    actions: Sequence[Action]

    @property
    def suggestion(self) -> str:
        """What to take up: the next step, cut between words where it is longer than an action may be."""
        step = self.next_step or ""
        return step if len(step) <= LONGEST_ACTION else step[:LONGEST_ACTION].rsplit(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter with everything that stands around it."""

    letter: Letter
    items: Sequence[LetterItem]
    improvements: Sequence[Improvement]
    questions: Sequence[Question]
    receipt: Receipt | None
    newer: Letter | None
    earlier: Letter | None
    suggested_day: date
    thanks: Thanks | None

    def words(self, role: ParagraphRole) -> list[str]:
        """The paragraphs with this role, in order."""
        return [item.text for item in self.items if item.role is role]

    def about(self, question: Question) -> str | None:
        """The words a question is about."""
        return next((item.text for item in self.items if item.id == question.letter_item_id), None)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts that a question can be about, as choices."""
        roles = (ParagraphRole.STRENGTHS, ParagraphRole.IMPROVEMENT)
        return [(str(item.id), shortened(item.text)) for item in self.items if item.role in roles]


def sheet(work: Work, letter_id: UUID) -> Sheet:
    """The letter of the candidate who asks. Raises NotFoundError.

    The words of a letter that is closed, was replaced or taken back stay out: only one that stands can be read.
    """
    letter = find_letter(work, letter_id)
    versions = work.all(
        select(Letter).where(Letter.interview_id == letter.interview_id).order_by(Letter.number)
    )
    items: Sequence[LetterItem] = letter.items if letter.standing else ()
    return Sheet(
        letter=letter,
        items=items,
        improvements=improvements(work, items),
        questions=work.all(
            select(Question)
            .where(Question.letter_id.in_([other.id for other in versions]))
            .order_by(Question.asked_at, Question.id)
        ),
        receipt=work.one(select(Receipt).where(Receipt.letter_id == letter_id)),
        newer=next((other for other in versions if other.number > letter.number), None),
        earlier=next((other for other in reversed(versions) if other.number < letter.number), None),
        suggested_day=suggested_day(work),
        thanks=find_thanks(work, letter.interview_id),
    )


def improvements(work: Work, items: Sequence[LetterItem]) -> list[Improvement]:
    """The things to work on, each with what was taken up from it."""
    wanted = [item for item in items if item.role is ParagraphRole.IMPROVEMENT]
    taken = work.all(
        select(Action)
        .where(Action.letter_item_id.in_([item.id for item in wanted]))
        .order_by(Action.due_on, Action.committed_at)
    )
    return [
        Improvement(item.id, item.text, item.next_step, [a for a in taken if a.letter_item_id == item.id])
        for item in wanted
    ]


def shortened(text: str, longest: int = 90) -> str:
    """The beginning of a paragraph, cut between words."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
