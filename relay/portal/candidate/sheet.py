"""One letter as its page shows it: the words in their places, and what the candidate made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from relay.domain.action import Action
from relay.domain.letter import TOLD, Letter, LetterItem, Receipt
from relay.domain.question import Question, Unsent
from relay.domain.self_view import SelfView
from relay.domain.thanks import Thanks
from relay.journey.acting import fitted
from relay.journey.answering import answered_by, find_unsent
from relay.journey.recollecting import find_self_view, letter_was_opened
from relay.journey.thanking import find_thanks
from relay.portal.candidate.changes import Change, changes
from relay.portal.candidate.gap import Gap, gap_of, heard_in
from relay.portal.candidate.loops import ClosedLoop, loops_in
from relay.portal.candidate.prompting import Prompt, prompts_for
from relay.portal.candidate.shelf import OPEN, next_interview, suggested_day
from relay.store.letters import find_letter
from relay.store.work import Work
from relay.vocabulary import Competency, ParagraphRole

# The value of the choice that is none of the letter's.
OWN = "own"


@dataclass(frozen=True, slots=True)
class Improvement:
    """One thing to work on, the ways to go about it, and what was taken up from it.

    `competency` is None where the letter does not say what it is about.
    """

    id: UUID
    words: str
    next_step: str | None
    competency: Competency | None
    ways: Sequence[str]
    actions: Sequence[Action]

    @property
    def suggestion(self) -> str:
        """What to take up where the letter offers one way alone."""
        return self.ways[0] if self.ways else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The ways that were not taken up yet, each by its place, and last one's own; empty where there is nothing to choose from."""
        taken = {action.what for action in self.actions}
        left = [(str(place), way) for place, way in enumerate(self.ways) if way not in taken]
        return [*left, (OWN, "Something of my own")] if len(self.ways) > 1 and left else []


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
    next_interview: date | None
    thanks: Thanks | None
    view: SelfView | None
    gap: Gap | None
    seen: bool
    loops: Sequence[Sequence[ClosedLoop]]
    unsent: Unsent | None
    fairness_by: datetime
    read_before: Letter | None
    changes: Sequence[Change]

    @property
    def without_feedback(self) -> bool:
        """Whether it can be read and tells neither of a strength nor of anything to work on."""
        return bool(self.items) and not any(item.role in TOLD for item in self.items)

    def words(self, role: ParagraphRole) -> list[str]:
        """The paragraphs with this role, in order."""
        return [item.text for item in self.items if item.role is role]

    def about(self, question: Question) -> str | None:
        """The words a question is about."""
        return next((item.text for item in self.items if item.id == question.letter_item_id), None)

    @property
    def prompts(self) -> list[Prompt]:
        """Questions that help to write down what one takes from it."""
        return prompts_for(self.items)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts that a question can be about, as choices."""
        return [(str(item.id), shortened(item.text)) for item in self.items if item.role in TOLD]


def sheet(work: Work, letter_id: UUID) -> Sheet:
    """The letter of the candidate who asks. Raises NotFoundError.

    The words of a letter that is closed, was replaced or taken back stay out: only one that stands can be read.
    """
    letter = find_letter(work, letter_id)
    versions = work.all(
        select(Letter).where(Letter.interview_id == letter.interview_id).order_by(Letter.number)
    )
    items: Sequence[LetterItem] = letter.items if letter.standing else ()
    view = find_self_view(work, letter.interview_id)
    read_before = last_read(work, versions, letter) if items else None
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
        next_interview=next_interview(work),
        thanks=find_thanks(work, letter.interview_id),
        view=view,
        gap=gap_of(view, heard_in(work, [letter_id]).get(letter_id, {}))
        if view and view.told and letter.state in OPEN
        else None,
        seen=letter_was_opened(work, letter.interview_id),
        loops=loops_in(work, letter),
        unsent=find_unsent(work, letter.interview_id),
        fairness_by=answered_by(work),
        read_before=read_before,
        changes=changes(read_before.items, items) if read_before else (),
    )


def last_read(work: Work, versions: Sequence[Letter], letter: Letter) -> Letter | None:
    """The newest earlier version that the candidate opened."""
    receipts = work.all(select(Receipt).where(Receipt.letter_id.in_([other.id for other in versions])))
    opened = {receipt.letter_id for receipt in receipts}
    return next(
        (other for other in reversed(versions) if other.number < letter.number and other.id in opened), None
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
        Improvement(
            id=item.id,
            words=item.text,
            next_step=item.next_step,
            competency=item.competency,
            ways=[fitted(way) for way in item.ways],
            actions=[action for action in taken if action.letter_item_id == item.id],
        )
        for item in wanted
    ]


def shortened(text: str, longest: int = 90) -> str:
    """The beginning of a paragraph, cut between words."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
