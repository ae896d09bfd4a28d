"""The kit: somebody makes their own feedback, and what comes of it stands in their own journal and plan."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.domain.action import Action
from relay.domain.candidate import Candidate
from relay.domain.journal import JournalEntry
from relay.domain.staff import Staff
from relay.journey import registering
from relay.store.store import Store
from relay.vocabulary import Competency
from tests.cast import Cast
from tests.portal.candidate.conftest import Rows

EMOJI = "😀" * 2_560


@pytest.fixture
def form(store: Store) -> dict[str, str]:
    """The kit, filled in."""
    return {
        "about": "Final panel at Northwind",
        "kit_asked": "What changed as a result?",
        "kit_said": "It got faster.",
        "kit_well": "I began with <b>the</b> answer.",
        "kit_now": "It fell from 900 ms to 200 ms. 🙏",
        "competency": "evidence",
        "what": "Write down two results with a figure.",
        "due_on": (store.now() + timedelta(days=3)).date().isoformat(),
        "submission_key": "k",
    }


def test_it_leads_through_five_steps_and_works_without_a_script(
    priya: FlaskClient, words: Callable[[TestResponse], str]
) -> None:
    answer = priya.get("/kit")
    page = words(answer)
    for step in ("1. What was asked", "2. What you said", "3. What went well", "4. What you would say now"):
        assert step in page
    assert "5. What to practise" in page
    assert "hx-" not in answer.text


def test_it_names_the_interview_from_which_it_was_opened(priya: FlaskClient, cast: Cast) -> None:
    page = priya.get(f"/kit?interview={cast.interview.id}").text
    assert 'value="Final panel at Northwind Logistics, for Senior Backend Engineer"' in page


def test_nobody_elses_interview_is_named(
    store: Store, cast: Cast, priya: FlaskClient, sign_in_as: Callable[[Staff | Candidate], FlaskClient]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    assert sign_in_as(sam).get(f"/kit?interview={cast.interview.id}").status_code == 404
    for nonsense in (uuid4(), "7", "%00"):
        assert priya.get(f"/kit?interview={nonsense}").status_code == 404


def test_the_answers_go_into_the_journal_and_what_to_practise_into_the_plan_once(
    priya: FlaskClient,
    form: dict[str, str],
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    first = priya.post("/kit", data=form)
    assert priya.post("/kit", data=form).location == first.location

    [action] = rows(Action)
    assert first.location == f"/plan#action-{action.id}"
    assert (action.what, action.competency) == (form["what"], Competency.EVIDENCE)
    [entry] = rows(JournalEntry)
    assert (entry.prompt, entry.letter_id) == (Competency.EVIDENCE, None)
    assert entry.text == (
        "Final panel at Northwind\n\nWhat was asked: What changed as a result?\n\nWhat I said: It got faster."
        "\n\nWhat went well: I began with <b>the</b> answer.\n\nWhat I would say now: It fell from 900 ms to 200 ms. 🙏"
    )
    page = priya.get("/journal")
    assert "It fell from 900 ms to 200 ms." in words(page)
    assert "<b>the</b>" not in page.text


def test_either_part_may_be_left_out(priya: FlaskClient, form: dict[str, str], rows: Rows) -> None:
    priya.post("/kit", data={"what": form["what"], "due_on": form["due_on"]})
    assert ([action.competency for action in rows(Action)], rows(JournalEntry)) == ([None], [])

    answer = priya.post("/kit", data={"kit_asked": form["kit_asked"], "due_on": form["due_on"]})
    assert answer.status_code == 303
    [entry] = rows(JournalEntry)
    assert answer.location == f"/journal#entry-{entry.id}"
    assert len(rows(Action)) == 1


@pytest.mark.parametrize("day", ["", "soon"])
def test_where_nothing_is_to_be_practised_no_day_is_asked_for(
    priya: FlaskClient, form: dict[str, str], rows: Rows, day: str
) -> None:
    answer = priya.post("/kit", data={**form, "what": " ", "due_on": day})
    assert answer.location.startswith("/journal#entry-")
    assert (rows(Action), len(rows(JournalEntry))) == ([], 1)


def test_a_day_that_was_left_empty_comes_back_empty(priya: FlaskClient, form: dict[str, str]) -> None:
    assert re.search(r'name="due_on"[^>]* value="\d{4}-\d\d-\d\d"', priya.get("/kit").text)
    answer = priya.post("/kit", data={**form, "due_on": ""})
    assert answer.status_code == 422
    assert re.search(r'name="due_on"[^>]* value=""', answer.text)


def test_faults_are_listed_in_the_order_of_the_page(priya: FlaskClient, form: dict[str, str]) -> None:
    bad = {"about": "a\x00", "kit_now": "b\x00", "competency": "charm", "what": "c\x00", "due_on": ""}
    answer = priya.post("/kit", data={**form, **bad})
    assert re.findall(r'<li><a href="#(\w+)">', answer.text) == list(bad)


def test_with_nothing_in_it_there_is_nothing_to_keep(
    priya: FlaskClient, form: dict[str, str], rows: Rows
) -> None:
    answer = priya.post("/kit", data={"due_on": form["due_on"], "about": "Final panel"})
    assert answer.status_code == 422
    assert "Answer one of the questions, or write one thing to practise." in answer.text
    assert 'id="kit_asked-error"' in answer.text
    assert (rows(Action), rows(JournalEntry)) == ([], [])


def test_bad_input_says_so_beside_its_field_keeps_every_word_and_stores_nothing(
    priya: FlaskClient, form: dict[str, str], rows: Rows
) -> None:
    bad = [
        ("what", "x" * 501),
        ("due_on", ""),
        ("due_on", "yesterday"),
        ("due_on", "2001-01-01"),
        ("competency", "charm"),
        ("about", "a\nb\x00"),
        ("kit_asked", "x" * 2_001),
        ("kit_said", EMOJI),
        ("kit_now", "a\x07b"),
    ]
    for name, value in bad:
        answer = priya.post("/kit", data={**form, name: value})
        assert answer.status_code == 422, name
        assert f'id="{name}-error"' in answer.text, name
        assert "What changed as a result?" in answer.text or name == "kit_asked"
        if name.startswith("kit"):
            assert value in answer.text
    assert rows(Action) == []
    assert rows(JournalEntry) == []


def test_the_agency_reads_nothing_of_it(
    priya: FlaskClient, alice: FlaskClient, bob: FlaskClient, cast: Cast, form: dict[str, str]
) -> None:
    priya.post("/kit", data=form)
    for browser, address in (
        (alice, f"/interviews/{cast.interview.id}"),
        (alice, f"/candidates/{cast.priya.id}"),
        (alice, "/today"),
        (bob, "/coverage"),
    ):
        assert "900 ms" not in browser.get(address).text


def test_a_recruiter_has_no_kit(alice: FlaskClient, form: dict[str, str], rows: Rows) -> None:
    assert alice.get("/kit").location == "/out"
    assert alice.post("/kit", data=form).status_code == 307
    assert rows(Action) == []
