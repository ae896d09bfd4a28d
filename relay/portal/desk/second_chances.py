"""Second chances: candidates who closed a gap, beside the open jobs where it once stood in the way."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from relay.domain.job import Job
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.portal.lists import asked_id
from relay.reports.second_chances import second_chances

blueprint = Blueprint("second_chances", __name__)
MOST_SHOWN = 200


@blueprint.get("/second-chances")
@everyone_on_staff
def index() -> ResponseReturnValue:
    """The list; `job` in the address narrows it to one job."""
    job_id = asked_id("job")
    with open_look() as work:
        found = second_chances(work, job_id)
        job = work.one(select(Job).where(Job.id == job_id)) if job_id else None
    return render_template(
        "desk/second_chances.html",
        nav="jobs",
        chances=found[:MOST_SHOWN],
        total=len(found),
        narrowed=job_id,
        job=job,
    )
