"""Scheduling an interview, and moving one.

Who it is with comes first, then the job, because the contacts to choose from are the job's client's. A form that was filled
in for one job and sent with another comes back with the right people to choose from; nothing typed is lost.
"""

from datetime import date, time
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError, MoveError
from relay.domain.interview import Interview, InterviewState
from relay.domain.job import Job
from relay.hall.forms import Form, as_id
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.hall.visitors import visitor
from relay.journey.scheduling import LONGEST_INTERVIEW, Appointment, move_interview, schedule_interview
from relay.portal.drawn import DrawnForm, drawn, said, seen_version
from relay.portal.lists import asked_id, asked_words
from relay.portal.zones import zone_options
from relay.reports.people import recruiters
from relay.reports.records import list_candidates, list_contacts, newest_candidates, open_jobs
from relay.store.material import load_interview
from relay.store.work import Work

blueprint = Blueprint("schedule", __name__)
WHEN = {"day": "Date", "time": "Start", "zone": "Time zone", "minutes": "Minutes"}
LABELS = {"job_id": "Job", "stage": "Stage", **WHEN, "recruiter_id": "Recruiter"}
# Written as they stand in the middle of a sentence, which is where the candidate's letter has them.
STAGES = ("telephone screening", "first interview", "second interview", "technical interview", "final panel")


@blueprint.get("/interviews/new")
@everyone_on_staff
def new() -> ResponseReturnValue:
    """First who it is with; then, for a candidate, the form."""
    candidate_id = asked_id("candidate")
    return draw_who() if candidate_id is None else draw_new(candidate_id)


@blueprint.post("/interviews")
@everyone_on_staff
def add() -> ResponseReturnValue:
    """Schedule the interview, or give the form back with the contacts of the job that was chosen."""
    form = Form()
    candidate_id, job_id, recruiter_id = form.id("candidate_id"), form.id("job_id"), form.id("recruiter_id")
    stage, contact_ids = form.line("stage", longest=80), form.ids("contact_ids")
    appointment = read_appointment(form)
    if "candidate_id" in form.errors:
        return draw_who(), 422
    if form.raw("step") == "job":
        return draw_new(candidate_id, form, quiet=True)
    if job_id.int and form.raw("contacts_of") != str(job_id) and has_contacts(job_id):
        form.errors["contact_ids"] = "Choose who of this client takes part, or nobody, and go on."

    def act(work: Work) -> str:
        interview = schedule_interview(
            work,
            candidate_id=candidate_id,
            job_id=job_id,
            recruiter_id=recruiter_id,
            stage=stage,
            appointment=appointment,
            contact_ids=contact_ids,
        )
        return f"{request.script_root}/interviews/{interview.id}"

    return said(form.submit(act, lambda: draw_new(candidate_id, form)), "The interview is scheduled.")


@blueprint.get("/interviews/<uuid:interview_id>/time")
@everyone_on_staff
def time_form(interview_id: UUID) -> ResponseReturnValue:
    """The form for another time."""
    return draw_time(interview_id)


@blueprint.post("/interviews/<uuid:interview_id>/time")
@everyone_on_staff
def move(interview_id: UUID) -> ResponseReturnValue:
    """Give an interview another time; its promise follows."""
    form = Form()
    appointment, version = read_appointment(form), seen_version(form)

    def act(work: Work) -> str:
        moved = move_interview(work, interview_id, appointment, version=version)
        return f"{request.script_root}/interviews/{moved.id}"

    return said(form.submit(act, lambda: draw_time(interview_id, form)), "The interview has its new time.")


def read_appointment(form: Form) -> Appointment:
    """The time that was typed, as clocks on the wall show it."""
    day, begin = form.checked("day", date(2000, 1, 1), read_day), form.checked("time", time(9), read_time)
    minutes = form.number("minutes", least=1, most=LONGEST_INTERVIEW)
    return Appointment(f"{day}T{begin:%H:%M}", form.zone("zone"), minutes)


def read_day(typed: str) -> date:
    """A date within the years that interviews can have. Raises InvalidError."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        raise InvalidError("day", "Enter a date, such as 24 November 2026.") from None
    if not 2000 <= day.year <= 2100:
        raise InvalidError("day", "Enter a date between the years 2000 and 2100.")
    return day


def read_time(typed: str) -> time:
    """A time of day to the minute. Raises InvalidError."""
    try:
        begin = time.fromisoformat(typed.strip())
    except ValueError:
        raise InvalidError("time", "Enter a time, such as 14:00.") from None
    if begin.tzinfo is not None:
        raise InvalidError("time", "Enter a time, such as 14:00, and choose the zone beside it.")
    return begin.replace(second=0, microsecond=0)


def has_contacts(job_id: UUID) -> bool:
    """Whether anybody is known at the job's client. Raises NotFoundError."""
    with open_look() as work:
        return bool(list_contacts(work, work.get(Job, job_id).client_id))


def draw_who() -> str:
    """Who is it with: a search, or those who were added last."""
    words, job_id = asked_words(), asked_id("job")
    with open_look() as work:
        job = work.get(Job, job_id) if job_id else None
        found = list_candidates(work, words, size=20).rows if words else newest_candidates(work)
    return render_template(
        "desk/records/schedule_who.html", nav="interviews", found=found, words=words, job=job
    )


def draw_new(candidate_id: UUID, form: Form | None = None, *, quiet: bool = False) -> str:
    """The form for a candidate's interview; `quiet` when it was sent only to see a job's contacts."""
    filled = drawn(form, opening_values(), LABELS)
    if quiet:
        filled = DrawnForm(filled.values)
    with open_look() as work:
        job = find_job(work, filled.values["job_id"])
        return render_template(
            "desk/records/schedule.html",
            nav="interviews",
            person=work.get(Candidate, candidate_id),
            form=filled,
            job=job,
            jobs=open_jobs(work, job.id if job else None),
            contacts=list_contacts(work, job.client_id) if job else [],
            chosen=form.values.getlist("contact_ids") if form else [],
            recruiters=[(str(person.id), person.name) for person in recruiters(work)],
            zones=zone_options(),
            stages=STAGES,
        )


def opening_values() -> dict[str, str]:
    """What the form holds when it is opened; the job may stand in the address."""
    return {
        "job_id": str(asked_id("job_id") or asked_id("job") or ""),
        "stage": "",
        "day": "",
        "time": "",
        "zone": visitor().signed_in.agency_zone,
        "minutes": "60",
        "recruiter_id": str(visitor().staff.id),
    }


def find_job(work: Work, typed: str) -> Job | None:
    """The job that was chosen, if it is one of this agency's."""
    try:
        job_id = as_id("job_id", typed)
    except InvalidError:
        return None
    return work.get(Job, job_id)


def draw_time(interview_id: UUID, form: Form | None = None) -> str:
    """The form for another time. Raises MoveError where the interview does not lie ahead."""
    with open_look() as work:
        interview = load_interview(work, interview_id)
        if form is None and interview.state is not InterviewState.SCHEDULED:
            raise MoveError(
                "Only an interview that is scheduled can be moved. If it was called off, put it back on first."
            )
        return render_template(
            "desk/records/move.html",
            nav="interviews",
            interview=interview,
            form=drawn(form, appointed(interview), WHEN, interview.version),
            zones=zone_options(interview.zone),
        )


def appointed(interview: Interview) -> dict[str, str]:
    """The time that an interview has."""
    day, _, begin = interview.wall_start.partition("T")
    minutes = (interview.ends_at - interview.starts_at).total_seconds() // 60
    return {"day": day, "time": begin[:5], "zone": interview.zone, "minutes": str(int(minutes))}
