"""Concerns about fairness: a manager answers each by a time that the candidate was told, and lateness shows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from relay.domain.candidate import Candidate
from relay.domain.question import Question
from relay.domain.staff import Staff
from relay.journey import answering, reading, staffing
from relay.store.store import Store
from relay.vocabulary import QuestionKind
from tests.cast import Cast, Story


@pytest.fixture
def concern(store: Store, cast: Cast, story: Story) -> Question:
    """Priya raises a concern about her letter."""
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        return answering.ask_question(
            work, letter.id, kind=QuestionKind.FAIRNESS, text="Was <b>this</b> fair?"
        )


def let_time_pass(store: Store, cast: Cast) -> None:
    with store.work(cast.agency.id) as work:
        work.session.execute(sa.update(Question).values(due_at=work.now - timedelta(hours=1)))


def test_it_is_due_at_the_close_of_a_working_day_of_the_agency(
    store: Store, cast: Cast, concern: Question
) -> None:
    with store.look(cast.agency.id) as work:
        expected = work.agency.calendar.days_after(concern.asked_at, 3)
    assert concern.due_at == expected
    assert concern.due_at.minute == 0


def test_the_candidate_is_told_the_time_before_and_after_sending(
    priya: FlaskClient, store: Store, cast: Cast, story: Story
) -> None:
    letter = story.relay()
    priya.post(f"/letters/{letter.id}/opening")
    before = priya.get(f"/letters/{letter.id}").text
    assert "A manager answers by" in before
    priya.post(f"/letters/{letter.id}/questions", data={"kind": "fairness", "text": "Was it fair?"})
    after = priya.get(f"/letters/{letter.id}").text
    assert "A manager of <bdi>Bright Road</bdi> answers by" in after
    let_time_pass(store, cast)
    assert "You were to have a manager’s answer by" in priya.get(f"/letters/{letter.id}").text


def test_a_question_of_another_kind_has_no_such_time(store: Store, cast: Cast, story: Story) -> None:
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        assert answering.ask_question(work, letter.id, kind=QuestionKind.FACT, text="March.").due_at is None


def test_it_stands_on_the_managers_page_and_lateness_is_said_in_words(
    bob: FlaskClient, alice: FlaskClient, store: Store, cast: Cast, concern: Question
) -> None:
    page = bob.get("/concerns").text
    assert "1 waits for your answer" in page
    assert "&lt;b&gt;this&lt;/b&gt;" in page
    assert "Late:" not in page

    let_time_pass(store, cast)

    assert "1 past its time" in bob.get("/concerns").text
    assert "Late:" in bob.get("/concerns").text
    for browser in (bob, alice):
        assert "Late:" in browser.get("/today").text


def test_answered_it_stays_on_record(bob: FlaskClient, store: Store, cast: Cast, concern: Question) -> None:
    let_time_pass(store, cast)
    bob.post(f"/questions/{concern.id}/answer", data={"text": "We looked into it, and you were right."})

    page = bob.get("/concerns").text
    assert "None waits for your answer" in page
    assert "On record" in page
    assert "Answered late" in page
    assert "Bob Osei" in page


def test_only_managers_of_the_agency_see_the_page(
    alice: FlaskClient,
    ada: FlaskClient,
    charlie: FlaskClient,
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    concern: Question,
) -> None:
    for browser in (alice, ada, charlie):
        assert browser.get("/concerns").status_code == 403
    assert priya.get("/concerns").status_code in (302, 303, 307)
    assert 'href="/concerns"' not in alice.get("/today").text


def test_the_agency_sets_within_how_many_working_days(
    ada: FlaskClient, bob: FlaskClient, store: Store, cast: Cast, story: Story
) -> None:
    version = staffing_version(store, cast)
    form = {
        "name": "Bright Road",
        "zone": "Europe/London",
        "tone": "warm",
        "promise_days": "3",
        "version": str(version),
    }
    for days in ("0", "21", "soon", "-1", ""):
        answer = ada.post("/agency", data={**form, "fairness_days": days})
        assert answer.status_code == 422, days
        assert 'id="fairness_days-error"' in answer.text
    assert ada.post("/agency", data={**form, "fairness_days": "7"}).status_code == 303
    assert bob.post("/agency", data={**form, "fairness_days": "9"}).status_code == 403
    with store.look(cast.agency.id) as work:
        assert work.agency.fairness_days == 7
        assert answering.answered_by(work) == work.agency.calendar.days_after(work.now, 7)
    assert staffing.MOST_FAIRNESS_DAYS == 20


def staffing_version(store: Store, cast: Cast) -> int:
    with store.look(cast.agency.id) as work:
        return work.agency.version
