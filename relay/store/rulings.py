"""Rulings: the points and withheld runs of readings as they stand after what people decided about them.

No words are told twice or told and withheld: what is withheld is cut out of every point, and what a person marked as a point of its
own is cut out of the points that were there before. So marking splits a point, and joins two that stand side by side.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from relay.domain.reading import Point, Reading, Ruling, RunRuling, WithheldRun
from relay.store.work import Work
from relay.vocabulary import Competency, Kind

# Half-open, in code points, into the text of a note.
Span = tuple[int, int]

# What is left hanging where words were cut out of a point: "Good Python but", "and slow on SQL".
LOOSE = ",;:.\u2013\u2014-"
LEADING_ON = frozenset(
    {"", "and", "but", "or", "though", "although", "while", "because", "so", "yet", "however"}
)


@dataclass(frozen=True, slots=True)
class RuledPoint:
    """A point as it stands after what people decided: where its words stand, what they are, and whether it is to be told.

    Its words are in `pieces` where some were cut out of their middle.
    """

    point: Point
    spans: tuple[Span, ...]
    pieces: tuple[str, ...]
    kind: Kind
    competency: Competency
    told: bool
    ruled: bool

    @property
    def words(self) -> str:
        """All of them."""
        return " ".join(self.pieces)


@dataclass(frozen=True, slots=True)
class RuledRun:
    """A run as it stands after what people decided: its words, whether they are withheld, and the ruling that holds, if any."""

    run: WithheldRun
    words: str
    withheld: bool
    ruling: RunRuling | None


def ruled_runs(work: Work, readings: Sequence[Reading]) -> tuple[RuledRun, ...]:
    """The runs of these readings with the latest ruling laid over each. Without one, a run is withheld."""
    ids = [run.id for reading in readings for run in reading.withheld]
    found = select(RunRuling).where(RunRuling.withheld_run_id.in_(ids))
    rulings = {
        ruling.withheld_run_id: ruling
        for ruling in (work.all(found.order_by(RunRuling.ruled_at, RunRuling.id)) if ids else ())
    }
    return tuple(
        ruled_run(run, reading.note.text[run.start : run.end], rulings.get(run.id))
        for reading in readings
        for run in reading.withheld
    )


def ruled_run(run: WithheldRun, words: str, ruling: RunRuling | None) -> RuledRun:
    """A run with the ruling on it, if any."""
    return RuledRun(run, words, ruling is None or ruling.withhold, ruling)


def ruled_points(work: Work, readings: Sequence[Reading], runs: Sequence[RuledRun]) -> tuple[RuledPoint, ...]:
    """The points of these readings, whose `runs` are given, with the latest ruling laid over each.

    A point of whose words nothing is left is none any more.
    """
    ids = [point.id for reading in readings for point in standing_points(reading)]
    rulings = {
        ruling.point_id: ruling
        for ruling in work.all(
            select(Ruling).where(Ruling.point_id.in_(ids)).order_by(Ruling.ruled_at, Ruling.id)
        )
    }
    withheld: dict[UUID, list[Span]] = {}
    for held in runs:
        if held.withheld:
            withheld.setdefault(held.run.reading_id, []).append((held.run.start, held.run.end))
    return tuple(
        ruled(point, spans, pieces, rulings.get(point.id))
        for reading in readings
        for point in standing_points(reading)
        for spans in [left_of(point, withheld.get(reading.id, []), standing_points(reading))]
        for pieces in [pieces_at(reading.note.text, spans, point)]
        if pieces
    )


def standing_points(reading: Reading) -> list[Point]:
    """The points of a reading without those that were marked by mistake."""
    return [point for point in reading.points if point.taken_back_at is None]


def ruled(
    point: Point, spans: tuple[Span, ...], pieces: tuple[str, ...], ruling: Ruling | None
) -> RuledPoint:
    """A point with the ruling on it, if any: without one, what the engine was sure of is told."""
    if ruling is None:
        return RuledPoint(point, spans, pieces, point.kind, point.competency, told=point.sure, ruled=False)
    return RuledPoint(point, spans, pieces, ruling.kind, ruling.competency, told=ruling.include, ruled=True)


def left_of(point: Point, withheld: Iterable[Span], points: Iterable[Point]) -> tuple[Span, ...]:
    """Where the words of a point stand that are neither withheld nor were marked as another point later."""
    later = [(other.start, other.end) for other in points if other.by_hand and other.place > point.place]
    return cut((point.start, point.end), [*withheld, *later])


def cut(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of a span after holes were cut into it, in order."""
    left = [span]
    for first, last in holes:
        left = [piece for start, end in left for piece in ((start, min(end, first)), (max(start, last), end))]
        left = [(start, end) for start, end in left if start < end]
    return tuple(left)


def pieces_at(text: str, spans: tuple[Span, ...], point: Point) -> tuple[str, ...]:
    """The words of a point; where some were cut off it, without what hangs loose at its ends. None where nothing is left."""
    if spans == ((point.start, point.end),):
        return (text[point.start : point.end],)
    left = [text[start:end] for start, end in spans]
    if left:
        left[0] = without_lead(left[0])
        left[-1] = without_tail(left[-1])
    return tuple(words.strip() for words in left if any(character.isalnum() for character in words))


def without_lead(words: str) -> str:
    """Words without the "and" with which they would begin."""
    while (first := re.match(r"\s*(\S+)", words)) and leads_on(first[1]):
        words = words[first.end() :]
    return words.lstrip(LOOSE + " ")


def without_tail(words: str) -> str:
    """Words without the comma or the "but" with which they would end: "Good Python but"."""
    words = words.rstrip()
    while (last := words.split()[-1:]) and leads_on(last[0]):
        words = words[: -len(last[0])].rstrip()
    return words.rstrip(LOOSE + " ")


def leads_on(word: str) -> bool:
    """Whether a word or mark only ties what stands before it to what comes after."""
    return word.strip(LOOSE).lower() in LEADING_ON


def places_of(text: str, words: str) -> list[Span]:
    """Where these words stand in a text: case and white space mean nothing, and a word that was begun counts whole."""
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    if not wanted:
        return []
    whole = [match.span() for match in re.finditer(rf"(?<!\w){wanted}(?!\w)", text, re.IGNORECASE)]
    return whole or [widened(text, match.span()) for match in re.finditer(wanted, text, re.IGNORECASE)]


def widened(text: str, span: Span) -> Span:
    """A span that begins and ends with whole words."""
    start, end = span
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
