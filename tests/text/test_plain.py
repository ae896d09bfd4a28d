"""What a reader of notes sees of them: every word at its place, and nothing of whose note it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.text.plain import BLANK, LINE, words_of
from relay.text.shapes import About

PRIYA = About("Priya Nair", "Engineer", "Northwind Logistics")


def forms(note: str, about: About = PRIYA) -> list[str]:
    return [word.form for word in words_of(note, about)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("She explained her design herself.", "He explained his design himself."),
        ("They're sure of what they'd do.", "She's sure of what she'd do."),
        ("A very good woman for the job.", "A very good man for the job."),
        ("She's 52 and Polish.", "He's 28 and Nigerian."),
        ("A Catholic in her fifties.", "A Sikh in his twenties."),
        ("They write well and explain what matters.", "He writes well and explains what matters."),
        ("They waver.", "She wavers."),
        ("aged 61", "aged 24"),
        ("a 45-year-old", "a 23-year-old"),
    ],
)
def test_notes_alike_but_for_who_somebody_is_look_alike(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize("name", ["Priya Nair", "Oluwaseun Adébáyò", "Jean-Luc O'Brien", "Wu"])
def test_the_candidates_name_is_nobodys(name: str) -> None:
    about = About(name, "Engineer", "Northwind Logistics")
    first = name.split(maxsplit=1)[0]
    assert forms(f"{name} explained it. {first} asked why.", about) == forms(
        "She explained it. He asked why."
    )


def test_numbers_that_are_no_ages_stay() -> None:
    assert "42" in forms("She cut it by 42 %.")
    assert "60" in forms("60 covers a night")


def test_a_line_break_is_a_word_and_an_empty_line_another() -> None:
    assert forms("a\nb\n\nc") == ["a", LINE, "b", BLANK, "c"]


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says(note: str) -> None:
    end = 0
    for word in words_of(note, PRIYA):
        assert end <= word.start < word.end <= len(note)
        assert word.form
        end = word.end
