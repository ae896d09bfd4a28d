"""Kept for tomorrow: what somebody wrote in the heat of it stays with them, unsent and unseen, until they send it or throw it away."""

from collections.abc import Callable
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem
from relay.domain.question import Question, Unsent
from relay.domain.staff import Staff
from relay.domain.wish import Wish
from relay.journey import erasing, registering
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.vocabulary import QuestionKind
from tests.cast import Cast
from tests.portal.candidate.conftest import Rows

HEAT = "This is not fair, <script>alert(1)</script> and you know it 😤"


def address(letter: Letter) -> str:
    return f"/letters/{letter.id}/unsent"


def keep(browser: FlaskClient, letter: Letter, **fields: str) -> TestResponse:
    return browser.post(address(letter), data={"text": HEAT, "edition": "0", **fields})


def test_it_stands_on_the_letter_again_and_nothing_was_sent(
    priya: FlaskClient,
    alice: FlaskClient,
    cast: Cast,
    opened: Letter,
    improvement: LetterItem,
    rows: Rows,
    words: Callable[[TestResponse], str],
    store: Store,
) -> None:
    before = len(rows(EventRow))
    answer = keep(priya, opened, kind="fairness", letter_item_id=str(improvement.id))
    assert answer.location == f"/letters/{opened.id}#ask-slip"

    [kept] = rows(Unsent)
    assert (kept.text, kept.kind, kept.letter_item_id) == (HEAT, QuestionKind.FAIRNESS, improvement.id)
    page = priya.get(f"/letters/{opened.id}")
    assert "Nothing was sent, and only you can see it." in words(page)
    assert HEAT in words(page)
    assert "<script>alert(1)" not in page.text
    assert 'value="fairness" checked' in page.text
    assert rows(Question) == []
    assert len(rows(EventRow)) == before
    for place in ("/today", f"/interviews/{cast.interview.id}", f"/candidates/{cast.priya.id}"):
        assert "you know it" not in alice.get(place).text


def test_what_it_is_need_not_be_chosen_yet(priya: FlaskClient, opened: Letter, rows: Rows) -> None:
    assert keep(priya, opened).status_code == 303
    assert [kept.kind for kept in rows(Unsent)] == [None]


def test_sending_it_next_day_leaves_nothing_behind(priya: FlaskClient, opened: Letter, rows: Rows) -> None:
    keep(priya, opened, kind="meaning", submission_key="same")
    form = {"kind": "meaning", "text": "Which part do you mean?", "edition": "1", "submission_key": "same"}
    assert priya.post(f"/letters/{opened.id}/questions", data=form).status_code == 303
    assert rows(Unsent) == []
    assert [question.text for question in rows(Question)] == ["Which part do you mean?"]


def test_it_can_be_thrown_away(
    priya: FlaskClient,
    opened: Letter,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    keep(priya, opened)
    for _ in range(2):
        assert priya.post(f"{address(opened)}/removal", data={"edition": "1"}).status_code == 303
    assert rows(Unsent) == []
    assert "Nothing was sent" not in words(priya.get(f"/letters/{opened.id}"))


def test_two_tabs_lose_nothing(
    priya: FlaskClient,
    opened: Letter,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    keep(priya, opened)
    answer = keep(priya, opened, text="Other words.")
    assert answer.status_code == 409
    assert HEAT in words(answer)
    assert "Other words." in words(answer)
    assert [kept.text for kept in rows(Unsent)] == [HEAT]

    assert keep(priya, opened, text="Other words.", edition="1").status_code == 303
    assert [(kept.text, kept.edition) for kept in rows(Unsent)] == [("Other words.", 2)]
    priya.post(f"{address(opened)}/removal", data={"edition": "1"})
    form = {"kind": "fact", "text": HEAT, "edition": "1"}
    priya.post(f"/letters/{opened.id}/questions", data=form)
    assert [kept.text for kept in rows(Unsent)] == ["Other words."]


def test_bad_input_is_kept_on_the_page_and_nowhere_else(
    priya: FlaskClient, opened: Letter, rows: Rows
) -> None:
    for fields, field in (
        ({"text": " "}, "text"),
        ({"text": "x" * 5_001}, "text"),
        ({"text": "a\x07b"}, "text"),
        ({"kind": "revenge"}, "kind"),
        ({"letter_item_id": "7"}, "letter_item_id"),
    ):
        answer = keep(priya, opened, **fields)
        assert answer.status_code == 422, fields
        assert f'id="{field}-error"' in answer.text
    assert rows(Unsent) == []


def test_ten_kilobytes_of_emoji_are_kept_as_they_are(priya: FlaskClient, opened: Letter, rows: Rows) -> None:
    emoji = "😀" * 2_560
    assert keep(priya, opened, text=emoji).status_code == 303
    assert rows(Unsent)[0].text == emoji


def test_a_closed_letter_has_no_such_slip(priya: FlaskClient, letter: Letter, rows: Rows) -> None:
    assert keep(priya, letter).status_code == 409
    assert rows(Unsent) == []


def test_nobody_else_reaches_it(
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    alice: FlaskClient,
    priya: FlaskClient,
    opened: Letter,
    rows: Rows,
) -> None:
    keep(priya, opened)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        lee = registering.add_candidate(work, name="Lee Abara", email="lee@example.com")
    for stranger in (sign_in_as(sam), sign_in_as(lee)):
        assert keep(stranger, opened).status_code == 404
        assert stranger.post(f"{address(opened)}/removal", data={"edition": "1"}).status_code == 404
    assert alice.post(f"{address(opened)}/removal", data={"edition": "1"}).status_code == 307
    assert priya.post(f"/letters/{uuid4()}/unsent", data={"text": HEAT}).status_code == 404
    assert [kept.text for kept in rows(Unsent)] == [HEAT]


def test_whoever_is_erased_leaves_neither_it_nor_a_wish(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, rows: Rows
) -> None:
    keep(priya, opened)
    with store.work(cast.agency.id) as work:
        wish = Wish(
            agency_id=cast.agency.id,
            interview_id=cast.interview.id,
            candidate_id=cast.priya.id,
            aspects=["evidence"],
            line="A line of hers",
            wished_at=work.now,
        )
        wish.make()
        work.add(wish)
    assert "you know it" in priya.get("/mine/record").text
    with store.work(cast.agency.id) as work:
        erasing.erase_words(work, cast.priya.id)

    assert rows(Unsent) == []
    assert [(row.aspects, row.line) for row in rows(Wish)] == [([], None)]
