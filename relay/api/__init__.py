"""SIDE DOOR. REST with marshmallow and OpenAPI, one file per noun."""

from flask import Flask

from relay.api import (
    candidates,
    clients,
    contacts,
    coverage,
    interviews,
    jobs,
    messages,
    notes,
    problems,
    requests,
    specification,
    staff,
    waivers,
)
from relay.hall.security import csrf, limiter

NOUNS = (interviews, requests, waivers, notes, messages, coverage, clients, contacts, jobs, candidates, staff)
MOST_REQUESTS = "1200 per minute"


def register(app: Flask) -> None:
    """Hang the API into the application. A bearer token comes with each request, so there is no session to forge."""
    problems.set_up(app)
    described = specification.set_up(app)
    for noun in NOUNS:
        csrf.exempt(noun.blueprint)
        limiter.limit(MOST_REQUESTS)(noun.blueprint)
        described.register_blueprint(noun.blueprint)
