"""Passkeys: a candidate's own device lets them in, nobody else's does, and whoever asks at the door learns nothing."""

import json
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol, TypedDict

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.app import create_app
from relay.config import Settings
from relay.domain.authenticator import LONGEST_ANSWER, party_of
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError
from relay.domain.knock import Challenge
from relay.domain.passkey import Ceremony, Passkey, PasskeyLocator
from relay.domain.staff import SignInSession, Staff
from relay.domain.tokens import Secrets
from relay.hall import evenly
from relay.journey import erasing, registering, unlocking
from relay.store.ledger import EventRow
from relay.store.store import Store
from tests.authenticator import PRESENT, Device, Key, to_text
from tests.cast import BASE_URL, Cast, PostBox
from tests.portal.candidate.conftest import TICK, Rows, cookie_of, number_of
from workers.shift import Shift

OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1"
)


class Bent(TypedDict, total=False):
    """What of a device is not as it should be."""

    origin: str
    rp_id: str
    flags: int


@pytest.fixture
def phone() -> Device:
    return Device()


class Add(Protocol):
    """A function that has somebody's browser add a passkey of a device, the phone unless told."""

    def __call__(self, browser: FlaskClient, device: Device = ..., name: str = ...) -> TestResponse: ...


@pytest.fixture
def add(phone: Device) -> Add:
    """A function that has somebody's browser add a passkey of a device."""

    def press(
        browser: FlaskClient, device: Device = phone, name: str = "My phone", **fields: str
    ) -> TestResponse:
        asked = browser.post("/mine/passkeys/options")
        assert (asked.status_code, asked.mimetype) == (200, "application/json")
        return browser.post(
            "/mine/passkeys",
            data={"passkey_name": name, "credential": device.make(asked.get_json()), **fields},
        )

    return press


@pytest.fixture
def added(priya: FlaskClient, add: Add, rows: Rows) -> Passkey:
    """Priya's passkey on her phone."""
    assert add(priya).headers["Location"] == "/mine#passkeys"
    [passkey] = rows(Passkey)
    return passkey


def ask(browser: FlaskClient) -> dict[str, Any]:
    """What the door asks a browser."""
    answer = browser.post("/come-in/options", headers=OURS)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    asked: dict[str, Any] = answer.get_json()
    return asked


def enter(browser: FlaskClient, credential: str) -> TestResponse:
    return browser.post("/come-in", data={"credential": credential}, headers=OURS)


def refused(browser: FlaskClient, credential: str) -> bytes:
    """That an answer does not open, and the page that says so."""
    answer = enter(browser, credential)
    assert answer.status_code == 422
    assert b"did not work" in answer.data
    assert browser.get("/letters").status_code == 303
    page: bytes = answer.data
    return page


class TestAdding:
    """On the candidate's own page."""

    def test_it_is_listed_by_its_name_with_when_it_was_used(
        self, priya: FlaskClient, added: Passkey, words: Callable[[TestResponse], str]
    ) -> None:
        page = words(priya.get("/mine"))
        assert "My phone Not used yet" in page
        assert "the code by mail works as before" in page.lower()

    def test_the_device_is_asked_to_keep_it_and_to_look_who_is_there(
        self, priya: FlaskClient, cast: Cast
    ) -> None:
        asked = priya.post("/mine/passkeys/options").get_json()
        assert asked["rp"]["id"] == "localhost"
        assert asked["authenticatorSelection"]["residentKey"] == "required"
        assert asked["authenticatorSelection"]["userVerification"] == "required"
        assert asked["attestation"] == "none"
        assert cast.priya.email in asked["user"]["name"]
        assert str(cast.priya.id) not in json.dumps(asked)

    def test_it_is_asked_not_to_make_a_second_one(self, priya: FlaskClient, added: Passkey) -> None:
        asked = priya.post("/mine/passkeys/options").get_json()
        assert [known["id"] for known in asked["excludeCredentials"]] == [added.credential_id]

    def test_without_a_name_it_is_called_by_its_browser(
        self, priya: FlaskClient, phone: Device, rows: Rows
    ) -> None:
        asked = priya.post("/mine/passkeys/options").get_json()
        sent = {"credential": phone.make(asked), "passkey_name": ""}
        assert priya.post("/mine/passkeys", data=sent, headers={"User-Agent": PHONE}).status_code == 303
        assert [passkey.name for passkey in rows(Passkey)] == ["Safari on iPhone"]

    def test_a_name_that_cannot_be_kept_is_said_beside_it_and_nothing_is_added(
        self, priya: FlaskClient, add: Add, rows: Rows
    ) -> None:
        for name in ("x" * 61, "a\x00b"):
            answer = add(priya, name=name)
            assert answer.status_code == 422
            assert 'id="passkey_name-error"' in answer.text
        assert rows(Passkey) == []

    @pytest.mark.parametrize(
        "bent",
        [
            {"origin": "https://elsewhere.example"},
            {"origin": "http://localhost:8001"},
            {"rp_id": "elsewhere.example"},
            {"flags": PRESENT},
            {"flags": 0},
        ],
    )
    def test_what_a_device_made_elsewhere_or_for_nobody_is_not_kept(
        self, priya: FlaskClient, add: Add, rows: Rows, bent: Bent
    ) -> None:
        answer = add(priya, device=Device(**bent))
        assert answer.status_code == 422
        assert "could not be added" in answer.text
        assert 'id="passkey_name-error"' in answer.text
        assert rows(Passkey) == []

    def test_nonsense_is_not_kept_and_breaks_nothing(self, priya: FlaskClient, rows: Rows) -> None:
        for sent in (
            "",
            "x",
            "{}",
            "[]",
            "null",
            '{"id": 1}',
            "\x00",
            "🙏" * 2_000,
            "x" * LONGEST_ANSWER * 2,
        ):
            priya.post("/mine/passkeys/options")
            answer = priya.post("/mine/passkeys", data={"credential": sent})
            assert answer.status_code == 422, sent[:20]
        assert rows(Passkey) == []

    def test_a_challenge_is_good_for_one_answer_and_five_minutes(
        self, priya: FlaskClient, phone: Device, store: Store, rows: Rows
    ) -> None:
        asked = priya.post("/mine/passkeys/options").get_json()
        priya.post("/mine/passkeys", data={"credential": "x"})
        assert priya.post("/mine/passkeys", data={"credential": phone.make(asked)}).status_code == 422
        late = priya.post("/mine/passkeys/options").get_json()
        real = store.now
        store.now = lambda: real() + timedelta(minutes=6)
        assert priya.post("/mine/passkeys", data={"credential": phone.make(late)}).status_code == 422
        assert rows(Passkey) == []

    def test_a_challenge_of_the_door_adds_nothing_and_one_to_add_opens_nothing(
        self,
        priya: FlaskClient,
        added: Passkey,
        phone: Device,
        rows: Rows,
        client: FlaskClient,
    ) -> None:
        asked = {**priya.post("/mine/passkeys/options").get_json(), "challenge": ask(priya)["challenge"]}
        assert priya.post("/mine/passkeys", data={"credential": phone.make(asked)}).status_code == 422
        ask(client)
        to_add = priya.post("/mine/passkeys/options").get_json()
        refused(client, phone.sign(to_add, phone.keys[0]))
        assert len(rows(Passkey)) == 1

    def test_the_same_form_twice_adds_one(self, priya: FlaskClient, phone: Device, rows: Rows) -> None:
        asked = priya.post("/mine/passkeys/options").get_json()
        sent = {"credential": phone.make(asked), "passkey_name": "Mine", "submission_key": "k" * 32}
        assert [priya.post("/mine/passkeys", data=sent).status_code for _ in range(2)] == [303, 303]
        assert len(rows(Passkey)) == 1

    @pytest.mark.usefixtures("added")
    def test_a_mail_tells_of_it_at_once_whatever_the_hour(
        self,
        store: Store,
        cast: Cast,
        carry_out_all: Callable[[], None],
        post_box: PostBox,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        night = store.now().replace(hour=2)
        monkeypatch.setattr(store, "now", lambda: night)
        carry_out_all()
        [mail] = [mail for mail in post_box.envelopes if mail.subject == "A passkey was added to your page"]
        assert mail.address == cast.priya.email
        assert "My phone" not in mail.text
        assert re.search(r"http\S+/n/[\w-]{43}", mail.text)

    def test_one_that_is_gone_again_is_not_told_of(
        self,
        priya: FlaskClient,
        added: Passkey,
        carry_out_all: Callable[[], None],
        post_box: PostBox,
    ) -> None:
        assert priya.post(f"/mine/passkeys/{added.id}/removal").status_code == 303
        carry_out_all()
        assert [mail for mail in post_box.envelopes if "passkey" in mail.subject] == []

    def test_ten_and_no_more(self, priya: FlaskClient, add: Add, rows: Rows) -> None:
        for number in range(10):
            assert add(priya, name=f"Number {number}").status_code == 303
        answer = add(priya)
        assert answer.status_code == 409
        assert "Remove one first" in answer.text
        assert len(rows(Passkey)) == 10

    def test_one_credential_belongs_to_one_person(
        self,
        priya: FlaskClient,
        add: Add,
        store: Store,
        cast: Cast,
        sign_in_as: Callable[[Staff | Candidate], FlaskClient],
        rows: Rows,
        phone: Device,
        app: Flask,
    ) -> None:
        """Somebody who learned the name of a key cannot put a key of their own in its place."""
        assert add(priya).status_code == 303
        with store.work(cast.other_agency.id) as work:
            sam = registering.add_candidate(work, name="Sam Reed", email="sam@example.com")
        copying = Device(next_id=phone.keys[0].credential_id)
        for browser in (sign_in_as(sam), priya):
            assert add(browser, device=copying).status_code == 409
        with store.look(cast.other_agency.id) as work:
            assert work.all(sa.select(Passkey)) == []
        assert len(rows(Passkey)) == 1
        browser = app.test_client()
        assert enter(browser, phone.sign(ask(browser))).status_code == 303

    def test_whoever_was_signed_out_meanwhile_leaves_no_way_in_behind(
        self, priya: FlaskClient, phone: Device, store: Store, cast: Cast, shift: Shift
    ) -> None:
        token = cookie_of(priya, "relay_letters")
        secrets, party = shift.room.secrets, party_of(BASE_URL)
        ceremony_id = unlocking.begin_adding(store, token)
        me = cast.act_as(cast.priya)
        with store.look(cast.agency.id, me) as work:
            asked = json.loads(unlocking.ask_to_add(work, secrets, party, ceremony_id))
        challenge = unlocking.challenge_of(secrets, ceremony_id)
        priya.post("/leave")
        with pytest.raises(InvalidError), store.work(cast.agency.id, me) as work:
            unlocking.add_passkey(work, challenge, party, token, answer=phone.make(asked), name="x")
        assert number_of(store, PasskeyLocator) == 0

    def test_nobody_who_is_not_in_adds_one_and_no_form_without_its_token(
        self, app: Flask, client: FlaskClient, alice: FlaskClient, priya: FlaskClient
    ) -> None:
        for browser in (client, alice):
            assert browser.post("/mine/passkeys/options").status_code == 303
            assert browser.post("/mine/passkeys", data={"credential": "x"}).status_code in (303, 307)
        app.config["WTF_CSRF_ENABLED"] = True
        for address in ("/mine/passkeys/options", "/mine/passkeys"):
            assert priya.post(address).status_code == 400


class TestComingIn:
    """At the door."""

    def test_a_person_comes_in_with_it_as_with_a_code(
        self,
        client: FlaskClient,
        added: Passkey,
        phone: Device,
        rows: Rows,
        store: Store,
        priya: FlaskClient,
        words: Callable[[TestResponse], str],
    ) -> None:
        answer = client.post(
            "/come-in",
            data={"credential": phone.sign(ask(client))},
            headers={**OURS, "User-Agent": PHONE},
        )
        assert (answer.status_code, answer.location) == (303, "/letters")
        assert client.get("/letters").status_code == 200
        assert client.get_cookie("relay_come_in") is None
        with store.gate() as session:
            devices = session.scalars(sa.select(SignInSession.device)).all()
        assert "Safari on iPhone" in devices
        [passkey] = rows(Passkey)
        assert passkey.used_at is not None
        assert "My phone Last used just now" in words(priya.get("/mine"))

    def test_it_is_asked_of_nobody_by_name(self, client: FlaskClient, added: Passkey) -> None:
        asked = ask(client)
        assert asked["rpId"] == "localhost"
        assert asked["userVerification"] == "required"
        assert asked.get("allowCredentials", []) == []

    def test_whatever_is_wrong_with_an_answer_the_page_is_the_same(
        self, app: Flask, store: Store, added: Passkey, phone: Device
    ) -> None:
        def tried(device: Device = phone, key: Key | None = None, credential: str | None = None) -> bytes:
            browser = app.test_client()
            asked = ask(browser)
            return refused(browser, device.sign(asked, key) if credential is None else credential)

        stranger = Device()
        stranger.make({"user": {"id": to_text(b"x" * 32)}, "challenge": "x"})
        key = phone.keys[0]
        nobodys_handle = replace(key, handle=b"somebody else")
        unsigned = replace(key, secret=stranger.keys[0].secret)
        unknown = tried(stranger)
        assert unknown == tried(key=nobodys_handle)
        assert unknown == tried(key=replace(key, handle=b""))
        assert unknown == tried(key=unsigned)
        bends: tuple[Bent, ...] = (
            {"origin": "https://elsewhere.example"},
            {"rp_id": "elsewhere.example"},
            {"flags": PRESENT},
        )
        for bent in bends:
            assert unknown == tried(replace(phone, **bent)), bent
        for nonsense in ("", "{}", "[1]", "null", "\x00", "🙏" * 9_000, '{"id":"a","rawId":"a"}'):
            assert unknown == tried(credential=nonsense)
        assert number_of(store, SignInSession) == 1

    def test_an_answer_is_good_once_in_its_own_browser_and_for_five_minutes(
        self, app: Flask, store: Store, added: Passkey, phone: Device
    ) -> None:
        here, elsewhere, late = app.test_client(), app.test_client(), app.test_client()
        signed = phone.sign(ask(here))
        ask(elsewhere)
        refused(elsewhere, signed)
        cookie = cookie_of(here, "relay_come_in")
        assert enter(here, signed).status_code == 303
        replayed = app.test_client()
        replayed.set_cookie("relay_come_in", cookie)
        refused(replayed, signed)
        refused(app.test_client(), signed)
        asked = ask(late)
        real = store.now
        store.now = lambda: real() + timedelta(minutes=6)
        refused(late, phone.sign(asked))

    def test_a_wrong_answer_takes_the_challenge_along(
        self, client: FlaskClient, added: Passkey, phone: Device
    ) -> None:
        asked = ask(client)
        refused(client, "x")
        refused(client, phone.sign(asked))

    def test_a_count_that_goes_back_is_a_copied_key_and_does_not_open(
        self, app: Flask, added: Passkey, phone: Device, rows: Rows
    ) -> None:
        phone.count = 7
        first = app.test_client()
        assert enter(first, phone.sign(ask(first))).status_code == 303
        for old in (7, 3, -1):
            phone.count = old
            browser = app.test_client()
            refused(browser, phone.sign(ask(browser)))
        assert [passkey.sign_count for passkey in rows(Passkey)] == [8]

    def test_a_device_that_does_not_count_comes_in_each_time(
        self, app: Flask, priya: FlaskClient, add: Add
    ) -> None:
        device = Device(count=-1)
        assert add(priya, device=device).status_code == 303
        for _ in range(2):
            device.count = -1
            browser = app.test_client()
            assert enter(browser, device.sign(ask(browser))).status_code == 303

    def test_every_answer_takes_as_long(
        self, client: FlaskClient, added: Passkey, phone: Device, rests: list[float]
    ) -> None:
        enter(client, phone.sign(ask(client)))
        enter(client, "x")
        stranger = Device()
        stranger.make({"user": {"id": "eA"}, "challenge": "x"})
        enter(client, stranger.sign(ask(client)))
        assert rests == pytest.approx([evenly.EVEN_SECONDS - TICK] * 3)

    def test_of_many_answers_at_once_one_comes_in(
        self, store: Store, shift: Shift, added: Passkey, phone: Device
    ) -> None:
        secrets, party = shift.room.secrets, party_of(BASE_URL)
        cookie, asked = unlocking.begin_coming_in(store, secrets, party)
        signed = phone.sign(json.loads(asked))
        before = number_of(store, SignInSession)
        at_once = threading.Barrier(20)
        admitted: list[object] = []
        faults: list[BaseException] = []

        def come() -> None:
            at_once.wait()
            try:
                admitted.append(unlocking.come_in(store, secrets, party, cookie, signed))
            except Exception as fault:  # noqa: BLE001 - whatever it is, the test tells of it
                faults.append(fault)

        threads = [threading.Thread(target=come) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert len([one for one in admitted if one is not None]) == 1
        assert number_of(store, SignInSession) == before + 1

    def test_from_anywhere_else_than_our_own_page_it_is_refused(
        self, client: FlaskClient, store: Store, added: Passkey, phone: Device
    ) -> None:
        signed = phone.sign(ask(client))
        before = number_of(store, Ceremony)
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://elsewhere.example"},
            {"Origin": "null"},
            {},
        ):
            assert client.post("/come-in/options", headers=headers).status_code == 403, headers
            sent = {"credential": signed}
            assert client.post("/come-in", data=sent, headers=headers).status_code == 403, headers
        assert number_of(store, Ceremony) == before
        assert enter(client, signed).status_code == 303

    def test_the_page_is_the_same_for_everybody_and_asks_no_database(
        self, app: Flask, client: FlaskClient, added: Passkey, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pages = {client.get("/come-in").data}
        for engine in ("writer", "reader"):
            monkeypatch.setattr(getattr(app.extensions["relay"].store, engine), "connect", lambda *_: 1 / 0)
        fresh = app.test_client().get("/come-in")
        assert pages == {fresh.data}
        assert "Set-Cookie" not in fresh.headers
        assert b"The code by mail works as before" in fresh.data

    def test_it_is_led_to_from_every_page_of_the_door(self, client: FlaskClient) -> None:
        for address in ("/key", "/out"):
            assert b'href="/come-in"' in client.get(address).data
        page = client.get("/n/" + "n" * 43).get_data(as_text=True)
        form = re.search(r'<form method="post" action="/come-in"[^>]*>', page)
        assert form is not None
        assert " hidden" in form[0]
        assert "js/passkey.js" in page

    def test_coming_in_ends_the_session_this_browser_held_before(
        self, store: Store, priya: FlaskClient, added: Passkey, phone: Device
    ) -> None:
        held = cookie_of(priya, "relay_letters")
        assert enter(priya, phone.sign(ask(priya))).status_code == 303
        assert cookie_of(priya, "relay_letters") != held
        assert number_of(store, SignInSession) == 1

    def test_asking_leaves_no_rows_behind_that_have_run_out(self, app: Flask, store: Store) -> None:
        for _ in range(3):
            ask(app.test_client())
        assert number_of(store, Ceremony) == 3
        real = store.now
        store.now = lambda: real() + timedelta(minutes=6)
        ask(app.test_client())
        assert number_of(store, Ceremony) == 1

    def test_over_tls_the_cookie_is_tied_to_this_host_and_the_passkey_to_its_name(
        self, store: Store, settings: Settings, cast: Cast
    ) -> None:
        app = create_app(replace(settings, base_url="https://letters.example"), store)
        answer = app.test_client().post(
            "/come-in/options",
            headers={"Sec-Fetch-Site": "same-origin"},
            base_url="https://letters.example",
        )
        assert answer.get_json()["rpId"] == "letters.example"
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-relay_come_in=")
        for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=300"):
            assert part in cookie

    def test_it_can_be_tried_so_often_and_no_more(
        self, store: Store, settings: Settings, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(evenly, "EVEN_SECONDS", 0)
        browser = create_app(replace(settings, environment="development"), store).test_client()
        assert [enter(browser, "x").status_code for _ in range(61)] == [422] * 60 + [429]


class TestEnding:
    """Removed, erased, signed out by a new address."""

    def shut(self, app: Flask, phone: Device, key: Key | None = None) -> None:
        browser = app.test_client()
        refused(browser, phone.sign(ask(browser), key))

    def test_one_that_was_removed_opens_nothing(
        self,
        app: Flask,
        priya: FlaskClient,
        added: Passkey,
        phone: Device,
        rows: Rows,
        store: Store,
        words: Callable[[TestResponse], str],
    ) -> None:
        answer = priya.post(f"/mine/passkeys/{added.id}/removal")
        assert answer.headers["Location"] == "/mine#passkeys"
        self.shut(app, phone)
        assert rows(Passkey) == []
        assert number_of(store, PasskeyLocator) == 0
        assert "My phone" not in words(priya.get("/mine"))
        assert priya.post(f"/mine/passkeys/{added.id}/removal").status_code == 404

    def test_nobody_removes_anothers(
        self,
        store: Store,
        cast: Cast,
        sign_in_as: Callable[[Staff | Candidate], FlaskClient],
        added: Passkey,
        rows: Rows,
        alice: FlaskClient,
        client: FlaskClient,
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            sam = registering.add_candidate(work, name="Sam Reed", email="sam@example.com")
        with store.work(cast.other_agency.id) as work:
            other = registering.add_candidate(work, name="Priya Nair", email="priya.nair@example.com")
        for person in (sam, other):
            browser = sign_in_as(person)
            assert browser.post(f"/mine/passkeys/{added.id}/removal").status_code == 404
            assert "My phone" not in browser.get("/mine").text
            assert added.credential_id not in browser.post("/mine/passkeys/options").get_data(as_text=True)
        for browser in (alice, client):
            assert browser.post(f"/mine/passkeys/{added.id}/removal").status_code == 303
        assert len(rows(Passkey)) == 1

    def test_being_erased_takes_them_along(
        self,
        app: Flask,
        store: Store,
        cast: Cast,
        added: Passkey,
        phone: Device,
        rows: Rows,
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            challenge = work.add(
                Challenge(
                    cookie_hash="x",
                    agency_id=cast.agency.id,
                    candidate_id=cast.priya.id,
                    made_at=work.now,
                    expires_at=work.now + timedelta(minutes=5),
                )
            )
            erasing.erase_candidate(work, challenge.id)
        assert rows(Passkey) == []
        assert number_of(store, PasskeyLocator) == 0
        self.shut(app, phone)

    def test_a_new_address_ends_them_as_it_ends_sessions(
        self,
        app: Flask,
        store: Store,
        cast: Cast,
        priya: FlaskClient,
        added: Passkey,
        phone: Device,
        rows: Rows,
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            now = work.get(Candidate, cast.priya.id)
            registering.change_candidate(
                work,
                now.id,
                name=now.name,
                called=now.called,
                email="priya@new.example",
                zone=now.zone,
                version=now.version,
            )
        assert rows(Passkey) == []
        self.shut(app, phone)

    def test_a_name_put_right_does_not(
        self, app: Flask, store: Store, cast: Cast, added: Passkey, phone: Device
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            now = work.get(Candidate, cast.priya.id)
            registering.change_candidate(
                work,
                now.id,
                name="Priya R. Nair",
                called=now.called,
                email=now.email,
                zone=now.zone,
                version=now.version,
            )
        browser = app.test_client()
        assert enter(browser, phone.sign(ask(browser))).status_code == 303


def test_with_two_agencies_each_passkey_opens_its_own_letters(
    app: Flask,
    store: Store,
    cast: Cast,
    priya: FlaskClient,
    add: Add,
    phone: Device,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
) -> None:
    with store.work(cast.other_agency.id) as work:
        other = registering.add_candidate(work, name="Priya Nair", email="priya.nair@example.com")
    assert add(priya).status_code == 303
    assert add(sign_in_as(other)).status_code == 303
    ours, theirs = phone.keys
    assert ours.handle != theirs.handle
    for key, name in ((ours, cast.agency.name), (theirs, cast.other_agency.name)):
        browser = app.test_client()
        assert enter(browser, phone.sign(ask(browser), key)).status_code == 303
        assert name in browser.get("/mine").text
    browser = app.test_client()
    refused(browser, phone.sign(ask(browser), replace(ours, handle=theirs.handle)))


def test_events_hold_ids_alone_and_the_record_has_its_chapter(
    priya: FlaskClient,
    client: FlaskClient,
    added: Passkey,
    phone: Device,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    enter(client, phone.sign(ask(client)))
    record = words(priya.get("/mine/record"))
    assert "Your passkeys" in record
    assert "My phone" in record
    priya.post(f"/mine/passkeys/{added.id}/removal")
    told = sorted(
        (row for row in rows(EventRow) if row.name.startswith("passkey.")),
        key=lambda row: row.subject_version,
    )
    assert [row.name for row in told] == ["passkey.added", "passkey.used", "passkey.removed"]
    assert [row.subject_version for row in told] == [1, 2, 3]
    assert {row.subject_id for row in told} == {added.id}
    assert all(set(row.data) == {"passkey_id"} for row in told)


def test_another_secret_of_the_house_makes_them_worthless(
    store: Store, added: Passkey, phone: Device
) -> None:
    """As it does with every link and code: docs/decisions/0004."""
    party, others = party_of(BASE_URL), Secrets("another secret")
    cookie, asked = unlocking.begin_coming_in(store, others, party)
    assert unlocking.come_in(store, others, party, cookie, phone.sign(json.loads(asked))) is None


@pytest.mark.parametrize(
    ("base_url", "host", "origin"),
    [
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
        ("https://letters.example/", "letters.example", "https://letters.example"),
        ("https://Letters.example:443", "letters.example", "https://letters.example"),
        ("https://letters.example:8443", "letters.example", "https://letters.example:8443"),
    ],
)
def test_passkeys_are_bound_to_the_name_that_mails_use(base_url: str, host: str, origin: str) -> None:
    party = party_of(base_url)
    assert (party.host, party.origin) == (host, origin)


def test_a_session_by_passkey_is_ended_like_any_other(
    app: Flask, added: Passkey, phone: Device, priya: FlaskClient
) -> None:
    browser = app.test_client()
    enter(browser, phone.sign(ask(browser)))
    assert browser.get("/letters").status_code == 200
    assert priya.post("/mine/devices/ending").status_code == 303
    assert browser.get("/letters").status_code == 303
