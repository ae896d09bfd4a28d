import re
from dataclasses import replace
from datetime import date

import pytest

from relay.text.compose import compose
from relay.text.guard import guard
from relay.text.lexicon import harsh_words
from relay.text.shapes import About, Said
from relay.vocabulary import Competency, Kind, Outcome, ParagraphRole, SentenceRole, Tone
from tests.text.people import CLEAR, FIGURES, PRIYA, material

RUDE = Said(
    "p3",
    "Tom said her SQL was embarrassing, 1/5",
    Kind.IMPROVEMENT,
    Competency.TECHNICAL_SKILL,
    specific=True,
)
AREA = [
    Said(f"a{i}", f"idiot {i}", Kind.IMPROVEMENT, Competency.COMMUNICATION, specific=False) for i in range(3)
]  # fmt: skip


def test_strengths_come_first_and_each_improvement_stands_alone_with_one_next_step() -> None:
    draft = compose(material(FIGURES, CLEAR))
    roles = [p.role for p in draft.paragraphs]
    assert roles == [
        ParagraphRole.GREETING,
        ParagraphRole.OUTCOME,
        ParagraphRole.STRENGTHS,
        ParagraphRole.IMPROVEMENT,
        ParagraphRole.CLOSING,
        ParagraphRole.SIGNATURE,
    ]
    told = draft.paragraphs[3].sentences
    assert [s.role for s in told] == [SentenceRole.OBSERVATION, SentenceRole.NEXT_STEP]
    assert all(s.sources == ("p2",) for s in told)


def test_the_substance_is_kept_and_said_to_the_candidate() -> None:
    text = compose(material(CLEAR, FIGURES)).text
    assert "you explained the retry design clearly" in text.lower()
    assert "you couldn't say what changed because of your work" in text.lower()


def test_the_agencys_own_greeting_and_farewell_pass_the_guard_and_change_nothing_else() -> None:
    given = material(CLEAR, FIGURES)
    own = replace(given, greeting="Good day", farewell="With good wishes")
    draft, usual = compose(own), compose(given)

    assert guard(draft, own, ()) == ()
    assert draft.paragraphs[0].text == f"Good day {usual.paragraphs[0].text.split()[-1]}"
    assert draft.paragraphs[1:-1] == usual.paragraphs[1:-1]


def test_the_same_points_give_the_same_message() -> None:
    assert compose(material(CLEAR, FIGURES)) == compose(material(CLEAR, FIGURES))


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize(
    "points", [(), (CLEAR,), (FIGURES,), (CLEAR, FIGURES, RUDE, *AREA)], ids=["none", "good", "bad", "many"]
)
def test_every_message_passes_its_own_guard(points: tuple[Said, ...], tone: Tone, outcome: Outcome) -> None:
    given = material(*points, outcome=outcome, tone=tone)
    draft = compose(given)
    assert guard(draft, given, ()) == ()
    assert "!" not in draft.text
    assert "rejected" not in draft.text.lower()
    assert not re.search(r"Tom|Becker|\d/\d|embarrass", draft.subject + draft.text)
    assert not harsh_words(strict=False).search(draft.text)


@pytest.mark.parametrize("tone", Tone)
def test_nobody_who_goes_on_is_consoled(tone: Tone) -> None:
    for outcome in (Outcome.ADVANCED, Outcome.OFFER):
        text = compose(material(CLEAR, FIGURES, outcome=outcome, tone=tone)).text.lower()
        assert "sorry" not in text
        assert "better news" not in text


def test_where_nothing_was_said_the_message_says_so_and_invents_nothing() -> None:
    draft = compose(material())
    assert all(s.role is SentenceRole.FRAME and not s.sources for s in draft.sentences)
    assert len(draft.text.split()) < 130


def test_points_of_which_only_the_area_can_be_told_share_a_sentence() -> None:
    draft = compose(material(*AREA))
    told = [s for s in draft.sentences if s.role is SentenceRole.OBSERVATION]
    assert [s.sources for s in told] == [("a0", "a1", "a2")]


def test_a_candidate_without_a_name_is_still_greeted() -> None:
    assert compose(material(about=About("", "", ""))).paragraphs[0].text == "Hi there,"


def test_a_formal_letter_uses_the_whole_name() -> None:
    assert compose(material(tone=Tone.FORMAL)).paragraphs[0].text == f"Dear {PRIYA.candidate},"


@pytest.mark.parametrize("tone", list(Tone))
def test_silence_is_told_honestly_and_passes_the_guard(tone: Tone) -> None:
    days = (date(2027, 1, 12), date(2027, 1, 13), date(2027, 1, 14))
    for asked, said in (
        (days, "on 12 January, 13 January and 14 January"),
        (days[:1], "on 12 January,"),
        ((), ""),
    ):
        silent = replace(material(outcome=Outcome.UNKNOWN, tone=tone), silence=asked)
        draft = compose(silent)
        text = " ".join(sentence.text for sentence in draft.sentences)
        assert said in text
        assert "nothing about how you did" in text
        assert guard(draft, silent, ()) == ()


@pytest.mark.parametrize(
    "farewell", ["Cheers", "Onwards and upwards", "Mit freundlichen Grüßen", "Cordialement"]
)
def test_any_farewell_of_the_agencys_own_passes_the_guard(farewell: str) -> None:
    own = replace(material(CLEAR, FIGURES), farewell=farewell)

    assert guard(compose(own), own, ()) == ()
