"""Ruling at the desk: marking words of a note beneath it, and ways out for words that should not be withheld."""

import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.note import Note
from relay.domain.reading import Point, RunRuling, WithheldRun
from relay.store.store import Store
from tests.cast import Cast, Story

DESIGN = "her explanation of the retry design was really clear"
POINT = {"words": DESIGN, "marked_as": "strength", "mark_about": "communication"}
WITHHELD = {"words": DESIGN, "marked_as": "withheld", "mark_reason": "off_record"}
FREED = {"kind": "improvement", "competency": "logistics", "why": "They asked us to pass it on."}


@pytest.fixture
def marks(store: Store, cast: Cast, drafted: str) -> str:
    """Where words of the cast's note are marked."""
    with store.look(cast.agency.id) as work:
        return f"/notes/{work.all(select(Note))[0].id}/marks"


@pytest.fixture
def run(store: Store, cast: Cast, drafted: str) -> WithheldRun:
    """What the engine withheld of the note."""
    with store.look(cast.agency.id) as work:
        return work.all(select(WithheldRun))[0]


def count(store: Store, cast: Cast) -> tuple[int, int, int]:
    """How many points, runs and rulings on runs there are."""
    with store.look(cast.agency.id) as work:
        return (
            len(work.all(select(Point))),
            len(work.all(select(WithheldRun))),
            len(work.all(select(RunRuling))),
        )


def test_words_marked_beneath_the_note_are_a_point_of_the_next_version(
    alice: FlaskClient, story: Story, address: str, marks: str
) -> None:
    assert f'action="{marks}"' in alice.get(f"{address}/review").text

    answer = alice.post(marks, data=POINT)
    assert (answer.status_code, answer.location) == (303, f"{address}/review")
    assert "Wording the message anew" in alice.get(f"{address}/review").text
    story.carry_out_all()

    page = alice.get(f"{address}/review").text
    assert "Marked by Alice Moreau." in page
    assert "retry design" in story.message()[1].text


def test_a_mark_is_taken_back_where_its_point_stands(
    alice: FlaskClient, story: Story, store: Store, cast: Cast, address: str, marks: str
) -> None:
    before = story.message()[1].text
    assert alice.post(marks, data=POINT | {"words": "retry design"}).status_code == 303
    story.carry_out_all()
    page = alice.get(f"{address}/review").text
    with store.look(cast.agency.id) as work:
        [marked] = [point for point in work.all(select(Point)) if point.by_hand]
    assert page.count('value="take_back"') == 1

    answer = alice.post(f"/points/{marked.id}/ruling", data={"ruling": "take_back"})
    assert (answer.status_code, answer.location) == (303, f"{address}/review")
    assert "Wording the message anew" in alice.get(f"{address}/review").text
    story.carry_out_all()

    assert story.message()[1].text == before
    assert 'value="take_back"' not in alice.get(f"{address}/review").text
    assert alice.post(f"/points/{marked.id}/ruling", data={"ruling": "take_back"}).status_code == 409


def test_words_withheld_by_hand_are_marked_so_and_the_mark_can_be_taken_back(
    alice: FlaskClient, story: Story, store: Store, cast: Cast, address: str, marks: str
) -> None:
    before = story.message()[1].text
    assert alice.post(marks, data=WITHHELD).status_code == 303
    story.carry_out_all()

    page = alice.get(f"{address}/review").text
    assert "retry" not in story.message()[1].text
    assert re.search(r'run-withheld"[^>]*>.{0,80}' + DESIGN, page)
    back = re.search(r'action="(/withheld/[^"]+/ruling)"', page)
    assert back is not None
    assert alice.post(back[1], data={"ruling": "take_back"}).status_code == 303
    story.carry_out_all()

    assert story.message()[1].text == before


def test_a_manager_lets_through_and_a_recruiter_is_not_offered_to(
    alice: FlaskClient, bob: FlaskClient, story: Story, address: str, run: WithheldRun
) -> None:
    release = f"/withheld/{run.id}/release"
    assert release not in alice.get(f"{address}/review").text
    assert alice.post(release, data=FREED).status_code == 403
    assert release in bob.get(f"{address}/review").text

    assert bob.post(release, data=FREED).status_code == 303
    story.carry_out_all()

    page = alice.get(f"{address}/review").text
    assert "Let through" in page
    assert "They asked us to pass it on." in page
    assert alice.post(f"/withheld/{run.id}/ruling", data={"ruling": "withhold"}).status_code == 303
    story.carry_out_all()
    assert "They asked us to pass it on." not in alice.get(f"{address}/review").text


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"words": ""}, "words", "Copy the words from the note."),
        ({"words": "She sang beautifully"}, "words", "These words do not stand in the note."),
        ({"words": "x" * 2001}, "words", "Use at most 2,000 characters"),
        ({"marked_as": ""}, "marked_as", "Choose what they are."),
        ({"marked_as": "gossip"}, "marked_as", "Choose one from the list."),
        ({"mark_about": ""}, "mark_about", "Choose what they are about."),
        ({"marked_as": "withheld"}, "mark_reason", "Choose why they are withheld."),
    ],
)
def test_a_mark_that_cannot_be_taken_is_refused_beside_its_field_and_keeps_what_was_typed(
    alice: FlaskClient,
    store: Store,
    cast: Cast,
    marks: str,
    changes: dict[str, str],
    field: str,
    said: str,
) -> None:
    before = count(store, cast)

    answer = alice.post(marks, data=POINT | changes)

    assert answer.status_code == 422
    assert re.search(rf'id="{field}-error">.{{0,400}}{re.escape(said)}', answer.text, re.DOTALL)
    assert f'href="#{field}"' in answer.text
    assert (POINT | changes)["words"] in answer.text
    assert count(store, cast) == before


def test_letting_through_without_a_reason_is_refused_beside_its_field(
    bob: FlaskClient, store: Store, cast: Cast, run: WithheldRun
) -> None:
    before = count(store, cast)

    answer = bob.post(f"/withheld/{run.id}/release", data=FREED | {"why": " "})

    assert answer.status_code == 422
    assert 'id="why-error"' in answer.text
    assert count(store, cast) == before


def test_the_same_mark_sent_twice_is_one(alice: FlaskClient, store: Store, cast: Cast, marks: str) -> None:
    for _ in range(2):
        assert alice.post(marks, data=WITHHELD | {"submission_key": "once"}).status_code == 303

    assert count(store, cast)[2] == 1


def test_another_agencys_notes_and_runs_are_not_there(
    charlie: FlaskClient, store: Store, cast: Cast, marks: str, run: WithheldRun
) -> None:
    before = count(store, cast)

    assert charlie.post(marks, data=POINT).status_code == 404
    assert charlie.post(f"/notes/{uuid4()}/marks", data=POINT).status_code == 404
    assert charlie.post(f"/withheld/{run.id}/ruling", data={"ruling": "withhold"}).status_code == 404
    assert charlie.post(f"/withheld/{run.id}/release", data=FREED).status_code in (403, 404)
    assert count(store, cast) == before


def test_a_candidate_comes_to_none_of_it(
    priya: FlaskClient, store: Store, cast: Cast, marks: str, run: WithheldRun
) -> None:
    before = count(store, cast)

    for address, fields in (
        (marks, POINT),
        (f"/withheld/{run.id}/ruling", {"ruling": "take_back"}),
        (f"/withheld/{run.id}/release", FREED),
    ):
        answer = priya.post(address, data=fields)
        assert (answer.status_code, "sign-in" in answer.location) == (307, True)
    assert count(store, cast) == before
