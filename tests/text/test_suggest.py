"""What else a candidate could take up: concrete, fitted to what the letter says, and nobody's words but the phrasebook's."""

import re

import pytest

from relay.text.advise import OF_INTERVIEWS
from relay.text.lexicon import harsh_words, phrases
from relay.text.suggest import LONGEST_TITLE, OF_APPLYING, suggest
from relay.vocabulary import Competency, Outcome

KINDS = {"drill", "read", "example", "friend"}
ROLE = "Staff Nurse"
STEP = "Ask somebody to look through it with you."


def ways(competency: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = phrases("actions")[competency]
    return found


EVERY = [(name, way) for name in (*Competency, "any") for way in ways(name)]


@pytest.mark.parametrize("competency", Competency)
def test_each_competency_has_several_ways_some_for_certain_words(competency: Competency) -> None:
    known = ways(competency.value)
    assert len(known) >= 4
    assert sum("cue" in way for way in known) >= 3
    assert sum("cue" not in way for way in known) >= 3
    assert len({way["kind"] for way in known}) >= 3


def test_the_book_knows_no_competency_that_the_product_does_not() -> None:
    assert set(phrases("actions")) == {*Competency, "any"}


@pytest.mark.parametrize("way", [way for _, way in EVERY], ids=[f"{n}-{w['say'][:30]}" for n, w in EVERY])
def test_a_way_is_plain_kind_and_short_enough_to_be_taken_up(way: dict[str, str]) -> None:
    said = way["say"]
    assert way["kind"] in KINDS
    assert len(said) <= 200
    assert said.endswith(".")
    assert "!" not in said
    assert not harsh_words(strict=True).search(said)
    assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.?])\s", said)) <= 28
    assert not re.search(r"\b(?:me|my|we|our|he|she|his|her|interviewers?|hiring)\b", said)
    assert set(re.findall(r"\{\w*\}", said)) <= {"{jobs}"}
    assert not re.search(r"\b(?:two|three|four|several) (?:hours|days a week)\b", said)


def test_no_way_is_written_twice() -> None:
    said = [way["say"] for _, way in EVERY]
    assert len(set(said)) == len(said)


FITTING = [
    ("You spoke quickly, and some of it was lost.", Competency.COMMUNICATION, "one breath"),
    ("It was hard to hear you at times.", Competency.COMMUNICATION, "across the room"),
    ("Your answers were long.", Competency.ANSWER_STRUCTURE, "ninety seconds"),
    ("What changed as a result had no number.", Competency.EVIDENCE, "STAR form"),
    ("You often said we, and your own part stayed unclear.", Competency.EVIDENCE, "underline what was yours"),
    ("You did not look at the camera much.", Competency.BODY_LANGUAGE, "into the lens"),
    ("You did not have any questions at the end.", Competency.QUESTIONS_ASKED, "ten questions"),
    ("You joined the call late.", Competency.PROFESSIONALISM, "fifteen minutes early"),
    ("The task was not finished in time.", Competency.WORK_SAMPLE, "forty minutes"),
    ("The salary you named was above the range.", Competency.LOGISTICS, "two numbers"),
]


@pytest.mark.parametrize(("words", "about", "offered"), FITTING, ids=[row[2] for row in FITTING])
def test_the_first_suggestion_answers_what_the_letter_says(
    words: str, about: Competency, offered: str
) -> None:
    assert offered in suggest(words, about, ROLE, STEP)[0]


@pytest.mark.parametrize("about", [*Competency, None])
def test_beside_a_next_step_there_are_two_and_without_one_three(about: Competency | None) -> None:
    for step, number in ((STEP, 2), (None, 3), ("", 3)):
        for outcome in Outcome:
            offered = suggest("Something was said here.", about, ROLE, step, outcome=outcome)
            assert len(set(offered)) == number


@pytest.mark.parametrize("about", Competency)
def test_the_ways_that_are_offered_together_are_of_different_kinds(about: Competency) -> None:
    kind_of = {way["say"].replace("{jobs}", f"{ROLE} jobs"): way["kind"] for _, way in EVERY}
    for words in ("One.", "Two.", "Three.", "Four."):
        assert len({kind_of[said] for said in suggest(words, about, ROLE, None)}) == 3


def test_the_same_letter_is_always_offered_the_same() -> None:
    again = {
        suggest("You spoke at length.", Competency.ANSWER_STRUCTURE, ROLE, STEP, given=()) for _ in range(5)
    }
    assert len(again) == 1


def test_other_words_bring_other_ways_to_the_fore() -> None:
    offered = {suggest(f"Thing {n}.", Competency.TEAMWORK, ROLE, STEP) for n in range(30)}
    assert len(offered) > 2


def test_what_the_letter_says_already_is_not_suggested_beside_it() -> None:
    first = suggest("Your answers were long.", Competency.ANSWER_STRUCTURE, ROLE, None)
    for said in first:
        assert said not in suggest("Your answers were long.", Competency.ANSWER_STRUCTURE, ROLE, said)
        given = suggest("Your answers were long.", Competency.ANSWER_STRUCTURE, ROLE, None, given=first)
        assert said not in given


@pytest.mark.parametrize("about", [*Competency, None])
def test_somebody_who_has_the_job_is_told_nothing_of_looking_for_one(about: Competency | None) -> None:
    for words in ("One.", "You spoke quickly, and we asked for a number, salary and role.", "Three."):
        for said in suggest(words, about, ROLE, None, outcome=Outcome.OFFER):
            assert not OF_INTERVIEWS.search(said)
            assert not OF_APPLYING.search(said)


HOSTILE = (
    "",
    "x" * 5_000,
    "{jobs} {0} {role_title} %s",
    "\ud800 half a pair",
    "\u202eback to front",
    "<b>b</b>",
)


@pytest.mark.parametrize("words", HOSTILE, ids=[repr(words[:12]) for words in HOSTILE])
def test_whatever_the_words_are_only_the_books_words_come_out(words: str) -> None:
    book = {way["say"].replace("{jobs}", "jobs like this one") for _, way in EVERY}
    for about in (*Competency, None):
        assert set(suggest(words, about, "", words)) <= book


def test_the_role_is_named_where_its_title_is_a_title() -> None:
    def told(title: str) -> str:
        return " ".join(
            said
            for n in range(20)
            for said in suggest(f"Thing {n}.", Competency.DOMAIN_KNOWLEDGE, title, None)
        )

    assert "Staff Nurse jobs" in told(ROLE)
    assert "{}{jobs} jobs" in told("{}{jobs}")
    assert "jobs like this one" in told("x" * (LONGEST_TITLE + 1))
    assert "xx" not in told("x" * (LONGEST_TITLE + 1))
