"""Callers of the API: each of the cast with a bearer token of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.domain.staff import Staff
from relay.journey.staffing import issue_api_token
from relay.store.store import Store
from tests.cast import Cast

ROOT = "/api/v1"


@dataclass(slots=True)
class Caller:
    """A program that acts as one person."""

    browser: FlaskClient
    token: str

    def send(self, method: str, path: str, content: Any = None, **headers: str) -> TestResponse:
        """Send JSON, or with none nothing, with the token and further headers (`if_match` is If-Match)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = path if path.startswith("/api") else ROOT + path
        more: dict[str, Any] = {} if content is None else {"json": content}
        return self.browser.open(
            address, method=method, headers={"Authorization": f"Bearer {self.token}", **named}, **more
        )

    def get(self, path: str) -> TestResponse:
        """Read."""
        return self.send("GET", path)

    def post(self, path: str, content: Any, **headers: str) -> TestResponse:
        """Make something."""
        return self.send("POST", path, content, **headers)

    def change(self, method: str, path: str, content: Any = None, *, read: str) -> TestResponse:
        """Read `read` for its ETag, then change with it."""
        return self.send(method, path, content, if_match=self.get(read).headers["ETag"])

    def raw(
        self, method: str, path: str, body: bytes, content_type: str = "application/json"
    ) -> TestResponse:
        """Send bytes as they are."""
        headers = {"Authorization": f"Bearer {self.token}", "If-Match": "*"}
        return self.browser.open(
            ROOT + path, method=method, data=body, content_type=content_type, headers=headers
        )


@pytest.fixture
def call_as(app: Flask, store: Store, cast: Cast) -> Callable[[Staff], Caller]:
    """A function that gives a caller who acts as this person."""

    def caller(person: Staff) -> Caller:
        with store.work(person.agency_id, cast.act_as(person)) as work:
            token = issue_api_token(work, person.id, "Tests")
        return Caller(app.test_client(), token)

    return caller


@pytest.fixture
def alice_calls(call_as: Callable[[Staff], Caller], cast: Cast) -> Caller:
    """The recruiter's program."""
    return call_as(cast.alice)


@pytest.fixture
def bob_calls(call_as: Callable[[Staff], Caller], cast: Cast) -> Caller:
    """The manager's program."""
    return call_as(cast.bob)


@pytest.fixture
def charlie_calls(call_as: Callable[[Staff], Caller], cast: Cast) -> Caller:
    """The program of a recruiter of another agency."""
    return call_as(cast.charlie)
