"""The promise: the instant by which a candidate was told to expect word.

An instant that passes without word stays missed for good: what the candidate is told next is a new time beside it, not
another promise in its place.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.domain.moves import Moves, target

MOST_PROMISE_DAYS = 30


class PromiseState(StrEnum):
    """How it stands."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    WAIVED = "waived"


class Word(StrEnum):
    """How the word itself stands that was promised."""

    OWED = "owed"
    KEPT = "kept"
    CAME_LATE = "came_late"
    WAIVED = "waived"


def word_of(state: PromiseState, *, told: bool) -> Word:
    """How the word stands on which a promise was given; `told` is whether a letter ever reached the candidate.

    A missed promise stays missed, but nobody waits any more once word came, though the letter was withdrawn afterwards.
    """
    if state is PromiseState.KEPT:
        return Word.KEPT
    if state is PromiseState.WAIVED:
        return Word.WAIVED
    return Word.CAME_LATE if told and state is PromiseState.MISSED else Word.OWED


PROMISE_MOVES: Moves[PromiseState] = {
    "keep": (frozenset({PromiseState.OPEN}), PromiseState.KEPT),
    "miss": (frozenset({PromiseState.OPEN}), PromiseState.MISSED),
    "pass_by": (frozenset({PromiseState.OPEN, PromiseState.MISSED}), PromiseState.MISSED),
    "extend": (frozenset({PromiseState.MISSED}), PromiseState.MISSED),
    "warn": (frozenset({PromiseState.OPEN}), PromiseState.OPEN),
    "waive": (frozenset({PromiseState.OPEN, PromiseState.MISSED}), PromiseState.WAIVED),
    "renew": (frozenset({PromiseState.WAIVED}), PromiseState.OPEN),
}


class Promise(Subject, Base, kw_only=True, repr=False, eq=False):
    """One promise per interview. `due_at` is the instant, `zone` the clocks it was told in.

    `risk_at`: when the recruiter is told that it is close; None once they were, or where nobody is to be told. After a miss,
    `settle_at` is when the agency's policy sets a new time if nobody has, and `new_due_at` that new time. `misses` counts the
    instants that passed. `asked_at` is when the client was first asked, which the candidate may know: who was, and how often, stays out.
    """

    __tablename__ = "promise"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        sa.UniqueConstraint("agency_id", "interview_id"),
        found_by("state", "due_at"),
        found_by("risk_at"),
        found_by("settle_at"),
        found_by("new_due_at"),
    )

    interview_id: Mapped[UUID]
    due_at: Mapped[datetime]
    zone: Mapped[str]
    state: Mapped[PromiseState] = mapped_column(closed(PromiseState), default=PromiseState.OPEN, init=False)
    reason: Mapped[str | None] = mapped_column(default=None)
    risk_at: Mapped[datetime | None] = mapped_column(default=None)
    warned: Mapped[bool] = mapped_column(default=False, init=False)
    settle_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    new_due_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    misses: Mapped[int] = mapped_column(default=0, init=False)
    asked_at: Mapped[datetime | None] = mapped_column(default=None, init=False)

    @property
    def expected_at(self) -> datetime:
        """By when the candidate was last told to expect word."""
        return self.new_due_at or self.due_at

    @property
    def at_risk(self) -> bool:
        """Whether the recruiter has been told that the instant is close."""
        return self.state is PromiseState.OPEN and self.warned

    def shift(self, due_at: datetime, risk_at: datetime) -> None:
        """Follow an interview that moved."""
        self.due_at, self.risk_at, self.warned, self.asked_at = due_at, risk_at, False, None
        self.record(events.PromiseMoved(promise_id=self.id, interview_id=self.interview_id))

    def keep(self) -> None:
        """Word reached the candidate in time."""
        self.state = target(PROMISE_MOVES, self.state, "keep")
        self.risk_at = None
        self.record(events.PromiseKept(promise_id=self.id, interview_id=self.interview_id))

    def miss(self) -> None:
        """Word came too late."""
        self.state = target(PROMISE_MOVES, self.state, "miss")
        self.misses, self.risk_at, self.settle_at, self.new_due_at = self.misses + 1, None, None, None
        self.record(
            events.PromiseMissed(
                promise_id=self.id, interview_id=self.interview_id, number=self.misses, awaited=False
            )
        )

    def pass_by(self, settle_at: datetime | None) -> None:
        """The instant passed and the candidate still waits; at `settle_at` the policy sets a new time if nobody has."""
        self.state = target(PROMISE_MOVES, self.state, "pass_by")
        self.misses, self.risk_at, self.settle_at, self.new_due_at = self.misses + 1, None, settle_at, None
        self.record(
            events.PromiseMissed(
                promise_id=self.id, interview_id=self.interview_id, number=self.misses, awaited=True
            )
        )

    def warn(self) -> None:
        """The instant is close, and the recruiter is told."""
        self.state = target(PROMISE_MOVES, self.state, "warn")
        self.risk_at, self.warned = None, True
        self.record(events.PromiseAtRisk(promise_id=self.id, interview_id=self.interview_id))

    def extend(self, new_due_at: datetime) -> None:
        """Tell the candidate a new time in place of the one that passed."""
        self.state = target(PROMISE_MOVES, self.state, "extend")
        self.new_due_at, self.settle_at = new_due_at, None
        self.record(events.PromiseExtended(promise_id=self.id, interview_id=self.interview_id))

    def settle(self) -> None:
        """Word has reached the candidate after a miss: no new time is owed any more."""
        self.settle_at = self.new_due_at = None

    def note_asking(self, at: datetime) -> None:
        """The client was asked; the first time stays."""
        self.asked_at = self.asked_at or at

    def waive(self, reason: str) -> None:
        """No word will be owed, for `reason`."""
        self.state = target(PROMISE_MOVES, self.state, "waive")
        self.reason = reason
        self.risk_at = self.settle_at = self.new_due_at = None
        self.record(events.PromiseWaived(promise_id=self.id, interview_id=self.interview_id))

    def renew(self, risk_at: datetime | None = None) -> None:
        """Owe word again, because the interview is on after all; `risk_at` is when it is close anew."""
        self.state = target(PROMISE_MOVES, self.state, "renew")
        self.reason, self.risk_at, self.warned = None, risk_at, False
        self.record(events.PromiseRenewed(promise_id=self.id, interview_id=self.interview_id))
