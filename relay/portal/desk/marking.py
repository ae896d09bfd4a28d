"""Marking: cutting a note into the parts that a page shows, by offsets in code points.

The server cuts, browsers never count: JavaScript counts in UTF-16 and would be wrong after the first emoji.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the note that means something: `n` is how the page numbers it, None where it goes on with what has a number."""

    start: int
    end: int
    kind: str
    n: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the note in the shape `components/marks.html` takes."""

    text: str
    kind: str = "plain"
    n: str | None = None
    title: str | None = None


def mark(text: str, runs: Iterable[Run]) -> list[Part]:
    """The note in parts that join to exactly `text`; where two runs overlap, the earlier one is marked."""
    parts: list[Part] = []
    reached = 0
    for run in sorted(runs, key=by_start):
        if run.start < reached or run.end <= run.start or run.end > len(text):
            continue
        if run.start > reached:
            parts.append(Part(text[reached : run.start]))
        parts.append(Part(text[run.start : run.end], run.kind, run.n, run.title))
        reached = run.end
    if reached < len(text):
        parts.append(Part(text[reached:]))
    return parts


def by_start(run: Run) -> int:
    """The order of runs."""
    return run.start


def letter_of(place: int) -> str:
    """How withheld runs are numbered, apart from points: a, b, ... z, aa, ab, ..."""
    letters = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters
