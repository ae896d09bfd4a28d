"""The unit of work: whoever opens it commits it, and nobody else.

Events that domain objects recorded are collected before each flush, over new and dirty rows, because afterwards
SQLAlchemy holds clean rows only weakly. They are written, with their handoffs, in the same transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from relay.domain.agency import Agency
from relay.domain.base import Base, Subject, Tenant, new_id
from relay.domain.errors import NotFoundError
from relay.domain.events import Event
from relay.domain.listeners import LISTENERS
from relay.store.ledger import ActorKind, EventRow, Handoff, HandoffState, database_now
from relay.store.tenancy import keep_to_agency
from relay.store.tombstones import keep_off_tombstones

Row = TypeVar("Row", bound=Base)
TenantRow = TypeVar("TenantRow", bound=Tenant)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of staff, a candidate, or the system by itself."""

    kind: ActorKind
    id: UUID | None = None


SYSTEM = Actor(ActorKind.SYSTEM)


@dataclass(slots=True)
class Work:
    """One transaction of one agency, by one actor, at one moment."""

    session: Session
    agency_id: UUID
    actor: Actor
    now: datetime
    rung: list[UUID] = field(default_factory=list)

    @property
    def person_id(self) -> UUID:
        """The id of the person who acts. Raises RuntimeError where nobody does."""
        if self.actor.id is None:
            raise RuntimeError("the system has no id")
        return self.actor.id

    @property
    def agency(self) -> Agency:
        """The agency whose work this is."""
        return self.session.get_one(Agency, self.agency_id)

    def get(self, kind: type[TenantRow], row_id: UUID) -> TenantRow:
        """The row with this id. Raises NotFoundError, the same for an unknown id and another agency's."""
        row = self.session.get(kind, {"agency_id": self.agency_id, "id": row_id})
        if row is None:
            raise NotFoundError(f"That {sa.inspect(kind).local_table.name.replace('_', ' ')}")
        return row

    def add(self, row: Row) -> Row:
        """Add a row and write it at once: inserts follow the order of the code, as the foreign keys need it."""
        self.session.add(row)
        self.session.flush()
        return row

    def add_all(self, rows: Sequence[Base]) -> None:
        """Add rows of one kind and write them at once."""
        self.session.add_all(rows)
        self.session.flush()

    def one(self, statement: sa.Select[Row]) -> Row | None:
        """The row that `statement` finds, or None."""
        return self.session.scalars(statement).one_or_none()

    def all(self, statement: sa.Select[Row]) -> Sequence[Row]:
        """The rows that `statement` finds."""
        return self.session.scalars(statement).all()

    def record(self, happening: Event, version: int) -> None:
        """Write an event that no domain object recorded: the subject has no row of its own, or a bare UPDATE moved it."""
        self.session.flush()
        write_events(self, [(version, happening)])


@contextmanager
def opened(session: Session, work: Work) -> Iterator[Work]:
    """Run the caller's block in one transaction: committed at its end, rolled back when it raises."""
    keep_to_agency(session, work.agency_id)
    keep_off_tombstones(session)
    collected: list[tuple[int, Event]] = []

    @event.listens_for(session, "before_flush")
    def collect(session: Session, _flush: object, _objects: Any) -> None:
        for row in (*session.new, *session.dirty):
            if isinstance(row, Subject | Agency):
                collected.extend(row.news)
                row.news.clear()

    @event.listens_for(session, "after_flush")
    def write(_session: Session, _flush: object) -> None:
        news, collected[:] = collected[:], []
        write_events(work, news)

    with session.begin():
        yield work


def write_events(work: Work, news: Sequence[tuple[int, Event]]) -> None:
    """Insert the event rows, and a handoff for each consumer that listens."""
    if not news:
        return
    rows = [event_row(work, version, happening) for version, happening in news]
    work.session.execute(sa.insert(EventRow), rows)
    calls = [
        (row["id"], consumer, happening.due)
        for row, (_, happening) in zip(rows, news, strict=True)
        for consumer in LISTENERS.get(type(happening), ())
    ]
    if calls:
        write_handoffs(work, calls)


def write_handoffs(work: Work, calls: Sequence[tuple[UUID, str, datetime | None]]) -> None:
    """Insert a handoff for each call of a consumer: due at once on the database's clock, or at the moment chosen."""
    now = database_now(work.session)
    handoffs = [
        handoff_row(work, event_id, consumer, max(due, now) if due else now)
        for event_id, consumer, due in calls
    ]
    work.session.execute(sa.insert(Handoff), handoffs)
    work.rung.extend(handoff["id"] for handoff in handoffs if handoff["next_at"] <= now)


def event_row(work: Work, version: int, happening: Event) -> dict[str, Any]:
    """The event as the ledger keeps it."""
    return {
        "agency_id": work.agency_id,
        "id": new_id(),
        "name": happening.name,
        "subject_kind": happening.subject_kind,
        "subject_id": happening.subject_id,
        "subject_version": version,
        "interview_id": happening.interview,
        "actor_kind": work.actor.kind,
        "actor_id": work.actor.id,
        "happened_at": work.now,
        "data": happening.data(),
    }


def handoff_row(work: Work, event_id: UUID, consumer: str, next_at: datetime) -> dict[str, Any]:
    """The handoff of an event to one consumer."""
    return {
        "id": new_id(),
        "agency_id": work.agency_id,
        "event_id": event_id,
        "consumer": consumer,
        "state": HandoffState.DUE,
        "next_at": next_at,
        "attempts": 0,
    }


def current_time() -> datetime:
    """The present moment, aware and in UTC."""
    return datetime.now(UTC)
