"""Interviews as a list: narrowed by what stands in the address, so that a view can be kept and sent."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from relay.domain.interview import InterviewState
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.portal.desk.standing import stand
from relay.portal.lists import asked_choice, asked_id, asked_page, asked_words, same_list
from relay.reports.interviews import ORDERS, USUAL, Lack, Sought, list_interviews
from relay.reports.people import recruiters
from relay.reports.records import client_names

blueprint = Blueprint("interviews", __name__)
STATES = (
    (InterviewState.SCHEDULED, "Scheduled"),
    (InterviewState.TOOK_PLACE, "Took place"),
    (InterviewState.CANCELLED, "Cancelled"),
    (InterviewState.NO_SHOW, "Did not come"),
)
LACKS = (
    (Lack.FEEDBACK, "Feedback from the client"),
    (Lack.REVIEW, "A review of the draft"),
    (Lack.CANDIDATE, "The candidate to open it"),
    (Lack.ANSWER, "An answer to a question"),
    (Lack.WORD, "Word that is late"),
)
ORDERED = {
    "-starts": "latest first",
    "starts": "earliest first",
    "due": "earliest promise first",
    "-due": "latest promise first",
}


@blueprint.get("/interviews")
@everyone_on_staff
def index() -> ResponseReturnValue:
    """The interviews that are asked for, latest first unless another order is."""
    sought = asked()
    order = request.args.get("sort", "")
    order = order if order in ORDERS else USUAL
    with open_look() as work:
        page = list_interviews(work, sought, order, asked_page())
        return render_template(
            "desk/records/interviews.html",
            nav="interviews",
            page=page,
            standings=stand(page.rows, work.now),
            sought=sought,
            narrowed=sought != Sought(),
            sort=order,
            ordered=ORDERED[order],
            usual=order == USUAL,
            sorting=same_list(sort="{sort}").replace("%7Bsort%7D", "{sort}"),
            states=STATES,
            lacks=LACKS,
            recruiters=[(person.id, person.name) for person in recruiters(work)],
            clients=client_names(work),
        )


def asked() -> Sought:
    """What the address asks for; a value that means nothing narrows nothing."""
    return Sought(
        words=asked_words(),
        state=asked_choice("state", InterviewState),
        lack=asked_choice("waits", Lack),
        recruiter_id=asked_id("recruiter"),
        client_id=asked_id("client"),
        candidate_id=asked_id("candidate"),
        job_id=asked_id("job"),
    )
