"""Notices: fixed wording without feedback, and the attempts to deliver them.

A notice has one Message-ID for all its attempts. An attempt is a row before the mail server is called and again after,
because plain SMTP cannot say for certain whether a mail was taken (RFC 5321, section 4.5.3.2.6).
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, Tenant, closed, found_by, within_agency
from relay.domain.moves import Moves, target


class NoticeKind(StrEnum):
    """Which fixed wording."""

    LETTER_WAITING = "letter_waiting"
    LETTER_CHANGED = "letter_changed"
    LETTER_NUDGED = "letter_nudged"
    ANSWER_WAITING = "answer_waiting"
    INTERVIEW_PROMISED = "interview_promised"
    PROMISE_MISSED = "promise_missed"
    PROMISE_EXTENDED = "promise_extended"
    FEEDBACK_ASKED = "feedback_asked"
    FEEDBACK_REMINDED = "feedback_reminded"
    FEEDBACK_MISSING = "feedback_missing"
    THANKS = "thanks"
    ACTION_DUE = "action_due"
    WISH_ANSWERED = "wish_answered"
    RECORDS_MERGED = "records_merged"
    PASSKEY_ADDED = "passkey_added"
    KEY = "key"
    ERASURE_KEY = "erasure_key"
    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of a kind of mail


TO_STAFF = frozenset({NoticeKind.FEEDBACK_MISSING, NoticeKind.INVITATION, NoticeKind.PASSWORD_RESET})
TO_CONTACTS = frozenset({NoticeKind.FEEDBACK_ASKED, NoticeKind.FEEDBACK_REMINDED, NoticeKind.THANKS})
TO_CANDIDATES = frozenset(NoticeKind) - TO_STAFF - TO_CONTACTS


class NoticeState(StrEnum):
    """What became of it. `sent` is what a mail server took, which is not the same as delivered; `dropped` was not needed."""

    SEALED = "sealed"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


NOTICE_MOVES: Moves[NoticeState] = {
    "send": (frozenset({NoticeState.SEALED}), NoticeState.SENT),
    "fail": (frozenset({NoticeState.SEALED}), NoticeState.FAILED),
    "drop": (frozenset({NoticeState.SEALED}), NoticeState.DROPPED),
    "seal_again": (frozenset({NoticeState.FAILED}), NoticeState.SEALED),
}


class Notice(Subject, Base, kw_only=True, repr=False, eq=False):
    """One mail, whatever number of attempts it takes. The address is frozen when it is sealed.

    `cause_id` is the event it tells of, and it is unique: the same event never makes two notices. `about_id` is what its
    wording is made from: the challenge of a key, the round of chases, the thanks. `settled_attempts` is how many attempts had been
    made when a person last had it sent again: those before no longer count against it.
    """

    __tablename__ = "notice"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("candidate_id", "candidate"),
        within_agency("staff_id", "staff"),
        within_agency("contact_id", "contact"),
        sa.UniqueConstraint("agency_id", "cause_id"),
        found_by("interview_id"),
        found_by("candidate_id"),
        found_by("state"),
    )

    kind: Mapped[NoticeKind] = mapped_column(closed(NoticeKind))
    cause_id: Mapped[UUID]
    address: Mapped[str]
    message_id: Mapped[str]
    sealed_at: Mapped[datetime]
    about_id: Mapped[UUID | None] = mapped_column(default=None)
    interview_id: Mapped[UUID | None] = mapped_column(default=None)
    candidate_id: Mapped[UUID | None] = mapped_column(default=None)
    staff_id: Mapped[UUID | None] = mapped_column(default=None)
    contact_id: Mapped[UUID | None] = mapped_column(default=None)
    settled_attempts: Mapped[int] = mapped_column(default=0)
    state: Mapped[NoticeState] = mapped_column(closed(NoticeState), default=NoticeState.SEALED, init=False)

    def seal(self) -> None:
        """Tell that it has its address and identity."""
        self.record(events.NoticeSealed(notice_id=self.id, interview_id=self.interview_id))

    def seal_again(self, *, address: str, attempts: int) -> None:
        """Have it sent once more, to the address that is known by now."""
        self.state = target(NOTICE_MOVES, self.state, "seal_again")
        self.address, self.settled_attempts = address, attempts
        self.record(events.NoticeSealed(notice_id=self.id, interview_id=self.interview_id))

    def readdress(self, address: str) -> None:
        """Have a notice that has not left go where the candidate is known to be by now."""
        self.address = address

    def send(self) -> None:
        """Tell that a mail server took it."""
        self.state = target(NOTICE_MOVES, self.state, "send")
        self.record(events.NoticeSent(notice_id=self.id, interview_id=self.interview_id))

    def fail(self, code: str) -> None:
        """Tell that it could not be sent."""
        self.state = target(NOTICE_MOVES, self.state, "fail")
        self.record(events.NoticeFailed(notice_id=self.id, interview_id=self.interview_id, code=code))

    def drop(self) -> None:
        """Tell that it need not leave any more: what it asks for has come, or its reader does not want it."""
        self.state = target(NOTICE_MOVES, self.state, "drop")
        self.record(events.NoticeDropped(notice_id=self.id, interview_id=self.interview_id))


class DeliveryOutcome(StrEnum):
    """How one attempt ended. `unknown` is an error after the final dot: the server may have it."""

    SENDING = "sending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


class Delivery(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One attempt through one channel."""

    __tablename__ = "delivery"
    __table_args__ = (
        within_agency("notice_id", "notice"),
        sa.UniqueConstraint("agency_id", "notice_id", "number"),
    )

    notice_id: Mapped[UUID]
    number: Mapped[int]
    channel: Mapped[str]
    started_at: Mapped[datetime]
    outcome: Mapped[DeliveryOutcome] = mapped_column(closed(DeliveryOutcome), default=DeliveryOutcome.SENDING)
    code: Mapped[str | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
