import pytest

from relay.text.doubt import BESIDE, RISKY, SUSPECTED, risk_of
from relay.text.read import read, sure_points
from relay.text.shapes import About
from relay.vocabulary import Competency, Kind, Outcome, Reason
from tests.text.people import NOTE, PRIYA

POINTS = [
    pytest.param("She explained the retry design clearly.", Kind.STRENGTH, id="praise for something done"),
    pytest.param(
        "Couldn't say what a two week slip costs.", Kind.IMPROVEMENT, id="something that could not be said"
    ),
    pytest.param("Cons:\n- stakeholder examples", Kind.IMPROVEMENT, id="a bare noun under cons"),
    pytest.param("Strengths:\n- SQL joins", Kind.STRENGTH, id="a bare noun under strengths"),
    pytest.param("Problem solving 2/5", Kind.IMPROVEMENT, id="a low score"),
    pytest.param("Communication 5/5", Kind.STRENGTH, id="a high score"),
    pytest.param("Never raised her voice with the angry caller.", Kind.STRENGTH, id="a denial that praises"),
]


@pytest.mark.parametrize(("note", "kind"), POINTS)
def test_a_point_leans_the_way_it_was_meant(note: str, kind: Kind) -> None:
    assert [p.kind for p in read(note, PRIYA).points] == [kind]


WITHHELD = [
    pytest.param(
        "Call me on 01632 960 144.", "01632 960 144", Reason.CONTACT_DETAIL, id="a telephone number"
    ),
    pytest.param(
        "tom.becker@northwind.example", "tom.becker@northwind.example", Reason.CONTACT_DETAIL, id="an address"
    ),
    pytest.param(
        "Tom thinks she'll be off on maternity leave soon.",
        "maternity",
        Reason.PROTECTED_CHARACTERISTIC,
        id="maternity",
    ),
    pytest.param(
        "Between us, don't tell her any of this.", "don't tell her", Reason.OFF_RECORD, id="off the record"
    ),
    pytest.param(
        "The other candidate was stronger and cheaper.",
        "other candidate",
        Reason.OTHER_CANDIDATE,
        id="another candidate",
    ),
    pytest.param(
        "There's a hiring freeze and the budget is gone.",
        "budget",
        Reason.CLIENT_CONFIDENTIAL,
        id="the client's budget",
    ),
    pytest.param(
        "She knew SQL better than the other candidates.",
        "than the other candidates",
        Reason.OTHER_CANDIDATE,
        id="the second half of a comparison",
    ),
]


@pytest.mark.parametrize(("note", "words", "reason"), WITHHELD)
def test_words_that_must_not_be_passed_on_are_withheld(note: str, words: str, reason: Reason) -> None:
    runs = [(note[w.start : w.end], w.reason) for w in read(note, PRIYA).withheld]
    assert any(words in text and reason is why for text, why in runs), runs


def test_everything_under_a_private_heading_is_kept_from_the_message() -> None:
    note = "She explained the design clearly.\n\nNot for feedback\n- her husband works for us\n- a bit old for the team"
    reading = read(note, PRIYA)
    assert all(p.end <= note.index("Not for feedback") for p in sure_points(reading))


@pytest.mark.parametrize("label", ["Overall:", "Communication 2/5 -", "Thanks, Tom\n"])
def test_a_label_a_mark_or_a_name_does_not_end_what_is_private(label: str) -> None:
    note = f"She explained the design clearly.\nNot for the candidate:\n{label} she rambled through the pricing answer"
    found = read(note, PRIYA)
    assert all("rambled" not in note[point.start : point.end] for point in sure_points(found))


@pytest.mark.parametrize(
    "note", ["A stronger candidate was preferred.", "Not the right fit.", "Just a no, sorry.", ""]
)
def test_a_note_that_gives_nothing_to_act_on_is_vague_and_says_what_to_ask(note: str) -> None:
    reading = read(note, PRIYA)
    assert reading.vague
    assert reading.follow_ups
    assert not sure_points(reading), "a note that says nothing would have told the candidate something"


def test_where_it_went_wrong_is_never_praised() -> None:
    reading = read(
        "Where she fell down was results: she said it improved performance and left it there.", PRIYA
    )
    assert all(point.kind is Kind.IMPROVEMENT for point in sure_points(reading))


def test_a_whole_note_is_read() -> None:
    reading = read(NOTE, PRIYA)
    assert reading.outcome is Outcome.REJECTED
    assert not reading.vague
    told = [NOTE[p.start : p.end] for p in sure_points(reading)]
    assert any("retry design" in words for words in told)
    hidden = " ".join(NOTE[w.start : w.end] for w in reading.withheld)
    assert "maternity" in hidden
    assert "01632 960 144" in hidden
    assert not any("maternity" in words for words in told)


def test_in_a_list_of_several_candidates_the_lines_on_others_are_withheld_and_interviewers_heard() -> None:
    note = (
        "Two today.\nPriya N - explained the retry design clearly. YES\n"
        "Debbie W - lively, no agile beyond the certificate. NO\nTom: she gave no figures.\n"
    )
    reading = read(note, About("Priya Nair", "Engineer", "Northwind", interviewers=("Tom Becker",)))

    hidden = " ".join(note[run.start : run.end] for run in reading.withheld)
    assert "no agile beyond the certificate" in hidden
    assert "retry design" not in hidden
    assert "no figures" not in hidden


def test_in_a_table_on_several_candidates_the_rows_on_others_are_withheld() -> None:
    others = ("A. Rowntree | 3 | safe pair of hands, dull deck", "P. Van Aerde | 5 | best brain of the three")
    note = f"Name | Pricing | Notes\n{others[0]}\nP. Nair | 4 | deck built on our own figures\n{others[1]}\n\nShe asked good questions."
    reading = read(note, PRIYA)

    withheld = [note[run.start : run.end] for run in reading.withheld]
    assert set(others) <= set(withheld)
    assert not any(point.start < note.index("P. Nair") for point in reading.points)


def test_a_hint_in_its_words_and_words_withheld_beside_it_make_a_point_wait_sooner() -> None:
    hide = RISKY / 3
    hint, business = (Reason.PERSONAL_REMARK,), (Reason.CLIENT_CONFIDENTIAL,)
    assert risk_of(hide, (), 1) < RISKY
    assert risk_of(hide, hint, 1) >= RISKY
    assert risk_of(hide, (), BESIDE) >= RISKY
    assert risk_of(hide / 8, (), BESIDE) < RISKY <= risk_of(hide / 8, (), SUSPECTED)
    assert risk_of(hide / 10, hint, 1) < RISKY <= risk_of(hide / 10, business, 1)
    assert risk_of(hide / 10, hint, 1) < RISKY <= risk_of(hide / 10, hint, BESIDE)


def test_a_line_under_a_heading_that_says_there_is_nothing_is_no_point() -> None:
    for nothing in ("None", "n/a", "TBC", "-", "Nothing."):
        assert read(f"Weaknesses:\n- {nothing}", PRIYA).points == (), nothing


@pytest.mark.parametrize("other", ["Émile W", "Łukasz", "Óscar Ruiz", "Debbie"])
def test_lines_on_others_are_known_by_any_capital_and_the_candidate_by_what_they_are_called(
    other: str,
) -> None:
    note = f"Peggy - explained the retry design clearly.\n{other} - no agile beyond the certificate.\n"
    reading = read(note, About("Margaret Hill", "Engineer", "Northwind", called="Peggy"))

    hidden = " ".join(note[run.start : run.end] for run in reading.withheld)
    assert "no agile beyond the certificate" in hidden
    assert "retry design" not in hidden


LESSON = """Test lesson, year 9, simultaneous equations
- Subject knowledge: 4/5, worked example on the board was very clear
- Questioning: 2/5, only asked pupils who had their hands up
- Pace: 3/5, the plenary was rushed and the exit ticket was not handed out
Decision: not on this occasion"""


def test_a_middling_mark_does_not_turn_the_words_beside_it_round() -> None:
    read_so = {LESSON[p.start : p.end]: p.kind for p in read(LESSON, PRIYA).points}
    [pace] = [kind for words, kind in read_so.items() if "plenary" in words]
    assert pace is Kind.IMPROVEMENT


def test_a_middling_mark_beside_another_mark_is_read_by_its_remark_too() -> None:
    note = "Planning: 2/5. Pace: 3/5, the plenary was rushed."
    [pace] = [p for p in read(note, PRIYA).points if "plenary" in note[p.start : p.end]]
    assert (pace.kind, pace.sure) == (Kind.IMPROVEMENT, True)


@pytest.mark.parametrize(
    "note",
    ["Slides: 3/5\nDelivery: 4/5, calm with the board", "Communication: 3 out of 5, mumbled at the start"],
)
def test_a_middling_mark_by_itself_is_no_praise_until_a_person_says_so(note: str) -> None:
    [mark] = [p for p in read(note, PRIYA).points if note[p.start : p.end].endswith(("3/5", "3 out of 5"))]
    assert not mark.sure
    assert "praise or as a fault" in mark.because


def test_what_was_weighed_and_did_not_happen_tells_nothing_by_itself() -> None:
    note = "Great energy, terrible spelling in the written task. Would hire if written work was better."
    after_if = [p for p in read(note, PRIYA).points if p.start > note.index("Would")]
    assert [p for p in after_if if p.sure] == []


def test_what_stands_between_commas_with_if_is_no_supposition() -> None:
    note = "Thorough with the figures, if a bit prone to answering the question next door."
    prone = [p for p in read(note, PRIYA).points if "prone" in note[p.start : p.end]]
    assert not any("did not happen" in p.because for p in prone)


@pytest.mark.parametrize(
    ("note", "whole"),
    [
        (
            "Pipeline numbers didn't stack up - said 1.2m then 900k. Built great rapport.",
            "said 1.2m then 900k",
        ),
        (
            "Once she got going the answers were clear. Very caring with Mrs. Adebayo on the ward.",
            "Mrs. Adebayo",
        ),
    ],
)
def test_a_point_within_a_number_or_behind_a_short_form_ends_no_sentence(note: str, whole: str) -> None:
    assert [p for p in read(note, PRIYA).points if whole in note[p.start : p.end]]


def test_headings_that_share_a_line_part_what_stands_under_them() -> None:
    note = "Strengths - stakeholder mgmt, SQL, curiosity. Development areas - exec presence, brevity, forecasting."
    kinds = {note[p.start : p.end]: p.kind for p in read(note, PRIYA).points}
    assert kinds == {
        "stakeholder mgmt, SQL, curiosity": Kind.STRENGTH,
        "exec presence, brevity, forecasting": Kind.IMPROVEMENT,
    }


@pytest.mark.parametrize(
    ("note", "hidden"),
    [
        ("He kept looking at Sarah's chest. No thanks.", "looking at Sarah's chest"),
        ("He touched my knee twice. Excel was fine.", "touched my knee"),
        ("Raj felt the take-home was copied. I liked her trade-offs.", "take-home was copied"),
        ("I'm pretty sure the code was ChatGPT. Neat tests.", "code was ChatGPT"),
    ],
)
def test_what_somebody_is_accused_of_is_withheld(note: str, hidden: str) -> None:
    reading = read(note, PRIYA)
    assert any(hidden in note[run.start : run.end] for run in reading.withheld)
    assert not any(hidden in note[p.start : p.end] for p in reading.points)


@pytest.mark.parametrize(
    "note",
    [
        "She looked down at the chest of drawers and spotted the loose hinge.",
        "Looked at the patient's legs for swelling before anything else.",
    ],
)
def test_a_trade_that_looks_at_bodies_or_furniture_is_not_accused(note: str) -> None:
    assert read(note, PRIYA).withheld == ()


@pytest.mark.parametrize(
    ("note", "hidden"),
    [
        ("He's very... French? Direct to the point of rude.", "French"),
        ("She's Polish, and clear on the payroll run.", "Polish"),
        ("Solid Excel. He was so Italian about it.", "Italian"),
    ],
)
def test_what_somebody_is_said_to_be_by_their_origin_is_withheld(note: str, hidden: str) -> None:
    reading = read(note, PRIYA)
    assert any(hidden in note[run.start : run.end] for run in reading.withheld)
    assert not any(hidden in note[p.start : p.end] for p in reading.points if p.sure)


def test_a_language_is_no_origin() -> None:
    note = "She is fluent in French and took the Spanish caller without a pause."
    assert read(note, PRIYA).withheld == ()


@pytest.mark.parametrize(
    ("note", "words", "kind"),
    [
        ("He asked about salary in the first 5 mins which put everyone off.", "salary", Kind.IMPROVEMENT),
        ("Lots of ums and ahs. Excellent portfolio, real user research.", "ums", Kind.IMPROVEMENT),
        ("Tech depth is there but zero listening.", "Tech depth", Kind.STRENGTH),
    ],
)
def test_some_turns_of_phrase_lean_one_way_whatever_stands_around_them(
    note: str, words: str, kind: Kind
) -> None:
    [point] = [p for p in read(note, PRIYA).points if words in note[p.start : p.end]]
    assert point.kind is kind


def test_the_reasons_in_a_formal_refusal_are_laid_before_a_person() -> None:
    note = (
        "Hi, hope you're well. Unfortunately we have decided not to proceed. Whilst Priya has good experience, we felt that her "
        "presentation lacked polish and that she did not fully answer the question regarding budget ownership. We wish her well."
    )
    found = " ".join(note[p.start : p.end] for p in read(note, PRIYA).points)
    assert "lacked polish" in found
    assert "budget ownership" in found


def test_a_verdict_in_one_word_is_told_of_nothing() -> None:
    note = "Poor. Didn't know our product. Nice manners."
    assert [note[p.start : p.end] for p in read(note, PRIYA).points if p.sure] == [
        "Didn't know our product",
        "Nice manners",
    ]


def test_what_a_cv_says_waits_for_a_person() -> None:
    note = "cv says fluent french, could barely order a coffee. Salesforce skills real though."
    [claimed] = [p for p in read(note, PRIYA).points if "cv says" in note[p.start : p.end]]
    assert not claimed.sure


def test_what_a_teacher_asks_a_class_is_no_question_to_the_panel() -> None:
    [asked] = [p for p in read(LESSON, PRIYA).points if "hands up" in LESSON[p.start : p.end]]
    assert asked.competency is Competency.TECHNICAL_SKILL
