"""Coverage: of the interviews that took place, how many were asked about, heard of, relayed, read and acted on.

Computed from events alone, so that the same question about a moment past gets the answer that stood then. The figures are
the agency's about itself: interviews are counted, and no candidate is.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from relay.domain.client import Client
from relay.domain.staff import Staff
from relay.reports.figures import Figures, Tally, measure
from relay.reports.trails import Scope, trails
from relay.store.work import Work


@dataclass(frozen=True, slots=True)
class Part:
    """The chain for one client, recruiter or week. `key` is an id, or the Monday of the week; `label` a name."""

    key: UUID | date
    label: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Coverage:
    """The answer for a scope at a moment. `unconfirmed` interviews have ended, and nobody said whether they took place."""

    scope: Scope
    at: datetime
    whole: Figures
    by_client: tuple[Part, ...]
    by_recruiter: tuple[Part, ...]
    by_week: tuple[Part, ...]
    unconfirmed: int


def coverage(work: Work, scope: Scope, at: datetime | None = None) -> Coverage:
    """Coverage of the interviews in scope, as it stood `at` a moment; now by default."""
    moment = min(at, work.now) if at else work.now
    whole, unconfirmed = Tally(), 0
    by_client, by_recruiter = defaultdict[UUID, Tally](Tally), defaultdict[UUID, Tally](Tally)
    by_week = defaultdict[date, Tally](Tally)
    for trail in trails(work, scope, moment):
        if not trail.held:
            unconfirmed += 1
            continue
        measured = measure(trail)
        for tally in (
            whole,
            by_client[trail.client_id],
            by_recruiter[trail.recruiter_id],
            by_week[trail.week],
        ):
            tally.add(measured)
    return Coverage(
        scope=scope,
        at=moment,
        whole=whole.figures(),
        by_client=in_alphabet(by_client, client_names(work)),
        by_recruiter=in_alphabet(by_recruiter, staff_names(work)),
        by_week=tuple(
            Part(week, week.isoformat(), tally.figures()) for week, tally in sorted(by_week.items())
        ),
        unconfirmed=unconfirmed,
    )


def in_alphabet(tallies: Mapping[UUID, Tally], names: Mapping[UUID, str]) -> tuple[Part, ...]:
    """A part for each name, in the order of the alphabet: coverage is no league table."""
    parts = (Part(key, names.get(key, ""), tally.figures()) for key, tally in tallies.items())
    return tuple(sorted(parts, key=lambda part: (part.label.casefold(), str(part.key))))


def client_names(work: Work) -> dict[UUID, str]:
    """What the clients are called."""
    return {row.id: row.name for row in work.session.execute(select(Client.id, Client.name))}


def staff_names(work: Work) -> dict[UUID, str]:
    """What the agency's people are called."""
    return {row.id: row.name for row in work.session.execute(select(Staff.id, Staff.name))}
