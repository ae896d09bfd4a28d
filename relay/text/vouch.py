"""Decide how far a clause can be trusted to hold nothing that must be hidden.

The weights answer "what is this?"; this asks the narrower question on which no leak may hang: is it safe to pass on?
A clause earns trust by looking like an observation of the candidate's own conduct in words that have often been passed
on; a suspect word, a stranger's name, an unknown word, a neighbour that is itself withheld each take trust away. The
signals are few and named, so that a decision can be laid open.
"""

import math
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from relay.text.shapes import About, Segment
from relay.text.weigh import QUOTES, odds, trusted, weigh
from relay.vocabulary import Reason

WORD = re.compile(r"[A-Za-z][A-Za-z'&-]*[A-Za-z]|[A-Za-z]")
OWN = {
    "she",
    "he",
    "they",
    "her",
    "his",
    "their",
    "she's",
    "he's",
    "they're",
    "she'd",
    "he'd",
    "they'd",
    "candidate",
    "the candidate",
}
FIRST_PERSON = {
    "i",
    "we",
    "our",
    "us",
    "my",
    "me",
    "i'd",
    "we'd",
    "we're",
    "i'm",
    "i've",
    "we've",
    "ours",
    "mine",
}
NUMBER_WORDS = re.compile(r"\b(?:twenty|thirty|forty|fifty|sixty|seventy)\b", re.I)
SAME_SENTENCE = 6
HARMLESS = -1.0


def _rules(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("relay.text").joinpath("phrasebook", name).read_text("utf-8"))


@cache
def suspicions() -> dict[Reason, re.Pattern[str]]:
    """Return the suspect words by the reason they hint at, from the phrasebook."""
    read = _rules("suspect.toml")
    return {
        Reason(k): re.compile("|".join(p for rules in v.values() for p in rules), re.I)
        for k, v in read.items()
    }


@cache
def cut_rules() -> dict[Reason, re.Pattern[str]]:
    """Return the words that are withheld as they stand, by reason, from the phrasebook."""
    return {Reason(k): re.compile("|".join(v), re.I) for k, v in _rules("cut.toml").items()}


def suspect(text: str) -> list[Reason]:
    """Return the reasons that words of `text` hint at; a word that has mostly been passed on hints at nothing."""
    plain = text.translate(QUOTES)
    return [
        reason
        for reason, rule in suspicions().items()
        if any((odds(m.group(0).lower()) or 0.0) > HARMLESS for m in rule.finditer(plain))
    ]


def vouch(pieces: Sequence[Segment], at: int, about: About) -> tuple[float, float]:
    """Return two chances for the clause at place `at`: that it is a point, and that it holds something to hide."""
    found = signals(pieces, at, about)
    return _chance("point", found), _chance("hide", found)


def _chance(question: str, found: dict[str, float]) -> float:
    made = trusted()[question]
    total = made["bias"] + sum(made["signals"].get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def signals(pieces: Sequence[Segment], at: int, about: About) -> dict[str, float]:
    """Return what speaks for and against the clause, each by name; most values lie between 0 and 5."""
    text = pieces[at].text.translate(QUOTES)[:600]
    kinds = weigh("kind", pieces[at].text)
    words = WORD.findall(text)
    low = [w.lower() for w in words]
    known = _known_names(about)
    scores = sorted((o for w in low if len(w) > 2 and (o := odds(w)) is not None), reverse=True)
    strangers = [
        w for w in words[1:] if w[0].isupper() and odds(w.lower()) is None and w.lower() not in known
    ]
    hints = suspect(text)
    first = low[0] if low else ""
    near, far = _neighbours(pieces, at)
    return {
        "withhold": _logit(kinds["withhold"]),
        "point": _logit(kinds["strength"] + kinds["improvement"]),
        "neutral": _logit(kinds["neutral"]),
        "outcome": _logit(kinds["outcome"]),
        "near": near,
        "far": far,
        "worst word": max(0.0, scores[0]) if scores else 0.0,
        "bad words": sum(max(0.0, s) for s in scores[:3]),
        "unknown": float(min(4, sum(1 for w in low if len(w) > 3 and odds(w) is None and w not in known))),
        "strangers": float(min(3, len(strangers))),
        "hints": float(min(3, len(hints))),
        "hinted": float(bool(hints)),
        "of conduct": float(first in OWN or first in _own_names(about)),
        "of ourselves": float(first in FIRST_PERSON),
        "first person": float(min(3, sum(1 for w in low if w in FIRST_PERSON))),
        "other name first": float(bool(words) and words[0][0].isupper() and first in _staff(about)),
        "staff": float(any(w in _staff(about) for w in low)),
        "digits": float(bool(re.search(r"\d", text))),
        "age": float(bool(NUMBER_WORDS.search(text) or re.search(r"\bat \d\d\b|'s \d\d\b", text))),
        "quoted": float('"' in text or text.startswith("'") or "'" in text[-1:]),
        "short": float(len(low) <= 2),
        "long": float(len(low) > 25),
        "asks": float("?" in text or "!" in text),
    }


def _neighbours(pieces: Sequence[Segment], at: int) -> tuple[float, float]:
    near = far = -5.0
    for other in (at - 1, at + 1):
        if 0 <= other < len(pieces) and not pieces[other].scaffolding:
            gap = max(pieces[other].start - pieces[at].end, pieces[at].start - pieces[other].end)
            value = _logit(weigh("kind", pieces[other].text)["withhold"])
            if gap <= SAME_SENTENCE:
                near = max(near, value)
            far = max(far, value)
    return near, far


def _logit(chance: float) -> float:
    chance = min(0.999, max(0.001, chance))
    return math.log(chance / (1 - chance))


@cache
def _known_names(about: About) -> frozenset[str]:
    return frozenset(
        w.lower() for w in WORD.findall(f"{about.candidate} {about.client} {about.role} {about.stage}")
    )


@cache
def _own_names(about: About) -> frozenset[str]:
    return frozenset(w.lower() for w in WORD.findall(about.candidate))


@cache
def _staff(about: About) -> frozenset[str]:
    return frozenset(w.lower() for name in about.interviewers for w in WORD.findall(name) if w[0].isupper())
