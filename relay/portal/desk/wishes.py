"""Wishes: what a candidate would like to hear about, and whether the client is asked for it."""

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.wish import Wish
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.asking import ask_by_link
from relay.journey.wishing import LONGEST_BECAUSE, decline_wish, pass_on_wish
from relay.portal.desk.dossier import reachable_contacts
from relay.store.material import load_interview
from relay.store.work import Work

blueprint = Blueprint("wishes", __name__)


@blueprint.get("/wishes/<uuid:wish_id>")
@everyone_on_staff
def show(wish_id: UUID) -> ResponseReturnValue:
    """What they chose, and who could be asked."""
    return draw(wish_id, Form())


def draw(wish_id: UUID, form: Form) -> str:
    """The page, with what was typed and what is wrong with it."""
    with open_look() as work:
        wish = work.get(Wish, wish_id)
        interview = load_interview(work, wish.interview_id)
        named, likely = reachable_contacts(work, interview)
    return render_template(
        "desk/wish.html",
        nav="today",
        wish=wish,
        interview=interview,
        contacts=list(named.items()),
        chosen=form.raw("contact_id") or likely,
        named=named,
        form=form,
        errors=form.errors,
        longest=LONGEST_BECAUSE,
    )


@blueprint.post("/wishes/<uuid:wish_id>/passing-on")
@everyone_on_staff
def pass_on(wish_id: UUID) -> ResponseReturnValue:
    """Ask a contact by link now, the aspects named in that mail and in each reminder."""
    form = Form()
    contact_id = form.id("contact_id")
    with_line = form.ticked("with_line")
    form.say_what_is_missing(contact_id="Choose who is asked.")

    def act(work: Work) -> str:
        wish = pass_on_wish(work, wish_id, contact_id=contact_id, with_line=with_line)
        ask_by_link(work, wish.interview_id, contact_id=contact_id)
        return url_for("interview.show", interview_id=wish.interview_id, _anchor="asked")

    answer = form.submit(act, lambda: draw(wish_id, form))
    if not form.errors:
        flash("They are being asked, and what to tell of is named.", "good")
    return answer


@blueprint.post("/wishes/<uuid:wish_id>/refusal")
@everyone_on_staff
def decline(wish_id: UUID) -> ResponseReturnValue:
    """Ask nobody, and say why; the guard's objection lands beside the field."""
    form = Form()
    because = form.text("because", longest=LONGEST_BECAUSE)
    form.say_what_is_missing(because="Say why. They read it.")

    def act(work: Work) -> str:
        wish = decline_wish(work, wish_id, because=because)
        return url_for("interview.show", interview_id=wish.interview_id)

    answer = form.submit(act, lambda: draw(wish_id, form))
    if not form.errors:
        flash("Told. They get a notice that their page says what became of it.", "good")
    return answer
