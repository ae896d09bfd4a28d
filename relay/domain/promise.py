"""The promise: the instant by which a candidate was told to expect word."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.domain.moves import Moves, target


class PromiseState(StrEnum):
    """How it stands."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    WAIVED = "waived"


PROMISE_MOVES: Moves[PromiseState] = {
    "keep": (frozenset({PromiseState.OPEN}), PromiseState.KEPT),
    "miss": (frozenset({PromiseState.OPEN}), PromiseState.MISSED),
    "waive": (frozenset({PromiseState.OPEN, PromiseState.MISSED}), PromiseState.WAIVED),
    "renew": (frozenset({PromiseState.WAIVED}), PromiseState.OPEN),
}


class Promise(Subject, Base, kw_only=True, repr=False, eq=False):
    """One promise per interview. `due_at` is the instant, `zone` the clocks it was told in."""

    __tablename__ = "promise"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        sa.UniqueConstraint("agency_id", "interview_id"),
        found_by("state", "due_at"),
    )

    interview_id: Mapped[UUID]
    due_at: Mapped[datetime]
    zone: Mapped[str]
    state: Mapped[PromiseState] = mapped_column(closed(PromiseState), default=PromiseState.OPEN, init=False)
    reason: Mapped[str | None] = mapped_column(default=None)

    def shift(self, due_at: datetime) -> None:
        """Follow an interview that moved."""
        self.due_at = due_at
        self.record(events.PromiseMoved(promise_id=self.id, interview_id=self.interview_id))

    def keep(self) -> None:
        """Word reached the candidate in time."""
        self.state = target(PROMISE_MOVES, self.state, "keep")
        self.record(events.PromiseKept(promise_id=self.id, interview_id=self.interview_id))

    def miss(self) -> None:
        """The instant passed without word."""
        self.state = target(PROMISE_MOVES, self.state, "miss")
        self.record(events.PromiseMissed(promise_id=self.id, interview_id=self.interview_id))

    def waive(self, reason: str) -> None:
        """No word will be owed, for `reason`."""
        self.state = target(PROMISE_MOVES, self.state, "waive")
        self.reason = reason
        self.record(events.PromiseWaived(promise_id=self.id, interview_id=self.interview_id))

    def renew(self) -> None:
        """Owe word again, because the interview is on after all."""
        self.state = target(PROMISE_MOVES, self.state, "renew")
        self.reason = None
        self.record(events.PromiseRenewed(promise_id=self.id, interview_id=self.interview_id))
