"""Asking a contact for feedback."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.domain.client import Contact


class RequestChannel(StrEnum):
    """How the contact was asked."""

    CALL = "call"
    EMAIL = "email"
    IN_PERSON = "in_person"


class Request(Subject, Base, kw_only=True, repr=False, eq=False):
    """One asking of one contact about one interview."""

    __tablename__ = "request"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("contact_id", "contact"),
        found_by("interview_id"),
    )

    interview_id: Mapped[UUID]
    contact_id: Mapped[UUID]
    channel: Mapped[RequestChannel] = mapped_column(closed(RequestChannel))
    asked_at: Mapped[datetime]

    contact: Mapped[Contact] = relationship(viewonly=True, init=False)

    def ask(self) -> None:
        """Tell that the contact was asked."""
        self.record(
            events.FeedbackRequested(
                request_id=self.id, interview_id=self.interview_id, contact_id=self.contact_id
            )
        )
