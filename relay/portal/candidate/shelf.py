"""What lies on a candidate's shelf: letters, what they are still to hear, and what they are working on.

Read from letters, interviews, promises and the candidate's own rows; of an interview only where and when it is, and by
when word was promised.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from relay.domain.action import UNDER_WAY, Action
from relay.domain.candidate import Candidate
from relay.domain.interview import Interview, InterviewState
from relay.domain.letter import Letter, LetterState
from relay.domain.promise import Promise, PromiseState
from relay.store.work import Work

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Expected:
    """An interview on which the candidate has no letter yet, and how the promise of word stands."""

    client_name: str
    job_title: str
    stage: str
    starts_at: datetime
    ahead: bool
    due_at: datetime
    late: bool
    waived: bool
    new_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything on a candidate's first page."""

    waiting: Sequence[Letter]
    letters: Sequence[Letter]
    expected: Sequence[Expected]
    actions: Sequence[Action]

    @property
    def empty(self) -> bool:
        """Whether nothing lies here at all."""
        return not (self.waiting or self.letters or self.expected or self.actions)


def shelf(work: Work) -> Shelf:
    """The shelf of the candidate who asks."""
    letters = letters_of(work)
    return Shelf(
        waiting=[letter for letter in letters if letter.state is LetterState.CLOSED],
        letters=[letter for letter in newest_of_each(letters) if letter.state is not LetterState.CLOSED],
        expected=expected(work, {letter.interview_id for letter in letters}),
        actions=actions_under_way(work),
    )


def letters_of(work: Work) -> Sequence[Letter]:
    """Their letters in every version, newest first."""
    return work.all(
        select(Letter)
        .where(Letter.candidate_id == work.person_id)
        .order_by(Letter.released_at.desc(), Letter.number.desc())
    )


def newest_of_each(letters: Sequence[Letter]) -> list[Letter]:
    """Of the versions on each interview the newest; a letter that was replaced is reached from the one that replaced it."""
    newest: dict[UUID, Letter] = {}
    for letter in letters:
        if letter.interview_id not in newest or newest[letter.interview_id].number < letter.number:
            newest[letter.interview_id] = letter
    return list(newest.values())


def expected(work: Work, told: set[UUID]) -> list[Expected]:
    """Interviews ahead, and interviews held on which no letter was ever sent; the next word first."""
    found = work.session.execute(
        select(Interview, Promise)
        .join(Promise, Promise.interview_id == Interview.id)
        .where(
            Interview.candidate_id == work.person_id,
            Interview.state.in_([InterviewState.SCHEDULED, InterviewState.TOOK_PLACE]),
        )
        .order_by(Promise.due_at)
    )
    return [expect(work.now, interview, promise) for interview, promise in found if interview.id not in told]


def expect(now: datetime, interview: Interview, promise: Promise) -> Expected:
    """How the word on one interview stands."""
    missed = promise.state is PromiseState.MISSED
    return Expected(
        client_name=interview.job.client.name,
        job_title=interview.job.title,
        stage=interview.stage,
        starts_at=interview.starts_at,
        ahead=interview.state is InterviewState.SCHEDULED and interview.starts_at > now,
        due_at=promise.due_at,
        late=missed or (promise.state is PromiseState.OPEN and promise.due_at < now),
        waived=promise.state is PromiseState.WAIVED,
        new_due_at=promise.new_due_at,
    )


def actions_of(work: Work) -> Sequence[Action]:
    """All they ever took up, the nearest day first."""
    return work.all(
        select(Action)
        .where(Action.candidate_id == work.person_id)
        .order_by(Action.due_on, Action.committed_at)
    )


def actions_under_way(work: Work) -> list[Action]:
    """What they are working on."""
    return [action for action in actions_of(work) if action.state in UNDER_WAY]


def suggested_day(work: Work) -> date:
    """A day to begin with: the day before the next interview, or a week from now."""
    today = work.now.astimezone(ZoneInfo(work.get(Candidate, work.person_id).zone)).date()
    ahead = next_interview(work)
    return today + WEEK if ahead is None else max(today, ahead - timedelta(days=1))


def next_interview(work: Work) -> date | None:
    """The day of their next interview on their own clocks, if one is in the diary."""
    ahead = work.session.scalars(
        select(Interview.starts_at)
        .where(
            Interview.candidate_id == work.person_id,
            Interview.state == InterviewState.SCHEDULED,
            Interview.starts_at > work.now,
        )
        .order_by(Interview.starts_at)
        .limit(1)
    ).one_or_none()
    return ahead.astimezone(ZoneInfo(work.get(Candidate, work.person_id).zone)).date() if ahead else None
