"""The page of one interview, and the acts that say what became of it."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.interview import Interview, InterviewState
from relay.domain.letter import Receipt
from relay.domain.request import Request
from relay.journey import acting, reading
from relay.store.store import Store
from tests.cast import Cast, Story

ACTS = ("attendance", "cancellation", "no-show", "reinstatement")


def state_of(store: Store, cast: Cast) -> InterviewState:
    with store.look(cast.agency.id) as work:
        return work.get(Interview, cast.interview.id).state


def test_it_says_who_what_and_when_with_the_zone(alice: FlaskClient, address: str) -> None:
    page = alice.get(address).text

    for words in ("Priya Nair", "Senior Backend Engineer", "Northwind Logistics", "Tom Becker", "UTC"):
        assert words in page
    assert f'href="{address}/time"' in page
    assert "Interview scheduled, and word promised to Priya" in page


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        (["attendance"], InterviewState.TOOK_PLACE),
        (["cancellation"], InterviewState.CANCELLED),
        (["no-show"], InterviewState.NO_SHOW),
        (["cancellation", "reinstatement"], InterviewState.SCHEDULED),
        (["no-show", "attendance"], InterviewState.TOOK_PLACE),
    ],
)
def test_an_act_leads_to_its_state(
    alice: FlaskClient, store: Store, cast: Cast, address: str, acts: list[str], state: InterviewState
) -> None:
    for act in acts:
        answer = alice.post(f"{address}/{act}", data={"submission_key": uuid4().hex})
        assert (answer.status_code, answer.location) == (303, address)

    assert state_of(store, cast) is state
    assert alice.get(address).status_code == 200


def test_an_act_that_is_not_possible_any_more_says_so(
    alice: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    alice.post(f"{address}/attendance", data={"submission_key": "1"})

    answer = alice.post(f"{address}/cancellation", data={"submission_key": "2"})

    assert answer.status_code == 409
    assert "By now it is marked \u201ctook place\u201d" in answer.text
    assert state_of(store, cast) is InterviewState.TOOK_PLACE


def test_the_same_act_twice_is_taken_once(alice: FlaskClient, address: str) -> None:
    first = alice.post(f"{address}/attendance", data={"submission_key": "one"})
    second = alice.post(f"{address}/attendance", data={"submission_key": "one"})

    assert (first.status_code, second.status_code) == (303, 303)
    assert alice.get(address).text.count("Interview took place") == 1


@pytest.mark.parametrize("act", [*ACTS, "requests", "notes", "jotting"])
def test_another_agencys_interview_is_not_there(charlie: FlaskClient, address: str, act: str) -> None:
    fields = {"text": "words", "source": "call", "contact_id": str(uuid4()), "channel": "call"}

    assert charlie.post(f"{address}/{act}", data=fields).status_code == 404
    assert charlie.get(address).status_code == 404


@pytest.mark.parametrize("act", [*ACTS, "requests", "notes", "jotting"])
def test_a_candidate_cannot_act_at_the_desk(priya: FlaskClient, address: str, act: str) -> None:
    answer = priya.post(f"{address}/{act}")

    assert answer.status_code == 303
    assert "/sign-in" in answer.location


def test_an_id_that_is_none_is_not_found(alice: FlaskClient) -> None:
    assert alice.get("/interviews/1").status_code == 404
    assert alice.get(f"/interviews/{uuid4()}").status_code == 404


def test_looking_changes_nothing(alice: FlaskClient, store: Store, cast: Cast, address: str) -> None:
    alice.get(address)
    for act in ACTS:
        assert alice.get(f"{address}/{act}").status_code in {404, 400, 405}

    assert state_of(store, cast) is InterviewState.SCHEDULED


def test_asking_is_put_on_record(alice: FlaskClient, store: Store, cast: Cast, address: str) -> None:
    fields = {"contact_id": str(cast.tom.id), "channel": "call", "submission_key": "k"}

    answer = alice.post(f"{address}/requests", data=fields)

    assert answer.status_code == 303
    with store.look(cast.agency.id) as work:
        assert work.session.scalars(select(Request)).one().contact_id == cast.tom.id
    assert "Tom Becker was asked for feedback" in alice.get(address).text


@pytest.mark.parametrize(
    ("field", "value"), [("contact_id", "nobody"), ("contact_id", ""), ("channel", "pigeon")]
)
def test_asking_nobody_is_refused_beside_the_field(
    alice: FlaskClient, cast: Cast, address: str, field: str, value: str
) -> None:
    fields = {"contact_id": str(cast.tom.id), "channel": "call", field: value}

    answer = alice.post(f"{address}/requests", data=fields)

    assert answer.status_code == 422
    place = {"contact_id": "asked-contact", "channel": "asked-channel"}[field]
    assert f'<a href="#{place}">' in answer.text
    assert f'id="{place}-error"' in answer.text
    assert "choose one from the list." in answer.text


@pytest.mark.parametrize(
    ("act", "words"), [("no-show", "Priya did not come"), ("cancellation", "was cancelled")]
)
def test_an_interview_that_is_off_says_that_nothing_is_awaited(
    alice: FlaskClient, address: str, act: str, words: str
) -> None:
    alice.post(f"{address}/{act}", data={"submission_key": uuid4().hex})

    page = alice.get(address).text

    assert "No feedback is awaited" in page
    assert f"{words}, so nobody is asked and no word is owed." in page


def test_receipts_and_actions_are_states_and_counts_and_nobodys_words(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str
) -> None:
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        reading.acknowledge_message(work, letter.id, text_hash=letter.text_hash)
        action = acting.commit_to_action(work, what="canary-action", due_on=work.now.date())
        action.interview_id = cast.interview.id
        work.session.scalars(select(Receipt)).one().in_own_words = "canary-own-words"
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.complete_action(work, action.id, "canary-reflection")

    page = alice.get(address).text

    assert "Acknowledged" in page
    assert "1 done" in page
    assert "canary" not in page


def test_the_page_leads_back_to_the_list_and_names_what_shows_how_a_note_reads(
    alice: FlaskClient, story: Story, address: str
) -> None:
    before = alice.get(address).text
    story.capture()
    after = alice.get(address).text

    for page in (before, after):
        assert '<a class="page-back" href="/interviews">' in page
        assert "How it reads</h" in page


def test_a_stage_has_a_capital_only_where_its_line_begins(
    alice: FlaskClient, cast: Cast, story: Story, address: str
) -> None:
    story.capture()
    stage = cast.interview.stage
    assert f"<p><bdi>{stage[0].upper()}{stage[1:]}</bdi> for" in alice.get(address).text
    assert f"Priya Nair</bdi>, <bdi>{stage}</bdi> for" in alice.get(f"{address}/review").text


def test_lists_say_that_the_second_name_is_the_recruiters(alice: FlaskClient) -> None:
    for page in ("/interviews", "/today?whose=everyone"):
        assert "Recruiter: <bdi>Alice" in alice.get(page).text
