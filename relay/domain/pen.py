"""The second pen: a language model that an agency may have its points worded by, and a record of each time it was asked.

Off until an administrator says where it is. Nothing of what was sent or answered is kept here: the record holds counts and
codes, so that a budget can be kept and a fall back to the phrasebook can be explained.
"""

import re
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, Tenant, closed, found_by, within_agency
from relay.domain.errors import InvalidError
from relay.domain.words import clean_line

LONGEST_PATIENCE = 60
# What its key is sealed as.
SEAL = "pen"
PRINTABLE = re.compile(r"[!-~]+")


class DictationOutcome(StrEnum):
    """What came of asking the second pen. All but `asking` and `worded` say why the phrasebook worded the message."""

    ASKING = "asking"
    WORDED = "worded"
    MOVED = "moved"
    INTERRUPTED = "interrupted"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    REFUSED = "refused"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    UNFAITHFUL = "unfaithful"
    OBJECTED = "objected"
    HELD_BACK = "held_back"
    KEY_LOST = "key_lost"
    RESTING = "resting"
    BUSY = "busy"
    SPENT = "spent"

    @property
    def label(self) -> str:
        """The outcome as a page tells it."""
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {
    DictationOutcome.ASKING: "being asked",
    DictationOutcome.WORDED: "worded the message",
    DictationOutcome.MOVED: "was overtaken by a change of what is to be told",
    DictationOutcome.INTERRUPTED: "was interrupted",
    DictationOutcome.UNREACHABLE: "could not be reached",
    DictationOutcome.TIMED_OUT: "took too long",
    DictationOutcome.REFUSED: "turned the request down",
    DictationOutcome.TOO_LONG: "answered at too great a length",
    DictationOutcome.UNREADABLE: "gave an answer that cannot be read",
    DictationOutcome.UNFAITHFUL: "did not keep to the points",
    DictationOutcome.OBJECTED: "worded something that the guard objects to",
    DictationOutcome.HELD_BACK: "was not asked, because a point repeats withheld words",
    DictationOutcome.KEY_LOST: "was not asked, because its key can no longer be read",
    DictationOutcome.RESTING: "was not asked again so soon after a failure",
    DictationOutcome.BUSY: "was busy with other messages",
    DictationOutcome.SPENT: "was not asked, because this month's budget is spent",
}
# Where nothing was sent: these count as no call.
UNASKED = (
    DictationOutcome.HELD_BACK,
    DictationOutcome.KEY_LOST,
    DictationOutcome.RESTING,
    DictationOutcome.BUSY,
    DictationOutcome.SPENT,
)


class Pen(Subject, Base, kw_only=True, repr=False, eq=False):
    """An agency's second pen. The key is sealed under the house's secret; `patience` is in seconds, budgets are a month's."""

    __tablename__ = "pen"
    __table_args__ = (sa.UniqueConstraint("agency_id"),)

    active: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    sealed_key: Mapped[str | None] = mapped_column(default=None)
    patience: Mapped[int] = mapped_column(default=20)
    most_calls: Mapped[int] = mapped_column(default=500)
    most_tokens: Mapped[int] = mapped_column(default=1_000_000)

    def change(
        self, *, active: bool, address: str, model: str, patience: int, most_calls: int, most_tokens: int
    ) -> None:
        """Set where it is and what it may use."""
        self.active, self.address, self.model = active, address, model
        self.patience, self.most_calls, self.most_tokens = patience, most_calls, most_tokens
        self.record(events.PenChanged(pen_id=self.id, active=active))


class Dictation(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One time the second pen was asked, or was not and why. `tokens` is an upper guess until the answer came.

    `cause_id` is the event that asked for a wording, and `code` the guard's or the server's word on it.
    """

    __tablename__ = "dictation"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        found_by("interview_id"),
        found_by("started_at"),
    )

    interview_id: Mapped[UUID]
    cause_id: Mapped[UUID]
    material_hash: Mapped[str]
    model: Mapped[str]
    outcome: Mapped[DictationOutcome] = mapped_column(closed(DictationOutcome))
    tokens: Mapped[int]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    code: Mapped[str | None] = mapped_column(default=None)

    def end(self, outcome: DictationOutcome, at: datetime, *, code: str | None = None) -> None:
        """Say what came of it."""
        self.outcome, self.ended_at, self.code = outcome, at, code


def clean_base_address(field: str, value: str) -> str:
    """The address that a pen's paths begin with: http or https, a host, and no user, query or fragment.

    Raises InvalidError naming `field`.
    """
    line = clean_line(field, value, longest=300).rstrip("/")
    try:
        parts = urlsplit(line)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise InvalidError(field, "Enter an address, such as https://llm.example/v1.") from None
    if not fits or not PRINTABLE.fullmatch(line) or "\\" in line:
        raise InvalidError(field, "Enter an address that begins with https:// or http://.")
    if "@" in parts.netloc or "?" in line or "#" in line:
        raise InvalidError(
            field, "Leave user names, questions and fragments out; the key has a field of its own."
        )
    return line


def clean_pen_key(field: str, value: str) -> str:
    """A key as it can stand in a header: printable ASCII without spaces. Raises InvalidError naming `field`."""
    key = value.strip()
    if len(key) > 500 or not PRINTABLE.fullmatch(key):
        raise InvalidError(field, "A key is letters, digits and signs, without spaces, at most 500 of them.")
    return key
