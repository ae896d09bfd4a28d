"""Tell whether a sentence says the opposite of its points, or makes good out of what was not.

Each denial is compared by what it denies: a word that the points affirm must not be denied, and one that they deny must not be
affirmed. What is left is judged by the tenor: an improvement is told as something to be better, a strength is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from relay.text.lexicon import listed, phrases
from relay.text.shapes import Said
from relay.text.stem import stem
from relay.text.support import without_areas
from relay.text.weigh import QUOTES
from relay.vocabulary import Kind

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[,.;:!?()\u2013\u2014]")
PART = re.compile(r"[,;:.]")
LEAD = re.compile(r"^(?:(?!\b(?:is|was|are|were)\b)[^:]){3,40}: ")
# "Inaccurate" denies "accurate"; a shorter rest is no word of its own.
PREFIXED = re.compile(r"\b(?:un|in|im|il|ir|dis|mis|non-?)([a-z]{4,})")
NO_BEFORE = re.compile(
    r"\b(?:no|not|never|without|nothing|none|hardly|avoid\w*|free of|n't)\b[^,.;:]{0,30}$|n't\b[^,.;:]{0,30}$"
)
JOINS = frozenset(("but", "and", "because", "though", "so", "while", "yet"))
NOTHING = frozenset(("nothing", "none", "nobody", "neither", "no"))
REACH = 7
# It denies what comes after it, and the sentence affirms as much as before: no denial more.
INSTEAD = "insteadof"
SPELT = {
    "w/o": "without",
    " - ": ", ",
    "rather than": INSTEAD,
    "instead of": INSTEAD,
    "left out": "omitted",
    "leaving out": "omitted",
    "leave out": "omit",
    "had none": "had not any",
    "rather not": "unwilling",
    "over-confident": "overconfident",
}
NEARLY = 0.75
WHOLLY = 0.9
MOST_NEW = 2
# What somebody stood up to is no fault of theirs.
SCENE = re.compile(
    r"^(?:Even )?(?:[Ww]hen|[Tt]hough|[Aa]lthough|[Ii]f|[Aa]fter|[Ww]hile|[Dd]espite|[Uu]nder|[Ww]ith) [^,.;:]{3,80}?(?:,| (?=you\b))"
)


@dataclass(frozen=True, slots=True)
class Tenor:
    """What a text affirms and what it denies, as stems, and how often it denies."""

    affirmed: frozenset[str]
    denied: frozenset[str]
    denials: int
    opposed: int
    told: frozenset[str]
    idioms: frozenset[str]

    @property
    def against(self) -> int:
        """How often it denies, words that hold their own denial counted too."""
        return self.denials + self.opposed


def flips(text: str, points: Sequence[Said]) -> bool:
    """Tell whether `text`, which stands on `points`, says the opposite of them."""
    meant = [tenor(point.words) for point in points]
    affirmed = frozenset().union(*(m.affirmed for m in meant))
    denied = frozenset().union(*(m.denied for m in meant))
    told = frozenset().union(*(m.told for m in meant))
    counts = (sum(m.denials for m in meant), sum(m.opposed for m in meant))
    whole = Tenor(affirmed, denied, *counts, told, frozenset().union(*(m.idioms for m in meant)))
    kinds = {point.kind for point in points}
    plain = without_areas(text.translate(QUOTES), points)
    said = tenor(_kinder().sub(" ", SCENE.sub("", plain) if kinds == {Kind.STRENGTH} else plain))
    words = " ".join(point.words for point in points)
    if (said.denied & affirmed) - denied or _off_by_one_word(text, words, said, whole):
        return True
    if _unsays(text, words, affirmed):
        return True
    granted = (
        (said.affirmed & denied) - said.denied - affirmed if said.against < whole.against else frozenset()
    )
    if kinds == {Kind.STRENGTH}:
        granted -= _approving()  # the phrasebook's own "they spoke well of"
        undone = said.denied - affirmed - denied
        shorter = said.denials > whole.denials or bool(granted or undone & _approving())
        return shorter or _new("wanting", text, words) or _new_ill(text, words)
    if kinds == {Kind.IMPROVEMENT}:
        return _made_good(LEAD.sub("", text), words, granted, said, whole)
    return bool(granted)


def _unsays(text: str, words: str, affirmed: frozenset[str]) -> bool:
    """Tell whether a word of the text denies what the points affirm by its first letters: "inaccurate", "disliked"."""
    known = words.lower()
    found = PREFIXED.finditer(text.translate(QUOTES).lower())
    return any(
        stem(m[1]) in affirmed and m[0] not in known and not NO_BEFORE.search(m.string[: m.start()])
        for m in found
    )


def _new_ill(text: str, words: str) -> bool:
    """Tell whether the text speaks of something gone wrong that the points do not; "without a mistake" is none."""
    plain, known = text.translate(QUOTES).lower(), words.translate(QUOTES).lower()
    return any(
        match.group(0) not in known and not NO_BEFORE.search(plain[: match.start()])
        for match in _sign("ill").finditer(plain)
    )


def _off_by_one_word(text: str, words: str, said: Tenor, meant: Tenor) -> bool:
    """Tell whether the text says nearly the points' own words, but with a denial more or less."""
    shared = len(said.told & meant.told)
    if shared >= NEARLY * len(meant.told) and (meant.idioms - said.idioms) & said.told:
        return True
    if shared < NEARLY * max(2, len(meant.told)):
        return False
    kept = meant.denied & (said.told | said.denied)
    left_out = bool(kept - said.denied) or shared >= WHOLLY * len(meant.told)
    undenied = not said.against or len(said.told - meant.told) <= 1
    fewer = said.against < meant.against and left_out and undenied
    wished = _wishes(text) or _new("gap", text, words)
    # "could have looked": the point itself says that it was not done
    return (fewer and not wished) or (said.denials > meant.denials and not _sign("wished").search(words))


def _wishes(text: str) -> bool:
    """Tell whether the text says that more was hoped for, in the phrasebook's kinder ways among others."""
    plain = text.translate(QUOTES)
    return bool(_sign("wished").search(plain) or _kinder().search(plain))


def _made_good(text: str, words: str, granted: frozenset[str], said: Tenor, meant: Tenor) -> bool:
    """Tell whether something to be better is told as if all were well with it."""
    plain = text.translate(QUOTES)
    if any(
        granted & tenor(part).affirmed and not (_wishes(part) or _new("gap", part, words))
        for part in PART.split(plain)
    ):
        return True
    if _new("undone", text, words):
        return True
    if said.denials or _sign("gap").search(plain):
        return False
    if _sign("faults").search(words) and not (_sign("faults").search(plain) or _sign("ill").search(plain)):
        # the point's own words, but for its fault: something else stands in the place of that
        new = said.told - meant.told
        if said.told & meant.told and 1 <= len(new) <= MOST_NEW:
            return True
    unlike = len(said.affirmed & meant.affirmed) < 2
    return (bool(meant.denials) and unlike) or _new("praise", text, words)


def _new(sign: str, text: str, words: str) -> bool:
    """Tell whether the text shows a sign that the points do not."""
    rule, known = _sign(sign), words.translate(QUOTES).lower()
    return any(match.group(0).lower() not in known for match in rule.finditer(text.translate(QUOTES)))


@lru_cache(maxsize=4096)
def tenor(text: str) -> Tenor:
    """Return what `text` affirms and denies.

    The first telling word after a denial is what it denies; the rest of its reach is neither affirmed nor denied.
    """
    affirmed, denied, told = list[str](), list[str](), set[str]()
    reach = denials = opposed = 0
    awaited, last = False, ""
    plain = text.translate(QUOTES).lower()
    for written, meant in SPELT.items():
        plain = plain.replace(written, meant)
    idioms = frozenset(stem(idiom.split()[-1]) for idiom in _not_denying().findall(plain))
    plain = _not_denying().sub(" ", plain)
    for word in TOKEN.findall(plain + " ."):
        if word in _denying() or word.endswith("n't"):
            reach, denials = REACH, denials + 1
            awaited = True
        elif word == INSTEAD:
            reach, awaited = REACH, True
        elif word in _opposites():
            denied.append(stem(_opposites()[word]))
            opposed += 1
        elif not word[0].isalnum() or word in JOINS:
            if last in NOTHING and affirmed:
                denied.append(affirmed.pop())  # "seasoned nothing": it denies what came before
            reach = 0
        elif word not in listed("stop") and len(word) > 1:
            told.add(stem(word))
            if not reach:
                affirmed.append(stem(word))
            elif awaited:
                denied.append(stem(word))
                awaited = False
        reach, last = max(0, reach - 1), word
    return Tenor(frozenset(affirmed), frozenset(denied), denials, opposed, frozenset(told), idioms)


@cache
def _approving() -> frozenset[str]:
    return frozenset(stem(w) for w in phrases("guard")["approving"].split())


@cache
def _kinder() -> re.Pattern[str]:
    """Return the pattern of the phrasebook's kinder ways that deny something: they deny nothing that the point affirms."""
    ways = {re.sub(r"\\\d", "", way).strip() for way in phrases("harsh").get("softer", {}).values()}
    denying = [
        re.escape(way).replace("we\\ ", "(?:we|they)\\ ")
        for way in ways
        if way.startswith("not ") and " " in way[4:]
    ]
    return re.compile(rf"\b(?:{'|'.join(sorted(denying, key=len, reverse=True)) or '(?!)'})\b", re.IGNORECASE)


@cache
def _denying() -> frozenset[str]:
    return frozenset(phrases("guard")["denying"].split())


@cache
def _opposites() -> dict[str, str]:
    return dict(phrases("guard")["opposite"])


@cache
def _not_denying() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{phrases('guard')['not_denying'].replace(chr(10), '')})\b")


@cache
def _sign(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{phrases('guard')['signs'][name].replace(chr(10), '')})\b", re.IGNORECASE)
