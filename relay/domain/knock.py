"""Knock and key: how a candidate comes in.

The locator in a notice is an address, not a credential. Knocking there sends a code, the key, to the address on file.
Neither locator nor key is stored: the locator's hash finds the row, and the key is derived from the challenge's id under
the house's secret (docs/decisions/0004-keys-are-derived.md). Both tables lie outside row-level security: they are what
tells the agency.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain.base import Base, new_id

TRIES = 5


class Locator(Base, kw_only=True, repr=False, eq=False):
    """Where a notice points to."""

    __tablename__ = "locator"

    locator_hash: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Challenge(Base, kw_only=True, repr=False, eq=False):
    """A knock that waits for its key, bound to the browser that knocked by the hash of a cookie."""

    __tablename__ = "challenge"
    __table_args__ = (sa.Index(None, "candidate_id", "made_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    cookie_hash: Mapped[str] = mapped_column(unique=True)
    agency_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(default=None)
