"""Asking, from the interview's page: reminders rest and go on, a link is taken back, a new time is named, nothing will come."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from relay.domain.request import Request
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey import asking, promising
from relay.portal.desk.interview import take
from relay.store.work import Work

blueprint = Blueprint("askings", __name__)


def settle(request_id: UUID, step: Callable[[Work, UUID], object]) -> ResponseReturnValue:
    """Take a step about one request, and come back to its interview."""
    with open_look() as work:
        interview_id = work.get(Request, request_id).interview_id
    return take(interview_id, Form(), lambda work: step(work, request_id), "asked")


@blueprint.post("/requests/<uuid:request_id>/pause")
@everyone_on_staff
def pause(request_id: UUID) -> ResponseReturnValue:
    """Let reminders rest."""
    return settle(request_id, asking.pause_request)


@blueprint.post("/requests/<uuid:request_id>/resumption")
@everyone_on_staff
def resume(request_id: UUID) -> ResponseReturnValue:
    """Let them go on."""
    return settle(request_id, asking.resume_request)


@blueprint.post("/requests/<uuid:request_id>/revocation")
@everyone_on_staff
def revoke(request_id: UUID) -> ResponseReturnValue:
    """Take the links back that were sent."""
    return settle(request_id, asking.revoke_links)


@blueprint.post("/interviews/<uuid:interview_id>/silence")
@everyone_on_staff
def fall_silent(interview_id: UUID) -> ResponseReturnValue:
    """No feedback will come: a message that says so honestly is worded, for a person to approve."""
    return take(interview_id, Form(), lambda work: asking.record_silence(work, interview_id), "asked")


@blueprint.post("/interviews/<uuid:interview_id>/promise")
@everyone_on_staff
def name_new_time(interview_id: UUID) -> ResponseReturnValue:
    """Tell the candidate a new time after one that passed."""
    form = Form()
    wall = form.line("wall", longest=40)
    return take(interview_id, form, lambda work: promising.name_new_time(work, interview_id, wall))


@blueprint.post("/interviews/<uuid:interview_id>/waiver")
@everyone_on_staff
def waive(interview_id: UUID) -> ResponseReturnValue:
    """Owe no word, for a reason."""
    form = Form()
    reason = form.line("reason", longest=300)
    return take(interview_id, form, lambda work: promising.waive_promise(work, interview_id, reason))
