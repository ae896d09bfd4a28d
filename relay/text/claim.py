"""Tell whether a sentence claims something of the interview, invents a fact, or turns a point into its opposite.

The checks are wary in one direction only: they speak up where they are fairly sure, since a guard that cries at every
honest sentence is soon switched off.
"""

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from relay.text.lexicon import phrases
from relay.text.shapes import Material, Said
from relay.text.stem import stem, words_in
from relay.vocabulary import Kind

# What was seen of the candidate or said by the client. Asides that any letter may hold are taken out first.
OBSERVED = re.compile(
    r"\byou(?:'d|'ve|'re)?(?: had| have)?(?: (?:also|really|always|never|just|clearly|often|still|only|rather))?"
    r" (?:were|was|are|weren't|aren't|seem\w*|came|come|gave|did|didn't|had|lack\w*|show\w*|spoke|knew|lost|led|ran|made"
    r"|built|told|took|got|kept|left|held|fell|stood|sounded|couldn't|could not|wouldn't|need(?:ed|s)?|[a-z]{2,}ed)\b"
    r"|\byour (?:[\w-]+ ){1,5}?(?:was|were|is|are|came|could|let|lets|held|got|ran|stood|needs?|show\w*|[a-z]{2,}ed)\b"
    r"|\b(?:they|he|she|the (?:interviewers?|team|panel|client|hiring manager))(?:'d|'ve)? \w+"
    r"|\b(?:better|worse|stronger|weaker|more \w+|less \w+) than\b|\bthe (?:most|best|strongest|least|worst) (?:[\w-]+ )?(?:person|candidate|interview|answer|presentation|example|one|of)\b",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\b(?:if|when|whenever|once|before|after|until|while|as soon as|whatever|anything|everything|sorry(?: that)?|hope(?: that)?"
    r"|glad(?: that)?|know(?: that)?|sure(?: that)?|time|effort|trouble|news|outcome) (?:you|your)\b[^,.;:]*",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:not|no|never|nothing|nobody|none|without|neither|nor|hardly|barely|cannot|unable|unsure|less|fewer|missing|missed|instead|rather than|too|only|more|would have|wanted|needs?|hoped|work on|raised|mentioned|"
    r"longer than|slower|late|hard to|difficult|short of|yet|lost|forgot|gap|wrong|held you back|stood in the way|looking for|could)\b|n't\b",
    re.I,
)
PRAISES = re.compile(
    r"\b(?:excellent|strong(?:ly)?|impress\w*|great|brilliant|superb|outstanding|loved|really liked|very good|pleased|spoke well|did well|stood out|clear(?:ly)?|confident(?:ly)?|well|good|plus|liked)\b",
    re.I,
)
FIGURE = re.compile(r"\b\d[\d,.]*\b")
CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][A-Za-z]{2,}\b")
SENTENCE_END = re.compile(r"(?<=[.?:])\s+")
OUR_OWN = 85


def claims_something(text: str, material: Material) -> bool:
    """Tell whether a sentence that passes for the agency's own frame claims something about the interview.

    The phrasebook's own frames do not, nor do questions, lead-ins and greetings. Anything else that says what the candidate
    did or was, or what the client made of it, needs a point to stand on: whoever wrote it, however kindly it is meant.
    """
    return any(_claims(sentence, material) for sentence in SENTENCE_END.split(text))


def _claims(text: str, material: Material) -> bool:
    bare = _bare(text, material)
    if any(fuzz.ratio(frame, bare) >= OUR_OWN for frame in _frames()):
        return False
    if text.rstrip().endswith(("?", ":", ",")):
        return False
    return OBSERVED.search(ASIDE.sub(" ", text)) is not None


def invents(text: str, points: Sequence[Said], material: Material) -> str:
    """Return a figure or a name in the sentence that stands in none of its points, or nothing."""
    about = material.about
    known = " ".join(
        (*(p.words for p in points), about.role, about.client, about.stage, about.candidate)
    ).lower()
    stems = {stem(w) for w in words_in(known)}
    for match in FIGURE.finditer(text):
        if (figure := match.group(0).strip(".,")) not in known:
            return figure
    for match in CAPITAL.finditer(text):
        if stem(match.group(0).lower()) not in stems and match.group(0) not in ("You", "They"):
            return match.group(0)
    return ""


def flips(text: str, point: Said) -> bool:
    """Tell whether the sentence says the opposite of its point."""
    denied = len(NEGATED.findall(text))
    if point.kind is Kind.STRENGTH:
        # a strength may be told with the point's own "without being asked", and with no denial beyond
        said = len(NEGATED.findall(point.words))
        hard = re.findall(r"\b(?:not|never|no|cannot|hardly|barely)\b|n't\b", text, re.I)
        hard_said = re.findall(
            r"\b(?:not|never|no|nothing|cannot|hardly|barely|dint|didnt|wont)\b|n.?t\b", point.words, re.I
        )
        return bool(hard) and len(hard) > len(hard_said) and denied > said
    return bool(PRAISES.search(text)) and not denied and not PRAISES.search(point.words)


@cache
def _frames() -> tuple[str, ...]:
    """Return the phrasebook's own frame sentences, without the names that are filled in."""
    found: list[str] = []
    book = phrases("frames")
    for part in ("outcome", "lead", "strengths_lead", "only_strengths", "empty", "closing"):
        _collect(book[part], found)
    return tuple(re.sub(r"\{\w+\}", "", f) for f in found)


def _collect(part: object, found: list[str]) -> None:
    if isinstance(part, dict):
        for value in part.values():
            _collect(value, found)
    elif isinstance(part, list):
        for line in part:
            found.extend(SENTENCE_END.split(line))


def _bare(text: str, material: Material) -> str:
    for name in (material.about.client, material.about.role, material.about.stage):
        text = text.replace(name, "") if name else text
    return text
