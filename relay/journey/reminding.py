"""Reminding: what somebody planned for tomorrow is brought to their mind, once, in the morning of their own day.

The clock calls it. It leaves `action.drew_near`, and the mail that follows says that there is something, never what. Where the
clock was late it still reminds by day; from the evening on it lets it be.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select

from relay.domain.action import UNDER_WAY, Action
from relay.domain.candidate import Candidate
from relay.store.work import Work

DAY = timedelta(days=1)
# On the candidate's clocks: from when on, and until when at the latest.
FROM, UNTIL = 9, 20
MOST_AT_ONCE = 500


def remind_of_actions(work: Work) -> int:
    """Tell of each action whose day is tomorrow where its candidate lives. Returns how many; the clock calls it."""
    near = [action for zone in zones(work) for action in due_tomorrow(work, zone)]
    for action in near:
        action.draw_near()
    return len(near)


def zones(work: Work) -> Sequence[str]:
    """The zones in which anything might be for tomorrow by now: a day is begun and ended somewhere for fifty hours."""
    today = work.now.date()
    return work.session.scalars(
        select(Candidate.zone)
        .join(Action, Action.candidate_id == Candidate.id)
        .where(untold(), Action.due_on >= today, Action.due_on <= today + 2 * DAY)
        .distinct()
    ).all()


def due_tomorrow(work: Work, zone: str) -> Sequence[Action]:
    """What is for tomorrow on these clocks, if it is day there; what was taken up later than this morning is fresh in mind."""
    here = work.now.astimezone(ZoneInfo(zone))
    if not FROM <= here.hour < UNTIL:
        return ()
    return work.all(
        select(Action)
        .join(Candidate, Candidate.id == Action.candidate_id)
        .where(
            untold(),
            Candidate.zone == zone,
            Candidate.erased_at.is_(None),
            Action.due_on == here.date() + DAY,
            Action.committed_at < morning(here.date(), zone),
        )
        .limit(MOST_AT_ONCE)
    )


def morning(day: date, zone: str) -> datetime:
    """When a day's reminders are made."""
    return datetime(day.year, day.month, day.day, FROM, tzinfo=ZoneInfo(zone))


def untold() -> ColumnElement[bool]:
    """Whether something is under way and nobody was told of its day yet."""
    return and_(Action.state.in_(UNDER_WAY), or_(Action.told_of.is_(None), Action.told_of != Action.due_on))
