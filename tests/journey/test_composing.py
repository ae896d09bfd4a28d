"""Composing follows the name by which the candidate is known, and never a wording that a person touched."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from relay.domain.errors import StaleError
from relay.domain.message import MessageState
from relay.journey import registering, reviewing
from relay.store.store import Store
from tests.cast import Cast, Story


def rename(store: Store, cast: Cast, **changes: str) -> None:
    known: dict[str, Any] = {
        "name": "Priya Nair",
        "email": cast.priya.email,
        "called": "Priya",
        "zone": "UTC",
    }
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.change_candidate(work, cast.priya.id, **(known | changes))


@pytest.mark.parametrize(
    ("changes", "greeting"),
    [({"name": "Zora Nair", "called": ""}, "Hi Zora,"), ({"called": "Pri"}, "Hi Pri,")],
)
def test_a_candidate_who_is_renamed_is_greeted_by_the_new_name(
    store: Store, cast: Cast, story: Story, changes: dict[str, str], greeting: str
) -> None:
    story.capture()
    rename(store, cast, **changes)
    story.carry_out_all()

    message, version = story.message()

    assert version.text.startswith(greeting)
    assert (message.state, list(version.breaches)) == (MessageState.DRAFTED, [])


def test_a_wording_that_a_person_touched_stays_and_the_new_one_is_suggested(
    store: Store, cast: Cast, story: Story
) -> None:
    story.capture()
    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        text = version.text.replace("Hi Priya", "Dear Priya")
        reviewing.amend_message(work, message.id, reviewing.Wording(version.subject, text, version.number))

    rename(store, cast, name="Zora Nair", called="")
    story.carry_out_all()

    message, version = story.message()
    assert version.text.startswith("Dear Priya")
    assert message.latest > message.number


def approve_for_later(store: Store, cast: Cast, story: Story) -> None:
    """Alice approves the current version, to go out in five hours."""
    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        reviewing.approve_message(
            work,
            message.id,
            number=version.number,
            text_hash=version.text_hash,
            not_before=work.now + timedelta(hours=5),
        )


@pytest.mark.parametrize(
    ("changes", "greeting"),
    [({"name": "Zora Nair", "called": ""}, "Hi Zora,"), ({"called": "Pri"}, "Hi Pri,")],
)
def test_what_was_approved_and_has_not_gone_out_is_worded_anew_and_read_again(
    store: Store,
    cast: Cast,
    story: Story,
    let_leases_end: Callable[[], None],
    changes: dict[str, str],
    greeting: str,
) -> None:
    story.capture()
    approve_for_later(store, cast, story)

    rename(store, cast, **changes)
    let_leases_end()
    story.carry_out_all()

    message, version = story.message()
    assert (message.state, message.approved_number) == (MessageState.DRAFTED, None)
    assert version.text.startswith(greeting)


def test_an_approved_wording_of_a_person_does_not_go_out_under_the_former_name(
    store: Store, cast: Cast, story: Story, let_leases_end: Callable[[], None]
) -> None:
    story.capture()
    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        text = version.text.replace("Hi Priya", "Dear Priya")
        reviewing.amend_message(work, message.id, reviewing.Wording(version.subject, text, version.number))
    approve_for_later(store, cast, story)

    rename(store, cast, called="Pri")
    let_leases_end()
    story.carry_out_all()

    message, version = story.message()
    assert (message.state, message.relayed_number) == (MessageState.DRAFTED, None)
    assert version.text.startswith("Dear Priya")
    assert message.latest > message.number


def test_nothing_is_approved_under_the_former_name_before_it_is_worded_for_the_new_one(
    store: Store, cast: Cast, story: Story
) -> None:
    story.capture()
    rename(store, cast, name="Zora Nair", called="")

    with pytest.raises(StaleError, match="called otherwise by now"):
        approve_for_later(store, cast, story)

    story.carry_out_all()
    approve_for_later(store, cast, story)
    message, version = story.message()
    assert message.state is MessageState.APPROVED
    assert version.text.startswith("Hi Zora,")


def test_a_name_that_was_set_right_again_does_not_stand_in_the_way_of_an_approval(
    store: Store, cast: Cast, story: Story
) -> None:
    story.capture()
    rename(store, cast, called="Pirya")
    rename(store, cast)

    approve_for_later(store, cast, story)

    assert story.message()[0].state is MessageState.APPROVED


def test_what_has_reached_the_candidate_is_not_worded_anew(store: Store, cast: Cast, story: Story) -> None:
    story.relay()
    before, _ = story.message()

    rename(store, cast, name="Zora Nair", called="")
    story.carry_out_all()

    assert story.message()[0].latest == before.latest


def test_another_address_words_nothing_anew(store: Store, cast: Cast, story: Story) -> None:
    story.capture()
    before, _ = story.message()

    rename(store, cast, email="elsewhere@example.com")
    story.carry_out_all()

    assert story.message()[0].latest == before.latest
