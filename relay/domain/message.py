"""Messages: the candidate-facing text on one interview, in versions.

One message per interview. A version's sentences carry the points they stand on; approval names a version and its hash.
Nothing here can be reached by a candidate: releasing copies what was approved into a letter.
"""

import hashlib
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, OfAgency, Subject, Tenant, closed, found_by, within_agency
from relay.domain.errors import MoveError, StaleError
from relay.domain.moves import Moves, target
from relay.domain.staff import Staff
from relay.vocabulary import BreachCode, ParagraphRole, RelayPolicy, SentenceRole, Tone


class MessageState(StrEnum):
    """Where the message stands."""

    DRAFTED = "drafted"
    FLAGGED = "flagged"
    HELD = "held"
    CLEARED = "cleared"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    RELAYED = "relayed"
    WITHDRAWN = "withdrawn"


WORDED = frozenset(
    {
        MessageState.DRAFTED,
        MessageState.FLAGGED,
        MessageState.HELD,
        MessageState.CLEARED,
        MessageState.SENT_BACK,
        MessageState.RELAYED,
        MessageState.WITHDRAWN,
    }
)

MESSAGE_MOVES: Moves[MessageState] = {
    "draft": (WORDED, MessageState.DRAFTED),
    "flag": (WORDED, MessageState.FLAGGED),
    "hold": (frozenset({MessageState.FLAGGED}), MessageState.HELD),
    "clear": (frozenset({MessageState.FLAGGED, MessageState.HELD}), MessageState.CLEARED),
    "send_back": (
        frozenset({MessageState.DRAFTED, MessageState.FLAGGED, MessageState.HELD, MessageState.CLEARED}),
        MessageState.SENT_BACK,
    ),
    "approve": (frozenset({MessageState.DRAFTED, MessageState.CLEARED}), MessageState.APPROVED),
    "recall": (frozenset({MessageState.APPROVED}), MessageState.DRAFTED),
    "recall_flagged": (frozenset({MessageState.APPROVED}), MessageState.FLAGGED),
    "relay": (frozenset({MessageState.APPROVED}), MessageState.RELAYED),
    "withdraw": (frozenset(MessageState) - {MessageState.WITHDRAWN}, MessageState.WITHDRAWN),
}


class MessageSentence(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One sentence of a version, with its paragraph."""

    __tablename__ = "message_sentence"
    __table_args__ = (
        within_agency("message_version_id", "message_version"),
        sa.UniqueConstraint("agency_id", "message_version_id", "place"),
    )

    message_version_id: Mapped[UUID]
    place: Mapped[int]
    paragraph: Mapped[int]
    paragraph_role: Mapped[ParagraphRole] = mapped_column(closed(ParagraphRole))
    role: Mapped[SentenceRole] = mapped_column(closed(SentenceRole))
    text: Mapped[str]

    sources: Mapped[list["SentenceSource"]] = relationship(viewonly=True, init=False)


class SentenceSource(OfAgency, Base, kw_only=True, repr=False, eq=False):
    """Which point a sentence stands on."""

    __tablename__ = "sentence_source"
    __table_args__ = (within_agency("sentence_id", "message_sentence"), within_agency("point_id", "point"))

    sentence_id: Mapped[UUID] = mapped_column(primary_key=True)
    point_id: Mapped[UUID] = mapped_column(primary_key=True)


class MessageBreach(Tenant, Base, kw_only=True, repr=False, eq=False):
    """What the guard objected to in a version: when it was written, or when it was about to be released."""

    __tablename__ = "message_breach"
    __table_args__ = (within_agency("message_version_id", "message_version"), found_by("message_version_id"))

    message_version_id: Mapped[UUID]
    place: Mapped[int]
    code: Mapped[BreachCode] = mapped_column(closed(BreachCode))
    advice: Mapped[str]
    sentence: Mapped[int | None] = mapped_column(default=None)
    key: Mapped[str | None] = mapped_column(default=None)


class MessageVersion(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One wording. Immutable. Without an author it was worded by a machine; `writer` names which."""

    __tablename__ = "message_version"
    __table_args__ = (
        within_agency("message_id", "message"),
        within_agency("author_id", "staff"),
        sa.UniqueConstraint("agency_id", "message_id", "number"),
    )

    message_id: Mapped[UUID]
    number: Mapped[int]
    subject: Mapped[str]
    text: Mapped[str]
    text_hash: Mapped[str]
    material_hash: Mapped[str]
    writer: Mapped[str]
    tone: Mapped[Tone] = mapped_column(closed(Tone))
    written_at: Mapped[datetime]
    author_id: Mapped[UUID | None] = mapped_column(default=None)

    author: Mapped[Staff | None] = relationship(viewonly=True, init=False)
    sentences: Mapped[list[MessageSentence]] = relationship(
        viewonly=True, init=False, order_by=MessageSentence.place
    )
    breaches: Mapped[list[MessageBreach]] = relationship(
        viewonly=True, init=False, order_by=MessageBreach.place
    )


class Approval(Tenant, Base, kw_only=True, repr=False, eq=False):
    """A named person approved a version, by its hash. `met` is the client's condition that they vouched for, if there was one."""

    __tablename__ = "approval"
    __table_args__ = (
        within_agency("message_id", "message"),
        within_agency("staff_id", "staff"),
        found_by("message_id"),
    )

    message_id: Mapped[UUID]
    number: Mapped[int]
    text_hash: Mapped[str]
    staff_id: Mapped[UUID]
    approved_at: Mapped[datetime]
    met: Mapped[RelayPolicy | None] = mapped_column(closed(RelayPolicy), default=None)

    staff: Mapped[Staff] = relationship(viewonly=True, init=False)


class Verdict(StrEnum):
    """What was decided about a version that could not simply be approved."""

    ASK_MANAGER = "ask_manager"
    ALLOW = "allow"
    SEND_BACK = "send_back"
    ASK_CLIENT = "ask_client"


class Decision(Tenant, Base, kw_only=True, repr=False, eq=False):
    """A recruiter's or manager's decision about a version, with the reason they gave."""

    __tablename__ = "decision"
    __table_args__ = (
        within_agency("message_id", "message"),
        within_agency("staff_id", "staff"),
        found_by("message_id"),
    )

    message_id: Mapped[UUID]
    number: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(closed(Verdict))
    reason: Mapped[str]
    staff_id: Mapped[UUID]
    decided_at: Mapped[datetime]

    staff: Mapped[Staff] = relationship(viewonly=True, init=False)


class Message(Subject, Base, kw_only=True, repr=False, eq=False):
    """The message on one interview. `number` is its current version, `latest` the last one written, suggestions
    included; `approved_number` is what may be released and `relayed_number` what the candidate can read.
    """

    __tablename__ = "message"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        sa.UniqueConstraint("agency_id", "interview_id"),
        found_by("state"),
    )

    interview_id: Mapped[UUID]
    state: Mapped[MessageState] = mapped_column(
        closed(MessageState), default=MessageState.DRAFTED, init=False
    )
    number: Mapped[int] = mapped_column(default=0, init=False)
    latest: Mapped[int] = mapped_column(default=0, init=False)
    approved_number: Mapped[int | None] = mapped_column(default=None, init=False)
    relayed_number: Mapped[int | None] = mapped_column(default=None, init=False)

    def word(self, breaches: int) -> None:
        """Make the version just written the current one: drafted, or flagged where the guard objects."""
        self.state = target(MESSAGE_MOVES, self.state, "flag" if breaches else "draft")
        self.latest += 1
        self.number = self.latest
        if breaches:
            self.record(
                events.MessageFlagged(
                    message_id=self.id, interview_id=self.interview_id, number=self.number, breaches=breaches
                )
            )
        else:
            self.record(
                events.MessageDrafted(message_id=self.id, interview_id=self.interview_id, number=self.number)
            )

    def outdate(self) -> None:
        """Tell that its candidate is called otherwise by now."""
        self.record(events.MessageOutdated(message_id=self.id, interview_id=self.interview_id))

    def suggest(self) -> None:
        """Lay the version just written beside the current one, which a person touched."""
        self.latest += 1
        self.record(
            events.MessageSuggested(message_id=self.id, interview_id=self.interview_id, number=self.latest)
        )

    def dismiss(self, number: int) -> None:
        """Tell that a suggested version was set aside. Raises MoveError where it is not the one that is suggested."""
        if number != self.latest or number == self.number:
            raise MoveError("That wording is not suggested any more.")
        self.record(
            events.SuggestionDismissed(message_id=self.id, interview_id=self.interview_id, number=number)
        )

    def hold(self) -> None:
        """Ask a manager about the flagged version."""
        self.state = target(MESSAGE_MOVES, self.state, "hold")
        self.record(
            events.MessageHeld(message_id=self.id, interview_id=self.interview_id, number=self.number)
        )

    def clear(self) -> None:
        """Override the guard, as a manager."""
        self.state = target(MESSAGE_MOVES, self.state, "clear")
        self.record(
            events.MessageCleared(message_id=self.id, interview_id=self.interview_id, number=self.number)
        )

    def send_back(self) -> None:
        """Have it worded anew, or asked about."""
        self.state = target(MESSAGE_MOVES, self.state, "send_back")
        self.record(
            events.MessageSentBack(message_id=self.id, interview_id=self.interview_id, number=self.number)
        )

    def approve(self, not_before: datetime | None = None) -> None:
        """Let the current version be released, at once or not before a moment."""
        self.state = target(MESSAGE_MOVES, self.state, "approve")
        self.approved_number = self.number
        self.record(
            events.MessageApproved(
                message_id=self.id, interview_id=self.interview_id, number=self.number, not_before=not_before
            )
        )

    def recall(self, *, flagged: bool) -> None:
        """Take the approval back, while nothing has left; a version the guard objected to is flagged again."""
        self.state = target(MESSAGE_MOVES, self.state, "recall_flagged" if flagged else "recall")
        self.approved_number = None
        self.record(
            events.MessageRecalled(message_id=self.id, interview_id=self.interview_id, number=self.number)
        )

    def relay(self, letter_id: UUID) -> None:
        """Tell that the approved version stands in the portal."""
        if self.approved_number is None:
            raise MoveError("It was not approved.")
        self.state = target(MESSAGE_MOVES, self.state, "relay")
        self.relayed_number = self.approved_number
        self.record(
            events.MessageRelayed(
                message_id=self.id,
                interview_id=self.interview_id,
                letter_id=letter_id,
                number=self.relayed_number,
            )
        )

    def withdraw(self, letter_id: UUID) -> None:
        """Tell that the letter was taken out of the portal; a correction that is being worded does not stand in the way.

        Raises MoveError where nothing stands in it.
        """
        if self.relayed_number is None:
            raise MoveError("Nothing of this stands in the portal.")
        self.state = target(MESSAGE_MOVES, self.state, "withdraw")
        self.approved_number = self.relayed_number = None
        self.record(
            events.MessageWithdrawn(message_id=self.id, interview_id=self.interview_id, letter_id=letter_id)
        )

    def expect(self, number: int) -> None:
        """Refuse to act for somebody who is looking at another version than the current one."""
        if number != self.number:
            raise StaleError(
                f"There is a version {self.number} by now; you were looking at version {number}."
            )


def hash_of(subject: str, text: str) -> str:
    """The SHA-256, in hex, that approval and acknowledgement name a wording by."""
    return hashlib.sha256(f"{subject}\n{text}".encode()).hexdigest()
