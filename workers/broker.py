"""The doorbell: Dramatiq on Redis, carrying nothing but the ids of handoffs.

Whatever Redis forgets, the ledger still knows, and the dispatcher rings again. So there are no retries, no delays and no
results here; the settings follow what was measured to recover from a worker or a Redis that dies or freezes.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import (
    Callbacks,
    CurrentMessage,
    Pipelines,
    Retries,
    ShutdownNotifications,
    TimeLimit,
)
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from relay.logs import get_log

log = get_log(__name__)
QUEUE = "handoffs"
TIME_LIMIT = 120_000
RING_SECONDS = 0.1
REST_SECONDS = 2.0

Answer = Callable[[UUID], None]


@dataclass(frozen=True, slots=True)
class Line:
    """The broker, and the one thing that is said on it: this handoff waits."""

    broker: RedisBroker
    handoff_waits: "dramatiq.Actor[[str], None]"

    def ring(self, handoff_id: UUID) -> None:
        """Have a worker take it up, whichever hears first."""
        self.handoff_waits.send(str(handoff_id))


def make_broker(url: str, *, patience: float = 10.0) -> RedisBroker:
    """A broker on the Redis at `url`; `patience` is how long one command may take, in seconds."""
    client = Redis.from_url(
        url,
        socket_timeout=patience,
        socket_connect_timeout=min(patience, 3.0),
        retry=Retry(NoBackoff(), 0),
        health_check_interval=15,
    )
    return RedisBroker(  # type: ignore[no-untyped-call]  # the library leaves its constructor untyped
        client=client,
        namespace="relay",
        heartbeat_timeout=30_000,
        maintenance_chance=100_000,
        dead_message_ttl=86_400_000,
        middleware=[
            TimeLimit(time_limit=TIME_LIMIT),
            ShutdownNotifications(),
            Callbacks(),
            Pipelines(),
            Retries(max_retries=0),
            CurrentMessage(),
        ],
    )


def make_line(broker: RedisBroker, answer: Answer) -> Line:
    """Say who answers on `broker`."""

    def handoff_waits(handoff_id: str) -> None:
        answer(UUID(handoff_id))

    return Line(broker, dramatiq.actor(broker=broker, queue_name=QUEUE)(handoff_waits))


def nobody(_handoff_id: UUID) -> None:
    """For a process that only rings: it has no worker to answer."""


@dataclass(slots=True)
class RedisDoorbell:
    """Rings after a commit, best effort: bounded to a tenth of a second, and resting a while after a failure."""

    line: Line
    rests_until: float = 0.0

    def __call__(self, handoffs: Sequence[UUID]) -> None:
        """Announce handoffs that have just become due."""
        if time.monotonic() < self.rests_until:
            return
        try:
            for handoff_id in handoffs:
                self.line.ring(handoff_id)
        except Exception:  # noqa: BLE001 - whatever a broken Redis raises, the change is committed and the dispatcher rings again
            self.rests_until = time.monotonic() + REST_SECONDS
            log.warning("doorbell rests", seconds=REST_SECONDS)


def redis_doorbell(url: str) -> RedisDoorbell:
    """The doorbell of a process that does not answer it itself."""
    return RedisDoorbell(make_line(make_broker(url, patience=RING_SECONDS), nobody))
