"""The letter room: what a candidate finds there, and what each slip does with good and bad input."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem, LetterState, Receipt
from relay.domain.promise import Promise
from relay.domain.question import Question
from relay.domain.staff import Staff
from relay.journey import answering, registering, relaying, reviewing, scheduling
from relay.store.store import Store
from relay.store.wordings import find_message
from relay.vocabulary import ParagraphRole, QuestionKind
from tests.cast import Cast, Story, wall
from tests.portal.candidate.conftest import Rows

LONG = "So much to say. " * 400
BIDI = "I \u202eheard\u202c this 💌 <script>alert(1)</script>"


def shift_promise(store: Store, cast: Cast, by: timedelta) -> None:
    """Move the promise on the cast's interview, as if time had passed."""
    with store.work(cast.agency.id) as work:
        work.session.execute(update(Promise).values(due_at=work.now + by))


def test_before_any_letter_the_page_says_by_when_word_was_promised(
    priya: FlaskClient, cast: Cast, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get("/letters"))
    assert "Your final panel at Northwind Logistics" in page
    assert "You will hear by" in page
    assert re.search(r"by \w{3} \d+ \w{3} \d{4}, 17:00 (GMT|BST)", page)


def test_a_promise_that_was_missed_is_said_honestly(
    priya: FlaskClient, store: Store, cast: Cast, words: Callable[[TestResponse], str]
) -> None:
    shift_promise(store, cast, timedelta(hours=-1))
    page = words(priya.get("/letters"))
    assert "You were to hear by" in page
    assert "That promise was not kept" in page
    assert "You will hear" not in page


def test_an_interview_ahead_stands_with_its_time_and_its_promise(
    priya: FlaskClient, store: Store, cast: Cast, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        for stage, days in (("second panel", 5), ("last talk", 12)):
            scheduling.schedule_interview(
                work,
                candidate_id=cast.priya.id,
                job_id=cast.job.id,
                recruiter_id=cast.alice.id,
                stage=stage,
                appointment=scheduling.Appointment(wall(work.now + timedelta(days=days)), "UTC", 60),
            )
    page = words(priya.get("/letters"))
    assert "Your next interview Second panel at Northwind Logistics" in page
    assert "And after that Last talk at Northwind Logistics" in page
    assert "You will hear afterwards, by" in page


def test_nothing_of_the_client_but_the_name_stands_on_the_page(priya: FlaskClient, cast: Cast) -> None:
    page = priya.get("/letters").get_data(as_text=True)
    assert cast.tom.email is not None
    for name in (cast.tom.name, cast.alice.name, cast.tom.email):
        assert name not in page


def test_an_empty_shelf_says_what_will_be_here(
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    words: Callable[[TestResponse], str],
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    page = words(sign_in_as(sam).get("/letters"))
    assert "Hello Sam" in page
    assert "Nothing is waiting for you" in page


def test_a_letter_waits_closed_until_its_button_is_pressed(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    letter: Letter,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    with store.look(cast.agency.id) as work:
        items = [
            item.text for item in work.get(Letter, letter.id).items if item.role is not ParagraphRole.GREETING
        ]
    for address in ("/letters", f"/letters/{letter.id}"):
        answer = priya.get(address)
        assert "A letter is waiting for you" in words(answer)
        assert not any(text in words(answer) for text in items)
    assert rows(Receipt) == []
    answer = priya.post(f"/letters/{letter.id}/opening")
    assert answer.location == f"/letters/{letter.id}"
    assert rows(Letter)[0].state is LetterState.OPENED


def test_the_letter_says_strengths_first_then_each_improvement_with_one_thing_to_try(
    priya: FlaskClient, store: Store, cast: Cast, relayed_open: Letter, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get(f"/letters/{relayed_open.id}"))
    with store.look(cast.agency.id) as work:
        items = work.get(Letter, relayed_open.id).items
    strengths = next(item for item in items if item.role is ParagraphRole.STRENGTHS)
    improvement = next(item for item in items if item.role is ParagraphRole.IMPROVEMENT)
    assert improvement.next_step is not None
    told = [" ".join(text.split()) for text in (strengths.text, improvement.text, improvement.next_step)]
    assert all(text in page for text in told)
    assert page.index(told[0]) < page.index(told[1]) < page.index(told[2])


def test_who_checked_it_and_that_software_helped_is_said(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    assert "Worded with the help of software and checked by Alice Moreau at Bright Road." in words(
        priya.get(f"/letters/{opened.id}")
    )
    with store.work(cast.agency.id) as work:
        work.session.execute(update(Letter).values(machine_worded=False))
    assert "Written and checked by Alice Moreau at Bright Road." in words(priya.get(f"/letters/{opened.id}"))


def test_acknowledging_is_an_act_with_own_words_if_wanted(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    form = {"text_hash": opened.text_hash, "in_own_words": BIDI}
    answer = priya.post(f"/letters/{opened.id}/acknowledgement", data=form)
    assert answer.location == f"/letters/{opened.id}#read"
    receipt = rows(Receipt)[0]
    assert receipt.in_own_words == BIDI
    assert receipt.acknowledged_at is not None
    page = priya.get(f"/letters/{opened.id}")
    assert "You have read this" in words(page)
    assert b"<script>alert(1)" not in page.data


def test_acknowledging_twice_is_acknowledging_once(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, rows: Rows
) -> None:
    form = {"text_hash": opened.text_hash, "in_own_words": "First.", "submission_key": "k1"}
    first = priya.post(f"/letters/{opened.id}/acknowledgement", data=form)
    assert priya.post(f"/letters/{opened.id}/acknowledgement", data=form).location == first.location
    other_tab = {"text_hash": opened.text_hash, "in_own_words": "Second.", "submission_key": "k2"}
    assert priya.post(f"/letters/{opened.id}/acknowledgement", data=other_tab).status_code == 303
    assert [receipt.in_own_words for receipt in rows(Receipt)] == ["First."]


def test_a_closed_letter_cannot_be_acknowledged_or_asked_about(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    letter: Letter,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    form = {"text_hash": letter.text_hash, "in_own_words": "Mine"}
    answer = priya.post(f"/letters/{letter.id}/acknowledgement", data=form)
    assert answer.status_code == 409
    assert "Open the letter first" in words(answer)
    asked = priya.post(f"/letters/{letter.id}/questions", data={"kind": "fact", "text": "Kept words"})
    assert asked.status_code == 409
    assert "Kept words" in words(asked)
    assert rows(Question) == []


def test_own_words_that_cannot_be_kept_come_back_beside_their_field(
    priya: FlaskClient, opened: Letter, rows: Rows
) -> None:
    for typed in ("bad \x00 control", "x" * 5001):
        data = {"text_hash": opened.text_hash, "in_own_words": typed}
        answer = priya.post(f"/letters/{opened.id}/acknowledgement", data=data)
        assert answer.status_code == 422
        assert 'id="in_own_words-error"' in answer.get_data(as_text=True)
    broken = {"data": b"text_hash=x&in_own_words=%ff", "content_type": "application/x-www-form-urlencoded"}
    assert priya.post(f"/letters/{opened.id}/acknowledgement", **broken).status_code == 400
    assert rows(Receipt)[0].acknowledged_at is None


@pytest.fixture
def relayed(story: Story) -> Letter:
    """A letter that went the whole way from a note."""
    return story.relay()


@pytest.fixture
def relayed_open(relayed: Letter, priya: FlaskClient) -> Letter:
    """The same, open."""
    priya.post(f"/letters/{relayed.id}/opening")
    return relayed


def replace_letter(store: Store, cast: Cast, story: Story) -> Letter:
    """The agency corrects what it wrote. Returns the newer letter."""
    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        reworded = version.text.replace("Priya", "Priya N", 1)
        amended = reviewing.amend_message(
            work, message.id, reviewing.Wording("A corrected letter", reworded, version.number)
        )
        flagged = bool(amended.breaches)
    if flagged:
        with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
            reviewing.clear_message(work, message.id, number=amended.number, reason="Fine.")
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        reviewing.approve_message(work, message.id, number=amended.number, text_hash=amended.text_hash)
    story.carry_out_all()
    return story.letter()


def test_acknowledging_a_version_that_was_replaced_says_so_and_keeps_what_was_typed(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    story: Story,
    relayed_open: Letter,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    newer = replace_letter(store, cast, story)
    form = {"text_hash": relayed_open.text_hash, "in_own_words": "Numbers next time."}
    answer = priya.post(f"/letters/{relayed_open.id}/acknowledgement", data=form)
    assert answer.status_code == 409
    assert "This letter was replaced while you had it open" in words(answer)
    assert "Numbers next time." in words(answer)
    assert f'href="/letters/{newer.id}"' in answer.get_data(as_text=True)
    assert all(receipt.acknowledged_at is None for receipt in rows(Receipt))


def test_a_letter_that_was_replaced_leads_to_the_newer_which_names_it_and_does_not_lead_back(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    story: Story,
    relayed_open: Letter,
    words: Callable[[TestResponse], str],
) -> None:
    old_words = words(priya.get(f"/letters/{relayed_open.id}"))
    newer = replace_letter(store, cast, story)
    page = priya.get(f"/letters/{relayed_open.id}")
    assert "wrote a newer one on" in words(page)
    assert f'href="/letters/{newer.id}"' in page.get_data(as_text=True)
    with store.look(cast.agency.id) as work:
        for item in work.get(Letter, relayed_open.id).items:
            if item.role in (ParagraphRole.IMPROVEMENT, ParagraphRole.STRENGTHS):
                assert item.text in old_words
                assert item.text not in words(page)
    priya.post(f"/letters/{newer.id}/opening")
    page = priya.get(f"/letters/{newer.id}")
    assert "It replaces the letter of" in words(page)
    assert f'href="/letters/{relayed_open.id}"' not in page.get_data(as_text=True)
    home = priya.get("/letters").get_data(as_text=True)
    assert str(newer.id) in home
    assert str(relayed_open.id) not in home


def test_what_was_asked_about_a_replaced_letter_stands_beside_the_newer_one(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    story: Story,
    relayed_open: Letter,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    form = {"kind": "meaning", "text": "Which question was it?"}
    priya.post(f"/letters/{relayed_open.id}/questions", data=form)
    newer = replace_letter(store, cast, story)
    (question,) = rows(Question)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        answering.answer_question(work, question.id, text="The one on retries.")
    page = words(priya.get(f"/letters/{newer.id}"))
    assert "Which question was it?" in page
    assert "The one on retries." in page


def test_opening_a_letter_that_was_replaced_meanwhile_leads_to_the_word_about_it(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    story: Story,
    relayed: Letter,
    words: Callable[[TestResponse], str],
) -> None:
    replace_letter(store, cast, story)
    answer = priya.post(f"/letters/{relayed.id}/opening", follow_redirects=True)
    assert answer.status_code == 200
    assert "This letter was replaced" in words(answer)


def test_a_letter_that_was_taken_back_while_open_keeps_what_was_typed(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    story: Story,
    relayed_open: Letter,
    words: Callable[[TestResponse], str],
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        message = find_message(work, cast.interview.id)
        assert message is not None
        relaying.withdraw_letter(work, message.id)
    form = {"text_hash": relayed_open.text_hash, "in_own_words": "Keep me."}
    answer = priya.post(f"/letters/{relayed_open.id}/acknowledgement", data=form)
    assert answer.status_code == 409
    assert "taken back" in words(answer)
    assert "Keep me." in words(answer)
    page = words(priya.get(f"/letters/{relayed_open.id}"))
    assert "This letter was taken back" in page
    assert "taken back" in words(priya.get("/letters"))


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_each_of_the_three_doors_leads_to_the_agency_and_back(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    improvement: LetterItem,
    kind: QuestionKind,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    item = improvement
    form = {"kind": kind.value, "text": BIDI, "letter_item_id": str(item.id), "submission_key": "once"}
    first = priya.post(f"/letters/{opened.id}/questions", data=form)
    assert first.location == f"/letters/{opened.id}#questions"
    assert priya.post(f"/letters/{opened.id}/questions", data=form).location == first.location
    (question,) = rows(Question)
    assert (question.kind, question.text, question.letter_item_id) == (kind, BIDI, item.id)
    assert "You get a mail when there is an answer" in words(priya.get(f"/letters/{opened.id}"))
    who = cast.bob if kind is QuestionKind.FAIRNESS else cast.alice
    with store.work(cast.agency.id, cast.act_as(who)) as work:
        answering.answer_question(work, question.id, text="They meant a figure.")
    page = words(priya.get(f"/letters/{opened.id}"))
    assert f"{who.name} answered" in page
    assert "They meant a figure." in page


BAD_QUESTIONS = [
    ({"kind": "", "text": "Kept"}, "kind"),
    ({"kind": "revenge", "text": "Kept"}, "kind"),
    ({"kind": "fact", "text": "  "}, "text"),
    ({"kind": "fact", "text": LONG}, "text"),
    ({"kind": "fact", "text": "Kept \x07"}, "text"),
    ({"kind": "fact", "text": "Kept", "letter_item_id": "7"}, "letter_item_id"),
]


def test_a_question_that_cannot_be_taken_comes_back_with_its_words(
    priya: FlaskClient,
    opened: Letter,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    for form, field in BAD_QUESTIONS:
        answer = priya.post(f"/letters/{opened.id}/questions", data=form)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert f'id="{field}-error"' in page
        assert " open>" in page.split('id="ask-title"', 1)[1]
        if "Kept" in form["text"]:
            assert "Kept" in words(answer)
    assert rows(Question) == []


def test_the_same_form_with_other_words_is_told_apart_from_a_repeat(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    address = f"/letters/{opened.id}/questions"
    priya.post(address, data={"kind": "fact", "text": "One", "submission_key": "k"})
    answer = priya.post(address, data={"kind": "fact", "text": "Two", "submission_key": "k"})
    assert answer.status_code == 409
    assert "Two" in words(answer)
    assert len(rows(Question)) == 1


@pytest.fixture
def strangers(
    store: Store, cast: Cast, sign_in_as: Callable[[Staff | Candidate], FlaskClient]
) -> list[FlaskClient]:
    """Another candidate of the agency, and one of another agency."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        lee = registering.add_candidate(work, name="Lee Abara", email="lee@example.com")
    return [sign_in_as(sam), sign_in_as(lee)]


def test_nobody_elses_letter_can_be_seen_opened_or_written_to(
    strangers: list[FlaskClient], store: Store, opened: Letter, improvement: LetterItem, rows: Rows
) -> None:
    form = {
        "text_hash": opened.text_hash,
        "kind": "fact",
        "text": "Mine?",
        "what": "Mine?",
        "due_on": "2999-01-01",
        "letter_item_id": str(improvement.id),
    }
    before = [letter.state for letter in rows(Letter)]
    for stranger in strangers:
        for letter_id in (opened.id, uuid4()):
            assert stranger.get(f"/letters/{letter_id}").status_code == 404
            for slip in ("opening", "acknowledgement", "questions"):
                assert stranger.post(f"/letters/{letter_id}/{slip}", data=form).status_code == 404
            form["due_on"] = (store.now() + timedelta(days=3)).date().isoformat()
            assert stranger.post(f"/letters/{letter_id}/actions", data=form).status_code == 404
    assert [letter.state for letter in rows(Letter)] == before
    assert rows(Question) == []


def test_staff_have_no_way_into_the_letter_room_by_their_own_cookie(
    alice: FlaskClient, letter: Letter
) -> None:
    for address in ("/letters", f"/letters/{letter.id}", "/plan"):
        assert alice.get(address).location == "/out"


def test_addresses_that_are_none_are_not_found(priya: FlaskClient) -> None:
    for address in ("/letters/7", "/letters/%00", "/letters/x/opening", "/plan/actions/9/steps"):
        assert priya.get(address).status_code in (404, 405), address


def test_the_whole_room_works_without_a_script(priya: FlaskClient, opened: Letter) -> None:
    for address in ("/letters", f"/letters/{opened.id}", "/plan"):
        page = priya.get(address).get_data(as_text=True)
        assert " hx-" not in page
        assert "onclick" not in page
        assert page.count("<form") == page.count('method="post"')
