"""Search: one line over candidates, clients, jobs and interviews."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.portal.desk.standing import stand
from relay.portal.lists import asked_words
from relay.reports.interviews import Sought, list_interviews
from relay.reports.records import list_candidates, list_clients, list_jobs

blueprint = Blueprint("search", __name__)
MOST = 10


@blueprint.get("/search")
@everyone_on_staff
def index() -> ResponseReturnValue:
    """What was found of each kind, a few of each with the way to all of them."""
    words = asked_words()
    if not words:
        return render_template("desk/records/search.html", nav="search", words="")
    with open_look() as work:
        interviews = list_interviews(work, Sought(words=words), size=MOST)
        return render_template(
            "desk/records/search.html",
            nav="search",
            words=words,
            candidates=list_candidates(work, words, size=MOST),
            clients=list_clients(work, words, size=MOST),
            jobs=list_jobs(work, words, size=MOST),
            interviews=interviews,
            standings=stand(interviews.rows, work.now),
        )
