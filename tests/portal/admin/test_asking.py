"""The administrator says how clients are asked, and what happens when a promise slips."""

import re

import pytest
from flask.testing import FlaskClient

from relay.domain.agency import Agency
from relay.store.store import Store
from tests.cast import Cast

FORM = {"asks": "yes", "country": "GB-SCT", "remind_every": "2", "reminders": "3", "grace_days": "2"}


def send(browser: FlaskClient, **changes: str) -> tuple[int, str]:
    """Send the form over the version that stands."""
    section = browser.get("/agency").text.partition('aria-label="Asking clients"')[2]
    version = re.findall(r'name="version" value="(\d+)"', section)
    data = {"version": version[0] if version else "0", **FORM, **changes}
    answer = browser.post("/agency/asking", data={name: value for name, value in data.items() if value})
    return answer.status_code, answer.text


def agency(store: Store, cast: Cast) -> Agency:
    with store.look(cast.agency.id) as work:
        return work.agency


def test_it_is_set_and_shown(ada: FlaskClient, store: Store, cast: Cast) -> None:
    assert send(ada)[0] == 303
    known = agency(store, cast)
    assert (known.country, known.asks, known.remind_every, known.reminders, known.grace_days) == (
        "GB-SCT",
        True,
        2,
        3,
        2,
    )
    assert '<option value="GB-SCT" selected>United Kingdom: Scotland</option>' in ada.get("/agency").text
    assert send(ada, asks="")[0] == 303
    assert not agency(store, cast).asks


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "XX"),
        ("remind_every", "0"),
        ("remind_every", "11"),
        ("reminders", "6"),
        ("reminders", "many"),
        ("grace_days", "0"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_stores_nothing(
    ada: FlaskClient, store: Store, cast: Cast, field: str, value: str
) -> None:
    status, page = send(ada, **{field: value})
    assert status == 422
    assert f'id="{field}-error"' in page
    assert agency(store, cast).country is None


def test_what_is_wrong_stands_above_the_heading_in_the_order_of_the_form(ada: FlaskClient) -> None:
    page = send(ada, reminders="6", remind_every="0")[1]
    assert page.index('id="errors-title"') < page.index("<h1>") < page.index('id="asking-title"')
    assert page.index('href="#reminders"') < page.index('href="#remind_every"')
    assert page.count('id="errors-title"') == 1


def test_nobody_but_an_administrator_sets_it(
    alice: FlaskClient, bob: FlaskClient, charlie: FlaskClient, client: FlaskClient, store: Store, cast: Cast
) -> None:
    for browser in (alice, bob, charlie):
        assert browser.post("/agency/asking", data={**FORM, "version": "1"}).status_code == 403
    assert client.post("/agency/asking", data=FORM).status_code in (303, 307)
    assert agency(store, cast).country is None


def test_a_change_over_a_newer_one_is_refused(ada: FlaskClient, store: Store, cast: Cast) -> None:
    send(ada)
    status, _ = send(ada, version="1", country="DE")
    assert status == 409
    assert agency(store, cast).country == "GB-SCT"
