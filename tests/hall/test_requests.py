"""Requests as they arrive: what cannot be what it seems is refused before anybody reads it, with the locks on."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from relay.app import create_app
from relay.config import Settings
from relay.store.store import Store
from tests.cast import PASSWORD, Cast

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def locked(app: Flask) -> FlaskClient:
    """A browser at a house whose forms need their token."""
    app.config["WTF_CSRF_ENABLED"] = True
    return app.test_client()


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_over_tls_a_form_is_taken_without_a_referer_because_our_own_policy_keeps_it_back(
    store: Store, settings: Settings, cast: Cast
) -> None:
    house = create_app(replace(settings, base_url="https://localhost", trusted_proxies=1), store)
    browser = house.test_client()
    proxied = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "localhost",
    }
    page = browser.get("/sign-in", headers=proxied, base_url="https://localhost")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    form = {"csrf_token": token_in(page.text), "email": cast.alice.email, "password": PASSWORD}
    answer = browser.post("/sign-in", data=form, headers=proxied, base_url="https://localhost")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/today")
    assert "__Host-relay_desk=" in answer.headers["Set-Cookie"]
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_form_without_its_token_is_refused(locked: FlaskClient, cast: Cast) -> None:
    answer = locked.post("/sign-in", data={"email": cast.alice.email, "password": PASSWORD})
    assert answer.status_code == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_sites_page_changes_nothing_even_with_a_token(
    locked: FlaskClient, cast: Cast, site: str
) -> None:
    form = {
        "csrf_token": token_in(locked.get("/sign-in").text),
        "email": cast.alice.email,
        "password": PASSWORD,
    }
    assert locked.post("/sign-in", data=form, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert locked.post("/sign-in", data=form, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_damaged_bytes_are_refused_although_the_token_was_read_from_the_same_form(
    locked: FlaskClient,
) -> None:
    token = token_in(locked.get("/sign-in").text).encode()
    answer = locked.post(
        "/sign-in", data=b"csrf_token=" + token + b"&email=%ff%fe&password=x", content_type=FORM
    )
    assert answer.status_code == 400
    assert "not UTF-8" in answer.text


@pytest.mark.parametrize(
    "host",
    [
        "a" * 300,
        "a" * 64 + ".example",
        "[::1",
        "a b",
        "localhost:99999999",
        "localhost@evil",
        "ÿ",
        "a..b",
        "-\\",
    ],
)
def test_what_is_no_host_is_refused_in_plain_words_and_breaks_nothing(client: FlaskClient, host: str) -> None:
    for path in ("/sign-in", "/nowhere", "/api/v1/interviews", "/healthz"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_another_houses_name_is_refused_except_by_health(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "[::1]:8000"}).status_code == 200


@pytest.mark.parametrize("key", ["\0", "k" * 65, "\u202e", "a b", "api:stolen"])
def test_a_key_that_no_page_was_drawn_with_counts_as_none(alice: FlaskClient, key: str) -> None:
    for _ in range(2):
        answer = alice.post("/clients", data={"name": "Northwind", "submission_key": key})
        assert answer.status_code == 303


def test_an_address_with_a_character_that_no_database_keeps_is_no_fault_of_ours(ada: FlaskClient) -> None:
    assert ada.post("/tokens/%00/revocation").status_code in {400, 404, 422}
    assert ada.get("/join/%00").status_code == 410
