"""The roles that are being filled."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.domain.client import Client
from relay.domain.moves import Moves, target


class JobState(StrEnum):
    """Whether candidates are still put forward."""

    OPEN = "open"
    CLOSED = "closed"


JOB_MOVES: Moves[JobState] = {
    "close": (frozenset({JobState.OPEN}), JobState.CLOSED),
    "reopen": (frozenset({JobState.CLOSED}), JobState.OPEN),
}


class Job(Subject, Base, kw_only=True, repr=False, eq=False):
    """A role at a client. `promise_days`, where set, rules instead of the client's and the agency's."""

    __tablename__ = "job"
    __table_args__ = (within_agency("client_id", "client"), found_by("client_id"))

    client_id: Mapped[UUID]
    title: Mapped[str]
    promise_days: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[JobState] = mapped_column(closed(JobState), default=JobState.OPEN, init=False)

    client: Mapped[Client] = relationship(viewonly=True, init=False)

    def add(self) -> None:
        """Tell that it is being filled."""
        self.record(events.JobAdded(job_id=self.id, client_id=self.client_id))

    def change(self, *, title: str) -> None:
        """Set its title."""
        self.title = title
        self.record(events.JobChanged(job_id=self.id))

    def set_terms(self, *, promise_days: int | None) -> None:
        """Set within how many working days word on its interviews is promised."""
        self.promise_days = promise_days
        self.record(events.JobChanged(job_id=self.id))

    def close(self) -> None:
        """No more candidates are put forward."""
        self.state = target(JOB_MOVES, self.state, "close")
        self.record(events.JobClosed(job_id=self.id))

    def reopen(self) -> None:
        """Candidates are put forward again."""
        self.state = target(JOB_MOVES, self.state, "reopen")
        self.record(events.JobReopened(job_id=self.id))
