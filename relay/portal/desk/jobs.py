"""Jobs: the list, the page of one with its interviews, its form, and closing it."""

from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.client import Client
from relay.domain.job import Job, JobState
from relay.domain.promise import MOST_PROMISE_DAYS
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.registering import add_job, change_job, close_job, reopen_job, set_job_terms
from relay.portal.desk.standing import stand
from relay.portal.drawn import drawn, said, seen_version
from relay.portal.lists import asked_choice, asked_id, asked_page, asked_words
from relay.reports.interviews import Sought, list_interviews
from relay.reports.records import client_names, list_jobs
from relay.store.work import Work

blueprint = Blueprint("jobs", __name__)
LABELS = {"client_id": "Client", "title": "Title"}
CHANGED = {"title": "Title", "promise_days": "Word within"}


@blueprint.get("/jobs")
@everyone_on_staff
def index() -> ResponseReturnValue:
    """All jobs, open ones first."""
    words, state = asked_words(), asked_choice("state", JobState)
    with open_look() as work:
        page = list_jobs(work, words, asked_page(), state=state)
    return render_template("desk/records/jobs.html", nav="jobs", page=page, words=words, state=state)


@blueprint.get("/jobs/new")
@everyone_on_staff
def new() -> ResponseReturnValue:
    """The form for a job that is not known yet."""
    return draw_new()


@blueprint.post("/jobs")
@everyone_on_staff
def add() -> ResponseReturnValue:
    """Add a job."""
    form = Form()
    client_id, title = form.id("client_id"), form.line("title", longest=120)

    def act(work: Work) -> str:
        return url_for("jobs.show", job_id=add_job(work, client_id, title=title).id)

    return said(form.submit(act, lambda: draw_new(form)), f"{title} is added.")


@blueprint.get("/jobs/<uuid:job_id>")
@everyone_on_staff
def show(job_id: UUID) -> ResponseReturnValue:
    """One job: whose it is and whom they have seen for it."""
    return draw_job(job_id)


@blueprint.get("/jobs/<uuid:job_id>/change")
@everyone_on_staff
def change_form(job_id: UUID) -> ResponseReturnValue:
    """The form for a job's title."""
    return draw_change(job_id)


@blueprint.post("/jobs/<uuid:job_id>")
@everyone_on_staff
def change(job_id: UUID) -> ResponseReturnValue:
    """Set a job's title."""
    form = Form()
    title, version = form.line("title", longest=120), seen_version(form)
    days = form.number_or_none("promise_days", least=1, most=MOST_PROMISE_DAYS)

    def act(work: Work) -> str:
        change_job(work, job_id, title=title, version=version)
        set_job_terms(work, job_id, promise_days=days)
        return url_for("jobs.show", job_id=job_id)

    return said(form.submit(act, lambda: draw_change(job_id, form)), "Saved.")


@blueprint.post("/jobs/<uuid:job_id>/closure")
@everyone_on_staff
def close(job_id: UUID) -> ResponseReturnValue:
    """Put nobody forward any more."""
    form = Form()

    def act(work: Work) -> str:
        return url_for("jobs.show", job_id=close_job(work, job_id).id)

    return said(form.submit(act, lambda: draw_job(job_id, form)), "The job is closed. Reopen it at any time.")


@blueprint.post("/jobs/<uuid:job_id>/reopening")
@everyone_on_staff
def reopen(job_id: UUID) -> ResponseReturnValue:
    """Put people forward again."""
    form = Form()

    def act(work: Work) -> str:
        return url_for("jobs.show", job_id=reopen_job(work, job_id).id)

    return said(form.submit(act, lambda: draw_job(job_id, form)), "The job is open again.")


def draw_job(job_id: UUID, form: Form | None = None) -> str:
    """The page of a job, with what was wrong with the last step, if anything was."""
    with open_look() as work:
        job = work.get(Job, job_id)
        interviews = list_interviews(work, Sought(job_id=job_id))
        return render_template(
            "desk/records/job.html",
            nav="jobs",
            job=job,
            client=work.get(Client, job.client_id),
            interviews=interviews,
            standings=stand(interviews.rows, work.now),
            errors=form.errors if form else {},
        )


def draw_new(form: Form | None = None) -> str:
    """The form for a new job; `client` in the address says whose it will be, and whose page led here."""
    with open_look() as work:
        options = [(str(client_id), name) for client_id, name in client_names(work)]
    present = {"client_id": str(asked_id("client") or "")}
    opener = next((option for option in options if option[0] == present["client_id"]), None)
    return render_template(
        "desk/records/job_form.html",
        nav="jobs",
        job=None,
        options=options,
        opener=opener,
        form=drawn(form, present, LABELS),
    )


def draw_change(job_id: UUID, form: Form | None = None) -> str:
    """The form for a known one."""
    with open_look() as work:
        job = work.get(Job, job_id)
        client = work.get(Client, job.client_id)
    return render_template(
        "desk/records/job_form.html",
        nav="jobs",
        job=job,
        client=client,
        form=drawn(
            form, {"title": job.title, "promise_days": str(job.promise_days or "")}, CHANGED, job.version
        ),
    )
