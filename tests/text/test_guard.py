from dataclasses import replace

import pytest

from relay.text.compose import compose
from relay.text.guard import guard, guard_words
from relay.text.shapes import Draft, Hidden, Paragraph, Said, Sentence
from relay.vocabulary import BreachCode, Competency, Kind, ParagraphRole, Reason, SentenceRole
from tests.text.people import CLEAR, FIGURES, PRIYA, material

MATERIAL = material(CLEAR, FIGURES)
MATERNITY = Hidden("h1", "she might go on maternity leave soon", Reason.PROTECTED_CHARACTERISTIC)
RIVAL = Hidden("h2", "the internal chap from dispatch had better SQL", Reason.OTHER_CANDIDATE)
HIDDEN = (MATERNITY, RIVAL)


def with_sentence(text: str, role: SentenceRole = SentenceRole.FRAME, sources: tuple[str, ...] = ()) -> Draft:
    draft = compose(MATERIAL)
    added = Paragraph(ParagraphRole.CLOSING, (Sentence(text, role, sources),))
    return replace(draft, paragraphs=(*draft.paragraphs, added))


def test_an_honest_message_passes() -> None:
    assert guard(compose(MATERIAL), MATERIAL, HIDDEN) == ()


CAUGHT = [
    pytest.param("They wondered about your maternity leave.", BreachCode.LEAK, id="a hidden word"),
    pytest.param("Somebody may have a baby on the way.", BreachCode.LEAK, id="its cousin"),
    pytest.param("A chap from dispatch was chosen.", BreachCode.LEAK, id="part of a hidden run"),
    pytest.param("Somebody in dispach, that chap, was chosen.", BreachCode.LEAK, id="a slip of the pen"),
    pytest.param("Tom sends his regards.", BreachCode.NAME, id="an interviewer"),
    pytest.param("Mr Beckers sends his regards.", BreachCode.NAME, id="an interviewer misspelt"),
    pytest.param("It was an embarrassing hour.", BreachCode.HARSH, id="a harsh word"),
    pytest.param("You reached 7/10.", BreachCode.SCORE, id="a score"),
    pytest.param("You were ranked near the top.", BreachCode.SCORE, id="a rank"),
    pytest.param("Write to jo@agency.example.", BreachCode.CONTACT, id="an address"),
    pytest.param("Ring 01632 960 144.", BreachCode.CONTACT, id="a number"),
    pytest.param(
        "They thought your presentation was excellent.", BreachCode.UNSUPPORTED, id="an invented claim"
    ),
    pytest.param("Your nerves showed in the second half.", BreachCode.UNSUPPORTED, id="an invented fault"),
    pytest.param("You were better than the others.", BreachCode.UNSUPPORTED, id="an invented comparison"),
    pytest.param(
        "You were the most organised person they met that week.",
        BreachCode.UNSUPPORTED,
        id="an invented rank",
    ),
    pytest.param("Your knowledge of Kafka was strong.", BreachCode.UNSUPPORTED, id="another"),
]


@pytest.mark.parametrize(("text", "code"), CAUGHT)
def test_the_guard_catches(text: str, code: BreachCode) -> None:
    draft = with_sentence(text)
    found = guard(draft, MATERIAL, HIDDEN)
    assert code in [b.code for b in found]
    assert all(b.sentence == len(draft.sentences) - 1 for b in found)


PASSES = [
    "I'm glad I could put you forward for this.",
    "Ring me when you have had time to read this.",
    "I know this isn't the news you wanted.",
    "Shall we talk on Thursday?",
    "Thank you for the time you gave to it.",
]


@pytest.mark.parametrize("text", PASSES)
def test_a_person_may_write_a_frame_sentence_of_their_own(text: str) -> None:
    assert guard(with_sentence(text), MATERIAL, HIDDEN) == ()


def test_a_sentence_that_is_no_frame_needs_a_source() -> None:
    found = guard(with_sentence("They liked the way you listened.", SentenceRole.OBSERVATION), MATERIAL, ())
    assert [b.code for b in found] == [BreachCode.UNSUPPORTED]


def test_a_lost_point_is_missed() -> None:
    draft = compose(MATERIAL)
    kept = tuple(p for p in draft.paragraphs if p.role is not ParagraphRole.IMPROVEMENT)
    found = guard(replace(draft, paragraphs=kept), MATERIAL, ())
    assert [(b.code, b.key, b.sentence) for b in found] == [(BreachCode.POINT_LOST, "p2", None)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("You didn't explain the retry design clearly.", "p1"),
        ("You were excellent on what changed because of your work.", "p2"),
    ],
    ids=["a strength denied", "an improvement praised"],
)
def test_a_point_turned_into_its_opposite_is_caught(text: str, key: str) -> None:
    found = guard(with_sentence(text, SentenceRole.OBSERVATION, (key,)), MATERIAL, ())
    assert BreachCode.FLIPPED in [b.code for b in found]


def test_a_figure_that_no_point_holds_is_invented() -> None:
    found = guard(
        with_sentence("You explained the retry design in 12 minutes.", SentenceRole.OBSERVATION, ("p1",)),
        MATERIAL,
        (),
    )
    assert [b.code for b in found] == [BreachCode.UNSUPPORTED]


def test_advice_never_quotes_a_hidden_run() -> None:
    for text in ("A chap from dispatch was chosen.", "They wondered about your maternity leave."):
        for breach in guard(with_sentence(text), MATERIAL, HIDDEN):
            assert "maternity" not in breach.advice
            assert "dispatch" not in breach.advice


def test_words_shared_with_a_point_are_no_leak() -> None:
    sql = Said(
        "p3",
        "her SQL joins were slower than they hoped",
        Kind.IMPROVEMENT,
        Competency.TECHNICAL_SKILL,
        specific=True,
    )
    given = material(sql)
    assert guard(compose(given), given, (RIVAL,)) == ()


def test_an_answer_to_a_question_is_guarded_for_leaks_names_harsh_words_and_contact_details() -> None:
    codes = {b.code for b in guard_words("Tom was rude about maternity, ring 01632 960 144", HIDDEN, PRIYA)}
    assert codes == {BreachCode.NAME, BreachCode.HARSH, BreachCode.LEAK, BreachCode.CONTACT}
    assert guard_words("They meant the third question, on retries.", HIDDEN, PRIYA) == ()
