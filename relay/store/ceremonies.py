"""Ceremonies: challenges that a browser was given for its device to sign, each for five minutes and one answer.

What is signed is derived from the ceremony's id, so that the row alone opens nothing; whoever answers takes the row away.
"""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from relay.domain.passkey import Ceremony
from relay.domain.tokens import hash_token

CEREMONY_LIFE = timedelta(minutes=5)


def begin_ceremony(session: Session, bound_to: str, now: datetime) -> UUID:
    """Put a question to the browser that holds `bound_to`, in the place of one it was asked before; those that ran out go."""
    session.execute(
        sa.delete(Ceremony).where(
            sa.or_(Ceremony.cookie_hash == hash_token(bound_to), Ceremony.expires_at <= now)
        )
    )
    ceremony = Ceremony(cookie_hash=hash_token(bound_to), expires_at=now + CEREMONY_LIFE)
    session.add(ceremony)
    session.flush()
    return ceremony.id


def end_ceremony(session: Session, bound_to: str, now: datetime) -> UUID | None:
    """Take the question away for its answer to be looked at; None where none waits for this browser. Of many, one wins."""
    taken = session.execute(
        sa.delete(Ceremony)
        .where(Ceremony.cookie_hash == hash_token(bound_to), Ceremony.expires_at > now)
        .returning(Ceremony.id)
    )
    return taken.scalar_one_or_none()
