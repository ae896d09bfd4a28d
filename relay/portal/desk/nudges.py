"""Nudges: a candidate is reminded of a letter with which nothing happened, once and by a person's choice."""

from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue

from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.journey.nudging import nudge_candidate
from relay.portal.desk.interview import draw
from relay.store.work import Work

blueprint = Blueprint("nudges", __name__)


@blueprint.post("/interviews/<uuid:interview_id>/nudge")
@everyone_on_staff
def nudge(interview_id: UUID) -> ResponseReturnValue:
    """Have a notice sent that says nothing of the letter, and come back to where the button stood."""
    form = Form()
    back = (
        url_for("today.today")
        if form.raw("from") == "today"
        else url_for("interview.show", interview_id=interview_id)
    )

    def act(work: Work) -> str:
        nudge_candidate(work, interview_id)
        return back

    answer = form.submit(act, lambda: draw(interview_id, form))
    if not form.errors:
        flash("A kind reminder is on its way. It is the only one for this letter.", "good")
    return answer
