from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.app import create_app
from relay.config import Settings
from relay.domain.staff import SignInSession
from relay.domain.tokens import hash_token
from relay.hall.policy import Side
from relay.hall.visitors import COOKIES
from relay.journey import staffing
from relay.journey.signing_in import SHORTEST_PASSWORD
from relay.store.store import Store
from tests.cast import PASSWORD, Cast

DESK = COOKIES[Side.STAFF]


def test_the_front_door_leads_to_signing_in_and_then_to_today(cast: Cast, client: FlaskClient) -> None:
    assert client.get("/").headers["Location"] == "/sign-in"
    answer = client.post("/sign-in", data={"email": " Alice@Bright.example ", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/today")
    assert client.get("/").headers["Location"] == "/today"
    assert client.get("/sign-in").headers["Location"] == "/today"


@pytest.mark.parametrize(
    ("email", "password"),
    [("alice@bright.example", "a wrong password"), ("nobody@bright.example", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    cast: Cast, client: FlaskClient, email: str, password: str
) -> None:
    answer = client.post("/sign-in", data={"email": email, "password": password})
    assert answer.status_code == 422
    assert "That address and password do not fit together" in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text
    assert DESK not in answer.headers.get("Set-Cookie", "")


def test_bad_input_is_told_beside_its_field(cast: Cast, client: FlaskClient) -> None:
    for email in ("", "alice", "a\x00b@bright.example", "a" * 300_000, "\u202ea@b.example"):
        answer = client.post("/sign-in", data={"email": email, "password": PASSWORD})
        assert answer.status_code == 422
        assert 'id="email-error"' in answer.text


def test_a_missing_password_is_told_beside_its_field(cast: Cast, client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": "alice@bright.example"})
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text


def test_somebody_who_was_deactivated_or_only_invited_does_not_come_in(
    cast: Cast, client: FlaskClient, store: Store
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
        staffing.deactivate_staff(work, cast.alice.id)
    assert client.post("/sign-in", data={"email": cast.alice.email, "password": PASSWORD}).status_code == 422


def come_in(browser: FlaskClient, cast: Cast, place: str) -> str:
    """Sign in on the way to a place. Returns where that led."""
    form = {"email": cast.alice.email, "password": PASSWORD, "next": place}
    return browser.post("/sign-in", data=form).headers["Location"]


def test_the_place_that_was_asked_for_is_gone_to(cast: Cast, app: Flask) -> None:
    for place in ("/interviews", "/interviews?state=held&page=2", "/coverage/week"):
        assert come_in(app.test_client(), cast, place) == place


def test_no_other_site_is_gone_to(cast: Cast, client: FlaskClient) -> None:
    for place in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/a//evil.example",
        "/today\r\nSet-Cookie: x=y",
        "/\tevil.example",
        "/%2f/evil\\x",
        "javascript:alert(1)",
        "today",
        "",
    ):
        assert come_in(client, cast, place) == "/today", place
        again = client.get("/sign-in", query_string={"next": place})
        assert again.headers["Location"] == "/today", place


def test_a_place_asked_for_while_signed_out_survives_a_wrong_password(
    cast: Cast, client: FlaskClient
) -> None:
    led = client.get("/sign-in?next=/interviews")
    assert 'name="next" value="/interviews"' in led.text
    wrong = client.post("/sign-in", data={"email": cast.alice.email, "password": "no", "next": "/interviews"})
    assert 'name="next" value="/interviews"' in wrong.text


def test_each_sign_in_makes_a_new_token_and_ends_the_one_this_browser_held(
    cast: Cast, client: FlaskClient, store: Store
) -> None:
    client.set_cookie(DESK, "a token that somebody planted")
    client.post("/sign-in", data={"email": cast.alice.email, "password": PASSWORD})
    first = client.get_cookie(DESK)
    assert first is not None
    assert first.value != "a token that somebody planted"
    client.post("/sign-in", data={"email": cast.bob.email, "password": PASSWORD})
    second = client.get_cookie(DESK)
    assert second is not None
    with store.gate() as session:
        kept = set(session.scalars(select(SignInSession.token_hash)))
    assert kept == {hash_token(second.value)}


def test_signing_out_ends_the_session_where_it_is_kept(cast: Cast, alice: FlaskClient, app: Flask) -> None:
    cookie = alice.get_cookie(DESK)
    assert cookie is not None
    answer = alice.post("/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert alice.get_cookie(DESK) is None
    assert "You are signed out." in alice.get("/sign-in").text
    thief = app.test_client()
    thief.set_cookie(DESK, cookie.value)
    assert thief.get("/").headers["Location"] == "/sign-in"


def test_signing_out_twice_is_fine(client: FlaskClient, cast: Cast) -> None:
    assert client.post("/sign-out").status_code == 303


def test_a_candidates_cookie_opens_nothing_at_the_desk(cast: Cast, priya: FlaskClient, app: Flask) -> None:
    cookie = priya.get_cookie(COOKIES[Side.CANDIDATE])
    assert cookie is not None
    assert priya.get("/").headers["Location"] == "/sign-in"


def test_a_candidate_who_was_signed_out_is_told_how_to_come_back(client: FlaskClient, cast: Cast) -> None:
    answer = client.get("/out")
    assert answer.status_code == 200
    assert "newest mail" in answer.text


def test_one_button_per_role_in_the_demo_and_none_elsewhere(
    cast: Cast, client: FlaskClient, store: Store, settings: Settings
) -> None:
    assert "Sign in as" not in client.get("/sign-in").text
    demo = create_app(replace(settings, demo=True), store).test_client().get("/sign-in").text
    assert [name for name in ("Alice", "Bob", "Ada") if f"Sign in as {name}" in demo] == [
        "Alice",
        "Bob",
        "Ada",
    ]
    assert len("demo demo demo") >= SHORTEST_PASSWORD


@pytest.fixture
def limited(store: Store, settings: Settings, cast: Cast) -> Callable[[], FlaskClient]:
    application = create_app(replace(settings, environment="development"), store)
    application.config.update(WTF_CSRF_ENABLED=False)
    return application.test_client


def test_tries_are_limited_by_place_whatever_the_name(limited: Callable[[], FlaskClient]) -> None:
    browser = limited()
    statuses = [
        browser.post("/sign-in", data={"email": f"a{number}@bright.example", "password": "x"}).status_code
        for number in range(12)
    ]
    assert statuses == [422] * 10 + [429] * 2


def test_tries_are_limited_by_name_wherever_they_come_from(
    limited: Callable[[], FlaskClient], cast: Cast
) -> None:
    statuses = [
        limited()
        .post(
            "/sign-in",
            data={"email": cast.alice.email, "password": "x"},
            environ_base={"REMOTE_ADDR": f"10.0.0.{number}"},
        )
        .status_code
        for number in range(12)
    ]
    assert statuses == [422] * 10 + [429] * 2


def test_whoever_comes_in_is_not_counted(limited: Callable[[], FlaskClient], cast: Cast) -> None:
    assert {
        limited().post("/sign-in", data={"email": cast.alice.email, "password": PASSWORD}).status_code
        for _ in range(12)
    } == {303}
