"""Questions: the candidate asks what something meant, corrects a fact or raises a fairness concern; and what they keep unsent."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, Tenant, closed, found_by, within_agency
from relay.domain.moves import Moves, target
from relay.vocabulary import QuestionKind


class QuestionState(StrEnum):
    """Whether it was answered."""

    OPEN = "open"
    ANSWERED = "answered"


QUESTION_MOVES: Moves[QuestionState] = {
    "answer": (frozenset({QuestionState.OPEN}), QuestionState.ANSWERED),
}


class Question(Subject, Base, kw_only=True, repr=False, eq=False):
    """What a candidate asked about a letter, and the answer. `due_at` is by when a concern about fairness is to be answered."""

    __tablename__ = "question"
    __table_args__ = (
        within_agency("letter_id", "letter"),
        within_agency("letter_item_id", "letter_item"),
        within_agency("interview_id", "interview"),
        within_agency("candidate_id", "candidate"),
        within_agency("answered_by_id", "staff"),
        found_by("interview_id"),
        found_by("letter_id"),
        found_by("state"),
    )

    letter_id: Mapped[UUID]
    interview_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    letter_item_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[QuestionKind] = mapped_column(closed(QuestionKind))
    text: Mapped[str]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    state: Mapped[QuestionState] = mapped_column(
        closed(QuestionState), default=QuestionState.OPEN, init=False
    )
    answer_text: Mapped[str | None] = mapped_column(default=None, init=False)
    answered_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    answered_by_id: Mapped[UUID | None] = mapped_column(default=None, init=False)
    answered_by_name: Mapped[str | None] = mapped_column(default=None, init=False)

    def ask(self) -> None:
        """Tell that it was asked."""
        self.record(events.QuestionAsked(question_id=self.id, interview_id=self.interview_id, kind=self.kind))

    def answer(self, *, text: str, staff_id: UUID, name: str, at: datetime) -> None:
        """Take the answer of a named person. The name is copied, so that reading it needs no staff table."""
        self.state = target(QUESTION_MOVES, self.state, "answer")
        self.answer_text, self.answered_at = text, at
        self.answered_by_id, self.answered_by_name = staff_id, name
        self.record(events.QuestionAnswered(question_id=self.id, interview_id=self.interview_id))


class Unsent(Tenant, Base, kw_only=True, repr=False, eq=False):
    """What a candidate wrote about their letter and keeps for another day: theirs alone, told to nobody, gone once it is sent.

    One per interview, so that it outlives the version of the letter. `edition` counts what was kept, so that a second tab
    cannot silently overwrite the first.
    """

    __tablename__ = "unsent"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("candidate_id", "candidate"),
        within_agency("letter_item_id", "letter_item"),
        sa.UniqueConstraint("agency_id", "interview_id"),
    )

    interview_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    letter_item_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[QuestionKind | None] = mapped_column(closed(QuestionKind), default=None)
    text: Mapped[str]
    edition: Mapped[int] = mapped_column(default=1)
    kept_at: Mapped[datetime]
