"""Readings: what the engine made of a note, and what people decided about it.

What was read is immutable; rulings stand beside it in rows of their own. A point or run that a person marked `by_hand` joins the
reading and is no more changed than the others. The words of a point are cut out of the note by its offsets (half-open, in
code points), so they cannot drift from it.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain.base import Base, Tenant, closed, within_agency
from relay.domain.note import Note
from relay.vocabulary import Competency, Kind, Outcome, Reason


class Point(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One thing the note says. An unsure one is laid before the recruiter and tells nothing until they include it.

    One that was marked by hand and taken back since is none any more.
    """

    __tablename__ = "point"
    __table_args__ = (
        within_agency("reading_id", "reading"),
        sa.UniqueConstraint("agency_id", "reading_id", "place"),
    )

    reading_id: Mapped[UUID]
    place: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[Kind] = mapped_column(closed(Kind))
    competency: Mapped[Competency] = mapped_column(closed(Competency))
    specific: Mapped[bool]
    confidence: Mapped[float]
    sure: Mapped[bool]
    because: Mapped[str]
    follow_up: Mapped[str | None] = mapped_column(default=None)
    by_hand: Mapped[bool] = mapped_column(default=False)
    taken_back_at: Mapped[datetime | None] = mapped_column(default=None)


class WithheldRun(Tenant, Base, kw_only=True, repr=False, eq=False):
    """Words of the note that must not be passed on."""

    __tablename__ = "withheld_run"
    __table_args__ = (
        within_agency("reading_id", "reading"),
        sa.UniqueConstraint("agency_id", "reading_id", "place"),
    )

    reading_id: Mapped[UUID]
    place: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    reason: Mapped[Reason] = mapped_column(closed(Reason))
    because: Mapped[str]
    by_hand: Mapped[bool] = mapped_column(default=False)


class Reading(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One reading of one note by one version of the engine."""

    __tablename__ = "reading"
    __table_args__ = (within_agency("note_id", "note"), sa.UniqueConstraint("agency_id", "note_id", "engine"))

    note_id: Mapped[UUID]
    engine: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(closed(Outcome))
    vague: Mapped[bool]
    read_at: Mapped[datetime]

    note: Mapped[Note] = relationship(viewonly=True, init=False)
    points: Mapped[list[Point]] = relationship(viewonly=True, init=False, order_by=Point.place)
    withheld: Mapped[list[WithheldRun]] = relationship(viewonly=True, init=False, order_by=WithheldRun.place)


class Ruling(Tenant, Base, kw_only=True, repr=False, eq=False):
    """What a person decided about a point: the latest one by `ruled_at` holds."""

    __tablename__ = "ruling"
    __table_args__ = (within_agency("point_id", "point"), within_agency("staff_id", "staff"))

    point_id: Mapped[UUID] = mapped_column(index=True)
    staff_id: Mapped[UUID]
    include: Mapped[bool]
    kind: Mapped[Kind] = mapped_column(closed(Kind))
    competency: Mapped[Competency] = mapped_column(closed(Competency))
    ruled_at: Mapped[datetime]


class RunRuling(Tenant, Base, kw_only=True, repr=False, eq=False):
    """What a person decided about a withheld run: the latest one by `ruled_at` holds. `why` is there where it was let through."""

    __tablename__ = "run_ruling"
    __table_args__ = (within_agency("withheld_run_id", "withheld_run"), within_agency("staff_id", "staff"))

    withheld_run_id: Mapped[UUID] = mapped_column(index=True)
    staff_id: Mapped[UUID]
    withhold: Mapped[bool]
    why: Mapped[str | None] = mapped_column(default=None)
    ruled_at: Mapped[datetime]
