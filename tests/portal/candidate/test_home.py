"""The first page: a letter or the promise of one, what is worked on, the next interview, a few strengths, and nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem, LetterSentence
from relay.domain.promise import Promise
from relay.domain.question import Question
from relay.domain.quiet import Quiet
from relay.domain.request import RequestChannel
from relay.domain.staff import Staff
from relay.journey import acting, answering, asking, choosing, reading, registering, scheduling
from relay.store.store import Store
from relay.vocabulary import Competency, Kind, ParagraphRole, QuestionKind
from tests.cast import Cast, wall
from tests.portal.candidate.conftest import Rows

HEAVIEST = 100_000


@pytest.fixture
def ask(store: Store, cast: Cast) -> None:
    """Alice rings Tom."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        asking.record_request(work, cast.interview.id, contact_id=cast.tom.id, channel=RequestChannel.CALL)


def test_the_promise_says_by_when_and_when_the_client_was_asked(
    priya: FlaskClient, cast: Cast, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get("/letters"))
    assert "You will hear by" in page
    assert "asked Northwind" not in page


def test_once_the_client_was_asked_it_says_when_and_names_nobody(
    priya: FlaskClient, cast: Cast, ask: None, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get("/letters"))
    assert "Bright Road asked Northwind Logistics on" in page
    assert cast.tom.name not in page


def test_a_late_promise_says_so_and_when_the_client_was_asked(
    priya: FlaskClient, store: Store, cast: Cast, ask: None, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id) as work:
        work.session.execute(update(Promise).values(due_at=work.now - timedelta(hours=1)))
    page = words(priya.get("/letters"))
    assert "That promise was not kept." in page
    assert "Bright Road asked Northwind Logistics on" in page


def test_what_waits_comes_before_what_is_worked_on_and_that_before_what_comes_next(
    priya: FlaskClient, store: Store, cast: Cast, letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="second panel",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=5)), "UTC", 60),
        )
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        for what in ("One", "Two", "Three", "Four"):
            acting.commit_to_action(work, what=f"{what} thing", due_on=(work.now + timedelta(days=3)).date())
    page = words(priya.get("/letters"))
    order = ["A letter is waiting for you", "What you are working on", "One thing", "Your next interview"]
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert "Four thing" not in page
    assert "All that is in your plan" in page


def test_at_most_three_strengths_each_of_another_kind_in_the_words_of_open_letters(
    priya: FlaskClient, store: Store, cast: Cast, letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    told = [
        (Competency.EVIDENCE, "Your figures were good."),
        (Competency.EVIDENCE, "Your second figure was good too."),
        (Competency.TEAMWORK, "You also named your team."),
        (Competency.VALUES, "You said what matters to you."),
        (Competency.CONFIDENCE, "You were at ease."),
    ]
    with store.work(cast.agency.id) as work:
        strength = next(
            item
            for item in work.all(select(LetterItem).where(LetterItem.letter_id == letter.id))
            if item.role is ParagraphRole.STRENGTHS
        )
        work.add_all(
            [
                LetterSentence(
                    agency_id=cast.agency.id,
                    letter_id=letter.id,
                    letter_item_id=strength.id,
                    place=place,
                    text=text,
                    kind=Kind.STRENGTH,
                    competency=competency,
                )
                for place, (competency, text) in enumerate(told)
            ]
        )
    assert "Your strengths" not in words(priya.get("/letters"))
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
    page = words(priya.get("/letters"))
    quoted = [text.replace(" also", "") for _, text in told]
    assert [text for text in quoted if text in page] == [quoted[0], quoted[2], quoted[3]]


def test_where_nothing_goes_on_the_page_says_so_and_letters_are_a_link_away(
    priya: FlaskClient, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    priya.post(f"/letters/{opened.id}/acknowledgement", data={"text_hash": opened.text_hash})
    page = priya.get("/letters")
    assert "Nothing is waiting for you" in words(page)
    assert 'href="/letters/all"' in page.text
    every = priya.get("/letters/all")
    assert f'href="/letters/{opened.id}"' in every.text
    assert "read" in words(every)


def test_before_any_letter_the_page_of_all_letters_says_what_will_be_there(
    priya: FlaskClient, words: Callable[[TestResponse], str]
) -> None:
    assert "No letter has come yet" in words(priya.get("/letters/all"))


def test_the_page_stays_light_with_everything_there_is(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        for number in range(20):
            interview = scheduling.schedule_interview(
                work,
                candidate_id=cast.priya.id,
                job_id=cast.job.id,
                recruiter_id=cast.alice.id,
                stage=f"stage {number} " + "of a long name " * 4,
                appointment=scheduling.Appointment(wall(work.now - timedelta(days=number + 1)), "UTC", 60),
            )
            if number % 2:
                work.add(
                    Letter(
                        agency_id=cast.agency.id,
                        interview_id=interview.id,
                        candidate_id=cast.priya.id,
                        number=1,
                        subject="A letter",
                        text_hash="hash",
                        client_name="Northwind Logistics " * 3,
                        job_title="Senior Backend Engineer " * 3,
                        stage="stage",
                        approved_by="Alice Moreau",
                        machine_worded=True,
                        released_at=work.now,
                    )
                )
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        for _ in range(30):
            acting.commit_to_action(work, what="x " * 240, due_on=(work.now + timedelta(days=3)).date())
    assert len(priya.get("/letters").data) < HEAVIEST


ASKED = {
    QuestionKind.MEANING: "You asked Bright Road something on",
    QuestionKind.FACT: "You corrected a fact on",
    QuestionKind.FAIRNESS: "You raised a concern on",
}


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_what_was_asked_and_is_not_answered_stands_on_the_first_page(
    priya: FlaskClient, opened: Letter, rows: Rows, kind: QuestionKind, words: Callable[[TestResponse], str]
) -> None:
    priya.post(f"/letters/{opened.id}/acknowledgement", data={"text_hash": opened.text_hash})
    priya.post(f"/letters/{opened.id}/questions", data={"kind": kind.value, "text": "Which result?"})
    (question,) = rows(Question)
    page = priya.get("/letters")
    told = words(page)
    assert ASKED[kind] in told
    assert "You get a mail when there is an answer." in told
    assert ("A manager of Bright Road answers by" in told) == (kind is QuestionKind.FAIRNESS)
    assert "Nothing is waiting for you" not in told
    assert f'href="/letters/{opened.id}#question-{question.id}"' in page.text


def test_once_it_is_answered_it_stands_with_its_letter_alone(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        question = answering.ask_question(work, opened.id, kind=QuestionKind.MEANING, text="Which result?")
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        answering.answer_question(work, question.id, text="The one about the queue.")
    assert "What you asked" not in words(priya.get("/letters"))


def test_whoever_wants_no_mail_about_answers_is_promised_none(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        choosing.choose_mails(work, wanted=[], quiet=Quiet.NONE)
        answering.ask_question(work, opened.id, kind=QuestionKind.MEANING, text="Which result?")
    for place in ("/letters", f"/letters/{opened.id}"):
        told = words(priya.get(place))
        assert "You get a mail when there is an answer." not in told
        assert "The answer will stand with your letter." in told


def test_a_concern_that_is_overdue_is_said_to_be(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        question = answering.ask_question(work, opened.id, kind=QuestionKind.FAIRNESS, text="It was unfair.")
        question.due_at = work.now - timedelta(hours=1)
    assert "You were to have a manager’s answer by" in words(priya.get("/letters"))


def test_a_letter_taken_back_before_it_was_opened_leaves_nobody_without_a_word(
    priya: FlaskClient, store: Store, cast: Cast, letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id) as work:
        work.get(Letter, letter.id).withdraw()
    for place in ("/letters", f"/letters/{letter.id}"):
        told = words(priya.get(place))
        assert "so you have no letter on this one now." in told
        assert (
            "Your recruiter at Bright Road can tell you why. If a new letter comes, you get a mail." in told
        )
        assert "still yours" not in told
    assert "was taken back. Your recruiter" in words(priya.get(f"/silence/{letter.interview_id}"))


def test_a_letter_taken_back_after_it_was_opened_keeps_what_one_wrote_and_can_be_asked_about(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id) as work:
        work.get(Letter, opened.id).withdraw()
    told = words(priya.get(f"/letters/{opened.id}"))
    assert "What you wrote yourself is still yours. You can ask below why." in told
    assert "no letter on this one" not in told + words(priya.get("/letters"))


def test_another_candidates_shelf_is_their_own(
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    opened: Letter,
    words: Callable[[TestResponse], str],
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    for place in ("/letters", "/letters/all", "/views"):
        assert "Northwind" not in words(sign_in_as(sam).get(place))
