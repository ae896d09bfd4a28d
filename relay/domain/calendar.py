"""Working days and working hours: by when word is promised, and when people may be written to.

A working day is one outside the weekend that is no public holiday of a country, or of a part of one (ISO 3166-2: "GB-SCT").
Both are those of the library `holidays`; without a country the week is Monday to Friday.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays
from holidays.registry import COUNTRIES

from relay.domain.errors import InvalidError
from relay.domain.instant import at_wall

OPENS, CLOSES = 9, 17
SATURDAY = 5
# Countries whose parts keep holidays of their own often enough that they are offered one by one.
OFFERED_IN_PARTS = ("AU", "CA", "CH", "DE", "ES", "GB", "US")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a place: the clocks of `zone`, the public holidays of `country`; None is for no holidays."""

    zone: str
    country: str | None = None

    def works_on(self, day: date) -> bool:
        """Tell whether people work that day."""
        if self.country is None:
            return day.weekday() < SATURDAY
        known = holidays_of(self.country)
        return day.weekday() not in known.weekend and day not in known

    def day_of(self, moment: datetime) -> date:
        """Return the date that the place's clocks show."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def at(self, day: date, hour: int) -> datetime:
        """Return the instant of a full hour of a day."""
        return at_wall(datetime.combine(day, time(hour)), self.zone)

    def days_after(self, start: datetime, days: int, hour: int = CLOSES) -> datetime:
        """Return the instant at `hour` o'clock, `days` working days after `start`."""
        return self.at(self.step(self.day_of(start), days), hour)

    def days_before(self, end: datetime, days: int, hour: int = OPENS) -> datetime:
        """Return the instant at `hour` o'clock, `days` working days before `end`."""
        return self.at(self.step(self.day_of(end), -days), hour)

    def step(self, day: date, days: int) -> date:
        """Return the day that lies so many working days after `day`, or before it."""
        for _ in range(abs(days)):
            day += timedelta(days=1 if days > 0 else -1)
            while not self.works_on(day):
                day += timedelta(days=1 if days > 0 else -1)
        return day

    def opening(self, moment: datetime) -> datetime:
        """Return `moment` if it lies in working hours, else the next moment at which they begin."""
        day = self.day_of(moment)
        if self.works_on(day) and moment < self.at(day, CLOSES):
            return max(moment, self.at(day, OPENS))
        return self.at(self.step(day, 1), OPENS)


@cache
def holidays_of(country: str) -> HolidayBase:
    """Return the public holidays of a country or of a part of one, year by year as they are asked for."""
    code, _, part = country.partition("-")
    return country_holidays(code, subdiv=part or None)


@cache
def known_countries() -> dict[str, str]:
    """Return what an agency may choose, by its code: countries by name, some of them with their parts."""
    return dict(sorted(offered(), key=lambda item: item[1]))


def offered() -> Iterator[tuple[str, str]]:
    """Yield code and name of each country, and of the parts of some."""
    for module, (_, code, *_) in COUNTRIES.items():
        name = module.replace("_", " ").title()
        yield code, name
        if code in OFFERED_IN_PARTS:
            entity = country_holidays(code)
            names = {part: called for called, part in entity.subdivisions_aliases.items()}
            yield from (
                (f"{code}-{part}", f"{name}: {names.get(part, part)}") for part in entity.subdivisions
            )


def clean_country(field: str, code: str) -> str | None:
    """Return the code of a known country or part; None for none. Raises InvalidError naming `field`."""
    if code and code not in known_countries():
        raise InvalidError(field, "Choose a country from the list, or none.")
    return code or None
