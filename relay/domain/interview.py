"""Interviews: one candidate, one job, one stage, one time."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, OfAgency, Subject, closed, found_by, within_agency
from relay.domain.candidate import Candidate
from relay.domain.client import Contact
from relay.domain.job import Job
from relay.domain.moves import Moves, target
from relay.domain.staff import Staff


class InterviewState(StrEnum):
    """What became of it."""

    SCHEDULED = "scheduled"
    TOOK_PLACE = "took_place"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


AHEAD = frozenset({InterviewState.SCHEDULED})
OFF = frozenset({InterviewState.CANCELLED, InterviewState.NO_SHOW})

INTERVIEW_MOVES: Moves[InterviewState] = {
    "move": (AHEAD, InterviewState.SCHEDULED),
    "take_place": (AHEAD | {InterviewState.NO_SHOW}, InterviewState.TOOK_PLACE),
    "cancel": (AHEAD, InterviewState.CANCELLED),
    "miss": (AHEAD, InterviewState.NO_SHOW),
    "reinstate": (OFF, InterviewState.SCHEDULED),
}


class Interview(Subject, Base, kw_only=True, repr=False, eq=False):
    """One interview.

    `wall_start` is the local time that was agreed, as `2026-11-24T14:00`; it rules while the interview lies ahead, so
    that a change of a zone's rules moves `starts_at` and not the appointment. `ask_at` is when its contacts are to be asked by
    link; None once they are, or where nobody is to be asked by itself.
    """

    __tablename__ = "interview"
    __table_args__ = (
        within_agency("candidate_id", "candidate"),
        within_agency("job_id", "job"),
        within_agency("recruiter_id", "staff"),
        found_by("candidate_id", "starts_at"),
        found_by("job_id"),
        found_by("recruiter_id"),
        found_by("starts_at"),
        found_by("ends_at"),
        found_by("ask_at"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    candidate_id: Mapped[UUID]
    job_id: Mapped[UUID]
    recruiter_id: Mapped[UUID]
    stage: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    zone: Mapped[str]
    wall_start: Mapped[str]
    ask_at: Mapped[datetime | None] = mapped_column(default=None)
    state: Mapped[InterviewState] = mapped_column(
        closed(InterviewState), default=InterviewState.SCHEDULED, init=False
    )

    candidate: Mapped[Candidate] = relationship(viewonly=True, init=False)
    job: Mapped[Job] = relationship(viewonly=True, init=False)
    recruiter: Mapped[Staff] = relationship(viewonly=True, init=False)
    contacts: Mapped[list[Contact]] = relationship(
        secondary="interview_contact", viewonly=True, init=False, order_by="InterviewContact.place"
    )

    def schedule(self) -> None:
        """Tell that a time is agreed."""
        self.record(events.InterviewScheduled(interview_id=self.id))

    def move(self, *, starts_at: datetime, ends_at: datetime, zone: str, wall_start: str) -> None:
        """Give it another time."""
        self.state = target(INTERVIEW_MOVES, self.state, "move")
        self.starts_at, self.ends_at, self.zone, self.wall_start = starts_at, ends_at, zone, wall_start
        self.record(events.InterviewMoved(interview_id=self.id))

    def change_contacts(self) -> None:
        """Tell that somebody else sits on the client's side."""
        self.record(events.InterviewContactsChanged(interview_id=self.id))

    def take_place(self) -> None:
        """It was held."""
        self.state = target(INTERVIEW_MOVES, self.state, "take_place")
        self.record(events.InterviewTookPlace(interview_id=self.id))

    def cancel(self) -> None:
        """It will not be held."""
        self.state = target(INTERVIEW_MOVES, self.state, "cancel")
        self.record(events.InterviewCancelled(interview_id=self.id))

    def miss(self) -> None:
        """The candidate did not come."""
        self.state = target(INTERVIEW_MOVES, self.state, "miss")
        self.record(events.InterviewMissed(interview_id=self.id))

    def fall_silent(self) -> None:
        """Tell that no feedback will come on it."""
        self.record(events.SilenceRecorded(interview_id=self.id))

    def reinstate(self) -> None:
        """The cancellation or no-show was a mistake."""
        self.state = target(INTERVIEW_MOVES, self.state, "reinstate")
        self.record(events.InterviewReinstated(interview_id=self.id))


class InterviewContact(OfAgency, Base, kw_only=True, repr=False, eq=False):
    """Who sat on the client's side. The first by `place` is asked first; the next where they do not answer."""

    __tablename__ = "interview_contact"
    __table_args__ = (within_agency("interview_id", "interview"), within_agency("contact_id", "contact"))

    interview_id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(default=0)
