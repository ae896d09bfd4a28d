"""Carrying: nothing that was typed is lost by having been signed out."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.client import Client
from relay.domain.question import Question
from relay.store.store import Store
from tests.cast import PASSWORD, Cast, Story

WORDS = 'Half <b>typed</b>: "so far"\r\n\r\nמרחבא \U0001f989'


def post_late(client: FlaskClient, place: str, data: dict[str, str]) -> TestResponse:
    """What a signed-out browser gets: 307 has it send the same form on."""
    sent_on = client.post(place, data=data)
    assert sent_on.status_code == 307
    assert sent_on.location is not None
    return client.post(sent_on.location, data=data)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the last form on a page that goes where it says."""
    form = page[page.rindex('<form class="form"') :]
    fields = re.findall(
        r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form[: form.index("</form>")]
    )
    return {unescape(name): unescape(value) for name, value in fields}


def test_wording_typed_before_the_session_ended_is_saved_after_signing_in_again(
    client: FlaskClient, cast: Cast, story: Story
) -> None:
    story.capture()
    message, version = story.message()
    place = f"/messages/{message.id}/versions"
    typed = {"subject": version.subject, "text": f"{version.text}\r\n\r\n{WORDS}", "number": "1"}

    late = post_late(client, place, typed)
    assert late.status_code == 401
    assert "You were signed out before this could be saved" in late.text
    wrong = client.post(
        "/sign-in", data={**hidden(late.text), "email": cast.alice.email, "password": "not the password"}
    )
    assert wrong.status_code == 422
    again = client.post(
        "/sign-in", data={**hidden(wrong.text), "email": cast.alice.email, "password": PASSWORD}
    )
    assert "has not been saved yet" in again.text
    assert f'action="{place}"' in again.text
    assert story.message()[1].number == 1
    saved = client.post(place, data=hidden(again.text))

    assert saved.location == f"/interviews/{cast.interview.id}/review"
    assert story.message()[1].text.endswith(WORDS.replace("\r\n", "\n"))


def test_a_form_without_a_word_in_it_leads_to_the_entrance_alone(client: FlaskClient, cast: Cast) -> None:
    answer = client.post(f"/interviews/{cast.interview.id}/cancellation", data={"submission_key": "once"})
    assert (answer.status_code, answer.location) == (303, "/sign-in")


@pytest.mark.parametrize("to", ["//elsewhere.example/x", "https://elsewhere.example", "/a\\b", "", "clients"])
def test_a_form_is_never_carried_out_of_the_house(client: FlaskClient, cast: Cast, to: str) -> None:
    page = client.post(f"/sign-in/carried?to={to}", data={"name": "Late"}).text
    assert "carried_to" not in page
    signed_in = client.post(
        "/sign-in",
        data={
            "email": cast.alice.email,
            "password": PASSWORD,
            "carried_to": to,
            "carried": '[["name", "Late"]]',
        },
    )
    assert (signed_in.status_code, signed_in.location) == (303, "/today")


@pytest.mark.parametrize("packed", ["", "{}", "[1]", '[["a"]]', '[["a", 1]]', "[" * 5000, '{"a": "b"}'])
def test_what_was_not_packed_by_the_house_is_not_unpacked(
    client: FlaskClient, cast: Cast, packed: str
) -> None:
    fields = {"email": cast.alice.email, "password": PASSWORD, "carried_to": "/clients", "carried": packed}
    assert client.post("/sign-in", data=fields).location == "/today"


def test_nothing_is_stored_until_it_is_sent_again(client: FlaskClient, cast: Cast, store: Store) -> None:
    post_late(client, "/clients", {"name": "Carried Ltd"})
    with store.look(cast.agency.id) as work:
        assert "Carried Ltd" not in {found.name for found in work.all(select(Client))}


def test_a_candidates_words_are_given_back(
    client: FlaskClient, cast: Cast, story: Story, store: Store
) -> None:
    letter = story.relay()
    form = {"kind": "fairness", "text": WORDS}
    answer = post_late(client, f"/letters/{letter.id}/questions", form)
    assert answer.status_code == 401
    assert "What you wrote just now was not sent" in answer.text
    assert "Half &lt;b&gt;typed&lt;/b&gt;" in answer.text
    with store.look(cast.agency.id) as work:
        assert not work.all(select(Question))


@pytest.mark.parametrize("packed", ['[["text","\\ud800"]]', '[["\\udfff","x"]]', "[" * 100_000, "9" * 5_000])
def test_a_carried_form_that_nobody_packed_breaks_nothing(
    client: FlaskClient, cast: Cast, packed: str
) -> None:
    form = {"email": cast.alice.email, "password": "wrong", "carried_to": "/today", "carried": packed}
    assert client.post("/sign-in", data=form).status_code == 422
