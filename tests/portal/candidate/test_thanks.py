"""Thanks to the interviewers: the candidate writes them once, sees what became of them, and may take them back in time."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.letter import Letter
from relay.domain.thanks import Thanks, ThanksState
from relay.journey import thanking
from relay.store.store import Store
from relay.vocabulary import ParagraphRole
from tests.cast import Cast

THANKS = "I practised the second case out loud. It went better. Danke 🙏"


def rows(store: Store, cast: Cast) -> list[Thanks]:
    with store.look(cast.agency.id) as work:
        return list(work.all(select(Thanks).order_by(Thanks.written_at, Thanks.id)))


def address(letter: Letter) -> str:
    return f"/letters/{letter.id}/thanks"


def test_thanks_are_written_once_and_stand_on_the_letter(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    for _ in range(2):
        answer = priya.post(address(opened), data={"thanks": THANKS, "submission_key": "t"})
        assert answer.status_code == 303

    page = words(priya.get(f"/letters/{opened.id}"))
    assert THANKS in page
    assert "reads it first" in page
    assert [row.text for row in rows(store, cast)] == [THANKS]


def test_a_second_word_of_thanks_is_refused_and_kept_on_the_page(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter
) -> None:
    priya.post(address(opened), data={"thanks": THANKS})
    answer = priya.post(address(opened), data={"thanks": "And one more thing."})

    assert answer.status_code == 409
    assert "And one more thing." in answer.text
    assert len(rows(store, cast)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write what they should hear."),
        (" \n", "Write what they should hear."),
        ("x" * 1001, "at most 1,000"),
        ("a\x00b", "control character"),
    ],
)
def test_bad_input_says_so_beside_the_words_and_stores_nothing(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, text: str, said: str
) -> None:
    answer = priya.post(address(opened), data={"thanks": text})

    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="thanks-error"' in answer.text
    assert rows(store, cast) == []


def test_a_script_in_them_is_words(priya: FlaskClient, opened: Letter) -> None:
    priya.post(address(opened), data={"thanks": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in priya.get(f"/letters/{opened.id}").text


def test_before_the_letter_is_open_there_is_nothing_to_thank_for(
    priya: FlaskClient, store: Store, cast: Cast, letter: Letter
) -> None:
    assert "Say thank you" not in priya.get(f"/letters/{letter.id}").text
    assert priya.post(address(letter), data={"thanks": THANKS}).status_code == 409
    assert rows(store, cast) == []


def test_where_the_client_said_nothing_there_is_nothing_to_thank_for(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter
) -> None:
    with store.work(cast.agency.id) as work:
        for item in work.get(Letter, opened.id).items:
            if item.role in (ParagraphRole.STRENGTHS, ParagraphRole.IMPROVEMENT):
                item.role = ParagraphRole.CLOSING

    assert "Say thank you" not in priya.get(f"/letters/{opened.id}").text
    assert priya.post(address(opened), data={"thanks": THANKS}).status_code == 409
    assert rows(store, cast) == []


def test_they_are_taken_back_while_nobody_has_passed_them_on_and_may_be_written_anew(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    priya.post(address(opened), data={"thanks": THANKS})
    priya.post(f"{address(opened)}/withdrawal")
    assert THANKS not in words(priya.get(f"/letters/{opened.id}"))

    priya.post(address(opened), data={"thanks": "Better said."})

    assert [row.state for row in rows(store, cast)] == [ThanksState.TAKEN_BACK, ThanksState.WAITING]


def test_once_passed_on_they_stay_and_the_page_says_when(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    priya.post(address(opened), data={"thanks": THANKS})
    [written] = rows(store, cast)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        thanking.pass_on_thanks(work, written.id, contact_id=cast.tom.id)

    refused = priya.post(f"{address(opened)}/withdrawal")

    assert refused.status_code == 409
    assert "passed this on" in words(priya.get(f"/letters/{opened.id}"))


def test_what_was_never_written_is_not_taken_back(priya: FlaskClient, opened: Letter) -> None:
    assert priya.post(f"{address(opened)}/withdrawal").status_code == 404


def test_a_recruiter_writes_none_in_a_candidates_name(
    alice: FlaskClient, store: Store, cast: Cast, opened: Letter
) -> None:
    assert alice.post(address(opened), data={"thanks": THANKS}).status_code == 307
    assert rows(store, cast) == []


def test_that_the_recruiter_keeps_them_is_not_told(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    priya.post(address(opened), data={"thanks": THANKS})
    [written] = rows(store, cast)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        thanking.keep_back_thanks(work, written.id)

    page = words(priya.get(f"/letters/{opened.id}"))
    assert THANKS in page
    assert "kept" not in page.lower().split("say thank you")[1]
