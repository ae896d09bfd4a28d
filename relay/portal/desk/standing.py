"""Where an interview stands, in the words of every list: the furthest step that its feedback has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from relay.domain.interview import InterviewState
from relay.domain.letter import LetterState
from relay.domain.message import MessageState
from relay.domain.promise import PromiseState


@dataclass(frozen=True, slots=True)
class Standing:
    """What a list says of an interview. `late` is whether its promise has passed without word."""

    words: str
    tone: str
    late: bool
    owed: bool


OFF = {InterviewState.CANCELLED: "Cancelled", InterviewState.NO_SHOW: "Did not come"}
READ = {
    LetterState.CLOSED: ("Relayed", "going"),
    LetterState.OPENED: ("Opened", "good"),
    LetterState.ACKNOWLEDGED: ("Acknowledged", "good"),
}
WORDED = {
    MessageState.DRAFTED: ("Draft ready", "going"),
    MessageState.FLAGGED: ("Flagged by the guard", "care"),
    MessageState.HELD: ("With a manager", "care"),
    MessageState.CLEARED: ("Allowed by a manager", "going"),
    MessageState.SENT_BACK: ("Sent back", "care"),
    MessageState.APPROVED: ("Approved", "going"),
    MessageState.RELAYED: ("Relayed", "going"),
    MessageState.WITHDRAWN: ("Withdrawn", "quiet"),
}
OWED = (PromiseState.OPEN, PromiseState.MISSED)


def stand(rows: Sequence[Any], now: datetime) -> Mapping[UUID, Standing]:
    """Where each of these interviews stands, by id; the rows are those of `relay.reports.interviews`."""
    return {row.id: standing(row, now) for row in rows}


def standing(row: Any, now: datetime) -> Standing:
    """Where one stands."""
    words, tone = furthest(row, now)
    owed = row.promise in OWED
    return Standing(words, tone, owed and row.due_at < now, owed)


def furthest(row: Any, now: datetime) -> tuple[str, str]:
    """The furthest step, with its tone."""
    if row.state in OFF:
        return OFF[row.state], "quiet"
    if row.letter is not None:
        return READ[row.letter]
    if row.message is not None:
        return WORDED[row.message]
    if row.noted:
        return "Note is being read", "going"
    if row.state is InterviewState.TOOK_PLACE:
        return "No feedback yet", "care"
    return ("Scheduled", "quiet") if row.ends_at > now else ("Should be over by now", "care")
