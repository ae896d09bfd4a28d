"""Thanks: what a candidate would like the interviewers to hear, and whether it goes to them."""

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.thanks import Thanks
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.thanking import keep_back_thanks, pass_on_thanks
from relay.portal.desk.dossier import reachable_contacts
from relay.store.material import load_interview
from relay.store.work import Work

blueprint = Blueprint("thanks", __name__)


@blueprint.get("/thanks/<uuid:thanks_id>")
@everyone_on_staff
def show(thanks_id: UUID) -> ResponseReturnValue:
    """The candidate's words, and who they could go to."""
    return draw(thanks_id, Form())


def draw(thanks_id: UUID, form: Form) -> str:
    """The page, with what was chosen and what is wrong with it."""
    with open_look() as work:
        thanks = work.get(Thanks, thanks_id)
        interview = load_interview(work, thanks.interview_id)
        named, likely = reachable_contacts(work, interview)
    return render_template(
        "desk/thanks.html",
        nav="today",
        thanks=thanks,
        interview=interview,
        contacts=list(named.items()),
        chosen=form.raw("contact_id") or likely,
        named=named,
        errors=form.errors,
    )


@blueprint.post("/thanks/<uuid:thanks_id>/passing-on")
@everyone_on_staff
def pass_on(thanks_id: UUID) -> ResponseReturnValue:
    """Have it mailed."""
    form = Form()
    contact_id = form.id("contact_id")

    def act(work: Work) -> str:
        thanks = pass_on_thanks(work, thanks_id, contact_id=contact_id)
        return url_for("interview.show", interview_id=thanks.interview_id)

    answer = form.submit(act, lambda: draw(thanks_id, form))
    if not form.errors:
        flash("Passed on.", "good")
    return answer


@blueprint.post("/thanks/<uuid:thanks_id>/keeping-back")
@everyone_on_staff
def keep_back(thanks_id: UUID) -> ResponseReturnValue:
    """Leave it where it is."""
    form = Form()

    def act(work: Work) -> str:
        return url_for("interview.show", interview_id=keep_back_thanks(work, thanks_id).interview_id)

    return form.submit(act, lambda: draw(thanks_id, form))
