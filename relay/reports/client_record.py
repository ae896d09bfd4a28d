"""A client's record: how often and how soon they answer, how much of it says anything, and what could not be passed on.

Made to be taken into a review with the client, so it holds counts alone: nobody's words, no candidate and no interviewer.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, true

from relay.domain.client import Client
from relay.domain.interview import Interview
from relay.domain.note import Note
from relay.domain.reading import Reading, RunRuling, WithheldRun
from relay.domain.request import Request, RequestState
from relay.reports.coverage import coverage
from relay.reports.figures import Figures
from relay.reports.trails import Scope, Step, narrowed
from relay.store.work import Work
from relay.vocabulary import Reason


@dataclass(frozen=True, slots=True)
class ClientRecord:
    """What one client did with the interviews of a period.

    `notes` counts what they said that stands, `vague` how much of it gave nothing to act on, `declined` how often they said that
    nothing would come; `withheld` counts runs of words by the reason for which they could not be passed on.
    """

    client: Client
    figures: Figures
    notes: int
    vague: int
    declined: int
    withheld: tuple[tuple[Reason, int], ...]

    @property
    def response(self) -> float | None:
        """The share of the interviews that took place on which they said something."""
        return self.figures.of(Step.RECEIVED).share

    @property
    def answered_after(self) -> timedelta | None:
        """How long after the interview word came, in the middle."""
        return self.figures.of(Step.RECEIVED).after_interview

    @property
    def vague_share(self) -> float | None:
        """The share of notes that gave nothing to act on."""
        return self.vague / self.notes if self.notes else None


def client_record(work: Work, client_id: UUID, first: date | None, last: date | None) -> ClientRecord:
    """Return the record of one client for the interviews of a period, both days included. Raises NotFoundError."""
    client, scope = work.get(Client, client_id), Scope(first, last, client_id=client_id)
    interviews = narrowed(select(Interview.id), scope, work.agency.zone)
    readings = standing(work, interviews)
    said_last = (
        select(RunRuling.withhold)
        .where(RunRuling.agency_id == WithheldRun.agency_id, RunRuling.withheld_run_id == WithheldRun.id)
        .order_by(RunRuling.ruled_at.desc(), RunRuling.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    runs = (
        select(WithheldRun.reason, func.count())
        .where(
            WithheldRun.reading_id.in_([reading.id for reading in readings]),
            func.coalesce(said_last, true()),
        )
        .group_by(WithheldRun.reason)
    )
    counted = {Reason(reason): number for reason, number in work.session.execute(runs)}
    declined = select(func.count()).where(
        Request.interview_id.in_(interviews), Request.state == RequestState.DECLINED
    )
    return ClientRecord(
        client=client,
        figures=coverage(work, scope).whole,
        notes=len(readings),
        vague=sum(reading.vague for reading in readings),
        declined=work.session.scalar(declined) or 0,
        withheld=tuple((reason, counted[reason]) for reason in Reason if counted.get(reason)),
    )


def standing(work: Work, interviews: Select[Any]) -> list[Reading]:
    """The latest reading of each note on these interviews that no other note replaces."""
    replaced = select(Note.supersedes_id).where(Note.supersedes_id.is_not(None))
    found = work.all(
        select(Reading)
        .join(Reading.note)
        .where(Note.interview_id.in_(interviews), Note.id.not_in(replaced))
        .order_by(Reading.read_at)
    )
    return list({reading.note_id: reading for reading in found}.values())
