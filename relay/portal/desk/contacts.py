"""Contacts: the people at a client. They are listed on their client's page; here are the forms."""

from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.client import Client, Contact
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.registering import add_contact, change_contact
from relay.portal.drawn import drawn, said, seen_version
from relay.portal.zones import zone_options
from relay.store.work import Work

blueprint = Blueprint("contacts", __name__)
LABELS = {"name": "Name", "email": "E-mail address", "phone": "Telephone"}


@blueprint.get("/clients/<uuid:client_id>/contacts/new")
@everyone_on_staff
def new(client_id: UUID) -> ResponseReturnValue:
    """The form for somebody at a client."""
    return draw_new(client_id)


@blueprint.post("/clients/<uuid:client_id>/contacts")
@everyone_on_staff
def add(client_id: UUID) -> ResponseReturnValue:
    """Add somebody at a client."""
    form = Form()
    details = read(form)

    def act(work: Work) -> str:
        add_contact(work, client_id, **details)
        return url_for("clients.show", client_id=client_id)

    return said(form.submit(act, lambda: draw_new(client_id, form)), f"{details['name']} is added.")


@blueprint.get("/contacts/<uuid:contact_id>/change")
@everyone_on_staff
def change_form(contact_id: UUID) -> ResponseReturnValue:
    """The form for a contact's details."""
    return draw_change(contact_id)


@blueprint.post("/contacts/<uuid:contact_id>")
@everyone_on_staff
def change(contact_id: UUID) -> ResponseReturnValue:
    """Set a contact's details."""
    form = Form()
    details, version = read(form), seen_version(form)

    def act(work: Work) -> str:
        contact = change_contact(work, contact_id, **details, version=version)
        return url_for("clients.show", client_id=contact.client_id)

    return said(form.submit(act, lambda: draw_change(contact_id, form)), "Saved.")


def read(form: Form) -> dict[str, str]:
    """The details that were typed."""
    return {
        "name": form.line("name", longest=120),
        "email": form.address("email", required=False),
        "phone": form.line("phone", longest=40, required=False),
        "zone": form.zone("zone") if form.raw("zone") else "",
    }


def draw_new(client_id: UUID, form: Form | None = None) -> str:
    """The form for a new contact."""
    with open_look() as work:
        client = work.get(Client, client_id)
    return render_template(
        "desk/records/contact_form.html",
        nav="clients",
        client=client,
        contact=None,
        form=drawn(form, {}, LABELS),
        zones=zone_options(),
    )


def draw_change(contact_id: UUID, form: Form | None = None) -> str:
    """The form for a known one."""
    with open_look() as work:
        contact = work.get(Contact, contact_id)
        client = work.get(Client, contact.client_id)
    present = {
        "name": contact.name,
        "email": contact.email or "",
        "phone": contact.phone or "",
        "zone": contact.zone or "",
    }
    return render_template(
        "desk/records/contact_form.html",
        nav="clients",
        client=client,
        contact=contact,
        form=drawn(form, present, LABELS, contact.version),
        zones=zone_options(contact.zone or ""),
    )
