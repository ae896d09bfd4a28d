"""Each decision can be asked why: of a point, a run, the outcome and vagueness, and asking changes none of them."""

from typing import Any

import pytest

from relay.text.analyse import analyse
from relay.text.explain import explain

ROW = {
    "id": "a",
    "candidate": "Priya Nair",
    "role": "Engineer",
    "client": "Northwind",
    "stage": "panel",
    "interviewers": ["Tom Becker"],
    "note": (
        "Her explanation of the retry design was really clear. Every time we asked what changed we never got a number. "
        "We have decided not to take her further. Ring me on 0161 496 0148."
    ),
}


def test_every_point_and_run_says_why() -> None:
    told: dict[str, Any] = explain(ROW)
    items = [*told["points"], *told.get("unsure", []), *told["withheld"]]
    assert items
    assert all(item["why"].strip() for item in items)


def test_the_outcome_is_told_by_the_sentence_that_says_it() -> None:
    told: dict[str, Any] = explain(ROW)
    assert told["outcome"] == "rejected"
    assert "decided not to take her further" in told["why"]["outcome"]


def test_asking_why_changes_nothing() -> None:
    told: dict[str, Any] = explain(ROW)
    told.pop("why")
    for name in ("points", "unsure", "withheld"):
        for item in told.get(name, []):
            item.pop("why")
    assert told == analyse(dict(ROW))


@pytest.mark.parametrize("note", ["", " ", "ok", "Not the right fit.", "\ud800", "a, b; " * 3000])
def test_there_is_an_answer_for_every_note(note: str) -> None:
    told: dict[str, Any] = explain(ROW | {"note": note})
    assert told["why"]["outcome"]
    assert told["why"]["vague"]
