"""Requests over the API: who was asked about an interview, when, and what has become of it; asked now, left alone, gone on with."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import url_for
from marshmallow import fields
from sqlalchemy import select
from werkzeug.wrappers import Response

from relay.api.door import Made, Shown, etag, expect_version, make_once, noun
from relay.api.listing import Part, cut, listed
from relay.api.values import Given, Id, Moment, Taken
from relay.domain.interview import Interview
from relay.domain.request import Chase, Request, RequestChannel, RequestState
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look, open_work
from relay.journey.asking import ask_by_link, pause_request, resume_request
from relay.store.work import Work

blueprint = noun(
    "Requests", "Asking one contact for feedback on one interview, and the mails in which they are asked"
)


class RequestTaken(Taken):
    """Whom to ask now, by a link in a mail."""

    contact_id = Id(required=True)


class RequestGiven(Given):
    """A request. `sent_at` is when its mails went out, `next_at` when the next step falls due by itself, null where none does.

    `escalated` tells that reminders led nowhere and somebody else was asked, `reason` why no feedback will come.
    """

    id = fields.UUID()
    interview_id = fields.UUID()
    contact_id = fields.UUID()
    channel = fields.Enum(RequestChannel, by_value=True)
    state = fields.Enum(RequestState, by_value=True)
    asked_at = Moment()
    sent_at = fields.List(Moment())
    next_at = Moment(allow_none=True)
    escalated = fields.Boolean()
    reason = fields.String(allow_none=True)


class RequestPart(Part):
    """Which requests."""

    state = fields.Enum(RequestState, by_value=True)


def shown(work: Work, requests: Sequence[Request]) -> list[dict[str, Any]]:
    """Requests with the times of their mails, in one statement however many they are."""
    work.session.flush()
    ids = [request.id for request in requests]
    sent: dict[UUID, list[Any]] = {request_id: [] for request_id in ids}
    for chase in work.all(select(Chase).where(Chase.request_id.in_(ids)).order_by(Chase.number)):
        sent[chase.request_id].append(chase.sent_at)
    names = [name for name in RequestGiven().fields if name != "sent_at"]
    return [
        {name: getattr(request, name) for name in names} | {"sent_at": sent[request.id]}
        for request in requests
    ]


@blueprint.get("/interviews/<uuid:interview_id>/requests")
@everyone_on_staff
@blueprint.arguments(RequestPart, location="query")
@blueprint.response(200, listed(RequestGiven, "Requests"))
def list_requests(part: dict[str, Any], interview_id: UUID) -> dict[str, Any]:
    """All requests on an interview, or those in a state"""
    statement = select(Request).where(Request.interview_id == interview_id)
    if "state" in part:
        statement = statement.where(Request.state == part["state"])
    with open_look() as work:
        work.get(Interview, interview_id)
        rows, after = cut(work, Request, statement, part)
        return {"items": shown(work, rows), "next": after}


@blueprint.post("/interviews/<uuid:interview_id>/requests")
@everyone_on_staff
@blueprint.arguments(RequestTaken)
@blueprint.response(201, RequestGiven)
def post_request(content: dict[str, Any], interview_id: UUID) -> Response:
    """Ask a contact now, whatever the hour; whoever was asked already is reminded, and that request is given"""

    def make(work: Work) -> Made:
        asked = ask_by_link(work, interview_id, contact_id=content["contact_id"])
        address = url_for("Requests.get_request", request_id=asked.id)
        return Made(RequestGiven().dump(shown(work, [asked])[0]), address, asked.version)

    return make_once(content, make)


@blueprint.get("/requests/<uuid:request_id>")
@everyone_on_staff
@blueprint.response(200, RequestGiven)
def get_request(request_id: UUID) -> Shown:
    """One request"""
    with open_look() as work:
        asked = work.get(Request, request_id)
        return shown(work, [asked])[0], 200, etag(asked.version)


@blueprint.put("/requests/<uuid:request_id>/pause")
@everyone_on_staff
@blueprint.response(200, RequestGiven)
def put_pause(request_id: UUID) -> Shown:
    """Let reminders rest; the link goes on working"""
    return move(request_id, pause_request, there=lambda asked: asked.state is RequestState.PAUSED)


@blueprint.delete("/requests/<uuid:request_id>/pause")
@everyone_on_staff
@blueprint.response(200, RequestGiven)
def delete_pause(request_id: UUID) -> Shown:
    """Let reminders go on, from the contact's next working morning"""
    return move(request_id, resume_request, there=lambda asked: asked.state is RequestState.OPEN)


def move(
    request_id: UUID, step: Callable[[Work, UUID], Request], *, there: Callable[[Request], bool]
) -> Shown:
    """Take a step about a request; where it is there already, nothing happens."""
    with open_work() as work:
        asked = work.get(Request, request_id)
        expect_version(asked)
        if not there(asked):
            step(work, request_id)
        return shown(work, [asked])[0], 200, etag(asked.version)
