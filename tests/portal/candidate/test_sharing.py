"""What I worked on: a candidate lets the recruiter see one thing from the plan, takes it back, and never shares a reflection."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.action import Action, ActionState
from relay.domain.interview import Interview
from relay.journey import acting, registering, scheduling
from relay.store.ledger import EventRow
from relay.store.store import Store
from tests.cast import Cast, wall
from tests.portal.candidate.conftest import Rows

WHAT = "Tell the outage story in ninety seconds."
PRIVATE = "I was so nervous that I cried"


@pytest.fixture
def action(store: Store, cast: Cast) -> Action:
    """Something in Priya's plan that she practised, with a line to herself."""
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        made = acting.commit_to_action(work, what=WHAT, due_on=work.now.date() + timedelta(days=7))
        acting.move_action(work, made.id, ActionState.PRACTISED, PRIVATE)
    return made


@pytest.fixture
def next_interview(store: Store, cast: Cast) -> Interview:
    """Priya's next interview."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="second panel",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=4)), "UTC", 60),
        )


def told(store: Store, cast: Cast) -> list[str]:
    """What happened to actions, in order."""
    with store.look(cast.agency.id) as work:
        rows = work.all(
            select(EventRow)
            .where(EventRow.subject_kind == "action")
            .order_by(EventRow.happened_at, EventRow.subject_version)
        )
        assert not any(WHAT in str(row.data) for row in rows)
    return [row.name for row in rows]


def share(browser: FlaskClient, action: Action) -> TestResponse:
    return browser.post(f"/plan/actions/{action.id}/sharing")


def take_back(browser: FlaskClient, action: Action) -> TestResponse:
    return browser.post(f"/plan/actions/{action.id}/sharing/withdrawal")


def test_nothing_is_shared_until_the_candidate_says_so(
    alice: FlaskClient,
    cast: Cast,
    action: Action,
    next_interview: Interview,
    words: Callable[[TestResponse], str],
) -> None:
    for address in (f"/interviews/{next_interview.id}", f"/candidates/{cast.priya.id}"):
        page = words(alice.get(address))
        assert WHAT not in page
        assert "is working on" not in page


def test_what_is_shared_stands_before_the_recruiter_and_no_reflection_with_it(
    priya: FlaskClient,
    alice: FlaskClient,
    cast: Cast,
    action: Action,
    next_interview: Interview,
    words: Callable[[TestResponse], str],
) -> None:
    assert share(priya, action).location == f"/plan#action-{action.id}"
    mine = words(priya.get("/plan"))
    assert f"Shared with {cast.agency.name} since" in mine
    assert PRIVATE in mine
    for address in (f"/interviews/{next_interview.id}", f"/candidates/{cast.priya.id}"):
        page = words(alice.get(address))
        assert "What Priya is working on" in page
        assert WHAT in page
        assert "Practised" in page
        assert PRIVATE not in page


def test_it_can_be_taken_back(
    store: Store,
    priya: FlaskClient,
    alice: FlaskClient,
    cast: Cast,
    action: Action,
    next_interview: Interview,
    words: Callable[[TestResponse], str],
) -> None:
    share(priya, action)
    assert take_back(priya, action).location == f"/plan#action-{action.id}"
    assert "Shared with" not in words(priya.get("/plan"))
    for address in (f"/interviews/{next_interview.id}", f"/candidates/{cast.priya.id}"):
        assert WHAT not in words(alice.get(address))
    assert told(store, cast)[-2:] == ["action.shared", "action.unshared"]


def test_twice_is_once(store: Store, priya: FlaskClient, cast: Cast, action: Action) -> None:
    for _ in range(2):
        assert share(priya, action).status_code == 303
    for _ in range(2):
        assert take_back(priya, action).status_code == 303
    names = told(store, cast)
    assert names.count("action.shared") == names.count("action.unshared") == 1


def test_what_is_let_go_is_not_shared_any_more_and_cannot_be(
    store: Store,
    priya: FlaskClient,
    alice: FlaskClient,
    cast: Cast,
    action: Action,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    share(priya, action)
    priya.post(f"/plan/actions/{action.id}/steps", data={"state": "dropped"})
    assert rows(Action)[0].shared_at is None
    assert WHAT not in words(alice.get(f"/candidates/{cast.priya.id}"))
    answer = share(priya, action)
    assert answer.status_code == 409
    assert "Take it up again first" in words(answer)
    priya.post(f"/plan/actions/{action.id}/steps", data={"state": "planned"})
    assert WHAT not in words(alice.get(f"/candidates/{cast.priya.id}"))


def test_what_is_done_can_be_shared_too(
    priya: FlaskClient, alice: FlaskClient, cast: Cast, action: Action, words: Callable[[TestResponse], str]
) -> None:
    priya.post(f"/plan/actions/{action.id}/steps", data={"state": "done"})
    assert f"/plan/actions/{action.id}/sharing" in priya.get("/plan").get_data(as_text=True)
    share(priya, action)
    page = words(alice.get(f"/candidates/{cast.priya.id}"))
    assert WHAT in page
    assert "Done" in page


def test_it_stands_at_interviews_that_are_ahead_and_no_others(
    priya: FlaskClient,
    alice: FlaskClient,
    store: Store,
    cast: Cast,
    action: Action,
    next_interview: Interview,
    words: Callable[[TestResponse], str],
) -> None:
    share(priya, action)
    assert WHAT not in words(alice.get(f"/interviews/{cast.interview.id}"))
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.cancel_interview(work, next_interview.id)
    assert WHAT not in words(alice.get(f"/interviews/{next_interview.id}"))


def test_it_stands_at_nobody_elses_interview(
    priya: FlaskClient,
    alice: FlaskClient,
    store: Store,
    cast: Cast,
    action: Action,
    words: Callable[[TestResponse], str],
) -> None:
    share(priya, action)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Okafor", email="sam@example.com")
        sams = scheduling.schedule_interview(
            work,
            candidate_id=sam.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="panel",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=4)), "UTC", 60),
        )
    assert WHAT not in words(alice.get(f"/interviews/{sams.id}"))
    assert WHAT not in words(alice.get(f"/candidates/{sam.id}"))


def test_another_agency_sees_none_of_it(
    priya: FlaskClient, charlie: FlaskClient, cast: Cast, action: Action, next_interview: Interview
) -> None:
    share(priya, action)
    assert charlie.get(f"/interviews/{next_interview.id}").status_code == 404
    assert charlie.get(f"/candidates/{cast.priya.id}").status_code == 404


def test_anothers_action_is_not_found_and_nobody_else_shares_it(
    app: Flask,
    priya: FlaskClient,
    alice: FlaskClient,
    store: Store,
    cast: Cast,
    action: Action,
    rows: Rows,
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Okafor", email="sam@example.com")
    with store.work(cast.agency.id, cast.act_as(sam)) as work:
        sams = acting.commit_to_action(work, what="Mine alone", due_on=work.now.date() + timedelta(days=2))
    for wrong in (sams.id, uuid4()):
        for end in ("sharing", "sharing/withdrawal"):
            assert priya.post(f"/plan/actions/{wrong}/{end}").status_code == 404
    for browser in (app.test_client(), alice):
        assert share(browser, action).status_code in (303, 401, 403, 404)
    assert [one.shared_at for one in rows(Action)] == [None, None]


def test_looking_changes_nothing(priya: FlaskClient, action: Action, rows: Rows) -> None:
    assert priya.get(f"/plan/actions/{action.id}/sharing").status_code == 405
    assert rows(Action)[0].shared_at is None
