"""Clients over the API."""

from typing import Any
from uuid import UUID

from flask import url_for
from marshmallow import fields
from sqlalchemy import select
from werkzeug.wrappers import Response

from relay.api.door import Made, Shown, etag, expect_version, make_once, noun
from relay.api.listing import Part, cut, listed
from relay.api.values import Given, Line, Taken
from relay.domain.client import Client
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look, open_work
from relay.journey.registering import add_client, change_client
from relay.store.work import Work

blueprint = noun("Clients", "The hiring companies")


class ClientTaken(Taken):
    """What is said of a client."""

    name = Line(longest=120, required=True)


class ClientGiven(Given):
    """A client."""

    id = fields.UUID()
    name = fields.String()


@blueprint.get("/clients")
@everyone_on_staff
@blueprint.arguments(Part, location="query")
@blueprint.response(200, listed(ClientGiven, "Clients"))
def list_clients(part: dict[str, Any]) -> dict[str, Any]:
    """All clients"""
    with open_look() as work:
        rows, after = cut(work, Client, select(Client), part)
    return {"items": rows, "next": after}


@blueprint.post("/clients")
@everyone_on_staff
@blueprint.arguments(ClientTaken)
@blueprint.response(201, ClientGiven)
def post_client(content: dict[str, Any]) -> Response:
    """Add a client"""

    def make(work: Work) -> Made:
        client = add_client(work, **content)
        address = url_for("Clients.get_client", client_id=client.id)
        return Made(ClientGiven().dump(client), address, client.version)

    return make_once(content, make)


@blueprint.get("/clients/<uuid:client_id>")
@everyone_on_staff
@blueprint.response(200, ClientGiven)
def get_client(client_id: UUID) -> Shown:
    """One client"""
    with open_look() as work:
        client = work.get(Client, client_id)
    return client, 200, etag(client.version)


@blueprint.put("/clients/<uuid:client_id>")
@everyone_on_staff
@blueprint.arguments(ClientTaken)
@blueprint.response(200, ClientGiven)
def put_client(content: dict[str, Any], client_id: UUID) -> Shown:
    """Change a client"""
    with open_work() as work:
        expect_version(work.get(Client, client_id))
        client = change_client(work, client_id, **content)
    return client, 200, etag(client.version)
