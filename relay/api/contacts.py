"""Contacts over the API: the people at a client."""

from typing import Any
from uuid import UUID

from flask import url_for
from marshmallow import fields
from sqlalchemy import select
from werkzeug.wrappers import Response

from relay.api.door import Made, Shown, etag, expect_version, make_once, noun
from relay.api.listing import Part, cut, listed
from relay.api.values import Address, Given, Line, Taken
from relay.domain.client import Client, Contact
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look, open_work
from relay.journey.registering import add_contact, change_contact
from relay.store.work import Work

blueprint = noun("Contacts", "The people at a client: hiring managers and interviewers")


class ContactTaken(Taken):
    """What is said of a contact. Address and telephone may be left out."""

    name = Line(longest=120, required=True)
    email = Address(empty=True, load_default="")
    phone = Line(longest=40, empty=True, load_default="")


class ContactGiven(Given):
    """A contact."""

    id = fields.UUID()
    client_id = fields.UUID()
    name = fields.String()
    email = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)


@blueprint.get("/clients/<uuid:client_id>/contacts")
@everyone_on_staff
@blueprint.arguments(Part, location="query")
@blueprint.response(200, listed(ContactGiven, "Contacts"))
def list_contacts(part: dict[str, Any], client_id: UUID) -> dict[str, Any]:
    """All contacts of a client"""
    with open_look() as work:
        work.get(Client, client_id)
        rows, after = cut(work, Contact, select(Contact).where(Contact.client_id == client_id), part)
    return {"items": rows, "next": after}


@blueprint.post("/clients/<uuid:client_id>/contacts")
@everyone_on_staff
@blueprint.arguments(ContactTaken)
@blueprint.response(201, ContactGiven)
def post_contact(content: dict[str, Any], client_id: UUID) -> Response:
    """Add a contact"""

    def make(work: Work) -> Made:
        contact = add_contact(work, client_id, **content)
        address = url_for("Contacts.get_contact", contact_id=contact.id)
        return Made(ContactGiven().dump(contact), address, contact.version)

    return make_once(content, make)


@blueprint.get("/contacts/<uuid:contact_id>")
@everyone_on_staff
@blueprint.response(200, ContactGiven)
def get_contact(contact_id: UUID) -> Shown:
    """One contact"""
    with open_look() as work:
        contact = work.get(Contact, contact_id)
    return contact, 200, etag(contact.version)


@blueprint.put("/contacts/<uuid:contact_id>")
@everyone_on_staff
@blueprint.arguments(ContactTaken)
@blueprint.response(200, ContactGiven)
def put_contact(content: dict[str, Any], contact_id: UUID) -> Shown:
    """Change a contact"""
    with open_work() as work:
        expect_version(work.get(Contact, contact_id))
        contact = change_contact(work, contact_id, **content)
    return contact, 200, etag(contact.version)
