"""Candidates over the API, as the agency knows them. Nothing here is for candidates themselves."""

from typing import Any
from uuid import UUID

from flask import url_for
from marshmallow import fields
from sqlalchemy import select
from werkzeug.wrappers import Response

from relay.api.door import Made, Shown, etag, expect_version, make_once, noun
from relay.api.listing import Part, cut, listed
from relay.api.values import Address, Given, Line, Moment, Taken, Zone
from relay.domain.candidate import Candidate
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look, open_work
from relay.journey.registering import add_candidate, change_candidate
from relay.store.work import Work

blueprint = noun("Candidates", "The people who are put forward")


class CandidateTaken(Taken):
    """A candidate to be added: without `called` by their first name, without `zone` on the agency's clocks."""

    name = Line(longest=120, required=True)
    email = Address(required=True)
    called = Line(longest=60, empty=True, load_default="")
    zone = Zone(load_default="")


class CandidateChange(CandidateTaken):
    """A candidate as they should be from now on."""

    zone = Zone(required=True)


class CandidateGiven(Given):
    """A candidate. `erased_at` is when they had themselves erased, or null.

    `merged_into_id` is the record that was kept, where this one was merged into another: nothing is written to it any more, and
    the list leaves it out.
    """

    id = fields.UUID()
    name = fields.String()
    called = fields.String()
    email = fields.String()
    zone = fields.String()
    erased_at = Moment(allow_none=True)
    merged_into_id = fields.UUID(allow_none=True)


@blueprint.get("/candidates")
@everyone_on_staff
@blueprint.arguments(Part, location="query")
@blueprint.response(200, listed(CandidateGiven, "Candidates"))
def list_candidates(part: dict[str, Any]) -> dict[str, Any]:
    """All candidates"""
    with open_look() as work:
        rows, after = cut(work, Candidate, select(Candidate).where(Candidate.merged_into_id.is_(None)), part)
    return {"items": rows, "next": after}


@blueprint.post("/candidates")
@everyone_on_staff
@blueprint.arguments(CandidateTaken)
@blueprint.response(201, CandidateGiven)
def post_candidate(content: dict[str, Any]) -> Response:
    """Add a candidate"""

    def make(work: Work) -> Made:
        candidate = add_candidate(work, **content)
        address = url_for("Candidates.get_candidate", candidate_id=candidate.id)
        return Made(CandidateGiven().dump(candidate), address, candidate.version)

    return make_once(content, make)


@blueprint.get("/candidates/<uuid:candidate_id>")
@everyone_on_staff
@blueprint.response(200, CandidateGiven)
def get_candidate(candidate_id: UUID) -> Shown:
    """One candidate"""
    with open_look() as work:
        candidate = work.get(Candidate, candidate_id)
    return candidate, 200, etag(candidate.version)


@blueprint.put("/candidates/<uuid:candidate_id>")
@everyone_on_staff
@blueprint.arguments(CandidateChange)
@blueprint.response(200, CandidateGiven)
def put_candidate(content: dict[str, Any], candidate_id: UUID) -> Shown:
    """Change a candidate"""
    with open_work() as work:
        expect_version(work.get(Candidate, candidate_id))
        candidate = change_candidate(work, candidate_id, **content)
    return candidate, 200, etag(candidate.version)
