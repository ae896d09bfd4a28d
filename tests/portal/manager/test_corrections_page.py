"""The page of corrections, and the file of examples that the administrator alone may take along."""

import json

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.events import ExamplesExported
from relay.domain.reading import Reading
from relay.journey import ruling
from relay.store.ledger import EventRow
from relay.store.store import Store
from tests.cast import NOTE, Cast, Story


@pytest.fixture
def left_out(story: Story, store: Store, cast: Cast) -> str:
    """A point that Alice left out; its words."""
    story.capture()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        point = next(point for point in work.all(select(Reading))[0].points if point.sure)
        ruling.rule_on_point(work, point.id, include=False, kind=point.kind, competency=point.competency)
    return NOTE[point.start : point.end]


def test_it_counts_for_managers_and_names_nobody(left_out: str, bob: FlaskClient, ada: FlaskClient) -> None:
    for browser in (bob, ada):
        page = browser.get("/corrections").text
        assert "What was corrected" in page
        assert "Left out" in page
        for words in (left_out, "Alice", "Priya"):
            assert words not in page
    assert "/corrections" in bob.get("/coverage").text
    assert "Nothing was corrected" in bob.get("/corrections?from=2031-01-01&to=2031-02-01").text


def test_without_anything_it_says_what_will_stand_there(bob: FlaskClient) -> None:
    assert "Nothing was corrected" in bob.get("/corrections").text


@pytest.mark.parametrize("query", ["from=soon", "to=2026-13-01", "from=2026-02-02&to=2026-02-01"])
def test_days_that_are_none_are_told_beside_their_field(bob: FlaskClient, query: str) -> None:
    answer = bob.get(f"/corrections?{query}")
    assert answer.status_code == 422
    assert "-error" in answer.text


def test_a_recruiter_and_a_candidate_see_neither(alice: FlaskClient, priya: FlaskClient) -> None:
    assert alice.get("/corrections").status_code == 403
    assert priya.get("/corrections").status_code == 303


def test_the_administrator_takes_the_examples_along_on_record(
    left_out: str, ada: FlaskClient, bob: FlaskClient, alice: FlaskClient, cast: Cast, store: Store
) -> None:
    for browser in (alice, bob):
        assert browser.post("/agency/examples").status_code == 403
    answer = ada.post("/agency/examples")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="examples.jsonl"'
    [row] = [json.loads(line) for line in answer.text.splitlines()]
    assert row["note"] == NOTE
    assert [point["text"] for point in row["source"]["left_out"]] == [left_out]
    with store.look(cast.agency.id) as work:
        [event] = work.all(select(EventRow).where(EventRow.name == ExamplesExported.name))
    assert (event.actor_id, event.data["count"]) == (cast.ada.id, 1)
