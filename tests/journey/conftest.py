"""What the steps share.

A step says the same to both databases, and the ledger's own tests ask both (tests/store), as do the cast's walk here and
the workers' tests. So the steps' many refusals are asked on the quicker one.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.candidate import Candidate
from relay.domain.staff import Staff
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.store.work import Work
from tests.cast import Cast

As = Callable[[Staff | Candidate], AbstractContextManager[Work]]


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """SQLite, save for the walk, which asks both."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def work_as(store: Store, cast: Cast) -> As:
    """A function that opens a unit of work as one of the cast, in their own agency."""

    def open_as(person: Staff | Candidate) -> AbstractContextManager[Work]:
        return store.work(person.agency_id, cast.act_as(person))

    return open_as


@pytest.fixture
def told(store: Store, cast: Cast) -> Callable[[UUID], list[str]]:
    """A function that gives the names of the events about something, in their order."""

    def names(subject_id: UUID) -> list[str]:
        with store.look(cast.agency.id) as work:
            rows = work.all(
                select(EventRow).where(EventRow.subject_id == subject_id).order_by(EventRow.subject_version)
            )
        assert [row.subject_version for row in rows] == list(range(1, len(rows) + 1))
        return [row.name for row in rows]

    return names


@pytest.fixture
def let(store: Store) -> Callable[[timedelta], None]:
    """A function that lets business time pass: promises fall due, keys run out. Leases keep their own clock."""
    real = store.now
    passed = [timedelta(0)]

    def pass_by(span: timedelta) -> None:
        passed[0] += span
        store.now = lambda: real() + passed[0]

    return pass_by


def minutes_ago(store: Store, minutes: int) -> datetime:
    """A moment of the business clock."""
    return store.now() - timedelta(minutes=minutes)
