"""Tombstones receive nothing: whatever names a candidate is refused where their record was merged meanwhile.

Merging moves what is there. A row that is being written at the same moment, by a request that came in before, would be left
behind with nobody to read it; so each new row is held against its candidate, whose row is locked until it stands.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.orm import Session, UOWTransaction

from relay.domain.candidate import MERGED, Candidate
from relay.domain.errors import StaleError


def keep_off_tombstones(session: Session) -> None:
    """Have every flush of `session` look at the candidates that its new rows name."""
    event.listen(session, "before_flush", look)


def look(session: Session, _flush: UOWTransaction, _objects: Any) -> None:
    """Refuse new rows for a record that was merged. Raises StaleError."""
    named: set[UUID | None] = {getattr(row, "candidate_id", None) for row in session.new} - {None}
    if not named:
        return
    merged = session.scalars(
        select(Candidate.merged_into_id)
        .where(Candidate.id.in_(named))
        .order_by(Candidate.id)
        .with_for_update(read=True, key_share=True)
    ).all()
    if any(merged):
        raise StaleError(MERGED)
