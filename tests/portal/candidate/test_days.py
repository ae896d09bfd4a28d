"""Another day for what is in the plan: it moves, the reminder moves with it, and a day that passed is no failure."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.domain.action import Action
from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem
from relay.domain.staff import Staff
from relay.journey import acting, registering
from relay.journey.reminding import remind_of_actions
from relay.store.ledger import EventRow
from relay.store.store import Store
from tests.cast import Cast, PostBox
from tests.portal.candidate.conftest import Rows


@pytest.fixture
def today(store: Store, cast: Cast) -> date:
    """Today on Priya's clocks."""
    return store.now().astimezone(ZoneInfo(cast.priya.zone)).date()


@pytest.fixture
def action(priya: FlaskClient, rows: Rows, today: date) -> Action:
    """Something in Priya's plan for next week."""
    due_on = (today + timedelta(days=7)).isoformat()
    priya.post("/plan/actions", data={"what": "Tell the outage story.", "due_on": due_on})
    (action,) = rows(Action)
    return action


def move(person: FlaskClient, action: Action, day: date | str) -> TestResponse:
    """Ask for another day."""
    return person.post(f"/plan/actions/{action.id}/day", data={"due_on": str(day)})


def moved(rows: Rows) -> int:
    """How often a day was moved."""
    return sum(row.name == "action.rescheduled" for row in rows(EventRow))


def test_the_page_offers_its_day_and_takes_another(
    priya: FlaskClient, action: Action, rows: Rows, today: date
) -> None:
    page = priya.get("/plan").text
    assert f'id="due_on-{action.id}"' in page
    assert f'value="{action.due_on}"' in page

    later = today + timedelta(days=9)
    answer = move(priya, action, later)

    assert answer.status_code == 303
    assert answer.location.endswith(f"/plan#action-{action.id}")
    assert f'value="{later}"' in priya.get("/plan").text
    assert moved(rows) == 1


def test_the_same_day_twice_is_moved_once(
    priya: FlaskClient, action: Action, rows: Rows, today: date
) -> None:
    later = today + timedelta(days=9)
    assert move(priya, action, later).status_code == 303
    assert move(priya, action, later).status_code == 303
    assert moved(rows) == 1


@pytest.mark.parametrize(
    "bad", ["", "soon", "2026-02-30", "0001-01-01", "9999-12-31"], ids=lambda bad: bad or "nothing"
)
def test_a_day_that_cannot_be_comes_back_beside_its_field(
    bad: str, priya: FlaskClient, action: Action, rows: Rows
) -> None:
    answer = move(priya, action, bad)

    assert answer.status_code == 422
    assert f'id="due_on-{action.id}-error"' in answer.text
    assert f'value="{bad}"' in answer.text
    assert moved(rows) == 0


def test_a_day_that_passed_is_named_as_such_and_goes_into_no_calendar(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    action: Action,
    today: date,
    words: Callable[[TestResponse], str],
) -> None:
    priya.post(f"/plan/actions/{action.id}/steps", data={"state": "practised"})
    assert "Practised · by" in words(priya.get("/letters"))
    assert "Put it in my calendar" in words(priya.get("/plan"))

    with store.work(cast.agency.id) as work:
        work.get(Action, action.id).due_on = today - timedelta(days=1)
    plan = words(priya.get("/plan"))
    assert "The day you chose was" in plan
    assert "Put it in my calendar" not in plan
    first = words(priya.get("/letters"))
    assert "Practised" in first
    assert "· by" not in first


def test_a_letter_names_the_day_of_what_was_taken_up_while_it_lies_ahead(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    improvement: LetterItem,
    today: date,
    words: Callable[[TestResponse], str],
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        action = acting.commit_to_action(work, what="This.", due_on=today, letter_item_id=improvement.id)
    assert "In your plan, by" in words(priya.get(f"/letters/{opened.id}"))
    with store.work(cast.agency.id) as work:
        work.get(Action, action.id).due_on = today - timedelta(days=1)
    page = words(priya.get(f"/letters/{opened.id}"))
    assert "In your plan" in page
    assert "In your plan, by" not in page


def test_yesterday_is_over(priya: FlaskClient, action: Action, rows: Rows, today: date) -> None:
    answer = move(priya, action, today - timedelta(days=1))
    assert answer.status_code == 422
    assert "Choose a day from today on" in answer.text
    assert moved(rows) == 0


def test_what_was_let_go_has_no_day_to_move(
    priya: FlaskClient, action: Action, rows: Rows, today: date
) -> None:
    priya.post(f"/plan/actions/{action.id}/steps", data={"state": "dropped"})
    answer = move(priya, action, today + timedelta(days=9))
    assert answer.status_code == 409
    assert "Take it up again first" in answer.text
    assert moved(rows) == 0


def test_nobody_else_moves_it(
    store: Store,
    action: Action,
    rows: Rows,
    today: date,
    cast: Cast,
    alice: FlaskClient,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        lee = registering.add_candidate(work, name="Lee Abara", email="lee@example.com")
    day = today + timedelta(days=9)
    for stranger in (sign_in_as(sam), sign_in_as(lee)):
        assert move(stranger, action, day).status_code == 404
    assert move(alice, action, day).status_code == 307
    assert moved(rows) == 0


def test_whoever_was_reminded_of_one_day_is_reminded_of_the_other_too(
    store: Store,
    cast: Cast,
    action: Action,
    today: date,
    carry_out_all: Callable[[], None],
    post_box: PostBox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def reminders_by(day: date) -> int:
        morning = datetime.combine(day - timedelta(days=1), time(9, 30), ZoneInfo(cast.priya.zone))
        monkeypatch.setattr(store, "now", lambda: morning.astimezone(UTC))
        with store.work(cast.agency.id) as work:
            remind_of_actions(work)
        carry_out_all()
        return sum("tomorrow" in mail.subject for mail in post_box.envelopes)

    later = today + timedelta(days=9)
    assert reminders_by(action.due_on) == 1
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.reschedule_action(work, action.id, later)
    assert reminders_by(action.due_on) == 1
    assert reminders_by(later) == 2
