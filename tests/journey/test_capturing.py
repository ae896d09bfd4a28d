"""Capturing: the words stay as written, no tab eats another's, and a note means that the interview was held."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.base import new_id
from relay.domain.errors import InvalidError, MoveError, NotFoundError, StaleError
from relay.domain.interview import Interview, InterviewState
from relay.domain.note import Jotting, Note
from relay.domain.promise import PromiseState
from relay.journey import capturing, scheduling
from relay.journey.capturing import NoteForm
from relay.vocabulary import NoteSource
from tests.cast import Cast, wall
from tests.journey.conftest import As


def call(text: str, **more: object) -> NoteForm:
    return NoteForm(text, NoteSource.CALL, quoted=False, **more)  # type: ignore[arg-type]


def jottings(work_as: As, cast: Cast) -> list[Jotting]:
    with work_as(cast.alice) as work:
        return list(work.all(select(Jotting)))


def test_a_note_is_kept_as_written_but_for_its_line_ends(work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        note = capturing.capture_note(work, cast.interview.id, call(" Good.\r\n\tReally  good. \u202e! "))
    with work_as(cast.alice) as work:
        kept = work.get(Note, note.id)
        assert kept.text == " Good.\n\tReally  good. \u202e! "
        assert (kept.author_id, kept.source) == (cast.alice.id, NoteSource.CALL)


def test_a_note_means_that_the_interview_was_held(
    work_as: As, cast: Cast, told: Callable[[UUID], list[str]]
) -> None:
    for _ in range(2):
        with work_as(cast.alice) as work:
            capturing.capture_note(work, cast.interview.id, call("Good."))
    assert told(cast.interview.id) == ["interview.scheduled", "interview.took_place"]


def test_a_note_on_a_no_show_puts_the_promise_back(work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        scheduling.record_no_show(work, cast.interview.id)
    with work_as(cast.alice) as work:
        capturing.capture_note(work, cast.interview.id, call("She came after all."))
        assert work.get(Interview, cast.interview.id).state is InterviewState.TOOK_PLACE
        assert scheduling.promise_of(work, cast.interview.id).state is PromiseState.OPEN


def test_there_is_no_note_on_what_was_cancelled_or_lies_ahead(work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        start = wall(work.now + timedelta(days=1))
        scheduling.move_interview(work, cast.interview.id, scheduling.Appointment(start, "UTC", 60))
    with pytest.raises(MoveError, match="has not begun yet"), work_as(cast.alice) as work:
        capturing.capture_note(work, cast.interview.id, call("Good."))
    with work_as(cast.alice) as work:
        scheduling.cancel_interview(work, cast.interview.id)
    with pytest.raises(MoveError, match="was cancelled"), work_as(cast.alice) as work:
        capturing.capture_note(work, cast.interview.id, call("Good."))


@pytest.mark.parametrize(
    "text", ["", " \n ", "\x00", "x" * 100_001], ids=["none", "blank", "NUL", "too long"]
)
def test_words_that_cannot_be_kept_are_refused(work_as: As, cast: Cast, text: str) -> None:
    with pytest.raises(InvalidError) as refusal, work_as(cast.alice) as work:
        capturing.capture_note(work, cast.interview.id, call(text))
    assert refusal.value.field == "text"


def test_interviews_contacts_and_notes_of_nobody_here_are_not_found(work_as: As, cast: Cast) -> None:
    with pytest.raises(NotFoundError), work_as(cast.charlie) as work:
        capturing.capture_note(work, cast.interview.id, call("Good."))
    for form in (call("Good.", contact_id=new_id()), call("Good.", supersedes_id=new_id())):
        with pytest.raises(NotFoundError), work_as(cast.alice) as work:
            capturing.capture_note(work, cast.interview.id, form)


def test_a_corrected_note_supersedes_the_first_once(work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        first = capturing.capture_note(work, cast.interview.id, call("She was late."))
    with work_as(cast.alice) as work:
        capturing.capture_note(work, cast.interview.id, call("She was on time.", supersedes_id=first.id))
    with pytest.raises(StaleError), work_as(cast.bob) as work:
        capturing.capture_note(work, cast.interview.id, call("She was early.", supersedes_id=first.id))


def test_a_note_cannot_supersede_one_on_another_interview(work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        other = scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="first",
            appointment=scheduling.Appointment(wall(work.now - timedelta(days=2)), "UTC", 30),
        )
        note = capturing.capture_note(work, other.id, call("Good."))
    with pytest.raises(InvalidError) as refusal, work_as(cast.alice) as work:
        capturing.capture_note(work, cast.interview.id, call("Better.", supersedes_id=note.id))
    assert refusal.value.field == "supersedes_id"


def test_what_is_typed_is_kept_and_counts_its_saves(work_as: As, cast: Cast) -> None:
    for edition, text in enumerate(("She", "She was", "She was clear")):
        with work_as(cast.alice) as work:
            assert capturing.keep_jotting(work, cast.interview.id, text, edition).edition == edition + 1
    with work_as(cast.alice) as work:
        again = capturing.keep_jotting(work, cast.interview.id, "She was clear", 0)
        assert again.edition == 3
    [kept] = jottings(work_as, cast)
    assert kept.text == "She was clear"


def test_a_second_tab_cannot_overwrite_the_first(work_as: As, cast: Cast) -> None:
    for edition, text in enumerate(("left", "left, more")):
        with work_as(cast.alice) as work:
            capturing.keep_jotting(work, cast.interview.id, text, edition)
    for edition in (0, 1):
        with pytest.raises(StaleError, match="another tab"), work_as(cast.alice) as work:
            capturing.keep_jotting(work, cast.interview.id, "right", edition)
    assert [jotting.text for jotting in jottings(work_as, cast)] == ["left, more"]


def test_everybody_types_on_a_sheet_of_their_own(work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        capturing.keep_jotting(work, cast.interview.id, "Alice's", 0)
    with work_as(cast.bob) as work:
        capturing.keep_jotting(work, cast.interview.id, "Bob's", 0)
        mine = capturing.find_jotting(work, cast.interview.id)
        assert mine is not None
        assert mine.text == "Bob's"
    with pytest.raises(NotFoundError), work_as(cast.charlie) as work:
        capturing.keep_jotting(work, cast.interview.id, "Charlie's", 0)


def test_capture_takes_the_jotting_away(work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        capturing.keep_jotting(work, cast.interview.id, "She was cl", 0)
    with work_as(cast.alice) as work:
        capturing.capture_note(work, cast.interview.id, call("Something else by now", edition=1))
    assert jottings(work_as, cast) == []


def test_capture_takes_a_late_autosave_away_when_its_words_are_in_the_note(work_as: As, cast: Cast) -> None:
    """A browser sends CRLF with the form, and saved LF: the words are the same."""
    typed = "She was clear.\r\nShe was late."
    for edition, text in enumerate((typed[:10], typed)):
        with work_as(cast.alice) as work:
            capturing.keep_jotting(work, cast.interview.id, text, edition)
    with work_as(cast.alice) as work:
        capturing.capture_note(work, cast.interview.id, call(typed, edition=1))
    assert jottings(work_as, cast) == []


def test_capture_in_one_tab_leaves_what_another_one_typed(work_as: As, cast: Cast) -> None:
    for edition, text in enumerate(("left", "right, and more")):
        with work_as(cast.alice) as work:
            capturing.keep_jotting(work, cast.interview.id, text, edition)
    with work_as(cast.alice) as work:
        capturing.capture_note(work, cast.interview.id, call("left", edition=1))
    assert [jotting.text for jotting in jottings(work_as, cast)] == ["right, and more"]
