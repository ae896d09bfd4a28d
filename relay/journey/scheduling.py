"""Scheduling: an interview has a time, and with it a promise of word.

The first step of the walk. Leaves `interview.scheduled` and an open promise; later it moves, takes place, is cancelled or
missed, and the promise follows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select

from relay.domain.base import refuse_stale
from relay.domain.candidate import Candidate
from relay.domain.client import Contact
from relay.domain.errors import InvalidError
from relay.domain.instant import at_wall, clean_wall, clean_zone
from relay.domain.interview import OFF, Interview, InterviewContact
from relay.domain.job import Job
from relay.domain.promise import Promise, PromiseState
from relay.domain.request import ASKED, Request
from relay.domain.staff import Staff
from relay.domain.words import clean_line
from relay.store.askings import (
    asking_instant,
    end_asking,
    is_being_asked,
    take_back_links,
    unasked,
    wants_word,
)
from relay.store.erased import refuse_erased
from relay.store.work import Work

LONGEST_INTERVIEW = 24 * 60


@dataclass(frozen=True, slots=True)
class Appointment:
    """When: a local wall time such as `2026-11-24T14:00`, the zone of that wall, and a length in minutes."""

    wall_start: str
    zone: str
    minutes: int

    def span(self) -> tuple[datetime, datetime]:
        """Its start and end as instants. Raises InvalidError."""
        clean_zone("zone", self.zone)
        wall = clean_wall("wall_start", self.wall_start)
        if not 1 <= self.minutes <= LONGEST_INTERVIEW:
            raise InvalidError("minutes", f"Enter a length from 1 to {LONGEST_INTERVIEW} minutes.")
        start = at_wall(wall, self.zone)
        return start, start + timedelta(minutes=self.minutes)


def schedule_interview(
    work: Work,
    *,
    candidate_id: UUID,
    job_id: UUID,
    recruiter_id: UUID,
    stage: str,
    appointment: Appointment,
    contact_ids: Sequence[UUID] = (),
) -> Interview:
    """Schedule an interview and promise word on it.

    Raises InvalidError for values that cannot be taken, NotFoundError for people or jobs of nobody here, MoveError for a
    candidate whose record was merged into another.
    """
    starts_at, ends_at = appointment.span()
    refuse_erased(work, candidate_id)
    work.get(Candidate, candidate_id).refuse_merged()
    work.get(Staff, recruiter_id)
    job = work.get(Job, job_id)
    interview = Interview(
        agency_id=work.agency_id,
        candidate_id=candidate_id,
        job_id=job_id,
        recruiter_id=recruiter_id,
        stage=clean_line("stage", stage, longest=80),
        starts_at=starts_at,
        ends_at=ends_at,
        zone=appointment.zone,
        wall_start=appointment.wall_start,
    )
    interview.schedule()
    work.add(interview)
    set_contacts(work, interview, job, contact_ids)
    due_at = promised_instant(work, job, ends_at)
    work.add(
        Promise(
            agency_id=work.agency_id,
            interview_id=interview.id,
            due_at=due_at,
            zone=work.agency.zone,
            risk_at=risk_instant(work, ends_at, due_at),
        )
    )
    interview.ask_at = asking_instant(work, interview)
    return interview


def set_contacts(work: Work, interview: Interview, job: Job, contact_ids: Sequence[UUID]) -> None:
    """Say who sits on the client's side. Raises InvalidError where one of them is somebody else's contact."""
    for place, contact_id in enumerate(dict.fromkeys(contact_ids)):
        if work.get(Contact, contact_id).client_id != job.client_id:
            raise InvalidError("contact_ids", "Choose contacts of the job's client.")
        work.add(
            InterviewContact(
                agency_id=work.agency_id, interview_id=interview.id, contact_id=contact_id, place=place
            )
        )


def change_contacts(
    work: Work, interview_id: UUID, contact_ids: Sequence[UUID], *, version: int | None = None
) -> Interview:
    """Say anew who sits on the client's side: whoever stays keeps their place, whoever is new stands behind them.

    Whoever is left out is asked no more, and their links open nothing; where nobody is being asked then and word is still
    owed, the next one is. Raises InvalidError, MoveError, NotFoundError, StaleError.
    """
    interview = work.get(Interview, interview_id)
    refuse_erased(work, interview.candidate_id)
    refuse_stale(interview.version, version)
    seats = select(InterviewContact.contact_id).where(InterviewContact.interview_id == interview_id)
    before = work.session.scalars(seats.order_by(InterviewContact.place)).all()
    staying = [contact_id for contact_id in before if contact_id in contact_ids]
    work.session.execute(
        delete(InterviewContact).where(
            InterviewContact.agency_id == work.agency_id, InterviewContact.interview_id == interview_id
        )
    )
    set_contacts(work, interview, work.get(Job, interview.job_id), [*staying, *contact_ids])
    interview.change_contacts()
    leave_out(work, interview_id, set(before) - set(contact_ids))
    work.session.flush()
    if interview.state in OFF:
        return interview
    interview.ask_at = asking_instant(work, interview) or asked_next(work, interview)
    return interview


def leave_out(work: Work, interview_id: UUID, contact_ids: Collection[UUID]) -> None:
    """Ask these contacts no more about an interview."""
    asked = select(Request).where(
        Request.interview_id == interview_id, Request.contact_id.in_(contact_ids), Request.state.in_(ASKED)
    )
    for request in work.all(asked):
        request.close()
        take_back_links(work, request)


def asked_next(work: Work, interview: Interview) -> datetime | None:
    """When the next contact of an interview that is over is to be asked: now, unless somebody is asked or nobody is needed."""
    over = interview.ends_at <= work.now and work.agency.asks and wants_word(work, interview.id)
    if not over or is_being_asked(work, interview.id):
        return None
    return work.now if unasked(work, interview.id) is not None else None


def promised_instant(work: Work, job: Job, ends_at: datetime) -> datetime:
    """By when word is promised: at 17:00 on the agency's clocks, so many working days after the end.

    How many is the job's own number, else the client's, else the agency's.
    """
    days = job.promise_days or job.client.promise_days or work.agency.promise_days
    return work.agency.calendar.days_after(ends_at, days)


def risk_instant(work: Work, ends_at: datetime, due_at: datetime) -> datetime:
    """When a promise is close: the morning of the working day before, or of the day itself where the interview was later."""
    before = work.agency.calendar.days_before(due_at, 1)
    return before if before > ends_at else work.agency.calendar.days_before(due_at, 0)


def promise_of(work: Work, interview_id: UUID) -> Promise:
    """The interview's promise."""
    return work.session.scalars(select(Promise).where(Promise.interview_id == interview_id)).one()


def move_interview(
    work: Work, interview_id: UUID, appointment: Appointment, *, version: int | None = None
) -> Interview:
    """Give an interview that lies ahead another time. Raises InvalidError, MoveError, StaleError."""
    interview = work.get(Interview, interview_id)
    refuse_erased(work, interview.candidate_id)
    refuse_stale(interview.version, version)
    starts_at, ends_at = appointment.span()
    interview.move(
        starts_at=starts_at, ends_at=ends_at, zone=appointment.zone, wall_start=appointment.wall_start
    )
    due_at = promised_instant(work, work.get(Job, interview.job_id), ends_at)
    promise_of(work, interview_id).shift(due_at, risk_instant(work, ends_at, due_at))
    interview.ask_at = asking_instant(work, interview)
    return interview


def record_took_place(work: Work, interview_id: UUID) -> Interview:
    """The interview was held. Raises MoveError; InvalidError while it still lies ahead."""
    interview = work.get(Interview, interview_id)
    if interview.starts_at > work.now:
        raise InvalidError("state", "It has not begun yet. Move it first if it was held earlier.")
    renew_promise(work, interview_id)
    interview.take_place()
    return interview


def cancel_interview(work: Work, interview_id: UUID) -> Interview:
    """The interview will not be held, so no word is owed. Raises MoveError."""
    interview = work.get(Interview, interview_id)
    interview.cancel()
    end_asking(work, interview)
    waive_promise(work, interview_id, "The interview was cancelled.")
    return interview


def record_no_show(work: Work, interview_id: UUID) -> Interview:
    """The candidate did not come, so no word is owed. Raises MoveError."""
    interview = work.get(Interview, interview_id)
    interview.miss()
    end_asking(work, interview)
    waive_promise(work, interview_id, "The candidate did not come.")
    return interview


def reinstate_interview(work: Work, interview_id: UUID) -> Interview:
    """The cancellation or no-show was a mistake. Raises MoveError."""
    interview = work.get(Interview, interview_id)
    refuse_erased(work, interview.candidate_id)
    interview.reinstate()
    interview.ask_at = asking_instant(work, interview)
    renew_promise(work, interview_id)
    return interview


def waive_promise(work: Work, interview_id: UUID, reason: str) -> None:
    """Owe no word, for a reason; a promise that was kept stays kept."""
    promise = promise_of(work, interview_id)
    if promise.state in (PromiseState.OPEN, PromiseState.MISSED):
        promise.waive(clean_line("reason", reason, longest=300))


def renew_promise(work: Work, interview_id: UUID) -> None:
    """Owe word again where the promise had been waived."""
    promise = promise_of(work, interview_id)
    if promise.state is PromiseState.WAIVED:
        promise.renew(risk_instant(work, work.get(Interview, interview_id).ends_at, promise.due_at))
