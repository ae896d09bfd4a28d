"""Progress: how one competency fared from interview to interview, as a line to look at and as words in a table.

A strength is a filled circle above, something to work on an open diamond below, and silence a short stroke between: place
and shape say it, so that colour need not. The drawing is counted out here; the page only puts it down.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from relay.domain.letter import Letter
from relay.portal.candidate.gathering import Told
from relay.portal.candidate.patterns import YOURS, upper_first
from relay.vocabulary import Competency, Kind

FEWEST = 2
# More than this many would touch each other; the table has them all.
MOST_DRAWN = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a drawing, in its own units: pixels on a small phone."""

    width: int = 320
    height: int = 104
    left: int = 108
    right: int = 304
    above: int = 20
    between: int = 46
    below: int = 72
    foot: int = 98


FRAME = Frame()


@dataclass(frozen=True, slots=True)
class Stand:
    """How it stood in one interview; `number` is its place in the order of interviews, from 1."""

    number: int
    letter: Letter
    strength: bool
    to_work_on: bool

    @property
    def words(self) -> str:
        """What the letter said of it."""
        if self.strength and self.to_work_on:
            return "A strength, and something to work on"
        if self.strength:
            return "Strength"
        return "To work on" if self.to_work_on else "Not mentioned"


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one interview stands in the drawing; the heights of what was said of it."""

    number: int
    x: int
    strength: bool
    to_work_on: bool

    @property
    def y(self) -> int:
        """Where the line passes."""
        if self.strength == self.to_work_on:
            return FRAME.between
        return FRAME.above if self.strength else FRAME.below


@dataclass(frozen=True, slots=True)
class Track:
    """One competency over all interviews."""

    competency: Competency
    stands: tuple[Stand, ...]

    @property
    def mentioned(self) -> list[Stand]:
        """The interviews whose letters spoke of it."""
        return [stand for stand in self.stands if stand.strength or stand.to_work_on]

    @property
    def title(self) -> str:
        """What the line shows, in words."""
        first, last = self.mentioned[0], self.mentioned[-1]
        name = upper_first(YOURS[self.competency])
        if not any(stand.to_work_on for stand in self.stands):
            return f"{name}: a strength each time it came up"
        if not any(stand.strength for stand in self.stands):
            return f"{name}: something to work on each time it came up"
        if first.to_work_on and not first.strength and last.strength and not last.to_work_on:
            return f"{name}: something to work on at first, a strength last time"
        if first.strength and not first.to_work_on and last.to_work_on and not last.strength:
            return f"{name}: a strength at first, something to work on last time"
        return f"{name}: sometimes a strength, sometimes something to work on"

    @property
    def drawn(self) -> list[Mark]:
        """The latest interviews, each in its place."""
        latest = self.stands[-MOST_DRAWN:]
        apart = (FRAME.right - FRAME.left) / max(1, len(latest) - 1)
        return [
            Mark(stand.number, round(FRAME.left + place * apart), stand.strength, stand.to_work_on)
            for place, stand in enumerate(latest)
        ]

    @property
    def line(self) -> str:
        """The points of the line from mention to mention."""
        return " ".join(f"{mark.x},{mark.y}" for mark in self.drawn if mark.strength or mark.to_work_on)

    @property
    def cut(self) -> bool:
        """Whether the drawing leaves earlier interviews to the table."""
        return len(self.stands) > MOST_DRAWN


def tracks(told: Sequence[Told]) -> list[Track]:
    """The competencies that came up in two letters or more, the most often told first."""
    found = []
    for competency in Competency:
        stands = tuple(
            Stand(
                number,
                one.letter,
                one.says(competency, Kind.STRENGTH),
                one.says(competency, Kind.IMPROVEMENT),
            )
            for number, one in enumerate(told, start=1)
        )
        track = Track(competency, stands)
        if len(track.mentioned) >= FEWEST:
            found.append(track)
    return sorted(found, key=lambda track: -len(track.mentioned))
