"""Behind a figure: exactly the interviews that it counts, with the names a manager needs to act on them.

The figure and the list are made from the same trails by the same question, so a click never leads to another number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from relay.domain.candidate import Candidate
from relay.domain.client import Client
from relay.domain.interview import Interview
from relay.domain.job import Job
from relay.domain.promise import PromiseState
from relay.domain.staff import Staff
from relay.reports.trails import Rung, Scope, Step, Trail, trails
from relay.store.work import Work
from relay.vocabulary import Helpful, LoopOutcome

BATCH = 500


class Which(StrEnum):
    """Which interviews of a scope are listed: those that reached a step, or that stand in one of these ways."""

    INTERVIEW = "interview"
    ASKED = "asked"
    RECEIVED = "received"
    RELAYED = "relayed"
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    ACTED = "acted"
    WAITING = "waiting"
    KEPT = "kept"
    MISSED = "missed"
    UNCONFIRMED = "unconfirmed"
    PLANNED = "planned"
    PRACTISED = "practised"
    USED = "used"
    DONE = "done"
    HELPFUL = "helpful"
    PARTLY_HELPFUL = "partly_helpful"
    NOT_HELPFUL = "not_helpful"
    BETTER = "better"
    SAME = "same"
    NOT_MENTIONED = "not_mentioned"


TESTS: dict[Which, Callable[[Trail], bool]] = {
    Which.WAITING: lambda trail: trail.waits,
    Which.KEPT: lambda trail: trail.held and trail.promise is PromiseState.KEPT,
    Which.MISSED: lambda trail: trail.held and trail.promise is PromiseState.MISSED,
    Which.UNCONFIRMED: lambda trail: not trail.held,
    Which.PLANNED: lambda trail: Rung.PLANNED in trail.rungs,
    Which.PRACTISED: lambda trail: Rung.PRACTISED in trail.rungs,
    Which.USED: lambda trail: Rung.USED in trail.rungs,
    Which.DONE: lambda trail: Rung.DONE in trail.rungs,
    Which.HELPFUL: lambda trail: trail.after.helpful is Helpful.YES,
    Which.PARTLY_HELPFUL: lambda trail: trail.after.helpful is Helpful.PARTLY,
    Which.NOT_HELPFUL: lambda trail: trail.after.helpful is Helpful.NO,
    Which.BETTER: lambda trail: trail.after.outcome is LoopOutcome.BETTER,
    Which.SAME: lambda trail: trail.after.outcome is LoopOutcome.SAME,
    Which.NOT_MENTIONED: lambda trail: trail.after.outcome is LoopOutcome.NOT_MENTIONED,
}
# Behind which figure of what came of the letters the list lies.
ANSWERS = {Helpful.YES: Which.HELPFUL, Helpful.PARTLY: Which.PARTLY_HELPFUL, Helpful.NO: Which.NOT_HELPFUL}


@dataclass(frozen=True, slots=True)
class Line:
    """One interview of a list: its trail, and who and what it was about."""

    trail: Trail
    candidate: str
    client: str
    job: str
    stage: str
    recruiter: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of the interviews behind a figure, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int
    at: datetime


def behind(
    work: Work,
    scope: Scope,
    which: Which,
    at: datetime | None = None,
    *,
    without: bool = False,
    first: int = 0,
    most: int | None = None,
) -> Listed:
    """The interviews behind a figure, the oldest promise first where somebody waits, else the latest interview first.

    `without` turns a step round: the interviews that took place and have not reached it. `first` and `most` cut out a part.
    """
    moment = min(at, work.now) if at else work.now
    found = [trail for trail in trails(work, scope, moment) if counted(trail, which, without)]
    oldest_first = which in (Which.WAITING, Which.MISSED) or without
    found.sort(key=lambda trail: (trail.due_at if oldest_first else trail.starts_at, trail.interview_id))
    if not oldest_first:
        found.reverse()
    part = found[first : None if most is None else first + most]
    return Listed(lines(work, part), len(found), moment)


def counted(trail: Trail, which: Which, without: bool) -> bool:
    """Whether this interview belongs to the figure."""
    if which in TESTS:
        return TESTS[which](trail)
    return trail.held and trail.has(Step(which)) is not without


def lines(work: Work, found: Sequence[Trail]) -> tuple[Line, ...]:
    """These interviews with their names, in batches."""
    names = {}
    for start in range(0, len(found), BATCH):
        ids = [trail.interview_id for trail in found[start : start + BATCH]]
        for row in work.session.execute(
            select(Interview.id, Interview.stage, Candidate.name, Client.name, Job.title, Staff.name)
            .join(Candidate, Candidate.id == Interview.candidate_id)
            .join(Job, Job.id == Interview.job_id)
            .join(Client, Client.id == Job.client_id)
            .join(Staff, Staff.id == Interview.recruiter_id)
            .where(Interview.id.in_(ids))
        ):
            names[row[0]] = row
    return tuple(
        Line(trail, candidate, client, job, stage, recruiter)
        for trail in found
        for _, stage, candidate, client, job, recruiter in [names[trail.interview_id]]
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What a filter offers: the clients, recruiters and jobs that interviews were about, as (id, label)."""

    clients: tuple[tuple[UUID, str], ...]
    recruiters: tuple[tuple[UUID, str], ...]
    jobs: tuple[tuple[UUID, str], ...]
    since: date | None


def choices(work: Work) -> Choices:
    """What can be chosen in this agency."""
    clients = work.session.execute(select(Client.id, Client.name).order_by(Client.name))
    recruiters = work.session.execute(
        select(Staff.id, Staff.name).where(Staff.id.in_(select(Interview.recruiter_id))).order_by(Staff.name)
    )
    jobs = work.session.execute(
        select(Job.id, Job.title, Client.name)
        .join(Client, Client.id == Job.client_id)
        .order_by(Job.title, Client.name)
    )
    first = work.session.scalar(select(Interview.starts_at).order_by(Interview.starts_at).limit(1))
    return Choices(
        clients=tuple((row.id, row.name) for row in clients),
        recruiters=tuple((row.id, row.name) for row in recruiters),
        jobs=tuple((job_id, f"{title}, {client}") for job_id, title, client in jobs),
        since=first.date() if first else None,
    )
