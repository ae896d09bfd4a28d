"""Wording: saving what was typed, taking up or setting aside what was suggested, deciding about points."""

from uuid import UUID

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from relay.domain.message import Message
from relay.domain.note import Note
from relay.domain.reading import Point, Reading, Ruling
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.reviewing import (
    Wording,
    adopt_suggestion,
    amend_message,
    dismiss_suggestion,
    rule_on_point,
)
from relay.portal.desk.review import draw, draw_again, editor_of
from relay.portal.desk.sheet import open_sheet
from relay.store.work import Work
from relay.vocabulary import Competency, Kind

blueprint = Blueprint("wording", __name__)
MOST_VERSIONS = 10**6


@blueprint.post("/messages/<uuid:message_id>/versions")
@everyone_on_staff
def save_version(message_id: UUID) -> ResponseReturnValue:
    """Keep the wording as a new version."""
    form = Form()
    number = form.number("number", least=0, most=MOST_VERSIONS)
    wording = Wording(form.raw("subject"), form.raw("text"), number)

    def act(work: Work) -> str:
        amend_message(work, message_id, wording)
        return review_of(work, message_id)

    return said("Saved as a new version.", form, form.submit(act, lambda: draw_again(message_id, form)))


@blueprint.post("/messages/<uuid:message_id>/adoption")
@everyone_on_staff
def adopt(message_id: UUID) -> ResponseReturnValue:
    """Make the suggested wording the current one."""
    form = Form()
    number = form.number("suggested", least=1, most=MOST_VERSIONS)

    def act(work: Work) -> str:
        adopt_suggestion(work, message_id, number)
        return review_of(work, message_id)

    words = "The suggestion is the wording now. The one before it stays in the history."
    return said(words, form, form.submit(act, lambda: draw_again(message_id, form)))


@blueprint.post("/messages/<uuid:message_id>/dismissal")
@everyone_on_staff
def dismiss(message_id: UUID) -> ResponseReturnValue:
    """Set the suggested wording aside."""
    form = Form()
    number = form.number("suggested", least=1, most=MOST_VERSIONS)

    def act(work: Work) -> str:
        dismiss_suggestion(work, message_id, number)
        return review_of(work, message_id)

    words = "The suggestion is set aside. It stays in the history."
    return said(words, form, form.submit(act, lambda: draw_again(message_id, form)))


@blueprint.post("/points/<uuid:point_id>/ruling")
@everyone_on_staff
def rule(point_id: UUID) -> ResponseReturnValue:
    """Tell a point or leave it out, and as what; the draft follows by itself."""
    form = Form()
    include = form.raw("ruling") != "leave_out"
    kind = form.choice("kind", Kind) if form.raw("kind") else None
    competency = form.choice("competency", Competency) if form.raw("competency") else None

    def act(work: Work) -> str:
        kind_now, competency_now = as_ruled(work, point_id)
        rule_on_point(
            work, point_id, include=include, kind=kind or kind_now, competency=competency or competency_now
        )
        return url_for("review.show", interview_id=interview_of(work, point_id), _anchor=anchor())

    return form.submit(act, lambda: draw_after_ruling(point_id, form))


def said(words: str, form: Form, answer: ResponseReturnValue) -> ResponseReturnValue:
    """The answer, with a word about what was done where the form was taken."""
    if not form.errors:
        flash(words, "good")
    return answer


def draw_after_ruling(point_id: UUID, form: Form) -> str:
    """The page after a ruling that was not taken."""
    with open_look() as work:
        sheet = open_sheet(work, interview_of(work, point_id))
        return draw(work, sheet, editor_of(sheet), form.errors)


def as_ruled(work: Work, point_id: UUID) -> tuple[Kind, Competency]:
    """The kind and competency that hold for a point now. Raises NotFoundError."""
    point = work.get(Point, point_id)
    ruling = work.one(
        select(Ruling)
        .where(Ruling.point_id == point_id)
        .order_by(Ruling.ruled_at.desc(), Ruling.id.desc())
        .limit(1)
    )
    return (ruling.kind, ruling.competency) if ruling else (point.kind, point.competency)


def interview_of(work: Work, point_id: UUID) -> UUID:
    """The interview that a point is about. Raises NotFoundError."""
    point = work.get(Point, point_id)
    return work.get(Note, work.get(Reading, point.reading_id).note_id).interview_id


def review_of(work: Work, message_id: UUID) -> str:
    """Where a message is reviewed."""
    return url_for("review.show", interview_id=work.get(Message, message_id).interview_id)


def anchor() -> str | None:
    """The point's place on the page, so that a page drawn anew opens there."""
    n = request.args.get("n", "")
    return f"point-{n}" if n.isdigit() else None
