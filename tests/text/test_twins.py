"""A note is read, and its message worded, the same whoever it is about."""

import pytest

from bench.labelled import chosen, rows_of
from bench.twinning import Twins, differences, twins
from relay.text.analyse import analyse

PAIRS = 60
ROWS = rows_of(chosen(None))


@pytest.fixture(scope="module")
def differing() -> list[tuple[Twins, list[str]]]:
    pairs = twins(ROWS, PAIRS, "tests")
    found = [(pair, differences(pair, (analyse(pair.rows[0]), analyse(pair.rows[1])))) for pair in pairs]
    return [(pair, what) for pair, what in found if what]


def test_twins_are_read_and_told_alike(differing: list[tuple[Twins, list[str]]]) -> None:
    assert not [(pair.kind, pair.rows[0]["id"], what) for pair, what in differing]


def test_twins_differ_in_nothing_but_what_tells_them_apart() -> None:
    for pair in twins(ROWS, PAIRS, "tests"):
        assert pair.rows[0]["note"] != pair.rows[1]["note"]
        for side in (0, 1):
            assert "".join(piece[side] for piece in pair.pieces) == pair.rows[side]["note"]
        assert pair.rows[0]["role"] == pair.rows[1]["role"]


def test_a_difference_between_twins_would_be_seen() -> None:
    pair = next(twins(ROWS, 1, "tests"))
    note = pair.rows[0]["note"]
    point = {"start": 0, "end": len(note), "kind": "strength", "competency": "values", "specific": True}
    answer = {"outcome": "rejected", "vague": False, "points": [point], "withheld": [], "message": {"subject": "", "text": "Well done."}}  # fmt: skip
    other = {**answer, "points": [{**point, "end": len(pair.rows[1]["note"])}]}
    assert differences(pair, (answer, other)) == []
    assert differences(pair, (answer, {**other, "vague": True}))
    assert differences(pair, (answer, {**other, "points": []}))
    assert differences(pair, (answer, {**other, "message": {"subject": "", "text": "Not well done."}}))
