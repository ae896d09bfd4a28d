"""The phrases a hiring manager taps, and the note that the taps make.

Twenty seconds on a phone: an outcome, a few phrases that fit the job, a sentence. What was tapped becomes a note like any other,
under headings that the reader of notes knows, so that nothing after it has to know how it was given. The phrases stand in
`phrasebook/taps.toml`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, zip_longest

from relay.text.lexicon import phrases
from relay.vocabulary import Competency, Kind, Outcome

# Put as the reader of notes understands them without doubt; of an outcome that was not tapped nothing is said.
DECISIONS = {
    Outcome.REJECTED: "We will not take this further.",
    Outcome.ADVANCED: "We would like to see them again.",
    Outcome.OFFER: "We want to make an offer.",
    Outcome.ON_HOLD: "We need more time before we decide.",
}
HEADINGS = {Kind.STRENGTH: "Went well:", Kind.IMPROVEMENT: "To work on:"}
PRIVATE = "Not for the candidate:"
GOOD_WORDS, WORK_WORDS = "good_words", "work_words"


@dataclass(frozen=True, slots=True)
class Tap:
    """One phrase to tap: what a hiring manager may have seen or heard."""

    id: str
    competency: Competency
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a hiring manager tapped and typed.

    `good` and `work` hold ids of taps. `private` holds what is not to be passed on: ids of taps, or "good_words" and "work_words"
    for what was typed.
    """

    outcome: Outcome
    good: tuple[str, ...]
    work: tuple[str, ...]
    good_words: str = ""
    work_words: str = ""
    private: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Family:
    """Jobs that are alike: which titles belong to it, and what counts in it, the most important first."""

    titles: re.Pattern[str]
    competencies: tuple[Competency, ...]


def taps_for(role: str, kind: Kind, most: int = 10) -> tuple[Tap, ...]:
    """Return at most so many phrases of one kind for a job title, the best first: one of each thing that counts in turn."""
    piles = [
        [tap for tap in _taps().values() if tap.kind is kind and tap.competency is competency]
        for competency in _family(role).competencies
    ]
    dealt = (tap for turn in zip_longest(*piles) for tap in turn if tap is not None)
    return tuple(islice(dealt, max(most, 0)))


def known_tap(tap_id: str) -> Tap | None:
    """Return the phrase with that id, or None."""
    return _taps().get(tap_id)


def note_of(answer: Answer) -> str:
    """Return the text of the note that an answer makes; empty where nothing was answered.

    An id that is unknown, or stands among phrases of the other kind, is left out.
    """
    good, work = _tapped(answer.good, Kind.STRENGTH), _tapped(answer.work, Kind.IMPROVEMENT)
    typed = {GOOD_WORDS: _lines(answer.good_words), WORK_WORDS: _lines(answer.work_words)}
    told = {
        name: [] if name in answer.private else [f"- {line}" for line in lines]
        for name, lines in typed.items()
    }
    hidden = [f"- {tap.words}" for tap in (*good, *work) if tap.id in answer.private]
    hidden += [_shut_in(line) for name, lines in typed.items() if name in answer.private for line in lines]
    parts = [
        [DECISIONS[answer.outcome]] if answer.outcome in DECISIONS else [],
        _under(HEADINGS[Kind.STRENGTH], [*_told(good, answer), *told[GOOD_WORDS]]),
        _under(HEADINGS[Kind.IMPROVEMENT], [*_told(work, answer), *told[WORK_WORDS]]),
        _under(PRIVATE, hidden),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _tapped(ids: Iterable[str], kind: Kind) -> list[Tap]:
    taps = (known_tap(tap_id) for tap_id in dict.fromkeys(ids))
    return [tap for tap in taps if tap is not None and tap.kind is kind]


def _told(taps: Iterable[Tap], answer: Answer) -> list[str]:
    return [f"- {tap.words}" for tap in taps if tap.id not in answer.private]


def _lines(typed: str) -> list[str]:
    return [line for line in typed.splitlines() if line.strip()]


def _shut_in(line: str) -> str:
    """Return a private line as a bullet that cannot be read as a heading, a label or a sign-off.

    Each of those would end the part that is not for the candidate, and what follows "Overall:" would be told.
    """
    return f"- In words: \u201c{line}\u201d"


def _under(heading: str, lines: Sequence[str]) -> list[str]:
    return [heading, *lines] if lines else []


def _family(role: str) -> Family:
    return next(family for family in _families() if family.titles.search(role))


@cache
def _taps() -> dict[str, Tap]:
    return {
        raw["id"]: Tap(raw["id"], Competency(raw["competency"]), Kind(raw["kind"]), raw["words"])
        for raw in phrases("taps")["tap"]
    }


@cache
def _families() -> tuple[Family, ...]:
    """Return the families in their order; the last one takes every title."""
    return tuple(
        Family(
            re.compile(rf"\b(?:{raw['titles']})\b" if raw["titles"] else "", re.I),
            tuple(Competency(name) for name in raw["competencies"]),
        )
        for raw in phrases("taps")["roles"].values()
    )
