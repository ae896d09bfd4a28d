"""From the chances of single words to runs of words: where each point and each withheld run begins and ends.

The likeliest course through the words (Viterbi, 1967): each word speaks for what it was marked as, and every change costs
something, little at a full stop or a new line, more at a comma or an "and", most in the middle of a clause. So a single word
that was misread is carried by its neighbours, and a cut falls within a clause only where much speaks for it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from itertools import pairwise

import numpy as np

from relay.text.lexicon import listed, phrases
from relay.text.permit import suspected
from relay.text.plain import BLANK, FAMILY, LINE, Word, said_plainly
from relay.text.tagger import COMPETENCIES, KINDS, REASONS, Numbers, Tags, sigmoid, softmax
from relay.text.weigh import weigh
from relay.vocabulary import Competency, Reason

NEUTRAL, STRENGTH, IMPROVEMENT, WITHHOLD, OUTCOME = range(len(KINDS))
STATES = (NEUTRAL, STRENGTH, IMPROVEMENT, WITHHOLD)


class Joint(IntEnum):
    """What stands between two words: nothing, a word that joins clauses, a mark, an end, or a new line."""

    NONE = 0
    WORD = 1
    MARK = 2
    STOP = 3
    LINE = 4


# What a change costs, and how likely a new run of the same kind has to be, at each joint; tuned on the training notes. A new
# line always begins a new run.
CHANGE = (10.0, 4.0, 3.0, 0.8, 0.5)
BEGINS = (0.9, 0.3, 0.7, 0.75, -1.0)
# Where both halves of a run are that surely about different things, a beginning between them needs to be no likelier than that.
APART = 0.6
BEGINS_APART = 0.2
# So many words on either side are asked.
NEAR = 20
# A word that may well be one to hide is hidden: this many times its chance.
CAUTION = 16.0
LEAST = 1e-4
LEAST_WORDS = 2
# A counted line has a number of so many digits at most, and so many times the next number follows.
LONGEST_NUMBER = 2
LEAST_STEPS = 2
# A line so long may have been wrapped in the middle of a sentence.
WRAPPED = 55
SURE_OF_ONE_WORD = 0.7
# How much the linear weights count beside the encoder, and how much of it on what a run is about, where they know less.
SECOND_OPINION = 0.8
SECOND_OPINION_ABOUT = 0.4
FLOOR = 1e-3
ASKED_OF_A_CLASS = re.compile(
    r"\bquestioning\b|\b(?:ask(?:s|ed|ing)?|questions?) (?:(?:only|mostly|just|for|to|of) )*(?:the )?(?:pupils?|students?|class|children|learners?)\b",
    re.I,
)
# A run that the encoder did not hide is hidden where both readers see that much to hide in it: without a hint in its words
# (`suspect.toml`), and with one.
SUSPICION = (0.3, 0.01)
# A run that the encoder hid is freed where the two together see less than that to hide in it, without a hint and with one.
STILL_HIDDEN = (0.5, 0.01)
# So likely a run must be a point rather than neutral; more so where the encoder would have hidden it.
A_POINT = 0.5
A_POINT_AFTER_ALL = 0.9
# How much of the chance of a decision is left after "we felt that".
OF_OPINION = 0.1
STOP = re.compile(r"[.!?;:\u2022|]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that belong together: `first` and `last` are places in the words, `last` not included."""

    first: int
    last: int
    start: int
    end: int
    kind: int
    chance: float
    strength: float
    hide: float
    competency: Competency
    reason: Reason
    specific: float


def runs(note: str, words: Sequence[Word], tags: Tags) -> list[Run]:
    """Return the runs of a note in order of their start; what belongs to none is in none."""
    tags = opinions_heard(words, tags)
    numbers = numbering(words)
    wordy = [i for i, word in enumerate(words) if word.form[0].isalnum() and i not in numbers]
    if not wordy:
        return []
    joints = joints_of(words, wordy)
    marks = likeliest(tags.kinds[wordy], tags.begins[wordy], joints)
    about, begins = tags.competencies[wordy], tags.begins[wordy]
    found = (
        measured(note, words, tags, inside, marks[first])
        for whole in stretches(marks, begins, joints)
        for first, last in ([whole] if marks[whole[0]] == WITHHOLD else parted(*whole, about, begins, joints))
        if (inside := unhung(words, wordy[first:last]))
    )
    return [run for run in found if run is not None]


def opinions_heard(words: Sequence[Word], tags: Tags) -> Tags:
    """Return the tags with less of the decision in what follows "we felt that" in its sentence.

    A refusal in formal words gives its reasons in the same breath, and they are about the interview.
    """
    following = np.zeros(len(words), dtype=bool)
    heard = False
    for at, word in enumerate(words):
        following[at] = heard
        if word.form in (LINE, BLANK) or STOP.match(word.form):
            heard = False
        elif at and word.form in listed("opining") and words[at - 1].form in listed("panel"):
            heard = True
    if not following.any():
        return tags
    scores = tags.scores.copy()
    scores[following, OUTCOME] += np.log(OF_OPINION)
    return replace(tags, scores=scores, kinds=softmax(scores))


def numbering(words: Sequence[Word]) -> set[int]:
    """Return the places of numbers that only count the lines of a note: "1 ...", "2 ...", one after the other."""
    heads = [i for i, word in enumerate(words) if i == 0 or words[i - 1].form in (LINE, BLANK)]
    counted = [i for i in heads if words[i].form.isdecimal() and len(words[i].form) <= LONGEST_NUMBER]
    steps = sum(
        int(words[later].form) == int(words[earlier].form) + 1 for earlier, later in pairwise(counted)
    )
    return set(counted) if steps >= LEAST_STEPS else set()


def unhung(words: Sequence[Word], inside: Sequence[int]) -> Sequence[int]:
    """Return the places without the words that a cut left hanging at either end; none where nothing says anything."""
    first, last = 0, len(inside)
    while first < last and words[inside[first]].form in hanging("opening"):
        first += 1
    while first < last and words[inside[last - 1]].form in hanging("closing"):
        last -= 1
    kept = inside[first:last]
    return kept if any(words[i].form not in listed("stop") for i in kept) else []


@cache
def hanging(end: str) -> frozenset[str]:
    """Return the words at which no run opens or closes."""
    return frozenset(phrases("cut_words")[end].split())


def joints_of(words: Sequence[Word], wordy: Sequence[int]) -> list[Joint]:
    """Return what stands before each word that is one; before the first, a line."""
    joints = [Joint.LINE]
    for before, here in pairwise(wordy):
        between = [
            word.form
            for at, word in enumerate(words[before + 1 : here], before + 1)
            if not ends_nothing(words, at)
        ]
        if BLANK in between or (LINE in between and not is_wrapped(words, before, here)):
            joints.append(Joint.LINE)
        elif LINE in between:
            joints.append(Joint.MARK if any(form != LINE for form in between) else Joint.NONE)
        elif any(STOP.match(form) for form in between) or after_opinion(words, here):
            joints.append(Joint.STOP)
        elif between and not all(form in "'\u2019-&" for form in between):
            joints.append(Joint.MARK)
        else:
            joints.append(
                Joint.WORD if words[here].form in joining() or words[before].form in joining() else Joint.NONE
            )
    return joints


def after_opinion(words: Sequence[Word], here: int) -> bool:
    """Tell whether a word begins what somebody says that they felt: "we felt that | her presentation ..."."""
    before = here - 2 if here > 1 and words[here - 1].form == "that" else here - 1
    return (
        before > 0
        and words[here].form != "that"
        and words[before].form in listed("opining")
        and words[before - 1].form in listed("panel")
    )


def ends_nothing(words: Sequence[Word], at: int) -> bool:
    """Tell whether a point ends no sentence: "1.2m", "Mrs. Adebayo", "esp. the last one"."""
    if words[at].form != "." or not 0 < at < len(words) - 1:
        return False
    before, after = words[at - 1], words[at + 1]
    if before.end != words[at].start:
        return False
    within = words[at].end == after.start and before.form[-1].isdecimal() and after.form[0].isdecimal()
    return within or (before.form in shortened() and after.form not in (LINE, BLANK))


@cache
def shortened() -> frozenset[str]:
    """Return the short forms that are written with a point, as a reader sees them."""
    return frozenset(FAMILY.get(form, form) for form in phrases("cut_words")["shortened"].split())


def is_wrapped(words: Sequence[Word], before: int, here: int) -> bool:
    """Tell whether a line was broken for its length alone: it is long, and the next goes on in small letters."""
    start = next((i for i in range(before, -1, -1) if words[i].form in (LINE, BLANK)), -1) + 1
    bare = here == before + 2
    return bare and not words[here].capital and words[before].end - words[start].start >= WRAPPED


@cache
def joining() -> frozenset[str]:
    """Return the words at which a clause may turn."""
    return frozenset(phrases("cut_words")["joining"].split())


def likeliest(kinds: Numbers, begins: Numbers, joints: Sequence[Joint]) -> list[int]:
    """Return the likeliest kind of each word, what comes before and after considered."""
    told = np.stack(
        [
            kinds[:, NEUTRAL] + kinds[:, OUTCOME],
            kinds[:, STRENGTH],
            kinds[:, IMPROVEMENT],
            kinds[:, WITHHOLD] * CAUTION,
        ],
        axis=1,
    )
    costs = -np.log(np.maximum(told, LEAST))
    best = costs[0]
    came_from = np.zeros(told.shape, dtype=np.int8)
    for at in range(1, len(told)):
        cheapest = int(best.argmin())
        changed = best[cheapest] + CHANGE[joints[at]] * (1.5 - float(begins[at]))
        came_from[at] = np.where(best <= changed, np.arange(len(STATES)), cheapest)
        best = np.minimum(best, changed) + costs[at]
    state = int(best.argmin())
    marks = [state]
    for at in range(len(told) - 1, 0, -1):
        state = int(came_from[at][state])
        marks.append(state)
    return [STATES[mark] for mark in reversed(marks)]


def stretches(marks: Sequence[int], begins: Numbers, joints: Sequence[Joint]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of neighbouring words of one kind; a word that begins a run begins a stretch."""
    first = 0
    for at in range(1, len(marks) + 1):
        if at < len(marks) and marks[at] == marks[first] and begins[at] <= BEGINS[joints[at]]:
            continue
        if marks[first] != NEUTRAL:
            yield first, at
        first = at


def parted(
    first: int, last: int, about: Numbers, begins: Numbers, joints: Sequence[Joint]
) -> Iterator[tuple[int, int]]:
    """Yield the parts of a stretch that speak of different competencies: "good with people, quick on the till" is two points.

    `about`: the scores of the competencies for each word.
    """
    for at in range(first + 1, last):
        if joints[at] not in (Joint.WORD, Joint.MARK) or begins[at] <= BEGINS_APART:
            continue
        if differ(about[max(first, at - NEAR) : at], about[at : min(last, at + NEAR)]):
            yield first, at
            first = at
    yield first, last


def differ(one: Numbers, other: Numbers) -> bool:
    """Tell whether two halves are each clearly about one thing, and not the same."""
    first, second = softmax(one.mean(axis=0)), softmax(other.mean(axis=0))
    return bool(first.argmax() != second.argmax() and first.max() > APART and second.max() > APART)


def measured(note: str, words: Sequence[Word], tags: Tags, inside: Sequence[int], kind: int) -> Run | None:
    """Return the run over the words at these places with its chances, or None where it is too little to be one.

    The encoder reads a run within its note, the linear weights see nothing but its words; where two so different readers
    agree they are hardly ever wrong, so their chances are multiplied. Whether to hide it, the patterns of suspicion are heard
    as a third.
    """
    alone = softmax(tags.scores[inside].mean(axis=0))
    if len(inside) < LEAST_WORDS and alone[kind] < SURE_OF_ONE_WORD:
        return None
    text = said_plainly(words[inside[0] : inside[-1] + 1])
    chances = agreed(
        tags.scores[inside].mean(axis=0), [weigh("kind", text)[name] for name in KINDS], SECOND_OPINION
    )
    competencies = agreed(
        tags.competencies[inside].mean(axis=0),
        [weigh("competency", text)[c.value] for c in COMPETENCIES],
        SECOND_OPINION_ABOUT,
    )
    reasons = agreed(
        tags.reasons[inside].mean(axis=0), [weigh("reason", text)[r.value] for r in REASONS], SECOND_OPINION
    )
    good, bad = float(chances[STRENGTH]), float(chances[IMPROVEMENT])
    start, end = words[inside[0]].start, words[inside[-1]].end
    hide = float(tags.hide[inside].max())
    kind = settled(kind, chances, hide * weigh("kind", text)["withhold"], bool(suspected(note[start:end])))
    if kind == NEUTRAL:
        return None
    return Run(
        inside[0],
        inside[-1] + 1,
        start,
        end,
        kind,
        float(alone[kind]),
        good / (good + bad),
        hide,
        subject_of(COMPETENCIES[int(competencies.argmax())], text),
        REASONS[int(reasons.argmax())],
        float(sigmoid(tags.specific[inside].mean())),
    )


def subject_of(likeliest: Competency, text: str) -> Competency:
    """Return what a run is about: what a teacher asks a class is their trade, and no question of theirs to the panel."""
    trade = likeliest is Competency.QUESTIONS_ASKED and ASKED_OF_A_CLASS.search(text)
    return Competency.TECHNICAL_SKILL if trade else likeliest


def settled(kind: int, chances: Numbers, suspicion: float, hinted: bool) -> int:
    """Return what a run is in the end: hidden where the readers suspect it together, freed where they do not.

    What is left is a point only where the two together read it as one.
    """
    hidden = chances[WITHHOLD] >= STILL_HIDDEN[hinted] if kind == WITHHOLD else suspicion > SUSPICION[hinted]
    if hidden:
        return WITHHOLD
    told = float(chances[STRENGTH] + chances[IMPROVEMENT]) / (1 - float(chances[WITHHOLD]) + FLOOR)
    if told < (A_POINT_AFTER_ALL if kind == WITHHOLD else A_POINT):
        return NEUTRAL
    return STRENGTH if chances[STRENGTH] >= chances[IMPROVEMENT] else IMPROVEMENT


def agreed(scores: Numbers, chances: Sequence[float], weight: float) -> Numbers:
    """Return the chances that two readers give together; `weight` is that of the second."""
    other = np.log(np.asarray(chances, dtype=np.float32) + FLOOR)
    return softmax(np.log(softmax(scores) + FLOOR) + weight * other)
