"""Notes that nobody would write, and what must hold for them all the same. The tests use a few, `bench/language` thousands."""

from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from relay.text.analyse import analyse
from relay.text.compose import compose
from relay.text.guard import guard, guard_words
from relay.text.read import read
from relay.text.shapes import About, Hidden, Material, NoteReading, Said
from relay.text.trace import trace
from relay.vocabulary import Tone

STRANGE = """she he they Priya Priya's Tom Nair couldn't didn't knew SQL joins 4/5 7/10 but , . ; : ! ? - + — – no not pregnant than
the others between us asked we our budget 100% > >> Pros: Cons: Regards Thanks From: Sent: On wrote: ( ) “ ” " ' ’ ‘ ... … 👍 ❌ \u202e \u200b
\ufeff \x00 \ud800 07700900123 a@b.example https://x.example/ 27 aged fifty | || --- *** # ## 1. 2) • rejected offer hold next"""
WORDS = STRANGE.replace("\n", " ").split(" ")
WORDS += [
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u2028",
    "İ",
    "ß",
    "ﬃ",
    "é",
    "e\u0301",
    "𝒳",
    "中文",
    "العربية",
    "a" * 300,
    "9" * 300,
]
ANY_TEXT = st.text(st.characters(), max_size=300)
ROWS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
GLUED = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
REPEATED = st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS), st.integers(1, 400)).map(
    lambda made: (made[0] + made[1]) * made[2]
)
NOTES = st.one_of(ANY_TEXT, ROWS, GLUED, REPEATED)
NAMES = st.one_of(st.sampled_from(["Priya Nair", "", "Tom", "-", "a.b (c) [d", "\\"]), st.text(max_size=20))
ABOUTS = st.builds(About, NAMES, NAMES, NAMES, NAMES, st.lists(NAMES, max_size=3).map(tuple))


def holds(note: str, about: About, tone: Tone) -> None:
    """Raise unless the note is read in order and what it says can be composed, guarded and traced."""
    reading = read(note, about)
    _require(in_order(reading, note), "points and runs lie in the note and never overlap")
    _require(read(note, about) == reading, "the same note is read in the same way")
    said = tuple(
        Said(f"p{n}", note[p.start : p.end], p.kind, p.competency, p.specific)
        for n, p in enumerate(reading.points)
    )
    hidden = tuple(Hidden(f"h{n}", note[w.start : w.end], w.reason) for n, w in enumerate(reading.withheld))
    material = Material(about, reading.outcome, said, tone, about.client, about.role)
    draft = compose(material)
    _require(trace(draft.subject, draft.text, draft, material) == draft, "a message is traced to itself")
    guard(draft, material, hidden)
    guard(trace(note, note, draft, material), material, hidden)
    guard_words(note, hidden, about)
    _answered(analyse({"id": "h", "note": note, "candidate": about.candidate, "role": about.role}), note)


def _require(held: bool, promise: str) -> None:
    if not held:
        raise AssertionError(promise)


def in_order(reading: NoteReading, note: str) -> bool:
    """Tell whether every place lies in the note and none overlaps another."""
    spans = sorted([(p.start, p.end) for p in reading.points] + [(w.start, w.end) for w in reading.withheld])
    inside = all(0 <= start < end <= len(note) for start, end in spans)
    return inside and all(before[1] <= after[0] for before, after in pairwise(spans))


def _answered(answer: dict[str, Any], note: str) -> None:
    places = [*answer["points"], *answer["withheld"]]
    _require(
        all(0 <= p["start"] < p["end"] <= len(note) for p in places),
        "every place of an answer lies in its note",
    )
