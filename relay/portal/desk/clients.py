"""Clients: the list, the page of one with its people, jobs and interviews, and the form for its name."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from relay.domain.client import Client
from relay.domain.promise import MOST_PROMISE_DAYS
from relay.domain.staff import StaffState
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.registering import add_client, change_client, set_client_terms
from relay.portal.desk.standing import stand
from relay.portal.drawn import drawn, said, seen_version
from relay.portal.lists import asked_page, asked_words
from relay.reports.client_record import client_record
from relay.reports.interviews import Sought, list_interviews
from relay.reports.people import list_staff
from relay.reports.records import list_clients, list_contacts, list_jobs
from relay.store.work import Work
from relay.vocabulary import RelayPolicy

blueprint = Blueprint("clients", __name__)
LABELS = {
    "name": "Name",
    "promise_days": "Word within",
    "owner_id": "Account owner",
    "relay_policy": "What candidates are told",
}
SHOWN = 20


@blueprint.get("/clients")
@everyone_on_staff
def index() -> ResponseReturnValue:
    """All clients, by name."""
    words = asked_words()
    with open_look() as work:
        page = list_clients(work, words, asked_page())
    return render_template("desk/records/clients.html", nav="clients", page=page, words=words)


@blueprint.get("/clients/new")
@everyone_on_staff
def new() -> ResponseReturnValue:
    """The form for a client that is not known yet."""
    return draw_new()


@blueprint.post("/clients")
@everyone_on_staff
def add() -> ResponseReturnValue:
    """Add a client."""
    form = Form()
    name = form.line("name", longest=120)

    def act(work: Work) -> str:
        return url_for("clients.show", client_id=add_client(work, name=name).id)

    return said(form.submit(act, lambda: draw_new(form)), f"{name} is added.")


@blueprint.get("/clients/<uuid:client_id>")
@everyone_on_staff
def show(client_id: UUID) -> ResponseReturnValue:
    """One client: whom to ask, what they are filling, whom they have seen."""
    with open_look() as work:
        client = work.get(Client, client_id)
        interviews = list_interviews(work, Sought(client_id=client_id), size=SHOWN)
        return render_template(
            "desk/records/client.html",
            nav="clients",
            client=client,
            contacts=list_contacts(work, client_id),
            jobs=list_jobs(work, client_id=client_id, size=SHOWN),
            interviews=interviews,
            standings=stand(interviews.rows, work.now),
        )


@blueprint.get("/clients/<uuid:client_id>/record")
@everyone_on_staff
def record(client_id: UUID) -> ResponseReturnValue:
    """How often and how soon a client answers: a page to print and take into a review with them."""
    form = Form(request.args)
    typed = {name: form.raw(name).strip() for name in ("from", "to")}
    first, last = (form.day(name) if typed[name] else None for name in ("from", "to"))
    if not form.errors and first and last and last < first:
        form.errors["to"] = "Choose a day that is not before the first one."
    wanted = (None, None) if form.errors else (first, last)
    with open_look() as work:
        page = render_template(
            "desk/records/record.html",
            nav="clients",
            record=client_record(work, client_id, *wanted),
            typed=typed,
            errors=form.errors,
        )
    return page, 422 if form.errors else 200


@blueprint.get("/clients/<uuid:client_id>/change")
@everyone_on_staff
def change_form(client_id: UUID) -> ResponseReturnValue:
    """The form for a client's name."""
    return draw_change(client_id)


@blueprint.post("/clients/<uuid:client_id>")
@everyone_on_staff
def change(client_id: UUID) -> ResponseReturnValue:
    """Set a client's name."""
    form = Form()
    name, version = form.line("name", longest=120), seen_version(form)
    days = form.number_or_none("promise_days", least=1, most=MOST_PROMISE_DAYS)
    owner_id = form.id_or_none("owner_id")
    policy = form.choice("relay_policy", RelayPolicy) if form.raw("relay_policy") else None

    def act(work: Work) -> str:
        change_client(work, client_id, name=name, version=version)
        set_client_terms(work, client_id, promise_days=days, owner_id=owner_id, relay_policy=policy)
        return url_for("clients.show", client_id=client_id)

    return said(form.submit(act, lambda: draw_change(client_id, form)), "Saved.")


def draw_new(form: Form | None = None) -> str:
    """The form for a new client."""
    return render_template(
        "desk/records/client_form.html", nav="clients", client=None, form=drawn(form, {}, LABELS)
    )


def draw_change(client_id: UUID, form: Form | None = None) -> str:
    """The form for a known one."""
    with open_look() as work:
        client = work.get(Client, client_id)
        staff = [(str(one.id), one.name) for one in list_staff(work) if one.state is StaffState.ACTIVE]
    present = {
        "name": client.name,
        "promise_days": str(client.promise_days or ""),
        "owner_id": str(client.owner_id or ""),
        "relay_policy": client.relay_policy.value,
    }
    return render_template(
        "desk/records/client_form.html",
        nav="clients",
        client=client,
        staff=staff,
        policies=[(policy.value, policy.label) for policy in RelayPolicy],
        form=drawn(form, present, LABELS, client.version),
    )
