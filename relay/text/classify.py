"""Which runs are points, which way each speaks, what it is about, and whether it may be told without being asked for.

A point is sure only where it was positively recognised: nothing in it looks like something to hide, and it leans clearly
one way (`lean.py`). All that might be a point besides is unsure and waits for a person (`doubt.py`).
"""

import re
from collections.abc import Iterator, Sequence

from relay.text.ask import follow_up
from relay.text.doubt import LOOKED_BACK, SURE, Spans, Surroundings, doubts_of
from relay.text.lean import HEADED, Frame
from relay.text.runs import IMPROVEMENT, STRENGTH, Run
from relay.text.section import sections
from relay.text.shapes import Point, Segment, WithheldRun
from relay.text.weigh import telling_words, weigh
from relay.vocabulary import Competency, Kind

SPECIFIC = 0.5
MOST_OVERLOOKED = 3
# What stands under a heading where there is nothing to put there.
NOTHING = re.compile(
    r"\W*(?:(?:none|nothing|nil|n/?a|tbc|tbd|not (?:sure|seen|known)|no|unknown|see (?:above|below))\b)?\W*",
    re.I,
)
LEAST_LEFT = 8
STRIP = " \t,;:-(\u2013\u2014\r\n"


def classify(
    note: str, found: Sequence[Run], withheld: Sequence[WithheldRun], segments: Sequence[Segment]
) -> tuple[Point, ...]:
    """Return the points among `found`, in order; those not positively recognised are marked unsure."""
    points = []
    frame, around = Frame(note, segments), Surroundings(note, withheld)
    for run in found:
        if run.kind not in (STRENGTH, IMPROVEMENT):
            continue
        for part in frame.parted(run):
            start, end = left_of(note, part, withheld)
            if end - start >= min(LEAST_LEFT, part.end - part.start) and not NOTHING.fullmatch(
                note[start:end]
            ):
                points.append(point(note, part, start, end, frame.lean(part), around.weigh(part)))
    taken = [*((run.start, run.end) for run in found), *((run.start, run.end) for run in withheld)]
    return tuple(sorted([*points, *overlooked(note, segments, taken)], key=lambda point: point.start))


def overlooked(note: str, segments: Sequence[Segment], taken: Sequence[tuple[int, int]]) -> Iterator[Point]:
    """Yield the short lines under "strengths" or "cons" in which nothing was recognised: they wait for a person."""
    spans = Spans(taken)
    for piece, heading in zip(segments, sections(segments), strict=True):
        words = note[piece.start : piece.end]
        if heading not in HEADED or piece.scaffolding or not 0 < len(words.split()) <= MOST_OVERLOOKED:
            continue
        if not NOTHING.fullmatch(words) and not spans.touch(piece.start, piece.end):
            chances = weigh("competency", words)
            competency = max(Competency, key=lambda known: chances[known.value])
            because = "It stands under a heading that says so; nothing in it was recognised."
            yield Point(
                piece.start, piece.end, HEADED[heading], competency, True, SURE, sure=False, because=because
            )


def left_of(note: str, run: Run, withheld: Sequence[WithheldRun]) -> tuple[int, int]:
    """Return the longest stretch of a run that no withheld run covers."""
    inside = [w for w in withheld if w.start < run.end and run.start < w.end]
    edges = [
        run.start,
        *(edge for w in inside for edge in (max(w.start, run.start), min(w.end, run.end))),
        run.end,
    ]
    start, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda gap: gap[1] - gap[0])
    text = note[start:end]
    return start + len(text) - len(text.lstrip(STRIP)), start + len(text.rstrip(STRIP))


def point(note: str, run: Run, start: int, end: int, strength: float, beside: float) -> Point:
    """Return the point that a run makes, a strength by that chance; `beside` as of `Surroundings.weigh`."""
    kind = Kind.STRENGTH if strength >= 0.5 else Kind.IMPROVEMENT
    leaning = max(strength, 1 - strength)
    specific = run.specific >= SPECIFIC
    words = note[start:end]
    doubts = doubts_of(words, note[max(0, start - LOOKED_BACK) : start], run, leaning, beside)
    asked = None if specific else follow_up(words, run.competency, kind)
    because = " ".join([reading_of(kind, run, words), *doubts])
    return Point(start, end, kind, run.competency, specific, round(run.chance, 3), not doubts, because, asked)


def reading_of(kind: Kind, run: Run, words: str) -> str:
    """Return how a run was read and which of its words speak for that."""
    told = telling_words("kind", kind.value, words)
    speaking = f" Words that speak for it: {', '.join(told)}." if told else ""
    what = "a strength" if kind is Kind.STRENGTH else "something to work on"
    return f"Read as {what} ({run.chance:.0%}), {run.competency.label.lower()}.{speaking}"
