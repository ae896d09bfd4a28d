"""The diary: a thing from one's plan as a file that any calendar takes (RFC 5545). It says what its owner wrote, and nothing else."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from relay.domain.action import Action

# At nine on the day before, on the clocks of whatever calendar takes it.
REMINDER = timedelta(hours=-15)


def as_calendar(action: Action, now: datetime) -> bytes:
    """One action as a whole-day entry with a reminder; the same action keeps its identity, so that a second import moves it."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", action.what)
    alarm.add("trigger", REMINDER)
    entry = Event()
    entry.add("uid", f"{action.id}@relay")
    entry.add("dtstamp", now)
    entry.add("dtstart", action.due_on)
    entry.add("summary", action.what)
    entry.add("transp", "TRANSPARENT")
    entry.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//the relay//plan//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written
