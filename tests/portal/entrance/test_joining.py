import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from relay.domain.staff import Staff
from relay.hall import evenly
from relay.journey import staffing
from relay.store.store import Store
from relay.vocabulary import Role
from tests.cast import PASSWORD, Cast, PostBox

CHOSEN = "another three words"


@pytest.fixture
def newest_link(carry_out_all: Callable[[], None], post_box: PostBox) -> Callable[[], str]:
    """A function that gives the path of the newest link that was sent."""

    def find() -> str:
        carry_out_all()
        return "/join/" + post_box.envelopes[-1].text.split("/join/")[1].split()[0]

    return find


@pytest.fixture
def dora(cast: Cast, store: Store) -> Staff:
    """Somebody who was just invited."""
    with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
        return staffing.invite_staff(
            work, name="Dora Quist", email="dora@bright.example", role=Role.RECRUITER
        )


def test_an_invitation_is_opened_often_and_taken_up_once(
    dora: Staff, newest_link: Callable[[], str], client: FlaskClient, app: Flask
) -> None:
    link = newest_link()
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert "Join Bright Road" in page.text
        assert 'value="dora@bright.example"' in page.text
    answer = client.post(link, data={"password": CHOSEN})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/today")
    assert client.get("/").headers["Location"] == "/today"
    for again in (
        app.test_client().get(link),
        app.test_client().post(link, data={"password": "a third password"}),
    ):
        assert again.status_code == 410
        assert "This link does not work any more" in again.text
    by_password = app.test_client().post("/sign-in", data={"email": dora.email, "password": CHOSEN})
    assert by_password.status_code == 303


@pytest.mark.parametrize("password", ["", "too short", "x" * 201])
def test_a_password_that_cannot_be_taken_is_told_beside_its_field_and_the_link_stays_good(
    dora: Staff, newest_link: Callable[[], str], client: FlaskClient, password: str
) -> None:
    link = newest_link()
    answer = client.post(link, data={"password": password})
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert client.post(link, data={"password": CHOSEN}).status_code == 303


@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "../../etc", "é"])
def test_a_link_that_never_was_says_the_same_as_a_used_one(
    cast: Cast, client: FlaskClient, token: str
) -> None:
    answer = client.get(f"/join/{token}")
    assert answer.status_code in {404, 410}
    assert client.post(f"/join/{token}", data={"password": CHOSEN}).status_code in {404, 410, 405}


def test_an_invitation_runs_out_after_a_week(
    dora: Staff, newest_link: Callable[[], str], client: FlaskClient, store: Store
) -> None:
    link = newest_link()
    later = store.now() + timedelta(days=7, minutes=1)
    store.now = lambda: later
    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": CHOSEN}).status_code == 410


def test_somebody_who_was_deactivated_cannot_join_by_an_old_invitation(
    cast: Cast, dora: Staff, newest_link: Callable[[], str], client: FlaskClient, store: Store
) -> None:
    link = newest_link()
    with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
        staffing.deactivate_staff(work, dora.id)
    assert client.post(link, data={"password": CHOSEN}).status_code == 410


def test_a_forgotten_password_is_answered_alike_for_every_address(
    cast: Cast, client: FlaskClient, post_box: PostBox, carry_out_all: Callable[[], None]
) -> None:
    known = client.post("/forgotten", data={"email": cast.alice.email})
    unknown = client.post("/forgotten", data={"email": "nobody@bright.example"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert "Look at your mail" in client.get(known.headers["Location"]).text
    carry_out_all()
    assert [envelope.address for envelope in post_box.envelopes] == [cast.alice.email]


def test_a_forgotten_password_is_answered_after_the_same_time_for_every_address(
    cast: Cast, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asleep: list[float] = []
    monkeypatch.setattr(time, "sleep", asleep.append)
    client.post("/forgotten", data={"email": cast.alice.email})
    client.post("/forgotten", data={"email": "nobody@bright.example"})
    assert len(asleep) == 2
    assert all(0 < rest < evenly.EVEN_SECONDS for rest in asleep)


def test_a_forgotten_password_needs_an_address(cast: Cast, client: FlaskClient) -> None:
    answer = client.post("/forgotten", data={"email": "alice"})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert 'value="alice"' in answer.text


def test_a_new_password_ends_every_other_session(
    cast: Cast,
    alice: FlaskClient,
    client: FlaskClient,
    newest_link: Callable[[], str],
    app: Flask,
) -> None:
    assert alice.get("/").headers["Location"] == "/today"
    client.post("/forgotten", data={"email": cast.alice.email})
    link = newest_link()
    assert "signs you out everywhere else" in client.get(link).text
    assert client.post(link, data={"password": CHOSEN}).headers["Location"] == "/today"
    assert alice.get("/").headers["Location"] == "/sign-in"
    fresh = app.test_client()
    assert fresh.post("/sign-in", data={"email": cast.alice.email, "password": PASSWORD}).status_code == 422
    assert fresh.post("/sign-in", data={"email": cast.alice.email, "password": CHOSEN}).status_code == 303
