"""Promising: the promise of word is watched, and where it slips the candidate is told at once, with a new time.

Scheduling makes the promise (docs/decisions/0006). The clock calls what falls due by itself here: the recruiter is told
that an instant is close; the candidate, that it passed; and after a grace in which the recruiter may name a new time, the
agency's policy does.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from relay.domain.calendar import OPENS
from relay.domain.errors import InvalidError, MoveError
from relay.domain.instant import at_wall, clean_wall
from relay.domain.interview import Interview
from relay.domain.promise import Promise, PromiseState
from relay.domain.words import clean_line
from relay.store.askings import end_asking, has_note
from relay.store.erased import refuse_erased_on
from relay.store.work import Work

MOST_AT_ONCE = 500
# After so many instants that passed in silence, the candidate is told honestly that nothing came.
SILENT_AFTER = 2


def warn_of_promises(work: Work) -> int:
    """Tell recruiters of promises that are close. Returns how many; the clock calls it."""
    close = due(work, Promise.state == PromiseState.OPEN, Promise.risk_at <= work.now)
    for promise in close:
        promise.warn()
    return len(close)


def mark_missed_promises(work: Work) -> int:
    """Mark each instant that has passed without word. Returns how many; the clock calls it."""
    passed = due(
        work,
        or_(
            and_(Promise.state == PromiseState.OPEN, Promise.due_at < work.now),
            and_(Promise.state == PromiseState.MISSED, Promise.new_due_at < work.now),
        ),
    )
    for promise in passed:
        promise.pass_by(work.agency.calendar.days_after(work.now, work.agency.grace_days, OPENS))
        if promise.misses >= SILENT_AFTER and not has_note(work, promise.interview_id):
            interview = work.get(Interview, promise.interview_id)
            end_asking(work, interview)
            interview.fall_silent()
    return len(passed)


def name_new_times(work: Work) -> int:
    """Name a new time by the agency's policy where nobody has in time. Returns how many; the clock calls it."""
    settled = due(work, Promise.state == PromiseState.MISSED, Promise.settle_at <= work.now)
    for promise in settled:
        promise.extend(work.agency.calendar.days_after(work.now, work.agency.promise_days))
    return len(settled)


def due(work: Work, *conditions: ColumnElement[bool]) -> Sequence[Promise]:
    """Return the promises of which these hold, a round's worth."""
    return work.all(select(Promise).where(*conditions).limit(MOST_AT_ONCE))


def name_new_time(work: Work, interview_id: UUID, wall: str) -> Promise:
    """Tell the candidate a new time, on the promise's clocks, after one that passed.

    Raises InvalidError naming `wall`, MoveError where none is owed.
    """
    promise = work.session.scalars(select(Promise).where(Promise.interview_id == interview_id)).one()
    moment = at_wall(clean_wall("wall", wall), promise.zone)
    if moment <= work.now:
        raise InvalidError("wall", "Enter a time that lies ahead.")
    if promise.settle_at is None and promise.new_due_at is None:
        raise MoveError("No new time is owed on this interview.")
    promise.extend(moment)
    return promise


def waive_promise(work: Work, interview_id: UUID, reason: str) -> Promise:
    """Owe no word, for a reason that is on record, and ask nobody any more. Raises InvalidError naming `reason`, MoveError."""
    refuse_erased_on(work, interview_id)
    promise = work.session.scalars(select(Promise).where(Promise.interview_id == interview_id)).one()
    promise.waive(clean_line("reason", reason, longest=300))
    end_asking(work, work.get(Interview, interview_id))
    return promise
