"""Was it helpful? The candidate says so once they have read the letter, may say it differently, and the recruiter sees it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.letter import Letter, Receipt
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.vocabulary import Helpful
from tests.cast import Cast


def address(letter: Letter) -> str:
    return f"/letters/{letter.id}/helpfulness"


def receipt(store: Store, cast: Cast) -> Receipt:
    with store.look(cast.agency.id) as work:
        found = work.one(select(Receipt))
    assert found is not None
    return found


@pytest.fixture
def read(priya: FlaskClient, opened: Letter) -> Letter:
    """The letter, acknowledged."""
    priya.post(f"/letters/{opened.id}/acknowledgement", data={"text_hash": opened.text_hash})
    return opened


def test_it_is_asked_once_the_letter_was_read(priya: FlaskClient, opened: Letter) -> None:
    assert "Was it helpful?" not in priya.get(f"/letters/{opened.id}").text
    priya.post(f"/letters/{opened.id}/acknowledgement", data={"text_hash": opened.text_hash})
    assert "Was it helpful?" in priya.get(f"/letters/{opened.id}").text


def test_what_was_said_stands_on_the_letter_and_on_the_recruiters_page(
    priya: FlaskClient, alice: FlaskClient, cast: Cast, read: Letter, words: Callable[[TestResponse], str]
) -> None:
    answer = priya.post(address(read), data={"helpful": "partly", "helpful_why": "The second part was new."})

    assert answer.status_code == 303
    assert "You said: partly." in words(priya.get(f"/letters/{read.id}"))
    page = alice.get(f"/interviews/{cast.interview.id}")
    desk = words(page)
    assert "Partly helpful" in desk
    assert "The second part was new." in desk
    assert "said whether it helped: partly" in page.text


def test_the_same_word_twice_is_one_and_a_later_one_holds(
    priya: FlaskClient, store: Store, cast: Cast, read: Letter
) -> None:
    for helpful in ("no", "no", "yes"):
        priya.post(address(read), data={"helpful": helpful})

    assert receipt(store, cast).helpful is Helpful.YES
    with store.look(cast.agency.id) as work:
        told = work.all(select(EventRow).where(EventRow.name == "message.helpfulness_told"))
    assert [row.data["helpful"] for row in told] == ["no", "yes"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "helpful"),
        ({"helpful": "perhaps"}, "helpful"),
        ({"helpful": "no", "helpful_why": "x" * 2001}, "helpful_why"),
        ({"helpful": "no", "helpful_why": "a\x00b"}, "helpful_why"),
    ],
)
def test_bad_input_says_so_beside_the_field_and_keeps_what_was_typed(
    priya: FlaskClient, store: Store, cast: Cast, read: Letter, fields: dict[str, str], wrong: str
) -> None:
    answer = priya.post(address(read), data=fields)

    assert answer.status_code == 422
    assert f'id="{wrong}-error"' in answer.text
    assert receipt(store, cast).helpful is None


def test_a_closed_letter_helped_nobody_yet(priya: FlaskClient, letter: Letter) -> None:
    assert priya.post(address(letter), data={"helpful": "yes"}).status_code == 409


def test_a_recruiter_does_not_say_it_for_them(
    alice: FlaskClient, store: Store, cast: Cast, read: Letter
) -> None:
    assert alice.post(address(read), data={"helpful": "yes"}).status_code == 307
    assert receipt(store, cast).helpful is None
