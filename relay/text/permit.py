"""Say whether words taken from a note may be said to the candidate: the check that reworded words pass or are dropped.

It looks at the words alone; whether the clause is to be told at all was decided before, in its context. The words must hold
nothing harsh, nobody's name, no score, no address, and nothing that hints at what must be hidden.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz import fuzz

from relay.text.her import as_she
from relay.text.lexicon import english, harsh_words, listed, name_parts, phrases
from relay.text.shapes import About
from relay.text.weigh import odds
from relay.text.wordings import Wordings
from relay.vocabulary import Reason

FEWEST = 4
PHRASE_END = re.compile(
    r",? (?:and|but|with|without|when|while|because|who|which|where|so|though|as if|rather than|instead of|about|in front of|on|at|by|for|from|after|before|until)\b|[,;:]"
)
OPENED = re.compile(r"(?:When|If|On|In|At|With|For|After|Before|Once|While|As)\b", re.I)
ADDED = re.compile(r",? (?:with|for|at|by|from|about|in front of|on)\b")
SLIP_LENGTH = 4
SLIP = 88
SCORE = re.compile(
    r"(?<![\d/])(?!24/7)\d{1,3}(?:\.\d+)?\s?/\s?(?:4|5|6|7|8|9|10|20|25|30|40|50|60|80|100)(?![\d/])|\b\d+ out of \d+\b|\bout of (?:five|ten|\d+)\b"
    r"|\b(?:scor(?:e|ed|es|ing)|pass ?mark|ranked|ranking|rating|rated)\b|\b[1-5] ?(?:stars?|points?)\b|\u2605",
    re.I,
)
UNFIT = re.compile(
    r"\?(?!\u201d)|[\"!<>{}\[\]|\\^~*_@#=\u2022]|\.\.\.|\u2026|[^\x20-\x7e\u00a3\u20ac\u2018\u2019\u201c\u201d\u2013\u00c0-\u024f]"
)
# The client's own business is told in the words of any trade (a budget, a board): only the reader can tell it from the context.
OF_CONTEXT = frozenset({Reason.CLIENT_CONFIDENTIAL})
# What the candidate said of an old employer is their own conduct, not hearsay; and this "you" is the candidate, to whom
# nobody whispers "you could tell them".
OF_CONDUCT = re.compile(r"^(?:You\b|When (?:asked|pressed|pushed|challenged)\b)")


@cache
def _private() -> re.Pattern[str]:
    return re.compile(english()["patterns"]["private"], re.I)


@cache
def suspicions() -> dict[Reason, Wordings]:
    """Return the words that may hint at something to hide, by reason."""
    return {
        Reason(reason): Wordings([pattern for group in groups.values() for pattern in group])
        for reason, groups in phrases("suspect").items()
    }


NOT_OF_CONDUCT = frozenset({Reason.THIRD_PARTY, Reason.OFF_RECORD})
CONTACT = re.compile("|".join(phrases("cut")[Reason.CONTACT_DETAIL]), re.I)


@cache
def given_names() -> frozenset[str]:
    """Return the given names the phrasebook knows, in lower case."""
    return frozenset(phrases("names")["given"].split())


@cache
def staff_names(about: About) -> frozenset[str]:
    """Return the names of the interviewers in lower case; posts ("HR", "panel") and the candidate's own name are none."""
    posts = frozenset(phrases("names")["posts"].split())
    own = {
        w.lower()
        for part in (about.candidate, about.client, about.role, about.stage)
        for w in name_parts(part)
    }
    parts = (w for name in about.interviewers for w in name_parts(name) if w[:1].isupper())
    return frozenset(w.lower() for w in parts if w.lower() not in posts and w.lower() not in own)


def names_someone(word: str) -> bool:
    """Tell whether a word that is among the interviewers' is a name here, and not a plain word of their post ("insight")."""
    low = word.lower()
    return word[:1].isupper() or low in given_names() or odds(low) is None


def name_in(text: str, about: About) -> str:
    """Return the first name on the client's side that stands in `text`, or nothing; slips of the pen count."""
    names = staff_names(about)
    if not names:
        return ""
    for match in re.finditer(r"\b[A-Z\u00c0-\u00de][^\W\d_]+", text):
        low = match.group(0).lower()
        if low in names or any(
            len(n) > SLIP_LENGTH and n[0] == low[0] and fuzz.ratio(n, low) >= SLIP for n in names
        ):
            return match.group(0)
    return ""


def permit(text: str, about: About) -> bool:
    """Tell whether `text`, reworded from a note, may stand in a message."""
    return next(_faults(text, about), None) is None


def permitted_part(text: str, about: About) -> str:
    """Return what of `text` may be said, or nothing: the phrase at fault is left out, or all from there on."""
    fault = min(_faults(text, about), default=len(text))
    ends = [m.start() for m in PHRASE_END.finditer(text) if m.start() < fault]
    after = PHRASE_END.search(text, fault)
    if ends and after and ADDED.match(text, ends[-1]):
        without = text[: ends[-1]] + text[after.start() :]
        if permit(without, about):
            return without
    head = text[: ends[-1]].rstrip(" ,;") if ends else ""
    if len(head.split()) < FEWEST or (OPENED.match(head) and "," not in head) or not permit(head, about):
        return ""
    return head


def _faults(text: str, about: About) -> Iterator[int]:
    """Yield where words stand that may not be said."""
    for rule in (harsh_words(True), UNFIT, SCORE, CONTACT, _private()):
        if match := rule.search(text):
            yield match.start()
    yield from (at for at, _ in _hints(text))
    yield from _names(text, about)


@lru_cache(maxsize=4096)
def suspected(words: str) -> tuple[Reason, ...]:
    """Return the reasons to withhold that words of a note hint at, whoever they may be about."""
    told = as_she(words)
    return tuple(reason for reason, wordings in suspicions().items() if wordings.stand_in(told))


def hinted(text: str) -> list[str]:
    """Return the words of `text` that hint at something to hide and are not everyday talk at work."""
    return [word for _, word in _hints(text)]


def _hints(text: str) -> Iterator[tuple[int, str]]:
    of_conduct = OF_CONDUCT.match(text) is not None
    for reason, wordings in suspicions().items():
        if reason in OF_CONTEXT or (of_conduct and reason in NOT_OF_CONDUCT):
            continue
        for place in wordings.places(text):
            if all(w in listed("ordinary") for w in re.findall(r"[a-z']+", place.words.lower())):
                continue
            if not any(start <= place.start and place.end <= end for start, end in _plain_talk(text)):
                yield place.start, place.words


@lru_cache(maxsize=4096)
def _plain_talk(text: str) -> tuple[tuple[int, int], ...]:
    """Return where phrases of any trade stand whose words hint at something only by themselves ("the obsolete stock story")."""
    return tuple(match.span() for match in _harmless().finditer(text))


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(english()["patterns"]["harmless"].replace("\n", ""), re.I)


def _names(text: str, about: About) -> Iterator[int]:
    own = {w.lower() for name in (about.candidate, about.client, about.role) for w in name_parts(name)}
    for match in re.finditer(r"[^\W\d_]+", text):
        low = match.group(0).lower()
        named = low in staff_names(about) and names_someone(match.group(0))
        stranger = (
            low not in own and not _is_word(match, text) and (low in given_names() or _strange(match, text))
        )
        if named or stranger:
            yield match.start()


def _is_word(match: re.Match[str], text: str) -> bool:
    """Tell whether what could be a name is a plain word where it stands: "the wrong bill", "to the penny", "in German"."""
    word, before = match.group(0), re.findall(r"[\w']+", text[: match.start()])[-1:]
    if word.islower():
        return word in listed("name_or_word") and bool(before) and before[0].lower() in listed("before_word")
    if word.lower() in listed("proper"):
        return True
    return any(start <= match.start() < end for start, end in (*_tongues(text), *_named_things(text)))


@lru_cache(maxsize=4096)
def _tongues(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a language that is used at work is named, or a country's rules: nothing of where somebody is from."""
    return tuple(match.span() for match in _tongue().finditer(text))


@cache
def _tongue() -> re.Pattern[str]:
    return re.compile(english()["patterns"]["tongue"].replace("\n", ""))


@lru_cache(maxsize=4096)
def _named_things(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a capital stands for a place of work, a rule or a tool: "the Leeds site", "Ohm's law", "used Mews"."""
    return tuple(match.span() for match in _named_thing().finditer(text))


@cache
def _named_thing() -> re.Pattern[str]:
    return re.compile(english()["patterns"]["named_thing"].replace("\n", ""))


def _strange(match: re.Match[str], text: str) -> bool:
    """Tell whether a word stands like a name and no text of the corpus knows it: a capital within a sentence."""
    word = match.group(0)
    opens = not text[: match.start()].strip(" \u201c") or text[: match.start()].rstrip().endswith((".", ":"))
    return word[:1].isupper() and word[1:].islower() and not opens and odds(word.lower()) is None
