"""What each noun of the API does, from scheduling to approval, and how strictly it reads values."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from relay.domain.action import ActionState
from relay.domain.client import Client
from relay.domain.message import Approval, MessageState
from relay.domain.note import Note
from relay.journey import reviewing
from relay.store.store import Store
from tests.api.conftest import Caller
from tests.cast import NOTE, Cast, Story
from tests.sequel import PRAISED, Sequel

NOT_AN_INTERVIEW: tuple[tuple[dict[str, Any], str], ...] = (
    ({"minutes": "45"}, "minutes"),
    ({"minutes": True}, "minutes"),
    ({"minutes": 45.0}, "minutes"),
    ({"minutes": 10**400}, "minutes"),
    ({"minutes": 0}, "minutes"),
    ({"zone": "Mars/Olympus"}, "zone"),
    ({"zone": "../../etc/passwd"}, "zone"),
    ({"wall_start": "2026-11-24"}, "wall_start"),
    ({"wall_start": "2026-11-24T14:00Z"}, "wall_start"),
    ({"wall_start": "2026-02-30T14:00"}, "wall_start"),
    ({"wall_start": "1999-01-01T14:00"}, "wall_start"),
    ({"wall_start": 7}, "wall_start"),
    ({"stage": ""}, "stage"),
    ({"stage": "x" * 81}, "stage"),
    ({"stage": "final\u202epanel"}, "stage"),
    ({"stage": "final\x00panel"}, "stage"),
    ({"stage": "final\npanel"}, "stage"),
    ({"stage": "\ud800"}, "stage"),
    ({"stage": None}, "stage"),
    ({"stage": ["final"]}, "stage"),
    ({"candidate_id": "7"}, "candidate_id"),
    ({"candidate_id": 7}, "candidate_id"),
    ({"candidate_id": "{00000000-0000-7000-8000-000000000000}"}, "candidate_id"),
    ({"contact_ids": "all"}, "contact_ids"),
    ({"contact_ids": ["7"]}, "contact_ids.0"),
    ({"contact_ids": ["00000000-0000-7000-8000-000000000000"] * 21}, "contact_ids"),
    ({"score": 5}, "score"),
)
NOT_A_NOTE: tuple[tuple[dict[str, Any], str], ...] = (
    ({"text": ""}, "text"),
    ({"text": " \n "}, "text"),
    ({"text": "x" * 200_000}, "text"),
    ({"text": "nul\x00"}, "text"),
    ({"text": "\udfff"}, "text"),
    ({"source": "dream"}, "source"),
    ({"quoted": "true"}, "quoted"),
    ({"quoted": 1}, "quoted"),
)


def note(**changes: Any) -> dict[str, Any]:
    """A note as a program sends it."""
    return {"text": NOTE, "source": "email", "quoted": True} | changes


def interview(cast: Cast, **changes: Any) -> dict[str, Any]:
    """An interview as a program sends it: a day ahead."""
    tomorrow = (datetime.fromisoformat(cast.interview.wall_start) + timedelta(days=2)).isoformat(
        timespec="minutes"
    )
    return {
        "candidate_id": str(cast.priya.id),
        "job_id": str(cast.job.id),
        "recruiter_id": str(cast.alice.id),
        "stage": "second interview",
        "wall_start": tomorrow,
        "zone": "Europe/Warsaw",
        "minutes": 45,
        "contact_ids": [str(cast.tom.id)],
    } | changes


def test_records_are_added_read_changed_and_listed(alice_calls: Caller) -> None:
    client = alice_calls.post("/clients", {"name": "Acme"})
    client_id = client.get_json()["id"]
    contact = alice_calls.post(f"/clients/{client_id}/contacts", {"name": "Eve", "email": "EVE@acme.example"})
    job = alice_calls.post("/jobs", {"client_id": client_id, "title": "Buyer"})
    candidate = alice_calls.post("/candidates", {"name": "Jo March", "email": "jo@example.com"})

    for made, change in (
        (client, {"name": "Acme Ltd"}),
        (contact, {"name": "Eve Low"}),
        (job, {"title": "Head buyer"}),
        (candidate, {"name": "Jo M. March", "email": "jo@example.com", "zone": "Asia/Tokyo"}),
    ):
        assert made.status_code == 201, made.get_json()
        address = made.headers["Location"]
        assert alice_calls.get(address).get_json() == made.get_json()
        assert alice_calls.get(address).headers["ETag"] == made.headers["ETag"]
        changed = alice_calls.change("PUT", address, change, read=address)
        assert changed.status_code == 200
        assert changed.get_json().items() >= change.items()
        assert changed.headers["ETag"] != made.headers["ETag"]
        assert alice_calls.send("PUT", address, change, if_match=made.headers["ETag"]).status_code == 412
    assert contact.get_json()["email"] == "eve@acme.example"
    assert [
        item["name"] for item in alice_calls.get(f"/clients/{client_id}/contacts").get_json()["items"]
    ] == ["Eve Low"]
    assert len(alice_calls.get(f"/jobs?client_id={client_id}").get_json()["items"]) == 1


def test_a_job_is_closed_and_opened_again(alice_calls: Caller, cast: Cast) -> None:
    path = f"/jobs/{cast.job.id}"
    for _ in range(2):
        assert alice_calls.change("PUT", f"{path}/closure", read=path).get_json()["state"] == "closed"
    for _ in range(2):
        assert alice_calls.change("DELETE", f"{path}/closure", read=path).get_json()["state"] == "open"


def test_an_interview_is_scheduled_with_its_promise_and_moved(alice_calls: Caller, cast: Cast) -> None:
    made = alice_calls.post("/interviews", interview(cast))
    content = made.get_json()

    assert made.status_code == 201, content
    assert content["state"] == "scheduled"
    assert content["starts_at"].endswith("Z")
    assert content["promise"]["state"] == "open"
    assert content["contact_ids"] == [str(cast.tom.id)]
    path = made.headers["Location"]
    moved = alice_calls.change(
        "PUT", f"{path}/time", {"wall_start": "2030-01-07T10:00", "zone": "UTC", "minutes": 30}, read=path
    )
    assert moved.get_json()["ends_at"] == "2030-01-07T10:30:00Z"
    assert moved.get_json()["promise"]["due_at"] > content["promise"]["due_at"]


def test_it_is_said_what_became_of_an_interview(alice_calls: Caller, cast: Cast) -> None:
    path = f"/interviews/{cast.interview.id}"
    for method, noun, state, promise in (
        ("PUT", "cancellation", "cancelled", "waived"),
        ("PUT", "cancellation", "cancelled", "waived"),
        ("DELETE", "cancellation", "scheduled", "open"),
        ("PUT", "no-show", "no_show", "waived"),
        ("DELETE", "no-show", "scheduled", "open"),
        ("PUT", "took-place", "took_place", "open"),
        ("PUT", "took-place", "took_place", "open"),
    ):
        content = alice_calls.change(method, f"{path}/{noun}", read=path).get_json()
        assert (content["state"], content["promise"]["state"]) == (state, promise)
    refused = alice_calls.change("PUT", f"{path}/cancellation", read=path)
    assert refused.status_code == 409


def test_an_interview_that_lies_ahead_did_not_take_place(alice_calls: Caller, cast: Cast) -> None:
    path = alice_calls.post("/interviews", interview(cast)).headers["Location"]

    answer = alice_calls.change("PUT", f"{path}/took-place", read=path)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["state"])


def test_values_are_read_strictly_and_faults_named_by_field(alice_calls: Caller, cast: Cast) -> None:
    before = len(alice_calls.get("/interviews").get_json()["items"])

    for changes, field in NOT_AN_INTERVIEW:
        answer = alice_calls.post("/interviews", interview(cast, **changes))
        assert answer.status_code == 422, (changes, answer.get_json())
        assert list(answer.get_json()["errors"]) == [field]

    assert len(alice_calls.get("/interviews").get_json()["items"]) == before


def test_a_note_that_cannot_be_kept_is_refused_by_field(alice_calls: Caller, cast: Cast) -> None:
    for changes, field in NOT_A_NOTE:
        answer = alice_calls.post(f"/interviews/{cast.interview.id}/notes", note(**changes))
        assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field]), changes


def test_a_note_is_kept_as_written_and_comes_back_with_its_reading(
    alice_calls: Caller, cast: Cast, story: Story
) -> None:
    words = f"\u202e{NOTE}\r\nאבג 🙂"
    made = alice_calls.post(
        f"/interviews/{cast.interview.id}/notes", note(text=words, contact_id=str(cast.tom.id))
    )
    assert made.status_code == 201, made.get_json()
    assert made.get_json()["reading"] is None
    story.carry_out_all()

    content = alice_calls.get(made.headers["Location"]).get_json()

    assert content["text"] == words.replace("\r\n", "\n")
    reading = content["reading"]
    assert reading["points"], reading
    for point in (*reading["points"], *reading["withheld"]):
        assert content["text"][point["start"] : point["end"]] == point["words"]
    assert "0161 496 0148" in str(reading["withheld"])
    assert alice_calls.get(f"/interviews/{cast.interview.id}").get_json()["message_id"]
    assert alice_calls.get(f"/interviews/{cast.interview.id}/notes").get_json()["items"] == [content]


def test_a_vague_note_comes_back_with_what_to_ask(alice_calls: Caller, cast: Cast, story: Story) -> None:
    made = alice_calls.post(
        f"/interviews/{cast.interview.id}/notes", note(text="Not a fit, going another way.")
    )
    story.carry_out_all()

    reading = alice_calls.get(made.headers["Location"]).get_json()["reading"]

    assert reading["vague"]
    assert reading["follow_ups"]


def test_the_same_key_makes_one_note_and_is_answered_as_the_first_time(
    alice_calls: Caller, bob_calls: Caller, cast: Cast, store: Store
) -> None:
    path = f"/interviews/{cast.interview.id}/notes"
    first = alice_calls.post(path, note(), idempotency_key="k-1")
    again = alice_calls.post(path, note(), idempotency_key="k-1")
    other = alice_calls.post(path, note(text="Something else."), idempotency_key="k-1")
    elsewhere = alice_calls.post("/clients", {"name": "Acme"}, idempotency_key="k-1")
    somebody_else = bob_calls.post(path, note(), idempotency_key="k-1")

    assert (again.status_code, again.get_json()) == (201, first.get_json())
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert other.status_code == elsewhere.status_code == 422
    assert somebody_else.status_code == 201
    with store.look(cast.agency.id) as work:
        assert len(work.all(select(Note))) == 2
        assert len(work.all(select(Client))) == 1


@pytest.mark.parametrize("key", ["x" * 91, "caf\u00e9", "a\tb"])
def test_a_key_that_is_none_is_refused(alice_calls: Caller, key: str) -> None:
    assert alice_calls.post("/clients", {"name": "Acme"}, idempotency_key=key).status_code == 400


def test_a_refused_request_leaves_its_key_free(alice_calls: Caller) -> None:
    assert alice_calls.post("/clients", {"name": ""}, idempotency_key="k").status_code == 422
    assert alice_calls.post("/clients", {"name": "Acme"}, idempotency_key="k").status_code == 201


def test_lists_come_in_parts_that_join_without_a_gap(alice_calls: Caller) -> None:
    made = [alice_calls.post("/clients", {"name": f"Client {n}"}).get_json()["id"] for n in range(5)]
    found, address = [], "/clients?limit=2"
    while address:
        assert urlsplit(address).netloc == ""
        part = alice_calls.get(address).get_json()
        assert len(part["items"]) <= 2
        found += [item["id"] for item in part["items"]]
        address = part["next"]

    assert found[1:] == made


def test_a_message_is_approved_taken_back_and_released(alice_calls: Caller, story: Story, cast: Cast) -> None:
    story.capture()
    message, version = story.message()
    path = f"/messages/{message.id}"
    content = alice_calls.get(path).get_json()
    assert content["versions"][0]["text_hash"] == version.text_hash
    assert content["versions"][0]["sentences"]
    approval = {"number": version.number, "text_hash": version.text_hash}

    assert (
        alice_calls.change("PUT", f"{path}/approval", approval, read=path).get_json()["state"] == "approved"
    )
    assert alice_calls.change("DELETE", f"{path}/approval", read=path).get_json()["state"] == "drafted"
    much_later = approval | {"not_before": "2099-01-01T09:00:00+01:00"}
    refused = alice_calls.change("PUT", f"{path}/approval", much_later, read=path)
    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["not_before"])
    later = approval | {"not_before": (datetime.now(UTC) + timedelta(days=2)).isoformat()}
    assert alice_calls.change("PUT", f"{path}/approval", later, read=path).status_code == 200
    assert alice_calls.change("DELETE", f"{path}/approval", read=path).status_code == 200
    assert alice_calls.change("PUT", f"{path}/approval", approval, read=path).status_code == 200
    story.carry_out_all()

    assert alice_calls.get(path).get_json()["state"] == "relayed"
    refused = alice_calls.change("DELETE", f"{path}/approval", read=path)
    assert refused.status_code == 409


def test_approval_is_of_the_wording_that_was_read(
    alice_calls: Caller, story: Story, cast: Cast, store: Store
) -> None:
    story.capture()
    message, version = story.message()
    path = f"/messages/{message.id}"
    read = alice_calls.get(path).headers["ETag"]
    approval = {"number": version.number, "text_hash": version.text_hash}
    wrong = {"number": version.number, "text_hash": "0" * 64}
    assert alice_calls.send("PUT", f"{path}/approval", wrong, if_match=read).status_code == 409
    with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
        reviewing.amend_message(
            work, message.id, reviewing.Wording(version.subject, version.text, version.number)
        )

    assert alice_calls.send("PUT", f"{path}/approval", approval, if_match=read).status_code == 412
    assert alice_calls.send("PUT", f"{path}/approval", approval, if_match="*").status_code == 409
    with store.look(cast.agency.id) as work:
        assert work.all(select(Approval)) == []


def test_what_the_guard_objects_to_cannot_be_approved_over_the_api(alice_calls: Caller, story: Story) -> None:
    story.capture()
    message, version = story.message()
    path = f"/messages/{message.id}"
    text = version.text.replace("\n\n", "\n\nYou were hopeless at the case study.\n\n", 1)
    made = alice_calls.post(
        f"{path}/versions", {"subject": version.subject, "text": text, "number": version.number}
    )
    assert made.status_code == 201, made.get_json()
    latest = made.get_json()["versions"][0]
    assert "harsh" in [breach["code"] for breach in latest["breaches"]]

    answer = alice_calls.change(
        "PUT", f"{path}/approval", {"number": latest["number"], "text_hash": latest["text_hash"]}, read=path
    )

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["guard"])
    assert story.message()[0].state is MessageState.FLAGGED


def test_coverage_is_for_managers_and_the_same_as_on_the_page(
    alice_calls: Caller, bob_calls: Caller, story: Story, cast: Cast
) -> None:
    story.relay()
    assert alice_calls.get("/coverage").status_code == 403
    assert alice_calls.get("/coverage/interviews").status_code == 403

    content = bob_calls.get("/coverage").get_json()
    listed = bob_calls.get("/coverage/interviews?step=relayed").get_json()
    none = bob_calls.get("/coverage/interviews?without=received").get_json()

    assert {step["step"]: step["count"] for step in content["steps"]}["relayed"] == 1
    assert content["promises"]["kept"] == 1
    assert [part["label"] for part in content["by_client"]] == ["Northwind Logistics"]
    assert [item["interview_id"] for item in listed["items"]] == [str(cast.interview.id)]
    assert listed["items"][0]["reached"]["relayed"].endswith("Z")
    assert none["total"] == 0
    assert "Priya" not in str(content) + str(listed)
    past = bob_calls.get("/coverage?at=2020-01-01T00:00:00Z").get_json()
    assert past["steps"][0]["count"] == 0


def test_coverage_tells_what_came_of_the_letters(
    bob_calls: Caller, story: Story, sequel: Sequel, cast: Cast
) -> None:
    letter = story.relay()
    sequel.take_up(letter, ActionState.PRACTISED)
    later = sequel.next_interview()
    later.relay(PRAISED)

    outcomes = bob_calls.get("/coverage").get_json()["outcomes"]
    listed = bob_calls.get("/coverage/interviews?step=better").get_json()

    assert {each["rung"]: (each["count"], each["share"]) for each in outcomes["ladder"]} == {
        "planned": (1, 0.5),
        "practised": (1, 0.5),
        "used": (0, 0.0),
        "done": (0, 0.0),
    }
    assert outcomes["helpful"] == {"yes": 0, "partly": 0, "no": 0}
    assert outcomes["loop"] == {"better": 1, "same": 0, "not_mentioned": 0}
    [item] = listed["items"]
    assert (item["interview_id"], item["loop"], item["helpful"]) == (str(cast.interview.id), "better", None)
    assert sorted(item["rungs"]) == ["planned", "practised"]
    assert "zqownwordszq" not in str(outcomes) + str(listed)


@pytest.mark.parametrize(
    "query",
    [
        "from=yesterday",
        "to=2026-02-30",
        "at=2026-11-12T14:00:00",
        "at=now",
        "client_id=7",
        "rank=1",
        "from=20260101",
    ],
)
def test_coverage_refuses_what_it_cannot_read(bob_calls: Caller, query: str) -> None:
    answer = bob_calls.get(f"/coverage?{query}")

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [query.partition("=")[0]])
