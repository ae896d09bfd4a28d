"""Views: how an interview went in the candidate's own eyes, noted before its letter is opened; and both views over time."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from relay.domain.letter import Letter, LetterState
from relay.domain.self_view import Mark
from relay.hall.forms import Form
from relay.hall.policy import candidate_only
from relay.hall.units import open_look
from relay.journey.recollecting import (
    LONGEST_VIEW,
    find_interview,
    find_self_view,
    letter_was_opened,
    skip_self_view,
    was_held,
    write_self_view,
)
from relay.portal.candidate.aspects import ASPECTS, MARKS, fitting
from relay.portal.candidate.gap import marks_of
from relay.portal.candidate.shelf import to_look_back_on
from relay.portal.candidate.threads import LEVELS, rounds, threads
from relay.store.work import Work
from relay.vocabulary import Competency

blueprint = Blueprint("views", __name__)

# How many things a candidate can add at once to those that fit the job.
ADDED = (1, 2)


@blueprint.get("/views")
@candidate_only
def views() -> ResponseReturnValue:
    """Both views over interviews, and what can still be noted."""
    with open_look() as work:
        found = rounds(work)
        return render_template(
            "candidate/views.html",
            nav="letters",
            rounds=found,
            threads=threads(found),
            open_to=to_look_back_on(work),
            says=MARKS,
            levels=LEVELS,
        )


@blueprint.get("/views/<uuid:interview_id>")
@candidate_only
def view(interview_id: UUID) -> ResponseReturnValue:
    """How one interview went: the form, or what was noted once it is sealed."""
    return draw(interview_id)


@blueprint.post("/views/<uuid:interview_id>")
@candidate_only
def writing(interview_id: UUID) -> ResponseReturnValue:
    """Note it, in place of what was noted before."""
    form = Form()
    marks = read_marks(form)
    words = form.text("view_words", longest=LONGEST_VIEW, required=False)

    def act(work: Work) -> str:
        write_self_view(work, interview_id, marks=marks, words=words)
        return way_on(work, interview_id)

    return form.submit(act, lambda: draw(interview_id, form))


@blueprint.post("/views/<uuid:interview_id>/skip")
@candidate_only
def skip(interview_id: UUID) -> ResponseReturnValue:
    """Rather not."""

    def act(work: Work) -> str:
        skip_self_view(work, interview_id)
        return way_on(work, interview_id)

    form = Form()
    return form.submit(act, lambda: draw(interview_id, form))


def read_marks(form: Form) -> dict[Competency, Mark]:
    """What was marked, of the things on the page and of those that were added."""
    marks = {
        competency: form.choice(f"mark_{competency}", Mark)
        for competency in Competency
        if form.raw(f"mark_{competency}")
    }
    for place in ADDED:
        which, how = f"other_{place}", f"other_mark_{place}"
        if not form.raw(which) and not form.raw(how):
            continue
        competency, mark = form.choice(which, Competency), form.choice(how, Mark)
        form.say_what_is_missing(**{which: "Choose what it was.", how: "Choose how it went."})
        if which not in form.errors and competency in marks:
            form.errors[which] = f"You have \u201c{competency.label}\u201d already. Choose something else."
        marks.setdefault(competency, mark)
    return marks


def way_on(work: Work, interview_id: UUID) -> str:
    """To the letter that waits, or home."""
    waiting = work.one(
        select(Letter).where(Letter.interview_id == interview_id, Letter.state == LetterState.CLOSED)
    )
    if waiting is None:
        return url_for("letters.home", _anchor=f"interview-{interview_id}")
    return url_for("letters.letter", letter_id=waiting.id)


def draw(interview_id: UUID, form: Form | None = None) -> str:
    """The page of one view, with a form that came back."""
    with open_look() as work:
        interview = find_interview(work, interview_id)
        noted = find_self_view(work, interview_id)
        kept = marks_of(noted) if noted else {}
        values: Mapping[str, str] = (
            form.values
            if form
            else {f"mark_{competency}": mark.value for competency, mark in kept.items()}
            | {"view_words": noted.words if noted else ""}
        )
        fit = fitting(interview.job.title)
        listed = [*fit, *(one for one in ASPECTS if one not in fit and values.get(f"mark_{one}"))]
        letters = work.all(
            select(Letter).where(Letter.interview_id == interview_id).order_by(Letter.number.desc())
        )
        return render_template(
            "candidate/view.html",
            nav="letters",
            interview=interview,
            held=was_held(work, interview),
            sealed=letter_was_opened(work, interview_id),
            letter=next((letter for letter in letters if letter.standing), None),
            noted=noted,
            kept={ASPECTS[one].label: MARKS[mark] for one, mark in kept.items()},
            aspects=[ASPECTS[one] for one in listed],
            others=[(one.value, one.label) for one in ASPECTS if one not in listed],
            added=ADDED,
            answers=[(mark.value, words) for mark, words in MARKS.items()],
            longest=LONGEST_VIEW,
            values=values,
            adding=any(values.get(f"other_{place}") or values.get(f"other_mark_{place}") for place in ADDED),
            typed=form is not None and any(words.strip() for _, words in form.content),
            errors=form.errors if form else {},
        )
