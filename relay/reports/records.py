"""Records: clients, jobs and candidates as lists, a page at a time, with true counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from relay.domain.candidate import Candidate
from relay.domain.client import Client, Contact
from relay.domain.interview import Interview
from relay.domain.job import Job, JobState
from relay.store.work import Work

PAGE = 50
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a longer list. `first` and `last` are places in the whole, from 1."""

    rows: Sequence[Row]
    number: int
    total: int
    size: int = PAGE

    @property
    def first(self) -> int:
        """The place of the first row."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The place of the last row."""
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> int | None:
        """The number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The number of the page after, if there is one."""
        return self.number + 1 if self.last < self.total else None


def cut(
    work: Work, statement: Select[Any], of: InstrumentedAttribute[UUID], number: int, size: int = PAGE
) -> Page[Any]:
    """One page of what `statement` finds; `of` is the id that is counted. A number past the end gives the last page."""
    counting = statement.with_only_columns(func.count(of)).order_by(None)
    total = work.session.execute(counting).scalar_one()
    number = max(1, min(number, -(-total // size)))
    rows = work.session.execute(statement.limit(size).offset((number - 1) * size)).all()
    return Page(rows, number, total, size)


def holds(words: str, *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Whether one of the columns holds these words, whatever their case; % and _ mean themselves."""
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


def list_clients(work: Work, words: str = "", number: int = 1, size: int = PAGE) -> Page[Any]:
    """Clients by name: id, name, contacts, open_jobs, interviews."""
    contacts = select(func.count(Contact.id)).where(Contact.client_id == Client.id)
    jobs = select(func.count(Job.id)).where(Job.client_id == Client.id, Job.state == JobState.OPEN)
    # Not a join: without statistics SQLite would read all interviews for each client.
    theirs = select(Job.id).where(Job.client_id == Client.id).correlate(Client)
    interviews = select(func.count(Interview.id)).where(Interview.job_id.in_(theirs))
    statement = select(
        Client.id,
        Client.name,
        contacts.correlate(Client).scalar_subquery().label("contacts"),
        jobs.correlate(Client).scalar_subquery().label("open_jobs"),
        interviews.correlate(Client).scalar_subquery().label("interviews"),
    ).order_by(func.lower(Client.name), Client.id)
    if words:
        person = exists().where(Contact.client_id == Client.id, holds(words, Contact.name, Contact.email))
        statement = statement.where(or_(holds(words, Client.name), person))
    return cut(work, statement, Client.id, number, size)


def client_names(work: Work) -> Sequence[Any]:
    """Every client's id and name, by name, to choose from."""
    return work.session.execute(
        select(Client.id, Client.name).order_by(func.lower(Client.name), Client.id)
    ).all()


def list_contacts(work: Work, client_id: UUID) -> Sequence[Contact]:
    """The people of a client, by name."""
    return work.all(
        select(Contact).where(Contact.client_id == client_id).order_by(func.lower(Contact.name), Contact.id)
    )


def list_jobs(
    work: Work,
    words: str = "",
    number: int = 1,
    *,
    state: JobState | None = None,
    client_id: UUID | None = None,
    size: int = PAGE,
) -> Page[Any]:
    """Jobs, open ones first, then by title: id, title, state, client_id, client, interviews."""
    interviews = select(func.count(Interview.id)).where(Interview.job_id == Job.id)
    statement = (
        select(
            Job.id,
            Job.title,
            Job.state,
            Job.client_id,
            Client.name.label("client"),
            interviews.correlate(Job).scalar_subquery().label("interviews"),
        )
        .join(Job.client)
        .order_by(Job.state.desc(), func.lower(Job.title), Job.id)
    )
    if words:
        statement = statement.where(holds(words, Job.title, Client.name))
    if state is not None:
        statement = statement.where(Job.state == state)
    if client_id is not None:
        statement = statement.where(Job.client_id == client_id)
    return cut(work, statement, Job.id, number, size)


def open_jobs(work: Work, beside: UUID | None = None) -> Sequence[Any]:
    """Every open job, and the one named beside them, to choose from: id, title, client."""
    return work.session.execute(
        select(Job.id, Job.title, Client.name.label("client"))
        .join(Job.client)
        .where(or_(Job.state == JobState.OPEN, Job.id == beside))
        .order_by(func.lower(Client.name), func.lower(Job.title), Job.id)
    ).all()


def list_candidates(work: Work, words: str = "", number: int = 1, size: int = PAGE) -> Page[Any]:
    """Candidates by name: id, name, called, email, erased_at, interviews, latest (when their latest interview starts, or None).

    Whoever was there twice is found by the name and address of either record.
    """
    held = Interview.candidate_id == Candidate.id
    count = select(func.count(Interview.id)).where(held)
    latest = select(func.max(Interview.starts_at)).where(held)
    statement = select(
        Candidate.id,
        Candidate.name,
        Candidate.called,
        Candidate.email,
        Candidate.erased_at,
        count.correlate(Candidate).scalar_subquery().label("interviews"),
        latest.correlate(Candidate).scalar_subquery().label("latest"),
    ).order_by(func.lower(Candidate.name), Candidate.id)
    statement = statement.where(Candidate.merged_into_id.is_(None))
    if words:
        former = aliased(Candidate)
        absorbed = exists().where(former.merged_into_id == Candidate.id, is_called(words, former))
        statement = statement.where(or_(is_called(words, Candidate), absorbed))
    return cut(work, statement, Candidate.id, number, size)


def is_called(words: str, kind: type[Candidate]) -> ColumnElement[bool]:
    """Whether a candidate's name or address holds these words."""
    # Every second address ends alike, so its end is searched only for whoever types an @.
    address = (
        kind.email.icontains(words, autoescape=True)
        if "@" in words
        else kind.email.istartswith(words, autoescape=True)
    )
    return or_(holds(words, kind.name, kind.called), address)


def newest_candidates(work: Work, most: int = 20) -> Sequence[Candidate]:
    """The candidates that were added last: whoever schedules an interview mostly wants one of these."""
    standing = select(Candidate).where(Candidate.merged_into_id.is_(None), Candidate.erased_at.is_(None))
    return work.all(standing.order_by(Candidate.id.desc()).limit(most))
