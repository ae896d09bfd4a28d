"""Reading requests: JSON as the standard has it (RFC 8259), and what cannot be read refused before any schema sees it."""

import json
from typing import Any, NoReturn

import marshmallow
from flask import Request
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType


class Parser(FlaskParser):
    """Reads bodies strictly; unknown parameters of an address are refused like unknown fields of a body."""

    DEFAULT_UNKNOWN_BY_LOCATION = FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION | {"query": marshmallow.RAISE}

    def load_json(self, req: Request, schema: marshmallow.Schema) -> Any:
        """The body. Raises BadRequest, UnsupportedMediaType."""
        return read_json(req)


def read_json(request: Request) -> Any:
    """The body as JSON. Raises BadRequest in words that say what is wrong with it, UnsupportedMediaType."""
    body = request.get_data(cache=True)
    if not body.strip():
        raise BadRequest("The body is empty. Send a JSON object.")
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("The body is not UTF-8. Nothing was stored.") from error
    try:
        return json.loads(text, parse_constant=refuse_constant)
    except RecursionError as error:
        raise BadRequest("The JSON is nested too deeply.") from error
    except ValueError as error:
        raise BadRequest("The body is not valid JSON. Nothing was stored.") from error


def refuse_constant(_name: str) -> NoReturn:
    """NaN and Infinity are JavaScript, not JSON."""
    raise ValueError
