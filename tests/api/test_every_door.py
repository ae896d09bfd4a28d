"""The same questions for each door of the API: who may, whose is it, what is bad, what is stale."""

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import TooManyRequests
from werkzeug.test import TestResponse

from relay.api import problems
from relay.domain.interview import Interview
from relay.domain.note import Note
from relay.domain.staff import Staff
from relay.domain.tokens import hash_token
from relay.hall.policy import policy_of
from relay.journey.asking import ask_by_link
from relay.journey.staffing import deactivate_staff, revoke_api_token
from relay.store.store import Store
from tests.api.conftest import ROOT, Caller
from tests.cast import Cast, Story

UNKNOWN = "00000000-0000-7000-8000-000000000000"
READS = ("/clients", "/jobs", "/candidates", "/interviews", "/messages", "/staff")
DOORS = (
    ("GET", "/clients/{client}"),
    ("PUT", "/clients/{client}"),
    ("GET", "/clients/{client}/contacts"),
    ("POST", "/clients/{client}/contacts"),
    ("GET", "/contacts/{contact}"),
    ("PUT", "/contacts/{contact}"),
    ("GET", "/jobs/{job}"),
    ("PUT", "/jobs/{job}"),
    ("PUT", "/jobs/{job}/closure"),
    ("DELETE", "/jobs/{job}/closure"),
    ("GET", "/candidates/{candidate}"),
    ("PUT", "/candidates/{candidate}"),
    ("GET", "/interviews/{interview}"),
    ("PUT", "/interviews/{interview}/time"),
    ("PUT", "/interviews/{interview}/took-place"),
    ("PUT", "/interviews/{interview}/cancellation"),
    ("DELETE", "/interviews/{interview}/cancellation"),
    ("PUT", "/interviews/{interview}/no-show"),
    ("DELETE", "/interviews/{interview}/no-show"),
    ("GET", "/interviews/{interview}/notes"),
    ("POST", "/interviews/{interview}/notes"),
    ("PUT", "/interviews/{interview}/waiver"),
    ("GET", "/interviews/{interview}/requests"),
    ("POST", "/interviews/{interview}/requests"),
    ("GET", "/requests/{request}"),
    ("PUT", "/requests/{request}/pause"),
    ("DELETE", "/requests/{request}/pause"),
    ("GET", "/notes/{note}"),
    ("GET", "/messages/{message}"),
    ("GET", "/messages/{message}/script"),
    ("POST", "/messages/{message}/versions"),
    ("PUT", "/messages/{message}/approval"),
    ("DELETE", "/messages/{message}/approval"),
)
TAKING = tuple(
    (method, path)
    for method, path in DOORS
    if path.rsplit("/", 1)[1] not in ("closure", "took-place", "cancellation", "no-show", "pause")
    and method in ("POST", "PUT")
)
GOOD: dict[str, dict[str, object]] = {
    "contacts": {"name": "Eve"},
    "notes": {"text": "Clear.", "source": "call", "quoted": False},
    "requests": {"contact_id": UNKNOWN},
    "waiver": {"reason": "Told by phone."},
    "time": {"wall_start": "2030-01-07T10:00", "zone": "UTC", "minutes": 30},
    "versions": {"subject": "Word", "text": "Hello.", "number": 1},
    "approval": {"number": 1, "text_hash": "0" * 64},
    "clients": {"name": "Acme"},
    "jobs": {"title": "Buyer"},
    "candidates": {"name": "Eve Low", "email": "eve@example.com", "zone": "UTC"},
}


def body_for(path: str) -> dict[str, object] | None:
    """Content that the door would take."""
    parts = [part for part in path.split("/") if part and not part.startswith("{")]
    return GOOD.get(parts[-1])


@pytest.fixture
def records(store: Store, story: Story, cast: Cast) -> dict[str, str]:
    """The ids of the cast's records, a request, a note and a message included."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        asked = ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
    note = story.capture()
    message, _ = story.message()
    return {
        "client": str(cast.client.id),
        "contact": str(cast.tom.id),
        "job": str(cast.job.id),
        "candidate": str(cast.priya.id),
        "interview": str(cast.interview.id),
        "request": str(asked.id),
        "note": str(note.id),
        "message": str(message.id),
    }


def is_problem(answer: TestResponse, status: int) -> dict[str, object]:
    """Assert that it is a problem document of this status, and give it."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.content_type == "application/problem+json"
    content: dict[str, object] = json.loads(answer.get_data())
    assert content["status"] == status
    assert content["type"]
    assert content["title"]
    assert content["detail"]
    return content


def test_every_route_is_asked_these_questions(app: Flask) -> None:
    """A door that is added must be added to the table above."""
    known = {(method, strip(path)) for method, path in DOORS}
    known |= {("GET", path) for path in (*READS, "/coverage", "/coverage/interviews")}
    known |= {("POST", path) for path in ("/clients", "/jobs", "/candidates", "/interviews")}
    found = {
        (method, strip(rule.rule.removeprefix(ROOT)))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(ROOT)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found == known


def strip(path: str) -> str:
    """A path with its ids left out."""
    return "/".join("_" if part[:1] in "{<" and part else part for part in path.split("/"))


def test_without_a_token_every_door_is_shut(client: FlaskClient, records: dict[str, str]) -> None:
    for method, path in (*DOORS, *(("GET", path) for path in READS), ("GET", "/coverage")):
        answer = client.open(ROOT + path.format(**records), method=method, json={})
        is_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_cookie_opens_no_door_of_the_api(alice: FlaskClient, priya: FlaskClient) -> None:
    for path in READS:
        is_problem(alice.get(ROOT + path), 401)
        is_problem(priya.get(ROOT + path), 401)


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Bearer é", "bearer \ud7ff"]
)
def test_what_is_no_token_is_refused(client: FlaskClient, header: str) -> None:
    is_problem(
        client.get(f"{ROOT}/clients", headers={"Authorization": header.encode().decode("latin-1")}), 401
    )


def test_a_revoked_token_is_worth_nothing(alice_calls: Caller, store: Store, cast: Cast) -> None:
    assert alice_calls.get("/clients").status_code == 200
    with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
        revoke_api_token(work, hash_token(alice_calls.token))

    is_problem(alice_calls.get("/clients"), 401)


def test_somebody_who_was_deactivated_has_no_token_any_more(
    alice_calls: Caller, store: Store, cast: Cast
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
        deactivate_staff(work, cast.alice.id)

    is_problem(alice_calls.get("/clients"), 401)


def test_another_agencys_record_is_answered_like_an_unknown_one(
    records: dict[str, str], charlie_calls: Caller
) -> None:
    nobody = dict.fromkeys(records, UNKNOWN)
    for method, path in DOORS:
        theirs = charlie_calls.send(method, path.format(**records), body_for(path), if_match="*")
        unknown = charlie_calls.send(method, path.format(**nobody), body_for(path), if_match="*")
        is_problem(theirs, 404)
        assert theirs.get_data() == unknown.get_data()


def test_lists_hold_the_callers_own_agency_alone(records: dict[str, str], charlie_calls: Caller) -> None:
    for path in READS:
        answer = charlie_calls.get(path)
        assert answer.status_code == 200
        assert not set(records.values()) & {item["id"] for item in answer.get_json()["items"]}


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b'{"name": "\xff"}', "application/json", 400),
        (b'{"name": NaN}', "application/json", 400),
        (b'{"number": ' + b"9" * 5000 + b"}", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"text"', "application/json", 422),
        (b"null", "application/json", 422),
        (b"{}", "application/json", 422),
        (b'{"surprise": 1}', "application/json", 422),
        (b'{"\\ud800": 1}', "application/json", 422),
        (b"name=Acme", "application/x-www-form-urlencoded", 415),
        (b"<name/>", "text/xml", 415),
        (b"{}" + b" " * (2 * 1024 * 1024), "application/json", 413),
    ],
    ids=[
        "empty", "broken", "not UTF-8", "NaN", "huge number", "deep", "list", "text", "null", "nothing in it",
        "unknown field", "lone surrogate", "a form", "XML", "too large",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_at_every_door(
    body: bytes, content_type: str, status: int, records: dict[str, str], alice_calls: Caller
) -> None:
    for method, path in TAKING:
        is_problem(alice_calls.raw(method, path.format(**records), body, content_type), status)


def test_a_name_that_stands_twice_in_an_object_is_harmless(alice_calls: Caller) -> None:
    answer = alice_calls.raw("POST", "/clients", b'{"name": "First", "name": "Second"}')

    assert (answer.status_code, answer.get_json()["name"]) == (201, "Second")


def test_a_change_needs_to_say_what_it_changes(records: dict[str, str], alice_calls: Caller) -> None:
    for method, path in DOORS:
        if method in ("PUT", "DELETE"):
            address = path.format(**records)
            is_problem(alice_calls.send(method, address, body_for(path)), 428)
            is_problem(alice_calls.send(method, address, body_for(path), if_match='"999"'), 412)
            is_problem(alice_calls.send(method, address, body_for(path), if_match="nonsense"), 412)


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1_0", "limit=ten", "limit=" + "9" * 400, "after=!", "after=é", "surprise=1"]
)
def test_a_list_refuses_what_it_cannot_read(query: str, alice_calls: Caller) -> None:
    for path in READS:
        content = is_problem(alice_calls.get(f"{path}?{query}"), 422)
        assert list(content["errors"]) == [query.partition("=")[0]]  # type: ignore[call-overload]


def test_broken_text_in_an_address_is_a_problem(alice_calls: Caller) -> None:
    is_problem(alice_calls.get("/jobs?client_id=%ff"), 400)


def test_what_is_not_there_and_what_is_not_taken_are_problems(
    alice_calls: Caller, client: FlaskClient
) -> None:
    is_problem(alice_calls.get("/nothing"), 404)
    is_problem(alice_calls.get("/clients/7"), 404)
    is_problem(client.get("/api/"), 404)
    answer = alice_calls.send("PATCH", "/clients")
    is_problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_head_and_options_are_answered(alice_calls: Caller) -> None:
    assert alice_calls.send("HEAD", "/clients").status_code == 200
    answer = alice_calls.send("OPTIONS", "/clients")
    assert answer.status_code == 200
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_pages_outside_the_api_keep_their_own_faults(client: FlaskClient) -> None:
    answer = client.get("/nothing")

    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_our_own_fault_tells_nothing_of_itself(app: Flask, alice_calls: Caller, store: Store) -> None:
    with store.writer.begin() as connection:
        connection.execute(sa.text("ALTER TABLE client RENAME TO elsewhere"))

    content = is_problem(alice_calls.get("/clients"), 503 if store.reader.dialect.name == "sqlite" else 500)

    assert "elsewhere" not in str(content)
    assert "client" not in str(content)


def test_too_many_requests_are_a_problem_with_a_time_to_wait(app: Flask) -> None:
    with app.test_request_context("/api/v1/clients"):
        answer = app.make_response(problems.refused(TooManyRequests(retry_after=7)))

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert answer.content_type == "application/problem+json"


def test_forms_of_another_site_have_nothing_to_forge(app: Flask, alice_calls: Caller) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    assert alice_calls.post("/clients", {"name": "Acme"}).status_code == 201


def test_every_door_names_its_policy_and_the_specification_describes_it(
    app: Flask, client: FlaskClient
) -> None:
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    content = answer.get_json()
    assert content["openapi"] == "3.1.0"
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(ROOT):
            continue
        assert policy_of(app.view_functions[rule.endpoint]) is not None, rule.rule
        path = rule.rule.replace("<uuid:", "{").replace(">", "}")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            described = content["paths"][path][method.lower()]
            assert described["summary"]
            assert described["responses"]["default"]
            named = {parameter["name"] for parameter in described.get("parameters", [])}
            assert {"POST": "Idempotency-Key", "GET": ""}.get(method, "If-Match") in {*named, ""}


def test_a_note_is_never_kept_by_a_request_that_failed(
    alice_calls: Caller, store: Store, cast: Cast, call_as: Callable[[Staff], Caller]
) -> None:
    for body in (b"{", b'{"text": 7, "source": "call", "quoted": true}', b'{"text": "x"}'):
        alice_calls.raw("POST", f"/interviews/{cast.interview.id}/notes", body)

    with store.look(cast.agency.id) as work:
        assert work.all(sa.select(Note)) == []
        assert work.get(Interview, cast.interview.id).version == cast.interview.version
