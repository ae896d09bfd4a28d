"""Find a name in a message that is nobody's to tell: an interviewer's, another candidate's, a stranger's.

The names of the interviewers are known and looked for with slips of the pen. Of anybody else only the shape is known: a given
name, or a capitalised word that no point, no name of the house and no ordinary text holds, standing where a person stands.
"""

import re
from functools import cache

from rapidfuzz import fuzz

from relay.text.lexicon import phrases
from relay.text.permit import given_names, name_in, staff_names
from relay.text.shapes import Material
from relay.text.stem import stem, words_in
from relay.text.telling import seen
from relay.text.weigh import QUOTES

CAPITAL = re.compile(r"(?<![\w'])[A-Z\u00c0-\u00de][^\W\d_]+(?:['-][A-Z\u00c0-\u00de]?[^\W\d_]+)*")


# A person by the first letters: "J. Hartnoll", "K. thought".
INITIALS = re.compile(r"(?<![\w.])[A-Z]\.(?: ?[A-Z]\.){0,2}(?P<surname> ?[A-Z][a-z]+)?")
SHORT, SLIP = 4, 85


def name_of_somebody(text: str, known: frozenset[str], material: Material) -> str:
    """Return the first name in `text` that is not in `known` (see `known_names`) and is somebody's, or nothing."""
    for match in INITIALS.finditer(text.translate(QUOTES)):
        if not _is_theirs(match.group(0), material) and (match["surname"] or _acts(text[match.end() :])):
            return match.group(0)
    plain = _without_houses(text, material).translate(QUOTES)
    staff = name_in(plain, material.about)
    if staff and not _is_post(staff, plain):
        return staff
    for match in CAPITAL.finditer(plain):
        word = match.group(0).removesuffix("'s")
        low = word.lower()
        if word.isupper() or all(part in known or stem(part) in known for part in words_in(low)):
            continue
        opens = not plain[: match.start()].strip(" \"'-") or plain[: match.start()].rstrip().endswith(
            (".", ":", "!", "?")
        )
        if low in given_names() and not (opens and seen(low) and not _acts(plain[match.end() :])):
            return match.group(0)
        if _slip_of_a_name(low, opens, material):
            return match.group(0)
        if not seen(low) and (_acts(plain[match.end() :]) or (not opens and _beside(plain[: match.start()]))):
            return match.group(0)
    return ""


def _is_post(word: str, text: str) -> bool:
    """Tell whether a word among the interviewers' is what they are and not who: "the Chief"."""
    low = word.lower()
    return low not in given_names() and seen(low) and f"the {low}" in text.lower()


def _slip_of_a_name(low: str, opens: bool, material: Material) -> bool:
    """Tell whether a word is an interviewer's short name with a letter too many ("Pravv"), or any with two changed about."""
    names = staff_names(material.about)
    if seen(low):
        return not opens and any(_changed_about(name, low) for name in names)
    return any(
        _changed_about(name, low)
        or (len(name) == SHORT and name[0] == low[0] and fuzz.ratio(name, low) >= SLIP)
        for name in names
    )


def _changed_about(name: str, low: str) -> bool:
    return len(name) >= SHORT and name[0] == low[0] and sorted(name) == sorted(low)


def _is_theirs(initials: str, material: Material) -> bool:
    """Tell whether initials stand so in a point, or in the names of those who write to each other or of their firms."""
    about = material.about
    written = (about.candidate, about.client, about.role, about.stage, material.agency, material.recruiter)
    return any(initials in text for text in (*written, *(p.words for p in material.points)))


def _without_houses(text: str, material: Material) -> str:
    """Return `text` without the names of client, job, agency and the two who write to each other."""
    about = material.about
    for name in (about.client, about.role, about.stage, about.candidate, material.agency, material.recruiter):
        text = text.replace(name, " ") if name.strip() else text
    return text


def known_names(material: Material) -> frozenset[str]:
    """Return the words that may be capitalised: of the people and firms concerned, of the points, of the phrasebook."""
    about = material.about
    told = (about.candidate, about.client, about.role, about.stage, material.agency, material.recruiter)
    words = words_in(" ".join((*told, *(p.words for p in material.points))))
    return frozenset(words) | {stem(w) for w in words} | _capitals()


@cache
def _capitals() -> frozenset[str]:
    return frozenset(phrases("guard")["own"]["capitals"].split())


def _acts(after: str) -> bool:
    return bool(_after().match(after))


@cache
def _after() -> re.Pattern[str]:
    # a surname may come between
    return re.compile(rf"(?:'s)?(?: [A-Z][\w'-]+)?(?: |')(?:{phrases('guard')['own']['beside_after']})\b")


def _beside(before: str) -> bool:
    words = words_in(before)
    return bool(words) and words[-1] in _before()


@cache
def _before() -> frozenset[str]:
    return frozenset(phrases("guard")["own"]["beside_before"].split())
