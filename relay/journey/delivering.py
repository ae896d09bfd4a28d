"""Delivering: a sealed notice leaves the house, and how that went is on record.

Sending lies between two transactions: `begin_delivery` writes the attempt down, the channel is called with no transaction
open, `record_sent` writes down how it went. A process that dies in between leaves an attempt without an end: the next one
counts it as unknown and says in its header that it is a repeat, under the same Message-ID. A repeated notice is harmless,
a lost one is not.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from relay.channels.channel import Envelope, Result
from relay.channels.post_room import PostRoom
from relay.channels.wording import Filling, word_notice
from relay.domain.action import Action
from relay.domain.candidate import Candidate, first_word
from relay.domain.client import Contact
from relay.domain.errors import MoveError
from relay.domain.interview import Interview
from relay.domain.notice import Delivery, DeliveryOutcome, Notice, NoticeKind, NoticeState
from relay.domain.post import AT_ONCE, leaves_at
from relay.domain.request import Request
from relay.domain.staff import Staff
from relay.domain.thanks import Thanks
from relay.domain.wish import Wish, WishState
from relay.store.askings import standing_chases
from relay.store.ledger import EventRow
from relay.store.work import Work

MOST_UNKNOWN = 2
ASKING = frozenset({NoticeKind.FEEDBACK_ASKED, NoticeKind.FEEDBACK_REMINDED})


@dataclass(frozen=True, slots=True)
class Later:
    """A notice that may not leave yet: whoever gets it wants no mail before `until`."""

    until: datetime


def begin_delivery(work: Work, room: PostRoom, notice_id: UUID, channel: str) -> Envelope | Later | None:
    """Write an attempt down and give what is to be sent; None where nothing is to be sent any more, Later where not yet.

    Attempts that were begun and never ended are counted as unknown. After two of these a person has to look.
    """
    notice = work.get(Notice, notice_id)
    if notice.state is not NoticeState.SEALED:
        return None
    attempts = work.all(select(Delivery).where(Delivery.notice_id == notice_id).order_by(Delivery.number))
    for attempt in attempts:
        if attempt.outcome is DeliveryOutcome.SENDING:
            attempt.outcome, attempt.ended_at, attempt.code = DeliveryOutcome.UNKNOWN, work.now, "interrupted"
    counted = attempts[notice.settled_attempts :]
    if sum(attempt.outcome is DeliveryOutcome.UNKNOWN for attempt in counted) >= MOST_UNKNOWN:
        notice.fail("unknown")
        return None
    moment = sending_time(work, notice)
    if moment is None:
        notice.drop()
        return None
    if moment > work.now:
        return Later(moment)
    number = len(attempts) + 1
    work.add(
        Delivery(
            agency_id=work.agency_id, notice_id=notice_id, number=number, channel=channel, started_at=work.now
        )
    )
    subject, text = word_notice(notice.kind, filling_of(work, room, notice))
    uncertain = sum(attempt.outcome is DeliveryOutcome.UNKNOWN for attempt in attempts)
    return Envelope(notice.address, subject, text, notice.message_id, attempt=1 + uncertain)


def sending_time(work: Work, notice: Notice) -> datetime | None:
    """When a notice may leave; None where it is not wanted any more, by its reader or by what it asks for or carries."""
    if notice.candidate_id is not None:
        candidate = work.get(Candidate, notice.candidate_id)
        moment = leaves_at(notice.kind, candidate, work.agency, work.now)
        return moment if moment and holds_then(work, notice, candidate, moment) else None
    if notice.kind in ASKING and not standing_chases(work, notice.about_id or notice.id):
        return None
    if notice.kind is NoticeKind.THANKS and notice.about_id and not work.get(Thanks, notice.about_id).text:
        return None
    return work.now


def holds_then(work: Work, notice: Notice, candidate: Candidate, moment: datetime) -> bool:
    """Whether what a notice says is still so at `moment`: what is for tomorrow may be let go of, done or over by then."""
    if notice.kind is not NoticeKind.ACTION_DUE:
        return True
    action = work.get(Action, UUID(work.get(EventRow, notice.cause_id).data["action_id"]))
    return action.lies_ahead(moment, candidate.zone)


def filling_of(work: Work, room: PostRoom, notice: Notice) -> Filling:
    """Who is spoken to, and where the notice leads."""
    agency = work.agency.name
    if notice.contact_id is not None and notice.about_id is not None:
        called = first_word(work.get(Contact, notice.contact_id).name)
        if notice.kind is NoticeKind.THANKS:
            return Filling(called, agency, lines=work.get(Thanks, notice.about_id).text)
        return Filling(called, agency, lines=asking_lines(work, room, notice.about_id))
    if notice.kind is NoticeKind.FEEDBACK_MISSING and notice.staff_id is not None:
        link = f"{room.base_url}/interviews/{notice.interview_id}"
        return Filling(first_word(work.get(Staff, notice.staff_id).name), agency, link=link)
    if notice.staff_id is not None:
        link = f"{room.base_url}/join/{room.secrets.token('pass', notice.cause_id)}"
        return Filling(first_word(work.get(Staff, notice.staff_id).name), agency, link=link)
    called = work.get(Candidate, notice.candidate_id).called if notice.candidate_id else ""
    if notice.about_id is not None:
        return Filling(called, agency, code=room.secrets.key(notice.about_id))
    return Filling(called, agency, link=f"{room.base_url}/n/{room.secrets.token('locator', notice.cause_id)}")


def asking_lines(work: Work, room: PostRoom, round_id: UUID) -> str:
    """Each interview of a round with its own way in: who, for what, on which day of the interview's clocks, and any wish."""
    lines = []
    for chase in standing_chases(work, round_id):
        interview = work.get(Interview, chase.request.interview_id)
        day = interview.starts_at.astimezone(ZoneInfo(interview.zone))
        lines.append(
            f"{interview.candidate.name}, {interview.job.title}, {day:%A} {day.day} {day:%B}\n"
            f"{wish_lines(work, chase.request)}"
            f"{room.base_url}/f/{room.secrets.token('asking', chase.id)}"
        )
    return "\n\n".join(lines)


def wish_lines(work: Work, request: Request) -> str:
    """What the candidate would like to hear about, where a recruiter passed that on to this contact; else nothing."""
    wish = work.one(
        select(Wish)
        .where(
            Wish.interview_id == request.interview_id,
            Wish.contact_id == request.contact_id,
            Wish.state == WishState.PASSED_ON,
        )
        .order_by(Wish.decided_at.desc(), Wish.id.desc())
        .limit(1)
    )
    if wish is None:
        return ""
    own = f"In their own words: {wish.line}\n" if wish.with_line and wish.line else ""
    return f"They would most like to hear about: {', '.join(wish.labels)}.\n{own}"


def record_sent(work: Work, notice_id: UUID, result: Result) -> bool:
    """Write down how the attempt went. True where the notice is settled, False where it is to be tried again."""
    notice = work.get(Notice, notice_id)
    attempt = work.session.scalars(
        select(Delivery).where(Delivery.notice_id == notice_id).order_by(Delivery.number.desc()).limit(1)
    ).one()
    attempt.outcome, attempt.code, attempt.ended_at = result.outcome, result.code, work.now
    if notice.state is not NoticeState.SEALED:
        return True
    if result.outcome is DeliveryOutcome.ACCEPTED:
        notice.send()
    elif result.outcome is DeliveryOutcome.REFUSED:
        notice.fail(result.code)
    return notice.state is not NoticeState.SEALED


def give_up(work: Work, notice_id: UUID, code: str) -> None:
    """The last attempt is used up: somebody has to look."""
    notice = work.get(Notice, notice_id)
    if notice.state is NoticeState.SEALED:
        notice.fail(code)


def seal_again(work: Work, notice_id: UUID) -> Notice:
    """Send a candidate's notice that failed once more, under its own Message-ID, to the address on file by now.

    Raises MoveError, also for codes and passes: what they carry runs out, so a new one is sent instead.
    """
    notice = work.get(Notice, notice_id)
    if notice.candidate_id is None or notice.kind in AT_ONCE:
        raise MoveError("What this mail carried runs out. Have a new one sent instead.")
    attempts = len(work.all(select(Delivery).where(Delivery.notice_id == notice_id)))
    notice.seal_again(address=work.get(Candidate, notice.candidate_id).email, attempts=attempts)
    return notice
