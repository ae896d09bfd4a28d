"""Coverage is computed from events: the same question about a moment past gets the answer that stood then."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select

from relay.domain.action import ActionState
from relay.domain.interview import Interview
from relay.domain.letter import Letter, LetterItem
from relay.domain.request import RequestChannel
from relay.journey import acting, asking, capturing, promising, reading, registering, relaying, scheduling
from relay.reports.behind import Which, behind
from relay.reports.coverage import Coverage, coverage
from relay.reports.trails import Scope, Step
from relay.store.store import Store
from relay.store.wordings import find_message
from relay.store.work import SYSTEM
from relay.vocabulary import NoteSource, ParagraphRole
from tests.cast import Cast, Story, wall

Hold = Callable[..., Interview]
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """The business clock of the test's store."""

    now: datetime


@pytest.fixture
def clock(store: Store, cast: Cast) -> Clock:
    """A clock that stands at Monday 2 March 2026, 09:00 in London, until a test moves it."""
    clock = Clock(MONDAY)
    store.now = lambda: clock.now
    return clock


@pytest.fixture
def hold(store: Store, cast: Cast, clock: Clock) -> Hold:
    """A function that schedules an interview of an hour from `starts_at` on, and says that it took place."""

    def hold_interview(starts_at: datetime, *, job_id: UUID | None = None) -> Interview:
        clock.now = starts_at - timedelta(days=1)
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            interview = scheduling.schedule_interview(
                work,
                candidate_id=cast.priya.id,
                job_id=job_id or cast.job.id,
                recruiter_id=cast.alice.id,
                stage="first interview",
                appointment=scheduling.Appointment(wall(starts_at), "UTC", 60),
            )
        clock.now = starts_at + timedelta(hours=1)
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            scheduling.record_took_place(work, interview.id)
        return interview

    return hold_interview


def ask(store: Store, cast: Cast, scope: Scope | None = None, at: datetime | None = None) -> Coverage:
    """Coverage as the manager asks for it, of March 2026 by default."""
    with store.look(cast.agency.id, cast.act_as(cast.bob)) as work:
        return coverage(work, scope or Scope(date(2026, 3, 1), date(2026, 3, 31)), at)


def counts(found: Coverage) -> dict[str, int]:
    """The chain as counts."""
    return {figures.step.value: figures.count for figures in found.whole.steps}


def test_an_interview_that_nobody_spoke_of_counts_nowhere_but_is_named(store: Store, cast: Cast) -> None:
    found = ask(store, cast, Scope())

    assert found.whole.held == 0
    assert found.unconfirmed == 1
    assert found.whole.of(Step.RELAYED).share is None


def test_cancelled_and_missed_interviews_are_not_in_the_denominator(
    store: Store, cast: Cast, hold: Hold, clock: Clock
) -> None:
    hold(MONDAY)
    for step in (scheduling.cancel_interview, scheduling.record_no_show):
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            interview = scheduling.schedule_interview(
                work,
                candidate_id=cast.priya.id,
                job_id=cast.job.id,
                recruiter_id=cast.alice.id,
                stage="first interview",
                appointment=scheduling.Appointment(wall(clock.now - timedelta(minutes=30)), "UTC", 30),
            )
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            step(work, interview.id)

    found = ask(store, cast)

    assert (found.whole.held, found.unconfirmed) == (1, 0)


def test_an_interview_that_lies_ahead_is_in_no_figure(store: Store, cast: Cast, clock: Clock) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="first interview",
            appointment=scheduling.Appointment(wall(MONDAY + timedelta(days=1)), "UTC", 60),
        )

    found = ask(store, cast)

    assert (found.whole.held, found.unconfirmed) == (0, 0)


def test_feedback_that_arrives_unasked_counts_as_received(
    store: Store, cast: Cast, hold: Hold, clock: Clock
) -> None:
    interview = hold(MONDAY)
    clock.now = MONDAY + timedelta(hours=5)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        capturing.capture_note(
            work, interview.id, capturing.NoteForm("Clear.", NoteSource.CALL, quoted=False)
        )

    found = ask(store, cast)

    assert counts(found) == {
        "interview": 1,
        "asked": 0,
        "received": 1,
        "relayed": 0,
        "opened": 0,
        "acknowledged": 0,
        "acted": 0,
    }
    received = found.whole.of(Step.RECEIVED)
    assert received.after_interview == timedelta(hours=4)
    assert received.after_previous is None, "it was never asked for, so there is no time since asking"


def test_the_whole_chain_is_counted_and_timed(
    store: Store, cast: Cast, story: Story, clock: Clock, hold: Hold
) -> None:
    interview, letter = walk(store, cast, story, clock, hold)

    found = ask(store, cast, Scope())

    assert all(count == 1 for count in counts(found).values()), counts(found)
    times = {figures.step: figures.after_previous for figures in found.whole.steps}
    assert times[Step.RECEIVED] == timedelta(hours=2)
    assert times[Step.OPENED] == timedelta(hours=3)
    assert times[Step.ACKNOWLEDGED] == timedelta(minutes=10)
    assert times[Step.ACTED] == timedelta(days=2)
    assert found.whole.of(Step.RELAYED).after_interview == letter.released_at - interview.ends_at
    assert found.whole.promises.kept == 1
    assert found.whole.promises.kept_share == 1.0


def walk(store: Store, cast: Cast, story: Story, clock: Clock, hold: Hold) -> tuple[Interview, Letter]:
    """An interview from asking to acting: two hours to the note, three to opening, two days to practice."""
    interview = hold(MONDAY)
    clock.now = start = interview.ends_at + timedelta(minutes=30)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        asking.record_request(work, interview.id, contact_id=cast.tom.id, channel=RequestChannel.EMAIL)
    clock.now = start + timedelta(hours=2)
    story = Story(store, replace(cast, interview=interview), story.carry_out_all)
    letter = story.relay()
    priya = cast.act_as(cast.priya)
    clock.now = start + timedelta(hours=5)
    with store.work(cast.agency.id, priya) as work:
        reading.open_message(work, letter.id)
    clock.now += timedelta(minutes=10)
    with store.work(cast.agency.id, priya) as work:
        reading.acknowledge_message(work, letter.id, text_hash=letter.text_hash)
        items = work.all(select(LetterItem).where(LetterItem.letter_id == letter.id))
        item = next(item for item in items if item.role is ParagraphRole.IMPROVEMENT)
        action = acting.commit_to_action(
            work, what="Bring figures", due_on=clock.now.date() + timedelta(days=3), letter_item_id=item.id
        )
    clock.now += timedelta(days=2)
    with store.work(cast.agency.id, priya) as work:
        acting.move_action(work, action.id, ActionState.PRACTISED)
    return interview, letter


def test_a_moment_past_gets_the_answer_that_stood_then(
    store: Store, cast: Cast, story: Story, clock: Clock, hold: Hold
) -> None:
    _, letter = walk(store, cast, story, clock, hold)

    before = ask(store, cast, Scope(), letter.released_at - timedelta(minutes=1))
    after = ask(store, cast, Scope(), letter.released_at + timedelta(minutes=1))

    assert counts(before)["asked"] == 1
    assert counts(before)["relayed"] == 0
    assert (counts(after)["relayed"], counts(after)["opened"]) == (1, 0)
    assert before.whole.promises.open == 1


def test_a_withdrawn_letter_counts_no_more_nor_what_followed_from_it(
    store: Store, cast: Cast, story: Story, clock: Clock, hold: Hold
) -> None:
    interview, _ = walk(store, cast, story, clock, hold)
    clock.now += timedelta(hours=1)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        message = find_message(work, interview.id)
        assert message is not None
        relaying.withdraw_letter(work, message.id)

    found = ask(store, cast, Scope())

    assert counts(found)["received"] == 1
    assert {counts(found)[step] for step in ("relayed", "opened", "acknowledged", "acted")} == {0}
    assert found.whole.waiting == 1


def test_a_promise_is_missed_once_its_time_has_passed_even_before_the_clock_says_so(
    store: Store, cast: Cast, hold: Hold, clock: Clock
) -> None:
    hold(MONDAY)
    clock.now = MONDAY + timedelta(days=10)

    unmarked = ask(store, cast)
    with store.work(cast.agency.id, SYSTEM) as work:
        promising.mark_missed_promises(work)
    marked = ask(store, cast)

    assert unmarked.whole.promises.missed == marked.whole.promises.missed == 1
    assert ask(store, cast, at=MONDAY + timedelta(days=1)).whole.promises.open == 1


def test_an_interview_belongs_to_the_week_in_which_it_began_on_the_agencys_clocks(
    store: Store, cast: Cast, hold: Hold
) -> None:
    # 23:30 UTC on Sunday 29 March 2026 is 00:30 on Monday in London: summer time began that night.
    hold(datetime(2026, 3, 29, 23, 30, tzinfo=UTC))

    sunday = ask(store, cast, Scope(date(2026, 3, 29), date(2026, 3, 29)))
    monday = ask(store, cast, Scope(date(2026, 3, 30), date(2026, 3, 30)))

    assert sunday.whole.held == 0
    assert monday.whole.held == 1
    assert [part.key for part in monday.by_week] == [date(2026, 3, 30)]


def test_it_can_be_narrowed_to_a_client_a_recruiter_and_a_job(store: Store, cast: Cast, hold: Hold) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        other = registering.add_client(work, name="Arkwright")
        job = registering.add_job(work, other.id, title="Buyer")
    hold(MONDAY)
    hold(MONDAY + timedelta(days=1), job_id=job.id)
    march = Scope(date(2026, 3, 1), date(2026, 3, 31))

    assert [part.label for part in ask(store, cast, march).by_client] == ["Arkwright", "Northwind Logistics"]
    assert ask(store, cast, replace(march, client_id=other.id)).whole.held == 1
    assert ask(store, cast, replace(march, job_id=cast.job.id)).whole.held == 1
    assert ask(store, cast, replace(march, recruiter_id=cast.alice.id)).whole.held == 2
    assert ask(store, cast, replace(march, recruiter_id=cast.bob.id)).whole.held == 0
    assert ask(store, cast, replace(march, client_id=uuid4())).whole.held == 0


def test_another_agency_sees_nothing_of_it(store: Store, cast: Cast, hold: Hold) -> None:
    hold(MONDAY)

    with store.look(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        found = coverage(work, Scope())
        named = coverage(work, Scope(client_id=cast.client.id))
        listed = behind(work, Scope(), Which.INTERVIEW)

    assert (found.whole.held, found.unconfirmed, found.by_client) == (0, 0, ())
    assert named.whole.held == 0
    assert listed.total == 0


def test_the_list_behind_each_figure_holds_as_many_interviews_as_the_figure_says(
    store: Store, cast: Cast, story: Story, clock: Clock, hold: Hold
) -> None:
    walk(store, cast, story, clock, hold)
    for week in range(1, 4):
        hold(MONDAY + timedelta(weeks=week))
    found = ask(store, cast, Scope())

    with store.look(cast.agency.id, cast.act_as(cast.bob)) as work:
        for figures in found.whole.steps:
            assert behind(work, Scope(), Which(figures.step)).total == figures.count
            left = behind(work, Scope(), Which(figures.step), without=True).total
            assert left == found.whole.held - figures.count
        assert behind(work, Scope(), Which.WAITING).total == found.whole.waiting == 3
        assert behind(work, Scope(), Which.KEPT).total == found.whole.promises.kept
        assert behind(work, Scope(), Which.MISSED).total == found.whole.promises.missed


def test_who_waits_longest_comes_first_by_the_oldest_promise(
    store: Store, cast: Cast, clock: Clock, hold: Hold
) -> None:
    late = hold(MONDAY + timedelta(days=3))
    early = hold(MONDAY)
    clock.now = MONDAY + timedelta(days=20)

    with store.look(cast.agency.id, cast.act_as(cast.bob)) as work:
        found = behind(work, Scope(date(2026, 3, 1), date(2026, 3, 31)), Which.WAITING)
        second = behind(work, Scope(date(2026, 3, 1), date(2026, 3, 31)), Which.WAITING, first=1, most=1)

    assert [line.trail.interview_id for line in found.lines] == [early.id, late.id]
    assert [line.trail.interview_id for line in second.lines] == [late.id]
    assert found.lines[0].candidate == "Priya Nair"


def test_a_hundred_interviews_take_no_more_statements_than_one(store: Store, cast: Cast, hold: Hold) -> None:
    hold(MONDAY)
    few = statements(store, cast)
    for day in range(1, 20):
        hold(MONDAY + timedelta(days=day))

    assert statements(store, cast) == few


def statements(store: Store, cast: Cast) -> int:
    """How many statements coverage sends to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(store.reader, "before_cursor_execute", note)
    try:
        ask(store, cast)
    finally:
        event.remove(store.reader, "before_cursor_execute", note)
    assert sent
    return len(sent)
