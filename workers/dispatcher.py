"""The dispatcher: takes due handoffs from the ledger and passes them on.

It is a loop of its own, not a job of the queue it feeds. Two or more may run: a claim skips what another holds. Passing on
means ringing a Dramatiq worker, or, with no Redis, calling the consumer in this process: one code path, two transports.
"""

import threading
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from uuid import UUID

from relay.logs import get_log
from relay.store.handoffs import claim, claim_to_ring
from relay.store.store import Store

log = get_log(__name__)
PAUSE = 0.5
AT_ONCE = 4


@dataclass(slots=True)
class Bell:
    """Wakes the loop before its pause is over, and stops it."""

    rung: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def ring(self, _handoffs: object = None) -> None:
        """Something is due."""
        self.rung.set()

    def stop(self) -> None:
        """No more rounds."""
        self.stopped.set()
        self.rung.set()

    def pause(self, seconds: float) -> None:
        """Wait until it rings, at most so long."""
        self.rung.wait(seconds)
        self.rung.clear()


def pass_on(store: Store, deliver: Callable[[UUID], None], bell: Bell, most: int = 200) -> None:
    """Claim and pass on until stopped. `deliver` returns at once; what nobody takes up is rung for again after the lease."""
    while not bell.stopped.is_set():
        try:
            ids = claim_to_ring(store, most)
            for handoff_id in ids:
                deliver(handoff_id)
        except Exception:
            log.exception("dispatcher round failed")
            ids = ()
        if len(ids) < most:
            bell.pause(PAUSE)


def work_in_process(store: Store, carry_out: Callable[[UUID], None], bell: Bell) -> None:
    """Claim no more than can be carried out now, in a few threads of this process, until stopped."""
    under_way: set[Future[None]] = set()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="consumer") as pool:
        while not bell.stopped.is_set():
            under_way = {future for future in under_way if not future.done()}
            free = AT_ONCE - len(under_way)
            try:
                ids = claim(store, free) if free else ()
            except Exception:
                log.exception("dispatcher round failed")
                ids = ()
            under_way |= {pool.submit(carry_out, handoff_id) for handoff_id in ids}
            if under_way and (ids or not free):
                wait(under_way, timeout=PAUSE, return_when=FIRST_COMPLETED)
            else:
                bell.pause(PAUSE)
