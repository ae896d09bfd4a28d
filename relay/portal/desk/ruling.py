"""Ruling: deciding about points and withheld runs, and marking words of a note that the engine took for neither."""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from relay.domain.note import Note
from relay.domain.reading import Point, Reading, Ruling, WithheldRun
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff, staff_only
from relay.hall.units import open_look
from relay.journey import ruling
from relay.portal.desk.review import draw, editor_of
from relay.portal.desk.sheet import open_sheet
from relay.store.work import Work
from relay.vocabulary import Competency, Kind, Reason, Role

blueprint = Blueprint("ruling", __name__)


class MarkedAs(StrEnum):
    """What words of a note are marked as."""

    STRENGTH = "strength"
    IMPROVEMENT = "improvement"
    WITHHELD = "withheld"


@blueprint.post("/points/<uuid:point_id>/ruling")
@everyone_on_staff
def rule(point_id: UUID) -> ResponseReturnValue:
    """Tell a point or leave it out, and as what, or take back the mark that made it; the draft follows by itself."""
    form = Form()
    include = form.raw("ruling") != "leave_out"
    kind = form.choice("kind", Kind) if form.raw("kind") else None
    competency = form.choice("competency", Competency) if form.raw("competency") else None

    def act(work: Work) -> str:
        if form.raw("ruling") == "take_back":
            ruling.take_back_point(work, point_id)
            return url_for("review.show", interview_id=interview_of(work, point_id))
        kind_now, competency_now = as_ruled(work, point_id)
        ruling.rule_on_point(
            work, point_id, include=include, kind=kind or kind_now, competency=competency or competency_now
        )
        return url_for("review.show", interview_id=interview_of(work, point_id), _anchor=anchor())

    return form.submit(act, lambda: draw_after(form, lambda work: interview_of(work, point_id)))


@blueprint.post("/notes/<uuid:note_id>/marks")
@everyone_on_staff
def mark(note_id: UUID) -> ResponseReturnValue:
    """Make words of a note a point, or withhold them."""
    form = Form()
    words = form.text("words", longest=ruling.LONGEST_MARK)
    marked_as = form.choice("marked_as", MarkedAs)
    about = about_mark(form, marked_as)
    form.say_what_is_missing(
        words="Copy the words from the note.",
        marked_as="Choose what they are.",
        mark_about="Choose what they are about.",
        mark_reason="Choose why they are withheld.",
    )

    def act(work: Work) -> str:
        if isinstance(about, Reason):
            ruling.withhold_words(work, note_id, words, about)
        else:
            ruling.mark_point(work, note_id, words, kind=Kind(marked_as.value), competency=about)
        return url_for("review.show", interview_id=work.get(Note, note_id).interview_id)

    return form.submit(
        act, lambda: draw_after(form, lambda work: work.get(Note, note_id).interview_id, marking=note_id)
    )


def about_mark(form: Form, marked_as: MarkedAs) -> Reason | Competency:
    """Why the words are withheld, or what the point that they make is about."""
    if marked_as is MarkedAs.WITHHELD:
        return form.choice("mark_reason", Reason)
    return form.choice("mark_about", Competency)


@blueprint.post("/withheld/<uuid:run_id>/release")
@staff_only(Role.MANAGER)
def let_through(run_id: UUID) -> ResponseReturnValue:
    """Let through what the engine withheld, as a point."""
    form = Form()
    kind, competency = form.choice("kind", Kind), form.choice("competency", Competency)
    why = form.text("why", longest=ruling.LONGEST_WHY)

    def act(work: Work) -> str:
        ruling.let_through(work, run_id, why=why, kind=kind, competency=competency)
        return url_for("review.show", interview_id=interview_of_run(work, run_id))

    return form.submit(
        act, lambda: draw_after(form, lambda work: interview_of_run(work, run_id), freeing=run_id)
    )


@blueprint.post("/withheld/<uuid:run_id>/ruling")
@everyone_on_staff
def rule_on_run(run_id: UUID) -> ResponseReturnValue:
    """Withhold again what was let through, or take back what a person withheld."""
    form = Form()
    withhold = form.raw("ruling") != "take_back"

    def act(work: Work) -> str:
        step = ruling.withhold_again if withhold else ruling.take_back_run
        step(work, run_id)
        return url_for("review.show", interview_id=interview_of_run(work, run_id))

    return form.submit(act, lambda: draw_after(form, lambda work: interview_of_run(work, run_id)))


def draw_after(
    form: Form,
    interview: Callable[[Work], UUID],
    *,
    marking: UUID | None = None,
    freeing: UUID | None = None,
) -> str:
    """The page after a form that was not taken: `marking` is the note it was about, `freeing` the run."""
    with open_look() as work:
        sheet = open_sheet(work, interview(work))
        return draw(work, sheet, editor_of(sheet), form.errors, marking=marking, freeing=freeing)


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


def interview_of_run(work: Work, run_id: UUID) -> UUID:
    """The interview that a run is about. Raises NotFoundError."""
    run = work.get(WithheldRun, run_id)
    return work.get(Note, work.get(Reading, run.reading_id).note_id).interview_id


def anchor() -> str | None:
    """The point's place on the page, so that a page drawn anew opens there."""
    n = request.args.get("n", "")
    return f"point-{n}" if n.isdigit() else None
