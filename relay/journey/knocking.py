"""Knocking: how a candidate comes in, by the locator of a notice and a key sent to the address on file.

The answer to a knock is the same whether or not the locator exists. A key works for ten minutes, five tries and once, in
the browser that knocked: one conditional UPDATE decides who of many wins.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from relay.domain.events import CandidateSignedIn, KeyRequested
from relay.domain.knock import Challenge, Locator
from relay.domain.tokens import Secrets, fresh_token, hash_token
from relay.store.admitting import Admission, admit
from relay.store.challenges import KEY_LIFE, count_try, too_many_knocks
from relay.store.ledger import ActorKind
from relay.store.store import Store
from relay.store.work import Actor


def knock(store: Store, locator: str) -> str:
    """Ask for a code at `locator`. Returns the token for the cookie that binds the knock to this browser, always."""
    token = fresh_token()
    with store.glance() as session:
        found = find_locator(session, locator, store.now())
        if found is None:
            return token
        agency_id, candidate_id = found.agency_id, found.candidate_id
    with store.work(agency_id, Actor(ActorKind.CANDIDATE, candidate_id)) as work:
        if too_many_knocks(work, candidate_id):
            return token
        challenge = work.add(
            Challenge(
                cookie_hash=hash_token(token),
                agency_id=agency_id,
                candidate_id=candidate_id,
                made_at=work.now,
                expires_at=work.now + KEY_LIFE,
            )
        )
        work.record(KeyRequested(challenge_id=challenge.id, candidate_id=candidate_id), version=1)
    return token


def find_locator(session: Session, locator: str, now: datetime) -> Locator | None:
    """The locator's row, if there is one and it has not run out."""
    found = session.get(Locator, hash_token(locator))
    return found if found is not None and found.expires_at > now else None


def redeem_key(
    store: Store, secrets: Secrets, cookie: str, typed: str, device: str | None = None
) -> Admission | None:
    """Come in with the key that was sent for this browser's knock; None where it does not fit, whatever the reason.

    `device` says roughly what the browser is, for the candidate to know it by.
    """
    with store.gate() as session:
        challenge_id = count_try(session, cookie, store.now())
        challenge = session.get(Challenge, challenge_id) if challenge_id else None
    if challenge is None or not secrets.key_fits(challenge.id, typed):
        return None
    with store.work(challenge.agency_id, Actor(ActorKind.CANDIDATE, challenge.candidate_id)) as work:
        won = work.session.execute(
            sa.update(Challenge)
            .where(Challenge.id == challenge.id, Challenge.used_at.is_(None), Challenge.expires_at > work.now)
            .values(used_at=work.now)
        )
        if not won.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result has it
            return None
        admission = admit(work, device)
        work.record(
            CandidateSignedIn(challenge_id=challenge.id, candidate_id=challenge.candidate_id), version=2
        )
    return admission
