"""Self-views: how an interview went in the candidate's own eyes, noted before the letter is opened.

Theirs alone: nothing of the agency's reads these tables, and their events name no interview, so that no timeline shows them.
From the opening of the letter on it is sealed: what one thought before cannot be bent to what one has read.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, Subject, Tenant, closed, found_by, within_agency
from relay.domain.moves import Moves, target
from relay.vocabulary import Competency


class Mark(StrEnum):
    """How one thing went, in words: nothing here is counted."""

    WELL = "well"
    MIXED = "mixed"
    LESS = "less"
    ABSENT = "absent"


class SelfViewState(StrEnum):
    """What has become of it."""

    BLANK = "blank"
    WRITTEN = "written"
    SKIPPED = "skipped"
    SEALED = "sealed"


SELF_VIEW_MOVES: Moves[SelfViewState] = {
    "write": (
        frozenset({SelfViewState.BLANK, SelfViewState.WRITTEN, SelfViewState.SKIPPED}),
        SelfViewState.WRITTEN,
    ),
    "skip": (frozenset({SelfViewState.BLANK}), SelfViewState.SKIPPED),
    "seal": (frozenset({SelfViewState.WRITTEN}), SelfViewState.SEALED),
}


class SelfMark(Tenant, Base, kw_only=True, repr=False, eq=False):
    """How one thing went."""

    __tablename__ = "self_mark"
    __table_args__ = (
        within_agency("self_view_id", "self_view"),
        sa.UniqueConstraint("agency_id", "self_view_id", "competency"),
    )

    self_view_id: Mapped[UUID]
    competency: Mapped[Competency] = mapped_column(closed(Competency))
    mark: Mapped[Mark] = mapped_column(closed(Mark))


class SelfView(Subject, Base, kw_only=True, repr=False, eq=False):
    """One view of one interview. `words` is empty where the marks say it all, and for one that was skipped."""

    __tablename__ = "self_view"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("candidate_id", "candidate"),
        sa.UniqueConstraint("agency_id", "interview_id"),
        found_by("candidate_id"),
    )

    interview_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    words: Mapped[str] = mapped_column(default="", init=False)
    written_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    sealed_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    state: Mapped[SelfViewState] = mapped_column(
        closed(SelfViewState), default=SelfViewState.BLANK, init=False
    )

    marks: Mapped[list[SelfMark]] = relationship(viewonly=True, init=False)

    @property
    def told(self) -> bool:
        """Whether it says anything: one that was skipped does not."""
        return self.state in (SelfViewState.WRITTEN, SelfViewState.SEALED)

    def write(self, words: str, at: datetime) -> None:
        """Note it, or note it anew."""
        self.state = target(SELF_VIEW_MOVES, self.state, "write")
        self.words, self.written_at = words, at
        self.record(events.SelfViewWritten(self_view_id=self.id))

    def skip(self) -> None:
        """Rather not: it is not asked for again."""
        self.state = target(SELF_VIEW_MOVES, self.state, "skip")
        self.record(events.SelfViewSkipped(self_view_id=self.id))

    def seal(self, at: datetime) -> None:
        """The letter was opened: it stays as it is."""
        self.state = target(SELF_VIEW_MOVES, self.state, "seal")
        self.sealed_at = at
        self.record(events.SelfViewSealed(self_view_id=self.id))
