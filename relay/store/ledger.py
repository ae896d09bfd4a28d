"""The ledger's own tables: what happened, and what is still to be done about it.

An event row and its handoffs are written in the transaction of the change they tell of. A handoff is one event to be
dealt with by one consumer, and it is never deleted.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from relay.domain.base import Base, Tenant, closed, new_id


class ActorKind(StrEnum):
    """Who did it."""

    STAFF = "staff"
    CANDIDATE = "candidate"
    CONTACT = "contact"
    SYSTEM = "system"


class EventRow(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One event. `subject_version` has no gaps within a subject; `data` holds ids and codes alone."""

    __tablename__ = "event"
    __table_args__ = (
        sa.UniqueConstraint("agency_id", "subject_kind", "subject_id", "subject_version"),
        sa.Index("ix_event_agency_interview", "agency_id", "interview_id"),
        sa.Index("ix_event_agency_name", "agency_id", "name", "happened_at"),
    )

    name: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    subject_version: Mapped[int]
    interview_id: Mapped[UUID | None] = mapped_column(default=None)
    actor_kind: Mapped[ActorKind] = mapped_column(closed(ActorKind))
    actor_id: Mapped[UUID | None] = mapped_column(default=None)
    happened_at: Mapped[datetime]
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class HandoffState(StrEnum):
    """How it stands."""

    DUE = "due"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


# What is still to be done. Written out in statements as in the index: a database that sees a parameter here cannot tell that the
# index holds all that is asked for, and reads through everything that was ever done instead.
OPEN = sa.text("handoff.state IN ('due', 'leased')")
STUCK = sa.text("handoff.state = 'failed'")


class Handoff(Base, kw_only=True, repr=False, eq=False):
    """One event for one consumer. `next_at` is when it may be claimed: its due time, the end of a lease or of a back-off.

    Outside row-level security: the dispatcher claims for all agencies, and learns the agency from the row.
    """

    __tablename__ = "handoff"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "consumer"),
        sa.Index(
            "ix_handoff_next_at",
            "next_at",
            postgresql_where=sa.text("state IN ('due', 'leased')"),
            sqlite_where=sa.text("state IN ('due', 'leased')"),
        ),
        sa.Index(
            "ix_handoff_failed",
            "agency_id",
            postgresql_where=sa.text("state = 'failed'"),
            sqlite_where=sa.text("state = 'failed'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    agency_id: Mapped[UUID]
    event_id: Mapped[UUID]
    consumer: Mapped[str]
    next_at: Mapped[datetime]
    state: Mapped[HandoffState] = mapped_column(closed(HandoffState), default=HandoffState.DUE)
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)


class Lease(Base, kw_only=True, repr=False, eq=False):
    """Who may do a thing that only one process does at a time, such as the clock's round."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]


def database_now(session: Session) -> datetime:
    """The database's clock. SQLite lives on this machine, so its clock is ours."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    moment: datetime = session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return moment.astimezone(UTC)
