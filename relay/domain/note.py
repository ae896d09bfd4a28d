"""Notes and jottings: the client's words. Nothing here can be reached by a candidate."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, Subject, Tenant, closed, within_agency
from relay.domain.client import Contact
from relay.domain.staff import Staff
from relay.vocabulary import NoteSource


class Jotting(Tenant, Base, kw_only=True, repr=False, eq=False):
    """A note being typed: one per interview and person, saved as they type, gone at capture.

    `edition` counts saves, so that a second tab cannot silently overwrite the first.
    """

    __tablename__ = "jotting"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("staff_id", "staff"),
        sa.UniqueConstraint("agency_id", "interview_id", "staff_id"),
    )

    interview_id: Mapped[UUID]
    staff_id: Mapped[UUID]
    text: Mapped[str]
    edition: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]


class Note(Subject, Base, kw_only=True, repr=False, eq=False):
    """Raw feedback as received. Immutable: a corrected note supersedes it. Without an author its contact wrote it, by link."""

    __tablename__ = "note"
    __table_args__ = (
        within_agency("interview_id", "interview"),
        within_agency("author_id", "staff"),
        within_agency("contact_id", "contact"),
        within_agency("supersedes_id", "note"),
        sa.UniqueConstraint("agency_id", "supersedes_id"),
        sa.Index("ix_note_agency_interview", "agency_id", "interview_id"),
    )

    interview_id: Mapped[UUID]
    author_id: Mapped[UUID | None]
    contact_id: Mapped[UUID | None] = mapped_column(default=None)
    source: Mapped[NoteSource] = mapped_column(closed(NoteSource))
    quoted: Mapped[bool]
    text: Mapped[str]
    captured_at: Mapped[datetime]
    supersedes_id: Mapped[UUID | None] = mapped_column(default=None)

    author: Mapped[Staff | None] = relationship(viewonly=True, init=False)
    contact: Mapped[Contact | None] = relationship(viewonly=True, init=False)

    def capture(self) -> None:
        """Tell that it was received."""
        self.record(events.NoteCaptured(note_id=self.id, interview_id=self.interview_id, source=self.source))

    def normalise(self, reading_id: UUID) -> None:
        """Tell that the engine read it."""
        self.record(
            events.NoteNormalised(note_id=self.id, interview_id=self.interview_id, reading_id=reading_id)
        )

    def rule(self, point_id: UUID) -> None:
        """Tell that a person decided about one of its points."""
        self.record(events.NoteRuled(note_id=self.id, interview_id=self.interview_id, point_id=point_id))

    def withhold(self, run_id: UUID) -> None:
        """Tell that a person withheld some of its words."""
        self.record(events.WordsWithheld(note_id=self.id, interview_id=self.interview_id, run_id=run_id))

    def let_through(self, run_id: UUID) -> None:
        """Tell that a person let through what was withheld."""
        self.record(events.WordsLetThrough(note_id=self.id, interview_id=self.interview_id, run_id=run_id))
