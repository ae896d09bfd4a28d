"""Journaling: the candidate writes down what they learned, finds it again, changes it, and takes it out.

Leaves entries with their moves as events. What was taken out can be put back for a month; then a consumer erases it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from relay.domain.base import refuse_stale
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError, MoveError, NotFoundError
from relay.domain.folding import sought_words
from relay.domain.journal import CAN_BE_PUT_BACK, EntryState, JournalEntry
from relay.domain.words import clean_text
from relay.store.letters import find_opened_letter
from relay.store.work import Work
from relay.vocabulary import Competency

LONGEST_ENTRY = 10_000
FURTHEST_BACK = timedelta(days=10 * 366)
PAGE = 20
# The one who goes on from here knows best which tab holds what they meant.
ELSEWHERE = "You took this entry out in another tab. Put it back first; what you wrote is kept here."


@dataclass(frozen=True, slots=True)
class Entries:
    """One page of what was found: `first` is the place of its first row in the whole, from 1."""

    rows: Sequence[JournalEntry]
    page: int
    first: int
    total: int

    @property
    def last(self) -> int:
        """The place of its last row."""
        return self.first + len(self.rows) - 1

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.last < self.total


def today(work: Work) -> date:
    """The day it is on the clocks of the candidate who asks."""
    return work.now.astimezone(ZoneInfo(work.get(Candidate, work.person_id).zone)).date()


def write_entry(
    work: Work, *, text: str, day: date, letter_id: UUID | None = None, prompt: Competency | None = None
) -> JournalEntry:
    """Write something down, about a letter or about none. Raises InvalidError, MoveError, NotFoundError."""
    entry = JournalEntry(
        agency_id=work.agency_id,
        candidate_id=work.person_id,
        letter_id=find_opened_letter(work, letter_id).id if letter_id else None,
        prompt=prompt,
        day=clean_day(work, day),
        text=clean_text("entry", text, longest=LONGEST_ENTRY),
        written_at=work.now,
    )
    entry.write()
    return work.add(entry)


def clean_day(work: Work, day: date) -> date:
    """A day that something can have been learned on. Raises InvalidError naming `day`."""
    latest = today(work)
    if not latest - FURTHEST_BACK <= day <= latest:
        raise InvalidError("day", "Choose today or a day before it, within ten years.")
    return day


def find_entry(work: Work, entry_id: UUID) -> JournalEntry:
    """An entry of the candidate who asks. Raises NotFoundError, the same for anybody else's and for one that ran out."""
    entry = work.get(JournalEntry, entry_id)
    if entry.candidate_id != work.person_id or entry.run_out(work.now):
        raise NotFoundError("That entry")
    return entry


def change_entry(work: Work, entry_id: UUID, *, text: str, day: date, version: int) -> JournalEntry:
    """Set an entry's words and day; the same once more changes nothing.

    `version` is the one that was shown. Raises StaleError where the entry has moved on since, MoveError where it is
    out of the journal, InvalidError, NotFoundError.
    """
    entry = find_entry(work, entry_id)
    if entry.state is EntryState.TAKEN_OUT:
        raise MoveError(ELSEWHERE)
    words = clean_text("entry", text, longest=LONGEST_ENTRY)
    if (entry.text, entry.day) == (words, day):
        return entry
    refuse_stale(entry.version, version)
    entry.change(text=words, day=clean_day(work, day))
    return entry


def take_out_entry(work: Work, entry_id: UUID) -> JournalEntry:
    """Take an entry out; taking it out twice changes nothing. Raises NotFoundError."""
    entry = find_entry(work, entry_id)
    if entry.state is EntryState.KEPT:
        entry.take_out(work.now)
    return entry


def put_back_entry(work: Work, entry_id: UUID) -> JournalEntry:
    """Put an entry back; putting it back twice changes nothing. Raises NotFoundError."""
    entry = find_entry(work, entry_id)
    if entry.state is EntryState.TAKEN_OUT:
        entry.put_back()
    return entry


def erase_entry(work: Work, entry_id: UUID) -> None:
    """Erase an entry for good, if it was taken out long enough ago and nobody put it back."""
    entry = work.one(select(JournalEntry).where(JournalEntry.id == entry_id))
    if entry is not None and entry.run_out(work.now):
        work.session.delete(entry)


def find_entries(work: Work, words: str = "", page: int = 1) -> Entries:
    """A page of the entries that hold all of `words`, the newest day first. A page beyond the last is the last."""
    wanted = which(work, words)
    total = work.session.scalars(select(func.count(JournalEntry.id)).where(*wanted)).one()
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    rows = work.all(
        select(JournalEntry)
        .where(*wanted)
        .order_by(JournalEntry.day.desc(), JournalEntry.written_at.desc(), JournalEntry.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return Entries(rows, page, (page - 1) * PAGE + 1, total)


def which(work: Work, words: str) -> list[ColumnElement[bool]]:
    """The conditions of the entries that stand and hold all of `words`."""
    return [
        JournalEntry.candidate_id == work.person_id,
        JournalEntry.state == EntryState.KEPT,
        *(JournalEntry.folded.contains(word, autoescape=True) for word in sought_words(words)),
    ]


def find_taken_out(work: Work) -> Sequence[JournalEntry]:
    """The entries that can still be put back, the last one out first."""
    return work.all(
        select(JournalEntry)
        .where(
            JournalEntry.candidate_id == work.person_id,
            JournalEntry.state == EntryState.TAKEN_OUT,
            JournalEntry.taken_out_at > work.now - CAN_BE_PUT_BACK,
        )
        .order_by(JournalEntry.taken_out_at.desc(), JournalEntry.id.desc())
    )
