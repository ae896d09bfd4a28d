"""Say whether words taken from a note may be said to the candidate: the check that reworded words pass or are dropped.

It is stricter than the guard, which judges what a person chose to write. A note's words must hold nothing harsh, nobody's
name, no score, no address, nothing quoted, nothing that hints at what must be hidden, and no capitalised stranger.
"""

import re
from functools import cache

from rapidfuzz import fuzz

from relay.text.lexicon import harsh_words, listed, phrases, words_of
from relay.text.shapes import About, Segment
from relay.text.vouch import cut_rules, suspect, vouch
from relay.text.weigh import odds
from relay.vocabulary import Reason

# A clause of conduct ("you asked ...") needs less trust than a fragment, in which anybody may be the one who acts.
CONDUCT = (0.1, 0.25)
FRAGMENT = (0.05, 0.5)
SLIP_LENGTH = 4
SLIP = 88
WORST_WORD = 2.5
WORST_OF_FRAGMENT = 2.0
ANCHOR = -0.7
SCORE = re.compile(
    r"(?<![\d/])\d{1,3}(?:\.\d+)?\s?/\s?(?:4|5|6|7|8|9|10|20|25|30|40|50|60|80|100)(?![\d/])|\b\d+ out of \d+\b|\bout of (?:five|ten|\d+)\b"
    r"|\b(?:scor(?:e|ed|es|ing)|pass ?mark|ranked|ranking|rating|rated)\b|\b[1-5] ?(?:stars?|points?)\b|\u2605",
    re.I,
)
CAPITAL = re.compile(r"(?<![.!?:]\s)(?<=\s)[A-Z][a-z\u00c0-\u024f'-]+\b")
UNFIT = re.compile(
    r"[\"?!<>{}\[\]|\\^~*_@#=\u2022]|\.\.\.|\u2026|[^\x20-\x7e\u00a3\u20ac\u2018\u2019\u201c\u201d\u2013\u00c0-\u024f]"
)
QUOTED = re.compile(r"(?:^|\s)'[^']{2,}'(?:\s|$|[.,;])")


@cache
def given_names() -> frozenset[str]:
    """Return the given names the phrasebook knows, in lower case."""
    return frozenset(phrases("names")["given"].split())


@cache
def staff_names(about: About) -> frozenset[str]:
    """Return the names of the interviewers in lower case; posts ("HR", "panel") and the candidate's own name are none."""
    posts = frozenset(phrases("names")["posts"].split())
    own = {
        w.lower() for part in (about.candidate, about.client, about.role, about.stage) for w in words_of(part)
    }
    parts = (w for name in about.interviewers for w in words_of(name) if w[:1].isupper())
    return frozenset(w.lower() for w in parts if w.lower() not in posts and w.lower() not in own)


def vouched(words: str, about: About, conduct: bool) -> bool:
    """Tell whether the clause `words`, seen alone, is trusted enough for its own words to be used.

    `conduct` where rewording found the candidate to be the one who acts; a fragment must hold no unknown word besides.
    """
    point, hide = vouch((Segment(0, len(words), words),), 0, about)
    most_hide, least_point = CONDUCT if conduct else FRAGMENT
    if hide > most_hide or point < least_point or suspect(words):
        return False
    if conduct:
        return True
    known = [odds(w) for w in re.findall(r"[a-z']{2,}", words.lower()) if w not in listed("stop")]
    if re.search(r"\d", words) or any(o is None or o > WORST_OF_FRAGMENT for o in known):
        return False
    return min((o for o in known if o is not None), default=0.0) <= ANCHOR


CONTACT = cut_rules()[Reason.CONTACT_DETAIL]


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
    return not (
        harsh_words(True).search(text)
        or UNFIT.search(text)
        or QUOTED.search(text)
        or SCORE.search(text)
        or CONTACT.search(text)
        or suspect(text)
        or any(
            odds(w) is not None and (odds(w) or 0) > WORST_WORD
            for w in re.findall(r"[a-z']{3,}", text.lower())
        )
        or _names_somebody(text, about)
    )


def _names_somebody(text: str, about: About) -> bool:
    own = {w.lower() for name in (about.candidate, about.client, about.role) for w in words_of(name)}
    low = re.findall(r"[^\W\d_]+", text.lower())
    if any(w in staff_names(about) or (w in given_names() and w not in own) for w in low):
        return True
    return any(w.lower() not in own and not _word_of_the_trade(w) for w in CAPITAL.findall(text))


def _word_of_the_trade(word: str) -> bool:
    """Tell whether a capitalised word is known from points that were passed on, and is no month or day."""
    known = odds(word.lower().removesuffix("'s"))
    return known is not None and known < 0 and word.lower() not in listed("dates")
