"""What tests of the night shift share: a note laid before it, and a look at how every handoff stands."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
import structlog
from sqlalchemy import select

from relay.journey import capturing
from relay.logs import name_the_fault
from relay.store.ledger import EventRow, Handoff
from relay.store.store import Store
from relay.vocabulary import NoteSource
from tests.cast import NOTE, Cast
from tests.stores import Database


@pytest.fixture(autouse=True, scope="session")
def _logs() -> Iterator[None]:
    """Log as the house does, a fault by its kind and place: rendering whole tracebacks would take longer than the work."""
    structlog.configure(processors=[name_the_fault, structlog.processors.KeyValueRenderer()])
    yield
    structlog.reset_defaults()


@pytest.fixture
def database() -> Database:
    """SQLite; a test that is about several processes names PostgreSQL."""
    return "sqlite"


@pytest.fixture
def capture(store: Store, cast: Cast) -> Callable[[], UUID]:
    """A function by which Alice captures a note and goes home."""

    def capture_note(text: str = NOTE) -> UUID:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            form = capturing.NoteForm(text, NoteSource.CALL, quoted=False)
            return capturing.capture_note(work, cast.interview.id, form).id

    return capture_note


@pytest.fixture
def handoffs(store: Store) -> Callable[..., list[Handoff]]:
    """A function that gives every handoff as it stands, or those of one consumer."""

    def find_all(consumer: str | None = None) -> list[Handoff]:
        with store.gate() as session:
            rows = session.scalars(select(Handoff).order_by(Handoff.id)).all()
        return [row for row in rows if consumer in (None, row.consumer)]

    return find_all


@pytest.fixture
def events(store: Store, cast: Cast) -> Callable[[], list[str]]:
    """A function that names everything that happened in the cast's agency, in no order."""

    def names() -> list[str]:
        with store.look(cast.agency.id) as work:
            return sorted(work.session.scalars(select(EventRow.name)).all())

    return names
