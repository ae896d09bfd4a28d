"""Problems: whatever goes wrong at the side door, as a problem document (RFC 9457) that a program can act on.

The path decides who answers: under `/api/` this does, elsewhere whoever was asked to before.
"""

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from relay.domain.errors import (
    BusyError,
    ForbiddenError,
    InvalidError,
    MoveError,
    NotFoundError,
    RelayError,
    StaleError,
)
from relay.hall.visitors import is_api
from relay.logs import get_log

log = get_log(__name__)
Answer = Callable[[Any], ResponseReturnValue]
MEDIA_TYPE = "application/problem+json"
STATUS: tuple[tuple[type[RelayError], int], ...] = (
    (NotFoundError, 404),
    (InvalidError, 422),
    (MoveError, 409),
    (StaleError, 409),
    (ForbiddenError, 403),
    (BusyError, 503),
)
DETAILS = {
    400: "The request could not be read.",
    401: "Send a valid token as “Authorization: Bearer ...”.",
    403: "Your role does not allow this.",
    404: "There is nothing here.",
    405: "This address does not take that method. The header Allow lists those it takes.",
    412: "It was changed since you read it. Read it again, and send its ETag as If-Match.",
    413: "The request is larger than 2 MB.",
    415: "Send JSON, with the content type application/json.",
    422: "Some values cannot be taken. Nothing was stored.",
    428: "Send the ETag of what you read as If-Match, so that nobody’s change is overwritten.",
    429: "Too many requests. Wait a little, then go on.",
    500: "Something broke on our side. Nothing was stored. The header X-Request-ID says which request it was.",
    503: "The relay is busy at the moment. Nothing was stored; try again.",
}
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


def set_up(app: Flask) -> None:
    """Answer the faults of the API, and leave all others to whoever answered them before."""
    kinds: tuple[tuple[type[Exception], Answer], ...] = (
        (RelayError, told),
        (HTTPException, refused),
        (Exception, broken),
    )
    for kind, answer in kinds:
        earlier: Any = app.error_handler_spec[None][None].get(kind)
        app.register_error_handler(kind, by_path(answer, earlier))


def by_path(answer: Answer, earlier: Answer | None) -> Answer:
    """One handler for both doors."""

    def choose(error: Exception) -> ResponseReturnValue:
        if is_api(request):
            return answer(error)
        if earlier is None:
            raise error
        return earlier(error)

    return choose


def problem(
    status: int, detail: str | None = None, errors: Mapping[str, list[str]] | None = None
) -> Response:
    """The document. Its type is `about:blank`: the status and, for values, `errors` say what a program needs to know."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS.get(status, HTTPStatus(status).description),
    }
    if errors:
        content["errors"] = errors
    answer = jsonify(content)
    answer.status_code = status
    answer.content_type = MEDIA_TYPE
    return answer


def told(error: RelayError) -> ResponseReturnValue:
    """Something that the caller can do something about."""
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    if isinstance(error, InvalidError):
        return problem(status, errors={error.field: [error.message]})
    return problem(status, str(error))


def refused(error: HTTPException) -> ResponseReturnValue:
    """Something that HTTP has a number for."""
    if error.code is None or error.code < 400:
        return error
    data = getattr(error, "data", {})
    written = error.description != type(error).description
    answer = problem(
        error.code,
        error.description if written and error.code != 404 else None,
        dict(flat(data.get("messages", {}))) or None,
    )
    given = error.get_response()
    if isinstance(given, Response):
        for name in KEPT_HEADERS:
            if name in given.headers:
                answer.headers[name] = given.headers[name]
    if error.code == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="relay"'
    return answer


def flat(messages: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Faults by field. A place in a list is written after a dot; the location (`json`, `query`) is left out."""
    if not isinstance(messages, dict):
        yield path, [str(message) for message in messages]
        return
    for name, inner in messages.items():
        part = "" if name == "_schema" else str(name)[:100]
        outer = path in ("", "json", "query")
        yield from flat(inner, part if outer else f"{path}.{part}".rstrip("."))


def broken(error: Exception) -> ResponseReturnValue:
    """A fault of ours: logged by its kind and place, and told without them."""
    log.error("fault", exc_info=error)
    return problem(500)
