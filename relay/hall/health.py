"""Health: is the process there, can it do its work, and how much has it done.

`/healthz` says that the process answers; `/readyz` that the database answers, stands at the newest migration and has
nothing waiting for too long; `/metrics` counts, for Prometheus.
"""

import hmac
import time
from datetime import timedelta

from flask import Blueprint, Flask, g, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from relay.domain.errors import BusyError
from relay.hall.house import house
from relay.hall.policy import public
from relay.store.handoffs import count_waiting
from relay.store.migrating import at_head

blueprint = Blueprint("health", __name__)
REGISTRY = CollectorRegistry()
ANSWERS = Counter("relay_answers_total", "Answers given", ["endpoint", "status"], registry=REGISTRY)
SECONDS = Histogram("relay_answer_seconds", "Time to answer", ["endpoint"], registry=REGISTRY)
WAITING = Gauge("relay_handoffs_late", "Handoffs due for more than a minute", registry=REGISTRY)
LATE = timedelta(minutes=1)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="alive")


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """What the process needs is there; 503 names what is not."""
    checks: dict[str, bool] = {"database": True, "migrations": True, "handoffs": True}
    try:
        checks["migrations"] = at_head(house().store.reader)
        checks["handoffs"] = count_waiting(house().store, LATE) == 0
    except (SQLAlchemyError, BusyError):
        checks["database"] = False
    ready = all(checks.values())
    return jsonify(status="ready" if ready else "not ready", checks=checks), 200 if ready else 503


@blueprint.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Counts for Prometheus; in production only for whoever has the token."""
    wanted = house().settings.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if wanted and not hmac.compare_digest(given.encode(), wanted.encode()):
        raise NotFound
    if not wanted and house().settings.environment == "production":
        raise NotFound
    WAITING.set(count_waiting(house().store, LATE))
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def set_up_health(app: Flask) -> None:
    """Register the routes, and count every answer by endpoint, never by address."""
    app.register_blueprint(blueprint)

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        ANSWERS.labels(endpoint, response.status_code).inc()
        if "began" in g:
            SECONDS.labels(endpoint).observe(time.perf_counter() - g.began)
        return response
