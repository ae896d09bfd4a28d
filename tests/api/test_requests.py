"""Requests over the API: asked now, once per key; left alone and gone on with; and no word owed, for a reason."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from relay.domain.promise import PromiseState
from relay.journey import registering, scheduling
from relay.store.store import Store
from tests.api.conftest import Caller
from tests.cast import Cast, PostBox, wall


@pytest.fixture
def path(cast: Cast) -> str:
    """Where the requests of the cast's interview are."""
    return f"/interviews/{cast.interview.id}/requests"


def ask(caller: Caller, path: str, cast: Cast, **headers: str) -> dict[str, Any]:
    answer = caller.post(path, {"contact_id": str(cast.tom.id)}, **headers)
    assert answer.status_code == 201, answer.get_json()
    content: dict[str, Any] = answer.get_json()
    return content


def test_asking_now_sends_one_mail_and_is_on_the_list_with_its_times(
    alice_calls: Caller, path: str, cast: Cast, carry_out_all: Callable[[], None], post_box: PostBox
) -> None:
    assert alice_calls.get(path).get_json()["items"] == []

    made = ask(alice_calls, path, cast)
    carry_out_all()

    assert (made["state"], made["channel"], made["contact_id"]) == ("open", "link", str(cast.tom.id))
    assert made["sent_at"] == [made["asked_at"]]
    assert made["next_at"] > made["asked_at"]
    [item] = alice_calls.get(path).get_json()["items"]
    assert item == made == alice_calls.get(f"/requests/{made['id']}").get_json()
    assert [mail.address for mail in post_box.envelopes if "How did" in mail.subject] == [cast.tom.email]
    assert alice_calls.get(f"{path}?state=paused").get_json()["items"] == []
    assert alice_calls.get(f"{path}?state=dreaming").status_code == 422


def test_the_same_key_asks_once_and_another_time_is_a_reminder(
    alice_calls: Caller, path: str, cast: Cast
) -> None:
    first = [ask(alice_calls, path, cast, idempotency_key="k") for _ in range(2)]
    assert first[0] == first[1]
    again = ask(alice_calls, path, cast, idempotency_key="l")
    assert again["id"] == first[0]["id"]
    assert len(again["sent_at"]) == 2
    other = {"contact_id": "00000000-0000-7000-8000-000000000000"}
    assert alice_calls.post(path, other, idempotency_key="l").status_code == 422


def test_reminders_rest_and_go_on(alice_calls: Caller, path: str, cast: Cast) -> None:
    one = f"/requests/{ask(alice_calls, path, cast)['id']}"
    for _ in range(2):
        paused = alice_calls.change("PUT", f"{one}/pause", read=one).get_json()
        assert (paused["state"], paused["next_at"]) == ("paused", None)
    for _ in range(2):
        resumed = alice_calls.change("DELETE", f"{one}/pause", read=one).get_json()
        assert resumed["state"] == "open"
        assert resumed["next_at"]


def test_no_word_is_owed_for_a_reason_and_nobody_is_asked_any_more(
    alice_calls: Caller, path: str, cast: Cast
) -> None:
    made = ask(alice_calls, path, cast)
    interview = f"/interviews/{cast.interview.id}"
    for reason in ("Told by phone.", "Another reason."):
        waived = alice_calls.change("PUT", f"{interview}/waiver", {"reason": reason}, read=interview)
        assert waived.get_json()["promise"]["state"] == PromiseState.WAIVED.value
    one = f"/requests/{made['id']}"
    assert alice_calls.get(one).get_json()["state"] == "closed"
    refused = alice_calls.change("PUT", f"{one}/pause", read=one)
    assert (refused.status_code, refused.content_type) == (409, "application/problem+json")


@pytest.mark.parametrize(
    "content",
    [
        {"reason": ""},
        {"reason": "x" * 301},
        {"reason": "a\x00b"},
        {"reason": 7},
        {},
        {"reason": "x", "more": 1},
    ],
)
def test_a_reason_that_is_none_waives_nothing(
    alice_calls: Caller, cast: Cast, content: dict[str, Any]
) -> None:
    interview = f"/interviews/{cast.interview.id}"
    answer = alice_calls.change("PUT", f"{interview}/waiver", content, read=interview)
    assert answer.status_code == 422
    assert alice_calls.get(interview).get_json()["promise"]["state"] == "open"


def test_nobody_who_cannot_be_asked_is_asked(
    alice_calls: Caller, path: str, store: Store, cast: Cast
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        silent = registering.add_contact(work, cast.client.id, name="No Address")
        other = registering.add_client(work, name="Acme")
        theirs = registering.add_contact(work, other.id, name="Eve", email="eve@acme.example")
        ahead = scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="second",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=2)), "UTC", 60),
        )
    for contact in (silent, theirs):
        answer = alice_calls.post(path, {"contact_id": str(contact.id)})
        assert answer.status_code == 422
        assert list(answer.get_json()["errors"]) == ["contact_id"]
    early = alice_calls.post(f"/interviews/{ahead.id}/requests", {"contact_id": str(cast.tom.id)})
    assert early.status_code == 409
    assert alice_calls.get(path).get_json()["items"] == []
