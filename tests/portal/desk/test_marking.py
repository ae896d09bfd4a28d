"""Marking cuts a note by code points, and the parts are always the whole note."""

from relay.portal.desk.marking import Part, Run, letter_of, mark


def test_runs_are_cut_by_code_points_whatever_stands_before_them() -> None:
    text = "👍🏽 שלום clear, late"
    start = text.index("clear")

    parts = mark(text, [Run(start, start + 5, "strength", "1", "Communication")])

    assert parts == [
        Part("👍🏽 שלום "),
        Part("clear", "strength", "1", "Communication"),
        Part(", late"),
    ]


def test_overlapping_empty_and_outlying_runs_lose_no_word_and_repeat_none() -> None:
    text = "one two three"
    runs = [(4, 7), (0, 5), (6, 6), (8, 99), (-3, 2)]

    parts = mark(text, [Run(start, end, "unsure", "1", "") for start, end in runs])

    assert "".join(part.text for part in parts) == text


def test_a_note_without_runs_is_one_part_and_an_empty_one_none() -> None:
    assert mark("plain", []) == [Part("plain")]
    assert mark("", []) == []


def test_withheld_runs_are_lettered_on_and_on() -> None:
    assert [letter_of(n) for n in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]
