"""What every noun of the API shares: a blueprint under `/api/v1`, versions as ETags, POSTs that happen once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import jsonify, request
from flask_smorest import Blueprint
from werkzeug.exceptions import BadRequest, PreconditionFailed, PreconditionRequired, UnprocessableEntity
from werkzeug.wrappers import Response

from relay.api.reading import Parser
from relay.domain.base import Subject
from relay.domain.errors import StaleError
from relay.hall.submitting import submit
from relay.hall.units import open_look
from relay.store.submission import Answer, first_answer
from relay.store.work import Work

PREFIX = "/api/v1"
LONGEST_KEY = 90
Shown = tuple[object, int, dict[str, str]]


class Noun(Blueprint):
    """The routes of one noun."""

    ARGUMENTS_PARSER = Parser()


def noun(name: str, description: str) -> Noun:
    """The blueprint of a noun. Its name, with a capital to be told from the portal's, is its tag in the specification."""
    return Noun(name, name, url_prefix=PREFIX, description=description)


def etag(version: int) -> dict[str, str]:
    """The header by which a later change names what was read."""
    return {"ETag": f'"{version}"'}


def expect_version(row: Subject) -> None:
    """Refuse a change by somebody who read another version. Raises PreconditionRequired, PreconditionFailed."""
    if "If-Match" not in request.headers:
        raise PreconditionRequired
    if not request.if_match.contains(str(row.version)):
        raise PreconditionFailed


@dataclass(frozen=True, slots=True)
class Made:
    """What a POST made: how it is shown (JSON values), where it can be read, and its version."""

    content: Mapping[str, Any]
    address: str
    version: int


def make_once(content: object, make: Callable[[Work], Made]) -> Response:
    """Make something once for the Idempotency-Key that came along; the same request again is answered as the first time.

    Raises UnprocessableEntity where the key came with other content before (draft-ietf-httpapi-idempotency-key-header).
    """
    key = read_key()
    whole = [request.method, request.path, content]
    if key:
        refuse_reused(key, whole)

    def act(work: Work) -> Answer:
        made = make(work)
        kept = {"content": dict(made.content), "address": made.address, "version": made.version}
        return Answer(HTTPStatus.CREATED, kept)

    answer = submit(key, whole, act)
    response = jsonify(answer.content["content"])
    response.status_code = answer.status
    response.headers["Location"] = answer.content["address"]
    response.headers.update(etag(answer.content["version"]))
    return response


def read_key() -> str:
    """The key of this POST, if one came; it is the caller's own and apart from those of forms."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return ""
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise BadRequest(f"Idempotency-Key: use at most {LONGEST_KEY} printable ASCII characters.")
    return f"api:{key}"


def refuse_reused(key: str, whole: object) -> None:
    """Refuse a key that stands for something else already."""
    try:
        with open_look() as work:
            first_answer(work, key, whole)
    except StaleError as error:
        raise UnprocessableEntity(
            "This Idempotency-Key came with other content before. Use a new one."
        ) from error
