"""A nudge: once for a letter in all its versions, and it says nothing of what stands in it."""

from datetime import timedelta

import pytest

from relay.domain.action import ActionState
from relay.domain.errors import MoveError, NotFoundError
from relay.domain.letter import Letter
from relay.journey import nudging, relaying
from relay.reports.today import NUDGE_AFTER, Row, Waiting, waiting
from relay.store.store import Store
from tests.cast import NOTE, Cast, PostBox, Story
from tests.sequel import Sequel


def nudge(store: Store, cast: Cast) -> Letter:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return nudging.nudge_candidate(work, cast.interview.id)


def to_nudge(store: Store, cast: Cast) -> list[Row]:
    """The rows on Alice's page of today that offer a nudge."""
    with store.look(cast.agency.id, cast.act_as(cast.alice)) as work:
        return [row for row in waiting(work, cast.alice.id) if row.kind is Waiting.NUDGE]


def test_a_letter_left_closed_for_days_is_offered_once_and_the_notice_says_nothing_of_it(
    store: Store, cast: Cast, story: Story, sequel: Sequel, post_box: PostBox
) -> None:
    letter = story.relay()
    sequel.pass_by(NUDGE_AFTER - timedelta(minutes=1))
    assert to_nudge(store, cast) == []
    sequel.pass_by(timedelta(minutes=2))
    [row] = to_nudge(store, cast)
    assert (row.state, row.interview_id, row.since) == ("unopened", cast.interview.id, letter.released_at)

    nudge(store, cast)
    story.carry_out_all()

    assert to_nudge(store, cast) == []
    [mail] = [mail for mail in post_box.envelopes if mail.subject == "Still there for you"]
    assert mail.address == cast.priya.email
    for word in ("Northwind", "Backend", "retry", "number", "chosen", "feedback"):
        assert word not in mail.text + mail.subject


def test_one_that_was_opened_and_not_acknowledged_is_offered_from_its_opening(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    letter = story.relay()
    sequel.pass_by(NUDGE_AFTER)
    sequel.read(letter)
    assert to_nudge(store, cast) == []
    sequel.pass_by(NUDGE_AFTER)

    assert [row.state for row in to_nudge(store, cast)] == ["unacknowledged"]


def test_whoever_acknowledged_or_took_something_up_is_not_offered(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    letter = story.relay()
    sequel.take_up(letter, ActionState.PLANNED)
    sequel.pass_by(NUDGE_AFTER * 2)
    assert to_nudge(store, cast) == []

    sequel.read(letter, acknowledge=True)
    assert to_nudge(store, cast) == []
    with pytest.raises(MoveError):
        nudge(store, cast)


def test_a_second_nudge_is_refused_also_for_a_corrected_letter(
    store: Store, cast: Cast, story: Story, sequel: Sequel, post_box: PostBox
) -> None:
    from tests.journey.test_following_up import correct  # noqa: PLC0415 - beside its one use

    story.relay()
    nudge(store, cast)
    with pytest.raises(MoveError):
        nudge(store, cast)
    correct(story, f"{NOTE} She was well prepared.")
    with pytest.raises(MoveError):
        nudge(store, cast)
    sequel.pass_by(NUDGE_AFTER * 2)
    story.carry_out_all()

    assert to_nudge(store, cast) == []
    assert [mail.subject for mail in post_box.envelopes].count("Still there for you") == 1


def test_no_notice_leaves_for_a_letter_that_was_taken_back_or_acknowledged_meanwhile(
    store: Store, cast: Cast, story: Story, sequel: Sequel, post_box: PostBox
) -> None:
    letter = story.relay()
    nudge(store, cast)
    sequel.read(letter, acknowledge=True)
    story.carry_out_all()

    assert "Still there for you" not in [mail.subject for mail in post_box.envelopes]


def test_without_a_letter_there_is_nothing_to_nudge_about(store: Store, cast: Cast, story: Story) -> None:
    with pytest.raises(MoveError):
        nudge(store, cast)
    story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        relaying.withdraw_letter(work, story.message()[0].id)
    with pytest.raises(MoveError):
        nudge(store, cast)


def test_another_agency_finds_no_such_interview(store: Store, cast: Cast, story: Story) -> None:
    story.relay()
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work, pytest.raises(NotFoundError):
        nudging.nudge_candidate(work, cast.interview.id)
