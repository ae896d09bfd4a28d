"""The specification: OpenAPI 3.1 at `/api/openapi.json`, made from the same schemas that check the requests.

It is public, because it holds the shape of the API and nobody's data.
"""

from http import HTTPStatus
from typing import Any

import flask_smorest
from flask import Blueprint, Flask, current_app, jsonify
from flask.typing import ResponseReturnValue

from relay.api.problems import MEDIA_TYPE
from relay.hall.policy import public

blueprint = Blueprint("specification", __name__)
EXTENSION = "relay_api"
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "What is wrong with a value, by the field it came in.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "The ETag of what was read. 428 without it, 412 when it was changed since.",
}
HEADERS = {
    "post": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "maxLength": 90},
        "description": "The same request with the same key is answered as the first time; another one with 422.",
    },
    "put": MATCH,
    "delete": MATCH,
}
DESCRIPTION = """Send `Authorization: Bearer <token>` with each request; an administrator issues tokens on the agency's page.

Instants are UTC, as `2026-11-12T14:00:00Z`. Lists come in parts: follow `next` until it is null. Send `Idempotency-Key`
with a POST and the same request sent twice is answered as the first time. Changes need the `ETag` of what was read as
`If-Match`. Faults are problem documents (RFC 9457)."""


class Api(flask_smorest.Api):
    """The library's, without its error handlers (`problems.py` has ours) and without its own document pages."""

    def _register_error_handlers(self) -> None:
        """Leave them to the application."""

    def _register_responses(self) -> None:
        """Describe every fault as the problem document it is."""
        content = {MEDIA_TYPE: {"schema": PROBLEM}}
        for status in HTTPStatus:
            described = {"description": status.phrase} | ({"content": content} if status >= 400 else {})
            self.spec.components.response(status.name, described, lazy=True)
        fault = {"description": "A problem document (RFC 9457)", "content": content}
        self.spec.components.response(self.DEFAULT_ERROR_RESPONSE_NAME, fault, lazy=True)


def set_up(app: Flask) -> flask_smorest.Api:
    """The description that the nouns are entered in, and the address where it can be read."""
    app.config.update(API_TITLE="The relay", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    described = Api(app, spec_kwargs={"info": {"description": DESCRIPTION}, "security": [{"token": []}]})
    described.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    app.extensions[EXTENSION] = described
    app.register_blueprint(blueprint)
    return described


@blueprint.get("/api/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    """The specification."""
    content: dict[str, Any] = current_app.extensions[EXTENSION].spec.to_dict()
    for operations in content["paths"].values():
        for method, header in HEADERS.items():
            if method in operations:
                operations[method].setdefault("parameters", []).append(header)
    return jsonify(content)
