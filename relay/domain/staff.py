"""The agency's people: recruiters, managers and administrators."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, closed
from relay.domain.moves import Moves, target
from relay.vocabulary import Role


class StaffState(StrEnum):
    """Whether a person can sign in."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


STAFF_MOVES: Moves[StaffState] = {
    "join": (frozenset({StaffState.INVITED}), StaffState.ACTIVE),
    "deactivate": (frozenset({StaffState.INVITED, StaffState.ACTIVE}), StaffState.DEACTIVATED),
    "reactivate": (frozenset({StaffState.DEACTIVATED}), StaffState.ACTIVE),
    "await": (frozenset({StaffState.DEACTIVATED}), StaffState.INVITED),
}


class Staff(Subject, Base, kw_only=True, repr=False, eq=False):
    """One person of the agency. Their e-mail address is their sign-in name and unique across all agencies."""

    __tablename__ = "staff"

    name: Mapped[str]
    email: Mapped[str]
    role: Mapped[Role] = mapped_column(closed(Role))
    state: Mapped[StaffState] = mapped_column(closed(StaffState), default=StaffState.INVITED, init=False)
    password_hash: Mapped[str | None] = mapped_column(default=None)

    def invite(self) -> None:
        """Tell that they were asked to join."""
        self.record(events.StaffInvited(staff_id=self.id, role=self.role))

    def join(self, password_hash: str) -> None:
        """Take the password they chose; from now on they can sign in."""
        self.state = target(STAFF_MOVES, self.state, "join")
        self.password_hash = password_hash
        self.record(events.StaffJoined(staff_id=self.id))

    def change(self, *, name: str, role: Role) -> None:
        """Set their name and role."""
        self.name, self.role = name, role
        self.record(events.StaffChanged(staff_id=self.id, role=role))

    def change_password(self, password_hash: str) -> None:
        """Take a new password."""
        self.password_hash = password_hash
        self.record(events.PasswordChanged(staff_id=self.id))

    def request_reset(self) -> None:
        """Tell that they asked for a new password."""
        self.record(events.PasswordResetRequested(staff_id=self.id))

    def issue_token(self) -> None:
        """Tell that a program may act in their name."""
        self.record(events.TokenIssued(staff_id=self.id))

    def revoke_token(self) -> None:
        """Tell that a program may no longer act in their name."""
        self.record(events.TokenRevoked(staff_id=self.id))

    def deactivate(self) -> None:
        """Keep them out from now on."""
        self.state = target(STAFF_MOVES, self.state, "deactivate")
        self.record(events.StaffDeactivated(staff_id=self.id))

    def reactivate(self) -> None:
        """Let them in again: with their old password, or by the invitation they had not yet taken up."""
        self.state = target(STAFF_MOVES, self.state, "reactivate" if self.password_hash else "await")
        self.record(events.StaffReactivated(staff_id=self.id))


class PassPurpose(StrEnum):
    """What a one-time way in is for."""

    INVITATION = "invitation"
    RESET = "reset"


class SignInName(Base, kw_only=True, repr=False, eq=False):
    """To whom a sign-in name belongs. Outside row-level security: at sign-in the agency is not known yet."""

    __tablename__ = "sign_in_name"

    email: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    staff_id: Mapped[UUID]


class Pass(Base, kw_only=True, repr=False, eq=False):
    """A one-time way in for a member of staff, found by the hash of what their mail carried.

    Outside row-level security: whoever comes with it is not signed in.
    """

    __tablename__ = "pass"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    staff_id: Mapped[UUID]
    purpose: Mapped[PassPurpose] = mapped_column(closed(PassPurpose))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


# A candidate's browser that was left alone for so long has to come in anew.
CANDIDATE_IDLE = timedelta(minutes=30)


class SignedInAs(StrEnum):
    """Which side of the house a session belongs to."""

    STAFF = "staff"
    CANDIDATE = "candidate"


class SignInSession(Base, kw_only=True, repr=False, eq=False):
    """A signed-in browser, known by the hash of its cookie's token. Signing out deletes the row, so a stolen cookie
    is worth nothing afterwards. `device` says roughly what it is, such as "Firefox on Android". Outside row-level security: it is
    what tells the agency.
    """

    __tablename__ = "sign_in_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    signed_in_as: Mapped[SignedInAs] = mapped_column(closed(SignedInAs))
    person_id: Mapped[UUID] = mapped_column(index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    device: Mapped[str | None] = mapped_column(default=None)

    @property
    def id(self) -> UUID:
        """What a page may name it by: half of a hash, which opens nothing."""
        return UUID(hex=self.token_hash[:32])


class ApiToken(Base, kw_only=True, repr=False, eq=False):
    """A bearer token of the API, acting as one member of staff; shown once, kept as a hash.

    Outside row-level security: it is what tells the agency.
    """

    __tablename__ = "api_token"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    staff_id: Mapped[UUID]
    name: Mapped[str]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


sa.Index("uq_staff_agency_email", Staff.agency_id, Staff.email, unique=True)
