import pytest

from relay.text.reword import reword
from tests.text.people import PRIYA

SAID = [
    ("She explained the retry design clearly", "You explained the retry design clearly"),
    ("Priya knows her VAT", "You know your VAT"),
    ("asked how we define an active user", "You asked how they define an active user"),
    ("she's never sold a regulated product", "You've never sold a regulated product"),
    ("he couldn't say what a slip costs", "You couldn't say what a slip costs"),
    ("Has never isolated a bus", "You have never isolated a bus"),
    ("thanked Tom for the correction", "You thanked the interviewer for the correction"),
    ("Her queries were neat", "Your queries were neat"),
    ("Sound on COSHH and PPE", "You were sound on COSHH and PPE"),
    ("Didnt ask about users", "You didn't ask about users"),
    ("her SQL was embarrassing", "Your SQL was not where they needed it to be"),
    ("told Graham she knew SQL", "You told one of the team you knew SQL"),
    ("asked the customer what she needed", "You asked the customer what they needed"),
]


@pytest.mark.parametrize(("words", "said"), SAID, ids=[words for words, _ in SAID])
def test_a_clause_is_said_to_the_candidate(words: str, said: str) -> None:
    made = reword(words, PRIYA)
    assert made is not None
    assert made.text == said


REFUSED = [
    pytest.param("he is an idiot", id="an insult that has no kinder form"),
    pytest.param("she scored 4/10 on SQL", id="a score"),
    pytest.param("mail her on a@b.example", id="an address"),
    pytest.param("she mentioned her pregnancy", id="a protected characteristic"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_not_understood_or_not_fit_is_refused(words: str) -> None:
    assert reword(words, PRIYA) is None
