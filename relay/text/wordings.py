"""Look for many ways of saying something at once, and fast.

A phrasebook group is hundreds of patterns long and is asked of every clause. Joined as they stand they are slow, since each
is tried at each letter with both cases in mind. So patterns that open a word stand behind one test for the opening of a
word, and all that do not ask for a capital are read against the text in lower case. On the corpus that is four to five
times as fast.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from relay.text.weigh import QUOTES

# Where a word or a text opens: patterns that start alike share the test.
OPENINGS = (r"\b", r"(?<!\w)", "^")
CAPITAL = re.compile(r"(?<!\\)[A-Z]")


class Place(NamedTuple):
    """Where words stand, and the words as they were written."""

    start: int
    end: int
    words: str


class Wordings:
    """Patterns without regard to case; `(?-i:[A-Z])` asks for a capital all the same."""

    def __init__(self, patterns: Sequence[str]) -> None:
        """Join and compile `patterns`."""
        cased = [p for p in patterns if CAPITAL.search(p)]
        plain = [p for p in patterns if not CAPITAL.search(p)]
        self.cased = re.compile(joined(cased), re.I) if cased else None
        self.plain = re.compile(joined(plain)) if plain else None

    def stand_in(self, text: str) -> bool:
        """Tell whether one of the wordings stands in `text`."""
        return next(self._found(text), None) is not None

    def places(self, text: str) -> list[Place]:
        """Return where the wordings stand in `text`, in order of start; two may overlap where one asks for a capital."""
        return sorted(Place(start, end, text[start:end]) for start, end in self._found(text))

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        straight = text.translate(QUOTES)
        if self.plain:
            yield from (match.span() for match in self.plain.finditer(lowered(straight)))
        if self.cased:
            yield from (match.span() for match in self.cased.finditer(straight))


def joined(patterns: Sequence[str]) -> str:
    """Return one pattern for all, those with the same opening behind one test, so that most places fail at once."""
    parts = []
    for opening in OPENINGS:
        alike = [pattern.removeprefix(opening) for pattern in patterns if pattern.startswith(opening)]
        parts += [f"{opening}(?:{'|'.join(alike)})"] if alike else []
    return "|".join(parts + [pattern for pattern in patterns if not pattern.startswith(OPENINGS)])


def lowered(text: str) -> str:
    """Return `text` in lower case and of the same length: a letter whose lower case is two letters stays as it is."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
