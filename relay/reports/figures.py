"""Figures: interviews added up along the chain, in one pass over their trails.

Kept apart from the question that is asked (`coverage.py`), because a year of a large agency is added up four times for
one page: as a whole, by client, by recruiter and by week.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from statistics import median

from relay.domain.promise import PromiseState
from relay.reports.trails import Rung, Step, Trail
from relay.vocabulary import Helpful, LoopOutcome

PREVIOUS: Mapping[Step, Step] = {after: before for before, after in pairwise(Step)}


@dataclass(frozen=True, slots=True)
class StepFigures:
    """How many interviews reached a step, their share of all that took place, and how long it took.

    Medians are over the interviews that reached it: from the step before, where that came first, and from the
    interview's end. None where there is nothing to divide by or to take a median of.
    """

    step: Step
    count: int
    share: float | None
    after_previous: timedelta | None
    after_interview: timedelta | None


@dataclass(frozen=True, slots=True)
class Promises:
    """What became of the promises on the interviews that took place."""

    kept: int
    missed: int
    open: int
    waived: int

    @property
    def kept_share(self) -> float | None:
        """The share kept of those that are settled."""
        settled = self.kept + self.missed
        return self.kept / settled if settled else None


@dataclass(frozen=True, slots=True)
class RungFigures:
    """How many interviews with a letter led to something that came at least this far, and their share of those."""

    rung: Rung
    count: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of the letters, each interview counted once in each part.

    The ladder's shares are of the interviews with a letter. `helpful` is of those whose candidate said, `loop` of those from which
    something was taken up that was set beside the letter on a later interview.
    """

    relayed: int
    ladder: tuple[RungFigures, ...]
    helpful: Mapping[Helpful, int]
    loop: Mapping[LoopOutcome, int]

    @property
    def answered(self) -> int:
        """On how many interviews somebody said whether the letter helped."""
        return sum(self.helpful.values())

    @property
    def followed(self) -> int:
        """From how many interviews something was set beside a later letter."""
        return sum(self.loop.values())

    def helpful_share(self, helpful: Helpful) -> float | None:
        """The share of one answer among those who answered."""
        return self.helpful[helpful] / self.answered if self.answered else None

    def loop_share(self, outcome: LoopOutcome) -> float | None:
        """The share of one outcome among the loops."""
        return self.loop[outcome] / self.followed if self.followed else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole chain for one set of interviews; `waiting` counts those without a letter to whom word is owed."""

    steps: tuple[StepFigures, ...]
    promises: Promises
    waiting: int
    outcomes: Outcomes

    @property
    def held(self) -> int:
        """How many took place: the denominator."""
        return self.steps[0].count

    def of(self, step: Step) -> StepFigures:
        """The figures of one step."""
        return next(figures for figures in self.steps if figures.step is step)


@dataclass(frozen=True, slots=True)
class Measured:
    """A trail with its times in seconds: per step reached, since the interview's end and since the step before."""

    trail: Trail
    times: tuple[tuple[Step, float, float | None], ...]


def measure(trail: Trail) -> Measured:
    """Take a trail's times. A note typed before the interview's planned end took no time."""
    start = trail.reached[Step.INTERVIEW]
    times: list[tuple[Step, float, float | None]] = []
    for step, when in trail.reached.items():
        since_interview = max((when - start).total_seconds(), 0.0)
        before = PREVIOUS.get(step)
        began = trail.reached.get(before) if before else None
        if before is Step.INTERVIEW:
            times.append((step, since_interview, since_interview))
        elif began is not None and began <= when:
            times.append((step, since_interview, (when - began).total_seconds()))
        else:
            times.append((step, since_interview, None))
    return Measured(trail, tuple(times))


@dataclass(slots=True)
class Tally:
    """A count that grows by one interview at a time."""

    since_interview: dict[Step, list[float]] = field(default_factory=lambda: {step: [] for step in Step})
    since_previous: dict[Step, list[float]] = field(default_factory=lambda: {step: [] for step in Step})
    promises: dict[PromiseState, int] = field(default_factory=lambda: dict.fromkeys(PromiseState, 0))
    waiting: int = 0
    rungs: dict[Rung, int] = field(default_factory=lambda: dict.fromkeys(Rung, 0))
    helpful: dict[Helpful, int] = field(default_factory=lambda: dict.fromkeys(Helpful, 0))
    loop: dict[LoopOutcome, int] = field(default_factory=lambda: dict.fromkeys(LoopOutcome, 0))

    def add(self, measured: Measured) -> None:
        """Count one interview that took place."""
        self.promises[measured.trail.promise] += 1
        self.waiting += measured.trail.waits
        self.add_outcomes(measured.trail)
        for step, since_interview, since_previous in measured.times:
            self.since_interview[step].append(since_interview)
            if since_previous is not None:
                self.since_previous[step].append(since_previous)

    def add_outcomes(self, trail: Trail) -> None:
        """Count what came of its letter."""
        for rung in trail.rungs:
            self.rungs[rung] += 1
        if trail.after.helpful is not None:
            self.helpful[trail.after.helpful] += 1
        if trail.after.outcome is not None:
            self.loop[trail.after.outcome] += 1

    def figures(self) -> Figures:
        """What was counted."""
        return Figures(
            steps=tuple(self.step(step) for step in Step),
            promises=Promises(**{state.value: number for state, number in self.promises.items()}),
            waiting=self.waiting,
            outcomes=self.outcomes(),
        )

    def outcomes(self) -> Outcomes:
        """What came of the letters."""
        relayed = len(self.since_interview[Step.RELAYED])
        return Outcomes(
            relayed=relayed,
            ladder=tuple(
                RungFigures(rung, count, count / relayed if relayed else None)
                for rung, count in self.rungs.items()
            ),
            helpful=dict(self.helpful),
            loop=dict(self.loop),
        )

    def step(self, step: Step) -> StepFigures:
        """The figures of one step."""
        held, there = len(self.since_interview[Step.INTERVIEW]), self.since_interview[step]
        first = step is Step.INTERVIEW
        return StepFigures(
            step=step,
            count=len(there),
            share=len(there) / held if held else None,
            after_previous=None if first else middle(self.since_previous[step]),
            after_interview=None if first else middle(there),
        )


def middle(seconds: Sequence[float]) -> timedelta | None:
    """The median, or None of nothing."""
    return timedelta(seconds=median(seconds)) if seconds else None
