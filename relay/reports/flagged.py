"""Flagged: the messages that the guard objects to, those a recruiter asks a manager about first, the oldest before the rest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select

from relay.domain.candidate import Candidate
from relay.domain.client import Client
from relay.domain.interview import Interview
from relay.domain.job import Job
from relay.domain.message import Decision, Message, MessageBreach, MessageState, MessageVersion, Verdict
from relay.domain.staff import Staff
from relay.store.work import Work
from relay.vocabulary import BreachCode


@dataclass(frozen=True, slots=True)
class Asking:
    """A recruiter's question to a manager, in their own words."""

    name: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Flagged:
    """One flagged message. It waits `since` somebody asked or, where nobody did, since it was worded."""

    message_id: UUID
    interview_id: UUID
    number: int
    held: bool
    since: datetime
    candidate: str
    client: str
    job: str
    stage: str
    recruiter: str
    codes: tuple[BreachCode, ...]
    asking: Asking | None


def flagged_messages(work: Work) -> tuple[Flagged, ...]:
    """All of them, in the order in which they want a decision."""
    rows = work.session.execute(
        select(Message, MessageVersion, Interview.stage, Candidate.name, Client.name, Job.title, Staff.name)
        .join(
            MessageVersion,
            and_(MessageVersion.message_id == Message.id, MessageVersion.number == Message.number),
        )
        .join(Interview, Interview.id == Message.interview_id)
        .join(Candidate, Candidate.id == Interview.candidate_id)
        .join(Job, Job.id == Interview.job_id)
        .join(Client, Client.id == Job.client_id)
        .join(Staff, Staff.id == Interview.recruiter_id)
        .where(Message.state.in_((MessageState.FLAGGED, MessageState.HELD)), Candidate.erased_at.is_(None))
    ).all()
    asked = askings(work)
    codes = codes_by_version(work)
    found = []
    for message, version, stage, candidate, client, job, recruiter in rows:
        asking = asked.get((message.id, message.number))
        found.append(
            Flagged(
                message_id=message.id,
                interview_id=message.interview_id,
                number=message.number,
                held=message.state is MessageState.HELD,
                since=asking.at if asking else version.written_at,
                candidate=candidate,
                client=client,
                job=job,
                stage=stage,
                recruiter=recruiter,
                codes=codes.get(version.id, ()),
                asking=asking,
            )
        )
    return tuple(sorted(found, key=lambda each: (not each.held, each.since, each.message_id)))


def askings(work: Work) -> dict[tuple[UUID, int], Asking]:
    """The last question about each version of a message that is held, by message and number."""
    rows = work.session.execute(
        select(Decision, Staff.name)
        .join(Message, and_(Message.id == Decision.message_id, Message.number == Decision.number))
        .join(Staff, Staff.id == Decision.staff_id)
        .where(Decision.verdict == Verdict.ASK_MANAGER, Message.state == MessageState.HELD)
        .order_by(Decision.decided_at)
    )
    return {
        (decision.message_id, decision.number): Asking(name, decision.reason, decision.decided_at)
        for decision, name in rows
    }


def codes_by_version(work: Work) -> dict[UUID, tuple[BreachCode, ...]]:
    """What the guard objects to in each current version that is flagged, each kind once."""
    rows = work.session.execute(
        select(MessageBreach.message_version_id, MessageBreach.code)
        .join(MessageVersion, MessageVersion.id == MessageBreach.message_version_id)
        .join(
            Message,
            and_(Message.id == MessageVersion.message_id, Message.number == MessageVersion.number),
        )
        .where(Message.state.in_((MessageState.FLAGGED, MessageState.HELD)))
        .order_by(MessageBreach.place)
    )
    codes: dict[UUID, dict[BreachCode, None]] = {}
    for version_id, code in rows:
        codes.setdefault(version_id, {})[code] = None
    return {version_id: tuple(kinds) for version_id, kinds in codes.items()}
