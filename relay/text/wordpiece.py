"""Words into the encoder's vocabulary: WordPiece, the longest known beginning first (Devlin et al., 2019, "BERT").

Twenty lines of our own, since the library that does it brings along a client for a model hub and all that this needs.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

PART = re.compile(r"\[unused\d\]|[^\W_]+|\S")
MOST_LETTERS = 40
MOST_PIECES = 12
UNKNOWN, OPENING, CLOSING = "[UNK]", "[CLS]", "[SEP]"


@cache
def vocabulary() -> dict[str, int]:
    """Return the number of each piece the encoder knows: the place of its line in `vocabulary.txt`."""
    text = resources.files("relay.text").joinpath("model/vocabulary.txt").read_text("utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n"))}


@lru_cache(maxsize=50_000)
def pieces(form: str) -> tuple[int, ...]:
    """Return the numbers of the pieces of one word, at least one and at most MOST_PIECES."""
    known = vocabulary()
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", form.lower())
        if unicodedata.category(letter) != "Mn"
    )
    found = [number for part in PART.findall(bare) for number in pieces_of_part(part, known)]
    return tuple(found[:MOST_PIECES]) or (known[UNKNOWN],)


def pieces_of_part(part: str, known: dict[str, int]) -> list[int]:
    """Return the numbers of the pieces of one part without a mark in it, or that of the unknown."""
    if len(part) > MOST_LETTERS:
        return [known[UNKNOWN]]
    found: list[int] = []
    start, lead = 0, ""
    while start < len(part):
        for end in range(len(part), start, -1):
            number = known.get(lead + part[start:end])
            if number is not None:
                break
        else:
            return [known[UNKNOWN]]
        found.append(number)
        start, lead = end, "##"
    return found


def encode(forms: list[str]) -> tuple[list[int], list[int]]:
    """Return the numbers of all pieces between the encoder's two marks, and the place of each word's first piece."""
    ids, first = [vocabulary()[OPENING]], []
    for form in forms:
        first.append(len(ids))
        ids += pieces(form)
    return [*ids, vocabulary()[CLOSING]], first
