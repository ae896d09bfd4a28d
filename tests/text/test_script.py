"""What is said on the phone: the message's own sentences, in the order of a call, and nothing beside them."""

from dataclasses import replace

import pytest

from relay.text.compose import compose
from relay.text.guard import guard, guard_words
from relay.text.merge import merge
from relay.text.script import Script, script
from relay.text.shapes import About, Breach, Draft, Material, Said
from relay.text.trace import trace
from relay.vocabulary import BreachCode, Competency, Kind, Outcome, SentenceRole, Tone
from tests.text.people import CLEAR, FIGURES, PRIYA, material

PRAISED = [
    Said(f"s{n}", words, Kind.STRENGTH, Competency.TECHNICAL_SKILL, specific=True)
    for n, words in enumerate(
        (
            "She traced the failed payment through every service before touching the code",
            "She wrote the billing query with window functions and without a hint",
            "She drew the whole deployment on the board, rollback included, from memory",
            "She found the race condition in the retry worker within ten minutes of reading it",
            "She tested the migration on a copy and kept the timings of each of the steps",
        )
    )
]


def say(given: Material, draft: Draft | None = None) -> Script:
    said = script(draft or compose(given), (), given)
    assert said is not None
    return said


def titles(said: Script) -> list[str]:
    return [part.title for part in said.parts]


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("points", [(), (CLEAR,), (FIGURES,), (CLEAR, FIGURES)], ids=len)
def test_a_call_opens_tells_pauses_and_closes(points: tuple[Said, ...], tone: Tone, outcome: Outcome) -> None:
    said = say(material(*points, outcome=outcome, tone=tone))
    kinds = {point.kind for point in points}
    assert titles(said) == [
        "Opening",
        "The outcome",
        *(["What went well"] if Kind.STRENGTH in kinds else []),
        *(["What to work on"] if Kind.IMPROVEMENT in kinds else []),
        "Pause",
        "Before you hang up",
    ]
    spoken = " ".join(said.spoken)
    assert "Priya" in said.spoken[0]
    assert "Beth Lane" in said.spoken[0]
    assert "moment to talk?" in said.spoken[1]
    assert "portal" in spoken
    assert "!" not in spoken
    assert "{" not in spoken
    if outcome in (Outcome.ADVANCED, Outcome.OFFER):
        assert "sorry" not in spoken.lower()


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("tone", Tone)
def test_the_outcome_is_one_plain_sentence(tone: Tone, outcome: Outcome) -> None:
    said = say(material(CLEAR, FIGURES, outcome=outcome, tone=tone))
    [told] = [line.text for part in said.parts if part.title == "The outcome" for line in part.lines]
    assert told.count(".") == 1
    assert "below" not in " ".join(said.spoken)


def test_each_improvement_is_one_line_with_its_next_step() -> None:
    given = material(CLEAR, FIGURES)
    draft = compose(given)
    step = next(s.text for s in draft.sentences if s.role is SentenceRole.NEXT_STEP)
    [line] = [text for text in say(given).spoken if "couldn't say what changed" in text]
    assert line.endswith(step)


def test_many_strengths_are_told_by_three_and_the_rest_is_for_reading() -> None:
    said = say(material(*PRAISED))
    [lines] = [part.lines for part in said.parts if part.title == "What went well"]
    told = [
        line.text for line in lines if line.text in {s.text for s in compose(material(*PRAISED)).sentences}
    ]
    assert len(told) == 3
    assert lines[-1].text == "There is more of that in the message, for you to read."


def test_the_script_follows_an_edit() -> None:
    given = material(CLEAR, FIGURES)
    draft = compose(given)
    text = draft.text.replace(
        "You explained the retry design clearly", "Your retry design came across clearly"
    )
    text = text.replace("Hi Priya,", "Hello there Priya,")
    edited = trace(draft.subject, text, draft, given)
    assert guard(edited, given, ()) == ()
    spoken = say(given, edited).spoken
    assert "Your retry design came across clearly." in spoken
    assert not any("explained the retry design" in line for line in spoken)
    assert "Hello there Priya," not in spoken


def test_an_outcome_that_a_person_worded_is_said_as_they_worded_it() -> None:
    given = material(CLEAR)
    draft = compose(given)
    outcome = draft.paragraphs[1].sentences[0].text
    mine = "Northwind Logistics won't be going ahead this time."
    edited = trace(draft.subject, draft.text.replace(outcome, mine), draft, given)
    assert mine in say(given, edited).spoken


def test_what_a_person_moved_among_the_strengths_is_still_something_to_work_on() -> None:
    given = material(CLEAR, FIGURES)
    draft = compose(given)
    edited = trace(draft.subject, draft.text.replace("- You couldn't", "You couldn't"), draft, given)
    said = say(given, edited)
    [wishes] = [part.lines for part in said.parts if part.title == "What to work on"]
    assert any("couldn't say what changed" in line.text for line in wishes)


def test_a_version_that_the_guard_objects_to_has_no_script() -> None:
    given = material(CLEAR)
    breach = Breach(BreachCode.HARSH, "Say what was seen instead.", 0)
    assert script(compose(given), (breach,), given) is None


def test_every_telling_line_is_the_versions_own() -> None:
    """Whatever else is said would be said for a message with no points as well."""
    for outcome in Outcome:
        given = material(*PRAISED[:2], CLEAR, FIGURES, outcome=outcome)
        own = " ".join(s.text for s in compose(given).sentences)
        bare = set(say(material(outcome=outcome)).spoken)
        leads = {"First, what went well.", "There is one thing to work on.", "How does that sound to you?"}
        leads |= {"There is one thing to keep in mind when you start."}
        leads |= {"There is more of that in the message, for you to read."}
        assert all(line in own or line in bare | leads for line in say(given).spoken)


def test_a_disagreement_is_spoken_of_without_a_place_on_the_page() -> None:
    wish = replace(
        FIGURES, key="w", competency=CLEAR.competency, words="her retry design explanation was muddled"
    )
    given = material(*merge(((CLEAR,), (wish,)), PRIYA))
    spoken = " ".join(say(given).spoken)
    assert spoken.count("Views on this differed") == 1
    assert "above" not in spoken


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("outcome", Outcome)
def test_the_lines_around_the_message_hurt_nobody(tone: Tone, outcome: Outcome) -> None:
    given = material(outcome=outcome, tone=tone)
    for line in say(given).spoken:
        assert guard_words(line, (), PRIYA) == ()


def test_it_can_be_said_when_little_is_known() -> None:
    nobody = Material(About("", "", ""), Outcome.UNKNOWN, ())
    spoken = say(nobody).spoken
    assert spoken[0] == "Hi there."
    assert all(line.strip() and "{" not in line for line in spoken)
    odd = Material(
        About("{role}", "{first}", "{x}"), Outcome.REJECTED, (CLEAR,), agency="{y}", recruiter="{z}"
    )
    assert say(odd).spoken
