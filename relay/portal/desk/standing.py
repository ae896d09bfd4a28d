"""Where an interview and its feedback stand, in the words and tones of every page: they are said here and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from relay.domain.interview import InterviewState
from relay.domain.letter import Letter, LetterState
from relay.domain.message import Message, MessageState
from relay.domain.promise import Word, word_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What a list says of an interview. `late` is whether its promise has passed without word, `settled` what became of
    one on which no word is owed any more.
    """

    words: str
    tone: str
    late: bool
    owed: bool
    settled: str


Said = tuple[str, str]

OFF = {
    InterviewState.CANCELLED: ("Cancelled", "quiet"),
    InterviewState.NO_SHOW: ("Did not come", "quiet"),
}
OVER = ("Should be over by now", "care")
NO_FEEDBACK = ("No feedback yet", "care")
BEING_READ = ("Note is being read", "going")
READ = {
    LetterState.CLOSED: ("Relayed", "going"),
    LetterState.OPENED: ("Opened", "good"),
    LetterState.ACKNOWLEDGED: ("Acknowledged", "good"),
}
WORDED = {
    MessageState.DRAFTED: ("Draft ready", "going"),
    MessageState.FLAGGED: ("Flagged by the guard", "care"),
    MessageState.HELD: ("Waits for a manager", "going"),
    MessageState.CLEARED: ("Allowed by a manager", "good"),
    MessageState.SENT_BACK: ("Sent back", "care"),
    MessageState.APPROVED: ("Approved", "going"),
    MessageState.RELAYED: ("Relayed", "going"),
    MessageState.WITHDRAWN: ("Withdrawn", "quiet"),
}
SETTLED = {Word.OWED: "", Word.KEPT: "Kept", Word.CAME_LATE: "Came late", Word.WAIVED: "None owed"}


def stand(rows: Sequence[Any], now: datetime) -> Mapping[UUID, Standing]:
    """Where each of these interviews stands, by id; the rows are those of `relay.reports.interviews`."""
    return {row.id: standing(row, now) for row in rows}


def standing(row: Any, now: datetime) -> Standing:
    """Where one stands."""
    words, tone = furthest(row, now)
    word = word_of(row.promise, told=row.told)
    owed = word is Word.OWED
    return Standing(words, tone, owed and row.due_at < now, owed, SETTLED[word])


def furthest(row: Any, now: datetime) -> Said:
    """The furthest step, with its tone."""
    if row.state in OFF:
        return OFF[row.state]
    if row.letter is not None:
        return READ[row.letter]
    if row.message is not None:
        return WORDED[row.message]
    if row.noted:
        return BEING_READ
    return NO_FEEDBACK if row.state is InterviewState.TOOK_PLACE else of_interview(row, now)


def of_interview(interview: Any, now: datetime) -> Said:
    """Where the interview itself stands, whatever became of its feedback; takes a record or a row of a list."""
    if interview.state in OFF:
        return OFF[interview.state]
    if interview.state is InterviewState.TOOK_PLACE:
        return "Took place", "good"
    if interview.ends_at <= now:
        return OVER
    return ("Under way", "going") if interview.starts_at <= now else ("Scheduled", "quiet")


def of_message(message: Message | None) -> Said:
    """Where a message stands; before there is one, its note is being read."""
    return BEING_READ if message is None else WORDED[message.state]


def of_letter(letter: Letter) -> Said:
    """Where a letter that can be read stands."""
    return READ[letter.state]
