"""Score words against the trained weights: a small linear model, read from one file and summed in plain Python.

A linear model of word and letter patterns was chosen because each decision can be laid open: the patterns that weighed
most are named. `training/train.py` makes the file; the same `patterns` function serves both, so that they cannot
drift apart.
"""

import base64
import gzip
import json
import math
import re
from array import array
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from zlib import crc32

BITS = 16
SIZE = 1 << BITS
TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[^\w\s]")
PRONOUNS = {
    "he": "they", "she": "they", "him": "them", "her": "them", "his": "them", "their": "them", "hers": "them",
    "he's": "they's", "she's": "they's", "he'd": "they'd", "she'd": "they'd", "he'll": "they'll", "she'll": "they'll",
    "himself": "themself", "herself": "themself", "hes": "they's", "shes": "they's",
}  # fmt: skip
QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u201c": '"', "\u201d": '"'})
LONGEST = 600


def patterns(text: str) -> list[str]:
    """Return the distinct patterns of `text`: words, pairs of words, and letters of three to five in a row.

    Pronouns are made alike first: whether a note says he or she must change nothing.
    """
    words = [PRONOUNS.get(w, w) for w in TOKEN.findall(text[:LONGEST].translate(QUOTES).lower())]
    words = ["0" if w.isdigit() else w for w in words]
    seen = dict.fromkeys("w " + w for w in words)
    seen.update(dict.fromkeys(f"b {a} {b}" for a, b in zip(["^", *words], [*words, "$"], strict=True)))
    seen.update(dict.fromkeys(f"s {a} {c}" for a, c in zip(words, words[2:], strict=False)))
    for word in set(words):
        if len(word) > 2:
            padded = f" {word} "
            for n in (3, 4, 5):
                seen.update(dict.fromkeys(padded[i : i + n] for i in range(len(padded) - n + 1)))
    return list(seen)


def place(pattern: str) -> int:
    """Return the slot of the weight table that a pattern falls into."""
    return crc32(pattern.encode("utf-8", "replace")) & (SIZE - 1)


class Table:
    """The weights of one question ("which kind?") for each of its answers."""

    def __init__(self, made: Mapping[str, object]) -> None:
        self.answers = tuple(str(a) for a in made["answers"])  # type: ignore[attr-defined]
        self.bias = tuple(float(b) for b in made["bias"])  # type: ignore[attr-defined]
        self.scale = float(made["scale"])  # type: ignore[arg-type]
        self.rows = [array("b", base64.b64decode(row)) for row in made["rows"]]  # type: ignore[attr-defined]

    def chances(self, slots: tuple[int, ...]) -> dict[str, float]:
        """Return the chance of each answer; the chances add up to one."""
        size = self.scale / math.sqrt(len(slots) or 1)
        sums = [
            sum(map(row.__getitem__, slots)) * size + b for row, b in zip(self.rows, self.bias, strict=True)
        ]
        top = max(sums)
        raw = [math.exp(s - top) for s in sums]
        whole = sum(raw)
        return {a: r / whole for a, r in zip(self.answers, raw, strict=True)}


def load(name: str) -> dict[str, Any]:
    """Return a trained file of the phrasebook."""
    read: dict[str, Any] = json.loads(
        gzip.decompress(resources.files("relay.text").joinpath("phrasebook", name).read_bytes())
    )
    return read


@cache
def tables() -> dict[str, Table]:
    """Return the trained tables by question, read once."""
    return {name: Table(made) for name, made in load("weights.json.gz").items()}


@cache
def trusted() -> dict[str, Any]:
    """Return the odds of single words and the weights of the signals of `vouch`, read once."""
    return load("trust.json.gz")


@lru_cache(maxsize=4096)
def weigh(question: str, text: str) -> dict[str, float]:
    """Return the chance of each answer to `question` ("kind", "competency", "reason", "specific") for `text`."""
    return tables()[question].chances(slots_of(text))


@lru_cache(maxsize=4096)
def slots_of(text: str) -> tuple[int, ...]:
    """Return the slots of all patterns of `text`."""
    return tuple({place(p) for p in patterns(text)})


def odds(word: str) -> float | None:
    """Return how much oftener a lower-case word stands in withheld words than in points (log odds); None if unknown."""
    value = trusted()["words"].get(word)
    return None if value is None else value / 10
