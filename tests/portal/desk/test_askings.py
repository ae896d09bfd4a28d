"""Asking, from the interview's page: by link, reminders that rest, links taken back, a new time, silence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.interview import Interview
from relay.domain.promise import Promise, PromiseState
from relay.domain.request import Request, RequestState
from relay.journey import asking, promising
from relay.store.store import Store
from tests.cast import Cast, PostBox, Story


@pytest.fixture
def asked(alice: FlaskClient, cast: Cast, store: Store) -> Request:
    """Tom was asked by link from the interview's page."""
    answer = alice.post(
        f"/interviews/{cast.interview.id}/requests", data={"contact_id": str(cast.tom.id), "channel": "link"}
    )
    assert answer.status_code == 303
    return request(store, cast)


def request(store: Store, cast: Cast) -> Request:
    with store.look(cast.agency.id) as work:
        return work.session.scalars(select(Request)).one()


def promise(store: Store, cast: Cast) -> Promise:
    with store.look(cast.agency.id) as work:
        return work.session.scalars(select(Promise).where(Promise.interview_id == cast.interview.id)).one()


def miss(store: Store, cast: Cast) -> None:
    real, later = store.now, promise(store, cast).due_at + timedelta(minutes=1)
    store.now = lambda: later
    with store.work(cast.agency.id) as work:
        promising.mark_missed_promises(work)
    store.now = real


def test_a_link_is_mailed_at_once_and_the_page_says_so(
    asked: Request, alice: FlaskClient, cast: Cast, post_box: PostBox, carry_out_all: Callable[[], None]
) -> None:
    carry_out_all()
    assert [mail.address for mail in post_box.envelopes] == ["tom@northwind.example"]
    page = alice.get(f"/interviews/{cast.interview.id}").text
    assert "Asked by link" in page
    assert "Pause reminders" in page


def test_reminders_rest_and_go_on(asked: Request, alice: FlaskClient, store: Store, cast: Cast) -> None:
    assert alice.post(f"/requests/{asked.id}/pause").status_code == 303
    assert request(store, cast).state is RequestState.PAUSED
    assert alice.post(f"/requests/{asked.id}/pause").status_code == 409
    assert alice.post(f"/requests/{asked.id}/resumption").status_code == 303
    assert request(store, cast).state is RequestState.OPEN


def test_one_paused_before_its_first_mail_is_shown(alice: FlaskClient, store: Store, cast: Cast) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        waiting = asking.open_request(work, work.get(Interview, cast.interview.id), cast.tom)
        asking.pause_request(work, waiting.id)
    page = alice.get(f"/interviews/{cast.interview.id}")
    assert page.status_code == 200
    assert "To be asked by link" in page.text


def test_a_link_that_went_astray_is_taken_back(
    asked: Request,
    alice: FlaskClient,
    client: FlaskClient,
    cast: Cast,
    post_box: PostBox,
    carry_out_all: Callable[[], None],
) -> None:
    carry_out_all()
    link = next(word for word in post_box.envelopes[0].text.split() if "/f/" in word).removeprefix(
        "http://localhost:8000"
    )
    assert client.get(link).status_code == 200
    assert alice.post(f"/requests/{asked.id}/revocation").status_code == 303
    assert client.get(link).status_code == 404


def test_nothing_will_come_and_a_message_says_so_honestly(
    asked: Request, alice: FlaskClient, cast: Cast, story: Story, carry_out_all: Callable[[], None]
) -> None:
    assert alice.post(f"/interviews/{cast.interview.id}/silence").status_code == 303
    carry_out_all()
    message, _ = story.message()
    assert message.relayed_number is None
    assert alice.get(f"/interviews/{cast.interview.id}/review").status_code == 200


def test_a_new_time_is_named_after_a_miss(alice: FlaskClient, store: Store, cast: Cast) -> None:
    address = f"/interviews/{cast.interview.id}/promise"
    assert alice.post(address, data={"wall": "2099-01-01T12:00"}).status_code == 409
    miss(store, cast)
    assert "Tell this time" in alice.get(f"/interviews/{cast.interview.id}").text
    refused = alice.post(address, data={"wall": "soon"})
    assert refused.status_code == 422
    assert 'id="wall-error"' in refused.text
    assert 'value="soon"' in refused.text
    assert alice.post(address, data={"wall": "2099-01-01T12:00"}).status_code == 303
    assert promise(store, cast).new_due_at is not None
    assert "was told a new time" in alice.get(f"/interviews/{cast.interview.id}").text


def test_the_candidate_sees_the_new_time(
    alice: FlaskClient, priya: FlaskClient, store: Store, cast: Cast
) -> None:
    miss(store, cast)
    assert "and a new time" in priya.get("/letters").text
    alice.post(f"/interviews/{cast.interview.id}/promise", data={"wall": "2099-01-01T12:00"})
    assert "You will hear by" in priya.get("/letters").text


def test_a_promise_is_waived_for_a_reason_alone(alice: FlaskClient, store: Store, cast: Cast) -> None:
    address = f"/interviews/{cast.interview.id}/waiver"
    refused = alice.post(address, data={"reason": " "})
    assert refused.status_code == 422
    assert promise(store, cast).state is PromiseState.OPEN
    assert alice.post(address, data={"reason": "She took another job."}).status_code == 303
    assert promise(store, cast).state is PromiseState.WAIVED


def test_another_agencys_requests_are_nobodys(asked: Request, charlie: FlaskClient, cast: Cast) -> None:
    for address in (
        f"/requests/{asked.id}/pause",
        f"/requests/{asked.id}/resumption",
        f"/requests/{asked.id}/revocation",
        f"/interviews/{cast.interview.id}/silence",
    ):
        assert charlie.post(address).status_code == 404, address
