"""What goes wrong, as a page: what happened, what was kept, what to do next."""

from flask import Flask, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from relay.domain.errors import (
    BusyError,
    ForbiddenError,
    InvalidError,
    MoveError,
    NotFoundError,
    RelayError,
    StaleError,
)
from relay.logs import get_log

log = get_log(__name__)
STATUS: dict[type[RelayError], int] = {
    NotFoundError: 404,
    InvalidError: 400,
    MoveError: 409,
    StaleError: 409,
    ForbiddenError: 403,
    BusyError: 503,
}
DRAWN = frozenset({400, 403, 404, 409, 413, 429, 500, 503})


def set_up(app: Flask) -> None:
    """Have every fault drawn in the product's own words."""
    app.register_error_handler(RelayError, told)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, broken)


def told(error: RelayError) -> ResponseReturnValue:
    """Something a person can be told."""
    status = STATUS[type(error)]
    return draw(status, None if status == 404 else str(error)), status


def stale_form(_error: CSRFError) -> ResponseReturnValue:
    """A form from another browser session, or from another site."""
    return draw(400, "This form was opened in another session, so it was not taken."), 400


def refused(error: HTTPException) -> ResponseReturnValue:
    """Something that HTTP has a number for."""
    if error.code is None or error.code < 400:
        return error
    if error.code == 401:
        return error.get_response()
    status = error.code if error.code in DRAWN else 400 if error.code < 500 else 500
    own_words = error.description if error.description != type(error).description else None
    return draw(status, own_words), error.code


def broken(error: Exception) -> ResponseReturnValue:
    """A fault of ours. It is logged by its kind and place, and the page gives the request's id."""
    log.error("fault", exc_info=error)
    return draw(500, None), 500


def draw(status: int, detail: str | None) -> str:
    """The page for a status."""
    return render_template(f"errors/{status}.html", detail=detail, reference=g.get("request_id"))
