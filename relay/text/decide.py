"""Find out what a note says was decided, and which of its words say so.

Rules (`phrasebook/outcomes.toml`) know how a no, a next step, an offer and a pause are put. The newest mail of a thread is
heard before those it answers, a clear word before a faint one, the last word before an earlier one. The tagger's chances for
the whole note lean where the rules are faint, and decide where they are silent.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from relay.text.her import as_she
from relay.text.lexicon import phrases
from relay.text.permit import given_names
from relay.text.shapes import Segment
from relay.text.tagger import Numbers
from relay.text.weigh import QUOTES
from relay.text.wordings import Wordings
from relay.vocabulary import Outcome

ASIDE = "aside"
HOPEFUL = (Outcome.OFFER, Outcome.ADVANCED)
# What the tagger's certainty is worth beside a rule, whose weights go from 1 to 3.
WHOLE = 2.5
# A rule of this weight tells a decision by itself.
CLEAR = 2.0
# A decision stands at the end, less often in the first lines; of two alike the later one holds.
LAST, FIRST, LATER = 1.0, 0.5, 0.4
# What follows "scrap that" overrules what stood before it.
OVERRULES = 1.5
LONGEST = 700
# Of a very long thread so many clauses are heard, from the top and from the end.
HEAD, TAIL = 100, 300
# How far a "not" or a "hold" reaches in its clause: "hold fire on the offer letter" offers nothing.
SCOPE = 60
WORD = re.compile(r"[^\W\d_]+")
LINE = re.compile(r"[^\n]*\n|[^\n]+$")
INITIAL = re.compile(r"[a-z] [A-Z]$")
QUOTED = re.compile(r"[ \t>]*>")
NAME_AHEAD = re.compile(
    r"[^\w\n]*(?:(?:[Pp]rofile|[Cc]andidate) ?\d?\W+)?(?P<title>(?:Mr|Mrs|Ms|Miss|Dr)\.? )?"
    r"(?P<name>[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2}) ?(?:[:.=]|[-\u2013\u2014](?=\s))"
)


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome of a note, the words that decided it and their clauses; none where only the note as a whole leans that way."""

    outcome: Outcome
    words: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the phrasebook. An `outcome` of None takes words that tell nothing."""

    outcome: Outcome | None
    weight: float
    asks: bool
    wordings: Wordings


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause: what its place is worth, its mail in the thread (0 is the newest), and under whose name it stands."""

    text: str
    worth: float
    mail: int
    own: bool
    other: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that tell an outcome, and how loudly."""

    outcome: Outcome
    weight: float
    words: str
    clause: str
    mail: int
    own: bool
    other: bool


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in their order, the words in braces put in."""
    book = phrases("outcomes")
    return tuple(
        Rule(
            None if raw["outcome"] == ASIDE else Outcome(raw["outcome"]),
            float(raw.get("weight", 0)),
            bool(raw.get("asks", False)),
            Wordings([filled(pattern, book["words"]) for pattern in raw["patterns"]]),
        )
        for raw in book["rule"]
    )


def filled(pattern: str, words: dict[str, str]) -> str:
    """Return `pattern` with {name} replaced by the words of that name, which may hold names themselves."""
    for _ in range(4):
        for name, stands_for in words.items():
            pattern = pattern.replace("{" + name + "}", stands_for)
    return pattern


@cache
def marker(name: str) -> re.Pattern[str]:
    """Return one of the patterns under [markers]."""
    return re.compile(filled(phrases("outcomes")["markers"][name], phrases("outcomes")["words"]), re.I)


def decided(segments: Sequence[Segment], chances: Numbers, note: str = "", candidate: str = "") -> Decided:
    """Return the outcome that `segments` tell, unknown where none is told clearly, with the words that tell it in their order.

    `chances`: what the tagger makes of the whole note, in the order of Outcome. With `note` the quoted mails of a thread are
    told from their answer, with `candidate` the lines on another candidate are left out.
    """
    heard = listened(
        [telling for piece in statements(segments, note, candidate) for telling in tellings(piece)]
    )
    score = {outcome: WHOLE * float(chance) for outcome, chance in zip(Outcome, chances, strict=True)}
    for outcome in Outcome:
        score[outcome] += max(
            (telling.weight for telling in heard if telling.outcome is outcome), default=0.0
        )
    best = max(score, key=lambda outcome: (score[outcome], outcome is Outcome.UNKNOWN))
    deciding = [telling for telling in heard if telling.outcome is best]
    clauses = tuple(dict.fromkeys(telling.clause for telling in deciding))
    return Decided(best, tuple(telling.words for telling in deciding), clauses)


def listened(told: list[Telling]) -> list[Telling]:
    """Return what counts of all that is told: the newest mail that speaks clearly, and what is said of this candidate."""
    mail = min((telling.mail for telling in told if telling.weight >= CLEAR), default=None)
    if mail is not None:
        told = [telling for telling in told if telling.mail == mail]
    if any(telling.own and telling.weight >= CLEAR for telling in told):
        told = [telling for telling in told if not telling.other]
    return told


def tellings(piece: Statement) -> Iterator[Telling]:
    """Yield what a clause tells; words that an earlier rule has taken are not heard by a later one."""
    taken: list[tuple[int, int]] = []
    refused: list[int] = []
    asking = piece.text.endswith("?")
    for rule in rules():
        if asking and rule.outcome and not rule.asks:
            continue
        for start, end, words in rule.wordings.places(piece.text):
            if start == end or any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            if not rule.outcome or not holds(rule.outcome, piece.text[:start] + " . " + piece.text[end:]):
                continue
            if rule.outcome in HOPEFUL and any(0 <= start - at < SCOPE for at in refused):
                continue
            if rule.outcome not in HOPEFUL:
                refused.append(start)
            weight = rule.weight + piece.worth + LATER * start / LONGEST
            yield Telling(rule.outcome, weight, words.strip(), piece.text, piece.mail, piece.own, piece.other)


def holds(outcome: Outcome, around: str) -> bool:
    """Tell whether what stands around the words leaves them standing: a yes with an if is none, nor a pause "in case"."""
    if outcome in HOPEFUL:
        return not marker("condition").search(around)
    return outcome is not Outcome.ON_HOLD or not marker("reopening").search(around)


def statements(segments: Sequence[Segment], note: str, candidate: str) -> Iterator[Statement]:
    """Yield the clauses that can tell an outcome, each with its mail and what its place is worth."""
    if len(segments) > HEAD + TAIL:
        segments = (*segments[:HEAD], *segments[-TAIL:])
    told = [place for place, piece in enumerate(segments) if not piece.scaffolding]
    first, last = frozenset(told[:2]), frozenset(told[-3:])
    lines = Lines(note, candidate)
    names = names_of(candidate)
    mail, spoken, label, overruling, subject = 0, False, "", 0, 0.0
    for place, piece in enumerate(segments):
        text = as_she(cased(piece.text.translate(QUOTES), names))
        if piece.scaffolding and marker("header").match(text):
            mail, spoken = mail + spoken, False
            continue
        spoken = spoken or not piece.scaffolding
        overruling = 4 if marker("reversal").search(text) else max(0, overruling - 1)
        worth = LAST if place in last or label else FIRST if place in first else 0.0
        worth = max(worth, OVERRULES if overruling else 0.0) + LATER * place / len(segments) - subject
        depth, own, other = lines.at(piece.start)
        yield Statement((label + text)[:LONGEST], worth, mail + depth, own, other)
        label = "decision: " if piece.scaffolding and marker("label").search(text) else ""
        subject = LAST if piece.scaffolding and marker("subject").search(text) else 0.0


def names_of(candidate: str) -> frozenset[str]:
    """Return the parts of the candidate's name in lower case."""
    return frozenset(name.lower() for name in WORD.findall(candidate) if len(name) > 1)


def cased(text: str, names: frozenset[str]) -> str:
    """Return `text` as the rules want it: the candidate's names capitalised, shouting put down; its length unchanged."""
    if text.isupper() and len(text.split()) > 2:
        text = text.lower()
    return WORD.sub(lambda word: word[0].capitalize() if word[0].lower() in names else word[0], text)


class Lines:
    """The lines of a note: how deep each is quoted, and under whose name it stands."""

    def __init__(self, note: str, candidate: str) -> None:
        """Go through the lines once; a name ahead of a line holds until the next name or a blank line."""
        names = names_of(candidate)
        self.starts: list[int] = []
        self.told: list[tuple[int, bool, bool]] = []
        own = other = False
        for match in LINE.finditer(note):
            head = NAME_AHEAD.match(match.group())
            words = {word.lower() for word in WORD.findall(head["name"])} if head else set()
            if words & names:
                own, other = True, False
            elif head and (head["title"] or INITIAL.search(head["name"]) or words & given_names()):
                own, other = False, True
            elif not match.group().strip():
                own = other = False
            self.starts.append(match.start())
            quoted = QUOTED.match(match.group())
            self.told.append((quoted.group().count(">") if quoted else 0, own, other))

    def at(self, place: int) -> tuple[int, bool, bool]:
        """Return for the line of this place: signs of quotation, under the candidate's name, under somebody else's."""
        line = bisect_right(self.starts, place) - 1
        return self.told[line] if 0 <= line < len(self.told) else (0, False, False)
