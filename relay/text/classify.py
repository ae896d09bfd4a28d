"""Which runs are points, which way each speaks, what it is about, and whether it may be told without being asked for.

A point is sure only where it was positively recognised: nothing in it looks like something to hide, and it leans clearly
one way. All that might be a point besides is unsure and waits for a person.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from relay.text.ask import follow_up
from relay.text.lexicon import phrases
from relay.text.marks import SCORE_LINE, SHARED_LINE
from relay.text.permit import suspected, suspicions
from relay.text.runs import IMPROVEMENT, STRENGTH, Run
from relay.text.section import sections
from relay.text.shapes import Point, Segment, WithheldRun
from relay.text.weigh import QUOTES, telling_words, weigh
from relay.vocabulary import Competency, Kind, Reason

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
# How much a heading or the sign of a bullet says about what stands under it, as odds for a strength: a noun that praises by itself
# is a fault under "cons".
HEADING = {"good": 500.0, "bad": 1 / 500}
# A mark above that share of the most is praise; what a mark says is all but certain.
GOOD_SHARE = 0.55
SCORED = 0.95
# Three out of five says neither by itself, and "Pace: 3/5, the plenary was rushed" is no praise.
MIDDLING = (0.4, 0.7)
EVEN = 0.5
LEAST_CHANCE = 0.01
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
SPECIFIC = 0.5
HEADED = {"good": Kind.STRENGTH, "bad": Kind.IMPROVEMENT}
MOST_OVERLOOKED = 3
# What stands under a heading where there is nothing to put there.
NOTHING = re.compile(
    r"\W*(?:(?:none|nothing|nil|n/?a|tbc|tbd|not (?:sure|seen|known)|no|unknown|see (?:above|below))\b)?\W*",
    re.I,
)
LEAST_LEFT = 8
STRIP = " \t,;:-(\u2013\u2014\r\n"


def classify(
    note: str, found: Sequence[Run], withheld: Sequence[WithheldRun], segments: Sequence[Segment]
) -> tuple[Point, ...]:
    """Return the points among `found`, in order; those not positively recognised are marked unsure."""
    points = []
    frame, around = Frame(note, segments), Surroundings(note, withheld)
    for run in found:
        if run.kind not in (STRENGTH, IMPROVEMENT):
            continue
        for part in frame.parted(run):
            start, end = left_of(note, part, withheld)
            if end - start >= min(LEAST_LEFT, part.end - part.start) and not NOTHING.fullmatch(
                note[start:end]
            ):
                points.append(point(note, part, start, end, frame.lean(part), around.weigh(part)))
    taken = [*((run.start, run.end) for run in found), *((run.start, run.end) for run in withheld)]
    return tuple(sorted([*points, *overlooked(note, segments, taken)], key=lambda point: point.start))


def overlooked(note: str, segments: Sequence[Segment], taken: Sequence[tuple[int, int]]) -> Iterator[Point]:
    """Yield the short lines under "strengths" or "cons" in which nothing was recognised: they wait for a person."""
    spans = Spans(taken)
    for piece, heading in zip(segments, sections(segments), strict=True):
        words = note[piece.start : piece.end]
        if heading not in HEADED or piece.scaffolding or not 0 < len(words.split()) <= MOST_OVERLOOKED:
            continue
        if not NOTHING.fullmatch(words) and not spans.touch(piece.start, piece.end):
            chances = weigh("competency", words)
            competency = max(Competency, key=lambda known: chances[known.value])
            because = "It stands under a heading that says so; nothing in it was recognised."
            yield Point(
                piece.start, piece.end, HEADED[heading], competency, True, SURE, sure=False, because=because
            )


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


class Frame:
    """What stands around a run and says which way it speaks: a heading, the sign of its bullet, a mark out of five."""

    def __init__(self, note: str, segments: Sequence[Segment]) -> None:
        """Take a note and its pieces with the headings they stand under."""
        self.note = note
        self.segments = segments
        self.headings = sections(segments)
        self.starts = [piece.start for piece in segments]

    def parted(self, run: Run) -> Iterator[Run]:
        """Yield what of a run stands on either side of a heading within its line, which announces what comes after it."""
        start = run.start
        for at in range(max(0, bisect_right(self.starts, run.start) - 1), bisect_left(self.starts, run.end)):
            piece = self.segments[at]
            if self.headings[at] in HEADED and SHARED_LINE.fullmatch(piece.text + ": "):
                if start < piece.start:
                    yield replace(run, start=start, end=max(start, self.segments[at - 1].end))
                start = max(start, piece.end)
        if start < run.end:
            yield replace(run, start=start)

    def lean(self, run: Run) -> float:
        """Return the chance that a run is a strength, its frame considered."""
        at = bisect_right(self.starts, run.start) - 1
        if at < 0:
            return run.strength
        if leaning := leaning_of(self.note[run.start : run.end]):
            return SCORED if leaning == "praise" else 1 - SCORED
        score = SCORE_LINE.fullmatch(self.segments[at].text)
        if score and float(score["mark"]) <= float(score["top"] or 5):
            share = float(score["mark"]) / float(score["top"] or 5)
            if MIDDLING[0] < share < MIDDLING[1]:
                return self.remarked(run, at, score["remark"])
            return SCORED if share > GOOD_SHARE else 1 - SCORED
        odds = run.strength / (1 - run.strength + 1e-6) * HEADING.get(self.headings[at], 1.0)
        return odds / (1 + odds)

    def remarked(self, run: Run, at: int, remark: str) -> float:
        """Return the chance that a run which begins with a middling mark is a strength: what is said beside the mark tells."""
        beside = [remark, *(piece.text for piece in self.segments[at + 1 :] if piece.start < run.end)]
        said = " ".join(beside).strip(STRIP + ".|")
        if not said:
            return EVEN
        chances = weigh("kind", said)
        praise, fault = (
            chances[Kind.STRENGTH.value] + LEAST_CHANCE,
            chances[Kind.IMPROVEMENT.value] + LEAST_CHANCE,
        )
        odds = run.strength / (1 - run.strength + LEAST_CHANCE) * praise / fault
        return odds / (1 + odds)


@cache
def turns_of_phrase() -> Mapping[str, re.Pattern[str]]:
    """Return the turns of phrase that lean one way whatever stands around them, by "fault" and "praise"."""
    known = phrases("cut_words")
    return {name: re.compile(known[name], re.I) for name in ("fault", "praise")}


def leaning_of(words: str) -> str:
    """Return "fault" or "praise" where a turn of phrase says so by itself, or nothing."""
    return next(
        (name for name, rule in turns_of_phrase().items() if rule.search(words.translate(QUOTES))), ""
    )


def left_of(note: str, run: Run, withheld: Sequence[WithheldRun]) -> tuple[int, int]:
    """Return the longest stretch of a run that no withheld run covers."""
    inside = [w for w in withheld if w.start < run.end and run.start < w.end]
    edges = [
        run.start,
        *(edge for w in inside for edge in (max(w.start, run.start), min(w.end, run.end))),
        run.end,
    ]
    start, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda gap: gap[1] - gap[0])
    text = note[start:end]
    return start + len(text) - len(text.lstrip(STRIP)), start + len(text.rstrip(STRIP))


def point(note: str, run: Run, start: int, end: int, strength: float, beside: float) -> Point:
    """Return the point that a run makes, a strength by that chance; `beside` as of `Surroundings.weigh`."""
    kind = Kind.STRENGTH if strength >= 0.5 else Kind.IMPROVEMENT
    leaning = max(strength, 1 - strength)
    specific = run.specific >= SPECIFIC
    words = note[start:end]
    doubts = doubts_of(words, run, leaning, beside)
    before = note[max(0, start - LOOKED_BACK) : start]
    if SUPPOSED.search(before) or (SUPPOSES.search(before) and FOLLOWS.search(words)):
        doubts.append("It may be said of what did not happen.")
    asked = None if specific else follow_up(words, run.competency, kind)
    because = " ".join([reading_of(kind, run, words), *doubts])
    return Point(start, end, kind, run.competency, specific, round(run.chance, 3), not doubts, because, asked)


def doubts_of(words: str, run: Run, leaning: float, beside: float) -> list[str]:
    """Return why a run is not told without being asked for, in words a recruiter can use; nothing where it is sure."""
    doubts = []
    hints = suspected(words)
    if (risk := risk_of(run.hide, hints, beside)) >= RISKY:
        often = f"; words often withheld for: {', '.join(h.label.lower() for h in hints)}" if hints else ""
        beside_it = "; what stands beside it is withheld" if beside > 1 else ""
        doubts.append(f"It may hold something that must not be passed on ({risk:.0%}{often}{beside_it}).")
    if ORDER.match(words):
        doubts.append("It may be said to you rather than of the candidate.")
    if BARE_VERDICT.fullmatch(words):
        doubts.append("It judges without saying what.")
    if CLAIMED.match(words):
        doubts.append("It may be what the CV says, and not what was found.")
    if WEIGHED.match(words):
        doubts.append("It may be about the decision rather than the interview.")
    if run.chance < SURE:
        doubts.append(f"It is not certain that it is about the candidate's interview ({run.chance:.0%}).")
    if leaning < CLEARLY:
        doubts.append(f"It can be read as praise or as a fault ({leaning:.0%} against {1 - leaning:.0%}).")
    return doubts


def risk_of(hide: float, hints: Sequence[Reason], beside: float) -> float:
    """Return the chance that a run holds something to hide, from that of its worst word and what stands in and around it."""
    of_business = Reason.CLIENT_CONFIDENTIAL in hints
    hinted = HINTED_AT_BUSINESS if of_business else HINTED if hints else 1.0
    odds = hide / (1 - hide + 1e-6) * hinted * beside
    return odds / (1 + odds)


def reading_of(kind: Kind, run: Run, words: str) -> str:
    """Return how a run was read and which of its words speak for that."""
    told = telling_words("kind", kind.value, words)
    speaking = f" Words that speak for it: {', '.join(told)}." if told else ""
    what = "a strength" if kind is Kind.STRENGTH else "something to work on"
    return f"Read as {what} ({run.chance:.0%}), {run.competency.label.lower()}.{speaking}"
