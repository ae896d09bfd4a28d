import pytest

from relay.text.shapes import Said
from relay.text.tell import tell, tell_together
from relay.vocabulary import Competency, Kind
from tests.text.people import CLEAR, PRIYA


def said(words: str, kind: Kind = Kind.IMPROVEMENT, key: str = "p") -> Said:
    return Said(key, words, kind, Competency.TECHNICAL_SKILL, specific=True)


def told(words: str, kind: Kind = Kind.IMPROVEMENT) -> str:
    return tell([said(words, kind)], PRIYA, "she")[0].text


TOLD = [
    (
        "Three nights at most, college mornings",
        "Something they noted: three nights at most, college mornings.",
    ),
    ("SQL: 2/5", "They were looking for more from you on SQL."),
    ("pen clicking", "Something they noted: pen clicking."),
    ("No idea on the feed budget", "There was no answer on the feed budget."),
    ("enthusiastic about the role", "They would have liked more of this: enthusiastic about the role."),
    ("“accuracy went up a lot” needed a number", "“Accuracy went up a lot” needed a number."),
]


@pytest.mark.parametrize(("words", "sentence"), TOLD, ids=[words for words, _ in TOLD])
def test_what_is_no_sentence_stands_in_a_frame(words: str, sentence: str) -> None:
    assert told(words) == sentence


def test_what_may_not_be_said_is_left_out_and_the_rest_is_told() -> None:
    assert told("knew the rota, what an idiot", Kind.STRENGTH) == "You knew the rota."


def test_where_no_word_may_be_said_the_area_is_told() -> None:
    assert "the technical side of the job" in told("idiot")


def test_of_a_very_long_point_the_beginning_is_told() -> None:
    assert len(told("She explained the retry design. " * 4000)) < 400


def test_two_short_strengths_share_a_sentence_and_both_are_its_sources() -> None:
    points = [CLEAR, said("asked about on-call", Kind.STRENGTH, "p9")]
    (sentence,) = tell_together(points, PRIYA, "she")
    assert sentence.text == "You explained the retry design clearly and asked about on-call."
    assert sentence.sources == ("p1", "p9")
