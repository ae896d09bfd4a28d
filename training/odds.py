#!/usr/bin/env python3
"""Count how much oftener each word stands in withheld words than in points: the odds that `weigh.odds` reads.

usage: odds.py [--without 0..4] [--out FILE]
"""

import argparse
import gzip
import json
import math
import re
import sys
from collections import Counter
from pathlib import Path

from train import HERE, from_clauses, from_notes

from relay.text.weigh import QUOTES

WORD = re.compile(r"[A-Za-z][A-Za-z'&-]*[A-Za-z]|[A-Za-z]")
# Added to each count, so that a word seen once says little.
UNSEEN = 0.3
TENTHS = 10


def word_odds(without):
    """The natural logarithm of the odds in tenths, for each word of the corpus in lower case."""
    counts, totals = (Counter(), Counter()), [0, 0]
    for text, kind, *_ in [*from_clauses(), *from_notes(without)]:
        if kind in ("withhold", "strength", "improvement"):
            hidden = kind == "withhold"
            counts[hidden].update({word.lower() for word in WORD.findall(text.translate(QUOTES))})
            totals[hidden] += 1

    def log_odds(word):
        hidden, told = (counts[side][word] + UNSEEN for side in (True, False))
        return round(TENTHS * math.log((hidden / totals[True]) / (told / totals[False])))

    return {word: log_odds(word) for word in sorted(counts[0] | counts[1])}


def main():
    """Count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without", type=int)
    parser.add_argument("--out", default=str(HERE.parent / "relay/text/phrasebook/odds.json.gz"))
    asked = parser.parse_args()
    made = word_odds(asked.without)
    Path(asked.out).write_bytes(gzip.compress(json.dumps(made).encode(), 9, mtime=0))
    print(len(made), "words")


if __name__ == "__main__":
    sys.exit(main())
