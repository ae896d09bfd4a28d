"""Knock and key: what a link gives away (nothing), and who gets in (whoever reads the mail, once)."""

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.app import create_app
from relay.config import Settings
from relay.domain.knock import Challenge, Locator
from relay.domain.staff import SignInSession
from relay.domain.tokens import fresh_token, hash_token
from relay.hall import evenly
from relay.journey import knocking
from relay.store.store import Store
from tests.cast import Cast, PostBox
from tests.portal.candidate.conftest import TICK, cookie_of, number_of
from workers.shift import Shift

OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
NOBODYS = "n" * 43


@pytest.fixture
def locator(cast: Cast, store: Store) -> str:
    """An address that Priya was sent."""
    address = fresh_token()
    with store.gate() as session:
        session.add(
            Locator(
                locator_hash=hash_token(address),
                agency_id=cast.agency.id,
                candidate_id=cast.priya.id,
                made_at=store.now(),
                expires_at=store.now() + timedelta(days=90),
            )
        )
    return address


@pytest.fixture
def read_code(post_box: PostBox, carry_out_all: Callable[[], None]) -> Callable[[], str]:
    """A function that gives the code of the newest mail with one."""

    def read() -> str:
        carry_out_all()
        found = re.search(r"code is (\S+)", post_box.envelopes[-1].text)
        assert found is not None
        return found.group(1)

    return read


def ask(browser: FlaskClient, locator: str, **headers: str) -> TestResponse:
    return browser.post(f"/n/{locator}/code", headers=headers or OURS)


def test_a_person_comes_in_with_the_code_that_was_mailed(
    client: FlaskClient, locator: str, read_code: Callable[[], str]
) -> None:
    knocked = ask(client, locator)
    assert knocked.status_code == 303
    assert knocked.location == "/key"
    came_in = client.post("/key", data={"code": read_code().lower()})
    assert came_in.status_code == 303
    assert came_in.location == "/letters"
    assert client.get("/letters").status_code == 200
    assert client.get_cookie("relay_knock") is None


def test_the_page_behind_every_locator_has_the_same_bytes_and_sets_no_cookie(
    client: FlaskClient, locator: str
) -> None:
    answers = [client.get(f"/n/{address}") for address in (locator, NOBODYS, "x", "%F0%9F%92%8C", "a.b~c")]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert client.head(f"/n/{locator}").status_code == 200


def test_the_page_behind_a_locator_asks_no_database(
    app: Flask, client: FlaskClient, locator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["relay"].store.writer, "connect", lambda *_: 1 / 0)
    monkeypatch.setattr(app.extensions["relay"].store.reader, "connect", lambda *_: 1 / 0)
    assert client.get(f"/n/{locator}").status_code == 200


def test_a_knock_is_answered_alike_whether_or_not_anybody_lives_there(
    app: Flask, store: Store, locator: str
) -> None:
    answers = [ask(app.test_client(), address) for address in (locator, NOBODYS)]
    real, false = (
        [
            (name, re.sub(r"relay_knock=[^;]+", "relay_knock=", value))
            for name, value in answer.headers
            if name not in ("X-Request-ID", "Expires")
        ]
        for answer in answers
    )
    assert [re.sub(r"Expires=[^;]+", "", value) for _, value in real] == [
        re.sub(r"Expires=[^;]+", "", value) for _, value in false
    ]
    assert answers[0].data == answers[1].data
    assert number_of(store, Challenge) == 1


def test_knocks_and_keys_that_do_not_fit_take_as_long_as_those_that_do(
    client: FlaskClient, locator: str, rests: list[float]
) -> None:
    ask(client, locator)
    ask(client, NOBODYS)
    client.post("/key", data={"code": "WRONGKEY"})
    assert rests == pytest.approx([evenly.EVEN_SECONDS - TICK] * 3)


ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://elsewhere.example"},
    {},
]


def test_a_knock_from_anywhere_else_than_our_own_page_is_refused(
    client: FlaskClient, store: Store, locator: str
) -> None:
    for headers in ELSEWHERE:
        assert client.post(f"/n/{locator}/code", headers=headers).status_code == 403, headers
        assert client.post(f"/n/{locator}", headers=headers).status_code == 403, headers
    assert number_of(store, Challenge) == 0
    assert client.get_cookie("relay_knock") is None


OLD_BROWSERS = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Origin": "http://localhost"},
    {"Origin": "http://localhost:8000"},
]


def test_a_knock_from_our_own_page_is_taken_from_old_browsers_too(client: FlaskClient, locator: str) -> None:
    for headers in OLD_BROWSERS:
        assert client.post(f"/n/{locator}", headers=headers).status_code == 303, headers


def test_whatever_is_wrong_with_a_code_the_answer_is_the_same(
    app: Flask, store: Store, locator: str, read_code: Callable[[], str]
) -> None:
    def tried(browser: FlaskClient, code: str) -> bytes:
        answer = browser.post("/key", data={"code": code})
        assert answer.status_code == 422
        assert app.test_client().get("/letters").status_code == 303
        return re.sub(rb'action="/n/[^"]+"|name="csrf_token" value="[^"]+"', b"", answer.data)

    mine, other, lost = app.test_client(), app.test_client(), app.test_client()
    ask(mine, locator)
    code = read_code()
    ask(other, locator)
    ask(lost, NOBODYS)
    wrong, elsewhere, nobody = tried(mine, "WRONGKEY"), tried(other, code), tried(lost, code)
    assert mine.post("/key", data={"code": code}).status_code == 303
    again = app.test_client()
    ask(again, locator)
    old_code = read_code()
    with store.gate() as session:
        session.execute(sa.update(Challenge).values(expires_at=store.now()))
    expired = tried(again, old_code)
    assert wrong == elsewhere == nobody == expired
    assert b"did not work" in wrong


def test_a_code_works_once(app: Flask, locator: str, read_code: Callable[[], str]) -> None:
    browser = app.test_client()
    ask(browser, locator)
    cookie = cookie_of(browser, "relay_knock")
    code = read_code()
    assert browser.post("/key", data={"code": code}).status_code == 303
    replayed = app.test_client()
    replayed.set_cookie("relay_knock", cookie)
    assert replayed.post("/key", data={"code": code}).status_code == 422


def test_five_wrong_codes_and_the_right_one_does_not_open_any_more(
    client: FlaskClient, locator: str, read_code: Callable[[], str]
) -> None:
    ask(client, locator)
    code = read_code()
    for _ in range(5):
        assert client.post("/key", data={"code": "WRONGKEY"}).status_code == 422
    assert client.post("/key", data={"code": code}).status_code == 422


def test_an_empty_code_costs_no_try(
    client: FlaskClient, store: Store, locator: str, read_code: Callable[[], str]
) -> None:
    ask(client, locator)
    code = read_code()
    for _ in range(9):
        answer = client.post("/key", data={"code": "  "})
        assert answer.status_code == 422
        assert b"Type the code" in answer.data
    assert client.post("/key", data={"code": code}).status_code == 303


def test_nonsense_in_place_of_a_code_is_answered_like_a_wrong_one(client: FlaskClient, locator: str) -> None:
    ask(client, locator)
    for code in ("x" * 100_000, "\x00\x01", "\u202eABCD", "💌" * 400, "' OR 1=1 --"):
        answer = client.post("/key", data={"code": code})
        assert answer.status_code == 422
        assert code.encode() not in answer.data


def test_a_knock_at_nonsense_is_answered_like_any_other(
    client: FlaskClient, store: Store, cast: Cast
) -> None:
    for address in ("x", "a" * 5000, "%00", "%F0%9F%92%8C", "a.b"):
        assert ask(client, address).status_code == 303, address
        assert client.get("/key").status_code == 200
    assert number_of(store, Challenge) == 0


def test_from_the_page_of_the_code_another_one_can_be_asked_for(
    client: FlaskClient, locator: str, read_code: Callable[[], str]
) -> None:
    ask(client, locator)
    page = client.get("/key").get_data(as_text=True)
    found = re.search(r'action="(/n/[^"]+)"', page)
    assert found is not None
    address = found.group(1)
    assert address == f"/n/{locator}/code"
    client.post(address, headers=OURS)
    assert client.post("/key", data={"code": read_code()}).status_code == 303
    assert "/n/" not in client.get("/key").get_data(as_text=True)


def test_coming_in_ends_the_session_this_browser_held_before(
    cast: Cast, store: Store, priya: FlaskClient, locator: str, read_code: Callable[[], str]
) -> None:
    held = cookie_of(priya, "relay_letters")
    ask(priya, locator)
    assert priya.post("/key", data={"code": read_code()}).status_code == 303
    assert cookie_of(priya, "relay_letters") != held
    with store.gate() as session:
        assert session.get(SignInSession, hash_token(held)) is None
    assert priya.get("/letters").status_code == 200


def test_leaving_ends_the_session_on_the_server(
    app: Flask, store: Store, cast: Cast, priya: FlaskClient
) -> None:
    held = cookie_of(priya, "relay_letters")
    assert priya.post("/leave").status_code == 303
    assert priya.get_cookie("relay_letters") is None
    stolen = app.test_client()
    stolen.set_cookie("relay_letters", held)
    assert stolen.get("/letters").status_code == 303
    assert stolen.post("/leave").status_code == 303


def test_a_locator_that_has_run_out_sends_no_code(
    client: FlaskClient, store: Store, locator: str, carry_out_all: Callable[[], None], post_box: PostBox
) -> None:
    with store.gate() as session:
        session.execute(sa.update(Locator).values(expires_at=store.now()))
    sent = len(post_box.envelopes)
    assert ask(client, locator).status_code == 303
    carry_out_all()
    assert len(post_box.envelopes) == sent


def test_the_code_goes_to_the_address_on_file_whoever_holds_the_link(
    client: FlaskClient, cast: Cast, locator: str, read_code: Callable[[], str], post_box: PostBox
) -> None:
    ask(client, locator)
    code = read_code()
    assert post_box.envelopes[-1].address == cast.priya.email
    assert code not in post_box.envelopes[-1].subject


def test_over_tls_the_cookies_are_tied_to_this_host(store: Store, settings: Settings, cast: Cast) -> None:
    app = create_app(replace(settings, base_url="https://letters.example"), store)
    browser = app.test_client()
    knocked = browser.post(
        f"/n/{NOBODYS}", headers={"Sec-Fetch-Site": "same-origin"}, base_url="https://letters.example"
    )
    cookie = knocked.headers["Set-Cookie"]
    assert cookie.startswith("__Host-relay_knock=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie


def test_knocking_is_limited_per_locator_and_per_address(
    store: Store, settings: Settings, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evenly, "EVEN_SECONDS", 0)
    app = create_app(replace(settings, environment="development"), store)
    browser = app.test_client()
    assert [ask(browser, "l" * 43).status_code for _ in range(4)] == [303, 303, 303, 429]
    others = [ask(browser, f"{number:043}").status_code for number in range(20)]
    assert others[:16] == [303] * 16
    assert others[-1] == 429
    assert browser.get("/n/" + "l" * 43).status_code == 200


def test_a_form_without_its_token_is_refused_at_the_key_and_when_leaving(
    app: Flask, priya: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert priya.post("/key", data={"code": "ABCDEFGH"}).status_code == 400
    assert priya.post("/leave").status_code == 400
    assert priya.get("/letters").status_code == 200


def test_a_hundred_redemptions_of_one_key_at_once_let_one_in(
    store: Store,
    settings: Settings,
    shift: Shift,
    locator: str,
    client: FlaskClient,
    carry_out_all: Callable[[], None],
) -> None:
    cookie = knocking.knock(store, locator)
    carry_out_all()
    with store.gate() as session:
        challenge_id = session.scalars(sa.select(Challenge.id)).one()
        # More tries than five, so that the key alone decides and not the count of tries.
        session.execute(sa.update(Challenge).values(tries=-100))
    code = shift.room.secrets.key(challenge_id)
    at_once = threading.Barrier(100)
    admitted: list[object] = []
    faults: list[BaseException] = []

    def redeem() -> None:
        at_once.wait()
        try:
            admitted.append(knocking.redeem_key(store, shift.room.secrets, cookie, code))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test tells of it
            faults.append(fault)

    threads = [threading.Thread(target=redeem) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len([one for one in admitted if one is not None]) == 1
    assert number_of(store, SignInSession) == 1
