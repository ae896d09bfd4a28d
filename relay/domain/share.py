"""Shares: what a candidate lets a friend or mentor see, by a link that ends.

A share holds no words but the candidate's own line: its items point at a part of a letter, at an action or at a competency
whose role-play sheet it shows, so that what is taken back there is gone here at once. The link's token is derived from the
share's id under the house's secret (docs/decisions/0004-keys-are-derived.md); of it only the hash is kept.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, Subject, Tenant, closed, found_by, within_agency
from relay.vocabulary import Competency


class ShareItem(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One thing that a share shows: a part of a letter, an action, or the role-play sheet of a competency."""

    __tablename__ = "share_item"
    __table_args__ = (
        within_agency("share_id", "share"),
        within_agency("letter_item_id", "letter_item"),
        within_agency("action_id", "action"),
        sa.UniqueConstraint("agency_id", "share_id", "place"),
    )

    share_id: Mapped[UUID]
    place: Mapped[int]
    letter_item_id: Mapped[UUID | None] = mapped_column(default=None)
    action_id: Mapped[UUID | None] = mapped_column(default=None)
    competency: Mapped[Competency | None] = mapped_column(closed(Competency), default=None)


class Share(Subject, Base, kw_only=True, repr=False, eq=False):
    """What one link shows, and until when. `line` is what the candidate writes to whoever gets it."""

    __tablename__ = "share"
    __table_args__ = (within_agency("candidate_id", "candidate"), found_by("candidate_id"))

    candidate_id: Mapped[UUID]
    line: Mapped[str | None] = mapped_column(default=None)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None, init=False)

    items: Mapped[list[ShareItem]] = relationship(viewonly=True, init=False, order_by=ShareItem.place)

    def make(self) -> None:
        """Tell that there is a link."""
        self.record(events.ShareMade(share_id=self.id))

    def revoke(self, at: datetime) -> None:
        """End it; ended once, it stays as it was."""
        if self.revoked_at is None:
            self.revoked_at = at
            self.record(events.ShareRevoked(share_id=self.id))

    def open_at(self, now: datetime) -> bool:
        """Whether its link still opens."""
        return self.revoked_at is None and self.expires_at > now


class ShareLink(Base, kw_only=True, repr=False, eq=False):
    """The way in of whoever was given it: only its hash is kept. Outside row-level security: it is what tells the agency."""

    __tablename__ = "share_link"
    __table_args__ = (sa.Index(None, "share_id"),)

    link_hash: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    share_id: Mapped[UUID]
    expires_at: Mapped[datetime]
