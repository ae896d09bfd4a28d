"""Passkeys that end: with the record they open, with the mailbox they were made from, or because their owner wants it.

Being erased, a new address and merging all have to see to these, and stages never import one another.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from relay.domain.candidate import Candidate
from relay.domain.events import PasskeyRemoved
from relay.domain.passkey import Passkey, PasskeyLocator
from relay.store.work import Work


def end_passkeys(work: Work, candidate_id: UUID) -> None:
    """End every passkey of a candidate. Their row is locked first, so that none is added at the same moment.

    Call it before their sessions end: whoever is coming in with one meanwhile is waited for, and signed out with the others.
    """
    work.one(select(Candidate).where(Candidate.id == candidate_id).with_for_update())
    theirs = select(Passkey).where(Passkey.candidate_id == candidate_id)
    drop(work, work.all(theirs.with_for_update().execution_options(populate_existing=True)))


def drop(work: Work, passkeys: Sequence[Passkey]) -> None:
    """Delete these, and the way to each."""
    for passkey in passkeys:
        work.session.execute(delete(PasskeyLocator).where(PasskeyLocator.passkey_id == passkey.id))
        work.session.execute(delete(Passkey).where(Passkey.id == passkey.id))
        work.record(PasskeyRemoved(passkey_id=passkey.id), version=passkey.version + 1)
