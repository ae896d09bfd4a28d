"""Threads: how the two views of one competency went from interview to interview, as a table and as a drawing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from relay.domain.interview import Interview
from relay.domain.letter import Letter
from relay.domain.self_view import Mark
from relay.portal.candidate.aspects import ASPECTS, Aspect
from relay.portal.candidate.gap import Heard, heard_in, marks_of
from relay.portal.candidate.shelf import OPEN, letters_of, newest_of_each, noted
from relay.store.work import Work
from relay.vocabulary import Competency

LEVELS = (Mark.WELL, Mark.MIXED, Mark.LESS)
MOST_DRAWN = 6
FEWEST = 2
# The drawing, in units of its own: a column of words, then a step to each interview, and a line for each of three levels.
NAMES, STEP, APART, TOP, BETWEEN = 84, 40, 8, 16, 30


@dataclass(frozen=True, slots=True)
class Round:
    """One interview on which both views are there. `number` is its place among them."""

    number: int
    letter: Letter
    marks: Mapping[Competency, Mark]
    heard: Mapping[Competency, Heard]


@dataclass(frozen=True, slots=True)
class Pair:
    """Both views of one competency in one interview; None where one of them does not speak of it."""

    number: int
    letter: Letter
    you: Mark | None
    they: Heard | None

    @property
    def levels(self) -> tuple[int, int] | None:
        """On which line each of the two stands; None where only one of them speaks of it."""
        if self.they is None or self.you is None or self.you not in LEVELS:
            return None
        return LEVELS.index(self.you), LEVELS.index(self.they.mark)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one interview stands in the drawing: the candidate's sign, the letter's, and the number beneath."""

    number: int
    x: int
    you_x: int
    you_y: int
    they_x: int
    they_y: int


@dataclass(frozen=True, slots=True)
class Thread:
    """One competency over interviews."""

    aspect: Aspect
    pairs: Sequence[Pair]

    @property
    def full(self) -> list[tuple[int, tuple[int, int]]]:
        """The numbers of the interviews in which both spoke of it, each with where they stand."""
        return [(pair.number, pair.levels) for pair in self.pairs if pair.levels]

    @property
    def drawn(self) -> list[tuple[int, tuple[int, int]]]:
        """Those that there is room for: the latest."""
        return self.full[-MOST_DRAWN:]

    @property
    def spots(self) -> list[Spot]:
        """Where they stand."""
        spots = []
        for place, (number, levels) in enumerate(self.drawn):
            x = NAMES + STEP * place + STEP // 2
            you, they = (TOP + BETWEEN * level for level in levels)
            spots.append(Spot(number, x, x - APART, you, x + APART, they))
        return spots

    @property
    def width(self) -> int:
        """How wide the drawing is."""
        return NAMES + STEP * len(self.drawn)

    @property
    def shows(self) -> str:
        """What the drawing shows, in a sentence or two."""
        return what_shows([levels for _, levels in self.full])


def what_shows(levels: Sequence[tuple[int, int]]) -> str:
    """How the two views went together, oldest first; the better view has the smaller level."""
    apart = [you - they for you, they in levels]
    if not any(apart):
        return "You and they saw it alike each time."
    if all(gap < 0 for gap in apart):
        return "Each time, you thought better of it than they did."
    if all(gap > 0 for gap in apart):
        return "Each time, they saw more good in it than you did."
    if not apart[-1]:
        return "You saw it differently before. The last time, you and they saw it alike."
    if apart[-1] < 0:
        return "The last time, you thought better of it than they did."
    return "The last time, they saw more good in it than you did."


def rounds(work: Work) -> list[Round]:
    """The interviews on which the candidate noted their view and has a letter open, oldest first."""
    views = {interview_id: view for interview_id, view in noted(work).items() if view.told}
    letters = {
        letter.interview_id: letter for letter in newest_of_each(letters_of(work)) if letter.state in OPEN
    }
    held = work.all(
        select(Interview)
        .where(Interview.id.in_(views.keys() & letters.keys()))
        .order_by(Interview.starts_at, Interview.id)
    )
    heard = heard_in(work, [letters[interview.id].id for interview in held])
    return [
        Round(number, letters[one.id], marks_of(views[one.id]), heard.get(letters[one.id].id, {}))
        for number, one in enumerate(held, 1)
    ]


def threads(found: Sequence[Round]) -> list[Thread]:
    """Each competency of which both views spoke in two interviews or more."""
    made = []
    for competency, aspect in ASPECTS.items():
        pairs = [
            Pair(one.number, one.letter, one.marks.get(competency), one.heard.get(competency))
            for one in found
            if competency in one.marks or competency in one.heard
        ]
        thread = Thread(aspect, pairs)
        if len(thread.full) >= FEWEST:
            made.append(thread)
    return made
