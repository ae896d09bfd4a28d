"""Find out what a note says was decided: the outcome, as the note itself tells it."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from relay.text.shapes import Segment
from relay.text.weigh import QUOTES, weigh
from relay.vocabulary import Outcome

RULE = 2.0
HOPEFUL = (Outcome.OFFER, Outcome.ADVANCED)
# "I would see her again if ..." is advice with a no, not a yes
CONDITION = re.compile(
    r"\b(?:if (?:he|she|they)|would (?:see|have|teach|take|look)|i'd (?:see|have|take|look)|he'd|she'd be welcome|once (?:he|she|they)|try us again|another time|last time|used to)\b",
    re.I,
)
LEAST = 0.5
LAST = 1.3


@cache
def _rules() -> list[tuple[Outcome, re.Pattern[str]]]:
    raw = resources.files("relay.text").joinpath("phrasebook/outcomes.toml").read_text("utf-8")
    return [
        (Outcome(r["outcome"]), re.compile("|".join(r["patterns"]), re.I)) for r in tomllib.loads(raw)["rule"]
    ]


def decide(segments: Sequence[Segment]) -> Outcome:
    """Return the outcome that `segments` tell; unknown where none is told clearly enough."""
    told = dict.fromkeys(Outcome, 0.0)
    for at, piece in enumerate(segments):
        if len(piece.text) > 300:
            continue
        # a decision stands at the end, or in the first line; what is quoted below is older
        edge = LAST if at >= len(segments) - 3 or at <= 2 else 1.0
        plain = piece.text.translate(QUOTES)
        for outcome, rule in _rules():
            if rule.search(plain) and not (outcome in HOPEFUL and CONDITION.search(plain)):
                told[outcome] += RULE * edge
                break
        else:
            if not piece.scaffolding:
                likely = weigh("kind", piece.text)["outcome"]
                for name, chance in weigh("outcome", piece.text).items():
                    told[Outcome(name)] += likely * chance * edge
    best = max(told, key=lambda o: told[o])
    return best if told[best] >= LEAST else Outcome.UNKNOWN
