"""The agency's form."""

import re

from flask.testing import FlaskClient

from relay.domain.agency import Agency
from relay.store.store import Store
from relay.vocabulary import Tone
from tests.cast import Cast

FORM = {"name": "Brighter Road", "zone": "Europe/Warsaw", "tone": "formal", "promise_days": "5"}


def version_in(page: str) -> str:
    """The version that the form was drawn over."""
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found, "the form carries no version"
    return found[1]


def agency(store: Store, cast: Cast) -> Agency:
    """The agency, read afresh."""
    with store.look(cast.agency.id) as work:
        return work.agency


def test_the_form_sets_name_zone_tone_and_promise(cast: Cast, ada: FlaskClient, store: Store) -> None:
    version = version_in(ada.get("/agency").text)
    answer = ada.post("/agency", data={**FORM, "version": version}, follow_redirects=True)
    assert "Saved." in answer.text
    assert "Times in Europe/Warsaw" in answer.text
    after = agency(store, cast)
    assert (after.name, after.zone, after.tone, after.promise_days) == (
        "Brighter Road",
        "Europe/Warsaw",
        Tone.FORMAL,
        5,
    )


def test_bad_input_is_told_beside_its_field_and_changes_nothing(
    cast: Cast, ada: FlaskClient, store: Store
) -> None:
    version = version_in(ada.get("/agency").text)
    for field, value in (
        ("name", ""),
        ("name", "a\x00b"),
        ("name", "a\u202eb"),
        ("zone", "Mars/Olympus"),
        ("tone", "sarcastic"),
        ("promise_days", "0"),
        ("promise_days", "31"),
        ("promise_days", "two"),
        ("promise_days", "9" * 5000),
    ):
        answer = ada.post("/agency", data={**FORM, "version": version, field: value})
        assert answer.status_code == 422, (field, value[:20])
        assert f'id="{field}-error"' in answer.text, (field, value[:20])
    assert agency(store, cast).name == "Bright Road"


def test_a_change_over_a_newer_version_is_refused_and_shows_it(
    cast: Cast, ada: FlaskClient, store: Store
) -> None:
    version = version_in(ada.get("/agency").text)
    assert ada.post("/agency", data={**FORM, "version": version}).status_code == 303
    refused = ada.post("/agency", data={**FORM, "name": "Mine", "version": version})
    assert refused.status_code == 409
    assert "Brighter Road" in refused.text
    assert 'value="Mine"' in refused.text
    assert agency(store, cast).name == "Brighter Road"


def test_no_other_role_changes_it(cast: Cast, alice: FlaskClient, bob: FlaskClient, store: Store) -> None:
    for browser in (alice, bob):
        assert browser.post("/agency", data={**FORM, "version": "1"}).status_code == 403
    assert agency(store, cast).name == "Bright Road"
