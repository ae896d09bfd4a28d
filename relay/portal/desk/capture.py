"""Capture: the client's words come in, and no word of them is lost on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from relay.domain.errors import InvalidError, MoveError, StaleError
from relay.domain.interview import Interview
from relay.domain.note import Jotting
from relay.domain.words import LONGEST_NOTE
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look, open_work
from relay.journey.capturing import NoteForm, capture_note, find_jotting, keep_jotting, refuse_unheld
from relay.portal.desk.dossier import open_dossier
from relay.portal.desk.early import EarlyReading, read_early
from relay.store.material import load_interview
from relay.store.work import Work
from relay.vocabulary import NoteSource

blueprint = Blueprint("capture", __name__)
SOURCES = (
    (NoteSource.CALL, "A call"),
    (NoteSource.EMAIL, "An e-mail"),
    (NoteSource.SCORECARD, "A scorecard"),
)
CAPTURED = "captured"


@dataclass(frozen=True, slots=True)
class NoteFields:
    """What stands in the form's fields."""

    text: str = ""
    edition: int = 0
    source: str = NoteSource.CALL
    quoted: str = "quoted"
    contact_id: str = ""
    supersedes_id: str = ""


def fields_of(jotting: Jotting) -> NoteFields:
    """The form as it was left."""
    return NoteFields(text=jotting.text, edition=jotting.edition)


def fields_typed(form: Form) -> NoteFields:
    """The form as it came."""
    values: Mapping[str, str] = {
        name: form.raw(name) for name in ("text", "source", "quoted", "contact_id", "supersedes_id")
    }
    return NoteFields(edition=edition_in(form), **values)


def edition_in(form: Form) -> int:
    """The edition of the jotting that was typed over; 0 where none, or nonsense, came."""
    digits = form.raw("edition")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


@blueprint.get("/interviews/<uuid:interview_id>/notes/new")
@everyone_on_staff
def new_note(interview_id: UUID) -> ResponseReturnValue:
    """The form, with what was typed before, and whose words they are where somebody who rang led here.

    Where no note can be taken yet, nobody is let type one first: the interview's page says what can be done instead.
    """
    form = Form()
    with open_look() as work:
        jotting = find_jotting(work, interview_id)
        try:
            refuse_unheld(work, work.get(Interview, interview_id))
        except MoveError as error:
            form.errors[""] = str(error)
    if form.errors and jotting is None:
        flash(form.errors[""], "care")
        return redirect(url_for("interview.show", interview_id=interview_id), 303)
    note = fields_of(jotting) if jotting else NoteFields()
    return draw(interview_id, form, replace(note, contact_id=request.args.get("contact", "")))


def draw(
    interview_id: UUID,
    form: Form,
    note: NoteFields,
    other: Jotting | None = None,
    early: EarlyReading | None = None,
) -> str:
    """The page for a note; `other` is what was typed in another tab meanwhile, `early` what was made of the words so far."""
    with open_look() as work:
        dossier = open_dossier(work, interview_id)
    return render_template(
        "desk/note.html",
        nav="interviews",
        dossier=dossier,
        interview=dossier.interview,
        sources=SOURCES,
        note=note,
        errors=form.errors,
        other=other,
        early=early or EarlyReading(),
    )


@blueprint.post("/interviews/<uuid:interview_id>/notes")
@everyone_on_staff
def add_note(interview_id: UUID) -> ResponseReturnValue:
    """Capture the note, and wait for its reading on the review page."""
    form = Form()
    note = NoteForm(
        text=form.text("text", longest=LONGEST_NOTE),
        source=form.choice("source", NoteSource),
        quoted=form.raw("quoted") != "paraphrased",
        contact_id=form.id_or_none("contact_id"),
        supersedes_id=form.id_or_none("supersedes_id"),
        edition=edition_in(form),
    )

    def act(work: Work) -> str:
        capture_note(work, interview_id, note)
        return url_for("review.show", interview_id=interview_id)

    answer = form.submit(act, lambda: draw(interview_id, form, fields_typed(form)))
    if not form.errors:
        session[CAPTURED] = str(interview_id)
    return answer


@blueprint.post("/interviews/<uuid:interview_id>/reading")
@everyone_on_staff
def read_so_far(interview_id: UUID) -> ResponseReturnValue:
    """What the engine makes of the words typed so far: beside them while one types, or as the page anew. Nothing is stored."""
    form = Form()
    with open_look() as work:
        early = read_early(work, interview_id, form.raw("text"))
        called = load_interview(work, interview_id).candidate.called
    if request.headers.get("HX-Request"):
        return render_template("desk/_early.html", early=early, called=called)
    return draw(interview_id, form, fields_typed(form), early=early)


@blueprint.post("/interviews/<uuid:interview_id>/jotting")
@everyone_on_staff
def save_jotting(interview_id: UUID) -> ResponseReturnValue:
    """Keep what is being typed: for the autosave of a page, or for the button that stands in for it."""
    form = Form()
    if request.headers.get("X-Relay") == "autosave":
        return answer_autosave(interview_id, form)
    try:
        with open_work() as work:
            keep_jotting(work, interview_id, form.raw("text"), edition_in(form))
    except InvalidError as error:
        form.errors[error.field] = error.message
        return draw(interview_id, form, fields_typed(form)), 422
    except StaleError as error:
        form.errors[""] = str(error)
        return draw(interview_id, form, fields_typed(form), standing_jotting(interview_id)), 409
    flash("Kept for later. It waits here for you alone.", "good")
    return redirect(url_for("capture.new_note", interview_id=interview_id), 303)


def answer_autosave(interview_id: UUID, form: Form) -> ResponseReturnValue:
    """Say when it was saved and as which edition; on a conflict hand over the other text, so that both can be seen."""
    try:
        with open_work() as work:
            jotting = keep_jotting(work, interview_id, form.raw("text"), edition_in(form))
    except InvalidError as error:
        return jsonify(error=error.message), 422
    except StaleError as error:
        other = standing_jotting(interview_id)
        if other is None:
            return jsonify(error=str(error)), 503
        return jsonify(error=str(error), edition=other.edition, text=other.text), 409
    return jsonify(edition=jotting.edition)


def standing_jotting(interview_id: UUID) -> Jotting | None:
    """What is kept of this person's typing."""
    with open_look() as work:
        return find_jotting(work, interview_id)


def forget_address(interview_id: UUID) -> str | None:
    """Where the browser kept a copy of a note that was just captured, so that it drops it; once."""
    if session.pop(CAPTURED, None) != str(interview_id):
        return None
    return url_for("capture.save_jotting", interview_id=interview_id)
