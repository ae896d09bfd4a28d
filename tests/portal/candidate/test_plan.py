"""The plan: taking up, the ladder, letting go and taking up again; and lines that stay private."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.action import Action, ActionState, Reflection
from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem
from relay.domain.staff import Staff
from relay.journey import registering, scheduling
from relay.store.ledger import EventRow
from relay.store.store import Store
from tests.cast import Cast, wall
from tests.portal.candidate.conftest import Rows


@pytest.fixture
def soon(store: Store, cast: Cast) -> str:
    """A day next week, on Priya's clocks."""
    return (store.now().astimezone(ZoneInfo(cast.priya.zone)).date() + timedelta(days=7)).isoformat()


@pytest.fixture
def action(priya: FlaskClient, rows: Rows, soon: str) -> Action:
    """Something of Priya's own in her plan."""
    answer = priya.post(
        "/plan/actions", data={"what": "Tell the outage story in ninety seconds.", "due_on": soon}
    )
    assert answer.status_code == 303
    return rows(Action)[0]


def step(browser: FlaskClient, action: Action, state: str, **more: str) -> TestResponse:
    return browser.post(f"/plan/actions/{action.id}/steps", data={"state": state, **more})


def test_a_letter_offers_its_next_step_ready_to_be_taken_up(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    improvement: LetterItem,
    soon: str,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    item = improvement
    page = priya.get(f"/letters/{opened.id}").get_data(as_text=True)
    assert f'id="what-{item.id}"' in page
    assert f'value="{soon}"' in page
    form = {
        "what": "My own way of doing it.",
        "due_on": soon,
        "letter_item_id": str(item.id),
        "submission_key": "a",
    }
    first = priya.post(f"/letters/{opened.id}/actions", data=form)
    assert first.location == f"/letters/{opened.id}#item-{item.id}"
    assert priya.post(f"/letters/{opened.id}/actions", data=form).location == first.location
    (action,) = rows(Action)
    assert (action.what, action.competency, action.interview_id) == (
        form["what"],
        item.competency,
        cast.interview.id,
    )
    assert "In your plan, by" in words(priya.get(f"/letters/{opened.id}"))
    assert "My own way of doing it." in words(priya.get("/plan"))
    assert "My own way of doing it." in words(priya.get("/letters"))


def test_before_an_interview_the_day_before_it_is_offered(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        interview = scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="second panel",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=4)), "UTC", 60),
        )
    day = interview.starts_at.astimezone(ZoneInfo(cast.priya.zone)).date() - timedelta(days=1)
    assert f'value="{day.isoformat()}"' in priya.get(f"/letters/{opened.id}").get_data(as_text=True)


BAD_PLANS = [
    ({"what": ""}, "what"),
    ({"what": "x" * 501}, "what"),
    ({"what": "Kept \x00"}, "what"),
    ({"what": "Kept", "due_on": ""}, "due_on"),
    ({"what": "Kept", "due_on": "tomorrow"}, "due_on"),
    ({"what": "Kept", "due_on": "2001-01-01"}, "due_on"),
    ({"what": "Kept", "due_on": "9999-12-31"}, "due_on"),
]


def test_what_cannot_be_taken_up_comes_back_beside_its_field(
    priya: FlaskClient,
    opened: Letter,
    improvement: LetterItem,
    soon: str,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    doors = (("/plan/actions", ""), (f"/letters/{opened.id}/actions", f"-{improvement.id}"))
    for form, field in BAD_PLANS:
        for address, suffix in doors:
            data = {"due_on": soon, "letter_item_id": str(improvement.id), **form}
            answer = priya.post(address, data=data)
            assert answer.status_code == 422, (address, form)
            assert f'id="{field}{suffix}-error"' in answer.get_data(as_text=True)
            if form["what"].startswith("Kept"):
                assert "Kept" in words(answer)
    assert rows(Action) == []


def test_something_of_ones_own_that_was_left_empty_is_asked_for_in_words_that_stand_alone(
    priya: FlaskClient, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.post("/plan/actions", data={"what": " ", "due_on": ""}))
    assert "Write what you will do. Choose a day." in page
    assert "Enter something here" not in page


def test_today_on_the_candidates_own_clocks_is_a_day_that_can_be_chosen(
    priya: FlaskClient, store: Store, cast: Cast
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.change_candidate(
            work,
            cast.priya.id,
            name="Priya Nair",
            called="Priya",
            email=cast.priya.email,
            zone="Pacific/Kiritimati",
        )
    today = store.now().astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    assert priya.post("/plan/actions", data={"what": "Now", "due_on": today.isoformat()}).status_code == 303
    late = {"what": "Then", "due_on": (today - timedelta(days=1)).isoformat()}
    assert priya.post("/plan/actions", data=late).status_code == 422


def test_an_action_climbs_the_ladder_with_lines_of_reflection(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    action: Action,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    assert step(priya, action, "practised", reflection="It was 95 seconds.").status_code == 303
    assert step(priya, action, "used").status_code == 303
    assert step(priya, action, "done", reflection="They laughed.").location == f"/plan#action-{action.id}"
    assert rows(Action)[0].state is ActionState.DONE
    page = words(priya.get("/plan"))
    assert page.index("Done") < page.index("It was 95 seconds.") < page.index("They laughed.")
    with store.look(cast.agency.id) as work:
        told = [row.name for row in work.all(select(EventRow).where(EventRow.subject_id == action.id))]
    assert sorted(told) == sorted(
        [
            "action.committed",
            "action.practised",
            "action.reflected",
            "action.used",
            "action.completed",
            "action.reflected",
        ]
    )


def test_letting_go_is_fine_and_can_be_taken_up_again(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    action: Action,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    step(priya, action, "dropped")
    assert "Let go" in words(priya.get("/plan"))
    assert action.what not in words(priya.get("/letters"))
    step(priya, action, "planned")
    assert rows(Action)[0].state is ActionState.PLANNED
    assert action.what in words(priya.get("/letters"))


def test_a_line_alone_moves_nothing(
    priya: FlaskClient, store: Store, cast: Cast, action: Action, rows: Rows
) -> None:
    assert step(priya, action, "planned", reflection="Thought about it.", noting="yes").status_code == 303
    assert rows(Action)[0].state is ActionState.PLANNED
    assert [line.text for line in rows(Reflection)] == ["Thought about it."]


def test_the_same_step_twice_leaves_one_line(
    priya: FlaskClient, store: Store, cast: Cast, action: Action, rows: Rows
) -> None:
    for _ in range(2):
        answer = step(priya, action, "practised", reflection="Once.", submission_key="same")
        assert answer.location == f"/plan#action-{action.id}"
    assert len(rows(Reflection)) == 1


def test_a_step_that_another_tab_made_impossible_says_so_and_keeps_the_line(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    action: Action,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    step(priya, action, "done")
    answer = step(priya, action, "practised", reflection="Kept line.")
    assert answer.status_code == 409
    assert "marked \u201cdone\u201d" in words(answer)
    assert "Kept line." in words(answer)
    assert rows(Reflection) == []


BAD_STEPS = [
    ({"state": ""}, "state"),
    ({"state": "won"}, "state"),
    ({"state": "planned", "noting": "yes"}, "reflection"),
    ({"state": "practised", "reflection": "x" * 5001}, "reflection"),
    ({"state": "practised", "reflection": "\x00"}, "reflection"),
]


def test_a_step_that_cannot_be_taken_comes_back_beside_its_field(
    priya: FlaskClient, action: Action, rows: Rows
) -> None:
    for form, field in BAD_STEPS:
        answer = priya.post(f"/plan/actions/{action.id}/steps", data=form)
        assert answer.status_code == 422
        assert f'id="{field}-{action.id}-error"' in answer.get_data(as_text=True)
    assert rows(Action)[0].state is ActionState.PLANNED


def test_ten_thousand_bytes_of_emoji_and_a_script_are_kept_as_written_and_run_nowhere(
    priya: FlaskClient, store: Store, cast: Cast, action: Action, rows: Rows
) -> None:
    line = "💌" * 2400 + "<script>alert(1)</script>"
    assert step(priya, action, "practised", reflection=line).status_code == 303
    assert rows(Reflection)[0].text == line
    assert b"<script>alert(1)" not in priya.get("/plan").data


def test_nobody_elses_plan_can_be_seen_or_moved(
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    action: Action,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        lee = registering.add_candidate(work, name="Lee Abara", email="lee@example.com")
    for stranger in (sign_in_as(sam), sign_in_as(lee)):
        assert action.what not in words(stranger.get("/plan"))
        for action_id in (action.id, uuid4()):
            for form in ({"state": "done"}, {"state": "nonsense"}):
                answer = stranger.post(f"/plan/actions/{action_id}/steps", data=form)
                assert answer.status_code == 404
    assert rows(Action)[0].state is ActionState.PLANNED


def test_an_empty_plan_teaches_what_will_be_here(
    priya: FlaskClient, words: Callable[[TestResponse], str]
) -> None:
    assert "Nothing is in your plan yet" in words(priya.get("/plan"))


def test_an_action_goes_into_any_calendar_on_its_day(priya: FlaskClient, soon: str, rows: Rows) -> None:
    what = "Practise the case; aloud, twice. \u00dcben \U0001f642 " + "a long line " * 20
    priya.post("/plan/actions", data={"what": what, "due_on": soon})
    [action] = rows(Action)

    answer = priya.get(f"/plan/actions/{action.id}.ics")

    assert answer.mimetype == "text/calendar"
    # RFC 5545, 3.1: no line longer than 75 octets
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    [entry] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert entry.decoded("dtstart").isoformat() == soon
    assert str(entry["summary"]) == action.what
    assert str(entry["uid"]).startswith(str(action.id))
    assert f"/plan/actions/{action.id}.ics" in priya.get("/plan").text


def test_an_action_is_given_out_to_nobody_else(
    alice: FlaskClient, priya: FlaskClient, action: Action
) -> None:
    assert alice.get(f"/plan/actions/{action.id}.ics").status_code == 303
    assert priya.get(f"/plan/actions/{uuid4()}.ics").status_code == 404
