"""Points in time, and the wall clocks people live by.

An instant is stored in UTC: `timestamptz` on PostgreSQL, ISO text without an offset on SQLite. Values are always aware.
"""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from relay.domain.errors import InvalidError


class Instant(TypeDecorator[datetime]):
    """A column that takes and gives aware datetimes in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive value: it has no place on the time line."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the zone back to what SQLite keeps without one."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def clean_zone(field: str, name: str) -> str:
    """An IANA zone name. Raises InvalidError naming `field`."""
    if name not in available_timezones():
        raise InvalidError(field, "Choose a time zone from the list, such as Europe/London.")
    return name


def clean_wall(field: str, text: str) -> datetime:
    """A local wall time such as `2026-11-24T14:00`, without a zone. Raises InvalidError naming `field`."""
    try:
        wall = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidError(field, "Enter a date and a time, such as 24 November 2026, 14:00.") from error
    if wall.tzinfo is not None or not 2000 <= wall.year <= 2100:
        raise InvalidError(field, "Enter a date and a time between the years 2000 and 2100.")
    return wall


def at_wall(wall: datetime, zone: str) -> datetime:
    """The instant at which clocks in `zone` show `wall`.

    In the hour that is skipped in spring the clocks jump over `wall`: the time after the jump is meant. In the hour that
    comes twice in autumn the first one is meant (PEP 495, fold=0).
    """
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
