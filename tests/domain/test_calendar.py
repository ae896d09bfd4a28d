"""Working days and working hours: weekends, public holidays, and both changes of the clocks."""

from datetime import UTC, date, datetime

import pytest

from relay.domain.calendar import Calendar, clean_country, known_countries
from relay.domain.errors import InvalidError

LONDON = "Europe/London"
ENGLAND = Calendar(LONDON, "GB-ENG")


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (datetime(2026, 11, 24, 15, tzinfo=UTC), 3, datetime(2026, 11, 27, 17, tzinfo=UTC)),
        (datetime(2026, 11, 27, 15, tzinfo=UTC), 1, datetime(2026, 11, 30, 17, tzinfo=UTC)),
        (datetime(2026, 11, 28, 9, tzinfo=UTC), 1, datetime(2026, 11, 30, 17, tzinfo=UTC)),
        (datetime(2026, 11, 27, 15, tzinfo=UTC), 10, datetime(2026, 12, 11, 17, tzinfo=UTC)),
        (datetime(2026, 10, 23, 15, tzinfo=UTC), 1, datetime(2026, 10, 26, 17, tzinfo=UTC)),
        (datetime(2026, 3, 27, 15, tzinfo=UTC), 1, datetime(2026, 3, 30, 16, tzinfo=UTC)),
    ],
    ids=["midweek", "over a weekend", "from a Saturday", "two weeks", "into winter", "into summer"],
)
def test_a_promise_is_due_at_five_on_a_working_day(start: datetime, days: int, due: datetime) -> None:
    assert Calendar(LONDON).days_after(start, days) == due


def test_the_day_is_the_one_on_the_agencys_own_wall() -> None:
    late = datetime(2026, 11, 24, 23, tzinfo=UTC)  # already Wednesday in Auckland
    assert Calendar("Pacific/Auckland").days_after(late, 1) == datetime(2026, 11, 26, 4, tzinfo=UTC)


def test_public_holidays_are_no_working_days() -> None:
    christmas_eve = datetime(2026, 12, 24, 15, tzinfo=UTC)
    # Christmas Day is a Friday; Boxing Day, a Saturday, is kept on Monday
    assert ENGLAND.days_after(christmas_eve, 1) == datetime(2026, 12, 29, 17, tzinfo=UTC)
    assert Calendar(LONDON).days_after(christmas_eve, 1) == datetime(2026, 12, 25, 17, tzinfo=UTC)


def test_a_part_of_a_country_keeps_its_own_holidays() -> None:
    saint_andrews = date(2026, 11, 30)
    assert ENGLAND.works_on(saint_andrews)
    assert not Calendar(LONDON, "GB-SCT").works_on(saint_andrews)


def test_the_weekend_is_the_countrys() -> None:
    friday, sunday = date(2026, 11, 20), date(2026, 11, 22)
    riyadh = Calendar("Asia/Riyadh", "SA")
    assert (riyadh.works_on(friday), riyadh.works_on(sunday)) == (False, True)
    assert (ENGLAND.works_on(friday), ENGLAND.works_on(sunday)) == (True, False)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (datetime(2026, 11, 24, 11, tzinfo=UTC), datetime(2026, 11, 24, 11, tzinfo=UTC)),
        (datetime(2026, 11, 24, 7, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (datetime(2026, 11, 24, 17, tzinfo=UTC), datetime(2026, 11, 25, 9, tzinfo=UTC)),
        (datetime(2026, 11, 27, 18, tzinfo=UTC), datetime(2026, 11, 30, 9, tzinfo=UTC)),
        (datetime(2026, 12, 24, 18, tzinfo=UTC), datetime(2026, 12, 29, 9, tzinfo=UTC)),
        (datetime(2026, 3, 27, 18, tzinfo=UTC), datetime(2026, 3, 30, 8, tzinfo=UTC)),
        (datetime(2026, 10, 23, 18, tzinfo=UTC), datetime(2026, 10, 26, 9, tzinfo=UTC)),
    ],
    ids=["at work", "too early", "at five", "over a weekend", "over Christmas", "into summer", "into winter"],
)
def test_nobody_is_written_to_outside_working_hours(moment: datetime, opening: datetime) -> None:
    assert ENGLAND.opening(moment) == opening


def test_days_are_counted_backwards_as_well() -> None:
    tuesday = datetime(2026, 12, 29, 17, tzinfo=UTC)
    assert ENGLAND.days_before(tuesday, 1) == datetime(2026, 12, 24, 9, tzinfo=UTC)
    assert ENGLAND.days_before(tuesday, 0) == datetime(2026, 12, 29, 9, tzinfo=UTC)


def test_countries_are_those_of_the_list() -> None:
    assert known_countries()["GB-SCT"] == "United Kingdom: Scotland"
    assert clean_country("country", "DE-BY") == "DE-BY"
    assert clean_country("country", "") is None
    for code in ("XX", "GB-XXX", "united_kingdom", "gb"):
        with pytest.raises(InvalidError):
            clean_country("country", code)
