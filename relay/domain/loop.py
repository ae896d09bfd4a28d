"""Loops: something taken up from one interview, set beside the letter on a later one."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.vocabulary import LoopOutcome


class Loop(Subject, Base, kw_only=True, repr=False, eq=False):
    """One action and what the letter on one later interview says of its competency.

    `letter_id` and `letter_item_id` lead to the words. `outcome` is None while no letter on the later interview stands.
    """

    __tablename__ = "loop"
    __table_args__ = (
        within_agency("candidate_id", "candidate"),
        within_agency("action_id", "action"),
        within_agency("interview_id", "interview"),
        within_agency("later_interview_id", "interview"),
        within_agency("letter_id", "letter"),
        within_agency("letter_item_id", "letter_item"),
        sa.UniqueConstraint("agency_id", "action_id", "later_interview_id"),
        found_by("candidate_id"),
        found_by("interview_id"),
        found_by("later_interview_id"),
    )

    candidate_id: Mapped[UUID]
    action_id: Mapped[UUID]
    interview_id: Mapped[UUID]
    later_interview_id: Mapped[UUID]
    letter_id: Mapped[UUID]
    letter_item_id: Mapped[UUID | None] = mapped_column(default=None)
    outcome: Mapped[LoopOutcome | None] = mapped_column(closed(LoopOutcome), default=None, init=False)
    closed_at: Mapped[datetime | None] = mapped_column(default=None, init=False)

    def close(
        self, outcome: LoopOutcome, *, letter_id: UUID, letter_item_id: UUID | None, at: datetime
    ) -> None:
        """Set it beside a letter. A newer letter that says the same leads to its own words and is no news."""
        self.letter_id, self.letter_item_id = letter_id, letter_item_id
        if outcome is self.outcome:
            return
        self.outcome, self.closed_at = outcome, at
        self.record(
            events.LoopClosed(
                loop_id=self.id,
                action_id=self.action_id,
                interview_id=self.interview_id,
                later_interview_id=self.later_interview_id,
                outcome=outcome,
            )
        )

    def reopen(self) -> None:
        """The later letter was taken back."""
        if self.outcome is None:
            return
        self.outcome, self.letter_item_id = None, None
        self.record(
            events.LoopReopened(
                loop_id=self.id,
                action_id=self.action_id,
                interview_id=self.interview_id,
                later_interview_id=self.later_interview_id,
            )
        )
