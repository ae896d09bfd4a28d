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
from relay.text.weigh import weigh
from relay.vocabulary import Kind

OBSERVED = re.compile(
    r"\b(?:you (?:were|came across|showed|gave|answered|explained|spoke|seemed|struggled|had (?:a|an|no|the|some|clear|good|strong)|handled|knew|didn't|couldn't|weren't|did (?:well|not|the)|impressed|asked|made|built|lost|missed|led|ran|talked|described|demonstrated|used|need(?:ed)?|lacked)"
    r"|your (?:\w+ )?(?:answers?|examples?|knowledge|presentation|task|code|experience|communication|skills?|manner|preparation|questions?|energy|style|confidence|approach|attitude|\w+ing)(?: (?:of|on|with|in|about|for) [\w ]{1,30}?)? (?:was|were|is|are|came|could|needs?|stood|lets?)"
    r"|they (?:felt|found|thought|noticed|were (?:impressed|struck|pleased|concerned|worried|unsure)|liked|loved|enjoyed|admired|praised|would have liked (?:more|to see)|wanted (?:more|to see|stronger|somebody|someone)|were looking for|worried|said (?:that )?you(?:r|'re)?)"
    r"|the (?:interviewers?|team|panel|client) (?:felt|found|thought|noticed|liked|loved|said|were impressed|praised|wanted|would have liked))\b",
    re.I,
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
OUR_OWN = 92
CLAIMED = 0.8


def claims_something(text: str, material: Material) -> bool:
    """Tell whether a sentence that passes for the agency's own frame claims something about the interview."""
    if any(
        fuzz.partial_ratio(frame, _bare(text, material)) >= OUR_OWN for frame in _frames() if len(frame) > 15
    ):
        return False
    if text.rstrip().endswith(("?", ":", ",")) or not OBSERVED.search(text):
        return False
    chances = weigh("kind", text)
    return chances["strength"] + chances["improvement"] > CLAIMED - 0.3 * bool(PRAISES.search(text))


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
            found.extend(re.split(r"(?<=[.])\s", line))


def _bare(text: str, material: Material) -> str:
    for name in (material.about.client, material.about.role, material.about.stage):
        text = text.replace(name, "") if name else text
    return text
