"""The loop closes: a later letter is set beside what was taken up before, once, and the later word holds."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.action import ActionState
from relay.domain.letter import Letter, LetterItem, LetterState
from relay.domain.loop import Loop
from relay.journey import acting, following_up, relaying, reviewing
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.store.wordings import find_version
from relay.vocabulary import Competency, LoopOutcome, ParagraphRole
from tests.cast import NOTE, Cast, Story
from tests.sequel import PRAISED, SILENT_ON_IT, STILL, Sequel

Told = Callable[[UUID], list[str]]


def loops(store: Store, cast: Cast) -> list[Loop]:
    with store.look(cast.agency.id) as work:
        return list(work.all(select(Loop).order_by(Loop.id)))


def closings(store: Store, cast: Cast) -> list[dict[str, object]]:
    """What every `loop.closed` says, in the order in which they happened."""
    with store.look(cast.agency.id) as work:
        rows = work.all(select(EventRow).where(EventRow.name == "loop.closed").order_by(EventRow.id))
    return [row.data for row in rows]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (PRAISED, LoopOutcome.BETTER),
        (STILL, LoopOutcome.SAME),
        (SILENT_ON_IT, LoopOutcome.NOT_MENTIONED),
        (f"{PRAISED} {NOTE}", LoopOutcome.SAME),
    ],
)
def test_a_later_letter_is_set_beside_what_was_taken_up(
    store: Store, cast: Cast, story: Story, sequel: Sequel, said: str, outcome: LoopOutcome
) -> None:
    action = sequel.take_up(story.relay(), ActionState.PRACTISED)
    later = sequel.next_interview()
    letter = later.relay(said)

    [loop] = loops(store, cast)
    [event] = closings(store, cast)
    assert event == {
        "loop_id": str(loop.id),
        "action_id": str(action.id),
        "interview_id": str(cast.interview.id),
        "later_interview_id": str(later.cast.interview.id),
        "outcome": outcome.value,
    }
    assert (loop.outcome, loop.letter_id) == (outcome, letter.id)
    with store.look(cast.agency.id) as work:
        item = work.get(LetterItem, loop.letter_item_id) if loop.letter_item_id else None
    assert (item is None) is (outcome is LoopOutcome.NOT_MENTIONED)
    role = {LoopOutcome.BETTER: ParagraphRole.STRENGTHS, LoopOutcome.SAME: ParagraphRole.IMPROVEMENT}
    assert item is None or item.role is role[outcome]


def test_praise_in_the_middle_of_a_paragraph_on_several_things_is_found(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    sequel.take_up(story.relay())
    later = sequel.next_interview()
    letter = later.relay(f"Priya was well prepared. {PRAISED}")

    [loop] = loops(store, cast)
    assert loop.outcome is LoopOutcome.BETTER
    with store.look(cast.agency.id) as work:
        praise = next(i for i in work.get(Letter, letter.id).items if i.role is ParagraphRole.STRENGTHS)
    assert praise.competency is Competency.PREPARATION
    assert loop.letter_item_id == praise.id


def test_the_same_letter_twice_changes_nothing(
    store: Store, cast: Cast, story: Story, sequel: Sequel, told: Told
) -> None:
    sequel.take_up(story.relay())
    letter = sequel.next_interview().relay(PRAISED)

    for _ in range(2):
        with store.work(cast.agency.id) as work:
            following_up.close_loops(work, letter.id)

    [loop] = loops(store, cast)
    assert told(loop.id) == ["loop.closed"]


def correct(story: Story, text: str) -> Letter:
    """Another note comes in, and the message is worded anew, approved and released once more."""
    story.capture(text)
    with story.store.work(story.cast.agency.id, story.cast.act_as(story.cast.alice)) as work:
        message, _ = story.message()
        version = (
            reviewing.adopt_suggestion(work, message.id, message.latest)
            if message.latest > message.number
            else find_version(work, message, message.number)
        )
    with story.store.work(story.cast.agency.id, story.cast.act_as(story.cast.alice)) as work:
        reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)
    story.carry_out_all()
    return story.letter()


def test_a_corrected_letter_records_the_newer_outcome_and_an_equal_one_is_no_news(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    sequel.take_up(story.relay())
    later = sequel.next_interview()
    later.relay(SILENT_ON_IT)
    corrected = correct(later, "Priya gave a figure for every result.")

    [loop] = loops(store, cast)
    assert [event["outcome"] for event in closings(store, cast)] == ["not_mentioned", "better"]
    assert (loop.outcome, loop.letter_id) == (LoopOutcome.BETTER, corrected.id)

    again = correct(later, "She asked good questions.")
    [loop] = loops(store, cast)
    assert len(closings(store, cast)) == 2
    assert (loop.outcome, loop.letter_id) == (LoopOutcome.BETTER, again.id)


def test_a_letter_that_was_replaced_meanwhile_is_not_looked_at(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    sequel.take_up(story.relay())
    later = sequel.next_interview()
    first = later.relay(SILENT_ON_IT)
    correct(later, "Priya gave a figure for every result.")

    with store.work(cast.agency.id) as work:
        assert work.get(Letter, first.id).state is LetterState.SUPERSEDED
        following_up.close_loops(work, first.id)

    assert len(closings(store, cast)) == 2


def test_a_withdrawn_letter_says_nothing_any_more_and_a_new_one_speaks_again(
    store: Store, cast: Cast, story: Story, sequel: Sequel, told: Told
) -> None:
    sequel.take_up(story.relay())
    later = sequel.next_interview()
    letter = later.relay(PRAISED)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        message, _ = later.message()
        relaying.withdraw_letter(work, message.id)
    later.carry_out_all()

    [loop] = loops(store, cast)
    assert (loop.outcome, loop.letter_item_id) == (None, None)
    with store.work(cast.agency.id) as work:
        following_up.reopen_loops(work, letter.id)
        following_up.close_loops(work, letter.id)
    assert told(loop.id) == ["loop.closed", "loop.reopened"]


def test_what_was_let_go_or_taken_up_afterwards_or_has_no_competency_is_left_alone(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    letter = story.relay()
    sequel.take_up(letter, ActionState.DROPPED)
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.commit_to_action(work, what="Sleep well", due_on=work.now.date())
    later = sequel.next_interview()
    sequel.take_up(letter)
    later.relay(PRAISED)

    assert loops(store, cast) == []


def test_letting_go_afterwards_does_not_take_back_what_was_said(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    action = sequel.take_up(story.relay())
    later = sequel.next_interview()
    later.relay(SILENT_ON_IT)
    sequel.move(action, ActionState.DROPPED)
    correct(later, "Priya gave a figure for every result.")

    assert [event["outcome"] for event in closings(store, cast)] == ["not_mentioned", "better"]


def test_each_action_and_each_later_interview_has_a_word_of_its_own(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    letter = story.relay()
    first, second = sequel.take_up(letter), sequel.take_up(letter)
    for said in (SILENT_ON_IT, PRAISED):
        sequel.next_interview().relay(said)

    told = [(event["action_id"], event["outcome"]) for event in closings(store, cast)]
    assert told == [
        (str(first.id), "not_mentioned"),
        (str(second.id), "not_mentioned"),
        (str(first.id), "better"),
        (str(second.id), "better"),
    ]


def test_another_candidates_letter_closes_nothing(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    from relay.journey import registering  # noqa: PLC0415 - beside its one use

    sequel.take_up(story.relay())
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Okoro", email="sam@example.com")
    sequel.next_interview(candidate=sam).relay("Sam gave a figure for every result.")

    assert loops(store, cast) == []


def test_another_agency_finds_no_such_letter(store: Store, cast: Cast, story: Story, sequel: Sequel) -> None:
    from relay.domain.errors import NotFoundError  # noqa: PLC0415 - beside its one use

    letter = story.relay()
    with store.work(cast.other_agency.id) as work, pytest.raises(NotFoundError):
        following_up.close_loops(work, letter.id)
