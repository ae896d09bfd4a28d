"""Time zones to choose from: those that are named after places, and UTC."""

from functools import cache
from zoneinfo import available_timezones

AREAS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def places() -> tuple[str, ...]:
    """The names, in order. Read once: the list lies on the disk."""
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(AREAS)))


def zone_options(chosen: str = "") -> list[tuple[str, str]]:
    """The options of a select, with the one that is chosen already, whatever it is."""
    names = places() if not chosen or chosen in places() else (chosen, *places())
    return [(name, name.replace("_", " ")) for name in names]
