"""Wall clocks: the hour that is skipped and the hour that comes twice."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from relay.domain.errors import InvalidError
from relay.domain.instant import Instant, at_wall, clean_zone

LONDON = "Europe/London"
SQLITE = sqlite.dialect()
POSTGRES = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy gives this one no types


def test_in_the_hour_that_is_skipped_the_time_after_the_jump_is_meant() -> None:
    assert at_wall(datetime.fromisoformat("2026-03-29T00:59"), LONDON) == datetime(
        2026, 3, 29, 0, 59, tzinfo=UTC
    )
    assert at_wall(datetime.fromisoformat("2026-03-29T01:30"), LONDON) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )
    assert at_wall(datetime.fromisoformat("2026-03-29T02:30"), LONDON) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )


def test_in_the_hour_that_comes_twice_the_first_one_is_meant() -> None:
    assert at_wall(datetime.fromisoformat("2026-10-25T01:30"), LONDON) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert at_wall(datetime.fromisoformat("2026-10-25T02:30"), LONDON) == datetime(
        2026, 10, 25, 2, 30, tzinfo=UTC
    )


def test_only_zones_of_the_list_are_taken() -> None:
    assert clean_zone("zone", "Asia/Kolkata") == "Asia/Kolkata"
    for name in ("", "GMT+1 or so", "../../etc/passwd", "europe/london\n"):
        with pytest.raises(InvalidError):
            clean_zone("zone", name)


def test_a_naive_time_has_no_place_on_the_line() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        Instant().process_bind_param(datetime.fromisoformat("2026-11-24"), SQLITE)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(
    st.datetimes(datetime.fromisoformat("1980-01-01"), datetime.fromisoformat("2100-01-01")),
    st.integers(-12 * 60, 14 * 60),
)
def test_an_instant_comes_back_as_the_same_moment(wall: datetime, offset: int) -> None:
    moment = wall.replace(tzinfo=timezone(timedelta(minutes=offset)))
    for dialect in (SQLITE, POSTGRES):
        kept = Instant().process_bind_param(moment, dialect)
        back = Instant().process_result_value(kept, dialect)
        assert back == moment
        assert back is not None
        assert back.tzinfo is UTC
