"""The promise clock: close, passed, a new time, and silence that is told honestly."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.errors import InvalidError, MoveError
from relay.domain.note import Note
from relay.domain.promise import Promise, PromiseState
from relay.journey import promising, registering, scheduling
from relay.store.store import Store
from tests.cast import Cast, PostBox, Story
from tests.journey.conftest import As

Let = Callable[[timedelta], None]
Told = Callable[[UUID], list[str]]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def go_to(store: Store, let: Let) -> Callable[[datetime], None]:
    """A function that lets time pass until a moment."""

    def until(moment: datetime) -> None:
        let(moment - store.now())

    return until


@pytest.fixture
def round_of_the_clock(store: Store, cast: Cast, carry_out_all: Callable[[], None]) -> Callable[[], None]:
    """A function that does what falls due by itself, and what follows from it."""

    def once() -> None:
        with store.work(cast.agency.id) as work:
            promising.warn_of_promises(work)
            promising.mark_missed_promises(work)
            promising.name_new_times(work)
        carry_out_all()

    return once


def promise(store: Store, cast: Cast) -> Promise:
    with store.look(cast.agency.id) as work:
        return work.session.scalars(select(Promise).where(Promise.interview_id == cast.interview.id)).one()


def test_the_recruiter_is_told_once_when_a_promise_is_close(
    store: Store,
    cast: Cast,
    go_to: Callable[[datetime], None],
    round_of_the_clock: Callable[[], None],
    told: Told,
) -> None:
    made = promise(store, cast)
    assert made.risk_at is not None
    go_to(made.risk_at - MINUTE)
    round_of_the_clock()
    assert not promise(store, cast).at_risk
    go_to(made.risk_at + MINUTE)
    round_of_the_clock()
    round_of_the_clock()
    assert promise(store, cast).at_risk
    assert told(made.id) == ["promise.at_risk"]


def test_a_promise_is_missed_when_its_moment_passed_and_not_before(
    store: Store,
    cast: Cast,
    go_to: Callable[[datetime], None],
    round_of_the_clock: Callable[[], None],
    told: Told,
    post_box: PostBox,
) -> None:
    made = promise(store, cast)
    go_to(made.due_at - MINUTE)
    round_of_the_clock()
    assert promise(store, cast).state is PromiseState.OPEN
    go_to(made.due_at + MINUTE)
    round_of_the_clock()
    round_of_the_clock()
    assert promise(store, cast).state is PromiseState.MISSED
    assert told(made.id) == ["promise.at_risk", "promise.missed"]
    assert [(mail.address, mail.subject) for mail in post_box.envelopes] == [
        (cast.priya.email, "We owe you word")
    ]


def test_after_the_grace_the_policy_names_a_new_time_and_the_candidate_is_told(
    store: Store,
    cast: Cast,
    go_to: Callable[[datetime], None],
    round_of_the_clock: Callable[[], None],
    post_box: PostBox,
) -> None:
    go_to(promise(store, cast).due_at + MINUTE)
    round_of_the_clock()
    settle_at = promise(store, cast).settle_at
    assert settle_at is not None
    go_to(settle_at - MINUTE)
    round_of_the_clock()
    assert promise(store, cast).new_due_at is None
    go_to(settle_at + MINUTE)
    round_of_the_clock()
    round_of_the_clock()
    known = promise(store, cast)
    assert known.new_due_at == cast.agency.calendar.days_after(settle_at, cast.agency.promise_days)
    assert known.expected_at == known.new_due_at
    assert [mail.subject for mail in post_box.envelopes] == ["We owe you word", "A new time to hear from us"]


def test_a_recruiter_names_the_new_time_first(
    store: Store,
    cast: Cast,
    work_as: As,
    go_to: Callable[[datetime], None],
    round_of_the_clock: Callable[[], None],
    post_box: PostBox,
) -> None:
    with pytest.raises(MoveError), work_as(cast.alice) as work:
        promising.name_new_time(work, cast.interview.id, "2099-01-01T12:00")
    due_at = promise(store, cast).due_at
    go_to(due_at + MINUTE)
    round_of_the_clock()
    for wall in ("2020-01-01T12:00", "soon", "", "2099-01-01T12:00+05:00", "9999-12-31T23:59"):
        with pytest.raises(InvalidError) as refusal, work_as(cast.alice) as work:
            promising.name_new_time(work, cast.interview.id, wall)
        assert refusal.value.field == "wall"
    later = (due_at + timedelta(days=2)).replace(tzinfo=None).isoformat(timespec="minutes")
    with work_as(cast.alice) as work:
        promising.name_new_time(work, cast.interview.id, later)
    go_to(due_at + timedelta(days=1))
    round_of_the_clock()
    assert [mail.subject for mail in post_box.envelopes] == ["We owe you word", "A new time to hear from us"]


def test_silence_past_the_second_time_is_told_honestly_once_a_person_approves(
    store: Store,
    cast: Cast,
    go_to: Callable[[datetime], None],
    round_of_the_clock: Callable[[], None],
    story: Story,
) -> None:
    for _ in range(2):
        go_to(promise(store, cast).expected_at + MINUTE)
        round_of_the_clock()
        settle_at = promise(store, cast).settle_at
        assert settle_at is not None
        go_to(settle_at + MINUTE)
        round_of_the_clock()
    message, version = story.message()
    assert message.relayed_number is None
    assert "Northwind Logistics" in " ".join(sentence.text for sentence in version.sentences)
    with store.look(cast.agency.id) as work:
        assert work.all(select(Note)) == []


def test_word_after_a_miss_ends_the_waiting(
    store: Store,
    cast: Cast,
    go_to: Callable[[datetime], None],
    round_of_the_clock: Callable[[], None],
    story: Story,
    post_box: PostBox,
) -> None:
    go_to(promise(store, cast).due_at + MINUTE)
    round_of_the_clock()
    story.relay()
    go_to(store.now() + timedelta(days=20))
    round_of_the_clock()
    settled = promise(store, cast)
    assert (settled.state, settled.settle_at, settled.new_due_at) == (PromiseState.MISSED, None, None)
    assert [mail.subject for mail in post_box.envelopes] == [
        "We owe you word",
        "Something is waiting for you",
    ]


def test_a_jobs_own_promise_rules_before_the_clients_and_the_agencys(work_as: As, cast: Cast) -> None:
    ends_at = datetime.fromisoformat("2026-11-24T15:00:00+00:00")
    calendar = cast.agency.calendar
    with work_as(cast.alice) as work:
        job = work.get(type(cast.job), cast.job.id)
        assert scheduling.promised_instant(work, job, ends_at) == calendar.days_after(ends_at, 3)
        registering.set_client_terms(work, cast.client.id, promise_days=5, owner_id=None)
        assert scheduling.promised_instant(work, job, ends_at) == calendar.days_after(ends_at, 5)
        registering.set_job_terms(work, cast.job.id, promise_days=1)
        assert scheduling.promised_instant(work, job, ends_at) == calendar.days_after(ends_at, 1)
    for days in (0, 31):
        with pytest.raises(InvalidError), work_as(cast.alice) as work:
            registering.set_job_terms(work, cast.job.id, promise_days=days)
