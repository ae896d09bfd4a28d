"""Changes: how a letter differs from the version that its reader read before.

Only words that stand now are given. What the agency has taken out of a letter is said to be gone, by the part it stood in,
and never shown again (docs/decisions/0058-what-was-taken-out-is-not-shown-again.md).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from relay.domain.letter import LetterItem
from relay.vocabulary import ParagraphRole

TOKEN = re.compile(r"\s+|\S+")
# Beyond this many words a paragraph is said to have changed, and not where: comparing takes longer than it helps.
MOST_TOKENS = 3_000
# From this likeness on, a paragraph counts as the same one worded otherwise.
ALIKE = 0.4
PARTS = {
    ParagraphRole.GREETING: "the greeting",
    ParagraphRole.OUTCOME: "what was decided",
    ParagraphRole.STRENGTHS: "what went well",
    ParagraphRole.IMPROVEMENT: "what to work on",
    ParagraphRole.CLOSING: "the closing",
    ParagraphRole.SIGNATURE: "the signature",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row, and whether they are new."""

    words: str
    new: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that is `new`, `changed` or `gone`: the part it stands in, and its words as they are now."""

    kind: str
    part: str
    runs: Sequence[Run] = ()
    shorter: bool = False


def changes(before: Sequence[LetterItem], now: Sequence[LetterItem]) -> list[Change]:
    """What is different, in the order of the letter."""
    found: list[Change] = []
    for role in ParagraphRole:
        olds = [whole(item) for item in before if item.role is role]
        news = [whole(item) for item in now if item.role is role]
        found += of_part(PARTS[role], olds, news)
    return found


def whole(item: LetterItem) -> str:
    """A paragraph with what to try next."""
    return f"{item.text} {item.next_step}" if item.next_step else item.text


def of_part(part: str, olds: list[str], news: list[str]) -> Iterator[Change]:
    """What is different in one part: paragraphs that stand in both are left aside, the rest are paired by likeness."""
    left = [words for words in olds if words not in news]
    for words in news:
        if words in olds:
            continue
        earlier = max(left, key=lambda other: likeness(other, words), default=None)
        if earlier is not None and likeness(earlier, words) >= ALIKE:
            left.remove(earlier)
            yield changed(part, earlier, words)
        else:
            yield Change("new", part, (Run(words, new=True),))
    for _ in left:
        yield Change("gone", part)


def likeness(one: str, other: str) -> float:
    """How alike two paragraphs are, word by word: 0 to 1."""
    return SequenceMatcher(None, one.split()[:MOST_TOKENS], other.split()[:MOST_TOKENS]).ratio()


def changed(part: str, before: str, now: str) -> Change:
    """A paragraph worded otherwise, with the words that are new."""
    olds, news = TOKEN.findall(before), TOKEN.findall(now)
    if max(len(olds), len(news)) > MOST_TOKENS:
        return Change("changed", part, (Run(now, new=False),))
    runs: list[Run] = []
    steps = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    for step, _, _, start, end in steps:
        if start < end:
            runs.append(Run("".join(news[start:end]), new=step != "equal"))
    return Change("changed", part, tuple(runs), shorter=any(step[0] == "delete" for step in steps))
