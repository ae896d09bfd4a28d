"""Normalising and composing: a machine words what the notes say, and never over a person's wording."""

from collections.abc import Callable

import pytest

from relay.domain.errors import MoveError
from relay.domain.message import MessageState, MessageVersion
from relay.domain.reading import Point, Reading, Ruling, WithheldRun
from relay.journey import capturing, composing, normalising, reviewing, ruling
from relay.store.material import gather
from relay.vocabulary import NoteSource
from relay.writers.phrasebook import PhrasebookWriter
from tests.cast import Cast, Story
from tests.journey.conftest import As
from tests.journey.reviewer import PHONE, Told, amend, approve, kinder, rows


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
        ruling.rule_on_point(work, point.id, include=False, kind=point.kind, competency=point.competency)
    carry_out_all()
    message, second = story.message()
    assert (second.number, message.state) == (2, MessageState.DRAFTED)
    assert second.text != first.text
    with work_as(cast.bob) as work:
        ruling.rule_on_point(work, point.id, include=True, kind=point.kind, competency=point.competency)
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
