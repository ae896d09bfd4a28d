"""The early reading: what the engine makes of a note while it is typed, with the client still on the line.

Nothing of it is kept; the reading that counts is made once the note is saved.
"""

from dataclasses import dataclass
from uuid import UUID

from relay.domain.errors import InvalidError
from relay.domain.words import clean_text
from relay.journey.normalising import read_typed
from relay.store.work import Work
from relay.text.shapes import NoteReading

# Longer notes were pasted, not typed, and are read once they are saved.
LONGEST_TYPED = 12_000
MOST_QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of the note, with what they were taken for."""

    words: str
    label: str
    kind: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class EarlyReading:
    """What was made of the note so far. `fault` says why it was not read; everything else is empty then."""

    told: tuple[Heard, ...] = ()
    unsure: tuple[Heard, ...] = ()
    withheld: tuple[Heard, ...] = ()
    asks: tuple[str, ...] = ()
    fault: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not (self.told or self.unsure or self.withheld or self.asks or self.fault)


def read_early(work: Work, interview_id: UUID, text: str) -> EarlyReading:
    """Read what was typed so far. Raises NotFoundError."""
    try:
        words = clean_text("text", text, longest=LONGEST_TYPED, required=False)
    except InvalidError as error:
        too_long = len(text) > LONGEST_TYPED
        return EarlyReading(
            fault="A note as long as this is read once you save it." if too_long else error.message
        )
    if not words.strip():
        return EarlyReading()
    return shape(words, read_typed(work, interview_id, words))


def shape(text: str, found: NoteReading) -> EarlyReading:
    """The reading as the page takes it."""
    points = [
        Heard(text[point.start : point.end], point.competency.label, point.kind.value, point.sure)
        for point in found.points
    ]
    return EarlyReading(
        told=tuple(point for point in points if point.sure),
        unsure=tuple(point for point in points if not point.sure),
        withheld=tuple(
            Heard(text[run.start : run.end], run.reason.label, "withheld") for run in found.withheld
        ),
        asks=found.follow_ups[:MOST_QUESTIONS],
    )
