"""Staffing: agencies are founded, and people join, change and leave."""

import re
from uuid import UUID

import sqlalchemy as sa

from relay.domain.agency import Agency
from relay.domain.base import new_id, refuse_stale
from relay.domain.calendar import clean_country
from relay.domain.errors import InvalidError, MoveError
from relay.domain.instant import clean_zone
from relay.domain.promise import MOST_PROMISE_DAYS
from relay.domain.quiet import clean_hours
from relay.domain.staff import ApiToken, SignInName, SignInSession, Staff, StaffState
from relay.domain.tokens import fresh_token, hash_token
from relay.domain.words import clean_address, clean_line
from relay.store.store import Store
from relay.store.work import Work
from relay.vocabulary import Role, Tone

MOST_REMINDERS, MOST_GRACE, MOST_FAIRNESS_DAYS = 5, 10, 20
LONGEST_PAUSE = 10
LONGEST_MANNER = 40
# Letters of any script with the marks that belong to them.
MANNER = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '\u2019\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff-])*")


def found_agency(store: Store, *, name: str, zone: str, administrator: str, email: str) -> Agency:
    """Found an agency with its first administrator, who is invited by mail. Raises InvalidError."""
    agency = Agency(id=new_id(), name=clean_line("name", name, longest=120), zone=clean_zone("zone", zone))
    with store.work(agency.id) as work:
        agency.found()
        work.add(agency)
        invite_staff(work, name=administrator, email=email, role=Role.ADMINISTRATOR)
    return agency


def change_agency(
    work: Work, *, name: str, zone: str, tone: Tone, promise_days: int, version: int | None = None
) -> Agency:
    """Set how the agency is called, where its clocks stand, how it speaks and what it promises.

    Raises InvalidError, StaleError.
    """
    refuse_stale(work.agency.version, version)
    if not 1 <= promise_days <= MOST_PROMISE_DAYS:
        raise InvalidError("promise_days", f"Promise word within 1 to {MOST_PROMISE_DAYS} working days.")
    agency = work.agency
    agency.change(
        name=clean_line("name", name, longest=120),
        zone=clean_zone("zone", zone),
        tone=tone,
        promise_days=promise_days,
    )
    return agency


def set_manner(work: Work, *, greeting: str, farewell: str) -> Agency:
    """Set how messages greet and take their leave; empty leaves it to the tone. Raises InvalidError."""
    work.agency.set_manner(
        greeting=clean_manner("greeting", greeting), farewell=clean_manner("farewell", farewell)
    )
    return work.agency


def set_quiet(work: Work, *, start: str, end: str) -> Agency:
    """Set the hours in which candidates get no mail, unless they choose others; both empty for none. Raises InvalidError."""
    none = not start.strip() and not end.strip()
    work.agency.set_quiet(None if none else clean_hours("quiet_from", start, "quiet_to", end))
    return work.agency


def set_fairness(work: Work, days: int) -> Agency:
    """Set within how many working days a manager answers a concern about fairness. Raises InvalidError."""
    if not 1 <= days <= MOST_FAIRNESS_DAYS:
        raise InvalidError("fairness_days", f"Enter a number from 1 to {MOST_FAIRNESS_DAYS}.")
    work.agency.set_fairness(days)
    return work.agency


def clean_manner(field: str, words: str) -> str | None:
    """Words of greeting or farewell, or None. Raises InvalidError naming `field`."""
    line = clean_line(field, words, longest=LONGEST_MANNER, required=False).rstrip(" ,")
    if line and not MANNER.fullmatch(line):
        raise InvalidError(
            field, "Use words alone, such as \u201cGood day\u201d. Name and comma come by themselves."
        )
    return line or None


def set_asking(
    work: Work,
    *,
    country: str,
    asks: bool,
    remind_every: int,
    reminders: int,
    grace_days: int,
    version: int | None = None,
) -> Agency:
    """Set which holidays count, whether and how often contacts are asked, and the grace after a missed promise.

    Raises InvalidError, StaleError.
    """
    refuse_stale(work.agency.version, version)
    for name, value, least, most in (
        ("remind_every", remind_every, 1, LONGEST_PAUSE),
        ("reminders", reminders, 0, MOST_REMINDERS),
        ("grace_days", grace_days, 1, MOST_GRACE),
    ):
        if not least <= value <= most:
            raise InvalidError(name, f"Enter a number from {least} to {most}.")
    agency = work.agency
    agency.set_asking(
        country=clean_country("country", country),
        asks=asks,
        remind_every=remind_every,
        reminders=reminders,
        grace_days=grace_days,
    )
    return agency


def invite_staff(work: Work, *, name: str, email: str, role: Role) -> Staff:
    """Invite a person by mail. Raises InvalidError, also where the address signs in somewhere already."""
    address = clean_address("email", email)
    if work.session.get(SignInName, address) is not None:
        raise InvalidError("email", "This address signs in to the relay already.")
    staff = Staff(
        agency_id=work.agency_id, name=clean_line("name", name, longest=120), email=address, role=role
    )
    staff.invite()
    work.add(staff)
    work.add(SignInName(email=address, agency_id=work.agency_id, staff_id=staff.id))
    return staff


def invite_again(work: Work, staff_id: UUID) -> Staff:
    """Send a new invitation to somebody who has not joined yet. Raises MoveError."""
    staff = work.get(Staff, staff_id)
    if staff.state is not StaffState.INVITED:
        raise MoveError("They have joined already.")
    staff.invite()
    return staff


def change_staff(work: Work, staff_id: UUID, *, name: str, role: Role, version: int | None = None) -> Staff:
    """Set a person's name and role. Raises InvalidError where the agency would lose its last administrator, StaleError."""
    staff = work.get(Staff, staff_id)
    refuse_stale(staff.version, version)
    if staff.role is Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR:
        keep_an_administrator(work, staff_id)
    staff.change(name=clean_line("name", name, longest=120), role=role)
    return staff


def deactivate_staff(work: Work, staff_id: UUID) -> Staff:
    """Keep a person out from now on: their sessions and tokens end. Raises MoveError, InvalidError."""
    staff = work.get(Staff, staff_id)
    if staff.id == work.actor.id:
        raise InvalidError("state", "You cannot deactivate yourself.")
    if staff.role is Role.ADMINISTRATOR:
        keep_an_administrator(work, staff_id)
    staff.deactivate()
    work.session.execute(
        sa.delete(SignInSession).where(
            SignInSession.agency_id == work.agency_id, SignInSession.person_id == staff_id
        )
    )
    work.session.execute(
        sa.update(ApiToken)
        .where(
            ApiToken.agency_id == work.agency_id, ApiToken.staff_id == staff_id, ApiToken.revoked_at.is_(None)
        )
        .values(revoked_at=work.now)
    )
    return staff


def reactivate_staff(work: Work, staff_id: UUID) -> Staff:
    """Let a person in again. Raises MoveError."""
    staff = work.get(Staff, staff_id)
    staff.reactivate()
    return staff


def reset_password(work: Work, staff_id: UUID) -> Staff:
    """Send a person a way to a new password, at an administrator's word. Raises MoveError."""
    staff = work.get(Staff, staff_id)
    if staff.state is not StaffState.ACTIVE:
        raise MoveError("They cannot sign in at present, so there is no password to reset.")
    staff.request_reset()
    return staff


def keep_an_administrator(work: Work, without: UUID) -> None:
    """Refuse to leave the agency without anybody who can administer it.

    The rows are locked in one order, so that two administrators who demote one another take turns.
    """
    known = work.all(
        sa.select(Staff)
        .where(Staff.role == Role.ADMINISTRATOR, Staff.state == StaffState.ACTIVE)
        .order_by(Staff.id)
        .with_for_update()
    )
    if all(person.id == without for person in known):
        raise InvalidError(
            "role", "The agency needs at least one administrator. Make somebody else one first."
        )


def issue_api_token(work: Work, staff_id: UUID, name: str) -> str:
    """A bearer token that acts as this person. It is returned once and kept as a hash. Raises InvalidError."""
    work.get(Staff, staff_id).issue_token()
    token = fresh_token()
    work.add(
        ApiToken(
            token_hash=hash_token(token),
            agency_id=work.agency_id,
            staff_id=staff_id,
            name=clean_line("name", name, longest=80),
            created_at=work.now,
        )
    )
    return token


def revoke_api_token(work: Work, token_hash: str) -> None:
    """End a bearer token of this agency; one that has ended stays as it is."""
    ended = work.session.execute(
        sa.update(ApiToken)
        .where(
            ApiToken.token_hash == token_hash,
            ApiToken.agency_id == work.agency_id,
            ApiToken.revoked_at.is_(None),
        )
        .values(revoked_at=work.now)
        .returning(ApiToken.staff_id)
    )
    staff_id = ended.scalar_one_or_none()
    if staff_id is not None:
        work.get(Staff, staff_id).revoke_token()
