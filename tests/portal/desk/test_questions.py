"""Questions: what a candidate asked is answered by name, and the answer passes the guard."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from relay.domain.question import Question, QuestionState
from relay.journey import answering, reading
from relay.store.store import Store
from relay.vocabulary import QuestionKind
from tests.cast import Cast, Story


@pytest.fixture
def ask(store: Store, cast: Cast, story: Story) -> Callable[[QuestionKind], Question]:
    """A function by which Priya writes back about her letter."""
    letter = story.relay()

    def write(kind: QuestionKind) -> Question:
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            reading.open_message(work, letter.id)
            return answering.ask_question(work, letter.id, kind=kind, text="Was \u202ethis fair?")

    return write


@pytest.fixture
def question(ask: Callable[[QuestionKind], Question]) -> Question:
    """Priya asks what something means."""
    return ask(QuestionKind.MEANING)


@pytest.fixture
def concern(ask: Callable[[QuestionKind], Question]) -> Question:
    """Priya raises a concern about her letter."""
    return ask(QuestionKind.FAIRNESS)


def answer_of(store: Store, cast: Cast, question: Question) -> str | None:
    with store.look(cast.agency.id) as work:
        return work.get(Question, question.id).answer_text


def test_a_concern_about_fairness_is_marked_everywhere(
    alice: FlaskClient, bob: FlaskClient, address: str, concern: Question
) -> None:
    page = bob.get(f"/questions/{concern.id}").text

    assert "Raises a concern about fairness" in page
    assert "Only a manager answers a concern about fairness" in page
    assert "Was \u202ethis fair?" in page
    assert "Fairness" in alice.get(address).text
    assert "Raises fairness" in alice.get("/today").text


def test_only_a_manager_answers_a_concern(
    alice: FlaskClient, ada: FlaskClient, bob: FlaskClient, store: Store, cast: Cast, concern: Question
) -> None:
    for browser in (alice, ada):
        page = browser.get(f"/questions/{concern.id}").text
        assert "so nobody else can" in page
        assert "<textarea" not in page
        refused = browser.post(f"/questions/{concern.id}/answer", data={"text": "It was."})
        assert refused.status_code == 403
    assert answer_of(store, cast, concern) is None

    bob.post(f"/questions/{concern.id}/answer", data={"text": "Each candidate got the same questions."})

    assert answer_of(store, cast, concern) == "Each candidate got the same questions."


def test_an_answer_is_given_by_name(
    alice: FlaskClient, store: Store, cast: Cast, address: str, question: Question
) -> None:
    fields = {"text": "Every candidate got the same questions.", "submission_key": "q"}

    for _ in range(2):
        answer = alice.post(f"/questions/{question.id}/answer", data=fields)
        assert (answer.status_code, answer.location) == (303, address)

    with store.look(cast.agency.id) as work:
        row = work.get(Question, question.id)
        assert (row.state, row.answered_by_name) == (QuestionState.ANSWERED, "Alice Moreau")
    assert "Every candidate got the same questions." in alice.get(f"/questions/{question.id}").text


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Enter something here."),
        ("x" * 200_000, "Use at most 5,000 characters"),
        ("Ring 0161 496 0148 about it.", ""),
        ("Tom Becker thought so.", ""),
    ],
)
def test_an_answer_that_cannot_go_out_is_refused_beside_its_field(
    alice: FlaskClient, store: Store, cast: Cast, question: Question, text: str, complaint: str
) -> None:
    answer = alice.post(f"/questions/{question.id}/answer", data={"text": text})

    assert answer.status_code == 422
    assert 'id="text-error"' in answer.text
    assert complaint in answer.text
    assert f"{text}</textarea>" in answer.text
    assert answer_of(store, cast, question) is None


def test_a_second_answer_is_refused_and_kept_on_the_page(
    alice: FlaskClient, bob: FlaskClient, store: Store, cast: Cast, question: Question
) -> None:
    bob.post(f"/questions/{question.id}/answer", data={"text": "We looked into it."})

    answer = alice.post(f"/questions/{question.id}/answer", data={"text": "My own answer."})

    assert answer.status_code == 409
    assert "My own answer." in answer.text
    assert answer_of(store, cast, question) == "We looked into it."


def test_another_agencys_question_is_not_there(charlie: FlaskClient, question: Question) -> None:
    assert charlie.get(f"/questions/{question.id}").status_code == 404
    assert charlie.post(f"/questions/{question.id}/answer", data={"text": "Hello."}).status_code == 404
    assert charlie.get(f"/questions/{uuid4()}").status_code == 404


def test_a_candidate_does_not_answer(priya: FlaskClient, question: Question) -> None:
    assert priya.post(f"/questions/{question.id}/answer", data={"text": "Yes."}).status_code == 307
