"""Every answer carries the headers that keep a page from being framed, sniffed, cached or asked to run a stranger's script."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from relay.app import create_app
from relay.config import Settings
from relay.hall.security import HEADERS
from relay.store.store import Store
from tests.cast import Cast
from tests.stores import Database

ANSWERS = [
    pytest.param("/sign-in", 200, id="a page"),
    pytest.param("/today", 303, id="a redirect"),
    pytest.param("/nowhere", 404, id="nothing there"),
    pytest.param("/n/whatever", 200, id="a notice's link"),
    pytest.param("/healthz", 200, id="health"),
    pytest.param("/api/v1/interviews", 401, id="the API without a token"),
    pytest.param("/api/openapi.json", 200, id="the API's description"),
    pytest.param("/static/css/tokens.css", 200, id="a style sheet"),
]


@pytest.fixture
def database() -> Database:
    """Headers do not depend on the database."""
    return "sqlite"


@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_every_answer_carries_every_header(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    answer.close()


def test_a_page_for_somebody_is_never_kept_by_a_cache(alice: FlaskClient, cast: Cast) -> None:
    for address in ("/today", f"/interviews/{cast.interview.id}", "/nowhere"):
        assert alice.get(address).headers["Cache-Control"] == "no-store"


def test_over_tls_cookies_are_bound_to_the_host_and_the_browser_is_told_to_stay(
    store: Store, settings: Settings, cast: Cast
) -> None:
    secure = replace(settings, base_url="https://relay.example", environment="production")
    browser = create_app(secure, store).test_client()
    answer = browser.get("/sign-in", base_url="https://relay.example")

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-")
    assert all(flag in cookie for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


def test_a_request_for_another_house_is_refused_and_a_probe_is_not(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/healthz", headers={"Host": "10.0.0.7"}).status_code == 200
