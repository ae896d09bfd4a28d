"""Reviewing: a named person edits and approves one version by its hash, and the guard looks each time."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta

import pytest

from relay.domain.base import new_id
from relay.domain.errors import ForbiddenError, InvalidError, MoveError, NotFoundError, StaleError
from relay.domain.message import Approval, Decision, MessageState, MessageVersion, Verdict
from relay.domain.reading import Point
from relay.journey import asking, capturing, normalising, registering, reviewing, ruling
from relay.journey.reviewing import Wording
from relay.store.wordings import find_version
from relay.vocabulary import Competency, Kind, NoteSource, RelayPolicy
from tests.cast import Cast, Story
from tests.journey.conftest import As
from tests.journey.reviewer import PHONE, Told, amend, approve, kinder, rows, with_a_leak


def test_an_approval_names_the_version_and_its_hash(work_as: As, cast: Cast, story: Story) -> None:
    story.capture()
    message, version = story.message()
    for number, text_hash in (
        (version.number, "0" * 64),
        (version.number + 1, version.text_hash),
        (version.number - 1, version.text_hash),
    ):
        with pytest.raises(StaleError), work_as(cast.alice) as work:
            reviewing.approve_message(work, message.id, number=number, text_hash=text_hash)
    approval = approve(work_as, cast, message, version)
    assert (approval.number, approval.text_hash, approval.staff_id) == (
        version.number,
        version.text_hash,
        cast.alice.id,
    )
    with pytest.raises(MoveError):
        approve(work_as, cast, message, version)
    assert len(rows(work_as, cast, Approval)) == 1


def test_a_release_is_not_put_off_for_years(work_as: As, cast: Cast, story: Story) -> None:
    story.capture()
    message, version = story.message()
    for days, taken in ((32, False), (30, True)):
        with nullcontext() if taken else pytest.raises(InvalidError), work_as(cast.alice) as work:
            reviewing.approve_message(
                work,
                message.id,
                number=version.number,
                text_hash=version.text_hash,
                not_before=work.now + timedelta(days=days),
            )
    assert story.message()[0].state is MessageState.APPROVED


def test_what_was_typed_over_an_old_version_is_refused(work_as: As, cast: Cast, story: Story) -> None:
    story.capture()
    message, first = story.message()
    amend(work_as, cast, story, kinder)
    with pytest.raises(StaleError, match="version 2 by now"), work_as(cast.bob) as work:
        reviewing.amend_message(work, message.id, Wording(first.subject, first.text, first.number))


def test_an_approved_version_is_not_typed_over(work_as: As, cast: Cast, story: Story) -> None:
    story.capture()
    message, version = story.message()
    approve(work_as, cast, message, version)
    with pytest.raises(MoveError, match="Take the approval back"):
        amend(work_as, cast, story, kinder)


@pytest.mark.parametrize(
    ("subject", "text", "field"),
    [
        ("", "Hello", "subject"),
        ("x" * 151, "Hello", "subject"),
        ("Sub\u202eject", "Hello", "subject"),
        ("Subject", "", "text"),
        ("Subject", "x" * 20_001, "text"),
        ("Subject", "a\x00b", "text"),
    ],
    ids=["no subject", "long subject", "bidi subject", "no text", "long text", "NUL"],
)
def test_wordings_that_cannot_be_kept_are_refused(
    work_as: As, cast: Cast, story: Story, subject: str, text: str, field: str
) -> None:
    story.capture()
    message, version = story.message()
    with pytest.raises(InvalidError) as refusal, work_as(cast.alice) as work:
        reviewing.amend_message(work, message.id, Wording(subject, text, version.number))
    assert refusal.value.field == field


def test_looking_at_a_wording_keeps_nothing(work_as: As, cast: Cast, story: Story) -> None:
    story.capture()
    message, version = story.message()
    with work_as(cast.alice) as work:
        wording = Wording(version.subject, with_a_leak(version.text), version.number)
        assert reviewing.look_at_wording(work, message.id, wording).breaches
        assert reviewing.current_wording(work, message.id).text == version.text
    assert len(rows(work_as, cast, MessageVersion)) == 1


def test_the_guard_blocks_approval_until_a_manager_allows_it_with_a_reason(
    work_as: As, cast: Cast, story: Story, told: Told
) -> None:
    story.capture()
    flagged = amend(work_as, cast, story, with_a_leak)
    message, version = story.message()
    assert (message.state, flagged.number) == (MessageState.FLAGGED, version.number)
    with pytest.raises(InvalidError) as refusal:
        approve(work_as, cast, message, version)
    assert refusal.value.field == "guard"
    assert PHONE not in refusal.value.message

    with work_as(cast.alice) as work:
        reviewing.hold_message(work, message.id, number=version.number, reason="May this stay?")
    for person in (cast.alice, cast.ada):
        with pytest.raises(ForbiddenError), work_as(person) as work:
            reviewing.clear_message(work, message.id, number=version.number, reason="I say so.")
    with pytest.raises(InvalidError) as refusal, work_as(cast.bob) as work:
        reviewing.clear_message(work, message.id, number=version.number, reason=" ")
    assert refusal.value.field == "reason"
    assert story.message()[0].state is MessageState.HELD
    with pytest.raises(StaleError), work_as(cast.bob) as work:
        reviewing.clear_message(work, message.id, number=version.number - 1, reason="Fine.")
    with work_as(cast.bob) as work:
        reviewing.clear_message(work, message.id, number=version.number, reason="It is our own number.")
    approve(work_as, cast, message, version)

    assert told(message.id)[-4:] == [
        "message.flagged",
        "message.held",
        "message.cleared",
        "message.approved",
    ]
    verdicts = {(row.verdict, row.staff_id) for row in rows(work_as, cast, Decision)}
    assert verdicts == {(Verdict.ASK_MANAGER, cast.alice.id), (Verdict.ALLOW, cast.bob.id)}


def test_a_managers_word_is_for_one_version_alone(work_as: As, cast: Cast, story: Story) -> None:
    story.capture()
    amend(work_as, cast, story, with_a_leak)
    message, version = story.message()
    with work_as(cast.bob) as work:
        reviewing.clear_message(work, message.id, number=version.number, reason="Fine.")
    amend(work_as, cast, story, lambda text: text.replace("You can reach", "Do reach"))
    message, version = story.message()
    assert message.state is MessageState.FLAGGED
    with pytest.raises(InvalidError):
        approve(work_as, cast, message, version)


def test_the_guard_looks_again_at_what_is_known_by_then(work_as: As, cast: Cast, story: Story) -> None:
    """A draft was fine when it was worded; a note that came since says that part of it is off the record."""
    story.capture()
    amend(work_as, cast, story, kinder)
    message, version = story.message()
    assert version.breaches == []
    with work_as(cast.alice) as work:
        form = capturing.NoteForm("Her system design was outstanding.", NoteSource.CALL, quoted=False)
        note = capturing.capture_note(work, cast.interview.id, form)
        work.session.flush()
        normalising.normalise_note(work, note.id)
    with pytest.raises(InvalidError) as refusal:
        approve(work_as, cast, message, version)
    assert refusal.value.field == "guard"


@pytest.mark.parametrize(("to_client", "verdict"), [(False, Verdict.SEND_BACK), (True, Verdict.ASK_CLIENT)])
def test_a_version_that_was_sent_back_is_not_approved(
    work_as: As, cast: Cast, story: Story, to_client: bool, verdict: Verdict
) -> None:
    story.capture()
    message, version = story.message()
    with work_as(cast.bob) as work:
        decision = reviewing.send_back_message(
            work, message.id, number=version.number, reason="What does it rest on?", to_client=to_client
        )
    assert decision.verdict is verdict
    with pytest.raises(MoveError):
        approve(work_as, cast, message, version)
    amended = amend(work_as, cast, story, kinder)
    assert story.message()[0].state is MessageState.DRAFTED
    approve(work_as, cast, message, amended)


def test_nothing_of_another_agency_can_be_reviewed(work_as: As, cast: Cast, story: Story) -> None:
    story.capture()
    message, version = story.message()
    point = rows(work_as, cast, Point)[0]
    wording = Wording(version.subject, version.text, version.number)
    number, reason = version.number, "Mine now."
    acts: list[Callable[..., object]] = [
        lambda work: reviewing.amend_message(work, message.id, wording),
        lambda work: reviewing.look_at_wording(work, message.id, wording),
        lambda work: reviewing.approve_message(work, message.id, number=1, text_hash=version.text_hash),
        lambda work: reviewing.recall_approval(work, message.id),
        lambda work: reviewing.hold_message(work, message.id, number=number, reason=reason),
        lambda work: reviewing.send_back_message(work, message.id, number=number, reason=reason),
        lambda work: reviewing.adopt_suggestion(work, message.id, 1),
        lambda work: reviewing.dismiss_suggestion(work, message.id, 1),
        lambda work: ruling.rule_on_point(
            work, point.id, include=False, kind=Kind.STRENGTH, competency=Competency.VALUES
        ),
    ]
    for act in acts:
        with pytest.raises(NotFoundError), work_as(cast.charlie) as work:
            act(work)
        with pytest.raises(NotFoundError), work_as(cast.alice) as work:
            find_version(work, message, 99)
    assert story.message()[0].version == message.version
    with pytest.raises(NotFoundError), work_as(cast.alice) as work:
        reviewing.current_wording(work, new_id())


def test_that_nothing_came_is_told_without_a_silent_clients_consent(
    work_as: As, cast: Cast, story: Story
) -> None:
    with work_as(cast.alice) as work:
        registering.set_client_terms(
            work,
            cast.client.id,
            promise_days=None,
            owner_id=None,
            relay_policy=RelayPolicy.ASK_FIRST,
        )
    with work_as(cast.alice) as work:
        asking.record_silence(work, cast.interview.id)
    story.carry_out_all()
    message, version = story.message()

    approval = approve(work_as, cast, message, version)

    assert approval.met is None
