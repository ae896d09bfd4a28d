"""Which way a clause leans: a strength or something to work on.

The weights alone miss what denial does ("never raised her voice"); a handful of cues mends part of it, and the heading
over the clause counts most, since "Cons" turns a bare noun into a fault.
"""

import math
import re
from functools import cache

from relay.text.lexicon import phrases
from relay.text.weigh import QUOTES, weigh
from relay.vocabulary import Kind

WEIGHTS = 0.9
HEADING = {"good": 1.6, "bad": -1.6}
MOST_OFTEN = 2


def lean(text: str, section: str = "") -> tuple[Kind, float]:
    """Return the kind of a clause under a heading ("good", "bad" or ""), and the chance that it is right."""
    chances = weigh("kind", text)
    total = WEIGHTS * math.log((chances["strength"] + 1e-6) / (chances["improvement"] + 1e-6))
    plain = text.translate(QUOTES)
    total += sum(weight * min(MOST_OFTEN, len(rule.findall(plain))) for rule, weight in _cues())
    total += HEADING.get(section, 0.0)
    kind = Kind.STRENGTH if total >= 0 else Kind.IMPROVEMENT
    return kind, 1 / (1 + math.exp(-min(30.0, abs(total))))


@cache
def _cues() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(c["match"], re.I), float(c["weight"])) for c in phrases("leaning")["cue"])
