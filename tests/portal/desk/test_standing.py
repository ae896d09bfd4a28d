"""Standing: every state has words, and the same ones on every page."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.letter import LetterState
from relay.domain.message import MessageState
from relay.domain.promise import Promise, PromiseState
from relay.journey import relaying, reviewing
from relay.portal.desk.standing import READ, WORDED
from relay.store.store import Store
from tests.cast import Cast, Story
from tests.sequel import Sequel

Fields = Callable[..., dict[str, str]]


def test_no_state_is_without_words() -> None:
    assert set(WORDED) == set(MessageState)
    assert {LetterState.CLOSED, LetterState.OPENED, LetterState.ACKNOWLEDGED} == set(READ)


def test_lists_and_the_interviews_own_page_say_the_same(
    alice: FlaskClient, cast: Cast, story: Story, address: str
) -> None:
    story.capture()
    words, tone = WORDED[story.message()[0].state]
    for page in ("/today", "/interviews", f"/candidates/{cast.priya.id}", address, f"{address}/review"):
        shown = alice.get(page).text
        assert f"pill-{tone}" in shown
        assert f"{words}</span>" in shown


@pytest.mark.parametrize("acknowledged", [False, True])
def test_a_letter_has_one_sign_on_lists_and_on_the_interviews_own_page(
    alice: FlaskClient, story: Story, sequel: Sequel, address: str, acknowledged: bool
) -> None:
    letter = story.relay()
    sequel.read(letter, acknowledge=acknowledged)
    words, tone = READ[LetterState.ACKNOWLEDGED if acknowledged else LetterState.OPENED]
    for page in ("/interviews", address):
        assert re.search(rf'pill-{tone}"><svg(?:(?!</svg>).)*</svg>{words}<', alice.get(page).text), page


@pytest.fixture
def came_late(store: Store, cast: Cast, story: Story) -> None:
    """Word came when its promise had passed."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        promise = work.session.scalars(select(Promise)).one()
        promise.due_at = work.now - timedelta(days=2)
    story.relay()
    with store.look(cast.agency.id) as work:
        assert work.session.scalars(select(Promise)).one().state is PromiseState.MISSED


def says_that_it_came_late(alice: FlaskClient, address: str) -> bool:
    """Whether the lists and the interview's own page say so, and that nobody waits."""
    listed, found, own = (
        alice.get("/interviews").text,
        alice.get("/interviews?waits=word").text,
        alice.get(address).text,
    )
    return (
        "Came late" in listed
        and "Word came late" in own
        and "Late:" not in listed + own
        and "No interview fits that" in found
    )


@pytest.mark.usefixtures("came_late")
def test_nobody_is_said_to_wait_any_more_for_word_that_came_late(alice: FlaskClient, address: str) -> None:
    assert says_that_it_came_late(alice, address)


@pytest.mark.usefixtures("came_late")
def test_a_letter_that_is_withdrawn_does_not_make_its_word_late_again(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        relaying.withdraw_letter(work, story.message()[0].id)

    assert says_that_it_came_late(alice, address)
    assert "Withdrawn" in alice.get("/interviews").text
    assert "Nothing waits" in alice.get("/today").text


@pytest.mark.usefixtures("came_late")
def test_the_timeline_tells_word_that_came_late_from_silence(alice: FlaskClient, address: str) -> None:
    page = alice.get(address).text
    assert "Word came after the promised time" in page
    assert "passed without word" not in page


def test_what_a_manager_allowed_is_not_said_to_need_mending(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str, editor: Fields
) -> None:
    story.capture()
    message, version = story.message()
    alice.post(f"/messages/{message.id}/versions", data=editor(text=f"{version.text}\n\nYou scored 2/10."))
    number = story.message()[1].number
    assert "to mend before this can be relayed" in alice.get(f"{address}/review").text
    with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
        reviewing.clear_message(work, message.id, number=number, reason="She asked for it.")

    page = alice.get(f"{address}/review").text

    assert "What the guard objects to, and a manager allowed" in page
    assert "to mend before this can be relayed" not in page
