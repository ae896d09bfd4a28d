"""Asking a contact for feedback, and each mail in which they are asked.

A request by link is chased: reminders at nine in the morning of the contact's clocks, on working days, until they answer.
`next_at` is when the next of these falls due. One by call or in person is on record and chased by nobody.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, Subject, Tenant, closed, found_by, within_agency
from relay.domain.client import Contact
from relay.domain.moves import Moves, target


class RequestChannel(StrEnum):
    """How the contact was asked."""

    CALL = "call"
    EMAIL = "email"
    IN_PERSON = "in_person"
    LINK = "link"


class RequestState(StrEnum):
    """What has become of the asking."""

    OPEN = "open"
    PAUSED = "paused"
    CALLING = "calling"
    ANSWERED = "answered"
    DECLINED = "declined"
    CLOSED = "closed"


ASKED = frozenset({RequestState.OPEN, RequestState.PAUSED, RequestState.CALLING})
HEARD = ASKED | {RequestState.ANSWERED, RequestState.DECLINED, RequestState.CLOSED}

REQUEST_MOVES: Moves[RequestState] = {
    "chase": (frozenset({RequestState.OPEN, RequestState.CALLING}), RequestState.OPEN),
    "pause": (frozenset({RequestState.OPEN, RequestState.CALLING}), RequestState.PAUSED),
    "resume": (frozenset({RequestState.PAUSED, RequestState.CALLING}), RequestState.OPEN),
    "defer": (ASKED, RequestState.CALLING),
    "answer": (HEARD, RequestState.ANSWERED),
    "decline": (ASKED, RequestState.DECLINED),
    "close": (ASKED, RequestState.CLOSED),
}


class Request(Subject, Base, kw_only=True, repr=False, eq=False):
    """One asking of one contact about one interview. `sent` counts its mails, `escalated` tells that they led nowhere.

    `draft` is what the contact has filled in so far, or last sent: the fields of their form, as they were.
    """

    __tablename__ = "request"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("contact_id", "contact"),
        found_by("interview_id"),
        found_by("contact_id", "state"),
        found_by("next_at"),
    )

    interview_id: Mapped[UUID]
    contact_id: Mapped[UUID]
    channel: Mapped[RequestChannel] = mapped_column(closed(RequestChannel))
    asked_at: Mapped[datetime]
    state: Mapped[RequestState] = mapped_column(closed(RequestState), default=RequestState.OPEN, init=False)
    next_at: Mapped[datetime | None] = mapped_column(default=None)
    sent: Mapped[int] = mapped_column(default=0, init=False)
    escalated: Mapped[bool] = mapped_column(default=False, init=False)
    reason: Mapped[str | None] = mapped_column(default=None, init=False)
    draft: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON, default=None, init=False)

    contact: Mapped[Contact] = relationship(viewonly=True, init=False)

    def ask(self) -> None:
        """Tell that the contact was asked by a person."""
        self.record(
            events.FeedbackRequested(
                request_id=self.id, interview_id=self.interview_id, contact_id=self.contact_id
            )
        )

    def send(self, at: datetime, next_at: datetime) -> None:
        """Tell that a mail asks the contact: for the first time, or again. `next_at` is when the next step falls due."""
        self.state = target(REQUEST_MOVES, self.state, "chase")
        self.sent, self.next_at = self.sent + 1, next_at
        if self.sent == 1:
            self.asked_at = at
            self.ask()
        else:
            self.record(
                events.FeedbackReminded(request_id=self.id, interview_id=self.interview_id, number=self.sent)
            )

    def wait_until(self, next_at: datetime) -> None:
        """Nobody is written to outside working hours: take the step when they begin."""
        self.next_at = next_at

    def escalate(self, *, to_owner: bool) -> None:
        """Give up on reminders; the link stays open."""
        self.state = target(REQUEST_MOVES, self.state, "chase")
        self.next_at, self.escalated = None, True
        self.record(
            events.RequestEscalated(request_id=self.id, interview_id=self.interview_id, to_owner=to_owner)
        )

    def pause(self) -> None:
        """Let reminders rest."""
        self.state = target(REQUEST_MOVES, self.state, "pause")
        self.next_at = None
        self.record(events.RequestPaused(request_id=self.id, interview_id=self.interview_id))

    def resume(self, next_at: datetime | None) -> None:
        """Let reminders go on."""
        self.state = target(REQUEST_MOVES, self.state, "resume")
        self.next_at = next_at
        self.record(events.RequestResumed(request_id=self.id, interview_id=self.interview_id))

    def defer(self, next_at: datetime | None) -> None:
        """The contact will call; where they have not by `next_at`, they are asked again."""
        self.state = target(REQUEST_MOVES, self.state, "defer")
        self.next_at = next_at
        self.record(events.RequestDeferred(request_id=self.id, interview_id=self.interview_id))

    def answer(self) -> None:
        """The contact gave feedback; they may do so again, and after anything else they said."""
        self.state = target(REQUEST_MOVES, self.state, "answer")
        self.next_at = None
        self.record(events.RequestAnswered(request_id=self.id, interview_id=self.interview_id))

    def decline(self, reason: str) -> None:
        """No feedback will come, for `reason`."""
        self.state = target(REQUEST_MOVES, self.state, "decline")
        self.next_at, self.reason = None, reason
        self.record(events.RequestDeclined(request_id=self.id, interview_id=self.interview_id))

    def revoke(self) -> None:
        """Tell that its links open nothing any more."""
        self.record(events.RequestRevoked(request_id=self.id, interview_id=self.interview_id))

    def close(self) -> None:
        """Expect nothing any more."""
        self.state = target(REQUEST_MOVES, self.state, "close")
        self.next_at = None
        self.record(events.RequestClosed(request_id=self.id, interview_id=self.interview_id))


class AskingLink(Base, kw_only=True, repr=False, eq=False):
    """The way in that a contact was sent: only its hash is kept. Outside row-level security: it is what tells the agency."""

    __tablename__ = "asking_link"
    __table_args__ = (sa.Index(None, "request_id"),)

    link_hash: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    request_id: Mapped[UUID]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class Chase(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One time that one request was put to its contact by mail; those of one round are in one mail."""

    __tablename__ = "chase"
    __table_args__ = (
        within_agency("request_id", "request"),
        sa.UniqueConstraint("agency_id", "request_id", "number"),
        found_by("round_id"),
    )

    request_id: Mapped[UUID]
    round_id: Mapped[UUID]
    number: Mapped[int]
    sent_at: Mapped[datetime]

    request: Mapped[Request] = relationship(viewonly=True, init=False)
