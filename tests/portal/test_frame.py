"""The frame: what every template is handed."""

import pytest

from relay.portal.frame import upper_first


@pytest.mark.parametrize(
    ("written", "begun"),
    [
        ("final panel", "Final panel"),
        ("HR interview", "HR interview"),
        ("interview with the CTO", "Interview with the CTO"),
        ("Ärztegespräch", "Ärztegespräch"),
        ("", ""),
    ],
)
def test_words_begin_a_line_with_a_capital_and_stay_as_written_after_it(written: str, begun: str) -> None:
    assert upper_first(written) == begun
