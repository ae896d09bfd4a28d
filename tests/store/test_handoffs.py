"""Handoffs: claimed by one, leased, put off, failed and given another round, on the database's own clock."""

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from relay.domain.base import new_id
from relay.store.handoffs import (
    MOST_ATTEMPTS,
    back_off,
    claim,
    claim_to_ring,
    count_failed,
    count_waiting,
    extend,
    find,
    finish,
    free_leases,
    put_off,
    redrive,
    take_up,
)
from relay.store.ledger import Handoff, HandoffState, database_now
from relay.store.store import Store

AGENCY = UUID("01900000-0000-7000-8000-00000000000a")
OTHER = UUID("01900000-0000-7000-8000-00000000000b")
AGO = timedelta(minutes=-1)


@pytest.fixture
def lay_down(store: Store) -> Callable[..., list[UUID]]:
    """A function that writes handoffs, due `after` from now."""

    def lay(count: int = 1, after: timedelta = AGO, **values: object) -> list[UUID]:
        with store.gate() as session:
            rows = [
                Handoff(
                    agency_id=AGENCY,
                    event_id=new_id(),
                    consumer="normalise_note",
                    next_at=database_now(session) + after,
                    **values,  # type: ignore[arg-type]
                )
                for _ in range(count)
            ]
            session.add_all(rows)
            return [row.id for row in rows]

    return lay


def stand(store: Store, handoff_id: UUID) -> Handoff:
    row = find(store, handoff_id)
    assert row is not None
    return row


def let_time_pass(store: Store, handoff_id: UUID) -> None:
    """What an hour would do to a lease or a back-off."""
    with store.gate() as session:
        session.execute(
            sa.update(Handoff)
            .where(Handoff.id == handoff_id)
            .values(next_at=database_now(session) - timedelta(seconds=1))
        )


def test_eight_claimers_never_get_the_same_one(store: Store, lay_down: Callable[..., list[UUID]]) -> None:
    laid = lay_down(200)
    got: list[UUID] = []

    def take() -> None:
        while ids := claim(store, 7):
            got.extend(ids)

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted(laid)


def test_the_oldest_comes_first_and_what_lies_ahead_waits(
    store: Store, lay_down: Callable[..., list[UUID]]
) -> None:
    [young] = lay_down(after=timedelta(seconds=-5))
    [old] = lay_down(after=timedelta(seconds=-50))
    [ahead] = lay_down(after=timedelta(hours=1))
    assert claim(store, 1) == [old]
    assert claim(store) == [young]
    assert claim(store) == []
    assert not take_up(store, ahead)
    assert stand(store, ahead).attempts == 0


def test_a_lease_keeps_others_away_until_it_ends(store: Store, lay_down: Callable[..., list[UUID]]) -> None:
    [laid] = lay_down()
    assert claim(store) == [laid]
    assert (stand(store, laid).state, stand(store, laid).attempts) == (HandoffState.LEASED, 1)
    assert claim(store) == []
    assert not take_up(store, laid)
    let_time_pass(store, laid)
    assert claim(store) == [laid]
    assert stand(store, laid).attempts == 2


def test_a_lease_is_counted_on_the_databases_clock(store: Store, lay_down: Callable[..., list[UUID]]) -> None:
    [laid] = lay_down()
    store.now = lambda: datetime(2001, 1, 1, tzinfo=UTC)
    assert claim(store, lease=timedelta(minutes=5)) == [laid]
    with store.gate() as session:
        now = database_now(session)
    assert timedelta(minutes=4) < stand(store, laid).next_at - now <= timedelta(minutes=5)


def test_rings_that_nobody_answers_use_up_no_attempt(
    store: Store, lay_down: Callable[..., list[UUID]]
) -> None:
    [laid] = lay_down()
    for _ in range(3 * MOST_ATTEMPTS):
        assert claim_to_ring(store) == [laid]
        assert claim_to_ring(store) == []
        let_time_pass(store, laid)
    assert (stand(store, laid).state, stand(store, laid).attempts) == (HandoffState.DUE, 0)


def test_of_many_answers_to_many_rings_one_takes_it_up(
    store: Store, lay_down: Callable[..., list[UUID]]
) -> None:
    [laid] = lay_down()
    assert claim_to_ring(store) == [laid]
    won: list[bool] = []
    threads = [threading.Thread(target=lambda: won.append(take_up(store, laid))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won.count(True) == 1
    assert stand(store, laid).attempts == 1


def test_a_late_answer_does_not_cut_a_long_wait_short(
    store: Store, lay_down: Callable[..., list[UUID]]
) -> None:
    [laid] = lay_down()
    claim(store)
    put_off(store, laid, "451", timedelta(minutes=5))
    assert not take_up(store, laid)


def test_waits_grow_and_the_last_attempt_fails_for_all_to_see(
    store: Store, lay_down: Callable[..., list[UUID]]
) -> None:
    [laid] = lay_down()
    waits = []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert claim(store) == [laid]
        put_off(store, laid, "ValueError")
        row = stand(store, laid)
        with store.gate() as session:
            waits.append(round((row.next_at - database_now(session)).total_seconds()))
        assert row.state is (HandoffState.FAILED if attempt == MOST_ATTEMPTS else HandoffState.DUE)
        if row.state is HandoffState.DUE:
            assert claim(store) == []
            let_time_pass(store, laid)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert (stand(store, laid).fault, count_failed(store)) == ("ValueError", 1)
    let_time_pass(store, laid)
    assert claim(store) == []
    assert back_off(40) == timedelta(minutes=10)


def test_work_that_kills_its_process_each_time_is_given_up_too(
    store: Store, lay_down: Callable[..., list[UUID]]
) -> None:
    [laid] = lay_down()
    for _ in range(MOST_ATTEMPTS):
        assert claim(store) == [laid]
        free_leases(store)  # what `relay up` does when it starts again
    assert claim(store) == []
    row = stand(store, laid)
    assert (row.state, row.fault, row.attempts) == (HandoffState.FAILED, "interrupted", MOST_ATTEMPTS)


def test_a_failed_one_gets_another_round_at_its_own_agencys_word(
    store: Store, lay_down: Callable[..., list[UUID]]
) -> None:
    [laid] = lay_down(state=HandoffState.FAILED, attempts=MOST_ATTEMPTS)
    assert not redrive(store, OTHER, laid)
    assert redrive(store, AGENCY, laid)
    assert not redrive(store, AGENCY, laid)
    assert claim(store) == [laid]
    assert stand(store, laid).attempts == 1


def test_done_is_done_once_and_for_all(store: Store, lay_down: Callable[..., list[UUID]]) -> None:
    [laid] = lay_down()
    claim(store)
    with store.work(AGENCY) as work:
        assert finish(work, laid)
        assert not finish(work, laid)
    with store.work(AGENCY) as work:
        assert not finish(work, laid)
        assert not extend(work, laid, timedelta(minutes=3))
    put_off(store, laid, "late")
    assert not redrive(store, AGENCY, laid)
    let_time_pass(store, laid)
    assert claim(store) == []
    assert stand(store, laid).state is HandoffState.DONE
    assert stand(store, laid).done_at is not None


def test_marking_it_done_is_undone_with_the_work_that_failed(
    store: Store, lay_down: Callable[..., list[UUID]]
) -> None:
    [laid] = lay_down()
    claim(store)
    with pytest.raises(ZeroDivisionError), store.work(AGENCY) as work:  # noqa: PT012
        assert finish(work, laid)
        raise ZeroDivisionError
    assert stand(store, laid).state is HandoffState.LEASED


def test_of_two_that_finish_at_once_one_is_told_no(store: Store, lay_down: Callable[..., list[UUID]]) -> None:
    [laid] = lay_down()
    claim(store)
    results: list[bool] = []
    together = threading.Barrier(2)

    def end() -> None:
        together.wait()
        with store.work(AGENCY) as work:
            results.append(finish(work, laid))

    threads = [threading.Thread(target=end) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, True]


def test_a_lease_can_be_made_longer_while_a_mail_server_talks(
    store: Store, lay_down: Callable[..., list[UUID]]
) -> None:
    [laid] = lay_down()
    claim(store)
    with store.work(AGENCY) as work:
        assert extend(work, laid, timedelta(minutes=3))
    with store.gate() as session:
        assert stand(store, laid).next_at - database_now(session) > timedelta(minutes=2)


def test_what_waits_and_for_how_long_is_counted(store: Store, lay_down: Callable[..., list[UUID]]) -> None:
    lay_down(3, after=timedelta(minutes=-5))
    lay_down(2, after=timedelta(seconds=-5))
    lay_down(4, after=timedelta(hours=1))
    lay_down(1, state=HandoffState.DONE)
    assert count_waiting(store) == 5
    assert count_waiting(store, timedelta(minutes=1)) == 3
    assert count_failed(store) == 0


def test_what_was_done_long_ago_is_not_read_again(store: Store, lay_down: Callable[..., list[UUID]]) -> None:
    """A house of many years has few open handoffs among millions: each look goes by the index that holds the open ones alone."""
    lay_down(2)
    lay_down(2, state=HandoffState.FAILED)
    looks: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        looks.append((statement, values))

    sa.event.listen(sa.Engine, "before_cursor_execute", keep)
    claim(store)
    free_leases(store)
    count_waiting(store)
    count_failed(store)
    sa.event.remove(sa.Engine, "before_cursor_execute", keep)

    asked = [(sql, values) for sql, values in looks if "handoff.state" in sql]
    assert len(asked) == 5
    for sql, values in asked:
        assert re.search(r"ix_handoff_(next_at|failed)", plan_of(store, sql, values)), sql


def plan_of(store: Store, statement: str, values: Any) -> str:
    """How the database would go about a statement if its tables were too large to be read through."""
    explain = "EXPLAIN QUERY PLAN " if store.writer.dialect.name == "sqlite" else "EXPLAIN "
    with store.writer.connect() as connection:
        if store.writer.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return str(connection.exec_driver_sql(explain + statement, values).all())
