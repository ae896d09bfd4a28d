"""Name what a clause is about ("drug calculations", "the tablet system"), where its own words cannot be used.

Only words that have often been passed on, and never or hardly ever withheld, may name a topic; a clause that holds none
is spoken of by its competency alone.
"""

import re

from relay.text.lexicon import harsh_words, listed
from relay.text.marks import SCORE_LINE
from relay.text.permit import hinted, permit
from relay.text.shapes import About
from relay.text.weigh import QUOTES, odds

WORD = re.compile(r"[A-Za-z][A-Za-z0-9'/&+#-]*")
ARTICLE = re.compile(r"\b(her|his|their|the|our|your|my|that|this)$", re.I)
ARTICLES = {"her": "your", "his": "your", "our": "their", "my": "their"}
OPENED = re.compile(r"\b(?:on|of|with|about|for|no|more|any|some|and|than)$", re.I)
SUBJECT_OF = re.compile(
    r"\s*(?::|-|,|\s(?:was|were|is|are|needs?|on|of|could|came|very|good|great|weak|strong|poor|thin|not|spot|a|at)\b)",
    re.I,
)
SAFE = -1.2
LONGEST = 4
MOST = 2


def topic(words: str, about: About) -> str | None:
    """Return a noun phrase for what `words` speaks of, or None."""
    plain = " ".join(words.translate(QUOTES).split())
    if plain.isupper():
        plain = plain.lower()
    if score := SCORE_LINE.fullmatch(plain):
        area = score["area"].strip(" .-:(").lower().replace("&", "and")
        return area if permit(area, about) else None
    fit = [p for p in dict.fromkeys(_phrases(plain, about)) if permit("on " + p, about) and not hinted(p)]
    best = sorted(fit, key=_worth, reverse=True)[:MOST]
    return " and ".join(p for p in fit if p in best) or None


def _phrases(text: str, about: About) -> list[str]:
    """Return the runs of topic words in `text` that stand where a noun would, each with its article."""
    found: list[str] = []
    run: list[str] = []
    start = last = 0
    for match in [*WORD.finditer(text), None]:
        word = match.group(0) if match else ""
        gap = text[last : match.start()] if match else "."
        if run and (not match or gap.strip() or not _nameable(word)):
            cut_short = bool(match) and not gap.strip() and not _ends_phrase(word)
            if (
                len(run) <= LONGEST
                and not cut_short
                and (phrase := _in_place(text[:start], run, text[last:]))
            ):
                found.append(phrase)
            run = []
        if match and _nameable(word):
            start = start if run else match.start()
            run.append(word if _kept_capital(word) else word.lower())
        last = match.end() if match else last
    return found


def _in_place(before: str, run: list[str], after: str) -> str:
    """Return the run as a noun phrase, or nothing where it hardly is one: what stands before it tells."""
    phrase = " ".join(run)
    if all(word in listed("hollow") for word in run):
        return ""
    if opened := ARTICLE.search(before.rstrip()):
        return ARTICLES.get(opened.group(1).lower(), "the") + " " + phrase
    stands = (
        OPENED.search(before.rstrip()) or not before.strip() or before.rstrip().endswith((",", ":", ";", "-"))
    )
    if not before.strip() and SUBJECT_OF.match(after):
        return phrase
    heavy = len(run) > 1 or _kept_capital(run[0]) or (len(phrase) > 5 and phrase.endswith("s"))
    return phrase if stands and heavy else ""


def _ends_phrase(word: str) -> bool:
    """Tell whether a word that is no topic word may follow a noun phrase; any other would be the rest of it."""
    low = word.lower()
    return any(
        low in listed(name) for name in ("stop", "verdict", "past", "present", "modal")
    ) or low.endswith(("ly", "n't"))


def _nameable(word: str) -> bool:
    low = word.lower().removesuffix("'s")
    if (
        word.lower().endswith("'s")
        or low in listed("stop")
        or low in listed("verdict")
        or low in listed("past")
        or low in listed("people")
        or low in listed("dates")
    ):
        return False
    if harsh_words(True).fullmatch(low) or low in listed("present") or low.endswith(("ly", "n't")):
        return False
    known = odds(low)
    return known is not None and known <= SAFE


def _kept_capital(word: str) -> bool:
    return len(word) > 1 and (
        word.isupper() or any(c.isupper() for c in word[1:]) or any(c.isdigit() for c in word)
    )


def _worth(phrase: str) -> tuple[int, int]:
    words = phrase.split()
    return (min(len(words), 3) + 2 * any(_kept_capital(w) for w in words), len(phrase))
