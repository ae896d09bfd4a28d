"""Find a name in a message that is nobody's to tell: an interviewer's, another candidate's, a stranger's.

The names of the interviewers are known and looked for with slips of the pen. Of anybody else only the shape is known: a given
name, or a capitalised word that no point, no name of the house and no ordinary text holds, standing where a person stands.
"""

import re
from functools import cache

from relay.text.lexicon import phrases
from relay.text.permit import given_names, name_in
from relay.text.shapes import Material
from relay.text.stem import stem, words_in
from relay.text.telling import seen
from relay.text.weigh import QUOTES

CAPITAL = re.compile(r"(?<![\w'])[A-Z\u00c0-\u00de][^\W\d_]+(?:['-][A-Z\u00c0-\u00de]?[^\W\d_]+)*")


def name_of_somebody(text: str, known: frozenset[str], material: Material) -> str:
    """Return the first name in `text` that is not in `known` (see `known_names`) and is somebody's, or nothing."""
    plain = _without_houses(text, material).translate(QUOTES)
    if staff := name_in(plain, material.about):
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
        if not seen(low) and (_acts(plain[match.end() :]) or (not opens and _beside(plain[: match.start()]))):
            return match.group(0)
    return ""


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
