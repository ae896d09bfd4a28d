"""Cut words down to their stems, so that "mentioned" and "mentions" meet. Crude on purpose: it only ever compares."""

import re
from functools import cache, lru_cache

from relay.text.lexicon import listed, phrases
from relay.text.weigh import QUOTES

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ingly",
    "edly",
    "ings",
    "ing",
    "ness",
    "ies",
    "ied",
    "ers",
    "er",
    "est",
    "ed",
    "es",
    "ly",
    "y",
    "s",
    "e",
)


def words_in(text: str) -> list[str]:
    """Return the words of `text` in lower case, quotes made plain."""
    return WORD.findall(text.translate(QUOTES).lower())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the stem of a lower-case word; at least three letters of it are kept."""
    bare = word.removesuffix("'s")
    cut = _cut(_irregular().get(bare, bare))
    # again, until nothing comes off: "answered" and "answer" meet in "answ"
    while (shorter := _cut(cut)) != cut:
        cut = shorter
    return cut


@cache
def _irregular() -> dict[str, str]:
    return dict(phrases("guard")["irregular"])


def _cut(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            cut = word[: -len(ending)]
            return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "sl" else cut
    return word


def content(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order."""
    return [stem(w) for w in words_in(text) if carries(w)]


def carries(word: str) -> bool:
    """Tell whether a lower-case word carries meaning; "they've" carries as little as "they"."""
    small = listed("stop")
    return (len(word) > 2 or word.isdigit()) and word not in small and word.partition("'")[0] not in small
