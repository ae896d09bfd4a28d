"""Say of each clause whether it is a point, which way it speaks and what it is about."""

import re
from collections.abc import Iterable

from relay.text.shapes import About, Point, Segment
from relay.vocabulary import Competency, Kind

GOOD = re.compile(r"\b(?:good|great|strong|excellent|clear|solid|confident|impress\w*|liked|loved|well)\b", re.I)
BAD = re.compile(r"\b(?:not|n't|no|weak|poor|lack\w*|could(?:n't| not)|didn't|never|thin|struggl\w*|vague|too)\b|n't\b", re.I)


def classify(segments: Iterable[Segment], about: About) -> tuple[Point, ...]:
    """Return the points among `segments`, in order."""
    found = []
    for piece in segments:
        if piece.scaffolding:
            continue
        bad, good = BAD.search(piece.text), GOOD.search(piece.text)
        if bad or good:
            kind = Kind.IMPROVEMENT if bad else Kind.STRENGTH
            because = (bad or good).group(0)  # type: ignore[union-attr]
            found.append(Point(piece.start, piece.end, kind, Competency.TECHNICAL_SKILL, True, 0.5, False, because))
    return tuple(found)
