"""Handoffs: claiming what is due, and saying how it went.

Claims are bare UPDATEs that name the state they expect. Leases and back-off run on the database's clock, so that two
machines with different clocks cannot both hold one. The attempt is counted when somebody takes the handoff up: work that
kills its process counts, and a ring that nobody answers does not.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from relay.store.ledger import OPEN, STUCK, Handoff, HandoffState, database_now
from relay.store.store import Store
from relay.store.work import Work

LEASE = timedelta(seconds=15)
MOST_ATTEMPTS = 8
WAITING = (HandoffState.DUE, HandoffState.LEASED)


def claim(store: Store, most: int = 50, lease: timedelta = LEASE) -> Sequence[UUID]:
    """Take up due handoffs, oldest first, for work that begins now; two claimers never get the same one."""
    with store.gate() as session:
        now = database_now(session)
        ids = due(session, now, most)
        if ids:
            session.execute(
                sa.update(Handoff)
                .where(Handoff.id.in_(ids))
                .values(state=HandoffState.LEASED, next_at=now + lease, attempts=Handoff.attempts + 1)
            )
    return ids


def claim_to_ring(store: Store, most: int = 50, lease: timedelta = LEASE) -> Sequence[UUID]:
    """Claim due handoffs, oldest first, to ring for them; each is due again after `lease`, unless somebody takes it up."""
    with store.gate() as session:
        now = database_now(session)
        ids = due(session, now, most)
        if ids:
            session.execute(
                sa.update(Handoff)
                .where(Handoff.id.in_(ids))
                .values(state=HandoffState.DUE, next_at=now + lease)
            )
    return ids


def due(session: Session, now: datetime, most: int) -> Sequence[UUID]:
    """Due handoffs, locked. One whose process died at the last attempt is marked failed instead."""
    session.execute(
        sa.update(Handoff)
        .where(
            OPEN,
            Handoff.state == HandoffState.LEASED,
            Handoff.next_at <= now,
            Handoff.attempts >= MOST_ATTEMPTS,
        )
        .values(state=HandoffState.FAILED, fault="interrupted")
    )
    return session.scalars(
        sa.select(Handoff.id)
        .where(OPEN, Handoff.next_at <= now)
        .order_by(Handoff.next_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()


def take_up(store: Store, handoff_id: UUID, lease: timedelta = LEASE) -> bool:
    """Take up a handoff that a bell rang for, for work that begins now. False where somebody else has, or it has to wait.

    A ring may be answered late and there may be several; one answer wins. What was only rung for is due within a lease.
    """
    with store.gate() as session:
        now = database_now(session)
        done = session.execute(
            sa.update(Handoff)
            .where(
                Handoff.id == handoff_id, Handoff.state == HandoffState.DUE, Handoff.next_at <= now + LEASE
            )
            .values(state=HandoffState.LEASED, next_at=now + lease, attempts=Handoff.attempts + 1)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it


def find(store: Store, handoff_id: UUID) -> Handoff | None:
    """The handoff as it stands."""
    with store.glance() as session:
        return session.get(Handoff, handoff_id)


def finish(work: Work, handoff_id: UUID) -> bool:
    """Mark the handoff done within the consumer's own transaction. False where somebody had done it already."""
    done = work.session.execute(
        sa.update(Handoff)
        .where(Handoff.id == handoff_id, Handoff.state.in_(WAITING))
        .values(state=HandoffState.DONE, done_at=work.now, fault=None)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it


def extend(work: Work, handoff_id: UUID, lease: timedelta) -> bool:
    """Hold the handoff for longer, because its work reaches out of the house. False where it is done already."""
    held = work.session.execute(
        sa.update(Handoff)
        .where(Handoff.id == handoff_id, Handoff.state.in_(WAITING))
        .values(state=HandoffState.LEASED, next_at=database_now(work.session) + lease)
    )
    return bool(held.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it


def postpone(work: Work, handoff_id: UUID, wait: timedelta) -> None:
    """Let the handoff rest for `wait`, because its time has not come yet; taking it up does not count as an attempt."""
    work.session.execute(
        sa.update(Handoff)
        .where(Handoff.id == handoff_id, Handoff.state.in_(WAITING))
        .values(
            state=HandoffState.DUE,
            next_at=database_now(work.session) + wait,
            attempts=Handoff.attempts - 1,
        )
    )


def free_leases(store: Store) -> None:
    """End every lease now. Only for a process that knows itself to be the only one, at its start."""
    with store.gate() as session:
        session.execute(
            sa.update(Handoff)
            .where(OPEN, Handoff.state == HandoffState.LEASED)
            .values(next_at=database_now(session))
        )


def put_off(store: Store, handoff_id: UUID, fault: str, wait: timedelta | None = None) -> None:
    """Let a failed attempt be tried again after `wait` or the usual back-off, or, after the last one, mark it failed.

    `fault` is the kind of error, never its text: an error's text can hold the words it stumbled over.
    """
    with store.gate() as session:
        row = session.get(Handoff, handoff_id, with_for_update=True)
        if row is None or row.state not in WAITING:
            return
        row.fault = fault
        row.state = HandoffState.FAILED if row.attempts >= MOST_ATTEMPTS else HandoffState.DUE
        row.next_at = database_now(session) + (wait or back_off(row.attempts))


def back_off(attempts: int) -> timedelta:
    """How long to wait after this many attempts: 1, 2, 4, ... seconds, at most ten minutes."""
    return timedelta(seconds=min(2 ** max(attempts - 1, 0), 600))


def redrive(store: Store, agency_id: UUID, handoff_id: UUID) -> bool:
    """Give a failed handoff of this agency another round of attempts. False where it is not failed."""
    with store.gate() as session:
        done = session.execute(
            sa.update(Handoff)
            .where(
                Handoff.id == handoff_id, Handoff.agency_id == agency_id, Handoff.state == HandoffState.FAILED
            )
            .values(state=HandoffState.DUE, attempts=0, next_at=database_now(session))
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it


def count_waiting(store: Store, older_than: timedelta = timedelta(0)) -> int:
    """How many handoffs have been due for longer than `older_than`."""
    with store.glance() as session:
        late = database_now(session) - older_than
        return session.execute(sa.select(sa.func.count()).where(OPEN, Handoff.next_at <= late)).scalar_one()


def count_failed(store: Store) -> int:
    """How many handoffs have used up their attempts."""
    with store.glance() as session:
        return session.execute(sa.select(sa.func.count()).select_from(Handoff).where(STUCK)).scalar_one()


def handoffs_of(store: Store, event_id: UUID) -> Sequence[Handoff]:
    """What was to be done about an event."""
    with store.glance() as session:
        return session.scalars(
            sa.select(Handoff).where(Handoff.event_id == event_id).order_by(Handoff.consumer)
        ).all()
