"""One interview: who, when, what was said, where the message stands, and what became of it."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.request import RequestChannel
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey import asking, scheduling
from relay.portal.desk.capture import SOURCES, NoteFields, fields_of
from relay.portal.desk.dossier import open_dossier
from relay.portal.desk.early import EarlyReading
from relay.reports.shared import shared_before
from relay.store.work import Work

blueprint = Blueprint("interview", __name__)
CHANNELS = (
    (RequestChannel.LINK, "Mail a link now"),
    (RequestChannel.CALL, "I asked by telephone"),
    (RequestChannel.EMAIL, "I asked by e-mail"),
    (RequestChannel.IN_PERSON, "I asked in person"),
)


@blueprint.get("/interviews/<uuid:interview_id>")
@everyone_on_staff
def show(interview_id: UUID) -> ResponseReturnValue:
    """The page."""
    return draw(interview_id, Form())


def draw(interview_id: UUID, form: Form) -> str:
    """The page, with what is wrong with a form that was sent from it."""
    with open_look() as work:
        dossier = open_dossier(work, interview_id)
        return render_template(
            "desk/interview.html",
            nav="interviews",
            dossier=dossier,
            interview=dossier.interview,
            now=work.now,
            channels=CHANNELS,
            sources=SOURCES,
            form=form,
            errors=form.errors,
            note=fields_of(dossier.jotting) if dossier.jotting else NoteFields(),
            early=EarlyReading(),
            worked_on=shared_before(work, dossier.interview),
        )


def become(interview_id: UUID, step: Callable[[Work, UUID], object]) -> ResponseReturnValue:
    """Take a step that needs nothing but the interview, and come back to its page."""
    return take(interview_id, Form(), lambda work: step(work, interview_id))


def take(
    interview_id: UUID, form: Form, step: Callable[[Work], object], anchor: str | None = None
) -> ResponseReturnValue:
    """Take a step, and come back to the interview's page, with what was wrong with the form if anything was."""

    def act(work: Work) -> str:
        step(work)
        return url_for("interview.show", interview_id=interview_id, _anchor=anchor)

    return form.submit(act, lambda: draw(interview_id, form))


@blueprint.post("/interviews/<uuid:interview_id>/attendance")
@everyone_on_staff
def record_attendance(interview_id: UUID) -> ResponseReturnValue:
    """It took place."""
    return become(interview_id, scheduling.record_took_place)


@blueprint.post("/interviews/<uuid:interview_id>/cancellation")
@everyone_on_staff
def record_cancellation(interview_id: UUID) -> ResponseReturnValue:
    """It will not take place."""
    return become(interview_id, scheduling.cancel_interview)


@blueprint.post("/interviews/<uuid:interview_id>/no-show")
@everyone_on_staff
def record_no_show(interview_id: UUID) -> ResponseReturnValue:
    """The candidate did not come."""
    return become(interview_id, scheduling.record_no_show)


@blueprint.post("/interviews/<uuid:interview_id>/reinstatement")
@everyone_on_staff
def record_reinstatement(interview_id: UUID) -> ResponseReturnValue:
    """It is on after all."""
    return become(interview_id, scheduling.reinstate_interview)


@blueprint.post("/interviews/<uuid:interview_id>/requests")
@everyone_on_staff
def record_request(interview_id: UUID) -> ResponseReturnValue:
    """A contact was asked for feedback, or is to be asked by link now."""
    form = Form()
    contact_id = form.id("contact_id")
    channel = form.choice("channel", RequestChannel)

    def ask(work: Work) -> None:
        if channel is RequestChannel.LINK:
            asking.ask_by_link(work, interview_id, contact_id=contact_id)
        else:
            asking.record_request(work, interview_id, contact_id=contact_id, channel=channel)

    return take(interview_id, form, ask, "asked")
