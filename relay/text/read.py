"""Read one note: segments, points and withheld runs put together, with the outcome and what is still to be asked.

Points and runs never overlap. A run inside a point's clause cuts the point down to what is left of it on the longer
side; because the cut was made by a machine in the middle of somebody's sentence, what is left must earn its trust anew.
"""

from collections.abc import Sequence
from dataclasses import replace

from relay.text.ask import follow_up_note
from relay.text.classify import classify
from relay.text.decide import decide
from relay.text.screen import screen
from relay.text.segment import segment
from relay.text.shapes import About, NoteReading, Point, Segment, WithheldRun

ENGINE = "2026.11-1"
LEAST_LEFT = 12
STRIP = " \t,;:-(\u2013\u2014"


def read(note: str, about: About) -> NoteReading:
    """Return what the engine makes of `note`. Never raises, whatever the text."""
    segments = segment(note)
    withheld = screen(segments, about)
    points = classify(_without(note, segments, withheld), about)
    outcome = decide(segments)
    vague = not any(p.specific or p.confidence > 0.75 for p in points if p.confidence > 0.45)
    if vague:
        # A note that gives nothing to act on gives nothing to tell: what might be a point in it waits for a person.
        points = tuple(replace(point, sure=False) for point in points)
    asked = tuple(dict.fromkeys(p.follow_up for p in points if p.sure and p.follow_up))
    return NoteReading(ENGINE, outcome, vague, points, withheld, follow_up_note(outcome) if vague else asked)


def _without(note: str, segments: Sequence[Segment], withheld: Sequence[WithheldRun]) -> tuple[Segment, ...]:
    """Return the segments with the withheld words cut out; a clause that is all withheld becomes scaffolding."""
    left = []
    runs = iter(withheld)
    run = next(runs, None)
    for piece in segments:
        inside = []
        while run and run.start < piece.end:
            inside.append(run)
            run = next(runs, None)
        left.append(_longest_left(note, piece, inside) if inside else piece)
    return tuple(left)


def _longest_left(note: str, piece: Segment, inside: Sequence[WithheldRun]) -> Segment:
    edges = [piece.start, *(edge for run in inside for edge in (run.start, run.end)), piece.end]
    start, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda gap: gap[1] - gap[0])
    text = note[start:end]
    start += len(text) - len(text.lstrip(STRIP))
    text = note[start:end].rstrip(STRIP)
    if len(text) < LEAST_LEFT:
        return replace(piece, scaffolding=True)
    return Segment(start, start + len(text), text, piece.scaffolding)


def sure_points(reading: NoteReading) -> tuple[Point, ...]:
    """Return the points that may enter a message without a person's ruling."""
    return tuple(point for point in reading.points if point.sure)
