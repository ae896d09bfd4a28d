"""Askings: who is asked about an interview, and that nobody is asked once there is an answer.

More than one stage has to see to the second: feedback that comes by any way, and an interview that is called off, end the
asking in their own transaction, so that no reminder can follow.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update

from relay.domain.calendar import Calendar
from relay.domain.client import Contact
from relay.domain.interview import Interview, InterviewContact
from relay.domain.note import Note
from relay.domain.promise import Promise, PromiseState
from relay.domain.request import ASKED, AskingLink, Chase, Request, RequestState
from relay.store.work import Work


def askable(work: Work, interview_id: UUID) -> Sequence[Contact]:
    """Return the interview's contacts that can be written to, the one to be asked first at the head."""
    return work.all(
        select(Contact)
        .join(InterviewContact, InterviewContact.contact_id == Contact.id)
        .where(InterviewContact.interview_id == interview_id, Contact.email.is_not(None))
        .order_by(InterviewContact.place, Contact.name, Contact.id)
    )


def calendar_of(work: Work, contact: Contact) -> Calendar:
    """Return when a contact may be written to: their own clocks, the agency's holidays."""
    return Calendar(contact.zone or work.agency.zone, work.agency.country)


def asking_instant(work: Work, interview: Interview) -> datetime | None:
    """Return when the interview's contact is to be asked; None where it is over already, or nobody can be asked."""
    contacts = askable(work, interview.id)
    if not contacts or not work.agency.asks or interview.ends_at <= work.now:
        return None
    return calendar_of(work, contacts[0]).opening(interview.ends_at)


def has_note(work: Work, interview_id: UUID) -> bool:
    """Tell whether anybody has said anything about an interview."""
    return bool(work.session.scalar(select(exists().where(Note.interview_id == interview_id))))


def wants_word(work: Work, interview_id: UUID) -> bool:
    """Tell whether the candidate is still owed word and nobody has said anything yet."""
    waived = select(Promise).where(Promise.interview_id == interview_id, Promise.state == PromiseState.WAIVED)
    return not has_note(work, interview_id) and work.one(waived) is None


def take_back_links(work: Work, request: Request) -> None:
    """Make every link of a request worthless, because it went to the wrong person."""
    work.session.execute(
        update(AskingLink)
        .where(
            AskingLink.agency_id == work.agency_id,
            AskingLink.request_id == request.id,
            AskingLink.revoked_at.is_(None),
        )
        .values(revoked_at=work.now)
    )
    request.revoke()


def is_being_asked(work: Work, interview_id: UUID) -> bool:
    """Tell whether a mail to anybody about an interview is still to come, or rests."""
    waiting = work.all(select(Request).where(Request.interview_id == interview_id, Request.state.in_(ASKED)))
    return any(request.next_at is not None or request.state is RequestState.PAUSED for request in waiting)


def end_asking(work: Work, interview: Interview, *, answered_by: UUID | None = None) -> None:
    """Ask nobody any more. Requests to `answered_by`, who gave feedback, are answered; open ones to others are closed.

    Whoever said that nothing would come, or was no longer asked, has answered all the same once they do.
    """
    interview.ask_at = None
    for request in work.all(select(Request).where(Request.interview_id == interview.id)):
        if request.contact_id == answered_by and request.state is not RequestState.ANSWERED:
            request.answer()
        elif request.state in ASKED:
            request.close()


def unasked(work: Work, interview_id: UUID) -> Contact | None:
    """Return the next contact who was not asked by link yet, or None."""
    asked = {
        request.contact_id
        for request in work.all(select(Request).where(Request.interview_id == interview_id))
        if request.sent or request.state is RequestState.OPEN
    }
    return next((contact for contact in askable(work, interview_id) if contact.id not in asked), None)


def standing_chases(work: Work, round_id: UUID) -> Sequence[Chase]:
    """The chases of a round whose requests still wait for an answer, in the order of their interviews."""
    return work.all(
        select(Chase)
        .join(Chase.request)
        .join(Interview, Interview.id == Request.interview_id)
        .where(Chase.round_id == round_id, Request.state.in_(ASKED))
        .order_by(Interview.ends_at, Chase.id)
    )
