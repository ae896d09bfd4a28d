"""Every slip around a letter with bad input, from two tabs, and with the letter taken away meanwhile: nothing lost, nothing stored twice."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from relay.domain.letter import Letter, LetterState, Receipt
from relay.domain.question import Question
from relay.domain.thanks import Thanks
from relay.store.store import Store
from relay.store.work import Work
from tests.cast import Cast
from tests.portal.candidate.conftest import Rows

EMOJI = "😀" * 2_560
SCRIPT = "<script>alert(1)</script>"
# Each slip in which somebody writes: its address, the field, what else it needs, and how many characters it takes.
SLIPS = [
    ("acknowledgement", "in_own_words", {"text_hash": "the hash of version 1"}, 5_000),
    ("questions", "text", {"kind": "meaning"}, 5_000),
    ("helpfulness", "helpful_why", {"helpful": "no"}, 2_000),
    ("thanks", "thanks", {}, 1_000),
    ("unsent", "text", {"edition": "0"}, 5_000),
]


@pytest.mark.parametrize(("slip", "field", "rest", "longest"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_ten_kilobytes_of_emoji_are_kept_whole_or_given_back_whole(
    priya: FlaskClient, opened: Letter, slip: str, field: str, rest: dict[str, str], longest: int
) -> None:
    answer = priya.post(f"/letters/{opened.id}/{slip}", data={**rest, field: EMOJI})

    taken = len(EMOJI) <= longest
    assert answer.status_code == (303 if taken else 422)
    page = priya.get(f"/letters/{opened.id}") if taken else answer
    assert EMOJI in page.text
    if not taken:
        assert f'id="{field}-error"' in page.text


@pytest.mark.parametrize(("slip", "field", "rest", "longest"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_a_script_is_words_on_every_slip(
    priya: FlaskClient, opened: Letter, slip: str, field: str, rest: dict[str, str], longest: int
) -> None:
    if slip == "helpfulness":
        priya.post(f"/letters/{opened.id}/acknowledgement", data={"text_hash": opened.text_hash})
    answer = priya.post(f"/letters/{opened.id}/{slip}", data={**rest, field: SCRIPT})

    assert answer.status_code == 303
    page = priya.get(f"/letters/{opened.id}").text
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("state", [LetterState.WITHDRAWN, LetterState.SUPERSEDED])
@pytest.mark.parametrize(("slip", "field", "rest", "longest"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_a_letter_that_is_gone_meanwhile_loses_no_words(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    rows: Rows,
    slip: str,
    field: str,
    rest: dict[str, str],
    longest: int,
    state: LetterState,
) -> None:
    """What can still be said of it is taken; what cannot comes back in its field."""
    with store.work(cast.agency.id) as work:
        if state is LetterState.SUPERSEDED:
            put_a_newer_version(work, work.get(Letter, opened.id))
        else:
            work.get(Letter, opened.id).withdraw()

    answer = priya.post(f"/letters/{opened.id}/{slip}", data={**rest, field: "Keep these words."})

    assert answer.status_code in (303, 409)
    if answer.status_code == 409:
        assert "Keep these words." in answer.text
        assert "retry design" not in answer.text
    else:
        kept = [*rows(Question), *rows(Thanks), *rows(Receipt)]
        told = [str(getattr(row, name, "")) for row in kept for name in ("text", "helpful_why")]
        assert "Keep these words." in told or slip == "unsent"
    assert all(receipt.acknowledged_at is None for receipt in rows(Receipt))


def put_a_newer_version(work: Work, old: Letter) -> None:
    """The letter gives way to another."""
    old.supersede()
    work.add(
        Letter(
            agency_id=old.agency_id,
            interview_id=old.interview_id,
            candidate_id=old.candidate_id,
            number=2,
            subject=old.subject,
            text_hash="the hash of version 2",
            client_name=old.client_name,
            job_title=old.job_title,
            stage=old.stage,
            approved_by=old.approved_by,
            machine_worded=False,
            released_at=work.now,
        )
    )


def test_an_old_version_is_not_acknowledged_and_the_words_stay(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, rows: Rows
) -> None:
    with store.work(cast.agency.id) as work:
        put_a_newer_version(work, work.get(Letter, opened.id))
    form = {"text_hash": opened.text_hash, "in_own_words": "Numbers next time."}

    answer = priya.post(f"/letters/{opened.id}/acknowledgement", data=form)

    assert answer.status_code == 409
    assert "Numbers next time." in answer.text
    assert [receipt.acknowledged_at for receipt in rows(Receipt)] == [None]


def test_two_tabs_that_send_different_thanks_leave_one(
    priya: FlaskClient, opened: Letter, rows: Rows
) -> None:
    first = priya.post(f"/letters/{opened.id}/thanks", data={"thanks": "One.", "submission_key": "a"})
    second = priya.post(f"/letters/{opened.id}/thanks", data={"thanks": "Two.", "submission_key": "b"})

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Two." in second.text
    assert [row.text for row in rows(Thanks)] == ["One."]


def test_a_letter_with_a_script_in_its_words_shows_and_keeps_it_as_words(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter
) -> None:
    with store.work(cast.agency.id) as work:
        work.session.execute(sa.update(Letter).values(subject=f"Your panel {SCRIPT}"))

    assert SCRIPT not in priya.get(f"/letters/{opened.id}").text
    paper = priya.get(f"/letters/{opened.id}.txt")
    assert SCRIPT in paper.text
    assert paper.headers["X-Content-Type-Options"] == "nosniff"
    assert paper.content_type.startswith("text/plain")
