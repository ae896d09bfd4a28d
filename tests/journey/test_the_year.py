"""The bench's own promise in small: a year in which nobody is asked, reminded or told too early, twice or never."""

from pathlib import Path

from bench.year_oracle import judge
from bench.yearly import Year

INTERVIEWS, KILLS = 10, 3


def test_nobody_is_asked_too_early_twice_or_never(tmp_path: Path) -> None:
    year = Year(tmp_path, INTERVIEWS, 7, KILLS)
    year.live()
    verdict = judge(year.facts, year.mails())
    left_over = year.left_over()
    year.store.close()
    assert verdict.examples == []
    assert (verdict.interviews, verdict.unfinished, left_over) == (INTERVIEWS, 0, 0)
    assert verdict.mails > INTERVIEWS
