"""Times as people read them: template filters, listed with their contract in `templates/components/README.md`."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from relay.hall.house import house

SPANS = (
    (timedelta(minutes=1), timedelta(hours=1), timedelta(minutes=1), "minute"),
    (timedelta(hours=1), timedelta(days=1), timedelta(hours=1), "hour"),
    (timedelta(days=2), timedelta(days=14), timedelta(days=1), "day"),
)


def set_up_times(app: Flask) -> None:
    """Register the filters."""
    app.add_template_filter(instant, "instant")
    app.add_template_filter(in_words, "ago")
    app.add_template_filter(day, "day")
    app.add_template_filter(iso, "iso")


def instant(at: datetime, zone: str) -> str:
    """`Thu 12 Nov 2026, 14:00 GMT`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M} {zone_name(local, zone)}"


def zone_name(local: datetime, zone: str) -> str:
    """The zone's short name, or the city where it only has an offset for one."""
    name = local.tzname() or zone
    return name if name.isalpha() else zone.rsplit("/", 1)[-1].replace("_", " ") + " time"


def in_words(at: datetime) -> str:
    """`3 hours ago`, `in 20 minutes`, `yesterday`; from a fortnight on, the day."""
    return relative(at, house().store.now())


def relative(at: datetime, now: datetime) -> str:
    """How long `at` is ago, or ahead, seen from `now`."""
    apart = abs(now - at)
    ahead = at > now
    if apart < timedelta(minutes=1):
        return "just now"
    if timedelta(days=1) <= apart < timedelta(days=2):
        return "tomorrow" if ahead else "yesterday"
    for least, most, unit, name in SPANS:
        if least <= apart < most:
            count = apart // unit
            words = f"{count} {name}{'' if count == 1 else 's'}"
            return f"in {words}" if ahead else f"{words} ago"
    return f"{at.day} {at:%b %Y}"


def day(at: datetime | date, zone: str) -> str:
    """`Thu 12 November`, with the year where it is not this year's."""
    local = at.astimezone(ZoneInfo(zone)).date() if isinstance(at, datetime) else at
    this_year = house().store.now().astimezone(ZoneInfo(zone)).year
    words = f"{local:%a} {local.day} {local:%B}"
    return words if local.year == this_year else f"{words} {local.year}"


def iso(at: datetime | date) -> str:
    """`2026-11-12T14:00:00Z`, or `2026-11-12` for a date."""
    if isinstance(at, datetime):
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return at.isoformat()
