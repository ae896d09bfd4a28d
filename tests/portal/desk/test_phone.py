"""Saying it on the phone: the script stands beside the message for as long as the message may be told."""

import re
from collections.abc import Callable
from html import unescape

from flask.testing import FlaskClient

from relay.domain.message import MessageState
from relay.journey import reviewing
from relay.store.store import Store
from tests.cast import Cast, Story

Fields = Callable[..., dict[str, str]]


def script_on(page: str) -> str:
    """The script's words, without the page's."""
    start = page.index('id="phone"')
    return unescape(re.sub(r"<[^>]+>", " ", page[start : page.index("</details>", start)]))


def test_the_script_is_the_message_in_lines_to_say(alice: FlaskClient, story: Story, address: str) -> None:
    story.capture()
    page = alice.get(f"{address}/review").text
    said = script_on(page)
    _message, version = story.message()
    assert "Alice Moreau from Bright Road" in said
    assert "moment to talk?" in said
    for sentence in version.sentences:
        if sentence.role.value != "frame":
            assert sentence.text in said
    assert "496 0148" not in said
    inside = page[page.index('id="phone"') : page.index("</details>", page.index('id="phone"'))]
    assert not re.search(r"<(?:a|button|input|form)\b", inside)


def test_an_edit_is_what_is_said(alice: FlaskClient, story: Story, address: str, editor: Fields) -> None:
    story.capture()
    message, version = story.message()
    told = next(s.text for s in version.sentences if s.role.value == "observation")
    kinder = told.replace("You ", "On the day you ", 1)
    assert kinder != told
    alice.post(f"/messages/{message.id}/versions", data=editor(text=version.text.replace(told, kinder)))
    assert story.message()[0].state is MessageState.DRAFTED
    assert kinder in script_on(alice.get(f"{address}/review").text)


def test_what_the_guard_objects_to_is_not_said_on_the_phone_either(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str, editor: Fields
) -> None:
    story.capture()
    message, version = story.message()
    alice.post(f"/messages/{message.id}/versions", data=editor(text=version.text + "\n\nYou were useless."))
    assert story.message()[0].state is MessageState.FLAGGED
    assert 'id="phone"' not in alice.get(f"{address}/review").text
    with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
        reviewing.clear_message(work, message.id, number=2, reason="So be it.")
    assert 'id="phone"' not in alice.get(f"{address}/review").text


def test_a_version_that_was_sent_back_gives_no_script(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str
) -> None:
    story.capture()
    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        reviewing.send_back_message(work, message.id, number=version.number, reason="Ask Tom first.")
    assert 'id="phone"' not in alice.get(f"{address}/review").text


def test_it_can_be_said_before_and_after_the_letter_is_there(
    alice: FlaskClient, story: Story, address: str
) -> None:
    story.relay()
    assert "moment to talk?" in script_on(alice.get(f"{address}/review").text)


def test_a_form_that_was_not_taken_leaves_the_script_where_nothing_was_typed_over_it(
    alice: FlaskClient, drafted: str, editor: Fields
) -> None:
    refused = alice.post(f"{drafted}/return", data={"number": "1", "reason": ""})
    assert refused.status_code == 422
    assert "moment to talk?" in script_on(refused.text)

    newer = alice.post(f"{drafted}/approval", data=editor(text="Hi Priya,\n\nNo.", number="7"))
    assert newer.status_code == 409
    assert 'id="phone"' not in newer.text
