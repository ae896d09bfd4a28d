"""Interviews as a list: narrowed, in order, each with where it stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from relay.domain.candidate import Candidate
from relay.domain.client import Client
from relay.domain.interview import Interview, InterviewState
from relay.domain.job import Job
from relay.domain.letter import STANDING, Letter, LetterState
from relay.domain.message import Message, MessageState
from relay.domain.note import Note
from relay.domain.promise import Promise, PromiseState
from relay.domain.question import Question, QuestionState
from relay.domain.staff import Staff
from relay.reports.records import PAGE, Page, cut, holds
from relay.store.work import Work

TO_REVIEW = (
    MessageState.DRAFTED,
    MessageState.FLAGGED,
    MessageState.HELD,
    MessageState.CLEARED,
    MessageState.SENT_BACK,
)


class Lack(StrEnum):
    """What an interview waits for."""

    FEEDBACK = "feedback"
    REVIEW = "review"
    CANDIDATE = "candidate"
    ANSWER = "answer"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which interviews are looked for; what is left out narrows nothing."""

    words: str = ""
    state: InterviewState | None = None
    lack: Lack | None = None
    recruiter_id: UUID | None = None
    client_id: UUID | None = None
    candidate_id: UUID | None = None
    job_id: UUID | None = None


USUAL = "-starts"
ORDERS = {
    "-starts": (Interview.starts_at.desc(), Interview.id.desc()),
    "starts": (Interview.starts_at, Interview.id),
    "due": (Promise.due_at, Interview.id),
    "-due": (Promise.due_at.desc(), Interview.id.desc()),
}


def list_interviews(
    work: Work, sought: Sought, order: str = USUAL, number: int = 1, size: int = PAGE
) -> Page[Any]:
    """One page of them: id, candidate_id, candidate, job_id, job, client_id, client, stage, starts_at, ends_at, zone,
    recruiter, state, due_at, promise, noted, told (whether a letter ever came), message and letter (the states of these
    two, or None).
    """
    statement = narrowed(told(), sought, work).order_by(*ORDERS.get(order, ORDERS[USUAL]))
    return cut(work, statement, Interview.id, number, size)


def told() -> Select[Any]:
    """What is told of an interview in a list."""
    letter = (
        select(Letter.state)
        .where(Letter.interview_id == Interview.id, Letter.state.in_(STANDING))
        .order_by(Letter.number.desc())
        .limit(1)
    )
    columns: tuple[Any, ...] = (
        Interview.id,
        Interview.candidate_id,
        Candidate.name.label("candidate"),
        Interview.job_id,
        Job.title.label("job"),
        Job.client_id,
        Client.name.label("client"),
        Interview.stage,
        Interview.starts_at,
        Interview.ends_at,
        Interview.zone,
        Staff.name.label("recruiter"),
        Interview.state,
        Promise.due_at,
        Promise.state.label("promise"),
        exists().where(Note.interview_id == Interview.id).label("noted"),
        was_told().label("told"),
        Message.state.label("message"),
        letter.correlate(Interview).scalar_subquery().label("letter"),
    )
    return (
        select(*columns)
        .select_from(Interview)
        .join(Interview.candidate)
        .join(Interview.job)
        .join(Job.client)
        .join(Interview.recruiter)
        .join(Promise, Promise.interview_id == Interview.id)
        .outerjoin(Message, Message.interview_id == Interview.id)
    )


def was_told() -> ColumnElement[bool]:
    """Whether a letter on an interview ever reached the candidate, also one that was withdrawn since."""
    return exists().where(Letter.interview_id == Interview.id).correlate(Interview)


def narrowed(statement: Select[Any], sought: Sought, work: Work) -> Select[Any]:
    """The same for what is sought alone."""
    if sought.words:
        statement = statement.where(
            holds(sought.words, Candidate.name, Job.title, Client.name, Interview.stage)
        )
    if sought.lack is not None:
        statement = statement.where(lacks(sought.lack, work), Candidate.erased_at.is_(None))
    for column, value in (
        (Interview.state, sought.state),
        (Interview.recruiter_id, sought.recruiter_id),
        (Interview.candidate_id, sought.candidate_id),
        (Interview.job_id, sought.job_id),
        (Job.client_id, sought.client_id),
    ):
        if value is not None:
            statement = statement.where(column == value)
    return statement


def lacks(lack: Lack, work: Work) -> ColumnElement[bool]:
    """Whether an interview waits for this."""
    over = and_(Interview.state == InterviewState.SCHEDULED, Interview.ends_at <= work.now)
    asked = exists().where(Question.interview_id == Interview.id, Question.state == QuestionState.OPEN)
    unread = exists().where(Letter.interview_id == Interview.id, Letter.state == LetterState.CLOSED)
    conditions: dict[Lack, ColumnElement[bool]] = {
        Lack.FEEDBACK: and_(
            or_(Interview.state == InterviewState.TOOK_PLACE, over),
            Promise.state != PromiseState.WAIVED,
            ~exists().where(Note.interview_id == Interview.id),
        ),
        Lack.REVIEW: Message.state.in_(TO_REVIEW),
        Lack.CANDIDATE: unread,
        Lack.ANSWER: asked,
        Lack.WORD: and_(
            or_(
                Promise.state == PromiseState.MISSED,
                and_(Promise.state == PromiseState.OPEN, Promise.due_at < work.now),
            ),
            ~was_told(),
        ),
    }
    return conditions[lack]
