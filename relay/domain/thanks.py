"""Thanks: what a candidate would like the interviewers to hear. It reaches them with the candidate's consent and a recruiter's nod."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.domain.moves import Moves, target


class ThanksState(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    PASSED_ON = "passed_on"
    KEPT_BACK = "kept_back"
    TAKEN_BACK = "taken_back"


WAITS = frozenset({ThanksState.WAITING})

THANKS_MOVES: Moves[ThanksState] = {
    "pass_on": (WAITS, ThanksState.PASSED_ON),
    "keep_back": (WAITS, ThanksState.KEPT_BACK),
    "take_back": (WAITS, ThanksState.TAKEN_BACK),
}


class Thanks(Subject, Base, kw_only=True, repr=False, eq=False):
    """A candidate's thanks for an interview's feedback, and what came of it. Writing it is the consent to pass it on."""

    __tablename__ = "thanks"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("candidate_id", "candidate"),
        within_agency("contact_id", "contact"),
        within_agency("decided_by_id", "staff"),
        found_by("interview_id"),
        found_by("state"),
    )

    interview_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    text: Mapped[str]
    written_at: Mapped[datetime]
    state: Mapped[ThanksState] = mapped_column(closed(ThanksState), default=ThanksState.WAITING, init=False)
    contact_id: Mapped[UUID | None] = mapped_column(default=None, init=False)
    decided_by_id: Mapped[UUID | None] = mapped_column(default=None, init=False)
    decided_at: Mapped[datetime | None] = mapped_column(default=None, init=False)

    def write(self) -> None:
        """Tell that the candidate wrote it."""
        self.record(events.ThanksWritten(thanks_id=self.id, interview_id=self.interview_id))

    def pass_on(self, *, contact_id: UUID, staff_id: UUID, at: datetime) -> None:
        """Have it reach a contact, as a named person decided."""
        self.state = target(THANKS_MOVES, self.state, "pass_on")
        self.contact_id, self.decided_by_id, self.decided_at = contact_id, staff_id, at
        self.record(events.ThanksPassedOn(thanks_id=self.id, interview_id=self.interview_id))

    def keep_back(self, *, staff_id: UUID, at: datetime) -> None:
        """Leave it where it is, as a named person decided."""
        self.state = target(THANKS_MOVES, self.state, "keep_back")
        self.decided_by_id, self.decided_at = staff_id, at
        self.record(events.ThanksKeptBack(thanks_id=self.id, interview_id=self.interview_id))

    def take_back(self) -> None:
        """The candidate would rather it were not passed on."""
        self.state = target(THANKS_MOVES, self.state, "take_back")
        self.record(events.ThanksTakenBack(thanks_id=self.id, interview_id=self.interview_id))


# Two forms sent at the same moment: the second finds the first, whichever process takes it.
sa.Index(
    "uq_thanks_waiting",
    Thanks.agency_id,
    Thanks.interview_id,
    unique=True,
    postgresql_where=sa.text("state = 'waiting'"),
    sqlite_where=sa.text("state = 'waiting'"),
)
