"""Patterns: what comes up again from interview to interview. Counts of letters, in words; never a grade.

A pattern across interviews is told only where two clients or more spoke of the same thing, and names none of them: of one
client alone it would be that client's opinion, told as if it were everybody's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from relay.portal.candidate.gathering import Told
from relay.vocabulary import Competency, Kind

FEWEST_CLIENTS = 2
PAIR = 2
# How each competency is spoken of to the person whose it is, in the middle of a sentence.
YOURS: Mapping[Competency, str] = {
    Competency.COMMUNICATION: "how clearly you explain things",
    Competency.ANSWER_STRUCTURE: "how you build your answers",
    Competency.EVIDENCE: "examples and figures",
    Competency.TECHNICAL_SKILL: "your technical skill",
    Competency.PROBLEM_SOLVING: "how you solve problems",
    Competency.DOMAIN_KNOWLEDGE: "what you know of the field",
    Competency.EXPERIENCE: "your experience",
    Competency.PREPARATION: "how you prepare",
    Competency.MOTIVATION: "why you want the job",
    Competency.CONFIDENCE: "how sure of yourself you seem",
    Competency.BODY_LANGUAGE: "your body language",
    Competency.TEAMWORK: "how you work with others",
    Competency.LEADERSHIP: "how you lead people",
    Competency.COMMERCIAL: "your sense of the business",
    Competency.ADAPTABILITY: "how you deal with change",
    Competency.QUESTIONS_ASKED: "the questions you ask",
    Competency.PROFESSIONALISM: "how you go about your work",
    Competency.VALUES: "what matters to you",
    Competency.WORK_SAMPLE: "your task or work sample",
    Competency.LOGISTICS: "practical matters",
}
AS: Mapping[Kind, str] = {Kind.STRENGTH: "a strength", Kind.IMPROVEMENT: "something to work on"}
SMALL = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something that came up in several letters from several clients."""

    competency: Competency
    kind: Kind
    letters: int
    of: int

    @property
    def sentence(self) -> str:
        """`In three of four letters, how you build your answers came up as something to work on.`"""
        return (
            f"In {share(self.letters, self.of)} letters, {YOURS[self.competency]} came up as {AS[self.kind]}."
        )


@dataclass(frozen=True, slots=True)
class Strength:
    """What letters praised about one competency: in how many, and in which words, the newest first."""

    competency: Competency
    letters: int
    words: tuple[str, ...]

    @property
    def title(self) -> str:
        """The competency as a heading."""
        return upper_first(YOURS[self.competency])

    @property
    def counted(self) -> str:
        """In how many letters it came up, in words."""
        return "In one letter" if self.letters == 1 else f"In {in_words(self.letters)} letters"


def patterns(told: Sequence[Told]) -> list[Pattern]:
    """What several clients spoke of, strengths first, the most often told first."""
    found = []
    for kind in (Kind.STRENGTH, Kind.IMPROVEMENT):
        of_kind = []
        for competency in Competency:
            saying = [one for one in told if one.says(competency, kind)]
            if len({one.client_id for one in saying}) >= FEWEST_CLIENTS:
                of_kind.append(Pattern(competency, kind, len(saying), len(told)))
        found += sorted(of_kind, key=lambda pattern: -pattern.letters)
    return found


def strengths(told: Sequence[Told]) -> list[Strength]:
    """What letters praised, by competency, what recurs first."""
    found = []
    for competency in Competency:
        praising = [one for one in reversed(told) if one.says(competency, Kind.STRENGTH)]
        words = (
            mention.text
            for one in praising
            for mention in one.mentions
            if (mention.competency, mention.kind) == (competency, Kind.STRENGTH)
        )
        if praising:
            found.append(Strength(competency, len(praising), tuple(dict.fromkeys(words))))
    return sorted(found, key=lambda strength: -strength.letters)


def share(part: int, whole: int) -> str:
    """`three of four`, `both`, `all five`."""
    if part < whole:
        return f"{in_words(part)} of {in_words(whole)}"
    return "both" if whole == PAIR else f"all {in_words(whole)}"


def in_words(number: int) -> str:
    """A count in words up to ninety-nine; nobody reads longer ones in words."""
    if number < len(SMALL):
        return SMALL[number]
    tens, ones = divmod(number, 10)
    if tens - 2 >= len(TENS):
        return str(number)
    return TENS[tens - 2] + (f"-{SMALL[ones]}" if ones else "")


def upper_first(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]
