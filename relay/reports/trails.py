"""Trails: how far the feedback on each interview came, read from the ledger for any moment.

Every figure of coverage, every list behind a figure and every export is made from these, so that they cannot disagree.
Two statements read them, however many interviews there are: the database folds the ledger to one line per interview, and what
came of the letters is told event by event, because there the latest word counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import select

from relay.domain import events as e
from relay.domain.events import Event
from relay.domain.instant import at_wall
from relay.domain.interview import Interview
from relay.domain.job import Job
from relay.domain.promise import Promise, PromiseState
from relay.reports.aftermath import Aftermath, fold, told_after
from relay.store.ledger import EventRow
from relay.store.work import Work


class Step(StrEnum):
    """The coverage chain, in order."""

    INTERVIEW = "interview"
    ASKED = "asked"
    RECEIVED = "received"
    RELAYED = "relayed"
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    ACTED = "acted"


class Rung(StrEnum):
    """How far somebody came with what they took up from a letter, in order."""

    PLANNED = "planned"
    PRACTISED = "practised"
    USED = "used"
    DONE = "done"


Selected = sa.Select[*tuple[Any, ...]]

# What makes a step reached: the first of these events.
EARLY: dict[Step, tuple[type[Event], ...]] = {
    Step.ASKED: (e.FeedbackRequested,),
    Step.RECEIVED: (e.NoteCaptured,),
}
# A letter that was withdrawn reached nobody: only what came after the last withdrawal counts.
LETTER: dict[Step, tuple[type[Event], ...]] = {
    Step.RELAYED: (e.MessageRelayed,),
    Step.OPENED: (e.MessageOpened,),
    Step.ACKNOWLEDGED: (e.MessageAcknowledged,),
    Step.ACTED: (e.ActionPractised, e.ActionUsed, e.ActionCompleted),
}
# At least this far, so that no rung counts more than the one below it. `practised` is what the chain calls acted.
LADDER: dict[Rung, tuple[type[Event], ...]] = {
    Rung.PLANNED: (e.ActionCommitted, e.ActionPractised, e.ActionUsed, e.ActionCompleted),
    Rung.PRACTISED: LETTER[Step.ACTED],
    Rung.USED: (e.ActionUsed, e.ActionCompleted),
    Rung.DONE: (e.ActionCompleted,),
}
OFF = (e.InterviewCancelled, e.InterviewMissed)
ON = (e.InterviewTookPlace, e.InterviewReinstated)
OWED_AGAIN = (*ON, e.PromiseRenewed)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which interviews are looked at: by the day they began on the agency's clocks, both days included, and whose."""

    first: date | None = None
    last: date | None = None
    client_id: UUID | None = None
    recruiter_id: UUID | None = None
    job_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """One interview: when each step was reached, if it was, and what became of its promise.

    `rungs` and `after` are what came of its letter. `held` is false for one that has ended without anybody saying whether it took place; it counts nowhere.
    """

    interview_id: UUID
    client_id: UUID
    recruiter_id: UUID
    week: date
    starts_at: datetime
    ends_at: datetime
    due_at: datetime
    held: bool
    promise: PromiseState
    reached: Mapping[Step, datetime]
    rungs: Mapping[Rung, datetime]
    after: Aftermath

    def has(self, step: Step) -> bool:
        """Whether the step was reached."""
        return step in self.reached

    @property
    def waits(self) -> bool:
        """Whether a candidate waits: it took place, no letter stands, and word is still owed."""
        return self.held and Step.RELAYED not in self.reached and self.promise is not PromiseState.WAIVED

    @property
    def last_step(self) -> Step:
        """The furthest step of the chain that was reached."""
        return next((step for step in reversed(Step) if step in self.reached), Step.INTERVIEW)


def trails(work: Work, scope: Scope, at: datetime) -> list[Trail]:
    """The trail of every interview in scope that had ended, or was said to be held, by the moment `at`."""
    zone = work.agency.zone
    clocks = ZoneInfo(zone)
    interviews = narrowed(select(Interview.id), scope, zone)
    after = fold(work.session.execute(told_after(interviews, at)))
    found = (trail(row, at, clocks, after) for row in work.session.execute(lines(scope, at, zone)))
    return [each for each in found if each is not None]


def lines(scope: Scope, at: datetime, zone: str) -> Selected:
    """One line per interview in scope: whose it is, what was promised, and what the ledger tells of it."""
    told = ledger(scope, at, zone).subquery()
    return (
        select(
            Interview.id,
            Interview.starts_at,
            Interview.ends_at,
            Interview.recruiter_id,
            Job.client_id,
            Promise.due_at,
            *(column for column in told.c if column.name != "interview_id"),
        )
        .join(told, told.c.interview_id == Interview.id)
        .join(Job, Job.id == Interview.job_id)
        .join(Promise, Promise.interview_id == Interview.id)
    )


def ledger(scope: Scope, at: datetime, zone: str) -> Selected:
    """One line per interview: the moment of each step and of what was said of it and its promise."""
    withdrawn = (
        select(EventRow.interview_id, sa.func.max(EventRow.happened_at).label("at"))
        .where(EventRow.name == e.MessageWithdrawn.name, EventRow.happened_at <= at)
        .group_by(EventRow.interview_id)
        .subquery()
    )
    stands = sa.or_(withdrawn.c.at.is_(None), EventRow.happened_at > withdrawn.c.at)
    return narrowed(
        select(
            EventRow.interview_id,
            *(sa.func.min(moment(kinds)).label(step) for step, kinds in EARLY.items()),
            *(sa.func.min(moment(kinds, stands)).label(step) for step, kinds in LETTER.items()),
            *(sa.func.min(moment(kinds, stands)).label(rung) for rung, kinds in LADDER.items()),
            sa.func.max(moment((e.InterviewTookPlace,))).label("held"),
            sa.func.max(moment(OFF)).label("off"),
            sa.func.max(moment(ON)).label("on"),
            sa.func.max(moment(OWED_AGAIN)).label("owed_again"),
            sa.func.max(moment((e.PromiseKept,))).label("kept"),
            sa.func.max(moment((e.PromiseMissed,))).label("missed"),
            sa.func.max(moment((e.PromiseWaived,))).label("waived"),
        )
        .join(Interview, Interview.id == EventRow.interview_id)
        .outerjoin(withdrawn, withdrawn.c.interview_id == EventRow.interview_id)
        .where(EventRow.happened_at <= at)
        .group_by(EventRow.interview_id),
        scope,
        zone,
    )


def moment(kinds: tuple[type[Event], ...], *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[datetime]:
    """When an event of these kinds happened, in the lines that tell of one."""
    names = [kind.name for kind in kinds]
    return sa.case((sa.and_(EventRow.name.in_(names), *conditions), EventRow.happened_at))


def narrowed(statement: Selected, scope: Scope, zone: str) -> sa.Select[Any]:
    """Keep to the interviews in scope; a day begins at midnight in `zone`."""
    if scope.first is not None:
        statement = statement.where(Interview.starts_at >= midnight(scope.first, zone))
    if scope.last is not None:
        statement = statement.where(Interview.starts_at < midnight(scope.last + timedelta(days=1), zone))
    if scope.client_id is not None:
        jobs = select(Job.id).where(Job.client_id == scope.client_id)
        statement = statement.where(Interview.job_id.in_(jobs))
    if scope.recruiter_id is not None:
        statement = statement.where(Interview.recruiter_id == scope.recruiter_id)
    if scope.job_id is not None:
        statement = statement.where(Interview.job_id == scope.job_id)
    return statement


def midnight(day: date, zone: str) -> datetime:
    """The instant at which `day` begins in `zone`."""
    return at_wall(datetime(day.year, day.month, day.day), zone)  # noqa: DTZ001 - a wall time; the zone stands beside it


def trail(row: Any, at: datetime, zone: ZoneInfo, after: Mapping[UUID, Aftermath]) -> Trail | None:
    """One interview's trail; None where by `at` it was called off or still lay ahead."""
    held = row.held is not None
    if not held and (row.ends_at > at or called_off(row)):
        return None
    told = held and row.relayed is not None
    local = row.starts_at.astimezone(zone).date()
    return Trail(
        interview_id=row.id,
        client_id=row.client_id,
        recruiter_id=row.recruiter_id,
        week=local - timedelta(days=local.weekday()),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        due_at=row.due_at,
        held=held,
        promise=promise_at(row, at),
        reached=steps_of(row) if held else {},
        rungs={rung: getattr(row, rung) for rung in Rung if told and getattr(row, rung) is not None},
        after=after.get(row.id, Aftermath()) if told else Aftermath(),
    )


def called_off(row: Any) -> bool:
    """Whether the last word on it was that it will not be, or was not, held."""
    return row.off is not None and (row.on is None or row.on < row.off)


def steps_of(row: Any) -> dict[Step, datetime]:
    """When each step was reached. Without a letter nothing was opened, acknowledged or acted on."""
    reached = {Step.INTERVIEW: row.ends_at}
    for step in (*EARLY, *LETTER) if row.relayed is not None else EARLY:
        when = getattr(row, step)
        if when is not None:
            reached[step] = when
    return reached


def promise_at(row: Any, at: datetime) -> PromiseState:
    """How the promise stood: a later word on the interview renews one that was waived, and the clock breaks one."""
    if row.waived is not None and (row.owed_again is None or row.owed_again < row.waived):
        return PromiseState.WAIVED
    if row.kept is not None:
        return PromiseState.KEPT
    return PromiseState.MISSED if row.missed is not None or row.due_at < at else PromiseState.OPEN
