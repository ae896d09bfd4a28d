"""The gap: where a candidate's own view of an interview and the letter on it agree, and where they differ.

By competency and in words. Neither is taken for the truth of the other, and nothing is counted out of anything.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from relay.domain.letter import LetterItem, LetterSentence
from relay.domain.self_view import Mark, SelfView
from relay.portal.candidate.aspects import ASPECTS
from relay.store.work import Work
from relay.vocabulary import Competency, Kind, ParagraphRole


class Heard(StrEnum):
    """What a letter says of one competency."""

    STRENGTH = "strength"
    BOTH = "both"
    IMPROVEMENT = "improvement"

    @property
    def mark(self) -> Mark:
        """The mark that says the same."""
        return {Heard.STRENGTH: Mark.WELL, Heard.BOTH: Mark.MIXED, Heard.IMPROVEMENT: Mark.LESS}[self]


Letters = Mapping[UUID, Mapping[Competency, Heard]]
KINDS = {ParagraphRole.STRENGTHS: Kind.STRENGTH, ParagraphRole.IMPROVEMENT: Kind.IMPROVEMENT}
YOU = {
    Mark.WELL: "You thought {it} went well.",
    Mark.MIXED: "You thought {it} went well in parts.",
    Mark.LESS: "You thought {it} did not go so well.",
    Mark.ABSENT: "You thought {it} did not come up.",
    None: "You did not name {it}.",
}
THEY = {
    Heard.STRENGTH: "They saw a strength.",
    Heard.BOTH: "They saw something good there, and something to work on.",
    Heard.IMPROVEMENT: "They saw something to work on.",
}
# Where an improvement is most often that there could have been more of it.
WANTED = "They would have liked more."
MORE = frozenset(
    {
        Competency.EVIDENCE,
        Competency.TECHNICAL_SKILL,
        Competency.DOMAIN_KNOWLEDGE,
        Competency.EXPERIENCE,
        Competency.PREPARATION,
        Competency.MOTIVATION,
        Competency.QUESTIONS_ASKED,
    }
)
ALIKE = {
    Heard.STRENGTH: "You both thought {it} went well.",
    Heard.BOTH: "You both saw two sides of {it}.",
    Heard.IMPROVEMENT: "You both saw something to work on in {it}.",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Sentences on the two views of one interview. `unspoken` are names of what the letter says nothing of."""

    unexpected: Sequence[str]
    alike: Sequence[str]
    differing: Sequence[str]
    unspoken: Sequence[str]


def heard_in(work: Work, letter_ids: Collection[UUID]) -> Letters:
    """What each of these letters says of which competency.

    By the sentences of a letter, and for one that was released before they were kept, by its paragraphs.
    """
    said: dict[UUID, list[tuple[Competency, Kind]]] = defaultdict(list)
    for sentence in work.all(select(LetterSentence).where(LetterSentence.letter_id.in_(letter_ids))):
        if sentence.competency:
            said[sentence.letter_id].append((sentence.competency, sentence.kind))
    whole = [letter_id for letter_id in letter_ids if letter_id not in said]
    for item in work.all(select(LetterItem).where(LetterItem.letter_id.in_(whole))):
        if item.competency and item.role in KINDS:
            said[item.letter_id].append((item.competency, KINDS[item.role]))
    return {letter_id: by_competency(told) for letter_id, told in said.items()}


def by_competency(told: Sequence[tuple[Competency, Kind]]) -> dict[Competency, Heard]:
    """What was said of each competency, all in all."""
    kinds: dict[Competency, set[Kind]] = defaultdict(set)
    for competency, kind in told:
        kinds[competency].add(kind)
    return {competency: all_in_all(found) for competency, found in kinds.items()}


def all_in_all(kinds: set[Kind]) -> Heard:
    """One word for what was said in one letter."""
    if len(kinds) > 1:
        return Heard.BOTH
    return Heard.STRENGTH if Kind.STRENGTH in kinds else Heard.IMPROVEMENT


def gap_of(view: SelfView, heard: Mapping[Competency, Heard]) -> Gap:
    """The two views of one interview side by side; a good thing that they did not expect comes first."""
    marks = marks_of(view)
    unexpected, alike, differing = [], [], []
    for competency in ASPECTS:
        mark, said = marks.get(competency), heard.get(competency)
        if said is None or (mark is None and said is Heard.IMPROVEMENT):
            continue
        if mark is said.mark:
            alike.append(ALIKE[said].format(it=ASPECTS[competency].said))
        elif said is Heard.IMPROVEMENT or mark is Mark.WELL:
            differing.append(beside(competency, mark, said))
        else:
            unexpected.append(beside(competency, mark, said))
    unspoken = [
        ASPECTS[competency].label
        for competency in ASPECTS
        if competency not in heard and marks.get(competency, Mark.ABSENT) is not Mark.ABSENT
    ]
    return Gap(unexpected, alike, differing, unspoken)


def beside(competency: Competency, mark: Mark | None, heard: Heard) -> str:
    """What each of the two said, one sentence after the other."""
    theirs = WANTED if heard is Heard.IMPROVEMENT and competency in MORE else THEY[heard]
    return f"{YOU[mark].format(it=ASPECTS[competency].said)} {theirs}"


def marks_of(view: SelfView) -> dict[Competency, Mark]:
    """How each thing went, in the candidate's own eyes."""
    return {mark.competency: mark.mark for mark in view.marks}
