"""Tenancy in the session: every query and every write is one agency's.

Three defences stand behind one another: composite keys in the schema, these listeners, and row-level security on
PostgreSQL. The listeners do not see Core selects, `text()` or hits in the identity map; hence one session per agency, the
check on flush, and a house test that keeps Core out of the upper rooms.
"""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import (
    LoaderCriteriaOption,
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
    with_loader_criteria,
)

from relay.domain.agency import Agency
from relay.domain.base import OfAgency

SET_AGENCY = sa.text("SELECT set_config('relay.agency', :agency, true)")


class TenancyError(RuntimeError):
    """A programming error: rows of an agency were asked for, or written, outside its session."""


def keep_to_agency(session: Session, agency_id: UUID | None) -> None:
    """Hold `session` to one agency, or, with None, to the tables that lie outside all of them."""
    session.info["agency_id"] = agency_id
    # Made once for all statements of the session: making them anew was a sixth of what a small query cost.
    session.info["criteria"] = criteria_of(agency_id) if agency_id else ()
    event.listen(session, "do_orm_execute", narrow)
    event.listen(session, "before_flush", check)
    event.listen(session, "after_begin", tell_database)


def narrow(state: ORMExecuteState) -> None:
    """Add the agency to every ORM statement. Raises TenancyError where there is none to add."""
    agency_id = state.session.info["agency_id"]
    if agency_id is None:
        if any(issubclass(mapper.class_, OfAgency | Agency) for mapper in state.all_mappers):
            raise TenancyError("rows of an agency were asked for in a session without one")
        return
    if state.is_insert or state.is_column_load or state.is_relationship_load:
        return
    state.statement = state.statement.options(*state.session.info["criteria"])


def criteria_of(agency_id: UUID) -> tuple[LoaderCriteriaOption, ...]:
    """What narrows a statement to one agency."""
    return (
        with_loader_criteria(OfAgency, lambda cls: cls.agency_id == agency_id, include_aliases=True),
        with_loader_criteria(Agency, lambda cls: cls.id == agency_id, include_aliases=True),
    )


def check(session: Session, _flush: UOWTransaction, _objects: Any) -> None:
    """Refuse to write a row of another agency."""
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, OfAgency | Agency) and row.agency_id != session.info["agency_id"]:
            raise TenancyError(f"a row of {type(row).__name__} belongs to another agency than its session")


def tell_database(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    """Tell row-level security whose session this is, for this transaction alone."""
    if connection.dialect.name == "postgresql":
        agency_id = session.info["agency_id"]
        connection.execute(SET_AGENCY, {"agency": str(agency_id) if agency_id else ""})
