"""Jobs over the API: the roles that are being filled."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import url_for
from marshmallow import fields
from sqlalchemy import select
from werkzeug.wrappers import Response

from relay.api.door import Made, Shown, etag, expect_version, make_once, noun
from relay.api.listing import Part, cut, listed
from relay.api.values import Given, Id, Line, Taken
from relay.domain.job import Job, JobState
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look, open_work
from relay.journey.registering import add_job, change_job, close_job, reopen_job
from relay.store.work import Work

blueprint = noun("Jobs", "The roles that are being filled")


class JobPart(Part):
    """Which jobs."""

    client_id = Id()


class JobChange(Taken):
    """What can be changed of a job."""

    title = Line(longest=120, required=True)


class JobTaken(JobChange):
    """A job to be added."""

    client_id = Id(required=True)


class JobGiven(Given):
    """A job."""

    id = fields.UUID()
    client_id = fields.UUID()
    title = fields.String()
    state = fields.Enum(JobState, by_value=True)


@blueprint.get("/jobs")
@everyone_on_staff
@blueprint.arguments(JobPart, location="query")
@blueprint.response(200, listed(JobGiven, "Jobs"))
def list_jobs(part: dict[str, Any]) -> dict[str, Any]:
    """All jobs, or those of one client"""
    statement = select(Job)
    if "client_id" in part:
        statement = statement.where(Job.client_id == part["client_id"])
    with open_look() as work:
        rows, after = cut(work, Job, statement, part)
    return {"items": rows, "next": after}


@blueprint.post("/jobs")
@everyone_on_staff
@blueprint.arguments(JobTaken)
@blueprint.response(201, JobGiven)
def post_job(content: dict[str, Any]) -> Response:
    """Add a job"""

    def make(work: Work) -> Made:
        job = add_job(work, **content)
        return Made(JobGiven().dump(job), url_for("Jobs.get_job", job_id=job.id), job.version)

    return make_once(content, make)


@blueprint.get("/jobs/<uuid:job_id>")
@everyone_on_staff
@blueprint.response(200, JobGiven)
def get_job(job_id: UUID) -> Shown:
    """One job"""
    with open_look() as work:
        job = work.get(Job, job_id)
    return job, 200, etag(job.version)


@blueprint.put("/jobs/<uuid:job_id>")
@everyone_on_staff
@blueprint.arguments(JobChange)
@blueprint.response(200, JobGiven)
def put_job(content: dict[str, Any], job_id: UUID) -> Shown:
    """Change a job"""
    with open_work() as work:
        expect_version(work.get(Job, job_id))
        job = change_job(work, job_id, **content)
    return job, 200, etag(job.version)


@blueprint.put("/jobs/<uuid:job_id>/closure")
@everyone_on_staff
@blueprint.response(200, JobGiven)
def put_closure(job_id: UUID) -> Shown:
    """Close a job"""
    return move(job_id, JobState.CLOSED, close_job)


@blueprint.delete("/jobs/<uuid:job_id>/closure")
@everyone_on_staff
@blueprint.response(200, JobGiven)
def delete_closure(job_id: UUID) -> Shown:
    """Open a job again"""
    return move(job_id, JobState.OPEN, reopen_job)


def move(job_id: UUID, state: JobState, step: Callable[[Work, UUID], Job]) -> Shown:
    """Bring a job into a state; where it is there already, nothing happens."""
    with open_work() as work:
        job = work.get(Job, job_id)
        expect_version(job)
        if job.state is not state:
            step(work, job_id)
    return job, 200, etag(job.version)
