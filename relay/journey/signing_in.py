"""Signing in: sessions that live on the server, so that signing out ends them.

A cookie holds a random token; the row is found by its hash. Staff come in by address and password (argon2id); how long
that takes says nothing about whether the address is known.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from relay.domain.candidate import Candidate
from relay.domain.errors import BusyError, InvalidError
from relay.domain.staff import (
    CANDIDATE_IDLE,
    ApiToken,
    Pass,
    PassPurpose,
    SignedInAs,
    SignInName,
    SignInSession,
    Staff,
    StaffState,
)
from relay.domain.tokens import fresh_token, hash_token
from relay.store.ledger import ActorKind
from relay.store.store import Store
from relay.store.work import Actor, Work

STAFF_LIFE = timedelta(hours=12)
STAFF_IDLE = timedelta(hours=2)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a request comes from. `name` is how pages call them."""

    agency_id: UUID
    person: Staff | Candidate
    agency_name: str
    agency_zone: str

    @property
    def actor(self) -> Actor:
        """The same as the ledger knows them."""
        kind = ActorKind.STAFF if isinstance(self.person, Staff) else ActorKind.CANDIDATE
        return Actor(kind, self.person.id)


@cache
def hasher() -> PasswordHasher:
    """The one password hasher, with the library's recommended parameters (RFC 9106)."""
    return PasswordHasher()


@cache
def nobodys_hash() -> str:
    """What an unknown address is compared with, so that it takes as long as a known one."""
    return hasher().hash(fresh_token())


def hash_password(field: str, password: str) -> str:
    """The argon2id hash of a new password. Raises InvalidError naming `field`."""
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidError(
            field, f"Use at least {SHORTEST_PASSWORD} characters. Three unrelated words do well."
        )
    if len(password) > LONGEST_PASSWORD:
        raise InvalidError(field, f"Use at most {LONGEST_PASSWORD} characters.")
    return hasher().hash(password.encode("utf-8", "surrogatepass"))


def sign_in(store: Store, email: str, password: str) -> str | None:
    """A session token for the person with this address and password; None where they do not fit, whatever the reason."""
    with store.glance() as session:
        name = session.get(SignInName, email.strip().lower()[:254])
    agency_id, staff_id = (name.agency_id, name.staff_id) if name else (None, None)
    staff = None
    if agency_id is not None and staff_id is not None:
        with store.look(agency_id) as work:
            staff = work.get(Staff, staff_id)
    fits = password_fits(staff.password_hash if staff else None, password)
    if staff is None or not fits or staff.state is not StaffState.ACTIVE:
        return None
    return open_session(store, staff)


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether the password has this hash; without one, it takes the same time and never does."""
    try:
        hasher().verify(
            password_hash or nobodys_hash(), password[:LONGEST_PASSWORD].encode("utf-8", "surrogatepass")
        )
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None


def open_session(store: Store, staff: Staff) -> str:
    """A new session for a member of staff. Returns the token for their cookie."""
    token = fresh_token()
    with store.gate() as session:
        now = store.now()
        session.add(
            SignInSession(
                token_hash=hash_token(token),
                agency_id=staff.agency_id,
                signed_in_as=SignedInAs.STAFF,
                person_id=staff.id,
                created_at=now,
                seen_at=now,
                expires_at=now + STAFF_LIFE,
            )
        )
    return token


def find_signed_in(store: Store, token: str) -> SignedIn | None:
    """Who holds this cookie, if their session still stands and they may still come in."""
    now = store.now()
    with store.glance() as session:
        row = session.get(SignInSession, hash_token(token))
    if row is None:
        return None
    idle = STAFF_IDLE if row.signed_in_as is SignedInAs.STAFF else CANDIDATE_IDLE
    if now >= row.expires_at or now - row.seen_at >= idle:
        sign_out(store, token)
        return None
    if now - row.seen_at >= SEEN_EVERY:
        mark_seen(store, row.token_hash)
    kind: type[Staff | Candidate] = Staff if row.signed_in_as is SignedInAs.STAFF else Candidate
    return find_person(store, row.agency_id, kind, row.person_id)


def mark_seen(store: Store, token_hash: str) -> None:
    """Note that the session is in use, at most once a minute: reading a page should not have to write.

    While the store is busy it goes unnoted, and the next request does it.
    """
    with suppress(BusyError), store.gate() as session:
        session.execute(
            sa.update(SignInSession).where(SignInSession.token_hash == token_hash).values(seen_at=store.now())
        )


def find_person(
    store: Store, agency_id: UUID, kind: type[Staff] | type[Candidate], person_id: UUID
) -> SignedIn | None:
    """The person behind a session or token, unless they were deactivated or erased."""
    with store.look(agency_id) as work:
        person: Staff | Candidate = work.get(kind, person_id)
        if isinstance(person, Staff) and person.state is not StaffState.ACTIVE:
            return None
        if isinstance(person, Candidate) and person.erased_at is not None:
            return None
        return SignedIn(agency_id, person, work.agency.name, work.agency.zone)


def find_by_api_token(store: Store, token: str) -> SignedIn | None:
    """Who acts by this bearer token, if it was not revoked."""
    with store.glance() as session:
        row = session.get(ApiToken, hash_token(token))
    if row is None or row.revoked_at is not None:
        return None
    return find_person(store, row.agency_id, Staff, row.staff_id)


def sign_out(store: Store, token: str) -> None:
    """End a session. The cookie is worth nothing from now on."""
    with store.gate() as session:
        session.execute(sa.delete(SignInSession).where(SignInSession.token_hash == hash_token(token)))


def end_sessions(work: Work, person_id: UUID) -> None:
    """End all sessions of a person, in the caller's transaction."""
    work.session.execute(
        sa.delete(SignInSession).where(
            SignInSession.agency_id == work.agency_id, SignInSession.person_id == person_id
        )
    )


def find_pass(store: Store, token: str) -> Pass | None:
    """The one-time way in that a mail carried, if it can still be used."""
    with store.glance() as session:
        found = session.get(Pass, hash_token(token))
    if found is None or found.used_at is not None or found.expires_at <= store.now():
        return None
    return found


def use_pass(store: Store, token: str, password: str) -> str | None:
    """Choose a password by a one-time way in. Returns a session token; None where the way in was used or has run out.

    Raises InvalidError naming `password`.
    """
    found = find_pass(store, token)
    if found is None:
        return None
    password_hash = hash_password("password", password)
    with store.work(found.agency_id, Actor(ActorKind.STAFF, found.staff_id)) as work:
        won = work.session.execute(
            sa.update(Pass)
            .where(Pass.token_hash == found.token_hash, Pass.used_at.is_(None), Pass.expires_at > work.now)
            .values(used_at=work.now)
        )
        staff = work.get(Staff, found.staff_id)
        wanted = StaffState.INVITED if found.purpose is PassPurpose.INVITATION else StaffState.ACTIVE
        if not won.rowcount or staff.state is not wanted:  # type: ignore[attr-defined]  # an UPDATE's result has it
            return None
        if found.purpose is PassPurpose.INVITATION:
            staff.join(password_hash)
        else:
            staff.change_password(password_hash)
            end_sessions(work, staff.id)
        void_passes(work, staff.id)
    return open_session(store, staff)


def void_passes(work: Work, staff_id: UUID) -> None:
    """A password was chosen: what other mails carried opens nothing any more."""
    work.session.execute(
        sa.update(Pass).where(Pass.staff_id == staff_id, Pass.used_at.is_(None)).values(used_at=work.now)
    )


def request_reset(store: Store, email: str) -> None:
    """Send a way to a new password, if the address is somebody's who may sign in; say nothing either way."""
    with store.glance() as session:
        name = session.get(SignInName, email.strip().lower()[:254])
    if name is None:
        return
    with store.work(name.agency_id, Actor(ActorKind.STAFF, name.staff_id)) as work:
        staff = work.get(Staff, name.staff_id)
        if staff.state is StaffState.ACTIVE:
            staff.request_reset()


def sweep(store: Store) -> None:
    """Delete sessions that have run out; the clock calls it."""
    with store.gate() as session:
        session.execute(sa.delete(SignInSession).where(SignInSession.expires_at <= store.now()))
