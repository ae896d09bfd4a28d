"""Give each improvement one next step: something to do this week, alone, that fits what was said.

A cue in the point's own words comes first; then what fits its competency. Somebody who has been offered the job is told what
to do when they start, and nothing of interviews.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from zlib import crc32

from relay.text.lexicon import phrases
from relay.text.pronoun import faceless, nameless
from relay.text.shapes import About, Said, Sentence
from relay.text.weigh import QUOTES
from relay.vocabulary import Outcome, SentenceRole

# What makes no sense to somebody who has the job.
OF_INTERVIEWS = re.compile(
    r"\b(?:interview|interviewer|CV|put you forward|likely (?:to ask|question)|practice (?:answer|case|interview|run|exercise|task)|asked|"
    r"example|examples|story|brief|claim|go in|reason for leaving|\u201cWhy here|job description|the employer|why you left|left each job|each move|best result|what brings you|the brief|on each job|how success is judged)\b"
)
NEXT = {
    Outcome.OFFER: "you start",
    Outcome.ADVANCED: "the next step",
}


def advise(points: Sequence[Said], about: About, outcome: Outcome) -> tuple[Sentence, ...]:
    """Return a next step for each point; no step is given twice while there are others."""
    given: list[str] = []
    for point in points:
        ways = list(_ways(point, about, outcome))
        given.append(next((w for w in ways if w not in given), ways[0]))
    return tuple(
        Sentence(_for_outcome(text, outcome), SentenceRole.NEXT_STEP, (p.key,))
        for text, p in zip(given, points, strict=True)
    )


def _ways(point: Said, about: About, outcome: Outcome) -> Iterator[str]:
    """Yield the steps that fit a point, the best first; which general one leads depends on the point's words."""
    cued = _by_cue(point, about.candidate)
    book = phrases("steps")
    general = book["start" if outcome is Outcome.OFFER else "general"][point.competency]
    if outcome is Outcome.OFFER:
        cued = [step for step in cued if not OF_INTERVIEWS.search(step)]
    turn = (
        0 if cued else crc32(faceless(point.words, about.candidate).encode("utf-8", "replace")) % len(general)
    )
    return chain(cued, general[turn:], general[:turn], book["any"]["steps"])


def _for_outcome(text: str, outcome: Outcome) -> str:
    """Return the step with what comes next for the candidate in the place of the next interview."""
    if outcome not in NEXT:
        return text
    return re.sub(r"(?<=\b[Bb]efore )(?:your|the) next interview\b", NEXT[outcome], text)


def _by_cue(point: Said, candidate: str) -> list[str]:
    """Return the steps whose cue stands in the words, those of the first such cue first."""
    words = nameless(point.words, candidate).translate(QUOTES)
    return [
        step
        for fits, about, steps in _cues()
        if (not about or point.competency in about) and fits.search(words)
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
    general = (s for part in ("general", "start", "any") for ways in book[part].values() for s in ways)
    every = chain((s for c in book["cue"] for s in c["steps"]), general)
    outcomes = (Outcome.OFFER, Outcome.ADVANCED, Outcome.REJECTED)
    return frozenset(_for_outcome(s, o) for s in every for o in outcomes)
