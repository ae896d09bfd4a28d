#!/usr/bin/env python3
"""Count how common each word of the corpus is, for the guard: a rare word tells where it comes from, a common one does not.

Writes relay/text/phrasebook/telling.json.gz: for each stem of a word seen in small letters, the number of clauses that hold it,
as a power of two. It counts the clauses alone, so that the labelled notes stay a fair test of the guard.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from relay.text.stem import stem, words_in  # noqa: E402

TARGET = ROOT / "relay/text/phrasebook/telling.json.gz"


def main() -> int:
    """Count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=TARGET)
    asked = parser.parse_args()
    counts = Counter[str]()
    for path in sorted((ROOT / "training/corpus/clauses").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            text = line.rsplit("\t", 1)[-1]
            small = [w for w in text.replace("\u2019", "'").split() if w[:1].islower()]
            counts.update({stem(w) for w in words_in(" ".join(small)) if not w.isdigit()})
    made = {word: count.bit_length() for word, count in sorted(counts.items())}
    packed = gzip.compress(json.dumps(made, separators=(",", ":")).encode("utf-8"), mtime=0)
    asked.out.write_bytes(packed)
    print(f"{len(made)} stems, {len(packed)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
