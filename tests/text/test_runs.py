"""From single words to runs: the course through the words, with chances written by hand."""

from itertools import pairwise

import numpy as np
import pytest

from relay.text.plain import Word, words_of
from relay.text.runs import (
    IMPROVEMENT,
    NEUTRAL,
    STRENGTH,
    WITHHOLD,
    Joint,
    joints_of,
    likeliest,
    numbering,
    parted,
    settled,
    stretches,
    unhung,
)
from relay.text.shapes import About
from relay.text.tagger import WINDOW, Numbers, windows

NOBODY = About("", "", "")


def chances(*kinds: int, sure: float = 0.9) -> Numbers:
    """One row for each word, sure of the kind given."""
    rows = np.full((len(kinds), 5), (1 - sure) / 4, dtype=np.float32)
    rows[np.arange(len(kinds)), list(kinds)] = sure
    return rows


def begins(size: int, *places: int) -> Numbers:
    """Chances that a run begins: at these places surely."""
    row = np.full(size, 0.02, dtype=np.float32)
    row[list(places)] = 0.98
    return row


def joints(note: str) -> list[Joint]:
    words: list[Word] = words_of(note, NOBODY)
    return joints_of(words, [i for i, word in enumerate(words) if word.form[0].isalnum()])


def test_what_stands_between_two_words() -> None:
    assert joints("a b, c and d. e\nf") == [
        Joint.LINE,
        Joint.NONE,
        Joint.MARK,
        Joint.WORD,
        Joint.WORD,
        Joint.STOP,
        Joint.LINE,
    ]


def test_a_line_wrapped_for_its_length_is_no_new_line() -> None:
    long = "she explained the retry design to the two people from the operations side and"
    assert joints(f"{long}\nasked whether it had been clear")[-6] is Joint.NONE
    assert joints(f"{long}\nAsked whether it had been clear")[-6] is Joint.LINE
    assert joints("short line\nasked whether it had been clear")[-6] is Joint.LINE


def test_numbers_that_only_count_the_lines_are_no_words_of_a_run() -> None:
    counted = words_of("1 measured it\n2 wrote it down\n3 asked twice\n40 covers a night", NOBODY)
    assert {counted[place].form for place in numbering(counted)} == {"1", "2", "3", "40"}
    assert numbering(words_of("3 nights a week\n40 covers", NOBODY)) == set()


def test_no_run_ends_on_a_word_left_hanging() -> None:
    words = words_of("and she explained the design, but", NOBODY)
    inside = [i for i, word in enumerate(words) if word.form[0].isalnum()]
    assert [words[i].form for i in unhung(words, inside)] == ["they", "explained", "the", "design"]
    assert not unhung(words, inside[:2])


def test_a_word_that_was_misread_is_carried_by_its_neighbours() -> None:
    kinds = chances(STRENGTH, STRENGTH, IMPROVEMENT, STRENGTH, STRENGTH, sure=0.95)
    assert likeliest(kinds, begins(5, 0), [Joint.LINE, *[Joint.NONE] * 4]) == [STRENGTH] * 5


def test_a_cut_falls_within_a_clause_where_much_speaks_for_it() -> None:
    kinds = chances(*[STRENGTH] * 4, *[WITHHOLD] * 5, sure=0.97)
    marks = likeliest(kinds, begins(9, 0, 4), [Joint.LINE, *[Joint.NONE] * 3, Joint.WORD, *[Joint.NONE] * 4])
    assert marks == [STRENGTH] * 4 + [WITHHOLD] * 5


def test_a_word_that_begins_a_run_parts_two_of_a_kind() -> None:
    marks = [STRENGTH] * 6
    between = [Joint.LINE, Joint.NONE, Joint.NONE, Joint.WORD, Joint.NONE, Joint.NONE]
    assert list(stretches(marks, begins(6, 0, 3), between)) == [(0, 3), (3, 6)]
    assert list(stretches(marks, begins(6, 0), between)) == [(0, 6)]


def test_two_things_about_different_competencies_are_two_points() -> None:
    note = "good with people, quick on the till"
    about = np.zeros((7, 20), dtype=np.float32)
    about[:3, 0] = about[3:, 5] = 9
    faintly = begins(7)
    faintly[3] = 0.3

    assert list(parted(0, 7, about, faintly, joints(note))) == [(0, 3), (3, 7)]
    assert list(parted(0, 7, about, begins(7), joints(note))) == [(0, 7)]
    alike = np.repeat(about[:1], 7, axis=0)
    assert list(parted(0, 7, alike, faintly, joints(note))) == [(0, 7)]


def test_what_is_neutral_is_in_no_run() -> None:
    assert list(stretches([NEUTRAL, STRENGTH, NEUTRAL], begins(3), [Joint.NONE] * 3)) == [(1, 2)]


@pytest.mark.parametrize(
    "sizes", [[1], [1] * WINDOW, [1] * (WINDOW + 1), [1] * (5 * WINDOW), [12] * WINDOW, [WINDOW + 9] * 3]
)
def test_windows_cover_every_word_and_hold_no_more_than_the_encoder_reads(sizes: list[int]) -> None:
    found = list(windows(sizes))
    assert found[0][0] == 0
    assert found[-1][1] == len(sizes)
    assert all(later[0] <= earlier[1] for earlier, later in pairwise(found))
    assert all(sum(sizes[start:end]) <= WINDOW or end == start + 1 for start, end in found)


def test_a_text_without_words_has_no_window() -> None:
    assert list(windows([])) == []


def test_what_the_encoder_alone_would_hide_is_freed_and_with_a_hint_it_stays_hidden() -> None:
    chances = np.array([0.03, 0.6, 0.02, 0.34, 0.01], dtype=np.float32)

    assert settled(WITHHOLD, chances, 0, hinted=False) == STRENGTH
    assert settled(WITHHOLD, chances, 0, hinted=True) == WITHHOLD


def test_what_both_readers_suspect_is_hidden_and_with_a_hint_a_faint_suspicion_is_enough() -> None:
    chances = np.array([0.02, 0.9, 0.02, 0.05, 0.01], dtype=np.float32)

    assert settled(STRENGTH, chances, 0.1, hinted=False) == STRENGTH
    assert settled(STRENGTH, chances, 0.4, hinted=False) == WITHHOLD
    assert settled(STRENGTH, chances, 0.1, hinted=True) == WITHHOLD


def test_what_is_freed_and_hardly_a_point_is_neutral() -> None:
    chances = np.array([0.5, 0.1, 0.1, 0.2, 0.1], dtype=np.float32)

    assert settled(WITHHOLD, chances, 0, hinted=False) == NEUTRAL
    assert settled(IMPROVEMENT, chances, 0, hinted=False) == NEUTRAL
