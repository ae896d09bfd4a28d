"""Challenges: codes that were mailed to a candidate, how many may be asked for, and how often one may be tried.

Two stages send codes, to come in and to be erased, and neither may be used to flood a mailbox or to guess.
"""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from relay.domain.candidate import Candidate
from relay.domain.knock import TRIES, Challenge
from relay.domain.tokens import hash_token
from relay.store.work import Work

KEY_LIFE = timedelta(minutes=10)
KNOCKS_PER_HOUR = 6


def too_many_knocks(work: Work, candidate_id: UUID) -> bool:
    """Whether this candidate has been sent enough codes for an hour: nobody's mailbox can be flooded from here.

    Their row is locked first, so that a hundred knocks at once are counted one after the other.
    """
    work.one(sa.select(Candidate).where(Candidate.id == candidate_id).with_for_update())
    recent = work.session.execute(
        sa.select(sa.func.count()).where(
            Challenge.candidate_id == candidate_id, Challenge.made_at > work.now - timedelta(hours=1)
        )
    ).scalar_one()
    return recent >= KNOCKS_PER_HOUR


def count_try(session: Session, cookie: str, now: datetime) -> UUID | None:
    """Spend one of the five tries; None where none is left, or nothing waits for this browser."""
    spent = session.execute(
        sa.update(Challenge)
        .where(
            Challenge.cookie_hash == hash_token(cookie),
            Challenge.used_at.is_(None),
            Challenge.expires_at > now,
            Challenge.tries < TRIES,
        )
        .values(tries=Challenge.tries + 1)
        .returning(Challenge.id)
    )
    return spent.scalar_one_or_none()
