"""Quiet hours: when somebody does not want mail, on their own clocks."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from relay.domain.errors import InvalidError
from relay.domain.instant import at_wall

HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Quiet(StrEnum):
    """Whose quiet hours hold for a candidate."""

    AGENCY = "agency"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when, as wall times such as `21:30`; over midnight where the end is the earlier one."""

    start: str
    end: str

    def until(self, moment: datetime, zone: str) -> datetime:
        """The first instant from `moment` on that lies outside, on the clocks of `zone`."""
        wall = moment.astimezone(ZoneInfo(zone))
        start, end, now = time.fromisoformat(self.start), time.fromisoformat(self.end), wall.time()
        within = start <= now < end if start < end else now >= start or now < end
        if not within:
            return moment
        day = wall.date() if now < end else wall.date() + timedelta(days=1)
        return max(moment, at_wall(datetime.combine(day, end), zone))


def clean_hours(start_field: str, start: str, end_field: str, end: str) -> Hours:
    """Two wall times that are not the same. Raises InvalidError naming the field that cannot be taken."""
    for field, value in ((start_field, start), (end_field, end)):
        if not HOUR.fullmatch(value.strip()):
            raise InvalidError(field, "Enter a time, such as 21:30.")
    if start.strip() == end.strip():
        raise InvalidError(end_field, "Choose an end that is not also the beginning.")
    return Hours(start.strip(), end.strip())


def hours_of(start: str | None, end: str | None) -> Hours | None:
    """The hours that two columns hold; None where there are none."""
    return Hours(start, end) if start and end else None
