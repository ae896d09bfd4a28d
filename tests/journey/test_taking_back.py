"""Between approval and release: what was taken back, or what came to light meanwhile, releases nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from relay.domain.errors import InvalidError, MoveError
from relay.domain.letter import Letter
from relay.domain.message import MessageState
from relay.domain.reading import Point
from relay.journey import capturing, normalising, registering, reviewing, ruling
from relay.store.store import Store
from relay.vocabulary import BreachCode, Kind, NoteSource
from tests.cast import Cast, Story
from tests.journey.conftest import As
from tests.journey.reviewer import Told, amend, approve, rows, with_a_leak


def test_recall_before_release_releases_nothing(
    store: Store, work_as: As, cast: Cast, story: Story, carry_out_all: Callable[[], None]
) -> None:
    story.capture()
    message, version = story.message()
    approve(work_as, cast, message, version)
    with work_as(cast.alice) as work:
        reviewing.recall_approval(work, message.id)
    carry_out_all()
    message, _ = story.message()
    assert (message.state, message.approved_number) == (MessageState.DRAFTED, None)
    with pytest.raises(MoveError), work_as(cast.alice) as work:
        reviewing.recall_approval(work, message.id)


def test_a_recalled_version_that_the_guard_objected_to_is_flagged_again(
    work_as: As, cast: Cast, story: Story
) -> None:
    story.capture()
    amend(work_as, cast, story, with_a_leak)
    message, version = story.message()
    with work_as(cast.bob) as work:
        reviewing.clear_message(work, message.id, number=version.number, reason="Fine.")
    approve(work_as, cast, message, version)
    with work_as(cast.alice) as work:
        reviewing.recall_approval(work, message.id)
    with pytest.raises(InvalidError):
        approve(work_as, cast, message, version)


def test_a_version_approved_anew_for_later_does_not_leave_with_the_first_approval(
    store: Store, work_as: As, cast: Cast, story: Story, carry_out_all: Callable[[], None]
) -> None:
    story.capture()
    message, version = story.message()
    approve(work_as, cast, message, version)
    with work_as(cast.alice) as work:
        reviewing.recall_approval(work, message.id)
    with work_as(cast.alice) as work:
        reviewing.approve_message(
            work,
            message.id,
            number=version.number,
            text_hash=version.text_hash,
            not_before=work.now + timedelta(hours=2),
        )
    carry_out_all()
    assert story.message()[0].state is MessageState.APPROVED


def name_dropping(text: str) -> str:
    """The message with a name in its close, whichever way that is worded."""
    return text.replace("give me a ring", "give Marisol or me a ring").replace(
        "Ring me", "Ring Marisol or me"
    )


def meet_marisol(work_as: As, cast: Cast) -> None:
    """Somebody more is known at the client: from now on the guard knows their name."""
    with work_as(cast.alice) as work:
        registering.add_contact(work, cast.client.id, name="Marisol Ibarra")


def test_what_a_manager_allowed_does_not_cover_what_came_to_light_since(
    work_as: As, cast: Cast, story: Story
) -> None:
    story.capture()
    amend(work_as, cast, story, lambda text: name_dropping(with_a_leak(text)))
    message, version = story.message()
    assert BreachCode.NAME not in {breach.code for breach in version.breaches}
    with work_as(cast.bob) as work:
        reviewing.clear_message(work, message.id, number=version.number, reason="The number is ours.")
    meet_marisol(work_as, cast)
    with pytest.raises(InvalidError, match="Marisol") as refusal:
        approve(work_as, cast, message, version)
    assert refusal.value.field == "guard"


def test_an_approved_version_that_the_guard_would_not_let_through_by_now_is_not_released(
    work_as: As, cast: Cast, story: Story, told: Told, carry_out_all: Callable[[], None]
) -> None:
    story.capture()
    amend(work_as, cast, story, name_dropping)
    message, version = story.message()
    assert message.state is MessageState.DRAFTED
    approve(work_as, cast, message, version)
    meet_marisol(work_as, cast)
    carry_out_all()
    message, version = story.message()
    assert (message.state, message.approved_number) == (MessageState.FLAGGED, None)
    assert rows(work_as, cast, Letter) == []
    assert told(message.id)[-1] == "message.recalled"
    assert [breach.code for breach in version.breaches] == [BreachCode.NAME]
    with work_as(cast.bob) as work:
        reviewing.clear_message(work, message.id, number=version.number, reason="Marisol is a colleague.")
    approve(work_as, cast, message, version)
    carry_out_all()
    assert story.message()[0].state is MessageState.RELAYED


def test_a_point_that_is_left_out_after_approval_is_not_released(
    work_as: As, cast: Cast, story: Story, told: Told, carry_out_all: Callable[[], None]
) -> None:
    story.capture()
    message, version = story.message()
    approve(work_as, cast, message, version)
    point = next(point for point in rows(work_as, cast, Point) if point.kind is Kind.IMPROVEMENT)
    with work_as(cast.alice) as work:
        ruling.rule_on_point(work, point.id, include=False, kind=point.kind, competency=point.competency)
    carry_out_all()
    assert rows(work_as, cast, Letter) == []
    assert told(message.id)[-2:] == ["message.recalled", "message.drafted"]
    assert story.message()[0].number == version.number + 1


def test_a_point_that_comes_after_approval_does_not_hold_the_letter_back(
    work_as: As, cast: Cast, story: Story, carry_out_all: Callable[[], None]
) -> None:
    story.capture()
    message, version = story.message()
    approve(work_as, cast, message, version)
    with work_as(cast.alice) as work:
        form = capturing.NoteForm("Her system design was outstanding.", NoteSource.CALL, quoted=False)
        note = capturing.capture_note(work, cast.interview.id, form)
        normalising.normalise_note(work, note.id)
    carry_out_all()
    assert story.message()[0].state is MessageState.RELAYED
