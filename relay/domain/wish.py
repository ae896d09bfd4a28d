"""Wishes: what a candidate would like to hear about an interview on which nothing, or no feedback, has come.

A wish is sent to nobody by itself: a recruiter puts it into an asking of the client, or says why not.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.domain.moves import Moves, target
from relay.vocabulary import Competency


class WishState(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    PASSED_ON = "passed_on"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


WAITS = frozenset({WishState.WAITING})

# What can be asked for: what somebody did and knows, never what they are like.
ASPECTS = (
    Competency.COMMUNICATION,
    Competency.ANSWER_STRUCTURE,
    Competency.EVIDENCE,
    Competency.TECHNICAL_SKILL,
    Competency.PROBLEM_SOLVING,
    Competency.DOMAIN_KNOWLEDGE,
    Competency.EXPERIENCE,
    Competency.PREPARATION,
    Competency.TEAMWORK,
    Competency.LEADERSHIP,
    Competency.COMMERCIAL,
    Competency.QUESTIONS_ASKED,
    Competency.WORK_SAMPLE,
)
MOST_ASPECTS = 5

WISH_MOVES: Moves[WishState] = {
    "pass_on": (WAITS, WishState.PASSED_ON),
    "decline": (WAITS, WishState.DECLINED),
    "take_back": (WAITS, WishState.TAKEN_BACK),
}


class Wish(Subject, Base, kw_only=True, repr=False, eq=False):
    """A candidate's wish to hear about some aspects of an interview; at most one waits on each.

    `aspects` are codes of competencies. `line` is the candidate's own, and goes along only where the recruiter says so
    (`with_line`). `declined_because` is the recruiter's word, which the candidate reads under `decided_by_name`.
    """

    __tablename__ = "wish"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("candidate_id", "candidate"),
        within_agency("contact_id", "contact"),
        within_agency("decided_by_id", "staff"),
        found_by("interview_id"),
        found_by("state"),
        sa.Index(
            "uq_wish_agency_id_waiting",
            "agency_id",
            "interview_id",
            unique=True,
            postgresql_where=sa.text("state = 'waiting'"),
            sqlite_where=sa.text("state = 'waiting'"),
        ),
    )

    interview_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    aspects: Mapped[list[str]] = mapped_column(sa.JSON)
    line: Mapped[str | None] = mapped_column(default=None)
    wished_at: Mapped[datetime]
    state: Mapped[WishState] = mapped_column(closed(WishState), default=WishState.WAITING, init=False)
    with_line: Mapped[bool] = mapped_column(default=False, init=False)
    contact_id: Mapped[UUID | None] = mapped_column(default=None, init=False)
    declined_because: Mapped[str | None] = mapped_column(default=None, init=False)
    decided_by_id: Mapped[UUID | None] = mapped_column(default=None, init=False)
    decided_by_name: Mapped[str | None] = mapped_column(default=None, init=False)
    decided_at: Mapped[datetime | None] = mapped_column(default=None, init=False)

    @property
    def labels(self) -> list[str]:
        """The aspects as a page or a mail shows them, in small letters."""
        return [Competency(code).label.lower() for code in self.aspects]

    def make(self) -> None:
        """Tell that the candidate wishes it."""
        self.record(events.WishMade(wish_id=self.id, interview_id=self.interview_id))

    def pass_on(self, *, contact_id: UUID, with_line: bool, staff_id: UUID, name: str, at: datetime) -> None:
        """Have the contact asked for it, as a named person decided."""
        self.state = target(WISH_MOVES, self.state, "pass_on")
        self.contact_id, self.with_line = contact_id, with_line
        self.decided_by_id, self.decided_by_name, self.decided_at = staff_id, name, at
        self.record(events.WishPassedOn(wish_id=self.id, interview_id=self.interview_id))

    def decline(self, *, because: str, staff_id: UUID, name: str, at: datetime) -> None:
        """Ask nobody for it, for a reason that a named person gives the candidate."""
        self.state = target(WISH_MOVES, self.state, "decline")
        self.declined_because = because
        self.decided_by_id, self.decided_by_name, self.decided_at = staff_id, name, at
        self.record(events.WishDeclined(wish_id=self.id, interview_id=self.interview_id))

    def take_back(self) -> None:
        """The candidate wishes it no more."""
        self.state = target(WISH_MOVES, self.state, "take_back")
        self.record(events.WishTakenBack(wish_id=self.id, interview_id=self.interview_id))
