"""People: the candidate behind an address, the name they are written to by, and the mailbox they come in from; the contact at an
interview's client.

More than one stage has to see to each of these, and stages never import one another.
"""

from uuid import UUID

from sqlalchemy import delete, select, update

from relay.domain.candidate import Candidate
from relay.domain.client import Contact
from relay.domain.errors import InvalidError
from relay.domain.interview import Interview
from relay.domain.job import Job
from relay.domain.knock import Challenge
from relay.domain.message import Message, MessageState
from relay.domain.staff import SignInSession
from relay.store.passkeys import end_passkeys
from relay.store.wordings import find_version
from relay.store.work import Work

# What has reached the candidate is corrected by a person, not worded anew by itself.
OUT = (MessageState.RELAYED, MessageState.WITHDRAWN)


def find_candidate(work: Work, address: str) -> Candidate | None:
    """The candidate with this e-mail address, if there is one; for the address of a tombstone, the record that was kept."""
    row = work.one(
        select(Candidate)
        .where(Candidate.email == address)
        .order_by(Candidate.merged_into_id.is_not(None), Candidate.id.desc())
        .limit(1)
    )
    return work.get(Candidate, row.merged_into_id) if row is not None and row.merged_into_id else row


def find_contact(work: Work, interview_id: UUID, contact_id: UUID) -> Contact:
    """Somebody at the client of an interview. Raises InvalidError naming `contact_id`, NotFoundError."""
    contact = work.get(Contact, contact_id)
    job = work.get(Job, work.get(Interview, interview_id).job_id)
    if contact.client_id != job.client_id:
        raise InvalidError("contact_id", "Choose somebody at this client.")
    return contact


def outdate_messages(work: Work, candidate_id: UUID) -> None:
    """Have every message that has not gone out worded for the name by which its candidate is known by now.

    An approval is taken back: whoever gave it read another name at the head of the letter.
    """
    if work.get(Candidate, candidate_id).erased_at is not None:
        return
    under_review = (
        select(Message)
        .join(Interview, Interview.id == Message.interview_id)
        .where(Interview.candidate_id == candidate_id, Message.state.not_in(OUT))
    )
    for message in work.all(under_review):
        if message.state is MessageState.APPROVED:
            message.recall(flagged=bool(find_version(work, message, message.number).breaches))
        message.outdate()


def shut_out(work: Work, candidate_id: UUID) -> None:
    """Whoever reads the old mailbox may be somebody else: what was opened or added from there, and codes sent there, end."""
    end_passkeys(work, candidate_id)
    work.session.execute(
        delete(SignInSession).where(
            SignInSession.agency_id == work.agency_id, SignInSession.person_id == candidate_id
        )
    )
    work.session.execute(
        update(Challenge)
        .where(
            Challenge.agency_id == work.agency_id,
            Challenge.candidate_id == candidate_id,
            Challenge.used_at.is_(None),
        )
        .values(used_at=work.now)
    )
