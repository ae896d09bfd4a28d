"""How much a word tells of where it comes from: "work" stands everywhere, "dispatch" gives its source away.

The weight of a stem runs from 0 to 1 and falls with the number of clauses of the corpus that hold it
(`phrasebook/telling.json.gz`). Ordinary words of messages weigh nothing, whatever the corpus says.
"""

import gzip
import json
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

from relay.text.lexicon import phrases
from relay.text.stem import content, stem

# By the binary logarithm of the number of clauses; a stem that was never seen tells most.
WEIGHTS = (1.0, 0.95, 0.95, 0.9, 0.8, 0.7, 0.55, 0.35, 0.15)
LONGEST_PHRASE = 4


@cache
def _seen() -> dict[str, int]:
    packed = resources.files("relay.text").joinpath("phrasebook", "telling.json.gz").read_bytes()
    read: dict[str, int] = json.loads(gzip.decompress(packed))
    return read


def seen(word: str) -> bool:
    """Tell whether the lower-case `word`, or a form of it, is an ordinary word of the corpus."""
    return stem(word) in _seen()


@lru_cache(maxsize=8192)
def weight(stemmed: str) -> float:
    """Return how telling a stem is, from 0 to 1."""
    if stemmed in _common():
        return 0.0
    return WEIGHTS[min(_seen().get(stemmed, 0), len(WEIGHTS) - 1)]


def total(stems: Collection[str]) -> float:
    """Return the weights of `stems` added up, the same to the last digit in whatever order a set holds them."""
    return sum(sorted(map(weight, stems)))


@cache
def _common() -> frozenset[str]:
    """Return the stems of the words that any message uses, the phrasebook's own frame among them."""
    frame = re.sub(r"\{\w+\}", " ", " ".join(lines(phrases("frames"))))
    return frozenset(stem(w) for w in phrases("families")["common"].split()) | frozenset(content(frame))


def lines(part: object) -> Iterator[str]:
    """Yield every text of a part of the phrasebook, however deep it lies."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from lines(value)
    elif isinstance(part, list):
        for value in part:
            yield from lines(value)


@cache
def _members(book: str) -> dict[str, frozenset[str]]:
    """Return the families of each word or phrase."""
    found: dict[str, set[str]] = {}
    for name, words in phrases("families")[book].items():
        for word in words.split():
            parts = word.split("_")
            found.setdefault(" ".join(parts), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def families(words: Sequence[str], book: str = "family") -> dict[str, str]:
    """Return the families that `words` speak of, each with the word that does.

    The book "family" holds the sensitive ones, "alike" the near synonyms.
    """
    known = _members(book)
    found: dict[str, str] = {}
    idle = _idle(words)
    for at, word in enumerate(words):
        if at in idle:
            continue
        for form in (word, word.removesuffix("'s"), word.removesuffix("s")):
            for name in known.get(form, ()):
                found.setdefault(name, word)
        for size in range(2, LONGEST_PHRASE + 1):
            phrase = " ".join(words[at : at + size])
            for name in known.get(phrase, ()) if at + size <= len(words) else ():
                found.setdefault(name, phrase)
    return found


def _idle(words: Sequence[str]) -> set[int]:
    """Return the places of words that stand in a turn of speech ("made up their minds") and mean nothing by themselves."""
    turns = _innocent()
    return {
        place
        for at, word in enumerate(words)
        for turn in turns.get(word, ())
        if tuple(words[at : at + len(turn)]) == turn
        for place in range(at, at + len(turn))
    }


@cache
def _innocent() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases("guard")["innocent"].split("|"):
        turn = tuple(phrase.split())
        found.setdefault(turn[0], []).append(turn)
    return found
