"""One line per answer: an id, the endpoint, the status and the time. No address, because addresses can hold locators."""

import time
from uuid import uuid4

import structlog
from flask import Flask, g, request
from werkzeug.wrappers import Response

from relay.logs import get_log

log = get_log(__name__)


def set_up_access_log(app: Flask) -> None:
    """Give every request an id, echo it, and log the answer."""

    @app.before_request
    def name_request() -> None:
        g.request_id = uuid4().hex
        g.request_began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id)

    @app.after_request
    def log_answer(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if request.endpoint != "static":
            took = round((time.perf_counter() - g.get("request_began", time.perf_counter())) * 1000)
            log.info(
                "answered",
                method=request.method,
                endpoint=request.endpoint,
                status=response.status_code,
                milliseconds=took,
            )
        return response
