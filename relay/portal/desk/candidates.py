"""Candidates: the list, the page of one with their interviews, and the form for their details."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.candidate import Candidate
from relay.domain.post import MailTopic, quiet_hours
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.hall.visitors import visitor
from relay.journey.registering import add_candidate, change_candidate
from relay.portal.desk.standing import stand
from relay.portal.drawn import drawn, said, seen_version
from relay.portal.lists import asked_id, asked_page, asked_words
from relay.portal.zones import zone_options
from relay.reports.doubles import former_records
from relay.reports.interviews import Sought, list_interviews
from relay.reports.records import list_candidates
from relay.reports.shared import shared_actions
from relay.store.work import Work

blueprint = Blueprint("candidates", __name__)
MAILS_OFF = {
    MailTopic.PROMISES: "when they will hear",
    MailTopic.ANSWERS: "answers",
    MailTopic.REMINDERS: "reminders",
}
LABELS = {"name": "Full name", "called": "Likes to be called", "email": "E-mail address", "zone": "Time zone"}


@blueprint.get("/candidates")
@everyone_on_staff
def index() -> ResponseReturnValue:
    """All candidates, by name."""
    words = asked_words()
    with open_look() as work:
        page = list_candidates(work, words, asked_page())
    return render_template("desk/records/candidates.html", nav="candidates", page=page, words=words)


@blueprint.get("/candidates/new")
@everyone_on_staff
def new() -> ResponseReturnValue:
    """The form for a candidate who is not known yet."""
    return draw_new()


@blueprint.post("/candidates")
@everyone_on_staff
def add() -> ResponseReturnValue:
    """Add a candidate, and go on to scheduling an interview if that was asked for."""
    form = Form()
    details = read(form)

    def act(work: Work) -> str:
        candidate = add_candidate(work, **details)
        if form.raw("then") == "schedule":
            return url_for("schedule.new", candidate=candidate.id, job=asked_id("job"))
        return url_for("candidates.show", candidate_id=candidate.id)

    return said(form.submit(act, lambda: draw_new(form)), f"{details['name']} is added.")


@blueprint.get("/candidates/<uuid:candidate_id>")
@everyone_on_staff
def show(candidate_id: UUID) -> ResponseReturnValue:
    """One candidate and their interviews; for a record that was merged, the one that was kept."""
    with open_look() as work:
        candidate = work.get(Candidate, candidate_id)
        if candidate.merged_into_id is not None:
            return redirect(url_for("candidates.show", candidate_id=candidate.merged_into_id), 303)
        interviews = list_interviews(work, Sought(candidate_id=candidate_id))
        return render_template(
            "desk/records/candidate.html",
            nav="candidates",
            person=candidate,
            mails_off=[MAILS_OFF[MailTopic(code)] for code in candidate.declined],
            hours=quiet_hours(candidate, work.agency),
            former=former_records(work, candidate_id),
            interviews=interviews,
            standings=stand(interviews.rows, work.now),
            worked_on=shared_actions(work, candidate_id),
        )


@blueprint.get("/candidates/<uuid:candidate_id>/change")
@everyone_on_staff
def change_form(candidate_id: UUID) -> ResponseReturnValue:
    """The form for a candidate's details."""
    return draw_change(candidate_id)


@blueprint.post("/candidates/<uuid:candidate_id>")
@everyone_on_staff
def change(candidate_id: UUID) -> ResponseReturnValue:
    """Set a candidate's details."""
    form = Form()
    details, version = read(form), seen_version(form)

    def act(work: Work) -> str:
        changed = change_candidate(work, candidate_id, **details, version=version)
        return url_for("candidates.show", candidate_id=changed.id)

    return said(form.submit(act, lambda: draw_change(candidate_id, form)), "Saved.")


def read(form: Form) -> dict[str, str]:
    """The details that were typed."""
    return {
        "name": form.line("name", longest=120),
        "called": form.line("called", longest=60, required=False),
        "email": form.address("email"),
        "zone": form.zone("zone"),
    }


def draw_new(form: Form | None = None) -> str:
    """The form for a new candidate, whose clocks are the agency's unless somebody says otherwise.

    `job` in the address says for which job an interview is being scheduled, where that led here.
    """
    filled = drawn(form, {"zone": visitor().signed_in.agency_zone}, LABELS)
    return render_template(
        "desk/records/candidate_form.html",
        nav="candidates",
        person=None,
        job_id=asked_id("job"),
        form=filled,
        zones=zone_options(filled.values["zone"]),
    )


def draw_change(candidate_id: UUID, form: Form | None = None) -> str:
    """The form for a known one."""
    with open_look() as work:
        candidate = work.get(Candidate, candidate_id)
    present = {name: str(getattr(candidate, name)) for name in LABELS}
    return render_template(
        "desk/records/candidate_form.html",
        nav="candidates",
        person=candidate,
        form=drawn(form, present, LABELS, candidate.version),
        zones=zone_options(candidate.zone),
    )
