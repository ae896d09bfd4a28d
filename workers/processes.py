"""The night shift as processes of their own: worker, dispatcher and clock, as many of each as one likes.

Each runs until it is told to stop, and finishes what it has in hand first.
"""

import signal
from functools import partial
from types import FrameType
from uuid import UUID

import dramatiq

from relay.config import Settings
from relay.logs import get_log
from relay.store.handoffs import take_up
from relay.store.store import Store
from workers.broker import make_broker, make_line, nobody
from workers.clock import keep_time
from workers.consumers import carry_out
from workers.dispatcher import Bell, pass_on, work_in_process
from workers.shift import Shift

log = get_log(__name__)
SHUTDOWN = 20_000


def stop_on_signal(bell: Bell) -> None:
    """Let SIGTERM and SIGINT end the loop instead of the process."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        bell.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def run_worker(settings: Settings, shift: Shift, threads: int) -> None:
    """Answer the doorbell until told to stop."""
    if settings.redis_url is None:
        raise SystemExit("A worker needs RELAY_REDIS_URL. Without Redis the dispatcher does the work itself.")
    line = make_line(make_broker(settings.redis_url), partial(answer, shift))
    worker = dramatiq.Worker(line.broker, worker_threads=threads)
    bell = Bell()
    stop_on_signal(bell)
    worker.start()
    log.info("worker started", threads=threads)
    bell.stopped.wait()
    worker.stop(timeout=SHUTDOWN)


def answer(shift: Shift, handoff_id: UUID) -> None:
    """Carry out a handoff that was rung for, unless somebody was faster."""
    if take_up(shift.store, handoff_id):
        carry_out(shift, handoff_id)


def run_dispatcher(settings: Settings, shift: Shift) -> None:
    """Claim and pass on until told to stop: to workers by Redis, or, without it, in this process."""
    bell = Bell()
    stop_on_signal(bell)
    log.info("dispatcher started", transport="redis" if settings.redis_url else "in process")
    if settings.redis_url is None:
        work_in_process(shift.store, partial(carry_out, shift), bell)
        return
    pass_on(shift.store, make_line(make_broker(settings.redis_url), nobody).ring, bell)


def run_clock(store: Store) -> None:
    """Make the clock's rounds until told to stop."""
    bell = Bell()
    stop_on_signal(bell)
    log.info("clock started")
    keep_time(store, bell)
