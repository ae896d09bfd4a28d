"""Staff: who works here, inviting somebody, and changing a name or a role."""

from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.staff import Staff
from relay.hall.forms import Form
from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.journey.staffing import change_staff, invite_staff
from relay.portal.drawn import drawn, said, seen_version
from relay.reports.people import list_staff
from relay.store.work import Work
from relay.vocabulary import Role

blueprint = Blueprint("staff", __name__)
LABELS = {"name": "Name", "email": "E-mail address", "role": "Role"}
CHANGED = {"name": "Name", "role": "Role"}
ROLES = (
    ("recruiter", "Recruiter", "Takes down what clients say, reviews messages and relays them."),
    (
        "manager",
        "Manager",
        "Also watches coverage, decides on flagged messages and answers concerns about fairness.",
    ),
    (
        "administrator",
        "Administrator",
        "A recruiter who also watches coverage and looks after people, the agency and tokens. Flagged messages and concerns need a manager.",
    ),
)


@blueprint.get("/staff")
@staff_only(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Everybody who works here."""
    with open_look() as work:
        people = list_staff(work)
    return render_template("admin/staff.html", nav="staff", people=people)


@blueprint.get("/staff/new")
@staff_only(Role.ADMINISTRATOR)
def new() -> ResponseReturnValue:
    """The form for an invitation."""
    return draw_new()


@blueprint.post("/staff")
@staff_only(Role.ADMINISTRATOR)
def invite() -> ResponseReturnValue:
    """Invite somebody by mail."""
    form = Form()
    name, email = form.line("name", longest=120), form.address("email")
    role = form.choice("role", Role)

    def act(work: Work) -> str:
        invite_staff(work, name=name, email=email, role=role)
        return url_for("staff.index")

    return said(form.submit(act, lambda: draw_new(form)), f"An invitation is on its way to {email}.")


@blueprint.get("/staff/<uuid:staff_id>")
@staff_only(Role.ADMINISTRATOR)
def show(staff_id: UUID) -> ResponseReturnValue:
    """One person: their name and role, and what else can be done."""
    return draw_person(staff_id)


@blueprint.post("/staff/<uuid:staff_id>")
@staff_only(Role.ADMINISTRATOR)
def change(staff_id: UUID) -> ResponseReturnValue:
    """Set their name and role."""
    form = Form()
    name, role, version = form.line("name", longest=120), form.choice("role", Role), seen_version(form)

    def act(work: Work) -> str:
        change_staff(work, staff_id, name=name, role=role, version=version)
        return url_for("staff.index")

    return said(form.submit(act, lambda: draw_person(staff_id, form)), "Saved.")


def draw_new(form: Form | None = None) -> str:
    """The form for an invitation."""
    return render_template(
        "admin/invite.html", nav="staff", roles=ROLES, form=drawn(form, {"role": "recruiter"}, LABELS)
    )


def draw_person(staff_id: UUID, form: Form | None = None, errors: dict[str, str] | None = None) -> str:
    """The page of one person; `errors` are those of a step that is not this form's."""
    with open_look() as work:
        person = work.get(Staff, staff_id)
    return render_template(
        "admin/person.html",
        nav="staff",
        person=person,
        roles=ROLES,
        errors=errors or {},
        form=drawn(form, {"name": person.name, "role": person.role.value}, CHANGED, person.version),
    )
