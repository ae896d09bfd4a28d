"""Words in the encoder's own pieces, as its vocabulary cuts them."""

from hypothesis import given
from hypothesis import strategies as st

from relay.text.plain import BLANK, LINE
from relay.text.wordpiece import MOST_PIECES, UNKNOWN, encode, pieces, vocabulary


def spelled(form: str) -> list[str]:
    names = {number: piece for piece, number in vocabulary().items()}
    return [names[number] for number in pieces(form)]


def test_a_known_word_is_one_piece() -> None:
    assert spelled("design") == ["design"]


def test_an_unknown_word_is_cut_into_the_longest_known_beginnings() -> None:
    assert spelled("idempotent") == ["id", "##em", "##pot", "##ent"]


def test_marks_accents_and_capitals_are_taken_as_the_encoder_learned_them() -> None:
    assert spelled("didn't") == ["didn", "'", "t"]
    assert spelled("Café") == ["cafe"]


def test_a_line_break_has_a_piece_of_its_own() -> None:
    assert spelled(LINE) == ["[unused1]"]
    assert spelled(BLANK) == ["[unused2]"]


def test_what_is_in_no_vocabulary_is_one_unknown() -> None:
    assert spelled("\U0001f9ff") == [UNKNOWN]
    assert spelled("x" * 500) == [UNKNOWN]


@given(st.lists(st.text(min_size=1, max_size=30), max_size=20))
def test_each_word_has_a_place_and_no_word_has_none(forms: list[str]) -> None:
    ids, first = encode(forms)
    assert len(first) == len(forms)
    assert sorted(set(first)) == first
    assert all(1 <= place < len(ids) - 1 for place in first)
    assert all(1 <= len(pieces(form)) <= MOST_PIECES for form in forms)
