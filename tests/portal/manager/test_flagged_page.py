"""Flagged messages: what the guard objects to, and the manager's word on it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.message import Decision, Message, MessageState, Verdict
from relay.journey import reviewing
from relay.store.store import Store
from tests.cast import Cast, Story

HARSH = "You were hopeless at the case study."
REASON = "They insist on it."


@pytest.fixture
def held(story: Story, store: Store, cast: Cast) -> Message:
    """A message whose second version the guard objects to, and about which Alice asks a manager."""
    story.capture()
    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        text = version.text.replace("\n\n", f"\n\n{HARSH}\n\n", 1)
        reviewing.amend_message(work, message.id, reviewing.Wording(version.subject, text, version.number))
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        reviewing.hold_message(work, message.id, number=2, reason=REASON)
    return story.message()[0]


def form(**changes: str) -> dict[str, str]:
    """What Bob sends when he allows version 2."""
    return {
        "verdict": "allow",
        "reason": "The client agreed to it.",
        "number": "2",
        "submission_key": "once",
    } | changes


def decisions(store: Store, cast: Cast) -> list[tuple[Verdict, str]]:
    """What was decided so far, without the question."""
    with store.look(cast.agency.id) as work:
        rows = work.all(select(Decision).order_by(Decision.decided_at))
        return [(row.verdict, row.reason) for row in rows if row.verdict is not Verdict.ASK_MANAGER]


def test_nobody_but_a_manager_sees_or_decides(
    held: Message, alice: FlaskClient, ada: FlaskClient, client: FlaskClient, priya: FlaskClient
) -> None:
    for page in ("/flagged", f"/flagged/{held.id}"):
        assert [browser.get(page).status_code for browser in (alice, ada, client, priya)] == [
            403,
            403,
            303,
            303,
        ]
    address = f"/flagged/{held.id}/decision"
    answers = [browser.post(address, data=form()).status_code for browser in (alice, ada, client, priya)]
    assert answers == [403, 403, 307, 307]


def test_the_list_says_what_is_objected_to_who_asks_and_why(held: Message, bob: FlaskClient) -> None:
    page = bob.get("/flagged").get_data(as_text=True)

    assert "1 waits for your decision" in page
    assert "Hurts more than it helps" in page
    assert REASON in page


def test_without_flagged_messages_the_page_says_what_will_be_here(bob: FlaskClient) -> None:
    assert "No message is flagged" in bob.get("/flagged").get_data(as_text=True)


def test_the_page_of_one_shows_the_sentence_and_the_letter_but_no_withheld_word(
    held: Message, bob: FlaskClient
) -> None:
    page = bob.get(f"/flagged/{held.id}").get_data(as_text=True)

    assert page.count(HARSH) >= 2, "once beside the objection, once in the letter"
    assert "0161 496 0148" not in page
    assert f"/interviews/{held.interview_id}/review" in page


def test_allowing_it_lets_the_recruiter_relay_it(
    held: Message, bob: FlaskClient, story: Story, store: Store, cast: Cast
) -> None:
    answer = bob.post(f"/flagged/{held.id}/decision", data=form())

    assert (answer.status_code, answer.location) == (303, "/flagged")
    assert story.message()[0].state is MessageState.CLEARED
    assert decisions(store, cast) == [(Verdict.ALLOW, "The client agreed to it.")]


def test_sending_it_back_leaves_it_to_the_recruiter(
    held: Message, bob: FlaskClient, story: Story, store: Store, cast: Cast
) -> None:
    assert bob.post(f"/flagged/{held.id}/decision", data=form(verdict="send_back")).status_code == 303
    assert story.message()[0].state is MessageState.SENT_BACK
    assert decisions(store, cast) == [(Verdict.SEND_BACK, "The client agreed to it.")]


def test_the_same_decision_sent_twice_is_made_once(
    held: Message, bob: FlaskClient, store: Store, cast: Cast
) -> None:
    answers = [bob.post(f"/flagged/{held.id}/decision", data=form()) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(decisions(store, cast)) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": " \n "}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
        ({"reason": "nul\x00"}, "reason"),
        ({"verdict": ""}, "verdict"),
        ({"verdict": "publish"}, "verdict"),
        ({"number": "two"}, "number"),
        ({"number": "9" * 30}, "number"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field_and_stores_nothing(
    held: Message, bob: FlaskClient, store: Store, cast: Cast, changes: dict[str, str], field: str
) -> None:
    answer = bob.post(f"/flagged/{held.id}/decision", data=form(**changes))

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.get_data(as_text=True)
    assert decisions(store, cast) == []


def test_a_newer_version_makes_the_decision_stale_and_keeps_the_typed_reason(
    held: Message, bob: FlaskClient, store: Store, cast: Cast, story: Story
) -> None:
    _, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        text = version.text.replace(HARSH, "You were useless at it.")
        reviewing.amend_message(work, held.id, reviewing.Wording(version.subject, text, 2))

    answer = bob.post(f"/flagged/{held.id}/decision", data=form(reason="My long reason, typed on a train."))

    assert answer.status_code == 409
    assert "My long reason, typed on a train." in answer.get_data(as_text=True)
    assert decisions(store, cast) == []


def test_a_message_that_waits_for_nothing_any_more_says_so_and_keeps_the_typed_reason(
    held: Message, bob: FlaskClient
) -> None:
    bob.post(f"/flagged/{held.id}/decision", data=form(submission_key="first"))

    answer = bob.post(
        f"/flagged/{held.id}/decision", data=form(submission_key="second", verdict="allow", reason="Again.")
    )

    assert answer.status_code == 409
    assert "Again." in answer.get_data(as_text=True)


def test_an_unknown_message_is_not_found(bob: FlaskClient) -> None:
    for wrong in ("00000000-0000-7000-8000-000000000000", "7"):
        assert bob.get(f"/flagged/{wrong}").status_code == 404
        assert bob.post(f"/flagged/{wrong}/decision", data=form()).status_code == 404


def test_a_manager_of_another_agency_cannot_find_it(
    held: Message, store: Store, cast: Cast, charlie: FlaskClient
) -> None:
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        person = work.get(type(cast.charlie), cast.charlie.id)
        person.change(name=person.name, role=cast.bob.role)

    assert charlie.get(f"/flagged/{held.id}").status_code == 404
    assert charlie.post(f"/flagged/{held.id}/decision", data=form()).status_code == 404
    assert HARSH not in charlie.get("/flagged").get_data(as_text=True)
