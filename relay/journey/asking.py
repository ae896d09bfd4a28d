"""Asking: contacts are asked for feedback, reminded, and somebody else is asked where they do not answer.

By itself, by link: when an interview ends its first contact is asked, in their working hours; reminders follow on the
agency's cadence at nine in the morning of their clocks; after the last the next contact is asked, and after the last
contact whoever answers for the account is told. What falls due for one contact at one moment is one mail. Each mail is
one row and one event in one transaction with the step it takes, so none is sent twice or lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from relay.domain.base import new_id
from relay.domain.calendar import OPENS
from relay.domain.client import Contact
from relay.domain.errors import InvalidError, MoveError
from relay.domain.events import RoundMade
from relay.domain.interview import OFF, Interview, InterviewState
from relay.domain.promise import Promise
from relay.domain.request import ASKED, AskingLink, Chase, Request, RequestChannel, RequestState
from relay.domain.tokens import hash_token
from relay.domain.words import clean_line
from relay.store.askings import calendar_of, end_asking, has_note, take_back_links, unasked, wants_word
from relay.store.erased import refuse_erased, refuse_erased_on
from relay.store.ledger import ActorKind
from relay.store.people import find_contact
from relay.store.store import Store
from relay.store.work import Actor, Work

CHASED = (RequestState.OPEN, RequestState.CALLING)
MOST_AT_ONCE = 500
CALL_WITHIN = 2


def record_request(work: Work, interview_id: UUID, *, contact_id: UUID, channel: RequestChannel) -> Request:
    """Record that a contact was asked by call, e-mail or in person. Raises NotFoundError."""
    refuse_erased_on(work, interview_id)
    work.get(Contact, contact_id)
    request = Request(
        agency_id=work.agency_id,
        interview_id=interview_id,
        contact_id=contact_id,
        channel=channel,
        asked_at=work.now,
    )
    request.ask()
    work.add(request)
    note_asking(work, [interview_id])
    return request


def ask_by_link(work: Work, interview_id: UUID, *, contact_id: UUID) -> Request:
    """Ask a contact by link now, whatever the hour: a person wants it so. Where they were asked before, this is a reminder.

    Raises InvalidError naming `contact_id`, MoveError while the interview lies ahead or where it is off, NotFoundError.
    """
    interview = work.get(Interview, interview_id)
    refuse_erased(work, interview.candidate_id)
    contact = find_contact(work, interview_id, contact_id)
    if contact.email is None:
        raise InvalidError("contact_id", "There is no e-mail address for this contact. Add one first.")
    if interview.state in OFF or interview.starts_at > work.now:
        raise MoveError("This interview has not been held, so there is nothing to ask yet.")
    request = work.one(
        select(Request).where(
            Request.interview_id == interview_id,
            Request.contact_id == contact_id,
            Request.channel == RequestChannel.LINK,
            Request.state.in_([*CHASED, RequestState.PAUSED]),
        )
    ) or open_request(work, interview, contact)
    if request.state is RequestState.PAUSED:
        request.resume(None)
    interview.ask_at = None
    write_to(work, contact, [request])
    return request


def open_request(work: Work, interview: Interview, contact: Contact) -> Request:
    """Have a contact asked in their next working hours."""
    return work.add(
        Request(
            agency_id=work.agency_id,
            interview_id=interview.id,
            contact_id=contact.id,
            channel=RequestChannel.LINK,
            asked_at=work.now,
            next_at=calendar_of(work, contact).opening(work.now),
        )
    )


def note_asking(work: Work, interview_ids: Sequence[UUID]) -> None:
    """Note on the promises that the client was asked: the candidate may know when, and reads no request."""
    for promise in work.all(select(Promise).where(Promise.interview_id.in_(interview_ids))):
        promise.note_asking(work.now)


def write_to(work: Work, contact: Contact, requests: Sequence[Request]) -> None:
    """Put requests to their contact in one mail, and say when the next step falls due."""
    round_id = new_id()
    next_at = calendar_of(work, contact).days_after(work.now, work.agency.remind_every, OPENS)
    for request in requests:
        request.send(work.now, next_at)
    note_asking(work, [request.interview_id for request in requests])
    work.session.flush()
    chases = [
        Chase(
            agency_id=work.agency_id,
            request_id=request.id,
            round_id=round_id,
            number=request.sent,
            sent_at=work.now,
        )
        for request in requests
    ]
    work.add_all(chases)
    work.record(RoundMade(chase_id=chases[0].id, round_id=round_id, contact_id=contact.id), version=1)


def ask_after_interviews(work: Work) -> int:
    """Open a request for each interview that has ended, to its first contact. Returns how many; the clock calls it."""
    ended = work.all(
        select(Interview).where(Interview.ask_at <= work.now).order_by(Interview.ask_at).limit(MOST_AT_ONCE)
    )
    for interview in ended:
        interview.ask_at = None
        contact = unasked(work, interview.id)
        wanted = work.agency.asks and interview.state not in OFF and wants_word(work, interview.id)
        if contact is not None and wanted:
            open_request(work, interview, contact)
    return len(ended)


def contacts_to_chase(work: Work) -> Sequence[UUID]:
    """Return the contacts for whom a step falls due now. The clock takes each in a transaction of its own."""
    due = select(Request.contact_id).where(Request.next_at <= work.now, Request.state.in_(CHASED))
    return work.session.scalars(due.distinct().limit(MOST_AT_ONCE)).all()


def chase_contact(work: Work, contact_id: UUID) -> None:
    """Take the step that is due for each of a contact's requests: remind them, all in one mail, or escalate."""
    contact = work.get(Contact, contact_id)
    opening = calendar_of(work, contact).opening(work.now)
    due = work.all(
        select(Request)
        .where(
            Request.contact_id == contact_id,
            Request.next_at <= work.now,
            Request.state.in_(CHASED),
        )
        .order_by(Request.next_at, Request.id)
    )
    to_send = []
    for request in due:
        if not wants_word(work, request.interview_id):
            end_asking(work, work.get(Interview, request.interview_id))
        elif opening > work.now:
            request.wait_until(opening)
        elif contact.email is None or request.sent > work.agency.reminders:
            escalate(work, request)
        else:
            to_send.append(request)
    if to_send:
        write_to(work, contact, to_send)


def escalate(work: Work, request: Request) -> None:
    """Ask the interview's next contact, or have the account's owner told where there is none."""
    interview = work.get(Interview, request.interview_id)
    another = unasked(work, interview.id)
    request.escalate(to_owner=another is None)
    if another is not None:
        open_request(work, interview, another)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who comes with a link: one contact, about one interview."""

    agency_id: UUID
    request_id: UUID
    interview_id: UUID
    contact_id: UUID

    @property
    def actor(self) -> Actor:
        """How the ledger knows them."""
        return Actor(ActorKind.CONTACT, self.contact_id)


def find_caller(store: Store, token: str) -> Caller | None:
    """Tell who comes with this link; None where it is unknown, has run out or was taken back."""
    with store.glance() as session:
        link = session.get(AskingLink, hash_token(token))
        if link is None or link.revoked_at is not None or link.expires_at <= store.now():
            return None
        agency_id, request_id = link.agency_id, link.request_id
    with store.look(agency_id) as work:
        request = work.get(Request, request_id)
        return Caller(agency_id, request_id, request.interview_id, request.contact_id)


def keep_draft(work: Work, request_id: UUID, draft: dict[str, Any]) -> None:
    """Keep what a contact has filled in so far. Nobody but they sees it before it is sent."""
    request = work.get(Request, request_id)
    refuse_erased_on(work, request.interview_id)
    request.draft = draft


def defer_request(work: Work, request_id: UUID) -> Request:
    """The contact will call: they are left alone for two working days. Raises MoveError."""
    request = work.get(Request, request_id)
    calendar = calendar_of(work, work.get(Contact, request.contact_id))
    request.defer(calendar.days_after(work.now, CALL_WITHIN, OPENS))
    return request


def decline_request(work: Work, request_id: UUID, reason: str, *, held: bool = True) -> Request:
    """No feedback will come, the contact says; where nobody else is asked, the candidate is to be told so honestly.

    Not `held` is that the interview did not take place: then somebody here has to say what happened. Raises InvalidError
    naming `reason`, MoveError.
    """
    request = work.get(Request, request_id)
    refuse_erased_on(work, request.interview_id)
    request.decline(clean_line("reason", reason, longest=300))
    work.session.flush()
    interview = work.get(Interview, request.interview_id)
    others = select(Request).where(Request.interview_id == interview.id, Request.state.in_(ASKED))
    if held and not work.all(others) and not has_note(work, interview.id):
        interview.fall_silent()
    return request


def revoke_links(work: Work, request_id: UUID) -> None:
    """Make every link of a request worthless, because it went to the wrong person. Raises NotFoundError."""
    take_back_links(work, work.get(Request, request_id))


def pause_request(work: Work, request_id: UUID) -> Request:
    """Let reminders rest. Raises MoveError, NotFoundError."""
    request = work.get(Request, request_id)
    request.pause()
    return request


def resume_request(work: Work, request_id: UUID) -> Request:
    """Let reminders go on from the contact's next working morning. Raises MoveError, NotFoundError."""
    request = work.get(Request, request_id)
    calendar = calendar_of(work, work.get(Contact, request.contact_id))
    request.resume(calendar.days_after(work.now, 1, OPENS))
    return request


def close_request(work: Work, request_id: UUID) -> Request:
    """Ask this contact no more. Raises MoveError, NotFoundError."""
    request = work.get(Request, request_id)
    request.close()
    return request


def record_silence(work: Work, interview_id: UUID) -> Interview:
    """No feedback will come: nobody is asked any more, and a message that says so honestly is worded.

    Raises MoveError where feedback has come, or the interview was not held.
    """
    interview = work.get(Interview, interview_id)
    refuse_erased(work, interview.candidate_id)
    if has_note(work, interview_id):
        raise MoveError("There is feedback on this interview already.")
    if interview.state in OFF or interview.starts_at > work.now:
        raise MoveError("This interview has not been held.")
    if interview.state is InterviewState.SCHEDULED:
        interview.take_place()
    end_asking(work, interview)
    interview.fall_silent()
    return interview
