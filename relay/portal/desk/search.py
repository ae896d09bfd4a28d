"""Search: one line over candidates, clients and their people, jobs and interviews; and who just rang."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.portal.desk.standing import stand
from relay.portal.lists import asked_words
from relay.reports.callers import list_callers
from relay.reports.interviews import Sought, list_interviews
from relay.reports.records import list_candidates, list_clients, list_jobs

blueprint = Blueprint("search", __name__)
MOST = 10
MOST_CALLERS = 5


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
            callers=list_callers(work, words, size=MOST_CALLERS),
            candidates=list_candidates(work, words, size=MOST),
            clients=list_clients(work, words, size=MOST),
            jobs=list_jobs(work, words, size=MOST),
            interviews=interviews,
            standings=stand(interviews.rows, work.now),
        )
