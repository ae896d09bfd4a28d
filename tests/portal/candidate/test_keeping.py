"""The letter as a thing to keep: as a file, on paper, and with what became different since it was read."""

from collections.abc import Callable, Sequence
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.domain.base import new_id
from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem, LetterState
from relay.domain.staff import Staff
from relay.journey import registering
from relay.portal.candidate.changes import changes
from relay.store.store import Store
from relay.vocabulary import Competency, ParagraphRole
from tests.cast import Cast
from tests.portal.candidate.conftest import PARAGRAPHS

Role = ParagraphRole
Paragraph = tuple[Role, str, str | None]
Replace = Callable[[Sequence[Paragraph]], Letter]


def item(role: Role, text: str, next_step: str | None = None) -> LetterItem:
    return LetterItem(
        agency_id=new_id(), letter_id=new_id(), place=0, role=role, text=text, next_step=next_step
    )


@pytest.fixture
def replace(store: Store, cast: Cast, letter: Letter) -> Replace:
    """A function that puts a newer version with these paragraphs in the place of the letter."""

    def put(paragraphs: Sequence[Paragraph]) -> Letter:
        with store.work(cast.agency.id) as work:
            old = work.get(Letter, letter.id)
            old.supersede()
            newer = Letter(
                agency_id=old.agency_id, interview_id=old.interview_id, candidate_id=old.candidate_id, number=2,
                subject=old.subject, text_hash="the hash of version 2", client_name=old.client_name,
                job_title=old.job_title, stage=old.stage, approved_by=old.approved_by, machine_worded=False,
                released_at=work.now,
            )  # fmt: skip
            work.add(newer)
            work.add_all(
                [
                    LetterItem(
                        agency_id=old.agency_id,
                        letter_id=newer.id,
                        place=place,
                        role=role,
                        text=text,
                        next_step=next_step,
                        competency=Competency.EVIDENCE if next_step else None,
                    )
                    for place, (role, text, next_step) in enumerate(paragraphs)
                ]
            )
            return newer

    return put


def test_the_file_holds_the_letter_who_checked_it_and_the_day_and_nothing_else(
    priya: FlaskClient, opened: Letter
) -> None:
    priya.post(
        f"/letters/{opened.id}/acknowledgement", data={"text_hash": opened.text_hash, "in_own_words": "Mine."}
    )
    priya.post(f"/letters/{opened.id}/questions", data={"kind": "fact", "text": "It was March."})

    answer = priya.get(f"/letters/{opened.id}.txt")

    assert answer.status_code == 200
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letter.txt"'
    day = opened.released_at
    assert answer.get_data(as_text=True) == (
        "Your final panel at Northwind Logistics\n\nDear Priya,\n\nNorthwind has chosen somebody else for this role.\n\n"
        "Your explanation of the retry design was clear.\n\nWhat changed as a result had no number.\n\n"
        "What to try next: Write down two results with a figure.\n\nWrite back if anything is unclear.\n\n"
        "Warm wishes\nAlice Moreau\n\n"
        f"Worded with the help of software and checked by Alice Moreau at Bright Road, {day.day} {day:%B %Y}.\n"
    )


def test_the_page_offers_the_file_and_print_leaves_out_what_can_be_pressed(
    priya: FlaskClient, opened: Letter
) -> None:
    page = priya.get(f"/letters/{opened.id}").text
    assert f'href="/letters/{opened.id}.txt" download' in page
    for slip in ("ask-slip", "thanks-slip"):
        assert f'class="slip no-print" id="{slip}"' in page


def test_a_letter_that_is_closed_replaced_or_taken_back_has_no_file(
    priya: FlaskClient, store: Store, cast: Cast, letter: Letter
) -> None:
    assert priya.get(f"/letters/{letter.id}.txt").status_code == 404
    priya.post(f"/letters/{letter.id}/opening")
    for state in (LetterState.SUPERSEDED, LetterState.WITHDRAWN):
        with store.work(cast.agency.id) as work:
            work.session.execute(sa.update(Letter).values(state=state))
        answer = priya.get(f"/letters/{letter.id}.txt")
        assert answer.status_code == 404
        assert "retry design" not in answer.text


def test_the_file_is_its_candidates_alone(
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    alice: FlaskClient,
    opened: Letter,
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        lee = registering.add_candidate(work, name="Lee Abara", email="lee@example.com")
    for stranger in (sign_in_as(sam), sign_in_as(lee)):
        for letter_id in (opened.id, uuid4()):
            assert stranger.get(f"/letters/{letter_id}.txt").status_code == 404
    assert alice.get(f"/letters/{opened.id}.txt").location == "/out"


def test_what_became_different_is_told_in_words_and_marks(
    priya: FlaskClient, opened: Letter, replace: Replace, words: Callable[[TestResponse], str]
) -> None:
    newer = replace(
        [
            *PARAGRAPHS[:2],
            (Role.STRENGTHS, "Your explanation of the retry design was clear and short.", None),
            (Role.IMPROVEMENT, "You spoke before the question had ended.", "Count to two, then answer."),
            *PARAGRAPHS[4:],
        ]
    )
    assert "What is different now" not in words(priya.get(f"/letters/{newer.id}"))
    priya.post(f"/letters/{newer.id}/opening")
    answer = priya.get(f"/letters/{newer.id}")
    page = words(answer)

    assert "This letter replaces the one you read." in page
    assert "Changed , in the part on what went well" in page.replace("Changed,", "Changed ,")
    assert "<ins>clear and short.</ins>" in answer.text.replace("<ins>clear</ins> <ins>", "<ins>clear ")
    assert "in the part on what to work on: a paragraph was taken out." in page
    assert "What changed as a result had no number." not in page
    assert "Northwind has chosen" not in page.split("What is different now")[1]


def test_a_version_that_was_never_read_is_not_compared(
    priya: FlaskClient, letter: Letter, replace: Replace, words: Callable[[TestResponse], str]
) -> None:
    newer = replace(PARAGRAPHS)
    priya.post(f"/letters/{newer.id}/opening")
    assert "What is different now" not in words(priya.get(f"/letters/{newer.id}"))


def test_the_same_words_again_are_said_to_be_the_same(
    priya: FlaskClient, opened: Letter, replace: Replace, words: Callable[[TestResponse], str]
) -> None:
    newer = replace(PARAGRAPHS)
    priya.post(f"/letters/{newer.id}/opening")
    assert "Nothing in its words." in words(priya.get(f"/letters/{newer.id}"))


class TestChanges:
    """How two versions are compared."""

    def test_words_that_were_taken_out_are_never_given(self) -> None:
        before = [item(Role.IMPROVEMENT, "You seemed lost and your answers ran long in the second part.")]
        now = [item(Role.IMPROVEMENT, "Your answers ran long in the second part.")]
        [change] = changes(before, now)
        assert (change.kind, change.shorter or any(run.new for run in change.runs)) == ("changed", True)
        assert "".join(run.words for run in change.runs) == now[0].text

    def test_a_paragraph_that_moved_has_not_changed(self) -> None:
        one, two = (
            item(Role.IMPROVEMENT, "First thing."),
            item(Role.IMPROVEMENT, "Second thing, quite other."),
        )
        assert changes([one, two], [two, one]) == []

    def test_another_next_step_is_a_change(self) -> None:
        before = [item(Role.IMPROVEMENT, "The answers ran long.", "Say the end first.")]
        now = [item(Role.IMPROVEMENT, "The answers ran long.", "Say the result first.")]
        [change] = changes(before, now)
        assert [run.words for run in change.runs if run.new] == ["result"]

    def test_something_wholly_other_is_new_and_the_old_is_gone(self) -> None:
        before, now = (
            [item(Role.IMPROVEMENT, "Alpha beta gamma.")],
            [item(Role.IMPROVEMENT, "One two three.")],
        )
        assert [change.kind for change in changes(before, now)] == ["new", "gone"]

    def test_very_long_paragraphs_are_compared_as_a_whole(self) -> None:
        long = " ".join(f"word{n}" for n in range(9_000))
        [change] = changes([item(Role.STRENGTHS, long)], [item(Role.STRENGTHS, f"{long} more")])
        assert (change.kind, len(change.runs)) == ("changed", 1)
