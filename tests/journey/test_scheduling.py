"""Scheduling: a time, a promise that follows it, and what becomes of both."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.base import new_id
from relay.domain.calendar import Calendar
from relay.domain.errors import InvalidError, MoveError, NotFoundError, StaleError
from relay.domain.interview import Interview, InterviewContact, InterviewState
from relay.domain.promise import Promise, PromiseState
from relay.domain.request import RequestChannel
from relay.journey import asking, promising, registering, scheduling
from relay.journey.scheduling import Appointment
from relay.store.store import Store
from tests.cast import Cast, Story, wall
from tests.journey.conftest import As

Told = Callable[[UUID], list[str]]
NEXT_YEAR = Appointment("2027-11-24T14:00", "Europe/London", 45)


def schedule(work_as: As, cast: Cast, **changes: object) -> Interview:
    values = {
        "candidate_id": cast.priya.id,
        "job_id": cast.job.id,
        "recruiter_id": cast.alice.id,
        "stage": "first",
        "appointment": NEXT_YEAR,
    }
    with work_as(cast.alice) as work:
        return scheduling.schedule_interview(work, **{**values, **changes})  # type: ignore[arg-type]


def promise(work_as: As, cast: Cast, interview_id: UUID) -> Promise:
    with work_as(cast.alice) as work:
        return scheduling.promise_of(work, interview_id)


def test_an_interview_has_a_time_and_a_promise_with_it(work_as: As, cast: Cast, told: Told) -> None:
    interview = schedule(work_as, cast, contact_ids=[cast.tom.id, cast.tom.id])
    assert interview.starts_at == datetime(2027, 11, 24, 14, tzinfo=UTC)
    assert interview.ends_at - interview.starts_at == timedelta(minutes=45)
    assert told(interview.id) == ["interview.scheduled"]
    made = promise(work_as, cast, interview.id)
    assert made.state is PromiseState.OPEN
    assert made.due_at == datetime(2027, 11, 29, 17, tzinfo=UTC)
    with work_as(cast.alice) as work:
        assert (
            len(work.all(select(InterviewContact).where(InterviewContact.interview_id == interview.id))) == 1
        )


@pytest.mark.parametrize(
    ("appointment", "field"),
    [
        (Appointment("", "UTC", 60), "wall_start"),
        (Appointment("tomorrow", "UTC", 60), "wall_start"),
        (Appointment("2027-02-30T10:00", "UTC", 60), "wall_start"),
        (Appointment("2027-11-24T14:00+01:00", "UTC", 60), "wall_start"),
        (Appointment("1999-11-24T14:00", "UTC", 60), "wall_start"),
        (Appointment("2027-11-24T14:00", "Mars/Base", 60), "zone"),
        (Appointment("2027-11-24T14:00", "UTC", 0), "minutes"),
        (Appointment("2027-11-24T14:00", "UTC", 24 * 60 + 1), "minutes"),
    ],
)
def test_times_that_cannot_be_are_refused(
    work_as: As, cast: Cast, appointment: Appointment, field: str
) -> None:
    with pytest.raises(InvalidError) as refusal:
        schedule(work_as, cast, appointment=appointment)
    assert refusal.value.field == field


@pytest.mark.parametrize("who", ["candidate_id", "job_id", "recruiter_id"])
def test_nobody_of_another_agency_takes_part(work_as: As, cast: Cast, who: str) -> None:
    for stranger in (new_id(), cast.charlie.id):
        with pytest.raises(NotFoundError):
            schedule(work_as, cast, **{who: stranger})


def test_contacts_are_those_of_the_jobs_client(work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        acme = registering.add_client(work, name="Acme")
        stranger = registering.add_contact(work, acme.id, name="Jo")
    with pytest.raises(InvalidError) as refusal:
        schedule(work_as, cast, contact_ids=[stranger.id])
    assert refusal.value.field == "contact_ids"


def test_the_promise_moves_with_the_interview(work_as: As, cast: Cast, told: Told) -> None:
    interview = schedule(work_as, cast)
    with work_as(cast.alice) as work:
        scheduling.move_interview(work, interview.id, Appointment("2027-12-01T09:00", "UTC", 60), version=1)
    moved = promise(work_as, cast, interview.id)
    assert moved.due_at == Calendar("Europe/London").days_after(datetime(2027, 12, 1, 10, tzinfo=UTC), 3)
    assert told(moved.id) == ["promise.moved"]
    with pytest.raises(StaleError), work_as(cast.bob) as work:
        scheduling.move_interview(work, interview.id, NEXT_YEAR, version=1)


def test_cancelling_waives_the_promise_and_reinstating_renews_it(work_as: As, cast: Cast, told: Told) -> None:
    with work_as(cast.alice) as work:
        scheduling.cancel_interview(work, cast.interview.id)
    waived = promise(work_as, cast, cast.interview.id)
    assert (waived.state, waived.reason) == (PromiseState.WAIVED, "The interview was cancelled.")
    with pytest.raises(MoveError), work_as(cast.alice) as work:
        scheduling.cancel_interview(work, cast.interview.id)
    with work_as(cast.alice) as work:
        scheduling.reinstate_interview(work, cast.interview.id)
    renewed = promise(work_as, cast, cast.interview.id)
    assert renewed.risk_at is not None, "the recruiter is told of it anew"
    assert (renewed.state, renewed.reason) == (PromiseState.OPEN, None)
    assert told(renewed.id) == ["promise.waived", "promise.renewed"]


def test_a_no_show_is_owed_no_word_until_it_turns_out_that_they_came(work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        scheduling.record_no_show(work, cast.interview.id)
    assert promise(work_as, cast, cast.interview.id).state is PromiseState.WAIVED
    with work_as(cast.alice) as work:
        scheduling.record_took_place(work, cast.interview.id)
    assert promise(work_as, cast, cast.interview.id).state is PromiseState.OPEN


def test_what_lies_ahead_did_not_take_place(work_as: As, cast: Cast) -> None:
    interview = schedule(work_as, cast)
    with pytest.raises(InvalidError, match="has not begun yet"), work_as(cast.alice) as work:
        scheduling.record_took_place(work, interview.id)
    with work_as(cast.alice) as work:
        assert work.get(Interview, interview.id).state is InterviewState.SCHEDULED


def test_word_in_time_keeps_the_promise(work_as: As, cast: Cast, story: Story) -> None:
    story.relay()
    assert promise(work_as, cast, cast.interview.id).state is PromiseState.KEPT
    with work_as(cast.alice) as work:
        scheduling.waive_promise(work, cast.interview.id, "Too late for that.")
    assert promise(work_as, cast, cast.interview.id).state is PromiseState.KEPT


def test_word_too_late_misses_it_even_before_the_clock_came_by(
    store: Store, work_as: As, cast: Cast, story: Story, let: Callable[[timedelta], None]
) -> None:
    let(promise(work_as, cast, cast.interview.id).due_at - store.now() + timedelta(minutes=1))
    story.relay()
    assert promise(work_as, cast, cast.interview.id).state is PromiseState.MISSED


def test_a_missed_promise_can_still_be_waived(
    store: Store, work_as: As, cast: Cast, let: Callable[[timedelta], None]
) -> None:
    let(timedelta(days=30))
    with store.work(cast.agency.id) as work:
        promising.mark_missed_promises(work)
    with work_as(cast.alice) as work:
        scheduling.record_no_show(work, cast.interview.id)
    assert promise(work_as, cast, cast.interview.id).state is PromiseState.WAIVED


def test_asking_a_contact_is_on_record_each_time(work_as: As, cast: Cast, told: Told) -> None:
    for channel in (RequestChannel.CALL, RequestChannel.EMAIL):
        with work_as(cast.alice) as work:
            request = asking.record_request(work, cast.interview.id, contact_id=cast.tom.id, channel=channel)
        assert told(request.id) == ["feedback.requested"]
    for interview_id, contact_id in ((new_id(), cast.tom.id), (cast.interview.id, new_id())):
        with pytest.raises(NotFoundError), work_as(cast.alice) as work:
            asking.record_request(work, interview_id, contact_id=contact_id, channel=RequestChannel.CALL)


def test_the_wall_time_that_was_agreed_is_kept(work_as: As, cast: Cast) -> None:
    interview = schedule(work_as, cast, appointment=Appointment("2027-03-28T01:30", "Europe/London", 30))
    assert interview.wall_start == "2027-03-28T01:30"
    assert interview.starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert wall(interview.starts_at) == "2027-03-28T01:30"
