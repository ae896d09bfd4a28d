"""Normalising, composing and reviewing: a machine words, a person decides, and neither undoes the other."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.base import new_id
from relay.domain.errors import ForbiddenError, InvalidError, MoveError, NotFoundError, StaleError
from relay.domain.letter import Letter
from relay.domain.message import Approval, Decision, Message, MessageState, MessageVersion, Verdict
from relay.domain.reading import Point, Reading, Ruling, WithheldRun
from relay.journey import asking, capturing, composing, normalising, registering, reviewing
from relay.journey.reviewing import Wording
from relay.store.material import gather
from relay.store.store import Store
from relay.vocabulary import BreachCode, Competency, Kind, NoteSource, RelayPolicy
from relay.writers.phrasebook import PhrasebookWriter
from tests.cast import Cast, Story
from tests.journey.conftest import As

Told = Callable[[UUID], list[str]]
PHONE = "0161 496 0148"


def rows(work_as: As, cast: Cast, kind: type) -> list:
    with work_as(cast.alice) as work:
        return list(work.all(select(kind)))


def amend(work_as: As, cast: Cast, story: Story, change: Callable[[str], str]) -> MessageVersion:
    """Alice types over the current version."""
    message, version = story.message()
    with work_as(cast.alice) as work:
        wording = Wording(version.subject, change(version.text), version.number)
        return reviewing.amend_message(work, message.id, wording)


def approve(work_as: As, cast: Cast, message: Message, version: MessageVersion) -> Approval:
    with work_as(cast.alice) as work:
        return reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)


def with_a_leak(text: str) -> str:
    return f"{text}\n\nYou can reach us on {PHONE}."


def kinder(text: str) -> str:
    return text.replace("Priya", "Priya Nair", 1)


def test_a_note_is_read_once_however_often_it_is_handed_over(
    work_as: As, cast: Cast, story: Story, told: Told
) -> None:
    note = story.capture()
    before = len(rows(work_as, cast, Point)), len(rows(work_as, cast, WithheldRun))
    with work_as(cast.alice) as work:
        normalising.normalise_note(work, note.id)
    assert len(rows(work_as, cast, Reading)) == 1
    assert (len(rows(work_as, cast, Point)), len(rows(work_as, cast, WithheldRun))) == before
    assert min(before) > 0
    assert told(note.id) == ["note.captured", "note.normalised"]


def test_points_and_withheld_runs_are_cut_out_of_the_note_itself(
    work_as: As, cast: Cast, story: Story
) -> None:
    note = story.capture()
    hidden = [note.text[run.start : run.end] for run in rows(work_as, cast, WithheldRun)]
    said = [note.text[point.start : point.end] for point in rows(work_as, cast, Point)]
    assert any(PHONE in words for words in hidden)
    assert not any(PHONE in words for words in said)
    assert all(said)


def test_composing_twice_from_the_same_material_words_nothing_new(
    work_as: As, cast: Cast, story: Story, told: Told
) -> None:
    story.capture()
    message, version = story.message()
    with work_as(cast.alice) as work:
        composing.compose_message(work, cast.interview.id, PhrasebookWriter())
    assert (version.number, len(rows(work_as, cast, MessageVersion))) == (1, 1)
    assert len(told(message.id)) == 1


def test_leaving_a_point_out_words_the_message_anew(
    work_as: As, cast: Cast, story: Story, carry_out_all: Callable[[], None]
) -> None:
    story.capture()
    _, first = story.message()
    point = min((p for p in rows(work_as, cast, Point) if p.sure), key=lambda p: p.place)
    with work_as(cast.alice) as work:
        reviewing.rule_on_point(work, point.id, include=False, kind=point.kind, competency=point.competency)
    carry_out_all()
    message, second = story.message()
    assert (second.number, message.state) == (2, MessageState.DRAFTED)
    assert second.text != first.text
    with work_as(cast.bob) as work:
        reviewing.rule_on_point(work, point.id, include=True, kind=point.kind, competency=point.competency)
    carry_out_all()
    assert story.message()[1].text == first.text
    assert len(rows(work_as, cast, Ruling)) == 2


def test_composing_lays_its_wording_beside_a_persons_and_never_over_it(
    work_as: As, cast: Cast, story: Story, carry_out_all: Callable[[], None], told: Told
) -> None:
    story.capture()
    mine = amend(work_as, cast, story, kinder)
    story.capture(
        "She asked good questions about the on-call rota. Her examples of leading people were thin."
    )
    message, current = story.message()
    assert (current.number, current.text) == (mine.number, mine.text)
    assert message.latest == message.number + 1
    assert told(message.id)[-1] == "message.suggested"
    with work_as(cast.alice) as work:
        adopted = reviewing.adopt_suggestion(work, message.id, message.latest)
    assert adopted.author_id == cast.alice.id
    assert adopted.writer != "person"
    assert story.message()[1].number == adopted.number


def test_a_suggestion_can_be_set_aside_while_it_is_the_one_that_is_suggested(
    work_as: As, cast: Cast, story: Story
) -> None:
    story.capture()
    mine = amend(work_as, cast, story, kinder)
    with pytest.raises(MoveError), work_as(cast.alice) as work:
        reviewing.dismiss_suggestion(work, mine.message_id, mine.number)
    story.capture("Her examples of leading people were thin.")
    with work_as(cast.alice) as work:
        decision = reviewing.dismiss_suggestion(work, mine.message_id, mine.number + 1)
    assert decision.number == mine.number + 1
    assert story.message()[1].text == mine.text


def test_a_late_note_does_not_disturb_what_is_approved(work_as: As, cast: Cast, story: Story) -> None:
    story.capture()
    message, version = story.message()
    approve(work_as, cast, message, version)
    story.capture("Her examples of leading people were thin.")
    message, _ = story.message()
    assert message.state is MessageState.RELAYED
    assert message.relayed_number == version.number


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
    named = {"number": version.number, "reason": "Mine now."}
    acts: list[Callable[..., object]] = [
        lambda work: reviewing.amend_message(work, message.id, wording),
        lambda work: reviewing.look_at_wording(work, message.id, wording),
        lambda work: reviewing.approve_message(work, message.id, number=1, text_hash=version.text_hash),
        lambda work: reviewing.recall_approval(work, message.id),
        lambda work: reviewing.hold_message(work, message.id, **named),
        lambda work: reviewing.send_back_message(work, message.id, **named),
        lambda work: reviewing.adopt_suggestion(work, message.id, 1),
        lambda work: reviewing.dismiss_suggestion(work, message.id, 1),
        lambda work: reviewing.rule_on_point(
            work, point.id, include=False, kind=Kind.STRENGTH, competency=Competency.VALUES
        ),
    ]
    for act in acts:
        with pytest.raises(NotFoundError), work_as(cast.charlie) as work:
            act(work)
        with pytest.raises(NotFoundError), work_as(cast.alice) as work:
            reviewing.find_version(work, message, 99)
    assert story.message()[0].version == message.version
    with pytest.raises(NotFoundError), work_as(cast.alice) as work:
        reviewing.current_wording(work, new_id())


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
        reviewing.rule_on_point(work, point.id, include=False, kind=point.kind, competency=point.competency)
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


def test_what_a_correction_takes_out_of_a_note_stays_withheld(
    work_as: As, cast: Cast, story: Story, carry_out_all: Callable[[], None]
) -> None:
    note = story.capture()
    with work_as(cast.alice) as work:
        text = "Priya was technically sound and her explanation of the retry design was really clear."
        capturing.capture_note(
            work,
            cast.interview.id,
            capturing.NoteForm(text, NoteSource.CALL, quoted=True, supersedes_id=note.id),
        )
    for _ in range(2):  # before the correction is read, and afterwards
        with work_as(cast.alice) as work:
            hidden = [run.words for run in gather(work, cast.interview.id).hidden]
        assert any(PHONE in words for words in hidden)
        carry_out_all()


def test_what_a_correction_leaves_in_is_its_own_readings_business(
    work_as: As, cast: Cast, story: Story, carry_out_all: Callable[[], None]
) -> None:
    note = story.capture()
    with work_as(cast.alice) as work:
        form = capturing.NoteForm(
            f"{note.text} And she was on time.", NoteSource.CALL, quoted=True, supersedes_id=note.id
        )
        capturing.capture_note(work, cast.interview.id, form)
    carry_out_all()
    with work_as(cast.alice) as work:
        gathered = gather(work, cast.interview.id)
    standing = {str(run.id) for reading in gathered.readings for run in reading.withheld}
    assert {run.key for run in gathered.hidden} == standing


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
