"""A client's record, to take into a review with them: counts alone, nobody's words."""

import pytest
from flask.testing import FlaskClient

from relay.journey import capturing
from relay.store.store import Store
from relay.vocabulary import NoteSource
from tests.cast import NOTE, Cast, Story


def test_it_says_how_they_answer_and_holds_nobodys_words(
    alice: FlaskClient, cast: Cast, story: Story
) -> None:
    story.relay()
    page = alice.get(f"/clients/{cast.client.id}/record")
    assert page.status_code == 200
    assert "of 1 interview got an answer" in page.text
    assert "100%" in page.text
    assert "Contact details" in page.text
    for word in ("Priya", "Becker", "retry design", "0161 496 0148"):
        assert word not in page.text


def test_a_note_that_was_replaced_counts_once(
    alice: FlaskClient, cast: Cast, story: Story, store: Store
) -> None:
    first = story.capture("Not the right fit.")
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        form = capturing.NoteForm(NOTE, NoteSource.CALL, quoted=False, supersedes_id=first.id)
        capturing.capture_note(work, cast.interview.id, form)
    story.carry_out_all()
    page = alice.get(f"/clients/{cast.client.id}/record").text
    assert '0%</span><span class="stat-label">of what was said gave nothing to act on' in page


def test_a_period_without_interviews_says_so(alice: FlaskClient, cast: Cast) -> None:
    page = alice.get(f"/clients/{cast.client.id}/record?from=2001-01-01&to=2001-12-31")
    assert page.status_code == 200
    assert "No interview took place" in page.text


@pytest.mark.parametrize(
    ("query", "field"),
    [("from=soon", "from"), ("from=2026-02-01&to=2026-01-01", "to")],
    ids=["no day", "backwards"],
)
def test_a_period_that_is_none_is_told_beside_its_field(
    alice: FlaskClient, cast: Cast, query: str, field: str
) -> None:
    page = alice.get(f"/clients/{cast.client.id}/record?{query}")
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text


def test_another_agencys_client_is_nobodys(charlie: FlaskClient, cast: Cast) -> None:
    assert charlie.get(f"/clients/{cast.client.id}/record").status_code == 404
