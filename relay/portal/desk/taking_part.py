"""Taking part: who sits on the client's side of an interview, changed after it was scheduled."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from relay.domain.request import ASKED, Request
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.scheduling import change_contacts
from relay.portal.drawn import drawn, said, seen_version
from relay.reports.records import list_contacts
from relay.store.material import load_interview
from relay.store.work import Work

blueprint = Blueprint("taking_part", __name__)
LABELS = {"contact_ids": "Contacts"}


@blueprint.get("/interviews/<uuid:interview_id>/contacts")
@everyone_on_staff
def show(interview_id: UUID) -> ResponseReturnValue:
    """The form: everybody at the client, those who take part ticked."""
    return draw(interview_id)


@blueprint.post("/interviews/<uuid:interview_id>/contacts")
@everyone_on_staff
def change(interview_id: UUID) -> ResponseReturnValue:
    """Say anew who takes part; whoever is left out is asked no more."""
    form = Form()
    contact_ids, version = form.ids("contact_ids"), seen_version(form)

    def act(work: Work) -> str:
        changed = change_contacts(work, interview_id, contact_ids, version=version)
        return f"{request.script_root}/interviews/{changed.id}"

    words = "Saved. Whoever was left out is asked no more."
    return said(form.submit(act, lambda: draw(interview_id, form)), words)


def draw(interview_id: UUID, form: Form | None = None) -> str:
    """The form, as it is or as it was sent."""
    with open_look() as work:
        interview = load_interview(work, interview_id)
        taking_part = {str(contact.id) for contact in interview.contacts}
        waiting = waiting_for(work, interview_id)
        options = [
            (str(contact.id), contact.name, waiting.get(contact.id, contact.email or "No e-mail address"))
            for contact in list_contacts(work, interview.job.client_id)
        ]
        return render_template(
            "desk/records/taking_part.html",
            nav="interviews",
            interview=interview,
            options=options,
            chosen=form.values.getlist("contact_ids") if form else taking_part,
            form=drawn(form, {}, {}, interview.version),
            labels=LABELS,
        )


def waiting_for(work: Work, interview_id: UUID) -> Mapping[UUID, str]:
    """Of each contact who is being asked, what unticking them does."""
    asked = select(Request).where(Request.interview_id == interview_id, Request.state.in_(ASKED))
    return {
        row.contact_id: "Asked and not answered yet. Left out, they are asked no more, and their link ends."
        for row in work.all(asked)
    }
