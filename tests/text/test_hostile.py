"""Whatever arrives, the engine answers, its places are right, and points and runs never overlap."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relay.text.analyse import analyse
from relay.text.compose import compose
from relay.text.guard import guard, guard_words
from relay.text.read import read
from relay.text.segment import segment
from relay.text.shapes import About, Hidden, Material, NoteReading, Said
from relay.text.trace import trace
from relay.vocabulary import Reason, Tone
from tests.text.people import NOTE, PRIYA

ANY_TEXT = st.text(st.characters(), max_size=300)
WORDS = st.sampled_from(
    [
        "she",
        "he",
        "Priya",
        "Tom",
        "couldn't",
        "knew",
        "SQL",
        "joins",
        "4/5",
        "but",
        ",",
        ".",
        ";",
        ":",
        "\n",
        "-",
        "+",
        "no",
        "pregnant",
        "than",
        "the",
        "others",
        "between",
        "us",
        "\u202e",
        "\x00",
        "�",
        "07700900123",
        "a@b.example",
        "(",
        ")",
        "“",
        '"',
        "'",
        "...",
        "👍",
        "asked",
        "we",
        "our",
        "budget",
        "100%",
        ">",
        "Pros:",
        "Regards",
    ]
)
NOTES = st.one_of(ANY_TEXT, st.lists(WORDS, max_size=60).map(" ".join))


def in_order(reading: NoteReading) -> bool:
    spans = sorted((x.start, x.end) for x in (*reading.points, *reading.withheld))
    return all(start < end for start, end in spans) and all(a[1] <= b[0] for a, b in pairwise(spans))


@settings(max_examples=150, deadline=None)
@given(NOTES)
def test_any_note_is_read_and_nothing_overlaps(note: str) -> None:
    assert all(note[p.start : p.end] == p.text for p in segment(note))
    reading = read(note, PRIYA)
    assert in_order(reading)
    assert all(0 <= x.start < x.end <= len(note) for x in (*reading.points, *reading.withheld))


@settings(max_examples=100, deadline=None)
@given(st.lists(NOTES, max_size=4), ANY_TEXT, ANY_TEXT, st.sampled_from(Tone))
def test_any_words_are_composed_guarded_and_traced(
    words: list[str], name: str, body: str, tone: Tone
) -> None:
    reading = read(NOTE, PRIYA)
    kinds = reading.points or read("She knew SQL well.", PRIYA).points
    said = tuple(
        Said(f"p{i}", w, kinds[0].kind, kinds[0].competency, specific=True) for i, w in enumerate(words)
    )
    given_by = Material(About(name, name, name, name, (name,)), reading.outcome, said, tone, name, name)
    hidden = tuple(Hidden(f"h{i}", w, Reason.OFF_RECORD) for i, w in enumerate(words))
    draft = compose(given_by)
    assert trace(draft.subject, draft.text, draft, given_by) == draft
    guard(trace(name, body, draft, given_by), given_by, hidden)
    guard_words(body, hidden, given_by.about)


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("she knew SQL and " * 6000, id="one endless sentence"),
        pytest.param("a, " * 33000, id="commas"),
        pytest.param("Tom: no. " * 11000, id="very many sentences"),
        pytest.param("x" * 100_000, id="one word"),
        pytest.param("((((" * 25_000, id="brackets"),
        pytest.param("9" * 100_000, id="digits"),
        pytest.param("1 " * 50_000, id="numbers with spaces"),
        pytest.param("a-b." * 25_000, id="almost an address"),
        pytest.param("\n" * 100_000, id="blank lines"),
        pytest.param(" \t" * 50_000 + "x", id="white space"),
    ],
)
def test_a_note_of_the_greatest_length_is_read(note: str) -> None:
    assert in_order(read(note[:100_000], PRIYA))


def test_odd_rows_of_a_corpus_are_answered() -> None:
    assert analyse({})["points"] == []
    assert analyse({"id": "x", "note": None, "interviewers": "Tom", "candidate": None})["id"] == "x"
