"""Merging: two records of one person become one.

In one transaction everything that names the one names the other, and the one that was absorbed stays as a tombstone, to
which nothing can be written any more (`relay/store/tombstones.py`). Two interviews stay two interviews, each with its own
letter. Ways in that were sent under the absorbed record end; those of notices that have not left move along. Leaves
`candidate.merged`, and `message.outdated` where a message greets by a name that is not kept.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update

from relay.domain.action import Action
from relay.domain.base import refuse_stale
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError, MoveError
from relay.domain.instant import clean_zone
from relay.domain.interview import Interview
from relay.domain.journal import JournalEntry
from relay.domain.knock import Challenge, Locator
from relay.domain.letter import Letter
from relay.domain.loop import Loop
from relay.domain.notice import Notice, NoticeState
from relay.domain.post import AT_ONCE
from relay.domain.question import Question, Unsent
from relay.domain.self_view import SelfView
from relay.domain.share import Share
from relay.domain.thanks import Thanks
from relay.domain.tokens import Secrets, hash_token
from relay.domain.wish import Wish
from relay.domain.words import clean_line
from relay.store.erased import GONE
from relay.store.people import outdate_messages, shut_out
from relay.store.submission import Submission
from relay.store.work import Work

# Whatever names a candidate moves; a house test finds a table that is missing here.
MOVED = (
    Interview,
    Letter,
    SelfView,
    Question,
    Unsent,
    Action,
    Loop,
    JournalEntry,
    Share,
    Thanks,
    Wish,
    Notice,
)
NOT_LEFT = (NoticeState.SEALED, NoticeState.FAILED)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person, as it is kept of two records."""

    name: str
    called: str
    email: str
    zone: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The versions of both records that the person who merges them was shown."""

    kept: int
    absorbed: int


def merge_candidates(
    work: Work, secrets: Secrets, kept_id: UUID, absorbed_id: UUID, *, known: Known, seen: Seen
) -> Candidate:
    """Make one record of two, and return it.

    Raises InvalidError, NotFoundError, StaleError where either has changed since it was shown, MoveError where either was
    merged before, or asked to be erased.
    """
    kept, absorbed = lock_both(work, kept_id, absorbed_id)
    kept.refuse_merged()
    absorbed.refuse_merged()
    if kept.erased_at is not None or absorbed.erased_at is not None:
        raise MoveError(GONE)
    refuse_stale(kept.version, seen.kept)
    refuse_stale(absorbed.version, seen.absorbed)
    if known.email not in {kept.email, absorbed.email}:
        raise InvalidError("email", "Choose one of the two addresses.")
    for record in (kept, absorbed):
        if (record.name, record.called) != (known.name, known.called):
            outdate_messages(work, record.id)
    if known.email != kept.email:
        shut_out(work, kept_id)
    written_to = select(Notice).where(Notice.candidate_id == absorbed_id).limit(1)
    absorbed.merge_into(
        kept,
        name=spare(known.name, kept.name, absorbed.name),
        called=spare(known.called, kept.called, absorbed.called),
        email=spare(known.email, kept.email, absorbed.email),
        known=work.one(written_to) is not None,
    )
    # Before the address that is kept: no two records that stand share one.
    work.session.flush()
    kept.change(
        name=clean_line("name", known.name, longest=120),
        called=clean_line("called", known.called, longest=60),
        email=known.email,
        zone=clean_zone("zone", known.zone),
    )
    end_ways_in(work, secrets, kept, absorbed)
    move_rows(work, kept_id, absorbed_id)
    redirect_notices(work, kept)
    return kept


def spare(chosen: str, mine: str, theirs: str) -> str:
    """Of two, the one that was not chosen."""
    return theirs if chosen == mine else mine


def lock_both(work: Work, kept_id: UUID, absorbed_id: UUID) -> tuple[Candidate, Candidate]:
    """Both records, so that nothing is written for either meanwhile. Raises InvalidError, NotFoundError."""
    if kept_id == absorbed_id:
        raise InvalidError("other_id", "This is the same record. Choose another one.")
    work.all(
        select(Candidate)
        .where(Candidate.id.in_([kept_id, absorbed_id]))
        .order_by(Candidate.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return work.get(Candidate, kept_id), work.get(Candidate, absorbed_id)


def move_rows(work: Work, kept_id: UUID, absorbed_id: UUID) -> None:
    """Have everything that named the absorbed record name the kept one, former tombstones and sent forms included."""
    for kind in MOVED:
        work.session.execute(
            update(kind)
            .where(kind.agency_id == work.agency_id, kind.candidate_id == absorbed_id)
            .values(candidate_id=kept_id)
        )
    work.session.execute(
        update(Candidate)
        .where(Candidate.agency_id == work.agency_id, Candidate.merged_into_id == absorbed_id)
        .values(merged_into_id=kept_id)
    )
    # A form that was sent under the one, and comes again under the other, is still the same form.
    work.session.execute(
        update(Submission)
        .where(Submission.agency_id == work.agency_id, Submission.person_id == absorbed_id)
        .values(person_id=kept_id)
    )


def end_ways_in(work: Work, secrets: Secrets, kept: Candidate, absorbed: Candidate) -> None:
    """Sessions, passkeys, codes and links of the absorbed record end, save for the links in notices that have not left."""
    shut_out(work, absorbed.id)
    waiting = work.all(select(Notice).where(Notice.candidate_id == absorbed.id, Notice.state.in_(NOT_LEFT)))
    theirs = update(Locator).where(Locator.agency_id == work.agency_id, Locator.candidate_id == absorbed.id)
    to_come = [hash_token(secrets.token("locator", notice.cause_id)) for notice in waiting]
    work.session.execute(theirs.where(Locator.locator_hash.in_(to_come)).values(candidate_id=kept.id))
    work.session.execute(theirs.where(Locator.expires_at > work.now).values(expires_at=work.now))


def redirect_notices(work: Work, kept: Candidate) -> None:
    """Notices that have not left go to the address that is kept; codes that fit nothing any more do not go at all."""
    for notice in work.all(
        select(Notice).where(Notice.candidate_id == kept.id, Notice.state == NoticeState.SEALED)
    ):
        challenge = work.session.get(Challenge, notice.about_id) if notice.kind in AT_ONCE else None
        if challenge is not None and challenge.used_at is not None:
            notice.drop()
        else:
            notice.readdress(kept.email)
