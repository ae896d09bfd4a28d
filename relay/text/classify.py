"""Say of each clause whether it is a point, which way it speaks and what it is about.

A point is sure only where it was positively recognised: the clause looks like an observation and nothing in it, or
beside it, looks like something to hide. All that might be a point besides is unsure and waits for a person.
"""

from collections.abc import Sequence

from relay.text.ask import follow_up
from relay.text.lean import lean
from relay.text.marks import SCORE_LINE
from relay.text.section import sections
from relay.text.shapes import About, Point, Segment
from relay.text.vouch import vouch
from relay.text.weigh import weigh
from relay.vocabulary import Competency, Kind

POSSIBLE = 0.25
SURE = 0.42
TOO_RISKY = 0.2
HEADING = 4.0
GOOD_SHARE = 0.55
# A fault told as a strength is the worst a letter can do to a reader's trust, so praise has to lean further.
CLEARLY = {Kind.STRENGTH: 0.75, Kind.IMPROVEMENT: 0.65}


def classify(segments: Sequence[Segment], about: About) -> tuple[Point, ...]:
    """Return the points among `segments`, in order; those not positively recognised are marked unsure."""
    marked = sections(segments)
    found = (_point(segments, at, about, marked[at]) for at in range(len(segments)))
    return tuple(point for point in found if point)


def _point(segments: Sequence[Segment], at: int, about: About, section: str) -> Point | None:
    piece = segments[at]
    if piece.scaffolding:
        return None
    if score := SCORE_LINE.fullmatch(piece.text):
        return _scored(piece, float(score["mark"]), float(score["top"] or 5), score["area"])
    chance, hide = vouch(segments, at, about)
    headed = 1 + HEADING * (section in ("good", "bad"))
    if chance * headed < POSSIBLE:
        return None
    kind, surer = lean(piece.text, section)
    competency, _ = likeliest("competency", piece.text)
    specific = likeliest("specific", piece.text)[0] == "1"
    sure = chance > SURE / headed and hide < TOO_RISKY and section != "hidden" and surer > CLEARLY[kind]
    because = f"weights: point {chance:.2f}, {kind.value} {surer:.2f}, hide {hide:.2f}" + (
        f", heading {section}" if section else ""
    )
    asked = None if specific else follow_up(piece.text, Competency(competency), kind)
    return Point(
        piece.start, piece.end, kind, Competency(competency), specific, round(chance, 3), sure, because, asked
    )


def _scored(piece: Segment, mark: float, top: float, area: str) -> Point | None:
    if (
        mark > top
        or len(area.split()) > 6
        or area.lower().startswith(("total", "overall", "score", "interview", "round"))
    ):
        return None
    kind = Kind.STRENGTH if mark / top > GOOD_SHARE else Kind.IMPROVEMENT
    competency = Competency(likeliest("competency", area)[0])
    asked = follow_up(area, competency, kind)
    return Point(piece.start, piece.end, kind, competency, False, 0.8, True, "a score names the area", asked)


def likeliest(question: str, text: str) -> tuple[str, float]:
    """Return the likeliest answer of the weights to `question`, and its chance."""
    chances = weigh(question, text)
    best = max(chances, key=lambda answer: chances[answer])
    return best, chances[best]
