"""Two ways to the same consumers: threads of one process, and workers behind a Redis that forgets, blinks and stays away."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

import dramatiq
import pytest
import redis
from sqlalchemy import select

from relay.domain.message import MessageVersion
from relay.store.handoffs import MOST_ATTEMPTS, claim_to_ring
from relay.store.ledger import Handoff, HandoffState
from relay.store.store import Store
from relay.store.work import Work
from tests.cast import Cast, PostBox, Story
from tests.servers.redis import RedisServer
from tests.stores import Database
from workers.broker import Line, RedisDoorbell, make_broker, make_line, nobody, redis_doorbell
from workers.clock import LEASE, agencies, make_round, take_lease
from workers.dispatcher import Bell, pass_on
from workers.embedded import start_embedded
from workers.processes import answer
from workers.shift import Shift

Handoffs = Callable[..., list[Handoff]]
Capture = Callable[[], UUID]


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Return once it is so; fail where it is not so after half a minute."""
    for _ in range(1500):
        if true():
            return
        threading.Event().wait(0.02)
    raise AssertionError(f"still not so: {what}")


def all_done(handoffs: Handoffs) -> bool:
    """Whether everything was dealt with, up to the message that was worded from the note."""
    rows = handoffs()
    return {"normalise_note", "compose_message"} <= {row.consumer for row in rows} and all(
        row.state is HandoffState.DONE for row in rows
    )


def versions(store: Store, cast: Cast) -> list[int]:
    with store.look(cast.agency.id) as work:
        return list(work.session.scalars(select(MessageVersion.number)).all())


class TestInProcess:
    """No Redis: what `relay up` runs."""

    @pytest.fixture
    def night(self, shift: Shift) -> Iterator[Bell]:
        bell = start_embedded(shift)
        yield bell
        bell.stop()
        for thread in threading.enumerate():
            if thread.name in ("dispatcher", "clock"):
                thread.join(20)

    def test_a_note_becomes_a_letter_and_a_mail_by_itself(
        self, night: Bell, story: Story, store: Store, cast: Cast, handoffs: Handoffs, post_box: PostBox
    ) -> None:
        story.carry_out_all = lambda: wait_until(
            lambda: all(row.state is HandoffState.DONE for row in handoffs()), "everything done"
        )
        story.relay()
        wait_until(lambda: len(post_box.envelopes) == 1, "the mail is there")
        assert versions(store, cast) == [1]

    def test_what_was_leased_when_the_process_died_is_done_when_it_is_back(
        self, shift: Shift, store: Store, capture: Capture, handoffs: Handoffs, request: pytest.FixtureRequest
    ) -> None:
        from relay.store.handoffs import claim  # noqa: PLC0415 - here alone somebody claims and dies

        capture()
        assert claim(store)
        request.getfixturevalue("night")
        wait_until(lambda: all_done(handoffs), "the lease did not stand in the way")
        assert [row.attempts for row in handoffs("normalise_note")] == [2]


class TestRedis:
    """A worker and a dispatcher on a real Redis and a real PostgreSQL, as separate processes would use them."""

    @pytest.fixture
    def database(self) -> Database:
        return "postgres"

    @pytest.fixture
    def forgetful(self, redis_url: str) -> Iterator[redis.Redis]:
        """The Redis of these tests, to be emptied."""
        with redis.Redis.from_url(redis_url) as client:
            client.flushdb()
            yield client
            client.flushdb()

    @pytest.fixture
    def run_worker(self, shift: Shift, redis_url: str) -> Iterator[Callable[[], None]]:
        """A function that starts a worker with four threads; it is stopped after the test."""
        workers: list[dramatiq.Worker] = []

        def run() -> None:
            line = make_line(make_broker(redis_url), partial(answer, shift))
            workers.append(dramatiq.Worker(line.broker, worker_threads=4, worker_timeout=100))
            workers[-1].start()

        yield run
        for worker in workers:
            worker.stop()
            worker.broker.close()

    @pytest.fixture
    def run_dispatcher(self, store: Store, redis_url: str) -> Iterator[Callable[[], None]]:
        """A function that starts a dispatcher; it is stopped after the test."""
        bell, threads = Bell(), list[threading.Thread]()

        def run() -> None:
            ring = make_line(make_broker(redis_url), nobody).ring
            threads.append(threading.Thread(target=pass_on, args=(store, ring, bell)))
            threads[-1].start()

        yield run
        bell.stop()
        for thread in threads:
            thread.join()

    def test_a_commit_rings_and_a_worker_answers(
        self,
        store: Store,
        cast: Cast,
        capture: Capture,
        handoffs: Handoffs,
        forgetful: redis.Redis,
        redis_url: str,
        run_worker: Callable[[], None],
        shift: Shift,
    ) -> None:
        store.doorbell = RedisDoorbell(make_line(make_broker(redis_url), nobody))
        run_worker()
        capture()
        wait_until(lambda: versions(store, cast) == [1], "done without a dispatcher")
        rung = handoffs("normalise_note") + handoffs("compose_message")
        assert {(row.state, row.attempts) for row in rung} == {(HandoffState.DONE, 1)}

    def test_what_redis_forgot_is_rung_for_again(
        self,
        store: Store,
        cast: Cast,
        capture: Capture,
        handoffs: Handoffs,
        forgetful: redis.Redis,
        redis_url: str,
        run_worker: Callable[[], None],
        run_dispatcher: Callable[[], None],
        let_leases_end: Callable[[], None],
    ) -> None:
        store.doorbell = redis_doorbell(redis_url)
        capture()
        line = make_line(make_broker(redis_url), nobody)
        for handoff_id in claim_to_ring(store):
            line.ring(handoff_id)
        assert forgetful.dbsize() > 0  # type: ignore[operator]  # redis-py's types say that it may be awaited
        forgetful.flushdb()
        let_leases_end()

        run_worker()
        run_dispatcher()
        wait_until(lambda: all_done(handoffs), "nothing was lost")
        assert versions(store, cast) == [1]

    def test_rung_for_again_and_again_it_is_done_once(
        self,
        store: Store,
        cast: Cast,
        capture: Capture,
        handoffs: Handoffs,
        forgetful: redis.Redis,
        redis_url: str,
        run_worker: Callable[[], None],
        run_dispatcher: Callable[[], None],
    ) -> None:
        capture()
        line = make_line(make_broker(redis_url), nobody)
        [note] = [row.id for row in handoffs("normalise_note")]
        for _ in range(20):
            line.ring(note)
        for _ in range(2):
            run_worker()
            run_dispatcher()
        wait_until(lambda: all_done(handoffs), "done")
        assert versions(store, cast) == [1]
        assert [row.attempts for row in handoffs("normalise_note")] == [1]

    def test_a_long_night_without_workers_uses_up_no_attempt(
        self,
        store: Store,
        capture: Capture,
        handoffs: Handoffs,
        forgetful: redis.Redis,
        redis_url: str,
        run_worker: Callable[[], None],
        run_dispatcher: Callable[[], None],
        let_leases_end: Callable[[], None],
    ) -> None:
        capture()
        line = make_line(make_broker(redis_url), nobody)
        for _ in range(2 * MOST_ATTEMPTS):
            for handoff_id in claim_to_ring(store):
                line.ring(handoff_id)
            let_leases_end()
        run_worker()
        run_dispatcher()
        wait_until(lambda: all_done(handoffs), "done in the morning")
        assert {row.attempts for row in handoffs()} == {1}


class TestRedisAway:
    """Redis dies, and comes back empty."""

    @pytest.fixture
    def database(self) -> Database:
        return "postgres"

    def test_people_work_on_and_nothing_is_lost(
        self,
        store: Store,
        cast: Cast,
        shift: Shift,
        capture: Capture,
        handoffs: Handoffs,
        make_redis_server: Callable[..., RedisServer],
        let_leases_end: Callable[[], None],
    ) -> None:
        server = make_redis_server()
        doorbell = redis_doorbell(server.url)
        store.doorbell = doorbell
        server.kill()
        notes = [capture() for _ in range(3)]
        assert doorbell.rests_until > 0
        assert len({*notes}) == 3
        assert len(handoffs("normalise_note")) == 3

        ring = make_line(make_broker(server.url), nobody).ring
        for handoff_id in claim_to_ring(store):
            with pytest.raises(redis.exceptions.ConnectionError):
                ring(handoff_id)
        server.start()
        let_leases_end()
        bell = Bell()
        dispatcher = threading.Thread(target=pass_on, args=(store, ring, bell))
        dispatcher.start()
        line = make_line(make_broker(server.url), partial(answer, shift))
        worker = dramatiq.Worker(line.broker, worker_threads=4, worker_timeout=100)
        worker.start()
        try:
            wait_until(lambda: all_done(handoffs), "all three notes were read")
        finally:
            bell.stop()
            dispatcher.join()
            worker.stop()
            line.broker.close()
        assert {row.fault for row in handoffs()} == {None}

    def test_a_bell_that_cannot_ring_rests_instead_of_trying_each_time(self) -> None:
        tries: list[UUID] = []

        class Broken(Line):
            def ring(self, handoff_id: UUID) -> None:
                tries.append(handoff_id)
                raise ConnectionError

        doorbell = RedisDoorbell(Broken(None, None))  # type: ignore[arg-type]
        one, two = UUID(int=1), UUID(int=2)
        doorbell([one, two])
        doorbell([two])
        assert tries == [one]
        doorbell.rests_until = 0.0
        doorbell([two])
        assert tries == [one, two]


class TestClock:
    """Any number of clocks may run, and one makes the round."""

    @pytest.fixture(params=["sqlite", "postgres"])
    def database(self, request: pytest.FixtureRequest) -> Database:
        kind: Database = request.param
        return kind

    def test_one_clock_makes_the_round_and_another_takes_over_when_it_is_gone(self, store: Store) -> None:
        assert take_lease(store, "first")
        assert take_lease(store, "first")
        assert not take_lease(store, "second")
        from relay.store.ledger import Lease  # noqa: PLC0415 - beside its one use

        with store.gate() as session:
            row = session.get_one(Lease, "clock")
            row.until -= LEASE
        assert take_lease(store, "second")
        assert not take_lease(store, "first")

    def test_a_fault_in_one_agency_does_not_stop_the_others(
        self, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[UUID] = []

        def break_down(work: Work) -> None:
            seen.append(work.agency_id)
            raise IndexError

        monkeypatch.setattr("workers.clock.mark_missed_promises", break_down)
        make_round(store)
        assert sorted(seen) == sorted(agencies(store)) == sorted([cast.agency.id, cast.other_agency.id])
