"""When nothing comes: what that means is said, and the candidate can name what they would like to hear about."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypedDict
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.domain.candidate import Candidate
from relay.domain.errors import StaleError
from relay.domain.letter import Letter, LetterItem
from relay.domain.promise import Promise
from relay.domain.staff import Staff
from relay.domain.wish import Wish, WishState
from relay.journey import registering, scheduling, wishing
from relay.store.store import Store
from relay.vocabulary import ParagraphRole
from tests.cast import Cast, PostBox
from tests.portal.candidate.conftest import Rows

LINE = "I would most like to know about the second case. Danke 🙏"


@pytest.fixture
def late(store: Store, cast: Cast) -> str:
    """The address of the page on the cast's interview, whose promise has passed."""
    with store.work(cast.agency.id) as work:
        work.session.execute(sa.update(Promise).values(due_at=work.now - timedelta(hours=1)))
        work.session.execute(sa.update(type(cast.interview)).values(ends_at=work.now - timedelta(hours=1)))
    return f"/silence/{cast.interview.id}"


@pytest.fixture
def empty_letter(store: Store, cast: Cast, letter: Letter) -> Letter:
    """The letter that waits, without a word of feedback in it."""
    told = [ParagraphRole.STRENGTHS, ParagraphRole.IMPROVEMENT]
    with store.work(cast.agency.id) as work:
        work.session.execute(sa.delete(LetterItem).where(LetterItem.role.in_(told)))
        work.session.execute(sa.update(type(cast.interview)).values(ends_at=work.now - timedelta(hours=1)))
    return letter


def wish_of(store: Store, cast: Cast) -> Wish:
    with store.look(cast.agency.id) as work:
        found = wishing.find_wish(work, cast.interview.id)
        assert found is not None
        return found


def test_home_leads_there_only_once_the_promise_has_passed(
    priya: FlaskClient, cast: Cast, late: str, store: Store
) -> None:
    assert f'href="{late}"' in priya.get("/letters").text
    with store.work(cast.agency.id) as work:
        work.session.execute(sa.update(Promise).values(due_at=work.now + timedelta(days=1)))
    assert late not in priya.get("/letters").text


def test_the_page_says_what_silence_does_and_does_not_mean(
    priya: FlaskClient, late: str, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get(late))
    assert "It does not mean that you did badly." in page
    assert "It means that word is late. Bright Road owes it to you" in page
    assert "Make your own feedback" in page
    for harsh in ("rejected", "!"):
        assert harsh not in page


def test_a_letter_without_feedback_says_so_too_and_leads_to_the_kit(
    priya: FlaskClient, cast: Cast, empty_letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    assert "What this does and does not mean" not in words(priya.get(f"/letters/{empty_letter.id}"))
    priya.post(f"/letters/{empty_letter.id}/opening")
    answer = priya.get(f"/letters/{empty_letter.id}")
    assert "What this does and does not mean" in words(answer)
    assert "It means that there is nothing to pass on." in words(answer)
    assert f'href="/silence/{cast.interview.id}"' in answer.text
    assert f'href="/kit?interview={cast.interview.id}"' in answer.text


def test_a_letter_with_feedback_says_nothing_of_silence(
    priya: FlaskClient, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    assert "What this does and does not mean" not in words(priya.get(f"/letters/{opened.id}"))


def test_a_wish_is_made_once_and_stands_on_the_page(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    late: str,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    form = {"aspects": ["evidence", "teamwork"], "wish_line": LINE, "submission_key": "w"}
    for _ in range(2):
        answer = priya.post(f"{late}/wish", data=form)
        assert answer.location == f"{late}#wish"

    [wish] = rows(Wish)
    assert (wish.aspects, wish.line, wish.state) == (["evidence", "teamwork"], LINE, WishState.WAITING)
    page = words(priya.get(late))
    assert "My examples and results" in page
    assert LINE in page
    assert "You get a mail when somebody there has decided" in page


def test_a_wish_can_be_made_from_a_letter_without_feedback_once_it_is_open(
    priya: FlaskClient,
    cast: Cast,
    empty_letter: Letter,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    address = f"/silence/{cast.interview.id}"
    assert "Open it first" in words(priya.get(address))
    assert priya.post(f"{address}/wish", data={"aspects": "evidence"}).status_code == 409
    priya.post(f"/letters/{empty_letter.id}/opening")
    assert priya.post(f"{address}/wish", data={"aspects": "evidence"}).status_code == 303
    assert len(rows(Wish)) == 1


class WishForm(TypedDict, total=False):
    aspects: str | list[str]
    wish_line: str


BAD: list[tuple[WishForm, str, str]] = [
    ({}, "aspects", "Choose at least one thing"),
    ({"aspects": "looks"}, "aspects", "Choose from the list."),
    ({"aspects": ["evidence", "body_language"]}, "aspects", "Choose from the list."),
    (
        {"aspects": ["evidence", "teamwork", "leadership", "commercial", "preparation", "experience"]},
        "aspects",
        "Choose at most 5",
    ),
    ({"aspects": "evidence", "wish_line": "x" * 201}, "wish_line", "Use at most 200 characters"),
    ({"aspects": "evidence", "wish_line": "a\u202eb"}, "wish_line", "invisible control character"),
    ({"aspects": "evidence", "wish_line": "😀" * 2_560}, "wish_line", "Use at most 200 characters"),
]


def test_bad_input_says_so_beside_its_field_keeps_the_words_and_stores_nothing(
    priya: FlaskClient, late: str, rows: Rows
) -> None:
    for form, field, said in BAD:
        answer = priya.post(f"{late}/wish", data=form)
        assert answer.status_code == 422, form
        assert f'id="{field}-error"' in answer.text, form
        assert said in answer.text
        if form.get("aspects") == "evidence":
            assert 'value="evidence" checked' in answer.text
            assert form["wish_line"] in answer.text
    assert rows(Wish) == []


def test_a_script_in_the_line_is_words(priya: FlaskClient, late: str) -> None:
    priya.post(f"{late}/wish", data={"aspects": "evidence", "wish_line": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in priya.get(late).text


def test_before_the_time_has_passed_nothing_is_asked_for(
    priya: FlaskClient,
    cast: Cast,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    address = f"/silence/{cast.interview.id}"
    assert "The time for word has not passed yet" in words(priya.get(address))
    answer = priya.post(f"{address}/wish", data={"aspects": "evidence", "wish_line": "Kept."})
    assert answer.status_code == 409
    assert "Kept." in answer.text
    assert rows(Wish) == []


def test_a_second_wish_from_another_tab_is_refused_and_the_database_holds_one(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    late: str,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    priya.post(f"{late}/wish", data={"aspects": "evidence", "submission_key": "one"})
    answer = priya.post(f"{late}/wish", data={"aspects": "teamwork", "submission_key": "two"})
    assert answer.status_code == 409
    assert "You have asked for this already" in words(answer)
    [wish] = rows(Wish)
    twin = {
        "agency_id": cast.agency.id,
        "id": uuid4(),
        "interview_id": wish.interview_id,
        "candidate_id": wish.candidate_id,
        "aspects": ["teamwork"],
        "wished_at": wish.wished_at,
        "state": WishState.WAITING,
        "with_line": False,
        "version": 1,
    }
    insertion = sa.insert(Wish.__table__)  # type: ignore[arg-type]  # SQLAlchemy promises no more than a FromClause
    with pytest.raises(StaleError), store.work(cast.agency.id) as work:
        work.session.execute(insertion.values(**twin))


def test_it_is_taken_back_while_nobody_has_answered_and_made_anew(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    late: str,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    priya.post(f"{late}/wish", data={"aspects": "evidence"})
    for key in ("a", "a"):
        assert priya.post(f"{late}/wish/withdrawal", data={"submission_key": key}).status_code == 303
    assert "My examples and results" in words(priya.get(late))  # as a choice again
    priya.post(f"{late}/wish", data={"aspects": "teamwork"})
    assert sorted(row.state for row in rows(Wish)) == [WishState.TAKEN_BACK, WishState.WAITING]


def test_what_was_never_wished_is_not_taken_back(priya: FlaskClient, late: str) -> None:
    assert priya.post(f"{late}/wish/withdrawal").status_code == 404


def test_that_it_was_passed_on_is_told_and_whether_the_line_went_along(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    late: str,
    words: Callable[[TestResponse], str],
    carry_out_all: Callable[[], None],
    post_box: PostBox,
) -> None:
    priya.post(f"{late}/wish", data={"aspects": "evidence", "wish_line": LINE})
    wish = wish_of(store, cast)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        wishing.pass_on_wish(work, wish.id, contact_id=cast.tom.id)
    carry_out_all()

    page = words(priya.get(late))
    assert "Alice Moreau asked Northwind Logistics for it" in page
    assert "Your own words were not sent along." in page
    assert cast.tom.name not in page
    assert priya.post(f"{late}/wish/withdrawal").status_code == 409
    [mail] = [mail for mail in post_box.envelopes if mail.subject == "About what you asked for"]
    assert mail.address == cast.priya.email
    for told in ("Northwind", "evidence", LINE):
        assert told not in mail.text


def test_a_no_comes_with_its_reason_and_another_wish_may_follow(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    late: str,
    words: Callable[[TestResponse], str],
    carry_out_all: Callable[[], None],
    post_box: PostBox,
) -> None:
    priya.post(f"{late}/wish", data={"aspects": "evidence"})
    wish = wish_of(store, cast)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        wishing.decline_wish(work, wish.id, because="They told us that they never write about this.")
    carry_out_all()

    page = words(priya.get(late))
    assert "They told us that they never write about this." in page
    assert [mail.subject for mail in post_box.envelopes][-1] == "About what you asked for"
    assert priya.post(f"{late}/wish", data={"aspects": "teamwork"}).status_code == 303


def test_nobody_elses_interview_can_be_seen_or_wished_for(
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    late: str,
    rows: Rows,
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        lee = registering.add_candidate(work, name="Lee Abara", email="lee@example.com")
    for stranger in (sign_in_as(sam), sign_in_as(lee)):
        for address in (late, f"/silence/{uuid4()}"):
            assert stranger.get(address).status_code == 404
            assert stranger.post(f"{address}/wish", data={"aspects": "evidence"}).status_code == 404
            assert stranger.post(f"{address}/wish/withdrawal").status_code == 404
    assert rows(Wish) == []


def test_a_recruiter_wishes_nothing_in_a_candidates_name(alice: FlaskClient, late: str, rows: Rows) -> None:
    assert alice.get(late).location == "/out"
    assert alice.post(f"{late}/wish", data={"aspects": "evidence"}).status_code == 307
    assert rows(Wish) == []


def test_of_an_interview_that_was_called_off_nothing_is_wished(
    priya: FlaskClient, store: Store, cast: Cast, late: str, rows: Rows
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.cancel_interview(work, cast.interview.id)
    assert priya.post(f"{late}/wish", data={"aspects": "evidence"}).status_code == 409
    assert rows(Wish) == []
