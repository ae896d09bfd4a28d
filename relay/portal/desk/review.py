"""Review: the raw note, the points and the exact preview side by side, and the editor whose guard answers as one types."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from relay.domain.errors import InvalidError, NotFoundError
from relay.domain.message import Message, MessageState
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.reviewing import LONGEST_MESSAGE, LONGEST_SUBJECT, Look, Wording, look_at_wording
from relay.portal.desk.capture import forget_address
from relay.portal.desk.shaping import shape_breaches, shape_preview
from relay.portal.desk.sheet import Sheet, open_sheet, retyped
from relay.store.material import Gathered, gather
from relay.store.wordings import find_version
from relay.store.work import Work
from relay.vocabulary import Competency, Kind, Reason

blueprint = Blueprint("review", __name__)
PATIENCE = timedelta(seconds=20)
COMPETENCIES = tuple((competency.value, competency.label) for competency in Competency)
REASONS = tuple((reason.value, reason.label) for reason in Reason)
MARKS = (
    ("strength", "A strength"),
    ("improvement", "Something to work on"),
    ("withheld", "Not to be passed on"),
)
KINDS = ((Kind.STRENGTH.value, "Strength"), (Kind.IMPROVEMENT.value, "Improvement"))


@dataclass(frozen=True, slots=True)
class Editor:
    """What stands in the editor. `number` is the version it is typed over."""

    subject: str
    text: str
    number: int
    changed: bool = False


@blueprint.get("/interviews/<uuid:interview_id>/review")
@everyone_on_staff
def show(interview_id: UUID) -> ResponseReturnValue:
    """The page; with neither a note nor a message there is nothing to review yet, and the interview says so."""
    with open_look() as work:
        sheet = open_sheet(work, interview_id)
        if not sheet.notes and sheet.message is None:
            return redirect(url_for("interview.show", interview_id=interview_id), 303)
        return draw(work, sheet, editor_of(sheet), {})


def editor_of(sheet: Sheet) -> Editor:
    """The editor as it opens: the current version."""
    if sheet.version is None:
        return Editor("", "", 0)
    return Editor(sheet.version.subject, sheet.version.text, sheet.version.number)


def draw_again(message_id: UUID, form: Form) -> str:
    """The page after a form that was not taken: what was typed stays, beside whatever is current by now."""
    with open_look() as work:
        message = work.get(Message, message_id)
        current = find_version(work, message, message.number)
        wording = Wording(
            form.raw("subject") if "subject" in form.values else current.subject,
            as_stored(form.raw("text")) if "text" in form.values else current.text,
            message.number,
        )
        typed_over = form.raw("number")
        try:
            sheet = open_sheet(work, message.interview_id, wording)
        except InvalidError as error:
            form.errors.setdefault(error.field, error.message)
            check_both(form)
            sheet = open_sheet(work, message.interview_id)
        changed = retyped(wording, current)
        editor = Editor(wording.subject, wording.text, message.number, changed)
        newer = bool(typed_over) and typed_over != str(message.number) and changed
        return draw(work, sheet, editor, form.errors, newer=newer)


def check_both(form: Form) -> None:
    """Say what is wrong with the subject and with the words at once, where checking stopped at the first of them."""
    if "subject" in form.values:
        form.line("subject", longest=LONGEST_SUBJECT)
    if "text" in form.values:
        form.text("text", longest=LONGEST_MESSAGE)


def draw(
    work: Work,
    sheet: Sheet,
    editor: Editor,
    errors: Mapping[str, str],
    *,
    newer: bool = False,
    marking: UUID | None = None,
    freeing: UUID | None = None,
) -> str:
    """The page. `newer` says that another version was written under the fingers of whoever typed; `marking` is the note and
    `freeing` the withheld run whose form was not taken.
    """
    slow = bool(sheet.notes) and work.now - sheet.newest > PATIENCE
    return render_template(
        "desk/review.html",
        nav="interviews",
        interview=sheet.gathered.interview,
        sheet=sheet,
        editor=editor,
        errors=errors,
        newer=newer,
        slow=slow,
        leaving=is_leaving(sheet, work.now),
        forget=forget_address(sheet.gathered.interview.id) if request.method == "GET" else None,
        changing=request.args.get("change", ""),
        shown=shown_version(editor),
        competencies=COMPETENCIES,
        kinds=KINDS,
        marks=MARKS,
        reasons=REASONS,
        marking=marking,
        freeing=freeing,
        given=request.form if marking or freeing else {},
        met=bool(request.form.get("met")),
        later=request.form.get("when") == "morning",
        **shape_look(sheet.look, sheet.numbers, sheet.gathered),
    )


def is_leaving(sheet: Sheet, now: datetime) -> bool:
    """Whether an approval was given just now and its letter is about to stand in the portal."""
    message = sheet.message
    if message is None or message.state is not MessageState.APPROVED or message.approved_number is None:
        return False
    approved_at = sheet.approvals[message.approved_number].approved_at
    return sheet.release_at is None and now - approved_at < PATIENCE


def shown_version(editor: Editor) -> int:
    """The version in the editor of the page that asks: a swap leaves it standing, a whole page brings the current one."""
    if not request.headers.get("HX-Request"):
        return editor.number
    return request.args.get("shown", editor.number, type=int)


def shape_look(look: Look | None, numbers: dict[str, int], gathered: Gathered) -> dict[str, Any]:
    """What the guard panel and the preview take."""
    if look is None:
        return {"breaches": [], "paragraphs": [], "subject": ""}
    return {
        "breaches": shape_breaches(look.draft, look.breaches),
        "paragraphs": shape_preview(look.draft, look.breaches, numbers, gathered),
        "subject": look.draft.subject,
    }


@blueprint.post("/messages/<uuid:message_id>/guard")
@everyone_on_staff
def ask_guard(message_id: UUID) -> ResponseReturnValue:
    """What the guard says of the words in the editor, and how the candidate would see them. Nothing is stored."""
    form = Form()
    if not request.headers.get("HX-Request"):
        return draw_again(message_id, form)
    with open_look() as work:
        message = work.get(Message, message_id)
        number = form.number("number", least=0, most=10**6)
        try:
            find_version(work, message, number)
        except NotFoundError:
            number = message.number
        wording = Wording(form.raw("subject"), form.raw("text"), number)
        gathered = gather(work, message.interview_id)
        numbers = {str(ruled.point.id): n for n, ruled in enumerate(gathered.points, start=1)}
        try:
            look = look_at_wording(work, message_id, wording)
        except InvalidError as error:
            return render_template("desk/_guard.html", fault=error.message), 422
        return render_template(
            "desk/_guard.html",
            called=gathered.interview.candidate.called,
            **shape_look(look, numbers, gathered),
        )


def as_stored(text: str) -> str:
    """What was typed with the line ends that are stored, so that unchanged text is known as unchanged."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
