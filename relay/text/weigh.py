"""Score words against the trained weights: a small linear model, read from one file and summed.

A linear model of word and letter patterns was chosen because each decision can be laid open: the patterns that weighed
most are named. `training/train.py` makes the file; the same `patterns` function serves both, so that they cannot
drift apart.
"""

import base64
import gzip
import json
import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from zlib import crc32

import numpy as np

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

    def __init__(self, made: Mapping[str, Any]) -> None:
        """Unpack what `training/train.py` packed: one signed byte for each answer and slot."""
        self.answers = tuple(str(answer) for answer in made["answers"])
        self.bias = np.array(made["bias"])
        self.scale = float(made["scale"])
        self.rows = np.array([np.frombuffer(base64.b64decode(row), dtype=np.int8) for row in made["rows"]])

    def chances(self, slots: tuple[int, ...]) -> dict[str, float]:
        """Return the chance of each answer; the chances add up to one."""
        sums = self.rows[:, list(slots)].sum(axis=1) * (self.scale / math.sqrt(len(slots) or 1)) + self.bias
        risen = np.exp(sums - sums.max())
        return dict(zip(self.answers, (risen / risen.sum()).tolist(), strict=True))


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
def word_odds() -> dict[str, int]:
    """Return the odds of single words in tenths, read once."""
    return load("odds.json.gz")


@lru_cache(maxsize=4096)
def weigh(question: str, text: str) -> dict[str, float]:
    """Return the chance of each answer to `question` ("kind", "competency", "reason") for `text`."""
    return tables()[question].chances(slots_of(text))


def telling_words(question: str, answer: str, text: str, most: int = 3) -> tuple[str, ...]:
    """Return the words of `text` that speak most for `answer`, strongest first: those that weigh more than all others do."""
    table = tables()[question]
    row = table.rows[table.answers.index(answer)]
    words = dict.fromkeys(TOKEN.findall(text[:LONGEST].translate(QUOTES).lower()))
    weights = {word: int(row[place("w " + PRONOUNS.get(word, word))]) for word in words if len(word) > 2}
    ranked = sorted(weights, key=lambda word: -weights[word])[:most]
    return tuple(word for word in ranked if weights[word] > 0)


@lru_cache(maxsize=4096)
def slots_of(text: str) -> tuple[int, ...]:
    """Return the slots of all patterns of `text`."""
    return tuple({place(p) for p in patterns(text)})


def odds(word: str) -> float | None:
    """Return how much oftener a lower-case word stands in withheld words than in points (log odds); None if unknown."""
    value = word_odds().get(word)
    return None if value is None else value / 10
