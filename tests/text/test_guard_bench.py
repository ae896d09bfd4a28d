"""The bench's own promise in small: spoilt messages are caught, and correct ones are left alone.

The notes are taken at regular steps out of the whole corpus, so that a change that helps some and hurts others shows.
"""

from itertools import islice

import pytest

from bench.distortions import distortions
from bench.labelled import Labelled, chosen, labelled, rows_of
from relay.text.guard import guard


@pytest.fixture(scope="module")
def cases() -> list[Labelled]:
    rows = islice(rows_of(chosen(None)), 3, None, 6)
    return [case for row in rows if (case := labelled(row)).correct]


def test_most_spoilt_messages_are_caught_of_whatever_kind(cases: list[Labelled]) -> None:
    made: dict[str, int] = {}
    missed: dict[str, int] = {}
    for case in cases:
        known = {(b.code, b.key, b.advice) for b in guard(case.draft, case.material, case.hidden)}
        for spoilt in distortions(case, cases, "tests"):
            found = guard(spoilt.draft, case.material, case.hidden)
            made[spoilt.kind] = made.get(spoilt.kind, 0) + 1
            if all((b.code, b.key, b.advice) in known for b in found):
                missed[spoilt.kind] = missed.get(spoilt.kind, 0) + 1
    assert set(made) == {"dropped", "flipped", "opposed", "leak", "invented", "name", "score", "harsh"}
    assert sum(missed.values()) <= 0.05 * sum(made.values()), missed
    assert all(missed.get(kind, 0) <= 0.15 * count for kind, count in made.items()), missed


def test_hardly_any_correct_message_is_objected_to(cases: list[Labelled]) -> None:
    alarms = [case.id for case in cases if guard(case.draft, case.material, case.hidden)]
    assert len(alarms) <= 0.04 * len(cases), alarms


def test_the_same_seed_spoils_in_the_same_way(cases: list[Labelled]) -> None:
    once, again = ([d.what for d in distortions(cases[0], cases, "7")] for _ in range(2))
    assert once == again
    assert once != [d.what for d in distortions(cases[0], cases, "8")]
