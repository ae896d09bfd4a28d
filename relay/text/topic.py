"""Name what a clause is about ("drug calculations", "the tablet system"), where its own words cannot be used.

Only words that have often been passed on, and never or hardly ever withheld, may name a topic; a clause that holds none
is spoken of by its competency alone.
"""

import re

from relay.text.lexicon import harsh_words, listed
from relay.text.marks import SCORE_LINE
from relay.text.permit import permit
from relay.text.shapes import About
from relay.text.vouch import suspect
from relay.text.weigh import QUOTES, odds

WORD = re.compile(r"[A-Za-z][A-Za-z0-9'/&+#-]*")
OPENED = re.compile(r"\b(?:on|of|with|about|in|for|her|his|their|the|a|an|our|your|no|more|any|some)$", re.I)
SAFE = -0.8
LONGEST = 4


def topic(words: str, about: About) -> str | None:
    """Return a noun phrase for what `words` speaks of, or None."""
    plain = " ".join(words.translate(QUOTES).split())
    if plain.isupper():
        plain = plain.lower()
    if score := SCORE_LINE.fullmatch(plain):
        area = score["area"].strip(" .-:(").lower().replace("&", "and")
        return area if permit(area, about) else None
    best = max(_phrases(plain, about), key=_worth, default=None)
    return best if best and permit("on " + best, about) and not suspect(best) else None


def _phrases(text: str, about: About) -> list[str]:
    """Return the runs of topic words in `text` that stand where a noun would."""
    found: list[str] = []
    run: list[str] = []
    last = 0
    for match in [*WORD.finditer(text), None]:
        word = match.group(0) if match else ""
        gap = text[last : match.start()] if match else "."
        if run and (not match or gap.strip() or not _nameable(word)):
            if len(run) <= LONGEST and _noun_place(text, found, run, last):
                found.append(" ".join(run))
            run = []
        if match and _nameable(word):
            run.append(word if _kept_capital(word) else word.lower())
        last = match.end() if match else last
    return found


def _noun_place(text: str, found: list[str], run: list[str], end: int) -> bool:
    start = text.lower().rfind(" ".join(run).lower(), 0, end)
    return start > 0 and bool(OPENED.search(text[:start].rstrip())) or _kept_capital(run[0])


def _nameable(word: str) -> bool:
    low = word.lower().removesuffix("'s")
    if low in listed("stop") or low in listed("verdict") or low in listed("past") or low in listed("people") or low in listed("dates"):
        return False
    if harsh_words(True).fullmatch(low) or low in listed("present") or low.endswith(("ly", "n't")):
        return False
    known = odds(low)
    return known is not None and known <= SAFE


def _kept_capital(word: str) -> bool:
    return len(word) > 1 and (word.isupper() or any(c.isupper() for c in word[1:]) or any(c.isdigit() for c in word))


def _worth(phrase: str) -> tuple[int, int]:
    words = phrase.split()
    return (min(len(words), 3) + 2 * any(_kept_capital(w) for w in words), len(phrase))
