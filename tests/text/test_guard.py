from dataclasses import replace

import pytest

from relay.text.compose import compose
from relay.text.guard import guard, guard_words
from relay.text.shapes import About, Draft, Hidden, Paragraph, Said, Sentence
from relay.vocabulary import BreachCode, Competency, Kind, Outcome, ParagraphRole, Reason, SentenceRole
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
    pytest.param("They feared you would be off to have children.", BreachCode.LEAK, id="a family word"),
    pytest.param("Somebody in-house, a dispatch man, won.", BreachCode.LEAK, id="a run in other words"),
    pytest.param("It was between you and Samia.", BreachCode.NAME, id="another candidate"),
    pytest.param("Nkechi Obi was chosen.", BreachCode.NAME, id="a name nobody knows"),
    pytest.param("It came across as lazy.", BreachCode.HARSH, id="another harsh word"),
    pytest.param(
        "I gather that the budget was gone.", BreachCode.UNSUPPORTED, id="hearsay in the first person"
    ),
    pytest.param("When you drew the diagram they smiled.", BreachCode.UNSUPPORTED, id="what happened"),
    pytest.param(
        "They would like to offer you the job.", BreachCode.UNSUPPORTED, id="a decision that was not made"
    ),
    pytest.param(
        "They chose somebody with more experience.", BreachCode.UNSUPPORTED, id="a reason for the decision"
    ),
    pytest.param("You lead from the front.", BreachCode.UNSUPPORTED, id="an invented habit"),
    pytest.param("Your spelling isn't the best.", BreachCode.UNSUPPORTED, id="an invented fault in a word"),
    pytest.param("Something they noted: trainers.", BreachCode.UNSUPPORTED, id="a word after a lead-in"),
    pytest.param("T. Becker sends his regards.", BreachCode.NAME, id="an interviewer by the first letter"),
    pytest.param("K. thought so too.", BreachCode.NAME, id="somebody by one letter"),
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
    "It was a pleasure working with you on this.",
    "I can send you a practice test if you'd like one.",
    "If you disagree with anything here, tell me and I'll take it back to them.",
    "You should be proud of how far you got.",
    "You can reach me on my usual line.",
    "Next time we'll rehearse together.",
    "Northwind have gone with another candidate, I'm afraid.",
    "The panel won't be taking your application any further.",
    "The job has gone to someone else.",
    "They asked me to thank you for your time and to wish you well.",
    "They didn't say what made the difference.",
    "Two things went against you.",
    "Record yourself on your phone and listen for every pause.",
    "Before your next interview, write down one number for each project.",
    "You got as far as the final panel, and I know how much you wanted it.",
    "What went well",
    "Best,\nBeth",
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


IMPROVE, PRAISE = Kind.IMPROVEMENT, Kind.STRENGTH
REWORDED = [
    (IMPROVE, Competency.ANSWER_STRUCTURE, "rambled a lot", "Your answers could be shorter and more to the point."),
    (IMPROVE, Competency.PREPARATION, "hadn't looked at our website", "It seems you had not had a chance to look at their website."),
    (IMPROVE, Competency.TEAMWORK, "talked over the junior twice", "Twice you spoke before the junior had finished."),
    (IMPROVE, Competency.TECHNICAL_SKILL, "her SQL was embarrassing", "Your SQL needs more work."),
    (IMPROVE, Competency.PROFESSIONALISM, "turned up twenty minutes late", "You arrived twenty minutes after the agreed time."),
    (IMPROVE, Competency.PROFESSIONALISM, "slagged off his last boss", "You were quite critical of your last manager."),
    (IMPROVE, Competency.COMMERCIAL, "no idea what a slip costs", "When they asked what a slip costs, you were not able to say."),
    (PRAISE, Competency.TEAMWORK, "lovely with the kids", "You were warm with the children."),
    (PRAISE, Competency.CONFIDENCE, "didn't get flustered when we pushed", "You kept calm when they pushed you."),
    (PRAISE, Competency.PROBLEM_SOLVING, "never once guessed, checked everything", "You checked everything rather than guessing."),
    (IMPROVE, Competency.TECHNICAL_SKILL, "slow", "Speed was the problem."),
    (IMPROVE, Competency.CONFIDENCE, "Needs to stop saying sorry to everybody", "They'd also like you to stop apologising to everybody."),
    (IMPROVE, Competency.LOGISTICS, "Out-of-hours rota, would rather not", "You said you would rather not do the out-of-hours rota."),
    (IMPROVE, Competency.TECHNICAL_SKILL, "electrics he guesses", "Electrics is where you came unstuck, as you were guessing rather than testing."),
    (PRAISE, Competency.WORK_SAMPLE, "exercise was faultless", "Your exercise was without fault."),
    (PRAISE, Competency.PROFESSIONALISM, "Dignified about her last employer", "You spoke of your employer with dignity."),
    (PRAISE, Competency.TECHNICAL_SKILL, "no problem with the drug calculations", "Your drug calculations were right."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "about", "words", "text"), REWORDED)
def test_a_person_may_word_a_point_in_their_own_way(
    kind: Kind, about: Competency, words: str, text: str
) -> None:
    given = material(Said("p", words, kind, about, specific=True))
    told = Paragraph(ParagraphRole.STRENGTHS, (Sentence(text, SentenceRole.OBSERVATION, ("p",)),))
    assert guard(Draft("", (told,)), given, HIDDEN) == ()


TURNED = [
    (PRAISE, "seasoned everything, wasted nothing", "You seasoned everything and wasted plenty of it."),
    (PRAISE, "didn't hide a mistake", "You did hide a mistake."),
    (PRAISE, "could not fault the dosing", "They could fault the dosing."),
    (PRAISE, "kept her head when the till froze", "You didn't keep your head when the till froze."),
    (IMPROVE, "no figures for the campaign", "You had the figures for the campaign."),
    (IMPROVE, "kept looking at his phone", "You never kept looking at your phone."),
    (IMPROVE, "unclear on the handover", "You were clear on the handover."),
    (IMPROVE, "her stock answer was thin", "They liked your stock answer."),
    (PRAISE, "the press line was accurate", "The press line was inaccurate."),
    (PRAISE, "CQC paperwork the same", "You struggled with the CQC paperwork."),
    (PRAISE, "read our updates", "You failed to read their updates."),
    (PRAISE, "shared the plan openly", "You hardly shared the plan openly."),
    (
        PRAISE,
        "asked the runway question straight out",
        "They disliked that you asked the runway question straight out.",
    ),
    (IMPROVE, "claw-back she hadn't met", "Claw-back was familiar ground for you."),
    (IMPROVE, "git rusty", "Your git was solid."),
    (IMPROVE, "out-of-hours rota, would rather not", "You would gladly do the out-of-hours rota."),
]


@pytest.mark.parametrize(("kind", "words", "text"), TURNED)
def test_a_word_in_or_out_that_turns_a_point_round_is_caught(kind: Kind, words: str, text: str) -> None:
    given = material(Said("p", words, kind, Competency.TECHNICAL_SKILL, specific=True))
    told = Paragraph(ParagraphRole.STRENGTHS, (Sentence(text, SentenceRole.OBSERVATION, ("p",)),))
    found = guard(Draft("", (told,)), given, ())
    assert [(b.code, b.sentence, b.key) for b in found] == [(BreachCode.FLIPPED, 0, "p")]


def test_a_point_told_so_vaguely_that_nobody_could_act_on_it_counts_as_lost() -> None:
    told = Paragraph(
        ParagraphRole.IMPROVEMENT,
        (Sentence("They hoped to see more from you.", SentenceRole.OBSERVATION, ("p2",)),),
    )
    found = guard(Draft("", (told,)), material(FIGURES), ())
    assert (BreachCode.POINT_LOST, 0, "p2") in [(b.code, b.sentence, b.key) for b in found]


def test_a_claimed_source_does_not_make_a_sentence_true() -> None:
    draft = with_sentence("You drew the warehouse plan from memory.", SentenceRole.OBSERVATION, ("p1",))
    assert [b.code for b in guard(draft, MATERIAL, ())] == [BreachCode.UNSUPPORTED]


def test_a_leak_at_the_end_of_an_honest_sentence_is_caught() -> None:
    draft = with_sentence(
        "You explained the retry design clearly, though a baby was on the way.",
        SentenceRole.OBSERVATION,
        ("p1",),
    )
    assert BreachCode.LEAK in [b.code for b in guard(draft, MATERIAL, HIDDEN)]


def test_a_common_word_of_a_hidden_run_gives_nothing_away() -> None:
    run = Hidden("h", "the rest of the team would have to work around her", Reason.CLIENT_CONFIDENTIAL)
    draft = with_sentence("Ring me when you're back from work, and say hello to the team from me.")
    assert guard(draft, MATERIAL, (run,)) == ()


def test_the_houses_own_names_are_nobodys() -> None:
    given = replace(
        MATERIAL,
        about=About(
            "Priya Nair", "Deck Rating", "Orchard Quay Estates", "first round", ("Esther Estate", "Mr Deck")
        ),
    )
    assert guard(compose(given), given, ()) == ()


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


def test_a_rank_among_others_is_invented_whatever_it_shares_with_the_point() -> None:
    text = "Your retry design was the clearest they had read."
    found = guard(with_sentence(text, SentenceRole.OBSERVATION, ("p1",)), MATERIAL, ())
    assert [b.code for b in found] == [BreachCode.UNSUPPORTED]


def test_advice_may_go_beyond_its_point() -> None:
    for text in (
        "Put a number on a sticky note by the phone.",
        "Ask a friend what they've tried, and count to two.",
    ):
        assert guard(with_sentence(text, SentenceRole.NEXT_STEP, ("p2",)), MATERIAL, ()) == ()


def test_advice_that_tells_what_was_seen_needs_its_point() -> None:
    text = "Bring a warehouse plan next time, because they laughed at the one you drew."
    found = guard(with_sentence(text, SentenceRole.NEXT_STEP, ("p2",)), MATERIAL, ())
    assert BreachCode.UNSUPPORTED in [b.code for b in found]


HIDDEN_CLAIMS = [
    "They told me that your nerves showed.",
    "They let me know your diagrams were thin.",
    "I can tell you they thought your diagrams were thin.",
    "They didn't say much, but your nerves showed.",
    "They have decided against you because your diagrams were thin.",
    "They have chosen another candidate whose diagrams were clearer.",
    "They got back to me about your shaky diagrams.",
    "They will remember your bad answer.",
    "Two things went against you, your nerves and your diagrams.",
    "They sent a note that says you were late.",
]


@pytest.mark.parametrize("text", HIDDEN_CLAIMS)
def test_a_claim_does_not_pass_behind_what_may_be_said(text: str) -> None:
    assert BreachCode.UNSUPPORTED in [b.code for b in guard(with_sentence(text), MATERIAL, ())]


def test_a_decision_is_told_only_as_it_was_made() -> None:
    held = replace(MATERIAL, outcome=Outcome.ON_HOLD)
    told = "Northwind haven't made up their minds yet."
    draft = compose(held)
    added = Paragraph(ParagraphRole.CLOSING, (Sentence(told, SentenceRole.FRAME),))
    assert guard(replace(draft, paragraphs=(*draft.paragraphs, added)), held, HIDDEN) == ()
    assert guard(with_sentence(told), MATERIAL, ()) != ()


def test_a_post_among_the_interviewers_is_no_name() -> None:
    chief = Said("p3", "quoted it back at the Chief", Kind.STRENGTH, Competency.CONFIDENCE, specific=True)
    given = replace(material(chief), about=replace(PRIYA, interviewers=("Chief", "Tom Becker")))
    told = Paragraph(
        ParagraphRole.STRENGTHS,
        (Sentence("You quoted it back to the Chief.", SentenceRole.OBSERVATION, ("p3",)),),
    )
    assert guard(Draft("", (told,)), given, ()) == ()
