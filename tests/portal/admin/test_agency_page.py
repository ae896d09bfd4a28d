"""The agency's form."""

import re

from flask.testing import FlaskClient

from relay.domain.agency import Agency
from relay.store.store import Store
from relay.vocabulary import Tone
from tests.cast import Cast, Story

FORM = {
    "name": "Brighter Road",
    "zone": "Europe/Warsaw",
    "tone": "formal",
    "promise_days": "5",
    "fairness_days": "3",
}


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


def test_the_agencys_own_greeting_and_farewell_stand_in_the_next_message(
    cast: Cast, ada: FlaskClient, story: Story
) -> None:
    version = version_in(ada.get("/agency").text)
    own = {"greeting": "Good day,", "farewell": "With good wishes"}
    ada.post("/agency", data={**FORM, "tone": "warm", "version": version, **own})

    story.capture()

    _message, worded = story.message()
    assert worded.text.startswith("Good day Priya,\n")
    assert "\nWith good wishes,\nAlice Moreau" in worded.text
    assert list(worded.breaches) == []
    assert 'value="Good day"' in ada.get("/agency").text


def test_without_its_own_words_the_tone_greets(cast: Cast, ada: FlaskClient, story: Story) -> None:
    version = version_in(ada.get("/agency").text)
    ada.post("/agency", data={**FORM, "tone": "plain", "version": version, "greeting": " ", "farewell": ""})

    story.capture()

    assert story.message()[1].text.startswith("Hello Priya,")


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
        ("fairness_days", ""),
        ("greeting", "Hi {name}"),
        ("greeting", "x" * 41),
        ("farewell", "Ring 0161 496 0148"),
        ("farewell", "<b>Bye</b>"),
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
