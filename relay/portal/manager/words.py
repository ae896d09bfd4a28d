"""What figures say in words. A title is computed from its figures, and never says more than they do."""

import calendar
from datetime import date, timedelta

from relay.portal.manager.filters import WEEKS, Filters
from relay.reports.behind import Which
from relay.reports.trails import Rung, Step
from relay.vocabulary import Helpful, LoopOutcome

TENTHS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
FEW = 10

STEP_LABELS = {
    Step.INTERVIEW: "Took place",
    Step.ASKED: "Asked",
    Step.RECEIVED: "Received",
    Step.RELAYED: "Relayed",
    Step.OPENED: "Opened",
    Step.ACKNOWLEDGED: "Acknowledged",
    Step.ACTED: "Acted",
}


RUNG_LABELS = {
    Rung.PLANNED: "Planned",
    Rung.PRACTISED: "Practised",
    Rung.USED: "Used in an interview",
    Rung.DONE: "Done",
}
HELPFUL_LABELS = {Helpful.YES: "Helped", Helpful.PARTLY: "Partly helped", Helpful.NO: "Did not help"}
LOOP_LABELS = {
    LoopOutcome.BETTER: "Praised now",
    LoopOutcome.SAME: "Still to work on",
    LoopOutcome.NOT_MENTIONED: "Not mentioned",
}


def span(time: timedelta | None) -> str:
    """`40 minutes`, `6.5 hours`, `2.3 days`; a dash where there is nothing to tell."""
    if time is None:
        return "–"
    minutes = time.total_seconds() / 60
    if minutes < 1:
        return "under a minute"
    if minutes < 60:
        return counted(round(minutes), "minute")
    if minutes < 48 * 60:
        return counted(short(minutes / 60), "hour")
    return counted(short(minutes / 60 / 24), "day")


def short(number: float) -> float | int:
    """One place after the point below ten, none above; no `.0`."""
    rounded = round(number, 1) if number < 10 else round(number)
    return int(rounded) if rounded == int(rounded) else rounded


def counted(number: float, noun: str) -> str:
    """`1 hour`, `2 hours`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def headline(relayed: int, held: int, period: str) -> str:
    """The one answer: `About nine in ten interviews got feedback in March 2026`."""
    if held == 0:
        return f"No interview took place {period}"
    if relayed == held:
        return f"{'The one interview' if held == 1 else f'All {held:,} interviews'} {period} got feedback"
    if relayed == 0:
        words = "The one interview" if held == 1 else f"None of the {held:,} interviews"
        return f"{words} {period} got feedback{' yet: nothing was relayed' if held == 1 else ''}"
    return f"{share_in_words(relayed, held)} got feedback {period}"


def acted_headline(acted: int, relayed: int) -> str:
    """What came of the letters: `3 of 8 letters led to something being practised`."""
    if relayed == 0:
        return "No letter was relayed yet"
    letters = "the one letter" if relayed == 1 else f"{relayed:,} letters"
    if acted == 0:
        return (
            f"None of the {relayed:,} letters led to action yet"
            if relayed > 1
            else "The one letter led to no action yet"
        )
    if acted == relayed:
        return (
            f"{letters[0].upper()}{letters[1:]} led to action"
            if relayed == 1
            else f"All {letters} led to action"
        )
    return f"{acted:,} of {letters} led to action"


def share_in_words(part: int, whole: int) -> str:
    """`Nine in ten interviews`; few are counted, and what was rounded says so."""
    if whole < FEW:
        return f"{part} of {whole} interviews"
    tenths = round(part / whole * 10)
    if tenths == 0:
        return "Fewer than one in twenty interviews"
    if tenths == 10:
        return "Nearly all interviews"
    about = "" if part * 10 == tenths * whole else "about "
    words = "half of the interviews" if tenths == 5 else f"{TENTHS[tenths].lower()} in ten interviews"
    said = about + words
    return said[0].upper() + said[1:]


def period_in_words(filters: Filters) -> str:
    """`in March 2026`, `from 31 August to 22 November 2026`, `in the last 12 weeks`."""
    first, last = filters.scope.first, filters.scope.last
    if filters.usual:
        return f"in the last {WEEKS} weeks"
    if first and last:
        return between(first, last)
    if first:
        return f"since {full(first)}"
    return f"until {full(last)}" if last else "so far"


def between(first: date, last: date) -> str:
    """Two days, both included; a whole month by its name."""
    if first == last:
        return f"on {full(first)}"
    days = calendar.monthrange(first.year, first.month)[1]
    if first.day == 1 and last == first.replace(day=days):
        return f"in {first:%B %Y}"
    start = (
        str(first.day) if (first.year, first.month) == (last.year, last.month) else f"{first.day} {first:%B}"
    )
    if first.year != last.year:
        start = full(first)
    return f"from {start} to {full(last)}"


def full(day: date) -> str:
    """`24 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def week_label(monday: date) -> str:
    """`2 to 8 Nov 2026`."""
    sunday = monday + timedelta(days=6)
    start = str(monday.day) if monday.month == sunday.month else f"{monday.day} {monday:%b}"
    return f"{start} to {sunday.day} {sunday:%b %Y}"


LISTED = {
    Which.INTERVIEW: ("took place", ""),
    Which.ASKED: ("were asked about", "were never asked about"),
    Which.RECEIVED: ("have feedback from the client", "have no feedback from the client"),
    Which.RELAYED: ("have a letter", "have no letter"),
    Which.OPENED: ("have a letter that was opened", "have no opened letter"),
    Which.ACKNOWLEDGED: ("have an acknowledged letter", "have no acknowledged letter"),
    Which.ACTED: ("led to action", "have not led to action"),
    Which.WAITING: ("wait for a letter", ""),
    Which.KEPT: ("had their promise kept", ""),
    Which.MISSED: ("had their promise missed", ""),
    Which.UNCONFIRMED: ("have ended, and nobody said whether they took place", ""),
    Which.PLANNED: ("led to something being taken up", ""),
    Which.PRACTISED: ("led to something being practised", ""),
    Which.USED: ("led to something being used in an interview", ""),
    Which.DONE: ("led to something being done", ""),
    Which.HELPFUL: ("have a letter that helped", ""),
    Which.PARTLY_HELPFUL: ("have a letter that partly helped", ""),
    Which.NOT_HELPFUL: ("have a letter that did not help", ""),
    Which.BETTER: ("led to something that is praised in a later letter", ""),
    Which.SAME: ("led to something that a later letter still asks for", ""),
    Which.NOT_MENTIONED: ("led to something that no later letter mentions", ""),
}


def listed(total: int, which: Which, *, without: bool) -> str:
    """The title of a list: `34 interviews have a letter`."""
    what = LISTED[which][without] or LISTED[which][0]
    if total == 1:
        for plural, singular in (
            ("were ", "was "),
            ("have ", "has "),
            ("wait ", "waits "),
            ("had their", "had its"),
            ("they took", "it took"),
        ):
            what = what.replace(plural, singular)
    return f"{total:,} interview{'' if total == 1 else 's'} {what}"
