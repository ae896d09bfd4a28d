"""Several at once: a line for each interview that waits, saved together or not at all, and nothing typed is lost."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.interview import Interview
from relay.domain.note import Note
from relay.journey import scheduling
from relay.store.store import Store
from tests.cast import NOTE, Cast, Story, wall

SHEET = "/interviews/write-up"
AUTOSAVE = {"X-Relay": "autosave"}


@pytest.fixture
def second(store: Store, cast: Cast) -> Interview:
    """Another interview of Alice's that waits for feedback."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="first call",
            appointment=scheduling.Appointment(wall(work.now - timedelta(hours=5)), "UTC", 60),
        )


def notes(store: Store, cast: Cast) -> list[Note]:
    with store.look(cast.agency.id) as work:
        return list(work.all(select(Note).order_by(Note.captured_at, Note.id)))


def filled(lines: dict[Interview, str], **more: str) -> dict[str, str | list[str]]:
    """The sheet as it is sent."""
    fields: dict[str, str | list[str]] = {"source": "call", "quoted": "paraphrased", "submission_key": "s"}
    fields["interview"] = [str(interview.id) for interview in lines]
    for interview, text in lines.items():
        fields |= {f"text-{interview.id}": text, f"edition-{interview.id}": "0"}
    return fields | more


def test_every_interview_that_waits_has_a_line_with_whoever_sat_in_it(
    alice: FlaskClient, cast: Cast, second: Interview
) -> None:
    page = alice.get(SHEET).text

    assert f'name="text-{cast.interview.id}"' in page
    assert f'name="text-{second.id}"' in page
    assert f'<option value="{cast.tom.id}" selected>' in page


def test_the_lines_that_hold_words_become_notes_and_the_others_wait_on(
    alice: FlaskClient, store: Store, cast: Cast, second: Interview
) -> None:
    answer = alice.post(SHEET, data=filled({cast.interview: NOTE, second: " \n"}), follow_redirects=True)

    assert "1 note is saved" in answer.text
    [note] = notes(store, cast)
    assert (note.interview_id, note.text, note.quoted) == (cast.interview.id, NOTE, False)
    assert f'name="text-{cast.interview.id}"' not in answer.text
    assert f'name="text-{second.id}"' in answer.text
    assert f'data-autosave-forget="/interviews/{cast.interview.id}/jotting"' in answer.text


def test_where_one_line_cannot_be_taken_none_is_and_all_stays_on_the_page(
    alice: FlaskClient, store: Store, cast: Cast, second: Interview
) -> None:
    answer = alice.post(SHEET, data=filled({cast.interview: "She was clear.", second: "half a no\x00te"}))

    assert answer.status_code == 422
    assert f'id="text-{second.id}-error"' in answer.text
    assert "She was clear." in answer.text
    assert notes(store, cast) == []


def test_a_line_that_comes_back_is_still_over_the_edition_it_was_typed_over(
    alice: FlaskClient, cast: Cast, second: Interview
) -> None:
    for edition in ("0", "1"):
        alice.post(
            f"/interviews/{cast.interview.id}/jotting",
            data={"text": f"Typed elsewhere, {edition}.", "edition": edition},
            headers=AUTOSAVE,
        )

    sent = filled(
        {cast.interview: "Mine.", second: "half a no\x00te"}, **{f"edition-{cast.interview.id}": "1"}
    )
    answer = alice.post(SHEET, data=sent)

    assert f'name="edition-{cast.interview.id}" value="1"' in answer.text


def test_an_interview_that_was_called_off_meanwhile_says_so_on_its_line(
    alice: FlaskClient, store: Store, cast: Cast, second: Interview
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.cancel_interview(work, second.id)

    answer = alice.post(SHEET, data=filled({cast.interview: "She was clear.", second: "So was he."}))

    assert answer.status_code == 422
    assert "was cancelled" in answer.text
    assert "So was he." in answer.text
    assert "Everything you typed is still here." in answer.text
    assert notes(store, cast) == []


def test_an_empty_sheet_saves_nothing_and_says_so(alice: FlaskClient, store: Store, cast: Cast) -> None:
    answer = alice.post(SHEET, data=filled({cast.interview: ""}))

    assert answer.status_code == 422
    assert "Nothing was typed yet." in answer.text
    assert "Everything you typed is still here." not in answer.text
    assert notes(store, cast) == []


def test_the_same_sheet_twice_makes_one_note_each(alice: FlaskClient, store: Store, cast: Cast) -> None:
    for _ in range(2):
        assert alice.post(SHEET, data=filled({cast.interview: NOTE})).status_code == 303

    assert len(notes(store, cast)) == 1


def test_what_was_typed_in_a_line_comes_back(alice: FlaskClient, cast: Cast) -> None:
    alice.post(
        f"/interviews/{cast.interview.id}/jotting",
        data={"text": "Half a thought", "edition": "0"},
        headers=AUTOSAVE,
    )

    page = alice.get(SHEET).text

    assert "Half a thought" in page
    assert f'name="edition-{cast.interview.id}" value="1"' in page


def test_another_agencys_interview_is_none(
    charlie: FlaskClient, alice: FlaskClient, store: Store, cast: Cast
) -> None:
    assert str(cast.interview.id) not in charlie.get(SHEET).text
    assert charlie.post(SHEET, data=filled({cast.interview: NOTE})).status_code == 404
    assert notes(store, cast) == []


def test_a_colleagues_interviews_come_where_everyones_are_asked_for(
    bob: FlaskClient, cast: Cast, story: Story
) -> None:
    assert str(cast.interview.id) not in bob.get(SHEET).text
    assert 'aria-current="true">Mine' in bob.get(SHEET).text
    assert str(cast.interview.id) in bob.get(f"{SHEET}?whose=everyone").text


def test_a_sheet_with_nothing_on_it_leads_back(bob: FlaskClient) -> None:
    assert "Nothing waits for feedback" in bob.get(SHEET).text
