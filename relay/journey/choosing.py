"""Choosing: a candidate says how they are called, where their clocks stand, which mails they want and when none.

Leaves `candidate.details_chosen` and `candidate.mails_chosen`; the same choice again changes nothing. Browsers are signed out here too.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, select

from relay.domain.candidate import Candidate, first_word
from relay.domain.errors import NotFoundError
from relay.domain.instant import clean_zone
from relay.domain.post import MailTopic
from relay.domain.quiet import Quiet, clean_hours
from relay.domain.staff import CANDIDATE_IDLE, SignedInAs, SignInSession
from relay.domain.tokens import hash_token
from relay.domain.words import clean_line
from relay.store.work import Work

LONGEST_CALLED = 60


def choose_details(work: Work, *, called: str, zone: str) -> Candidate:
    """Say how one is called (their first name, where nothing is said) and where one's clocks stand. Raises InvalidError."""
    candidate = work.get(Candidate, work.person_id)
    known_as = clean_line("called", called, longest=LONGEST_CALLED, required=False)
    known_as = known_as or first_word(candidate.name)
    clocks = clean_zone("zone", zone)
    if (known_as, clocks) != (candidate.called, candidate.zone):
        candidate.choose_details(called=known_as, zone=clocks)
    return candidate


def choose_mails(
    work: Work, *, wanted: Collection[MailTopic], quiet: Quiet, start: str = "", end: str = ""
) -> Candidate:
    """Say of which topics one wants mail, and whose quiet hours hold; `start` and `end` are one's own.

    Raises InvalidError naming `quiet_from` or `quiet_to`.
    """
    candidate = work.get(Candidate, work.person_id)
    own = clean_hours("quiet_from", start, "quiet_to", end) if quiet is Quiet.OWN else None
    declined = sorted(topic.value for topic in MailTopic if topic not in wanted)
    hours = (own.start, own.end) if own else (candidate.quiet_from, candidate.quiet_to)
    known = (candidate.declined, candidate.quiet, (candidate.quiet_from, candidate.quiet_to))
    if (declined, quiet, hours) != known:
        candidate.choose_mails(declined=declined, quiet=quiet, own=own)
    return candidate


def standing_sessions(work: Work) -> Sequence[SignInSession]:
    """The browsers in which whoever asks is signed in, the one last used first. One left idle for too long is not among them."""
    return work.all(
        select(SignInSession)
        .where(
            SignInSession.agency_id == work.agency_id,
            SignInSession.signed_in_as == SignedInAs.CANDIDATE,
            SignInSession.person_id == work.person_id,
            SignInSession.expires_at > work.now,
            SignInSession.seen_at > work.now - CANDIDATE_IDLE,
        )
        .order_by(SignInSession.seen_at.desc(), SignInSession.created_at.desc())
    )


def end_session(work: Work, session_id: UUID) -> None:
    """Sign one browser out. Raises NotFoundError for one that is nobody's, somebody else's or signed out already."""
    found = next((row for row in standing_sessions(work) if row.id == session_id), None)
    if found is None:
        raise NotFoundError("That browser")
    work.session.execute(delete(SignInSession).where(SignInSession.token_hash == found.token_hash))


def end_other_sessions(work: Work, session_token: str) -> None:
    """Sign every browser out but the one that holds this token."""
    work.session.execute(
        delete(SignInSession).where(
            SignInSession.agency_id == work.agency_id,
            SignInSession.person_id == work.person_id,
            SignInSession.token_hash != hash_token(session_token),
        )
    )
