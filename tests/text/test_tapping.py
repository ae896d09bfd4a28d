import re
from dataclasses import replace
from itertools import product

import pytest

from relay.text.lexicon import harsh_words, phrases
from relay.text.read import read
from relay.text.shapes import About, NoteReading
from relay.text.tapping import Answer, Tap, known_tap, note_of, taps_for
from relay.vocabulary import Competency, Kind, Outcome

TAPS = [tap for raw in phrases("taps")["tap"] if (tap := known_tap(raw["id"]))]
IDS = [tap.id for tap in TAPS]
# One job title of each family.
ROLES = {
    "childcare": "Year 4 Class Teacher",
    "care": "Staff Nurse (Band 5)",
    "science": "Laboratory Technician",
    "legal": "Solicitor, Conveyancing",
    "finance": "Management Accountant",
    "contact_centre": "Customer Service Adviser",
    "retail": "Sous Chef",
    "driving": "HGV Class 1 Driver",
    "trades": "Approved Electrician",
    "engineering": "Senior Backend Engineer",
    "creative": "Product Designer",
    "sales": "Regional Sales Manager",
    "public": "Community Fundraiser",
    "office": "Executive Assistant",
    "leadership": "Head of Operations",
    "default": "Translator",
}
PRONOUNS = re.compile(
    r"\b(?:i|me|my|mine|you|yours?|he|him|his|she|hers?|it|its|they|them|theirs?|\w+self|\w+selves|one's)\b",
    re.I,
)
# What a private sentence may hold that stands for a heading, a label, a mark or a sign-off anywhere else.
SLY = [
    "Overall: slow to answer and hard to follow",
    "Strengths: explained the retry design clearly",
    "HM says: explained the retry design clearly",
    "Communication 2/5 - talked over the interviewers",
    "2/5 - talked over the interviewers",
    "Went well:\nexplained the retry design clearly",
    "Pros\nexplained the retry design clearly",
    "Thanks, Tom\nexplained the retry design clearly",
    "Hi Beth,\nexplained the retry design clearly",
    "---\nexplained the retry design clearly",
    "explained the retry design clearly\u2028To work on:\u2028talked over the interviewers",
    "From: Tom\r\ntalked over the interviewers",
    "+ explained the retry design clearly",
    "(Tom): talked over the interviewers",
    "Name | Notes\nPriya | talked over the interviewers",
    "a great interview, explained the retry design clearly " * 20,
]


def answer_of(tap: Tap, outcome: Outcome = Outcome.REJECTED, private: frozenset[str] = frozenset()) -> Answer:
    ids = (tap.id,)
    good, work = (ids, ()) if tap.kind is Kind.STRENGTH else ((), ids)
    return Answer(outcome, good, work, private=private)


def reading_of(note: str, role: str = "Senior Backend Engineer") -> NoteReading:
    return read(note, About("Priya Nair", role, "Northwind"))


@pytest.mark.parametrize("tap", TAPS, ids=IDS)
def test_a_phrase_alone_is_read_as_one_sure_point_of_its_own_kind(tap: Tap) -> None:
    note = note_of(answer_of(tap))
    reading = reading_of(note)
    assert [(note[p.start : p.end], p.kind, p.sure) for p in reading.points] == [(tap.words, tap.kind, True)]
    assert not reading.withheld
    assert reading.outcome is Outcome.REJECTED


def test_four_phrases_in_five_are_read_as_about_what_they_are_filed_under() -> None:
    astray = [
        (tap.id, point.competency.value)
        for tap in TAPS
        for point in reading_of(note_of(answer_of(tap))).points
        if point.competency is not tap.competency
    ]
    assert len(astray) <= len(TAPS) / 5, astray


# Without a word on the outcome, the reader may take a long list of taps for the usual letter: only what was tapped can tell.
@pytest.mark.parametrize("role", ROLES.values(), ids=list(ROLES))
@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.UNKNOWN])
def test_all_that_a_job_offers_tapped_at_once_is_read_phrase_by_phrase(outcome: Outcome, role: str) -> None:
    good, work = taps_for(role, Kind.STRENGTH), taps_for(role, Kind.IMPROVEMENT)
    note = note_of(Answer(outcome, tuple(t.id for t in good), tuple(t.id for t in work)))
    reading = reading_of(note, role)
    assert [(note[p.start : p.end], p.kind) for p in reading.points] == [
        (tap.words, tap.kind) for tap in (*good, *work)
    ]
    assert sum(point.sure for point in reading.points) >= len(reading.points) - 1
    assert not reading.withheld
    assert reading.outcome is outcome


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_outcome_that_was_tapped_is_read_back(outcome: Outcome) -> None:
    astray = [tap.id for tap in TAPS if reading_of(note_of(answer_of(tap, outcome))).outcome is not outcome]
    assert astray == []
    assert reading_of(note_of(Answer(outcome, (), ()))).outcome is outcome


def told_of_what_is_private(answer: Answer) -> list[str]:
    """Return the points, sure or not, that hold anything of what stands under the private heading."""
    note = note_of(answer)
    private = note.index("Not for the candidate:")
    return [note[p.start : p.end] for p in reading_of(note).points if p.end > private]


@pytest.mark.parametrize("tap", TAPS, ids=IDS)
def test_a_phrase_that_is_private_is_in_no_point(tap: Tap) -> None:
    assert told_of_what_is_private(answer_of(tap, private=frozenset({tap.id}))) == []


@pytest.mark.parametrize(("words", "where"), list(product(SLY, ("good_words", "work_words"))))
def test_a_sentence_that_is_private_is_in_no_point_whatever_it_looks_like(words: str, where: str) -> None:
    answer = Answer(Outcome.REJECTED, ("evidence-figures",), ("clear-jargon",), private=frozenset({where}))
    answer = replace(answer, good_words=words) if where == "good_words" else replace(answer, work_words=words)
    assert told_of_what_is_private(answer) == []
    told = [point for point in reading_of(note_of(answer)).points if point.sure]
    assert [point.kind for point in told] == [Kind.STRENGTH, Kind.IMPROVEMENT]


def test_a_note_has_its_parts_in_order_and_what_was_typed_as_it_was_typed() -> None:
    answer = Answer(
        Outcome.REJECTED,
        ("evidence-figures", "clear-brief"),
        ("structure-long", "clear-jargon"),
        "  Loved the retry story!\n\nAsk about it.",
        "Could prepare more.",
        frozenset({"clear-jargon", "work_words"}),
    )
    assert note_of(answer) == (
        "We will not take this further.\n\n"
        "Went well:\n- gave real figures for results\n- kept explanations short and clear\n"
        "-   Loved the retry story!\n- Ask about it.\n\n"
        "To work on:\n- answers ran long before the point\n\n"
        "Not for the candidate:\n- used too much jargon\n- In words: “Could prepare more.”"
    )


def test_what_is_empty_has_no_heading() -> None:
    assert note_of(Answer(Outcome.UNKNOWN, (), (), " \n ", "")) == ""
    assert note_of(Answer(Outcome.ON_HOLD, (), ())) == "We need more time before we decide."
    hidden = Answer(Outcome.UNKNOWN, ("clear-brief",), (), private=frozenset({"clear-brief", "good_words"}))
    assert note_of(hidden) == "Not for the candidate:\n- kept explanations short and clear"


def test_an_id_that_is_unknown_twice_there_or_of_the_other_kind_adds_nothing() -> None:
    ids = ("clear-brief", "no-such-tap", "clear-jargon", "clear-brief")
    assert note_of(Answer(Outcome.UNKNOWN, ids, ())) == "Went well:\n- kept explanations short and clear"
    assert known_tap("no-such-tap") is None


@pytest.mark.parametrize("role", ROLES.values(), ids=list(ROLES))
@pytest.mark.parametrize("kind", list(Kind))
def test_a_job_is_offered_enough_and_the_same_each_time(role: str, kind: Kind) -> None:
    offered = taps_for(role, kind)
    assert offered == taps_for(role.upper(), kind)
    assert 8 <= len(offered) <= 10
    assert len({tap.id for tap in offered}) == len(offered)
    assert {tap.kind for tap in offered} == {kind}


@pytest.mark.parametrize(("family", "role"), ROLES.items())
def test_a_job_is_offered_what_counts_in_its_family_the_first_of_each_first(family: str, role: str) -> None:
    counts = phrases("taps")["roles"][family]["competencies"]
    for kind in Kind:
        offered = taps_for(role, kind)
        assert [tap.competency.value for tap in offered[: len(counts)]] == counts
        assert offered[: len(counts) - 1] == taps_for(role, kind, len(counts) - 1)


def test_the_families_are_those_tried_here_each_with_six_or_seven_competencies() -> None:
    families = phrases("taps")["roles"]
    assert list(families) == list(ROLES)
    for family in families.values():
        named = [Competency(name) for name in family["competencies"]]
        assert len(set(named)) == len(named)
        assert len(named) in {6, 7}
        assert Competency.LOGISTICS not in named


FITTING = [
    ("Dental Nurse", "Staff Nurse (Band 5)"),
    ("Nursery Nurse", "Year 4 Class Teacher"),
    ("Sales Assistant", "Sous Chef"),
    ("Assistant Store Manager", "Sous Chef"),
    ("Field Service Engineer", "Approved Electrician"),
    ("IT Support Technician", "Senior Backend Engineer"),
    ("Data Scientist", "Senior Backend Engineer"),
    ("Legal Secretary", "Executive Assistant"),
    ("Warehouse Manager", "HGV Class 1 Driver"),
    ("Key Account Director", "Regional Sales Manager"),
    ("Project Manager", "Head of Operations"),
    ("", "Translator"),
]


@pytest.mark.parametrize(("role", "alike"), FITTING)
def test_a_job_title_is_put_into_the_narrowest_family(role: str, alike: str) -> None:
    assert taps_for(role, Kind.STRENGTH) == taps_for(alike, Kind.STRENGTH)


def test_no_more_are_offered_than_asked_for() -> None:
    assert taps_for("Translator", Kind.STRENGTH, 0) == taps_for("Translator", Kind.STRENGTH, -1) == ()
    assert len(taps_for("Translator", Kind.STRENGTH, 1000)) < 1000


def test_each_competency_has_three_phrases_of_each_kind() -> None:
    few = [
        (competency.value, kind.value)
        for competency, kind in product(Competency, Kind)
        if competency is not Competency.LOGISTICS
        and sum((tap.competency, tap.kind) == (competency, kind) for tap in TAPS) < 3
    ]
    assert few == []


def test_no_id_and_no_phrase_stands_twice() -> None:
    assert len(IDS) == len(phrases("taps")["tap"]) == len(set(IDS)) == len({tap.words for tap in TAPS})


@pytest.mark.parametrize("tap", TAPS, ids=IDS)
def test_a_phrase_is_short_names_nobody_and_is_not_harsh(tap: Tap) -> None:
    also = re.compile(rf"\b(?:{phrases('guard')['harsh']['also']})\b", re.I)
    assert 3 <= len(tap.words.split()) <= 8
    assert tap.words[0].islower()
    assert tap.words[-1].isalpha()
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)+", tap.id)
    for banned in (PRONOUNS, harsh_words(True), also):
        assert not banned.search(tap.words)
