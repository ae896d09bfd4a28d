"""Which way a run speaks: what stands around it, a turn of phrase in it, and what the readers made of it, weighed together."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from relay.text.lexicon import phrases
from relay.text.marks import SCORE_LINE, SHARED_LINE
from relay.text.runs import Run
from relay.text.section import sections
from relay.text.shapes import Segment
from relay.text.weigh import QUOTES, weigh
from relay.vocabulary import Kind

# How much a heading or the sign of a bullet says about what stands under it, as odds for a strength: a noun that praises by itself
# is a fault under "cons".
HEADING = {"good": 500.0, "bad": 1 / 500}
HEADED = {"good": Kind.STRENGTH, "bad": Kind.IMPROVEMENT}
# A mark above that share of the most is praise; what a mark says is all but certain.
GOOD_SHARE = 0.55
SCORED = 0.95
# Three out of five says neither by itself, and "Pace: 3/5, the plenary was rushed" is no praise.
MIDDLING = (0.4, 0.7)
EVEN = 0.5
LEAST_CHANCE = 0.01
BESIDE_A_MARK = " \t,;:-(\u2013\u2014\r\n.|"


class Frame:
    """What stands around a run and says which way it speaks: a heading, the sign of its bullet, a mark out of five."""

    def __init__(self, note: str, segments: Sequence[Segment]) -> None:
        """Take a note and its pieces with the headings they stand under."""
        self.note = note
        self.segments = segments
        self.headings = sections(segments)
        self.starts = [piece.start for piece in segments]

    def parted(self, run: Run) -> Iterator[Run]:
        """Yield what of a run stands on either side of a heading within its line, which announces what comes after it."""
        start = run.start
        for at in range(max(0, bisect_right(self.starts, run.start) - 1), bisect_left(self.starts, run.end)):
            piece = self.segments[at]
            if self.headings[at] in HEADED and SHARED_LINE.fullmatch(piece.text + ": "):
                if start < piece.start:
                    yield replace(run, start=start, end=max(start, self.segments[at - 1].end))
                start = max(start, piece.end)
        if start < run.end:
            yield replace(run, start=start)

    def lean(self, run: Run) -> float:
        """Return the chance that a run is a strength, its frame considered."""
        at = bisect_right(self.starts, run.start) - 1
        if at < 0:
            return run.strength
        if leaning := leaning_of(self.note[run.start : run.end]):
            return SCORED if leaning == "praise" else 1 - SCORED
        score = SCORE_LINE.fullmatch(self.segments[at].text)
        if score and float(score["mark"]) <= float(score["top"] or 5):
            share = float(score["mark"]) / float(score["top"] or 5)
            if MIDDLING[0] < share < MIDDLING[1]:
                return self.remarked(run, at, score["remark"])
            return SCORED if share > GOOD_SHARE else 1 - SCORED
        odds = run.strength / (1 - run.strength + 1e-6) * HEADING.get(self.headings[at], 1.0)
        return odds / (1 + odds)

    def remarked(self, run: Run, at: int, remark: str) -> float:
        """Return the chance that a run which begins with a middling mark is a strength: what is said beside the mark tells."""
        beside = [
            remark,
            *(piece.text for piece in self.segments[at + 1 : bisect_left(self.starts, run.end)]),
        ]
        said = " ".join(beside).strip(BESIDE_A_MARK)
        if not said:
            return EVEN
        chances = weigh("kind", said)
        praise, fault = (
            chances[Kind.STRENGTH.value] + LEAST_CHANCE,
            chances[Kind.IMPROVEMENT.value] + LEAST_CHANCE,
        )
        odds = run.strength / (1 - run.strength + LEAST_CHANCE) * praise / fault
        return odds / (1 + odds)


@cache
def turns_of_phrase() -> Mapping[str, re.Pattern[str]]:
    """Return the turns of phrase that lean one way whatever stands around them, by "fault" and "praise"."""
    known = phrases("cut_words")
    return {name: re.compile(known[name], re.I) for name in ("fault", "praise")}


def leaning_of(words: str) -> str:
    """Return "fault" or "praise" where a turn of phrase says so by itself, or nothing."""
    return next(
        (name for name, rule in turns_of_phrase().items() if rule.search(words.translate(QUOTES))), ""
    )
