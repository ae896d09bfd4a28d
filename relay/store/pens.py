"""Pens: an agency's second pen, and what it has cost in the present month."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import select

from relay.domain.instant import at_wall
from relay.domain.pen import UNASKED, Dictation, DictationOutcome, Pen
from relay.store.work import Work

REST = timedelta(minutes=1)
# After so long nobody is still being waited for.
UNDER_WAY = timedelta(minutes=2)
AWAY = (DictationOutcome.UNREACHABLE, DictationOutcome.TIMED_OUT)


@dataclass(frozen=True, slots=True)
class Spent:
    """What the second pen cost in a month."""

    calls: int
    tokens: int


def find_pen(work: Work) -> Pen | None:
    """The agency's second pen, if one was ever set."""
    return work.one(select(Pen).where(Pen.agency_id == work.agency_id))


def take_pen(work: Work) -> Pen | None:
    """The same, locked until the end of the work, so that a budget is counted in turn."""
    return work.one(select(Pen).where(Pen.agency_id == work.agency_id).with_for_update())


def is_away(work: Work) -> bool:
    """Whether the pen did not answer a moment ago: nobody waits for it again at once."""
    asked = select(Dictation).where(
        Dictation.outcome.not_in([*UNASKED, DictationOutcome.ASKING]), Dictation.ended_at > work.now - REST
    )
    last = work.session.scalars(asked.order_by(Dictation.ended_at.desc()).limit(1)).one_or_none()
    return last is not None and last.outcome in AWAY


def count_under_way(work: Work) -> int:
    """How many wordings the pen is being asked for at this moment."""
    return int(
        work.session.scalar(
            select(sa.func.count()).where(
                Dictation.outcome == DictationOutcome.ASKING, Dictation.started_at > work.now - UNDER_WAY
            )
        )
        or 0
    )


def spent_this_month(work: Work) -> Spent:
    """What was asked since the month began on the agency's clocks, with an upper guess for what is under way."""
    first = month_began(work.now, work.agency.zone)
    calls, tokens = work.session.execute(
        select(sa.func.count(), sa.func.coalesce(sa.func.sum(Dictation.tokens), 0)).where(
            Dictation.started_at >= first, Dictation.outcome.not_in(UNASKED)
        )
    ).one()
    return Spent(int(calls), int(tokens))


def outcomes_this_month(work: Work) -> list[tuple[DictationOutcome, int]]:
    """How often each thing came of it since the month began, the most frequent first."""
    first = month_began(work.now, work.agency.zone)
    rows = work.session.execute(
        select(Dictation.outcome, sa.func.count())
        .where(Dictation.started_at >= first)
        .group_by(Dictation.outcome)
    ).all()
    return sorted(((outcome, int(count)) for outcome, count in rows), key=lambda row: (-row[1], row[0].value))


def fallen_back(work: Work, interview_id: UUID) -> dict[str, str]:
    """Why the second pen did not word a message, by the hash of the material it was asked about."""
    rows = work.all(
        select(Dictation).where(Dictation.interview_id == interview_id).order_by(Dictation.started_at)
    )
    unspoken = (DictationOutcome.ASKING, DictationOutcome.WORDED, DictationOutcome.MOVED)
    return {row.material_hash: row.outcome.label for row in rows if row.outcome not in unspoken}


def month_began(now: datetime, zone: str) -> datetime:
    """The first instant of the present month in `zone`."""
    local = now.astimezone(ZoneInfo(zone))
    return at_wall(datetime(local.year, local.month, 1), zone)  # noqa: DTZ001 - a wall time; the zone stands beside it
