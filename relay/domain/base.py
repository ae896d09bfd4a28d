"""What every table shares: ids made here, one agency per row, a version that counts events.

Each tenant table has the primary key (agency_id, id), and each foreign key names both columns, so that a row cannot
point into another agency. Relationships are read-only views; rows are written by id.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, declared_attr, mapped_column
from uuid_utils.compat import uuid7

from relay.domain.errors import StaleError
from relay.domain.events import Event
from relay.domain.instant import Instant

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): sortable by time of making, so that indexes stay compact."""
    return uuid7()


def closed(kind: type[StrEnum]) -> sa.Enum:
    """A text column that holds the values of `kind` and, by a CHECK, nothing else."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False):
    """The declarative base. No generated `repr`: a row printed into a log would carry people's words along."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant}

    def __repr__(self) -> str:
        """The class and the id, never the content."""
        return f"<{type(self).__name__} {getattr(self, 'id', '?')}>"


class OfAgency(MappedAsDataclass, kw_only=True, repr=False, eq=False):
    """A row of exactly one agency. Sessions filter on this class, and row-level security covers its tables."""

    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), primary_key=True, sort_order=-2)


class Tenant(OfAgency, kw_only=True, repr=False, eq=False):
    """A row of an agency with an id of its own."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id, sort_order=-1)


class Subject(Tenant, kw_only=True, repr=False, eq=False):
    """A tenant row whose changes are told as events.

    `version` is the number of events recorded about it. It stands in the WHERE of every UPDATE, so a stale copy cannot
    overwrite a newer one, and an event's number within its subject has no gaps.
    """

    version: Mapped[int] = mapped_column(default=0, init=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - a class-level attribute for SQLAlchemy
        """Guard each UPDATE by the version that was read; the domain method that records the event raises it."""
        return {"version_id_col": cls.version, "version_id_generator": False}

    def record(self, event: Event) -> None:
        """Note that `event` happened to this row. The unit of work writes it in the same transaction."""
        self.version += 1
        self.news.append((self.version, event))

    @property
    def news(self) -> list[tuple[int, Event]]:
        """Events recorded and not yet written, each with its number within the subject."""
        news: list[tuple[int, Event]] = self.__dict__.setdefault("_news", [])
        return news


def refuse_stale(version: int, seen: int | None) -> None:
    """Refuse a change made over a row that has moved on since; `seen` is the version that the person was shown.

    None stands for a caller that shows nobody anything before it writes. Raises StaleError.
    """
    if seen is not None and seen != version:
        raise StaleError("Somebody changed this while you had it open. Compare, then save again.")


def found_by(*columns: str) -> sa.Index:
    """An index for rows that are looked up by these columns: every lookup names the agency first."""
    return sa.Index(None, "agency_id", *columns)


def within_agency(column: str, target: str, *, name: str | None = None) -> sa.ForeignKeyConstraint:
    """A foreign key that carries the agency along, so that it cannot leave it."""
    return sa.ForeignKeyConstraint(["agency_id", column], [f"{target}.agency_id", f"{target}.id"], name=name)
