"""Whatever arrives, the engine answers, its places are right, and points and runs never overlap."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.hostile import ABOUTS, ANY_TEXT, NOTES, holds, in_order
from relay.text.analyse import analyse
from relay.text.compose import compose
from relay.text.guard import guard, guard_words
from relay.text.read import read
from relay.text.shapes import About, Hidden, Material, Said
from relay.text.trace import trace
from relay.vocabulary import Competency, Kind, Reason, Tone
from tests.text.people import NOTE, PRIYA, material

# Long enough for anything that is not linear to show; `bench/language` reads the greatest length.
LONG = 30_000


@settings(max_examples=150, deadline=None)
@given(NOTES, ABOUTS, st.sampled_from(Tone))
def test_any_note_is_read_told_guarded_and_traced(note: str, about: About, tone: Tone) -> None:
    holds(note, about, tone)


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
def test_a_long_note_of_any_shape_is_read(note: str) -> None:
    assert in_order(read(note[:LONG], PRIYA), note[:LONG])


def test_a_note_of_the_greatest_length_is_read_to_its_end() -> None:
    note = ("she knew SQL, but rambled. " * 4000)[:100_000]
    reading = read(note, PRIYA)
    assert in_order(reading, note)
    ends = [point.end for point in reading.points] + [run.end for run in reading.withheld]
    assert max(ends) > 99_000


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("the internal chap from dispatch had better SQL. ", id="the same run again and again"),
        pytest.param("pregnant ", id="one word"),
        pytest.param("a b c ", id="small words"),
    ],
)
def test_a_huge_message_is_guarded_against_a_huge_note_in_little_time(words: str) -> None:
    text = (words * 100_000)[:100_000]
    hidden = (
        *(Hidden(f"h{n}", text[n * 50 : n * 50 + 50], Reason.OFF_RECORD) for n in range(2000)),
        Hidden("whole", text, Reason.OTHER_CANDIDATE),
    )
    point = Said("p", text, Kind.IMPROVEMENT, Competency.EVIDENCE, specific=True)
    told = material(point)
    before = compose(told)
    began = time.process_time()
    draft = trace("", text, before, told)
    guard(draft, told, hidden)
    guard_words(text, hidden, PRIYA)
    assert time.process_time() - began < 5


def test_a_long_message_changed_all_over_is_traced_in_little_time() -> None:
    points = tuple(
        Said(
            f"p{n}",
            f"she drew plan {n} of hall {n % 7} well",
            Kind.STRENGTH,
            Competency.EVIDENCE,
            specific=True,
        )
        for n in range(1500)
    )
    told = material(*points)
    before = compose(told)
    began = time.process_time()
    draft = trace("", before.text.replace("plan", "scheme") + " More.", before, told)
    assert len(draft.sentences) > 100
    guard(draft, told, ())
    assert time.process_time() - began < 5


def test_odd_rows_of_a_corpus_are_answered() -> None:
    assert analyse({})["points"] == []
    assert analyse({"id": "x", "note": None, "interviewers": "Tom", "candidate": None})["id"] == "x"
