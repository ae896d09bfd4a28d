"""What two notes say alike is told once, nothing of it is lost, and where they disagree both are heard."""

import tomllib
from pathlib import Path

import pytest

from relay.text.compose import compose
from relay.text.guard import guard
from relay.text.merge import disagree, merge, says_the_same
from relay.text.shapes import Material, Said
from relay.text.trace import trace
from relay.vocabulary import BreachCode, Competency, Kind, Outcome, SentenceRole, Tone
from tests.text.people import PRIYA, material

PAIRS = tomllib.loads(Path(__file__).with_name("merging.toml").read_text("utf-8"))
DIFFERED = "Views on this differed, and the other one is above."


def point(key: str, kind: Kind, about: str, words: str, *, specific: bool = True) -> Said:
    return Said(key, words, kind, Competency(about), specific)


def good(key: str, about: str, words: str) -> Said:
    return point(key, Kind.STRENGTH, about, words)


def wanting(key: str, about: str, words: str) -> Said:
    return point(key, Kind.IMPROVEMENT, about, words)


NUMBERS = wanting("n", "evidence", "she never gave us a number for the result")
FIGURES = wanting(
    "f",
    "evidence",
    "she couldn't put figures on the results of the migration, or say what they meant for cost",
)
CLEAR = good("c", "communication", "she explained the retry design really clearly")
MUDDLED = wanting("m", "communication", "her explanation of the retry design was muddled")


def told(*notes: tuple[Said, ...], tone: Tone = Tone.WARM) -> Material:
    return material(*merge(notes, PRIYA), tone=tone)


@pytest.mark.parametrize(("kind", "about", "one", "other"), PAIRS["same"])
def test_the_same_in_other_words_is_one_point(kind: str, about: str, one: str, other: str) -> None:
    assert says_the_same(point("a", Kind(kind), about, one), point("b", Kind(kind), about, other))


@pytest.mark.parametrize(("kind", "about", "one", "other"), PAIRS["different"])
def test_what_only_sounds_alike_stays_two_points(kind: str, about: str, one: str, other: str) -> None:
    assert not says_the_same(point("a", Kind(kind), about, one), point("b", Kind(kind), about, other))


@pytest.mark.parametrize(("about", "praise", "wish"), PAIRS["disagree"])
def test_praise_of_what_another_missed_is_a_disagreement(about: str, praise: str, wish: str) -> None:
    assert disagree(good("a", about, praise), wanting("b", about, wish))


@pytest.mark.parametrize(("about", "praise", "wish"), PAIRS["agree"])
def test_praise_of_one_thing_and_a_wish_for_another_are_none(about: str, praise: str, wish: str) -> None:
    assert not disagree(good("a", about, praise), wanting("b", about, wish))


def test_a_joined_point_is_told_once_in_the_fuller_words_and_keeps_every_key() -> None:
    given = told((NUMBERS,), (FIGURES,))
    draft = compose(given)
    observed = [s for s in draft.sentences if s.role is SentenceRole.OBSERVATION]
    assert len(observed) == 1
    assert "migration" in observed[0].text
    assert set(observed[0].sources) == {"n", "f"}
    assert guard(draft, given, ()) == ()


def test_the_same_point_three_times_within_one_note_is_told_once() -> None:
    late = [
        wanting(f"l{n}", "professionalism", words)
        for n, words in enumerate(
            ("twenty minutes late", "she was twenty minutes late", "it was the lateness")
        )
    ]
    [once] = merge((late,), PRIYA)
    assert set(once.keys) == {"l0", "l1", "l2"}


def test_two_areas_with_the_same_mark_are_two_points() -> None:
    marks = good("t", "technical_skill", "Technical 4/5"), good("c", "communication", "Communication 4/5")
    assert merge((marks,), PRIYA) == marks
    text = compose(told(marks)).text
    assert "technical" in text
    assert "communication" in text


def test_points_keep_their_order_and_none_is_lost() -> None:
    merged = merge(((NUMBERS, CLEAR), (FIGURES, MUDDLED)), PRIYA)
    assert [set(p.keys) for p in merged] == [{"n", "f"}, {"c"}, {"m"}]


def test_leaving_out_one_of_two_joined_points_leaves_the_other() -> None:
    [left] = merge((((), (FIGURES,))), PRIYA)
    assert left == FIGURES
    draft = compose(told((NUMBERS,), (FIGURES,)))
    assert guard(draft, told((), (FIGURES,)), ()) == ()


def test_a_message_from_before_the_second_note_has_not_lost_the_point() -> None:
    before = compose(told((NUMBERS,)))
    assert guard(before, told((NUMBERS,), (FIGURES,)), ()) == ()


def test_dropping_a_joined_point_is_noticed_once() -> None:
    given = told((NUMBERS,), (FIGURES,), (CLEAR,))
    lines = [p for p in compose(given).text.split("\n\n") if not p.startswith("- ")]
    edited = trace("Word", "\n\n".join(lines), compose(given), given)
    assert [b.code for b in guard(edited, given, ())] == [BreachCode.POINT_LOST]


def test_a_person_may_tell_it_in_the_words_of_either_note() -> None:
    given = told((NUMBERS,), (FIGURES,))
    draft = compose(given)
    [observed] = [s.text for s in draft.sentences if s.role is SentenceRole.OBSERVATION]
    text = draft.text.replace(observed, "You never gave them a number for the result.")
    edited = trace(draft.subject, text, draft, given)
    assert guard(edited, given, ()) == ()
    assert {key for s in edited.sentences for key in s.sources} == {"n", "f"}


@pytest.mark.parametrize("tone", Tone)
def test_a_disagreement_is_told_from_both_sides_and_said_once(tone: Tone) -> None:
    given = told((CLEAR,), (MUDDLED,), tone=tone)
    draft = compose(given)
    assert given.points[0].against == ("m",)
    assert given.points[1].against == ("c",)
    assert {key for s in draft.sentences for key in s.sources} == {"c", "m"}
    assert draft.text.lower().count("differed") == 1
    assert draft.text.lower().index("clearly") < draft.text.lower().index("differed")
    assert guard(draft, given, ()) == ()


def test_a_note_is_never_set_against_itself() -> None:
    draft = compose(told((CLEAR, MUDDLED)))
    assert "differed" not in draft.text
    both_say_both = told((CLEAR, MUDDLED), (wanting("m2", "communication", MUDDLED.words),))
    assert "differed" not in compose(both_say_both).text


def test_what_is_known_of_a_disagreement_survives_an_edit() -> None:
    given = told((CLEAR,), (MUDDLED,))
    draft = compose(given)
    edited = trace("About your panel", draft.text + "\n\nHave a good weekend.", draft, given)
    assert DIFFERED in [s.text for s in edited.sentences if s.role is SentenceRole.FRAME]
    assert guard(edited, given, ()) == ()


def test_many_points_are_merged_in_time() -> None:
    words = ["retry design", "billing query", "stakeholder map", "pricing case", "ward round"]
    notes = [
        [wanting(f"{n}-{k}", "evidence", f"no figures for the {words[k % 5]} {k}") for k in range(300)]
        for n in range(4)
    ]
    merged = merge(notes, PRIYA)
    assert sorted(key for p in merged for key in p.keys) == sorted(p.key for note in notes for p in note)
    assert merged == merge(notes, PRIYA)


def test_nothing_gives_nothing() -> None:
    assert merge((), PRIYA) == ()
    assert merge(((), ()), PRIYA) == ()
    blank = wanting("b", "evidence", "")
    assert merge(((blank,), (NUMBERS,)), PRIYA) == (blank, NUMBERS)
    assert compose(Material(PRIYA, Outcome.UNKNOWN, merge(((blank,),), PRIYA))).text
