"""The journal: what a candidate writes down of what they learned. Theirs alone: no page of the agency shows it.

An entry that is taken out can be put back for a while; then it is gone. Its events name no interview, so that they stand on
nobody's timeline.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.domain.folding import fold
from relay.domain.moves import Moves, target
from relay.vocabulary import Competency

# How long an entry that was taken out can be put back.
CAN_BE_PUT_BACK = timedelta(days=30)


class EntryState(StrEnum):
    """Whether it stands in the journal."""

    KEPT = "kept"
    TAKEN_OUT = "taken_out"


ENTRY_MOVES: Moves[EntryState] = {
    "take_out": (frozenset({EntryState.KEPT}), EntryState.TAKEN_OUT),
    "put_back": (frozenset({EntryState.TAKEN_OUT}), EntryState.KEPT),
}


class JournalEntry(Subject, Base, kw_only=True, repr=False, eq=False):
    """One entry. `prompt` is what the question that led to it was about; `folded` is the text as a search compares it."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        within_agency("candidate_id", "candidate"),
        within_agency("letter_id", "letter"),
        found_by("candidate_id", "day"),
    )

    candidate_id: Mapped[UUID]
    letter_id: Mapped[UUID | None] = mapped_column(default=None)
    prompt: Mapped[Competency | None] = mapped_column(closed(Competency), default=None)
    day: Mapped[date]
    text: Mapped[str]
    folded: Mapped[str] = mapped_column(init=False)
    written_at: Mapped[datetime]
    taken_out_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    state: Mapped[EntryState] = mapped_column(closed(EntryState), default=EntryState.KEPT, init=False)

    def __post_init__(self) -> None:
        """Fold the words for the search."""
        self.folded = fold(self.text)

    def write(self) -> None:
        """Tell that it was written."""
        self.record(events.JournalWritten(journal_entry_id=self.id))

    def change(self, *, text: str, day: date) -> None:
        """Set its words and its day."""
        self.text, self.folded, self.day = text, fold(text), day
        self.record(events.JournalChanged(journal_entry_id=self.id))

    def take_out(self, at: datetime) -> None:
        """Take it out of the journal; it is gone for good when nobody puts it back in time."""
        self.state = target(ENTRY_MOVES, self.state, "take_out")
        self.taken_out_at = at
        self.record(events.JournalTakenOut(journal_entry_id=self.id, not_before=at + CAN_BE_PUT_BACK))

    def put_back(self) -> None:
        """Have it stand in the journal again."""
        self.state = target(ENTRY_MOVES, self.state, "put_back")
        self.taken_out_at = None
        self.record(events.JournalPutBack(journal_entry_id=self.id))

    def run_out(self, now: datetime) -> bool:
        """Whether it was taken out so long ago that it is to be erased."""
        return self.taken_out_at is not None and self.taken_out_at + CAN_BE_PUT_BACK <= now
