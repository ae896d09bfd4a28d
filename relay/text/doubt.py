"""Why a point waits for a person: it may hold something to hide, be no observation at all, or be read either way."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from relay.text.permit import suspected, suspicions
from relay.text.runs import Run
from relay.text.shapes import WithheldRun
from relay.vocabulary import Reason

SURE = 0.4
# So likely to hold something to hide, and it waits for a person. The odds are those of its worst word. A hint in its words
# (`suspect.toml`), words withheld in the same sentence and a suspicion beside it raise them by so many times, as on the notes
# held out of training. A hint at the client's own business is the one that the words around it do not make harmless.
RISKY = 0.4
HINTED = 10.0
HINTED_AT_BUSINESS = 100.0
BESIDE = 16.0
SUSPECTED = 40.0
# What lies between two runs of one sentence, and of two sentences that follow each other.
WITHIN_SENTENCE = re.compile(r"[^.!?\n]{0,80}")
IN_NEXT_SENTENCE = re.compile(r"[^.!?\n]{0,80}(?:[.!?] ?[^.!?\n]{0,80})?")
FARTHEST = 165
CLEARLY = 0.6
# "Do find some tactful words", "don't go selling him": said to the recruiter, not of the candidate.
ORDER = re.compile(
    r"(?:so |please |pls |just |and |but |or |then )*(?:(?:do|don'?t|do not|never) (?!think|believe|feel|know|see|get|have|want|need|like|ask|answer|really)"
    r"[a-z]+|(?:tell|mention|forward|string|remind|break it|go easy|play|sell|dress) (?:him|her|them|it|this|that|on|up|down))\b",
    re.I,
)
# "Would hire if the written work was better": a decision that was weighed, and what did not happen.
WEIGHED = re.compile(
    r"(?:(?:I|we|they)(?: would|'d)|would(?:n't| not)?) (?:not |still |happily |definitely |probably )?(?:have )?"
    r"(?:hired?|employ(?:ed)?|appoint(?:ed)?|progress(?:ed)?|proceed(?:ed)?)\b(?!.* if )",
    re.I,
)
BARE_VERDICT = re.compile(
    r"(?:(?:very|really|so|pretty|quite|just|a bit|not) )*(?:poor|weak|bad|good|great|ok(?:ay)?|fine|excellent|decent|average|brilliant|fantastic|terrible|awful|mediocre|meh|impressive|disappointing|a fan|for (?:us|me))|(?:loved|liked|hated) (?:him|her|them)",
    re.I,
)
CLAIMED = re.compile(
    r"(?:on |according to )?(?:(?:his|her|their|the) )?(?:cv|resum[e\u00e9]|linkedin)(?: (?:says|said|claims|claimed|had|has|lists|listed|mentions|mentioned)\b|, )|(?:says|said|claims|claimed) on (?:(?:his|her|their|the) )?cv\b",
    re.I,
)
SUPPOSED = re.compile(r"(?:\bwould|'d)\b[^.!?\n]*\b(?:if|unless)\s+(?:only\s+)?$", re.I)
SUPPOSES = re.compile(r"\b(?:if|unless)\s+$", re.I)
FOLLOWS = re.compile(r"\b(?:would|\w+'d)\b", re.I)
LOOKED_BACK = 80


class Surroundings:
    """What is hidden around a run, found without going through the whole note for each."""

    def __init__(self, note: str, withheld: Sequence[WithheldRun]) -> None:
        """Sort the withheld runs, and apart from them what suspects somebody's honesty, withheld or not."""
        suspicions_told = {(place.start, place.end) for place in suspicions()[Reason.ALLEGATION].places(note)}
        suspicions_told |= {(run.start, run.end) for run in withheld if run.reason is Reason.ALLEGATION}
        self.note = note
        self.hidden = Spans((run.start, run.end) for run in withheld)
        self.suspicions = Spans(suspicions_told)

    def weigh(self, run: Run) -> float:
        """Return how many times likelier a run is to hold something to hide for standing in one sentence with words withheld.

        A suspicion of somebody's honesty reaches into the sentences around it: what was seen is told first, what is thought of
        it after.
        """
        if any(IN_NEXT_SENTENCE.fullmatch(gap) for gap in self.suspicions.gaps(self.note, run)):
            return SUSPECTED
        hidden = any(WITHIN_SENTENCE.fullmatch(gap) for gap in self.hidden.gaps(self.note, run))
        return BESIDE if hidden else 1.0


class Spans:
    """Stretches of a note in order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Sort them by their start, and by their end."""
        every = list(spans)
        self.starts, self.ends = sorted(start for start, _ in every), sorted(end for _, end in every)

    def touch(self, start: int, end: int) -> bool:
        """Tell whether any of the stretches lies over this one."""
        return bisect_right(self.ends, start) < bisect_left(self.starts, end)

    def gaps(self, note: str, run: Run) -> Iterator[str]:
        """Yield what lies between a run and the nearest stretch before and after it, where they are not far apart."""
        before, after = bisect_right(self.ends, run.start) - 1, bisect_left(self.starts, run.end)
        if before >= 0 and run.start - self.ends[before] <= FARTHEST:
            yield note[self.ends[before] : run.start]
        if after < len(self.starts) and self.starts[after] - run.end <= FARTHEST:
            yield note[run.end : self.starts[after]]


def doubts_of(words: str, before: str, run: Run, leaning: float, beside: float) -> list[str]:
    """Return why a run is not told without being asked for, in words a recruiter can use; nothing where it is sure.

    `before` is what stands before its words in the note, `leaning` the chance of the kind it was read as, `beside` as of
    `Surroundings.weigh`.
    """
    doubts = []
    hints = suspected(words)
    if (risk := risk_of(run.hide, hints, beside)) >= RISKY:
        often = f"; words often withheld for: {', '.join(h.label.lower() for h in hints)}" if hints else ""
        beside_it = "; what stands beside it is withheld" if beside > 1 else ""
        doubts.append(f"It may hold something that must not be passed on ({risk:.0%}{often}{beside_it}).")
    doubts += [doubt for doubt, found in turns_that_doubt(words, before) if found]
    if run.chance < SURE:
        doubts.append(f"It is not certain that it is about the candidate's interview ({run.chance:.0%}).")
    if leaning < CLEARLY:
        doubts.append(f"It can be read as praise or as a fault ({leaning:.0%} against {1 - leaning:.0%}).")
    return doubts


def turns_that_doubt(words: str, before: str) -> Iterator[tuple[str, bool]]:
    """Yield what may speak against telling words by themselves, and whether it does."""
    supposed = SUPPOSED.search(before) or (SUPPOSES.search(before) and FOLLOWS.search(words))
    yield "It may be said to you rather than of the candidate.", bool(ORDER.match(words))
    yield "It judges without saying what.", bool(BARE_VERDICT.fullmatch(words))
    yield "It may be what the CV says, and not what was found.", bool(CLAIMED.match(words))
    yield "It may be about the decision rather than the interview.", bool(WEIGHED.match(words))
    yield "It may be said of what did not happen.", bool(supposed)


def risk_of(hide: float, hints: Sequence[Reason], beside: float) -> float:
    """Return the chance that a run holds something to hide, from that of its worst word and what stands in and around it."""
    of_business = Reason.CLIENT_CONFIDENTIAL in hints
    hinted = HINTED_AT_BUSINESS if of_business else HINTED if hints else 1.0
    odds = hide / (1 - hide + 1e-6) * hinted * beside
    return odds / (1 + odds)
