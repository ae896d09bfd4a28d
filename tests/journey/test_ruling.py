"""Ruling: what the engine missed, ran together or withheld wrongly is set right by a person, and the message follows."""

from collections.abc import Callable

import pytest

from relay.domain.errors import ForbiddenError, InvalidError, MoveError
from relay.domain.message import MessageState
from relay.domain.note import Note
from relay.domain.reading import Point, RunRuling, WithheldRun
from relay.journey import capturing, relaying, reviewing, ruling
from relay.store.material import Gathered, gather
from relay.store.store import Store
from relay.vocabulary import Competency, Kind, NoteSource, Reason
from tests.cast import Cast, Story
from tests.journey.conftest import As
from tests.journey.reviewer import Told, rows

Carry = Callable[[], None]
EVIDENCE = "we never got a number"
DESIGN = "her explanation of the retry design was really clear"


@pytest.fixture
def note(story: Story) -> Note:
    """The cast's note, read and worded."""
    return story.capture()


@pytest.fixture
def gathered(store: Store, cast: Cast) -> Callable[[], Gathered]:
    """A function that gathers what is to be told by now."""

    def look() -> Gathered:
        with store.look(cast.agency.id) as work:
            return gather(work, cast.interview.id)

    return look


def told_words(gathered: Gathered) -> list[str]:
    return [point.words for point in gathered.points if point.told]


def test_words_that_the_engine_took_for_nothing_become_a_point_and_are_told(
    work_as: As, cast: Cast, story: Story, carry_out_all: Carry, gathered: Callable[[], Gathered], told: Told
) -> None:
    note = story.capture("She was clear on the retry design. The whiteboard stayed empty for half an hour.")
    with work_as(cast.alice) as work:
        point = ruling.mark_point(
            work,
            note.id,
            "the WHITEBOARD stayed\n empty for half an hour",
            kind=Kind.IMPROVEMENT,
            competency=Competency.WORK_SAMPLE,
        )
    carry_out_all()

    marked = next(ruled for ruled in gathered().points if ruled.point.id == point.id)
    assert (marked.words, marked.told) == ("The whiteboard stayed empty for half an hour", True)
    assert (marked.kind, marked.competency) == (Kind.IMPROVEMENT, Competency.WORK_SAMPLE)
    message, version = story.message()
    assert message.state is MessageState.DRAFTED, [breach.advice for breach in version.breaches]
    assert "whiteboard" in version.text
    assert str(point.id) in {str(s.point_id) for row in version.sentences for s in row.sources}
    assert told(note.id)[-1] == "note.ruled"


def test_marking_a_part_of_a_point_splits_it(
    work_as: As, cast: Cast, story: Story, carry_out_all: Carry, gathered: Callable[[], Gathered]
) -> None:
    note = story.capture("Good Python but slow on SQL.")
    with work_as(cast.alice) as work:
        ruling.mark_point(
            work, note.id, "slow on SQL", kind=Kind.IMPROVEMENT, competency=Competency.TECHNICAL_SKILL
        )
    carry_out_all()

    found = gathered().points
    assert "slow on SQL" in told_words(gathered())
    assert not any("but" in ruled.words.split() for ruled in found)
    assert sum("SQL" in ruled.words for ruled in found) == 1


def test_a_mark_that_was_a_mistake_gives_its_words_back_to_the_point_that_held_them(
    work_as: As, cast: Cast, note: Note, story: Story, carry_out_all: Carry, gathered: Callable[[], Gathered]
) -> None:
    before, points = story.message()[1].text, told_words(gathered())
    with work_as(cast.alice) as work:
        point = ruling.mark_point(
            work, note.id, "the retry design", kind=Kind.IMPROVEMENT, competency=Competency.EVIDENCE
        )
    carry_out_all()
    assert told_words(gathered()) != points
    with work_as(cast.alice) as work:
        ruling.take_back_point(work, point.id)
    carry_out_all()

    assert (told_words(gathered()), story.message()[1].text) == (points, before)
    with work_as(cast.bob) as work, pytest.raises(MoveError, match="decided that already"):
        ruling.take_back_point(work, point.id)


def test_what_the_engine_found_is_left_out_and_not_taken_back(work_as: As, cast: Cast, note: Note) -> None:
    found = rows(work_as, cast, Point)[0]
    with work_as(cast.alice) as work, pytest.raises(MoveError, match="Leave it out"):
        ruling.take_back_point(work, found.id)


def test_what_is_withheld_in_the_middle_of_a_point_leaves_its_two_ends_tied(
    work_as: As, cast: Cast, story: Story, carry_out_all: Carry, gathered: Callable[[], Gathered]
) -> None:
    note = story.capture("She broke the problem down on the Heron board and said what she assumed.")
    with work_as(cast.alice) as work:
        ruling.withhold_words(work, note.id, "on the Heron board", Reason.CLIENT_CONFIDENTIAL)
    carry_out_all()

    assert " ".join(told_words(gathered())) == "She broke the problem down and said what she assumed"


def test_marking_the_words_of_two_points_joins_them(
    work_as: As, cast: Cast, note: Note, carry_out_all: Carry, gathered: Callable[[], Gathered]
) -> None:
    before = len(gathered().points)
    assert before >= 2
    words = note.text[: note.text.index("number") + len("number")]
    with work_as(cast.alice) as work:
        ruling.mark_point(work, note.id, words, kind=Kind.IMPROVEMENT, competency=Competency.EVIDENCE)
    carry_out_all()

    assert [ruled.words for ruled in gathered().points if not ruled.point.by_hand] == []
    assert told_words(gathered()) == [words]


def test_withheld_words_leave_the_point_and_can_no_longer_be_told(
    work_as: As, cast: Cast, note: Note, story: Story, carry_out_all: Carry, gathered: Callable[[], Gathered]
) -> None:
    with work_as(cast.alice) as work:
        [run] = ruling.withhold_words(work, note.id, "of the retry design", Reason.CLIENT_CONFIDENTIAL)
    carry_out_all()

    assert "of the retry design" in [hidden.words for hidden in gathered().hidden]
    assert not any("retry design" in words for words in told_words(gathered()))
    assert "retry" not in story.message()[1].text
    assert run.by_hand


def test_the_guard_keeps_a_person_from_telling_what_a_person_withheld(
    work_as: As, cast: Cast, note: Note, story: Story, carry_out_all: Carry
) -> None:
    message, version = story.message()
    with work_as(cast.alice) as work:
        reviewing.amend_message(
            work, message.id, reviewing.Wording(version.subject, version.text, version.number)
        )
    with work_as(cast.bob) as work:
        ruling.withhold_words(work, note.id, DESIGN, Reason.CLIENT_CONFIDENTIAL)
    carry_out_all()

    message, version = story.message()
    with work_as(cast.alice) as work, pytest.raises(InvalidError) as refused:
        reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)
    assert refused.value.field == "guard"


def test_what_was_approved_and_has_not_left_is_stopped_by_words_that_are_withheld_meanwhile(
    work_as: As, cast: Cast, note: Note, story: Story, told: Told
) -> None:
    message, version = story.message()
    with work_as(cast.alice) as work:
        reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)
    with work_as(cast.bob) as work:
        ruling.withhold_words(work, note.id, DESIGN, Reason.CLIENT_CONFIDENTIAL)
    with work_as(cast.alice) as work:
        approval = relaying.latest_approval(work, message.id)
        assert approval is not None
        relaying.release_message(work, message.id, approval)

    assert story.message()[0].state is MessageState.FLAGGED
    assert told(message.id)[-1] == "message.recalled"


def test_words_are_withheld_wherever_they_stand(work_as: As, cast: Cast, story: Story) -> None:
    note = story.capture("Project Heron came up early. Later she asked about project heron again.")
    with work_as(cast.alice) as work:
        runs = ruling.withhold_words(work, note.id, "Project Heron", Reason.CLIENT_CONFIDENTIAL)
    assert [note.text[run.start : run.end] for run in runs] == ["Project Heron", "project heron"]


def test_a_word_that_stands_everywhere_is_not_withheld(work_as: As, cast: Cast, story: Story) -> None:
    note = story.capture("She was clear. " + "The rota, the handover and the report were in order. " * 20)
    before = len(rows(work_as, cast, WithheldRun))
    with work_as(cast.alice) as work, pytest.raises(InvalidError, match="60 times"):
        ruling.withhold_words(work, note.id, "the", Reason.OFF_RECORD)
    assert len(rows(work_as, cast, WithheldRun)) == before


def test_a_mark_that_was_a_mistake_is_taken_back_and_the_message_is_what_it_was(
    work_as: As, cast: Cast, note: Note, story: Story, carry_out_all: Carry, told: Told
) -> None:
    before = story.message()[1].text
    with work_as(cast.alice) as work:
        [run] = ruling.withhold_words(work, note.id, DESIGN, Reason.PERSONAL_REMARK)
    carry_out_all()
    assert story.message()[1].text != before
    with work_as(cast.bob) as work:
        ruling.take_back_run(work, run.id)
    carry_out_all()

    assert story.message()[1].text == before
    assert told(note.id)[-2:] == ["note.words_withheld", "note.words_let_through"]
    with work_as(cast.bob) as work, pytest.raises(MoveError, match="decided that already"):
        ruling.take_back_run(work, run.id)


def engines_run(work_as: As, cast: Cast) -> WithheldRun:
    """What the engine withheld of the cast's note."""
    return rows(work_as, cast, WithheldRun)[0]


def test_a_manager_lets_through_what_the_engine_withheld_and_it_is_told_as_a_point(
    work_as: As, cast: Cast, story: Story, carry_out_all: Carry, gathered: Callable[[], Gathered], told: Told
) -> None:
    note = story.capture()
    run = engines_run(work_as, cast)
    words = note.text[run.start : run.end]
    with work_as(cast.bob) as work:
        ruling.let_through(
            work,
            run.id,
            why="They asked for it to be passed on.",
            kind=Kind.IMPROVEMENT,
            competency=Competency.LOGISTICS,
        )
    carry_out_all()

    assert words in told_words(gathered())
    assert gathered().hidden == ()
    assert told(note.id)[-2:] == ["note.words_let_through", "note.ruled"]
    [kept] = rows(work_as, cast, RunRuling)
    assert (kept.staff_id, kept.withhold, kept.why) == (
        cast.bob.id,
        False,
        "They asked for it to be passed on.",
    )
    with work_as(cast.alice) as work:
        ruling.withhold_again(work, run.id)
    carry_out_all()
    assert words not in told_words(gathered())
    assert [hidden.words for hidden in gathered().hidden] == [words]


def test_nobody_but_a_manager_with_a_reason_lets_it_through(work_as: As, cast: Cast, note: Note) -> None:
    run = engines_run(work_as, cast)
    told_as = {"kind": Kind.IMPROVEMENT, "competency": Competency.LOGISTICS}
    with work_as(cast.alice) as work, pytest.raises(ForbiddenError):
        ruling.let_through(work, run.id, why="It is harmless.", **told_as)  # type: ignore[arg-type]  # its own names
    with work_as(cast.alice) as work, pytest.raises(ForbiddenError):
        ruling.take_back_run(work, run.id)
    with work_as(cast.bob) as work, pytest.raises(InvalidError) as refused:
        ruling.let_through(work, run.id, why="  ", **told_as)  # type: ignore[arg-type]  # its own names
    assert refused.value.field == "why"
    assert rows(work_as, cast, RunRuling) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("She sang beautifully", "do not stand in the note"),
        ("a", "times"),
        ("0161 496 0148", "withheld"),
    ],
)
def test_words_that_make_no_point_are_refused(
    work_as: As, cast: Cast, note: Note, words: str, said: str
) -> None:
    before = len(rows(work_as, cast, Point))
    with work_as(cast.alice) as work, pytest.raises(InvalidError, match=said):
        ruling.mark_point(work, note.id, words, kind=Kind.STRENGTH, competency=Competency.EVIDENCE)
    assert len(rows(work_as, cast, Point)) == before


def test_words_that_are_withheld_already_are_not_withheld_again(work_as: As, cast: Cast, note: Note) -> None:
    with work_as(cast.alice) as work, pytest.raises(InvalidError, match="withheld already"):
        ruling.withhold_words(work, note.id, "0161 496 0148", Reason.CONTACT_DETAIL)


def test_nothing_is_marked_in_a_note_that_another_took_the_place_of(
    work_as: As, cast: Cast, note: Note, carry_out_all: Carry
) -> None:
    with work_as(cast.alice) as work:
        form = capturing.NoteForm(
            text="She was clear.", source=NoteSource.CALL, quoted=True, contact_id=None, supersedes_id=note.id
        )
        capturing.capture_note(work, cast.interview.id, form)
    with work_as(cast.alice) as work, pytest.raises(MoveError, match="took its place"):
        ruling.withhold_words(work, note.id, DESIGN, Reason.OFF_RECORD)


def test_a_letter_holds_nothing_of_words_that_a_person_withheld(
    work_as: As, cast: Cast, note: Note, story: Story, carry_out_all: Carry
) -> None:
    with work_as(cast.alice) as work:
        ruling.withhold_words(work, note.id, EVIDENCE, Reason.CLIENT_CONFIDENTIAL)
    carry_out_all()
    message, version = story.message()
    with work_as(cast.alice) as work:
        reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)
    carry_out_all()

    assert story.message()[0].state is MessageState.RELAYED
    assert "number" not in story.message()[1].text
