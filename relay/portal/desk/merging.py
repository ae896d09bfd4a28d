"""Merging: one person who is in the books twice; which record it is, what is kept of both, and then one record of two."""

from enum import StrEnum
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.candidate import Candidate
from relay.domain.errors import NotFoundError
from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.merging import Known, Seen, merge_candidates
from relay.portal.drawn import LOST, said, seen_version
from relay.portal.lists import asked_id, asked_words
from relay.reports.doubles import MOST, belongings, namesakes
from relay.reports.records import list_candidates
from relay.store.work import Work

blueprint = Blueprint("merging", __name__)
LABELS = {"name": "Full name", "called": "Likes to be called", "email": "E-mail address", "zone": "Time zone"}


class Kept(StrEnum):
    """Of which record a detail is kept."""

    THIS = "this"
    OTHER = "other"


@blueprint.get("/candidates/<uuid:candidate_id>/merger")
@everyone_on_staff
def show(candidate_id: UUID) -> ResponseReturnValue:
    """First which record is the same person; then both side by side."""
    other_id = asked_id("with")
    with open_look() as work:
        person = work.get(Candidate, candidate_id)
        other = work.get(Candidate, other_id) if other_id is not None else None
    if person.merged_into_id is not None:
        return redirect(url_for("candidates.show", candidate_id=person.merged_into_id), 303)
    if other is None or other.id == person.id or other.merged_into_id is not None:
        return draw_search(person, gone=other is not None)
    return draw_both(person.id, other.id)


@blueprint.post("/candidates/<uuid:candidate_id>/merger")
@everyone_on_staff
def merge(candidate_id: UUID) -> ResponseReturnValue:
    """Make one record of the two that were shown."""
    form = Form()
    other_id = form.id("other_id")
    kept = {name: form.choice(name, Kept) for name in LABELS}
    form.say_what_is_missing(**dict.fromkeys(LABELS, "Choose which of the two is kept."))
    seen = Seen(kept=seen_version(form), absorbed=seen_other(form))

    def act(work: Work) -> str:
        person, other = work.get(Candidate, candidate_id), work.get(Candidate, other_id)
        chosen = {
            name: str(getattr(other if side is Kept.OTHER else person, name)) for name, side in kept.items()
        }
        merge_candidates(work, house().secrets, person.id, other.id, known=Known(**chosen), seen=seen)
        return url_for("candidates.show", candidate_id=person.id)

    words = "The two records are one now. Everything of both stands here."
    return said(form.submit(act, lambda: draw_both(candidate_id, other_id, form)), words)


def seen_other(form: Form) -> int:
    """The version of the other record that the form was drawn over."""
    digits = form.raw("other_version")
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        return int(digits)
    form.errors[""] = LOST
    return 0


def draw_search(person: Candidate, *, gone: bool) -> str:
    """Who it may be: namesakes first, or whoever was searched for."""
    words = asked_words()
    with open_look() as work:
        found = list_candidates(work, words, size=MOST).rows if words else namesakes(work, person)
    return render_template(
        "desk/records/merger_who.html",
        nav="candidates",
        person=person,
        words=words,
        found=[row for row in found if row.id != person.id],
        gone=gone,
    )


def draw_both(candidate_id: UUID, other_id: UUID, form: Form | None = None) -> str:
    """Both records side by side, what is kept of each, and what moves. Raises NotFoundError for a record of nobody here."""
    with open_look() as work:
        person = work.get(Candidate, candidate_id)
        if other_id == UUID(int=0):
            raise NotFoundError("That candidate")
        other = work.get(Candidate, other_id)
        stands = belongings(work, person.id), belongings(work, other.id)
    values = dict.fromkeys(LABELS, Kept.THIS.value)
    if form is not None:
        values = {name: form.raw(name) for name in LABELS}
    return render_template(
        "desk/records/merger.html",
        nav="candidates",
        person=person,
        other=other,
        labels=LABELS,
        values=values,
        errors=form.errors if form else {},
        moves=[
            (words, here, stands[1][words]) for words, here in stands[0].items() if here or stands[1][words]
        ],
    )
