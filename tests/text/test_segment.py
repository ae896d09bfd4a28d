import pytest

from relay.text.segment import segment

NOTES = [
    pytest.param("Hi Beth,\nShe was clear.", ["Hi Beth"], ["She was clear"], id="a greeting is scaffolding"),
    pytest.param(
        "SQL was fine.\n\nKind regards\nTom Becker\nHead of Data", ["Kind regards", "Tom Becker", "Head of Data"],
        ["SQL was fine"], id="a signature is scaffolding",
    ),
    pytest.param("Knew the stack, but froze on the outage", [], ["Knew the stack", "but froze on the outage"], id="a turn cuts a sentence"),
    pytest.param("Pros:\n- Python\nCons:\n- SQL thin", ["Pros", "Cons"], ["Python", "SQL thin"], id="headings stand apart from what they announce"),
    pytest.param("+ asked how we test\n- no figures", ["+", "-"], ["asked how we test", "no figures"], id="signs are kept as headings"),
    pytest.param("> On 3 Feb, Tom wrote:\n> It is a no.", ["On 3 Feb, Tom wrote"], ["It is a no"], id="quoted history is read and its header is not"),
    pytest.param("SQL 2/5 - lost on the joins", ["SQL 2/5"], ["lost on the joins"], id="a score beside a remark only names the area"),
    pytest.param("Communication ........ 4", [], ["Communication ........ 4"], id="a score alone is all that was said"),
    pytest.param("Met Mr. Nair at 9. Fine", [], ["Met Mr. Nair at 9", "Fine"], id="a title does not end a sentence"),
    pytest.param("", [], [], id="nothing holds nothing"),
    pytest.param("\n \n--\n", [], [], id="rules and blanks hold nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("note", "frame", "clauses"), NOTES)
def test_a_note_is_cut_into(note: str, frame: list[str], clauses: list[str]) -> None:
    pieces = segment(note)
    assert [p.text for p in pieces if p.scaffolding and p.text.strip("-")] == [
        f for f in frame if f.strip("-")
    ]
    assert [p.text for p in pieces if not p.scaffolding] == clauses


def test_every_piece_knows_its_place() -> None:
    note = "Hi,\r\nWarm \u2013 but slow\u2026 caf\u00e9 \U0001f44d fine\n\tEnd"
    assert all(note[p.start : p.end] == p.text for p in segment(note))
