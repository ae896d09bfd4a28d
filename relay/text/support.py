"""Tell whether a sentence rests on the points that it is said to stand on, and whether a point is still told.

A sentence may word its points freely, but something of each must be left in it, and no part of it may speak of things
that are in none of them. Figures and names are looked at strictest: they are invented or they are not.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from relay.text.lexicon import listed, phrases
from relay.text.shapes import Material, Said
from relay.text.stem import content, stem, words_in
from relay.text.telling import families, lines, total, weight
from relay.vocabulary import Competency

# A rank among others is invented like a figure: "the clearest they had read".
AMONG_OTHERS = re.compile(
    r"\b(?:the (?:[a-z]{3,12}est|best|most [a-z]{3,20}|first|only)(?: [\w-]+){0,3} (?:that )?(?:they|the (?:panel|team|interviewers))(?:'d|'ve| had| have)? (?:ever |yet )?(?:read|seen|met|heard|had|come across|interviewed)"
    r"|(?:ahead of|above|better than|stronger than|more than|than) (?:the (?:rest|others?|other \w+|field|competition)|anyone(?: else)?|anybody(?: else)?|most(?: \w+)?|everyone(?: else)?))\b",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\b\d[\d,.]*\b")
PART = re.compile(
    r"[,;:\u2013\u2014]| - |\b(?:and|but|though|although|since|because|as|while|which|who|where)\b",
    re.IGNORECASE,
)
NOTHING_SHARED = 0.6
ENOUGH_SAID = 2
# Words for looks are said of slides as well.
OF_THINGS = frozenset(("looks",))
IN_ITS_FIELD = 2
PART_STRANGE = 0.9
STRANGE = 1.6
# So many letters at its head make a word kin to another.
BEGINS = 5


def invents(text: str, points: Sequence[Said], material: Material) -> str:
    """Return a figure or a part of the sentence that stands in none of its points, or nothing."""
    known = " ".join(
        (
            *(w for p in points for w in p.wordings),
            material.about.role,
            material.about.client,
            material.about.stage,
        )
    ).lower()
    if figure := _figure_or_rank(text, known):
        return figure
    named = _stems(f"{known} {material.about.candidate} {material.agency}") | _templates() | _fields(points)
    shared = _stems(text) & _stems(known)
    of_points, of_text = _kin(known), _kin(text)
    for kin in of_text.keys() & of_points.keys():
        named, shared = named | of_text[kin], shared | of_text[kin]
    for book in ("family", "alike"):
        told = families(words_in(known), book)
        for name, word in families(words_in(text), book).items():
            if name in told:
                named, shared = named | _stems(word), shared | _stems(word)
            elif book == "family" and name not in OF_THINGS and stem(word) not in named and " " not in word:
                return word
    if (area := _foreign_area(text, points)) or (
        not shared and total(_stems(text) - named) >= NOTHING_SHARED
    ):
        return area or _strangest(text, named)
    if total(_stems(text) - named) >= STRANGE and total(_stems(text) - named) > total(shared):
        return _strangest(text, named)
    for part in PART.split(text):
        strange = _stems(part) - named
        if total(strange) >= PART_STRANGE and not _stems(part) & shared:
            return _strangest(part, named)
    return ""


def _figure_or_rank(text: str, known: str) -> str:
    for match in FIGURE.finditer(text):
        if (figure := match.group(0).strip(".,")) not in known:
            return figure
    match_of_rank = AMONG_OTHERS.search(text)
    return match_of_rank.group(0) if match_of_rank and match_of_rank.group(0).lower() not in known else ""


def without_areas(text: str, points: Sequence[Said]) -> str:
    """Return `text` without the phrasebook's words for the areas of the points."""
    for area in dict.fromkeys(_area(p.competency) for p in points):
        text = re.sub(re.escape(area), " ", text, flags=re.IGNORECASE)
    return text


def _foreign_area(text: str, points: Sequence[Said]) -> str:
    """Return the area that the sentence speaks of in the phrasebook's words, where none of the points is of it."""
    low = text.lower()
    own = {p.competency for p in points}
    if any(_area(c) in low for c in own):
        return ""
    return next((_area(c) for c in Competency if c not in own and _area(c) in low), "")


def _strangest(text: str, named: frozenset[str]) -> str:
    words = [w for w in words_in(text) if stem(w) in _stems(w) - named]
    return max(words, key=lambda w: weight(stem(w)), default="")


def rests(text: str, points: Sequence[Said]) -> bool:
    """Tell whether the sentence speaks of at least one of the points that it is said to stand on."""
    return any(keeps((text,), point) for point in points)


def keeps(texts: Sequence[str], point: Said) -> bool:
    """Tell whether anything of the point is left in the sentences that stand on it."""
    said = " ".join(texts)
    own = _stems(point.words)
    if not own or own & _stems(said) or _area(point.competency) in said.lower():
        return True
    if set(families(words_in(point.words), "alike")) & set(families(words_in(said), "alike")):
        return True
    if _fields((point,)) & _stems(said) or _kin(point.words).keys() & _kin(said).keys():
        return True
    # "on the why": a point may tell in small words alone
    words, shared = set(words_in(point.words)), set(words_in(point.words)) & set(words_in(said))
    return 2 * len(shared) >= len(words) or any(w not in listed("stop") for w in shared)


def is_hollow(texts: Sequence[str], point: Said) -> bool:
    """Tell whether a point that the candidate could act on is told in so general a way that they no longer could."""
    if not point.specific:
        return False
    said = " ".join(texts)
    if _area(point.competency) in said.lower():
        return False
    words = words_in(point.words)
    if any(2 * len(set(words) & set(words_in(text))) > len(set(words)) for text in texts):
        return False  # the point itself says no more
    own = _stems(point.words)
    if own <= _stems(said):
        return False
    telling = {s for s in own if weight(s)}
    enough = len(own & _stems(said)) >= ENOUGH_SAID or len(_fields((point,)) & _stems(said)) >= IN_ITS_FIELD
    return bool(telling) and not any(weight(s) for s in _stems(said)) and not enough


@lru_cache(maxsize=4096)
def _kin(text: str) -> dict[str, frozenset[str]]:
    """Return what `text` speaks of, however it is worded, each with the stems that say so.

    Two words speak of the same where they stand in one list of words for it, or begin alike ("dignity", "dignified").
    """
    found: dict[str, frozenset[str]] = {}
    for word in words_in(text):
        if word in listed("stop"):
            continue
        names = [*_same().get(word, ()), *_same().get(stem(word), ())]
        if len(word) >= BEGINS and not word.isdigit():
            names.append(f"{word[:BEGINS]}-")
        for name in names:
            found[name] = found.get(name, frozenset()) | _stems(word)
    return found


@cache
def _same() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, words in phrases("guard")["same"].items():
        for word in words.split():
            for form in dict.fromkeys((word, stem(word))):
                found.setdefault(form, []).append(name)
    return found


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(content(text))


@cache
def _templates() -> frozenset[str]:
    """Return the words of the forms in which points are told, and of the kinder ways to say a thing."""
    frames = phrases("frames")
    book = [
        frames.get("strength"),
        frames.get("improvement"),
        list(phrases("harsh").get("softer", {}).values()),
    ]
    forms = (*lines(book), phrases("guard")["forms"])
    return frozenset(s for line in forms for s in content(re.sub(r"\{\w+\}", " ", line)))


def _fields(points: Sequence[Said]) -> frozenset[str]:
    return frozenset().union(*(_field(p.competency) for p in points))


@cache
def _field(competency: Competency) -> frozenset[str]:
    words = f"{phrases('guard')['field'].get(competency, '')} {_area(competency)}"
    return frozenset(content(words))


@cache
def _area(competency: Competency) -> str:
    return str(phrases("frames").get("area", {}).get(competency, competency.label)).lower()
