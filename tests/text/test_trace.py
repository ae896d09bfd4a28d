from relay.text.compose import compose
from relay.text.shapes import Draft, Paragraph, Sentence
from relay.text.trace import trace
from relay.vocabulary import ParagraphRole, SentenceRole
from tests.text.people import CLEAR, FIGURES, material

MATERIAL = material(CLEAR, FIGURES)
DRAFT = compose(MATERIAL)


def test_an_untouched_message_is_traced_to_itself() -> None:
    assert trace(DRAFT.subject, DRAFT.text, DRAFT, MATERIAL) == DRAFT


def test_a_lightly_changed_sentence_keeps_its_role_and_sources() -> None:
    body = DRAFT.text.replace("retry design clearly", "retry design very clearly")
    traced = trace("Hello", body, DRAFT, MATERIAL)
    changed = next(s for s in traced.sentences if "very clearly" in s.text)
    assert (changed.role, changed.sources) == (SentenceRole.OBSERVATION, ("p1",))
    assert traced.subject == "Hello"
    assert [p.role for p in traced.paragraphs] == [p.role for p in DRAFT.paragraphs]


def test_a_new_sentence_that_speaks_of_a_point_gets_its_source() -> None:
    body = DRAFT.text + "\n\nThey followed the retry design because you explained it."
    assert trace("", body, DRAFT, MATERIAL).sentences[-1].sources == ("p1",)


def test_a_new_sentence_that_speaks_of_no_point_gets_none() -> None:
    traced = trace("", DRAFT.text + "\n\nSee you on Thursday.", DRAFT, MATERIAL)
    assert (traced.sentences[-1].role, traced.sentences[-1].sources) == (SentenceRole.FRAME, ())


def test_a_deleted_paragraph_is_gone_and_the_rest_stays() -> None:
    kept = [p for p in DRAFT.paragraphs if p.role is not ParagraphRole.IMPROVEMENT]
    body = "\n\n".join(p.text for p in kept)
    assert list(trace(DRAFT.subject, body, DRAFT, MATERIAL).paragraphs) == kept


def test_carriage_returns_change_nothing() -> None:
    assert trace(DRAFT.subject, DRAFT.text.replace("\n", "\r\n"), DRAFT, MATERIAL) == DRAFT


def test_list_items_without_a_blank_line_between_them_stay_items() -> None:
    traced = trace("", "Hi Priya,\n\n- One thing.\n- Another thing.", DRAFT, MATERIAL)
    assert [p.role for p in traced.paragraphs].count(ParagraphRole.IMPROVEMENT) == 2


def test_nothing_is_traced_to_nothing() -> None:
    assert trace("", "", DRAFT, MATERIAL).paragraphs == ()


def test_an_initial_does_not_end_a_sentence() -> None:
    assert (
        trace("", "Ask for J. Hartley on Friday.", DRAFT, MATERIAL).sentences[-1].text
        == "Ask for J. Hartley on Friday."
    )


def test_a_form_shared_with_a_point_is_not_enough_to_stand_on_it() -> None:
    told = Sentence("Something they noted: heard of it.", SentenceRole.OBSERVATION, ("p2",))
    before = Draft("", (Paragraph(ParagraphRole.IMPROVEMENT, (told,)),))
    traced = trace("", "- Something they noted: trainers.", before, MATERIAL)
    assert [s.sources for s in traced.sentences] == [()]
    kept = trace("", "- Something they noted: had heard of it.", before, MATERIAL)
    assert [s.sources for s in kept.sentences] == [("p2",)]
