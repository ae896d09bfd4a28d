"""Interviews over the API: scheduled, moved, and said what became of."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import url_for
from marshmallow import fields, validate
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from relay.api.door import Made, Shown, etag, expect_version, make_once, noun
from relay.api.listing import Part, cut, listed
from relay.api.values import Given, Id, Line, Moment, Taken, Wall, Whole, Zone
from relay.domain.interview import Interview, InterviewState
from relay.domain.message import Message
from relay.domain.promise import Promise, PromiseState
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look, open_work
from relay.journey import scheduling
from relay.store.work import Work

blueprint = noun("Interviews", "One candidate, one job, one stage, one time")
MOST_CONTACTS = 20


class TimeTaken(Taken):
    """When: the local time, the zone of that clock and the length in minutes."""

    wall_start = Wall(required=True)
    zone = Zone(required=True)
    minutes = Whole(required=True, least=1, most=scheduling.LONGEST_INTERVIEW)


class InterviewTaken(TimeTaken):
    """An interview to be scheduled."""

    candidate_id = Id(required=True)
    job_id = Id(required=True)
    recruiter_id = Id(required=True)
    stage = Line(longest=80, required=True)
    contact_ids = fields.List(Id(), load_default=list, validate=validate.Length(max=MOST_CONTACTS))


class PromiseGiven(Given):
    """By when word was promised."""

    due_at = Moment()
    zone = fields.String()
    state = fields.Enum(PromiseState, by_value=True)


class InterviewGiven(Given):
    """An interview."""

    id = fields.UUID()
    candidate_id = fields.UUID()
    job_id = fields.UUID()
    recruiter_id = fields.UUID()
    contact_ids = fields.List(fields.UUID())
    stage = fields.String()
    state = fields.Enum(InterviewState, by_value=True)
    starts_at = Moment()
    ends_at = Moment()
    zone = fields.String()
    wall_start = fields.String()
    promise = fields.Nested(PromiseGiven)
    message_id = fields.UUID(allow_none=True)


class InterviewPart(Part):
    """Which interviews."""

    state = fields.Enum(InterviewState, by_value=True)
    candidate_id = Id()
    job_id = Id()
    recruiter_id = Id()


def shown(work: Work, interviews: Sequence[Interview]) -> list[dict[str, Any]]:
    """Interviews with their promises, contacts and messages, in three statements however many they are."""
    ids = [interview.id for interview in interviews]
    rows = work.all(
        select(Interview)
        .where(Interview.id.in_(ids))
        .options(selectinload(Interview.contacts))
        .execution_options(populate_existing=True)
    )
    contacts = {row.id: [contact.id for contact in row.contacts] for row in rows}
    promises = {
        row.interview_id: row for row in work.all(select(Promise).where(Promise.interview_id.in_(ids)))
    }
    messages = {
        row.interview_id: row.id for row in work.all(select(Message).where(Message.interview_id.in_(ids)))
    }
    names = [name for name in InterviewGiven().fields if hasattr(Interview, name)]
    return [
        {name: getattr(interview, name) for name in names}
        | {
            "contact_ids": contacts[interview.id],
            "promise": promises[interview.id],
            "message_id": messages.get(interview.id),
        }
        for interview in interviews
    ]


def show(work: Work, interview: Interview) -> Shown:
    """One interview with its version."""
    work.session.flush()
    return shown(work, [interview])[0], 200, etag(interview.version)


def appointment(content: dict[str, Any]) -> scheduling.Appointment:
    """When, as the journey takes it."""
    return scheduling.Appointment(content["wall_start"], content["zone"], content["minutes"])


@blueprint.get("/interviews")
@everyone_on_staff
@blueprint.arguments(InterviewPart, location="query")
@blueprint.response(200, listed(InterviewGiven, "Interviews"))
def list_interviews(part: dict[str, Any]) -> dict[str, Any]:
    """All interviews, or those of a state, candidate, job or recruiter"""
    statement = select(Interview)
    for name in ("state", "candidate_id", "job_id", "recruiter_id"):
        if name in part:
            statement = statement.where(getattr(Interview, name) == part[name])
    with open_look() as work:
        rows, after = cut(work, Interview, statement, part)
        return {"items": shown(work, rows), "next": after}


@blueprint.post("/interviews")
@everyone_on_staff
@blueprint.arguments(InterviewTaken)
@blueprint.response(201, InterviewGiven)
def post_interview(content: dict[str, Any]) -> Response:
    """Schedule an interview, and promise word on it"""

    def make(work: Work) -> Made:
        interview = scheduling.schedule_interview(
            work,
            candidate_id=content["candidate_id"],
            job_id=content["job_id"],
            recruiter_id=content["recruiter_id"],
            stage=content["stage"],
            appointment=appointment(content),
            contact_ids=content["contact_ids"],
        )
        address = url_for("Interviews.get_interview", interview_id=interview.id)
        return Made(InterviewGiven().dump(shown(work, [interview])[0]), address, interview.version)

    return make_once(content, make)


@blueprint.get("/interviews/<uuid:interview_id>")
@everyone_on_staff
@blueprint.response(200, InterviewGiven)
def get_interview(interview_id: UUID) -> Shown:
    """One interview"""
    with open_look() as work:
        interview = work.get(Interview, interview_id)
        return shown(work, [interview])[0], 200, etag(interview.version)


@blueprint.put("/interviews/<uuid:interview_id>/time")
@everyone_on_staff
@blueprint.arguments(TimeTaken)
@blueprint.response(200, InterviewGiven)
def put_time(content: dict[str, Any], interview_id: UUID) -> Shown:
    """Move an interview that lies ahead; its promise follows"""
    with open_work() as work:
        expect_version(work.get(Interview, interview_id))
        return show(work, scheduling.move_interview(work, interview_id, appointment(content)))


@blueprint.put("/interviews/<uuid:interview_id>/took-place")
@everyone_on_staff
@blueprint.response(200, InterviewGiven)
def put_took_place(interview_id: UUID) -> Shown:
    """Say that it was held"""
    return move(interview_id, InterviewState.TOOK_PLACE, scheduling.record_took_place)


@blueprint.put("/interviews/<uuid:interview_id>/cancellation")
@everyone_on_staff
@blueprint.response(200, InterviewGiven)
def put_cancellation(interview_id: UUID) -> Shown:
    """Cancel it; no word is owed then"""
    return move(interview_id, InterviewState.CANCELLED, scheduling.cancel_interview)


@blueprint.delete("/interviews/<uuid:interview_id>/cancellation")
@everyone_on_staff
@blueprint.response(200, InterviewGiven)
def delete_cancellation(interview_id: UUID) -> Shown:
    """Take a cancellation back"""
    return move(interview_id, InterviewState.SCHEDULED, scheduling.reinstate_interview)


@blueprint.put("/interviews/<uuid:interview_id>/no-show")
@everyone_on_staff
@blueprint.response(200, InterviewGiven)
def put_no_show(interview_id: UUID) -> Shown:
    """Say that the candidate did not come; no word is owed then"""
    return move(interview_id, InterviewState.NO_SHOW, scheduling.record_no_show)


@blueprint.delete("/interviews/<uuid:interview_id>/no-show")
@everyone_on_staff
@blueprint.response(200, InterviewGiven)
def delete_no_show(interview_id: UUID) -> Shown:
    """Take a no-show back"""
    return move(interview_id, InterviewState.SCHEDULED, scheduling.reinstate_interview)


def move(interview_id: UUID, state: InterviewState, step: Callable[[Work, UUID], Interview]) -> Shown:
    """Bring an interview into a state; where it is there already, nothing happens."""
    with open_work() as work:
        interview = work.get(Interview, interview_id)
        expect_version(interview)
        if interview.state is not state:
            step(work, interview_id)
        return show(work, interview)
