"""Actions: what a candidate takes up, from a letter item or of their own.

The ladder is planned, practised, used in an interview, done; *acted* means practised or later. Dropping is fine.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, Subject, Tenant, closed, found_by, within_agency
from relay.domain.errors import MoveError
from relay.domain.moves import Moves, target
from relay.vocabulary import Competency


class ActionState(StrEnum):
    """How far up the ladder."""

    PLANNED = "planned"
    PRACTISED = "practised"
    USED = "used"
    DONE = "done"
    DROPPED = "dropped"


ACTED = frozenset({ActionState.PRACTISED, ActionState.USED, ActionState.DONE})
PLANNED = frozenset({ActionState.PLANNED})
UNDER_WAY = frozenset({ActionState.PLANNED, ActionState.PRACTISED, ActionState.USED})

ACTION_MOVES: Moves[ActionState] = {
    "practise": (PLANNED, ActionState.PRACTISED),
    "use": (frozenset({ActionState.PLANNED, ActionState.PRACTISED}), ActionState.USED),
    "complete": (UNDER_WAY, ActionState.DONE),
    "drop": (UNDER_WAY, ActionState.DROPPED),
    "resume": (frozenset({ActionState.DROPPED}), ActionState.PLANNED),
}


class Reflection(Tenant, Base, kw_only=True, repr=False, eq=False):
    """What the candidate noticed. Theirs alone: no page of the agency shows it."""

    __tablename__ = "reflection"
    __table_args__ = (within_agency("action_id", "action"), found_by("action_id"))

    action_id: Mapped[UUID]
    text: Mapped[str]
    written_at: Mapped[datetime]


class Action(Subject, Base, kw_only=True, repr=False, eq=False):
    """One thing taken up, with the day by which.

    `shared_at` is since when the agency may read it, if the candidate lets it; `told_of` is the day of which a reminder was made.
    """

    __tablename__ = "action"
    __table_args__ = (
        within_agency("candidate_id", "candidate"),
        within_agency("interview_id", "interview"),
        within_agency("letter_item_id", "letter_item"),
        found_by("candidate_id"),
        found_by("interview_id"),
        found_by("due_on"),
    )

    candidate_id: Mapped[UUID]
    interview_id: Mapped[UUID | None] = mapped_column(default=None)
    letter_item_id: Mapped[UUID | None] = mapped_column(default=None)
    competency: Mapped[Competency | None] = mapped_column(closed(Competency), default=None)
    what: Mapped[str]
    due_on: Mapped[date]
    committed_at: Mapped[datetime]
    state: Mapped[ActionState] = mapped_column(closed(ActionState), default=ActionState.PLANNED, init=False)
    shared_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    told_of: Mapped[date | None] = mapped_column(default=None, init=False)

    reflections: Mapped[list[Reflection]] = relationship(
        viewonly=True, init=False, order_by=Reflection.written_at
    )

    def commit(self) -> None:
        """Tell that it was taken up."""
        self.record(events.ActionCommitted(action_id=self.id, interview_id=self.interview_id))

    def practise(self) -> None:
        """It was practised: from here on the candidate acted."""
        self.state = target(ACTION_MOVES, self.state, "practise")
        self.record(events.ActionPractised(action_id=self.id, interview_id=self.interview_id))

    def use(self) -> None:
        """It was used in an interview."""
        self.state = target(ACTION_MOVES, self.state, "use")
        self.record(events.ActionUsed(action_id=self.id, interview_id=self.interview_id))

    def complete(self) -> None:
        """They are done with it."""
        self.state = target(ACTION_MOVES, self.state, "complete")
        self.record(events.ActionCompleted(action_id=self.id, interview_id=self.interview_id))

    def drop(self) -> None:
        """They let it go; what was shared of it is taken back with it."""
        self.state = target(ACTION_MOVES, self.state, "drop")
        self.record(events.ActionDropped(action_id=self.id, interview_id=self.interview_id))
        self.unshare()

    def resume(self) -> None:
        """They took it up again."""
        self.state = target(ACTION_MOVES, self.state, "resume")
        self.record(events.ActionResumed(action_id=self.id, interview_id=self.interview_id))

    def reschedule(self, due_on: date) -> None:
        """They chose another day for what is under way; the same day again changes nothing."""
        if self.state not in UNDER_WAY:
            raise MoveError("This is not under way any more. Take it up again first, then choose a day.")
        if self.due_on != due_on:
            self.due_on = due_on
            self.record(events.ActionRescheduled(action_id=self.id, interview_id=self.interview_id))

    def reflect(self) -> None:
        """Tell that a line of reflection was written."""
        self.record(events.ActionReflected(action_id=self.id, interview_id=self.interview_id))

    def share(self, at: datetime) -> None:
        """They let the agency read it. What was let go of cannot be shared; sharing again changes nothing."""
        if self.state is ActionState.DROPPED:
            raise MoveError("You let this go. Take it up again first, then share it.")
        if self.shared_at is None:
            self.shared_at = at
            self.record(events.ActionShared(action_id=self.id, interview_id=self.interview_id))

    def unshare(self) -> None:
        """They take that back; what is not shared stays as it is."""
        if self.shared_at is not None:
            self.shared_at = None
            self.record(events.ActionUnshared(action_id=self.id, interview_id=self.interview_id))

    def lies_ahead(self, moment: datetime, zone: str) -> bool:
        """Whether it is under way and its day is still to come on these clocks."""
        return self.state in UNDER_WAY and self.due_on > moment.astimezone(ZoneInfo(zone)).date()

    def draw_near(self) -> None:
        """Tell that its day is tomorrow, once for each day."""
        self.told_of = self.due_on
        self.record(events.ActionDrewNear(action_id=self.id, interview_id=self.interview_id))
