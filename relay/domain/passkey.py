"""Passkeys: what a candidate's own device or password manager signs with, so that they come in without a code.

A passkey is a pair of keys that the device makes (W3C Web Authentication Level 3): the secret one never leaves it, the public
one is kept here. What stands outside row-level security tells the agency: a ceremony is a question put to a browser whose
person nobody knows yet, and a locator leads from the hash of a credential's id to its passkey.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, found_by, new_id, within_agency


class Passkey(Subject, Base, kw_only=True, repr=False, eq=False):
    """One passkey. `credential_id` is the device's name for it in base64url, `name` the candidate's; `sign_count` is how often
    the device says that it has signed, which stays 0 with devices that do not count.
    """

    __tablename__ = "passkey"
    __table_args__ = (
        within_agency("candidate_id", "candidate"),
        found_by("candidate_id"),
        sa.UniqueConstraint("agency_id", "credential_id"),
    )

    candidate_id: Mapped[UUID]
    credential_id: Mapped[str]
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(sa.BigInteger)
    name: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None, init=False)

    def make(self) -> None:
        """Tell that it was added."""
        self.record(events.PasskeyAdded(passkey_id=self.id))

    def use(self, sign_count: int, at: datetime) -> None:
        """Somebody came in with it."""
        self.sign_count, self.used_at = sign_count, at
        self.record(events.PasskeyUsed(passkey_id=self.id))


class PasskeyLocator(Base, kw_only=True, repr=False, eq=False):
    """Where a credential leads to, by the hash of its id. Outside row-level security: it is what tells the agency."""

    __tablename__ = "passkey_locator"
    __table_args__ = (sa.Index(None, "passkey_id"),)

    credential_hash: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    passkey_id: Mapped[UUID]


class Ceremony(Base, kw_only=True, repr=False, eq=False):
    """A challenge that waits for a device's answer, bound to a browser by the hash of a cookie; answering deletes it."""

    __tablename__ = "ceremony"
    __table_args__ = (sa.Index(None, "expires_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    cookie_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
