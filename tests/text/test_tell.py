import pytest

from relay.text.shapes import Said
from relay.text.tell import tell, tell_together, word
from relay.vocabulary import Competency, Kind
from tests.text.people import CLEAR, PRIYA


def said(
    words: str,
    kind: Kind = Kind.IMPROVEMENT,
    key: str = "p",
    about: Competency = Competency.TECHNICAL_SKILL,
) -> Said:
    return Said(key, words, kind, about, specific=True)


def told(words: str, kind: Kind = Kind.IMPROVEMENT, about: Competency = Competency.TECHNICAL_SKILL) -> str:
    return tell([said(words, kind, about=about)], PRIYA, "she")[0].text


TOLD = [
    ("SQL: 2/5", "They were looking for more from you on SQL."),
    ("Pace: 3/5, the plenary was rushed", "The plenary was rushed."),
    ("Questioning: 2/5, only asked pupils with a hand up", "You only asked pupils with a hand up."),
    (
        "worked example on the board was hard to follow",
        "Your worked example on the board was hard to follow.",
    ),
    ("answers on the rota were a bit vague", "Your answers on the rota were not specific enough."),
    ("weak on databases: indexes, locks, plans", "You were less sure on databases: indexes, locks, plans."),
    ("Revit no", "They were looking for more on Revit."),
    ("Explained the rule: 1", "They were looking for more in how you explained the rule."),
    ("Leadership: partly met", "They were looking for more from you on leadership."),
    ("Too junior for the desk", "You were too junior for the desk."),
    (
        "Would need to see more passion for the brand",
        "They would need to see more passion for the brand.",
    ),
    (
        "Her answer on change management lacked a concrete outcome",
        "Your answer on change management needed a concrete outcome.",
    ),
    ("too late in the day", "You were too late in the day."),
    ("No idea on the feed budget", "There was no answer on the feed budget."),
    ("enthusiastic about the role", "They would have liked you to be more enthusiastic about the role."),
    ("“accuracy went up a lot” needed a number", "“Accuracy went up a lot” needed a number."),
]


@pytest.mark.parametrize(("words", "sentence"), TOLD, ids=[words for words, _ in TOLD])
def test_what_is_no_sentence_stands_in_a_frame(words: str, sentence: str) -> None:
    assert told(words) == sentence


PRAISED = [
    ("knows regulated environments inside out", "You know regulated environments inside out."),
    ("Solid on IFRS 16", "You were solid on IFRS 16."),
    ("smart cookie", "You came across as a smart cookie."),
    ("safe pair of hands with anxious patients", "You were a safe pair of hands with anxious patients."),
]


@pytest.mark.parametrize(("words", "sentence"), PRAISED, ids=[words for words, _ in PRAISED])
def test_praise_in_few_words_is_said_of_the_candidate(words: str, sentence: str) -> None:
    assert told(words, Kind.STRENGTH) == sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("written work was better", "Your written work could be better."),
        ("the slides were clearer", "The slides could be clearer."),
    ],
)
def test_what_would_have_been_better_is_a_wish_and_no_praise(words: str, sentence: str) -> None:
    assert told(words) == sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "couldn't explain significance, presentation ran 10 mins over",
            "You couldn't explain significance; your presentation ran 10 minutes over.",
        ),
        (
            "missed the deadline, slides were messy",
            "You missed the deadline; your slides were not in order.",
        ),
    ],
)
def test_a_second_sentence_about_the_candidates_work_is_one_of_its_own(words: str, sentence: str) -> None:
    assert told(words) == sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "bit monotone on Zoom, my colleague nearly fell asleep lol",
            "You were a bit flat in tone on Zoom.",
        ),
        ("nearly put us to sleep", "You did not hold their attention."),
    ],
)
def test_what_became_of_the_listeners_is_not_passed_on(words: str, sentence: str) -> None:
    assert told(words) == sentence


AFTER_A_COLON = [
    (
        "Struggled with indexing: could not say why the second query was slow",
        "You found it hard to deal with indexing: you could not say why the second query was slow.",
    ),
    (
        "Weak on indexing: couldn't say why it was slow",
        "You were less sure on indexing: you couldn't say why it was slow.",
    ),
    ("Vague about budgets: gave no figures", "You were less specific about budgets: you gave no figures."),
    ("Vague about budgets: knows no figures", "You were less specific about budgets: you know no figures."),
    (
        "Good on descriptors: had 1 and 2 the right way round",
        "You were good on descriptors: you had 1 and 2 the right way round.",
    ),
    (
        "Good on budgets: kept the accounts for years",
        "You were good on budgets: you kept the accounts for years.",
    ),
]


@pytest.mark.parametrize(("words", "sentence"), AFTER_A_COLON, ids=[words for words, _ in AFTER_A_COLON])
def test_a_verb_after_a_colon_gets_the_subject_that_the_note_left_out(words: str, sentence: str) -> None:
    assert told(words) == sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "Struggled on SQL: the second query was slow",
            "You found it hard to deal with SQL: the second query was slow.",
        ),
        ("Brought a script: didn't run", "You brought a script: didn't run."),
        ("Good on the demo: worked first time", "You were good on the demo: worked first time."),
        (
            "Vague about budgets: couldn't be drawn",
            "You were less specific about budgets: couldn't be drawn.",
        ),
        (
            "Unsure on one question: could the team do it",
            "You were unsure on one question: could the team do it.",
        ),
    ],
)
def test_what_may_be_about_a_thing_or_is_a_question_stays_as_it_is(words: str, sentence: str) -> None:
    assert told(words) == sentence


BY_AREA = [
    (
        "Three nights at most, college mornings",
        Kind.IMPROVEMENT,
        Competency.LOGISTICS,
        "On the practical side: three nights at most, college mornings.",
    ),
    (
        "two assistants under her",
        Kind.IMPROVEMENT,
        Competency.EXPERIENCE,
        "You have had two assistants under you.",
    ),
    (
        "two typos in the email",
        Kind.IMPROVEMENT,
        Competency.COMMUNICATION,
        "There were two typos in the email.",
    ),
    (
        "Two good questions, on chartership",
        Kind.STRENGTH,
        Competency.QUESTIONS_ASKED,
        "You asked two good questions, on chartership.",
    ),
    (
        "One on secondments",
        Kind.STRENGTH,
        Competency.QUESTIONS_ASKED,
        "You asked one question on secondments.",
    ),
    (
        "chiefly about the pension",
        Kind.IMPROVEMENT,
        Competency.QUESTIONS_ASKED,
        "Your questions were chiefly about the pension.",
    ),
    ("two turnarounds", Kind.STRENGTH, Competency.EXPERIENCE, "You bring two turnarounds."),
    (
        "with our current menu marked up",
        Kind.STRENGTH,
        Competency.PREPARATION,
        "You came with their current menu marked up.",
    ),
    ("with dates", Kind.STRENGTH, Competency.EVIDENCE, "It came with dates."),
    ("charm", Kind.STRENGTH, Competency.COMMUNICATION, "They liked your charm."),
    (
        "once she's run a P&L of her own",
        Kind.IMPROVEMENT,
        Competency.EXPERIENCE,
        "It would help once you've run a P&L of your own.",
    ),
    ("a notch below the level", Kind.IMPROVEMENT, Competency.EXPERIENCE, "You were a notch below the level."),
    (
        "HubSpot yes",
        Kind.STRENGTH,
        Competency.TECHNICAL_SKILL,
        "You had what they were looking for on HubSpot.",
    ),
    (
        "Renewals, no plan and no number",
        Kind.IMPROVEMENT,
        Competency.COMMERCIAL,
        "On renewals: no plan and no number.",
    ),
]


@pytest.mark.parametrize(("words", "kind", "about", "sentence"), BY_AREA, ids=[row[0] for row in BY_AREA])
def test_a_fragment_gets_the_verb_that_its_area_asks_for(
    words: str, kind: Kind, about: Competency, sentence: str
) -> None:
    assert told(words, kind, about) == sentence


def test_the_second_fragment_of_an_area_is_led_in_otherwise() -> None:
    points = [said("mostly by hand", key="p1"), said("never by the book", key="p2")]
    first, second = (sentence.text for sentence in tell(points, PRIYA, "she"))
    assert first.startswith("On the technical side: ")
    assert second != first.replace("mostly by hand", "never by the book")


def test_what_may_not_be_said_is_left_out_and_the_rest_is_told() -> None:
    assert told("knew the rota, what an idiot", Kind.STRENGTH) == "You knew the rota."


def test_where_no_word_may_be_said_the_area_is_told() -> None:
    assert "the technical side of the job" in told("idiot")


def test_of_a_very_long_point_the_beginning_is_told() -> None:
    assert len(told("She explained the retry design. " * 4000)) < 400


def test_two_short_verdicts_share_their_verb() -> None:
    points = [said("calm", Kind.STRENGTH, "p8"), said("kind", Kind.STRENGTH, "p9")]
    (sentence,) = tell_together(points, PRIYA, "she")
    assert sentence.text == "You were calm and kind."


def test_two_short_strengths_share_a_sentence_and_both_are_its_sources() -> None:
    points = [CLEAR, said("asked about on-call", Kind.STRENGTH, "p9")]
    (sentence,) = tell_together(points, PRIYA, "she")
    assert sentence.text == "You explained the retry design clearly and asked about on-call."
    assert sentence.sources == ("p1", "p9")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Priya good with patients, warm", "You were good with patients, warm"),
        ("Priya very calm under pressure", "You were very calm under pressure"),
        ("Priya was good with patients", "You were good with patients"),
        ("Priya prepared well", "You prepared well"),
    ],
)
def test_a_verb_that_a_hasty_note_left_out_is_put_in(words: str, told: str) -> None:
    said = Said("p", words, Kind.STRENGTH, Competency.TEAMWORK, specific=True)
    assert word(said, PRIYA, "she").filled == told
