"""Letters: what the candidate can see of a released version.

Copied at release and never joined back: these tables, and what the candidate made, are the only feedback tables that
the candidate's side may read. `number` and `text_hash` say which version it was without leading to it.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, Subject, Tenant, closed, found_by, within_agency
from relay.domain.errors import MoveError, StaleError
from relay.domain.moves import Moves, target
from relay.vocabulary import Competency, Helpful, Kind, ParagraphRole


class LetterState(StrEnum):
    """How far the candidate has come with it."""

    CLOSED = "closed"
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


STANDING = frozenset({LetterState.CLOSED, LetterState.OPENED, LetterState.ACKNOWLEDGED})
# What the candidate opened and can still read.
READ = (LetterState.OPENED, LetterState.ACKNOWLEDGED)
# The paragraphs that hold feedback.
TOLD = (ParagraphRole.STRENGTHS, ParagraphRole.IMPROVEMENT)

LETTER_MOVES: Moves[LetterState] = {
    "open": (frozenset({LetterState.CLOSED}), LetterState.OPENED),
    "acknowledge": (frozenset({LetterState.OPENED}), LetterState.ACKNOWLEDGED),
    "supersede": (STANDING, LetterState.SUPERSEDED),
    "withdraw": (STANDING, LetterState.WITHDRAWN),
}


class LetterItem(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One paragraph of a letter. A strength or an improvement has its kind and competency, an improvement its next step.

    `suggestions` are what else could be taken up from an improvement; letters from before there were any have none.
    """

    __tablename__ = "letter_item"
    __table_args__ = (
        within_agency("letter_id", "letter"),
        sa.UniqueConstraint("agency_id", "letter_id", "place"),
    )

    letter_id: Mapped[UUID]
    place: Mapped[int]
    role: Mapped[ParagraphRole] = mapped_column(closed(ParagraphRole))
    text: Mapped[str]
    next_step: Mapped[str | None] = mapped_column(default=None)
    kind: Mapped[Kind | None] = mapped_column(closed(Kind), default=None)
    competency: Mapped[Competency | None] = mapped_column(closed(Competency), default=None)
    suggestions: Mapped[list[str]] = mapped_column(sa.JSON, default_factory=list, server_default="[]")

    @property
    def ways(self) -> list[str]:
        """What can be taken up from it, its own next step first."""
        return [way for way in (self.next_step, *self.suggestions) if way]


class LetterSentence(Tenant, Base, kw_only=True, repr=False, eq=False):
    """One sentence of a strength or an improvement, with one thing that it is about.

    A paragraph may tell of several competencies, and its item names the first alone. A sentence about two stands here twice.
    """

    __tablename__ = "letter_sentence"
    __table_args__ = (
        within_agency("letter_id", "letter"),
        within_agency("letter_item_id", "letter_item"),
        sa.UniqueConstraint("agency_id", "letter_id", "place"),
    )

    letter_id: Mapped[UUID]
    letter_item_id: Mapped[UUID]
    place: Mapped[int]
    text: Mapped[str]
    kind: Mapped[Kind] = mapped_column(closed(Kind))
    competency: Mapped[Competency | None] = mapped_column(closed(Competency), default=None)


class Letter(Subject, Base, kw_only=True, repr=False, eq=False):
    """A released version as the candidate sees it.

    The names around it (client, role, stage) are copied too, so that reading it needs no other table.
    """

    __tablename__ = "letter"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("candidate_id", "candidate"),
        sa.UniqueConstraint("agency_id", "interview_id", "number"),
        found_by("candidate_id"),
    )

    interview_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    number: Mapped[int]
    subject: Mapped[str]
    text_hash: Mapped[str]
    client_name: Mapped[str]
    job_title: Mapped[str]
    stage: Mapped[str]
    approved_by: Mapped[str]
    machine_worded: Mapped[bool]
    released_at: Mapped[datetime]
    nudged_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    state: Mapped[LetterState] = mapped_column(closed(LetterState), default=LetterState.CLOSED, init=False)

    items: Mapped[list[LetterItem]] = relationship(viewonly=True, init=False, order_by=LetterItem.place)

    @property
    def standing(self) -> bool:
        """Whether it can be read."""
        return self.state in STANDING

    @property
    def holds_feedback(self) -> bool:
        """Whether it tells of a strength or of something to work on."""
        return any(item.role in TOLD for item in self.items)

    def open(self) -> None:
        """The candidate opened it, by pressing a button."""
        self.state = target(LETTER_MOVES, self.state, "open")
        self.record(events.MessageOpened(letter_id=self.id, interview_id=self.interview_id))

    def tell_helpfulness(self, helpful: Helpful) -> None:
        """Tell whether it was of help; said again, the later word holds."""
        self.record(
            events.HelpfulnessTold(letter_id=self.id, interview_id=self.interview_id, helpful=helpful)
        )

    def acknowledge(self, text_hash: str) -> None:
        """The candidate says that they have read the wording with this hash."""
        if text_hash != self.text_hash:
            raise StaleError(
                "There is a newer version of this letter. Read it first; what you wrote is kept."
            )
        self.state = target(LETTER_MOVES, self.state, "acknowledge")
        self.record(
            events.MessageAcknowledged(letter_id=self.id, interview_id=self.interview_id, number=self.number)
        )

    def nudge(self, at: datetime) -> None:
        """Have the candidate reminded of it, once. Raises MoveError."""
        if self.nudged_at is not None:
            raise MoveError("They were reminded already. Once is enough.")
        self.nudged_at = at
        self.record(events.LetterNudged(letter_id=self.id, interview_id=self.interview_id))

    def supersede(self) -> None:
        """A newer version was released."""
        self.state = target(LETTER_MOVES, self.state, "supersede")
        self.record(events.LetterSuperseded(letter_id=self.id, interview_id=self.interview_id))

    def withdraw(self) -> None:
        """It was taken out of the portal."""
        self.state = target(LETTER_MOVES, self.state, "withdraw")
        self.record(events.LetterWithdrawn(letter_id=self.id, interview_id=self.interview_id))


class Receipt(Tenant, Base, kw_only=True, repr=False, eq=False):
    """The candidate's acts on one letter: when they opened it, when they said that they had read it, and whether it helped.

    `in_own_words` is theirs alone; `helpful_why` they wrote to the agency.
    """

    __tablename__ = "receipt"
    __table_args__ = (within_agency("letter_id", "letter"), sa.UniqueConstraint("agency_id", "letter_id"))

    letter_id: Mapped[UUID]
    opened_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None] = mapped_column(default=None)
    in_own_words: Mapped[str | None] = mapped_column(default=None)
    helpful: Mapped[Helpful | None] = mapped_column(closed(Helpful), default=None)
    helpful_why: Mapped[str | None] = mapped_column(default=None)
