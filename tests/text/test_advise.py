from dataclasses import replace

import pytest

from relay.text.advise import advise, is_own_step
from relay.text.shapes import Said
from relay.vocabulary import Competency, Kind, Outcome
from tests.text.people import PRIYA


def said(words: str, about: Competency = Competency.BODY_LANGUAGE) -> Said:
    return Said("p", words, Kind.IMPROVEMENT, about, specific=True)


def step(
    words: str, outcome: Outcome = Outcome.REJECTED, about: Competency = Competency.BODY_LANGUAGE
) -> str:
    return advise([said(words, about)], PRIYA, outcome)[0].text


def test_a_step_fits_the_words_and_not_only_the_area() -> None:
    assert "hands" in step("jingled her keys")
    assert "notes" in step("read from her notes")


FITTING = [
    ("When pushed on the race condition she went quiet", Competency.CONFIDENCE, "When an answer runs out"),
    ("quiet on the radio", Competency.COMMUNICATION, "far side of a room"),
    ("talked over the client four times", Competency.COMMUNICATION, "Count to two"),
    ("savings quoted without a baseline", Competency.EVIDENCE, "one figure for each"),
    ("examples all from one school", Competency.EVIDENCE, "two more examples"),
    ("memoQ no", Competency.TECHNICAL_SKILL, "Get one hour with it"),
    ("gave the discount away before she was asked", Competency.COMMERCIAL, "naming a price"),
    ("lets the night shift drift", Competency.LEADERSHIP, ""),
]


@pytest.mark.parametrize(("words", "about", "given"), FITTING, ids=[row[0] for row in FITTING])
def test_a_cue_answers_what_was_said(words: str, about: Competency, given: str) -> None:
    assert given in step(words, about=about)


def test_what_only_sounds_like_a_cue_gets_a_plain_step() -> None:
    for words, about, unfit in (
        ("her own coding has gone quiet", Competency.TECHNICAL_SKILL, "answer runs out"),
        ("said we should water at noon", Competency.ADAPTABILITY, "“I”"),
        ("nails she was frightened of", Competency.TECHNICAL_SKILL, "what people wear"),
    ):
        assert unfit not in step(words, about=about)


def test_no_step_is_given_twice() -> None:
    points = [said(f"weak {n}", Competency.VALUES) for n in range(7)]
    given = [sentence.text for sentence in advise(points, PRIYA, Outcome.REJECTED)]
    assert len(set(given)) == len(given)


@pytest.mark.parametrize("about", Competency)
def test_somebody_who_has_the_job_is_told_nothing_of_interviews(about: Competency) -> None:
    for words in (
        "a bit thin",
        "no examples",
        "hands in pockets",
        "rambled",
        "late",
        "did not know the company",
    ):
        assert "interview" not in step(words, Outcome.OFFER, about)
        assert "CV" not in step(words, Outcome.OFFER, about)


def test_he_and_she_and_every_name_get_the_same_step() -> None:
    steps = {
        step(f"{who} never asked how the till works", about=Competency.COMMERCIAL)
        for who in ("he", "she", "Priya")
    }
    assert len(steps) == 1


@pytest.mark.parametrize("outcome", Outcome)
def test_every_step_is_the_phrasebooks_own(outcome: Outcome) -> None:
    for about in Competency:
        assert is_own_step(step("a bit thin", outcome, about))


def test_a_name_that_looks_like_a_cue_is_none() -> None:
    """A candidate called Drummond drums on no table: the step is the one that anybody else gets."""
    steps = []
    for name in ("Isla Drummond", "Isla Murphy"):
        words = f"Ms {name.split()[1]} the tutor and the candidate had not been introduced"
        point = Said("p", words, Kind.IMPROVEMENT, Competency.PROFESSIONALISM, specific=True)
        (step,) = advise([point], replace(PRIYA, candidate=name), Outcome.REJECTED)
        steps.append(step.text)
    assert steps[0] == steps[1]


def test_where_somebody_came_from_chooses_no_step() -> None:
    steps = []
    for country in ("Poland", "Pakistan"):
        point = Said("p", f"came over from {country}", Kind.IMPROVEMENT, Competency.EXPERIENCE, specific=True)
        (step,) = advise([point], PRIYA, Outcome.REJECTED)
        steps.append(step.text)
    assert steps[0] == steps[1]
