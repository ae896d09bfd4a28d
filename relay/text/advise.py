"""Give each improvement one next step: something to do this week, alone, that fits what was said."""

import re
from collections.abc import Sequence
from functools import cache
from zlib import crc32

from relay.text.lexicon import phrases
from relay.text.shapes import Said, Sentence
from relay.vocabulary import Outcome, SentenceRole


def advise(points: Sequence[Said], outcome: Outcome) -> tuple[Sentence, ...]:
    """Return a next step for each point; no step is given twice while there are others."""
    given: list[str] = []
    for point in points:
        ways = [*_by_cue(point), *phrases("steps")["general"][point.competency]]
        if not _by_cue(point):
            turn = crc32(point.words.encode("utf-8", "replace")) % len(ways)
            ways = ways[turn:] + ways[:turn]
        given.append(next((w for w in ways if w not in given), ways[0]))
    return tuple(
        Sentence(_for_outcome(text, outcome), SentenceRole.NEXT_STEP, (p.key,))
        for text, p in zip(given, points, strict=True)
    )


def _for_outcome(text: str, outcome: Outcome) -> str:
    """Return the step without talk of a next interview, for somebody who has been offered the job."""
    if outcome is Outcome.OFFER:
        return text.replace("before your next interview", "before you start").replace(
            "Before your next interview", "Before you start"
        )
    return text


def _by_cue(point: Said) -> list[str]:
    return [
        step
        for fits, about, steps in _cues()
        if (not about or point.competency in about) and fits.search(point.words)
        for step in steps
    ]


@cache
def _cues() -> list[tuple[re.Pattern[str], tuple[str, ...], list[str]]]:
    return [
        (re.compile(c["match"], re.I), tuple(c.get("about", "").split()), c["steps"])
        for c in phrases("steps")["cue"]
    ]


def is_own_step(text: str) -> bool:
    """Tell whether a sentence is one of the phrasebook's own next steps, word for word."""
    return text in _own_steps()


@cache
def _own_steps() -> frozenset[str]:
    book = phrases("steps")
    every = [s for c in book["cue"] for s in c["steps"]] + [
        s for ways in book["general"].values() for s in ways
    ]
    return frozenset(_for_outcome(s, o) for s in every for o in (Outcome.OFFER, Outcome.REJECTED))
