"""Asking: a contact is asked for feedback, and the asking is on record."""

from uuid import UUID

from relay.domain.client import Contact
from relay.domain.interview import Interview
from relay.domain.request import Request, RequestChannel
from relay.store.work import Work


def record_request(work: Work, interview_id: UUID, *, contact_id: UUID, channel: RequestChannel) -> Request:
    """Record that a contact was asked by call, e-mail or in person. Raises NotFoundError."""
    work.get(Interview, interview_id)
    work.get(Contact, contact_id)
    request = Request(
        agency_id=work.agency_id,
        interview_id=interview_id,
        contact_id=contact_id,
        channel=channel,
        asked_at=work.now,
    )
    request.ask()
    return work.add(request)
