"""Several at once: one sheet for all interviews that wait for feedback, a line each, saved together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from relay.domain.client import Contact
from relay.domain.errors import InvalidError, MoveError
from relay.domain.interview import Interview, InterviewContact
from relay.domain.note import Jotting
from relay.domain.words import LONGEST_NOTE
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.hall.visitors import visitor
from relay.journey.capturing import NoteForm, capture_note
from relay.portal.desk.capture import SOURCES
from relay.reports.interviews import Lack, Sought, list_interviews, told
from relay.store.work import Work
from relay.vocabulary import NoteSource

blueprint = Blueprint("several", __name__)
# A day's interviews; the rest comes once these are done.
MOST_LINES = 20
CAPTURED = "captured_several"


@dataclass(frozen=True, slots=True)
class Line:
    """One interview of the sheet with what stands in its fields. `row` is as `relay.reports.interviews` tells it."""

    row: Any
    contacts: Sequence[tuple[UUID, str]]
    text: str
    edition: int
    contact_id: str


@blueprint.get("/interviews/write-up")
@everyone_on_staff
def sheet() -> ResponseReturnValue:
    """The sheet, with what was typed before."""
    return draw(Form())


@blueprint.post("/interviews/write-up")
@everyone_on_staff
def write_up() -> ResponseReturnValue:
    """Capture every line that holds words; where one cannot be taken, none is."""
    form = Form()
    source, quoted = form.choice("source", NoteSource), form.raw("quoted") != "paraphrased"
    notes = {
        interview_id: NoteForm(
            text=form.text(f"text-{interview_id}", longest=LONGEST_NOTE),
            source=source,
            quoted=quoted,
            contact_id=form.id_or_none(f"contact_id-{interview_id}"),
            edition=form.number(f"edition-{interview_id}", least=0, most=10**9),
        )
        for interview_id in form.ids("interview")
        if form.raw(f"text-{interview_id}").strip()
    }
    if not notes:
        form.errors.setdefault("", "Nothing was typed yet.")

    def act(work: Work) -> str:
        for interview_id, note in notes.items():
            capture_line(work, interview_id, note)
        return url_for("several.sheet", whose=request.args.get("whose"))

    answer = form.submit(act, lambda: draw(form))
    if not form.errors:
        session[CAPTURED] = [str(interview_id) for interview_id in notes]
        flash(
            f"{len(notes)} {'note is' if len(notes) == 1 else 'notes are'} saved. The drafts wait on Today.",
            "good",
        )
    return answer


def capture_line(work: Work, interview_id: UUID, note: NoteForm) -> None:
    """Capture one line. Raises InvalidError naming its field."""
    try:
        capture_note(work, interview_id, note)
    except InvalidError as error:
        raise InvalidError(f"{error.field}-{interview_id}", error.message) from None
    except MoveError as error:
        raise InvalidError(f"text-{interview_id}", str(error)) from None


def draw(form: Form) -> str:
    """The sheet with what stands or was typed; lines that were typed in stay on it."""
    whose = "everyone" if request.args.get("whose") == "everyone" else "mine"
    with open_look() as work:
        sought = Sought(lack=Lack.FEEDBACK, recruiter_id=visitor().staff.id if whose == "mine" else None)
        page = list_interviews(work, sought, "due", size=MOST_LINES)
        rows = [*page.rows, *typed_in(work, form, {row.id for row in page.rows})]
        lines = lines_of(work, rows, form)
        now = work.now
    return render_template(
        "desk/several.html",
        nav="interviews",
        lines=lines,
        now=now,
        more=page.total - len(page.rows),
        whose=whose,
        source=form.raw("source"),
        quoted=form.raw("quoted") or "quoted",
        sources=SOURCES,
        errors=form.errors,
        typed=any(line.text.strip() for line in lines),
        labels={f"text-{line.row.id}": line.row.candidate for line in lines},
        forget=session.pop(CAPTURED, []) if request.method == "GET" else [],
    )


def typed_over(form: Form, interview_id: UUID, jotting: Jotting | None) -> int:
    """The edition that a line was typed over: the one that came with it, or the one that stands."""
    came = form.raw(f"edition-{interview_id}")
    if came.isascii() and came.isdigit() and len(came) < 10:
        return int(came)
    return jotting.edition if jotting else 0


def typed_in(work: Work, form: Form, shown: set[UUID]) -> Sequence[Any]:
    """Interviews that were on the sheet and wait no more, such as one called off meanwhile: their words stay in sight."""
    ids = {
        interview_id
        for interview_id in Form(form.values).ids("interview")
        if form.raw(f"text-{interview_id}").strip()
    }
    return work.session.execute(told().where(Interview.id.in_(ids - shown))).all()


def lines_of(work: Work, rows: Sequence[Any], form: Form) -> list[Line]:
    """The lines of the sheet."""
    ids = [row.id for row in rows]
    known = work.all(
        select(Contact).where(Contact.client_id.in_({row.client_id for row in rows})).order_by(Contact.name)
    )
    sat = select(InterviewContact).where(InterviewContact.interview_id.in_(ids))
    first = {
        seat.interview_id: seat.contact_id for seat in work.all(sat.order_by(InterviewContact.place.desc()))
    }
    typed = select(Jotting).where(Jotting.interview_id.in_(ids), Jotting.staff_id == work.person_id)
    jottings = {jotting.interview_id: jotting for jotting in work.all(typed)}
    return [
        Line(
            row=row,
            contacts=[(person.id, person.name) for person in known if person.client_id == row.client_id],
            text=form.values.get(f"text-{row.id}", jottings[row.id].text if row.id in jottings else ""),
            edition=typed_over(form, row.id, jottings.get(row.id)),
            contact_id=form.values.get(f"contact_id-{row.id}", str(first.get(row.id, ""))),
        )
        for row in rows
    ]
