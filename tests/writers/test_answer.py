"""Whatever a model answers becomes a draft that keeps to the points, or a reason: nothing else comes out."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relay.text.shapes import About, Draft, Material, Said
from relay.vocabulary import Competency, Kind, Outcome, ParagraphRole, SentenceRole
from relay.writers.answer import UnfitError, draft_of, strays, touches_the_person
from relay.writers.openai_compatible import content_of

RETRY = Said(
    "a", "her explanation of the retry design was really clear", Kind.STRENGTH, Competency.COMMUNICATION, True
)
NUMBERS = Said("b", "we never got a number for any result", Kind.IMPROVEMENT, Competency.EVIDENCE, True)
MATERIAL = Material(
    About("Priya Nair", "Engineer", "Northwind", "panel", ("Tom Becker",)), Outcome.REJECTED, (RETRY, NUMBERS)
)
TOLD: dict[str, Any] = {
    "strengths": [{"text": "Your explanation of the retry design was really clear.", "sources": [1]}],
    "improvements": [
        {
            "text": "They never got a number for any of your results",
            "next_step": "Write down one result for each project, {first}.",
            "sources": [2],
        }
    ],
}


def test_a_faithful_answer_stands_in_the_agencys_frame() -> None:
    draft = draft_of(json.dumps(TOLD), MATERIAL)
    roles = [paragraph.role for paragraph in draft.paragraphs]
    assert roles.count(ParagraphRole.IMPROVEMENT) == 1
    assert "Your explanation of the retry design was really clear." in draft.text
    assert "They never got a number for any of your results." in draft.text
    assert "for each project, Priya." in draft.text
    assert "Nair" not in draft.text
    keys = [s.sources for s in draft.sentences if s.role is not SentenceRole.FRAME]
    assert keys == [("a",), ("b",), ("b",)]


@pytest.mark.parametrize(
    ("text", "away"),
    [
        ("You explained the retry design very clearly.", False),
        ("The way you took them through your retry design was clear and easy to follow.", False),
        ("Your retry explanation came across clearly to everybody in the room.", False),
        ("You have a remarkable talent for leading people.", True),
        ("You sang, danced, juggled, cooked, painted and sailed through the retry design.", True),
    ],
)
def test_a_sentence_stays_near_the_words_of_its_points(text: str, away: bool) -> None:
    assert strays(text, (RETRY,), MATERIAL) is away


@pytest.mark.parametrize(
    ("text", "touches"),
    [
        ("You are too old for this.", True),
        ("Your accent was hard to follow.", True),
        ("Other candidates had more of it.", True),
        ("You told the story of the old system well.", False),
        ("You managed the release plan with care.", False),
        ("Your message was clear and you encouraged the juniors.", False),
    ],
)
def test_what_a_person_is_is_nobodys_business(text: str, touches: bool) -> None:
    assert touches_the_person(text, MATERIAL) is touches


def test_the_jobs_own_title_may_be_said() -> None:
    about = About("Priya Nair", "Disability adviser", "Northwind")
    material = Material(about, Outcome.REJECTED, (RETRY,))
    assert not touches_the_person("You knew a lot about disability law.", material)


def fit(words: str) -> Draft | None:
    """The draft, or None where it was refused."""
    try:
        return draft_of(words, MATERIAL)
    except UnfitError:
        return None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300) | ANYTHING.map(json.dumps))
def test_any_words_are_refused_or_fit(words: str) -> None:
    assert fit(words) is None


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["strengths", "improvements"]),
    st.sampled_from(["text", "next_step", "sources"]),
    ANYTHING | st.lists(st.integers(-1, 3), max_size=4),
)
def test_an_answer_with_anything_in_one_place_is_refused_or_whole(
    name: str, field: str, value: object
) -> None:
    told = {key: [dict(rows[0])] for key, rows in TOLD.items()}
    told[name][0][field] = value
    draft = fit(json.dumps(told))
    if draft is not None:
        assert {key for s in draft.sentences for key in s.sources} == {"a", "b"}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps({"choices": value}).encode()))
def test_any_body_is_a_completion_or_a_reason(body: bytes) -> None:
    try:
        words, _ = content_of(body)
    except UnfitError:
        return
    assert isinstance(words, str)
