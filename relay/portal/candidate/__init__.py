"""The candidate's side: letters, answers and a plan.

Only letters and what the candidate made may be queried from here (docs/decisions/0003-the-wall-is-in-the-schema.md);
tests/house/test_wall.py follows every name this folder uses.
"""

from flask import Flask
from werkzeug.wrappers import Response

from relay.portal.candidate import (
    door,
    erasure,
    journal,
    kit,
    letters,
    mine,
    paper,
    passkeys,
    plan,
    playbook,
    practise,
    record,
    sharing,
    silence,
    unsent,
    views,
)
from relay.portal.candidate.alone import alone

DOORS = (
    door.blueprint,
    letters.blueprint,
    plan.blueprint,
    journal.blueprint,
    playbook.blueprint,
    practise.blueprint,
    sharing.blueprint,
    paper.blueprint,
    silence.blueprint,
    kit.blueprint,
    unsent.blueprint,
    views.blueprint,
    mine.blueprint,
    record.blueprint,
    erasure.blueprint,
    passkeys.blueprint,
)


def keep_out_of_search(response: Response) -> Response:
    """No page of this side belongs into anybody's search results."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


for _blueprint in DOORS:
    _blueprint.after_request(keep_out_of_search)


def register(app: Flask) -> None:
    """Hang these pages into the application."""
    app.add_template_filter(alone)
    for blueprint in DOORS:
        app.register_blueprint(blueprint)
