"""Suggest what else a candidate could take up: concrete things to do that fit the competency and the words of the letter.

They are fixed wording (`phrasebook/actions.toml`), chosen by the letter's own words and nothing else: of a note this sees nothing.
The same words always give the same suggestions.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from relay.text.advise import OF_INTERVIEWS
from relay.text.lexicon import phrases
from relay.text.stem import stem, words_in
from relay.vocabulary import Competency, Outcome

# With the letter's own next step there are three to choose from, so that choosing stays easy.
CHOICES = 3
LONGEST_TITLE = 60
ANY_JOBS = "jobs like this one"
# How much of the shorter one two texts must share, and at least how many words, before offering both would be saying one thing twice.
ALIKE, LEAST_SHARED = 0.5, 3
PLAIN = frozenset(
    [
        "down",
        "each",
        "from",
        "have",
        "once",
        "that",
        "them",
        "then",
        "this",
        "three",
        "what",
        "with",
        "would",
        "write",
        "your",
    ]
)
# What makes no sense to somebody who has the job, beside what `advise` knows of.
OF_APPLYING = re.compile(
    r"\b(?:adverts?|an employer|answers?|left your last job|offer comes|jobs|stranger)\b"
)


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to do: of which kind it is, what it says, and the cue that puts it first."""

    kind: str
    say: str
    cue: re.Pattern[str] | None


def suggest(
    words: str,
    competency: Competency | None,
    role_title: str,
    next_step: str | None,
    *,
    outcome: Outcome = Outcome.UNKNOWN,
    given: Collection[str] = (),
) -> tuple[str, ...]:
    """Return what to offer beside `next_step`: two ways, or three where there is none, of different kinds where possible.

    `words` are those of the letter. What stands in `given` is not offered again; whoever has the job hears nothing of interviews.
    """
    jobs = f"{role_title} jobs" if 0 < len(role_title) <= LONGEST_TITLE else ANY_JOBS
    ways = [
        Way(way.kind, way.say.replace("{jobs}", jobs), way.cue)
        for way in (*_ordered(words, _book(competency)), *_book(None))
    ]
    fresh = [
        way
        for way in ways
        if way.say not in given
        and not (next_step and _alike(way.say, next_step))
        and not (outcome is Outcome.OFFER and _is_of_applying(way.say))
    ]
    return tuple(way.say for way in _mixed(fresh, CHOICES - bool(next_step)))


def _ordered(words: str, ways: Sequence[Way]) -> list[Way]:
    """Return the ways, those whose cue stands in the words first; which plain one leads depends on the words."""
    cued = [way for way in ways if way.cue and way.cue.search(words)]
    plain = [way for way in ways if not way.cue]
    turn = crc32(words.encode("utf-8", "replace")) % len(plain)
    return [*cued, *plain[turn:], *plain[:turn]]


def _mixed(ways: Sequence[Way], number: int) -> list[Way]:
    """Return so many of the ways, the first of each kind before a second of any."""
    firsts = {way.kind: way for way in reversed(ways)}
    leading = [way for way in ways if firsts[way.kind] is way]
    return [*leading, *(way for way in ways if way not in leading)][:number]


def _is_of_applying(text: str) -> bool:
    """Tell whether a way is for somebody who still looks for a job."""
    return bool(OF_INTERVIEWS.search(text) or OF_APPLYING.search(text))


def _alike(one: str, other: str) -> bool:
    """Tell whether two texts say much the same."""
    first, second = _stems(one), _stems(other)
    return len(first & second) >= max(LEAST_SHARED, ALIKE * min(len(first), len(second)))


def _stems(text: str) -> frozenset[str]:
    """Return the stems of the longer words: the short ones stand in every sentence."""
    return frozenset(stem(word) for word in words_in(text) if len(word) > 3 and word not in PLAIN)


@cache
def _book(competency: Competency | None) -> tuple[Way, ...]:
    """Return the ways of a competency, or those that fit anything."""
    return tuple(
        Way(way["kind"], way["say"], re.compile(rf"\b(?:{way['cue']})", re.I) if "cue" in way else None)
        for way in phrases("actions")[competency.value if competency else "any"]
    )
