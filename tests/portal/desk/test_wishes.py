"""Wishes: a recruiter sees what a candidate would like to hear about, asks the client for it, or says why not."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from relay.domain.interview import Interview
from relay.domain.promise import Promise
from relay.domain.request import Request
from relay.domain.wish import Wish, WishState
from relay.journey import registering, wishing
from relay.store.store import Store
from tests.cast import Cast, PostBox, Story

LINE = "The second case is what I would like to understand."


@pytest.fixture
def wish(store: Store, cast: Cast) -> Wish:
    """Priya, whose promise has passed, would like to hear about two things."""
    with store.work(cast.agency.id) as work:
        work.session.execute(sa.update(Promise).values(due_at=work.now - timedelta(hours=1)))
        work.session.execute(sa.update(Interview).values(ends_at=work.now - timedelta(hours=1)))
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        return wishing.make_wish(work, cast.interview.id, aspects=["evidence", "answer_structure"], line=LINE)


def state_of(store: Store, cast: Cast, wish: Wish) -> WishState:
    with store.look(cast.agency.id) as work:
        return work.get(Wish, wish.id).state


def mails_to_tom(post_box: PostBox, cast: Cast) -> list[str]:
    return [mail.text for mail in post_box.envelopes if mail.address == cast.tom.email]


def test_it_waits_on_today_and_on_the_interviews_page(alice: FlaskClient, address: str, wish: Wish) -> None:
    assert f"/wishes/{wish.id}" in alice.get("/today").text
    assert "Asks for feedback" in alice.get("/today?kind=wish").text
    assert "Answer structure, evidence" in alice.get(address).text
    page = alice.get(f"/wishes/{wish.id}").text
    assert "About answer structure, evidence." in page
    assert LINE in page


def test_passing_it_on_asks_the_contact_and_names_the_aspects_but_not_the_line(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, wish: Wish, post_box: PostBox, address: str
) -> None:
    form = {"contact_id": str(cast.tom.id), "submission_key": "w"}
    for _ in range(2):
        answer = alice.post(f"/wishes/{wish.id}/passing-on", data=form)
        assert (answer.status_code, answer.location) == (303, f"{address}#asked")
    story.carry_out_all()

    [mail] = mails_to_tom(post_box, cast)
    assert "They would most like to hear about: answer structure, evidence." in mail
    assert "/f/" in mail
    assert LINE not in mail
    assert f"/wishes/{wish.id}" not in alice.get("/today").text
    assert state_of(store, cast, wish) is WishState.PASSED_ON


def test_the_line_goes_along_where_the_recruiter_says_so(
    alice: FlaskClient, cast: Cast, story: Story, wish: Wish, post_box: PostBox
) -> None:
    alice.post(f"/wishes/{wish.id}/passing-on", data={"contact_id": str(cast.tom.id), "with_line": "yes"})
    story.carry_out_all()

    assert f"In their own words: {LINE}" in mails_to_tom(post_box, cast)[0]


def test_a_no_needs_a_reason_and_the_reason_passes_the_guard(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, wish: Wish, post_box: PostBox
) -> None:
    for because in ("", "Tom Becker would not like it.", "Ring 0161 496 0148.", "x" * 1_001):
        answer = alice.post(f"/wishes/{wish.id}/refusal", data={"because": because})
        assert answer.status_code == 422, because
        assert 'id="because-error"' in answer.text
        assert f"{because}</textarea>" in answer.text
    assert state_of(store, cast, wish) is WishState.WAITING

    answer = alice.post(f"/wishes/{wish.id}/refusal", data={"because": "They have left that team."})
    story.carry_out_all()

    assert answer.status_code == 303
    assert state_of(store, cast, wish) is WishState.DECLINED
    assert mails_to_tom(post_box, cast) == []
    assert "They have left that team." in alice.get(f"/wishes/{wish.id}").text


def test_nobody_of_another_client_or_without_an_address_is_asked(
    alice: FlaskClient, store: Store, cast: Cast, wish: Wish
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        other = registering.add_client(work, name="Kestrel")
        stranger = registering.add_contact(work, other.id, name="Imran", email="imran@kestrel.example")
        silent = registering.add_contact(work, cast.client.id, name="Lena")
    for chosen in (str(stranger.id), str(silent.id), "", "nobody"):
        answer = alice.post(f"/wishes/{wish.id}/passing-on", data={"contact_id": chosen})
        assert answer.status_code == 422, chosen
        assert 'id="contact_id-error"' in answer.text
    assert state_of(store, cast, wish) is WishState.WAITING
    with store.look(cast.agency.id) as work:
        assert work.all(sa.select(Request)) == []


def test_what_was_taken_back_or_decided_is_not_decided_again(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, wish: Wish, post_box: PostBox
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        wishing.take_back_wish(work, cast.interview.id)

    assert LINE not in alice.get(f"/wishes/{wish.id}").text
    passed = alice.post(f"/wishes/{wish.id}/passing-on", data={"contact_id": str(cast.tom.id)})
    refused = alice.post(f"/wishes/{wish.id}/refusal", data={"because": "Kept words."})
    story.carry_out_all()

    assert (passed.status_code, refused.status_code) == (409, 409)
    assert "Kept words." in refused.text
    assert mails_to_tom(post_box, cast) == []


def test_another_agency_and_a_candidate_find_nothing(
    charlie: FlaskClient, priya: FlaskClient, cast: Cast, wish: Wish
) -> None:
    for wish_id in (wish.id, uuid4()):
        assert charlie.get(f"/wishes/{wish_id}").status_code == 404
        assert charlie.post(f"/wishes/{wish_id}/refusal", data={"because": "No."}).status_code == 404
        passed = charlie.post(f"/wishes/{wish_id}/passing-on", data={"contact_id": str(cast.tom.id)})
        assert passed.status_code == 404
    assert priya.get(f"/wishes/{wish.id}").status_code in (302, 303, 307, 401, 403, 404)
