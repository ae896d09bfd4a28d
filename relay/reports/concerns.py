"""Concerns about fairness: those that wait for a manager, the first to fall due before the rest, and those answered lately."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from relay.domain.candidate import Candidate
from relay.domain.client import Client
from relay.domain.interview import Interview
from relay.domain.job import Job
from relay.domain.question import Question, QuestionState
from relay.store.work import Work
from relay.vocabulary import QuestionKind

MOST_ANSWERED = 200


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern: who raised it and where, by when it is to be answered, and who answered it when."""

    question_id: UUID
    candidate: str
    client: str
    job: str
    stage: str
    text: str
    asked_at: datetime
    due_at: datetime | None
    answered_by: str | None
    answered_at: datetime | None

    def late(self, now: datetime) -> bool:
        """Whether it is, or was, answered too late."""
        return self.due_at is not None and self.due_at < (self.answered_at or now)


def open_concerns(work: Work) -> list[Concern]:
    """Those that wait, in the order in which they want an answer."""
    found = concerns(work, QuestionState.OPEN)
    return sorted(found, key=lambda each: (each.due_at or each.asked_at, each.question_id))


def answered_concerns(work: Work) -> list[Concern]:
    """Those on record with their answers, the latest first."""
    found = concerns(work, QuestionState.ANSWERED)
    return sorted(found, key=lambda each: each.answered_at or each.asked_at, reverse=True)[:MOST_ANSWERED]


def concerns(work: Work, state: QuestionState) -> list[Concern]:
    """All in this state."""
    rows = work.session.execute(
        select(Question, Candidate.name, Client.name, Job.title, Interview.stage)
        .join(Interview, Interview.id == Question.interview_id)
        .join(Candidate, Candidate.id == Interview.candidate_id)
        .join(Job, Job.id == Interview.job_id)
        .join(Client, Client.id == Job.client_id)
        .where(Question.kind == QuestionKind.FAIRNESS, Question.state == state)
    )
    return [
        Concern(
            question_id=question.id,
            candidate=candidate,
            client=client,
            job=job,
            stage=stage,
            text=question.text,
            asked_at=question.asked_at,
            due_at=question.due_at,
            answered_by=question.answered_by_name,
            answered_at=question.answered_at,
        )
        for question, candidate, client, job, stage in rows
    ]
