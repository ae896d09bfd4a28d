"""Erasing: a candidate has themselves forgotten, with a code sent to the address on file (docs/decisions/0050).

Asking leaves `erasure.requested`; the code leaves `candidate.erased`. In the same transaction who they were, what they wrote and
what they could read goes, and every way in ends; what lies behind the wall follows at once (`wiping.py`). The right is that of
Article 17 of the General Data Protection Regulation (EU 2016/679) and of the United Kingdom's.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import delete, select

from relay.domain.action import Action, Reflection
from relay.domain.base import Base
from relay.domain.candidate import Candidate, erased_address
from relay.domain.errors import InvalidError, MoveError
from relay.domain.events import ErasureRequested
from relay.domain.journal import JournalEntry
from relay.domain.knock import Challenge, Locator
from relay.domain.letter import Letter, LetterItem, LetterSentence, Receipt
from relay.domain.notice import Notice, NoticeState
from relay.domain.passkey import Passkey, PasskeyLocator
from relay.domain.question import Question, Unsent
from relay.domain.self_view import SelfMark, SelfView
from relay.domain.share import Share, ShareItem, ShareLink
from relay.domain.staff import SignInSession
from relay.domain.thanks import Thanks
from relay.domain.tokens import Secrets, fresh_token, hash_token
from relay.domain.wish import Wish
from relay.store.challenges import KEY_LIFE, count_try, too_many_knocks
from relay.store.erased import blank
from relay.store.passkeys import end_passkeys
from relay.store.store import Store
from relay.store.work import Work

WRONG = "That code did not work. Check it against the newest mail, or ask for another one."
# The words that go. A house test asks of every new column of words where it belongs.
ERASED: Mapping[type[Base], Sequence[str]] = {
    Letter: ("subject",),
    LetterItem: ("text", "next_step", "suggestions"),
    LetterSentence: ("text",),
    Receipt: ("in_own_words", "helpful_why"),
    Question: ("text", "answer_text"),
    Thanks: ("text",),
    Wish: ("aspects", "line", "declined_because"),
    Action: ("what", "shared_at"),
}
# Rows that go whole.
DELETED = (
    Reflection,
    JournalEntry,
    Unsent,
    SelfMark,
    SelfView,
    ShareItem,
    ShareLink,
    Share,
    PasskeyLocator,
    Passkey,
    Locator,
    Challenge,
    SignInSession,
)


def bound_to(session_token: str) -> str:
    """The hash that ties a code to the browser that asked for it, and to being erased: it lets nobody in."""
    return hash_token(f"erasure:{session_token}")


def request_erasure(work: Work, session_token: str) -> None:
    """Send a code to the address on file, in the place of one sent before. Raises MoveError after too many of them."""
    if too_many_knocks(work, work.person_id):
        raise MoveError(
            "We have sent you several codes within the hour. Wait a while, then ask for one more."
        )
    earlier = work.one(select(Challenge).where(Challenge.cookie_hash == bound_to(session_token)))
    if earlier is not None:
        earlier.cookie_hash, earlier.used_at = hash_token(fresh_token()), work.now
        work.session.flush()
    challenge = work.add(
        Challenge(
            cookie_hash=bound_to(session_token),
            agency_id=work.agency_id,
            candidate_id=work.person_id,
            made_at=work.now,
            expires_at=work.now + KEY_LIFE,
        )
    )
    work.record(ErasureRequested(challenge_id=challenge.id, candidate_id=work.person_id), version=1)


def try_code(store: Store, secrets: Secrets, session_token: str, typed: str) -> UUID | None:
    """Spend one of five tries. Gives what the code belongs to, or None where it does not fit, whatever the reason."""
    with store.gate() as session:
        challenge_id = count_try(session, f"erasure:{session_token}", store.now())
    return challenge_id if challenge_id and secrets.key_fits(challenge_id, typed) else None


def erase_candidate(work: Work, challenge_id: UUID | None) -> Candidate:
    """Erase whoever asks, by a code that fitted. Raises InvalidError naming `code` where it did not, or was used meanwhile."""
    won = work.session.execute(
        sa.update(Challenge)
        .where(
            Challenge.id == challenge_id,
            Challenge.candidate_id == work.person_id,
            Challenge.used_at.is_(None),
            Challenge.expires_at > work.now,
        )
        .values(used_at=work.now)
    )
    if challenge_id is None or not won.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result has it
        raise InvalidError("code", WRONG)
    held = select(Candidate).where(Candidate.id == work.person_id).with_for_update()
    candidate = work.session.scalars(held.execution_options(populate_existing=True)).one()
    candidate.erase(work.now)
    for former in work.all(select(Candidate).where(Candidate.merged_into_id == candidate.id)):
        former.erase(work.now)
    work.session.flush()
    drop_notices(work, candidate)
    erase_words(work, candidate.id)
    end_ways_in(work, candidate.id)
    return candidate


def drop_notices(work: Work, candidate: Candidate) -> None:
    """Have no mail leave that still waits, and forget where mails went."""
    for notice in work.all(select(Notice).where(Notice.candidate_id == candidate.id)):
        notice.address = erased_address(candidate)
        if notice.state is NoticeState.SEALED:
            notice.drop()
    work.session.flush()


def erase_words(work: Work, candidate_id: UUID) -> None:
    """Blank what they could read and what they wrote."""
    letters = select(Letter.id).where(Letter.candidate_id == candidate_id)
    actions = select(Action.id).where(Action.candidate_id == candidate_id)
    work.session.execute(delete(Reflection).where(Reflection.action_id.in_(actions)))
    work.session.execute(delete(JournalEntry).where(JournalEntry.candidate_id == candidate_id))
    work.session.execute(delete(Unsent).where(Unsent.candidate_id == candidate_id))
    views = select(SelfView.id).where(SelfView.candidate_id == candidate_id)
    work.session.execute(delete(SelfMark).where(SelfMark.self_view_id.in_(views)))
    work.session.execute(delete(SelfView).where(SelfView.candidate_id == candidate_id))
    blank(work, ERASED, LetterItem, LetterItem.letter_id.in_(letters))
    blank(work, ERASED, LetterSentence, LetterSentence.letter_id.in_(letters))
    blank(work, ERASED, Receipt, Receipt.letter_id.in_(letters))
    blank(work, ERASED, Letter, Letter.candidate_id == candidate_id)
    for kind in (Question, Thanks, Wish, Action):
        blank(work, ERASED, kind, kind.candidate_id == candidate_id)


def end_ways_in(work: Work, candidate_id: UUID) -> None:
    """Sign every browser out, and make every address and code that was mailed, every passkey and every link worth nothing."""
    shares = select(Share.id).where(Share.candidate_id == candidate_id)
    work.session.execute(delete(ShareLink).where(ShareLink.share_id.in_(shares)))
    work.session.execute(delete(ShareItem).where(ShareItem.share_id.in_(shares)))
    work.session.execute(delete(Share).where(Share.candidate_id == candidate_id))
    end_passkeys(work, candidate_id)
    person = SignInSession.person_id == candidate_id
    work.session.execute(delete(SignInSession).where(SignInSession.agency_id == work.agency_id, person))
    for kind in (Locator, Challenge):
        work.session.execute(
            delete(kind).where(kind.agency_id == work.agency_id, kind.candidate_id == candidate_id)
        )
