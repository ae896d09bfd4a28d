"""Second chances: a gap that a candidate closed, and open jobs where it once stood in the way.

Read from letters, actions and jobs. Nobody is scored or ranked: the list is in the order of the alphabet, and each line gives its
reason in words. Recruiters decide whether it is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, or_, select

from relay.domain import events as e
from relay.domain.action import Action, ActionState
from relay.domain.candidate import Candidate
from relay.domain.client import Client
from relay.domain.interview import Interview, InterviewState
from relay.domain.job import Job, JobState
from relay.domain.letter import STANDING, Letter, LetterItem, LetterSentence
from relay.store.ledger import EventRow
from relay.store.work import Work
from relay.vocabulary import Competency, Kind, ParagraphRole

KINDS = {ParagraphRole.STRENGTHS: Kind.STRENGTH, ParagraphRole.IMPROVEMENT: Kind.IMPROVEMENT}
# Words of a title that say how senior or for how long, not what the work is.
NOT_THE_WORK = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "for",
        "in",
        "of",
        "or",
        "the",
        "to",
        "with",
        "junior",
        "senior",
        "lead",
        "principal",
        "head",
        "chief",
        "trainee",
        "graduate",
        "interim",
        "mid",
        "level",
        "part",
        "full",
        "time",
        "temporary",
        "permanent",
        "contract",
        "fixed",
        "term",
        "remote",
        "hybrid",
        "i",
        "ii",
        "iii",
    ]
)


class Closed(StrEnum):
    """How a gap was closed."""

    PRAISED = "praised"
    DONE = "done"


class Fit(StrEnum):
    """Why a job is one for a second look."""

    SAME_JOB = "same_job"
    SAME_CLIENT = "same_client"
    SIMILAR_ROLE = "similar_role"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a standing letter says: of whom, on which interview, which way and about what."""

    candidate_id: UUID
    interview_id: UUID
    job_id: UUID
    starts_at: datetime
    kind: Kind
    competency: Competency


@dataclass(frozen=True, slots=True)
class Gap:
    """What once was to be worked on, at which interview, and how and when it was closed."""

    candidate_id: UUID
    competency: Competency
    interview_id: UUID
    job_id: UUID
    starts_at: datetime
    closed: Closed
    later_interview_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpenJob:
    """A job that is being filled, and since when; `again` where it was closed before."""

    id: UUID
    title: str
    client_id: UUID
    client: str
    opened_at: datetime
    again: bool


@dataclass(frozen=True, slots=True)
class Chance:
    """One candidate, one closed gap and one open job, with the reason."""

    gap: Gap
    candidate: str
    earlier_job: str
    earlier_client: str
    job: OpenJob
    fit: Fit


def second_chances(work: Work, job_id: UUID | None = None) -> list[Chance]:
    """Every closed gap that fits an open job, or this one; candidates from A to Z, then by job."""
    open_jobs = [job for job in jobs_open(work) if job_id in (None, job.id)]
    if not open_jobs:
        return []
    known = closed_gaps(work)
    jobs, names = job_names(work), candidate_names(work, {gap.candidate_id for gap in known})
    gaps = [gap for gap in known if gap.candidate_id in names]
    seen = put_forward(work, {gap.candidate_id for gap in gaps})
    chances = [
        Chance(gap, names[gap.candidate_id], jobs[gap.job_id].title, jobs[gap.job_id].client, job, fit)
        for gap in gaps
        for job in open_jobs
        if (fit := fits(gap, jobs[gap.job_id], job)) and not seen_since(seen, gap, job)
    ]
    return sorted(chances, key=in_alphabet)


def in_alphabet(chance: Chance) -> tuple[str, ...]:
    """The order of the list: by name, never by merit."""
    return (
        chance.candidate.casefold(),
        str(chance.gap.candidate_id),
        chance.job.title.casefold(),
        str(chance.job.id),
        chance.gap.competency,
    )


def fits(gap: Gap, earlier: "NamedJob", job: OpenJob) -> Fit | None:
    """Why an open job is like the one where the gap stood in the way, if it was opened since."""
    if job.opened_at <= gap.starts_at:
        return None
    if job.id == gap.job_id:
        return Fit.SAME_JOB if job.again else None
    if similar(earlier.title, job.title):
        return Fit.SAME_CLIENT if earlier.client_id == job.client_id else Fit.SIMILAR_ROLE
    return None


def similar(one: str, other: str) -> bool:
    """Whether two titles name the same work: one holds all the words of the other that say what it is."""
    first, second = work_words(one), work_words(other)
    return bool(first and second) and (first <= second or second <= first)


def work_words(title: str) -> frozenset[str]:
    """The words of a title that say what the work is."""
    plain = "".join(letter if letter.isalnum() or letter in "+#" else " " for letter in title.casefold())
    return frozenset(plain.split()) - NOT_THE_WORK


def closed_gaps(work: Work) -> list[Gap]:
    """What was once to be worked on and is praised or done by now, the latest interview at which it was a gap counting."""
    by_thing: defaultdict[tuple[UUID, Competency], list[Told]] = defaultdict(list)
    for one in told_of(work):
        by_thing[one.candidate_id, one.competency].append(one)
    done = done_since(work)
    found = (closed_gap(tale, done) for tale in by_thing.values())
    return [gap for gap in found if gap is not None]


def closed_gap(tale: Sequence[Told], done: Mapping[tuple[UUID, Competency], set[UUID]]) -> Gap | None:
    """The gap in what was said of one candidate and one thing, oldest first, if it is closed by now."""
    lacks = [one for one in tale if one.kind is Kind.IMPROVEMENT]
    if not lacks:
        return None
    last = lacks[-1]
    praise = next(
        (one for one in reversed(tale) if one.kind is Kind.STRENGTH and one.starts_at > last.starts_at), None
    )
    finished = last.interview_id in done.get((last.candidate_id, last.competency), set())
    if praise is None and not finished:
        return None
    return Gap(
        candidate_id=last.candidate_id,
        competency=last.competency,
        interview_id=last.interview_id,
        job_id=last.job_id,
        starts_at=last.starts_at,
        closed=Closed.PRAISED if praise else Closed.DONE,
        later_interview_id=praise.interview_id if praise else None,
    )


def told_of(work: Work) -> list[Told]:
    """What standing letters say of competencies, the oldest interview first."""
    base = (
        select(Letter.candidate_id, Letter.interview_id, Interview.job_id, Interview.starts_at)
        .join(Interview, Interview.id == Letter.interview_id)
        .where(Letter.state.in_(STANDING))
    )
    sentences = base.join(LetterSentence, LetterSentence.letter_id == Letter.id).where(
        LetterSentence.competency.is_not(None)
    )
    # A letter from before its sentences were kept is about what its paragraphs name.
    whole = base.join(LetterItem, LetterItem.letter_id == Letter.id).where(
        LetterItem.competency.is_not(None),
        LetterItem.role.in_(list(KINDS)),
        ~select(LetterSentence.id).where(LetterSentence.letter_item_id == LetterItem.id).exists(),
    )
    spoken = work.session.execute(sentences.add_columns(LetterSentence.kind, LetterSentence.competency)).all()
    named = work.session.execute(whole.add_columns(LetterItem.role, LetterItem.competency)).all()
    found = [
        *(Told(*row) for row in spoken),
        *(
            Told(who, interview, job, at, KINDS[role], about)
            for who, interview, job, at, role, about in named
        ),
    ]
    return sorted(found, key=lambda one: (one.starts_at, str(one.interview_id)))


def done_since(work: Work) -> dict[tuple[UUID, Competency], set[UUID]]:
    """For which interviews' gaps a candidate is done with what they took up."""
    done: defaultdict[tuple[UUID, Competency], set[UUID]] = defaultdict(set)
    for action in work.all(
        select(Action).where(Action.state == ActionState.DONE, Action.interview_id.is_not(None))
    ):
        if action.competency is not None and action.interview_id is not None:
            done[action.candidate_id, action.competency].add(action.interview_id)
    return done


def jobs_open(work: Work) -> list[OpenJob]:
    """The jobs that are being filled, each with when it was last opened."""
    opened = (
        select(
            EventRow.subject_id,
            func.max(EventRow.happened_at).label("at"),
            func.count(case((EventRow.name == e.JobReopened.name, 1))).label("times_again"),
        )
        .where(EventRow.name.in_([e.JobAdded.name, e.JobReopened.name]))
        .group_by(EventRow.subject_id)
        .subquery()
    )
    rows = work.session.execute(
        select(Job.id, Job.title, Client.id, Client.name, opened.c.at, opened.c.times_again > 0)
        .join(Client, Client.id == Job.client_id)
        .join(opened, opened.c.subject_id == Job.id)
        .where(Job.state == JobState.OPEN)
    )
    return [OpenJob(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class NamedJob:
    """A job by its title, and whose it is."""

    title: str
    client_id: UUID
    client: str


def job_names(work: Work) -> dict[UUID, NamedJob]:
    """What the agency's jobs are called."""
    rows = work.session.execute(
        select(Job.id, Job.title, Client.id, Client.name).join(Client, Client.id == Job.client_id)
    )
    return {job_id: NamedJob(title, client_id, client) for job_id, title, client_id, client in rows}


def candidate_names(work: Work, wanted: Iterable[UUID]) -> dict[UUID, str]:
    """What these candidates are called in full, those left out who were erased."""
    rows = work.session.execute(
        select(Candidate.id, Candidate.name).where(
            Candidate.id.in_(list(wanted)), Candidate.erased_at.is_(None)
        )
    )
    return {row.id: row.name for row in rows}


def put_forward(work: Work, wanted: Iterable[UUID]) -> dict[tuple[UUID, UUID], list[datetime]]:
    """When these candidates were, or will be, interviewed for which jobs."""
    rows: Any = work.session.execute(
        select(Interview.candidate_id, Interview.job_id, Interview.starts_at).where(
            Interview.candidate_id.in_(list(wanted)),
            or_(Interview.state == InterviewState.SCHEDULED, Interview.state == InterviewState.TOOK_PLACE),
        )
    )
    seen: defaultdict[tuple[UUID, UUID], list[datetime]] = defaultdict(list)
    for candidate_id, job_id, starts_at in rows:
        seen[candidate_id, job_id].append(starts_at)
    return seen


def seen_since(seen: Mapping[tuple[UUID, UUID], Sequence[datetime]], gap: Gap, job: OpenJob) -> bool:
    """Whether they were put forward for the job already since it was opened: then they have their chance."""
    return any(starts_at >= job.opened_at for starts_at in seen.get((gap.candidate_id, job.id), ()))
