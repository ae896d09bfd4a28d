"""What got stuck: events that nobody could deal with, and notices that no mail server took."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from relay.domain.candidate import Candidate
from relay.domain.notice import Delivery, Notice, NoticeState
from relay.domain.staff import Staff
from relay.store.ledger import STUCK, EventRow, Handoff
from relay.store.work import Work

MOST = 200


def failed_handoffs(work: Work) -> Sequence[Any]:
    """Handoffs that used up their attempts, latest first: id, consumer, fault, attempts, event, happened_at, interview_id.

    Handoffs lie outside the tenancy of rows, because the dispatcher works for all agencies; so the agency is named here.
    """
    return work.session.execute(
        select(
            Handoff.id,
            Handoff.consumer,
            Handoff.fault,
            Handoff.attempts,
            EventRow.name.label("event"),
            EventRow.happened_at,
            EventRow.interview_id,
        )
        .join(EventRow, EventRow.id == Handoff.event_id)
        .where(STUCK, Handoff.agency_id == work.agency_id)
        .order_by(EventRow.happened_at.desc(), Handoff.id)
        .limit(MOST)
    ).all()


def failed_notices(work: Work) -> Sequence[Any]:
    """Notices that could not be sent, latest first: id, kind, address, sealed_at, attempts, code (of the last one),
    interview_id, candidate_id and candidate, staff_id and person.
    """
    attempts = select(func.count(Delivery.id)).where(Delivery.notice_id == Notice.id)
    code = (
        select(Delivery.code).where(Delivery.notice_id == Notice.id).order_by(Delivery.number.desc()).limit(1)
    )
    return work.session.execute(
        select(
            Notice.id,
            Notice.kind,
            Notice.address,
            Notice.sealed_at,
            attempts.correlate(Notice).scalar_subquery().label("attempts"),
            code.correlate(Notice).scalar_subquery().label("code"),
            Notice.interview_id,
            Notice.candidate_id,
            Candidate.name.label("candidate"),
            Notice.staff_id,
            Staff.name.label("person"),
        )
        .outerjoin(Candidate, Candidate.id == Notice.candidate_id)
        .outerjoin(Staff, Staff.id == Notice.staff_id)
        .where(Notice.state == NoticeState.FAILED)
        .order_by(Notice.sealed_at.desc(), Notice.id)
        .limit(MOST)
    ).all()
