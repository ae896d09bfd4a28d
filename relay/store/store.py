"""The store: what a process holds to reach the ledger."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from relay.domain.errors import BusyError, InvalidError, StaleError
from relay.store.engine import make_engines
from relay.store.tenancy import keep_to_agency
from relay.store.work import SYSTEM, Actor, Work, current_time, opened

Doorbell = Callable[[Sequence[UUID]], None]


def silent(_handoffs: Sequence[UUID]) -> None:
    """A doorbell nobody hears: the dispatcher finds the handoffs when it next looks."""


@dataclass(slots=True)
class Store:
    """One database, and the bell that is rung when a commit left something to do.

    `now` is the business clock (promises, reminders, when something happened); a simulation hands in its own.
    """

    writer: Engine
    reader: Engine
    doorbell: Doorbell = silent
    now: Callable[[], datetime] = field(default=current_time)

    @contextmanager
    def work(self, agency_id: UUID, actor: Actor = SYSTEM) -> Iterator[Work]:
        """A transaction that may write. Raises StaleError where another one was faster, BusyError where it has to wait."""
        work = Work(Session(self.writer, expire_on_commit=False), agency_id, actor, self.now())
        with told_plainly(), work.session, opened(work.session, work):
            yield work
        if work.rung:
            self.doorbell(work.rung)

    @contextmanager
    def look(self, agency_id: UUID, actor: Actor = SYSTEM) -> Iterator[Work]:
        """A transaction that only reads."""
        session = Session(self.reader, expire_on_commit=False, autoflush=False)
        keep_to_agency(session, agency_id)
        with told_plainly(), session, session.begin():
            if self.reader.dialect.name == "postgresql":
                session.execute(sa.text("SET TRANSACTION READ ONLY"))
            yield Work(session, agency_id, actor, self.now())

    @contextmanager
    def gate(self) -> Iterator[Session]:
        """A writing transaction on the tables outside all agencies, where nobody is known yet."""
        session = Session(self.writer, expire_on_commit=False)
        keep_to_agency(session, None)
        with told_plainly(), session, session.begin():
            yield session

    @contextmanager
    def glance(self) -> Iterator[Session]:
        """A transaction that only reads the tables outside all agencies: most requests need no more to be let in."""
        session = Session(self.reader, expire_on_commit=False, autoflush=False)
        keep_to_agency(session, None)
        with told_plainly(), session, session.begin():
            yield session

    def close(self) -> None:
        """Give every connection back."""
        self.writer.dispose()
        self.reader.dispose()


@contextmanager
def told_plainly() -> Iterator[None]:
    """Tell the store's ways of saying "somebody else was faster" in the words of the domain."""
    try:
        yield
    except StaleDataError as error:
        raise StaleError from error
    except IntegrityError as error:
        raise StaleError("Somebody else did this at the same moment, or it exists already.") from error
    except DataError as error:
        # PostgreSQL keeps no NUL and no number beyond its columns; SQLite takes either.
        raise InvalidError("", "This holds something that cannot be stored.") from error
    except OperationalError as error:
        raise BusyError("The relay is busy at the moment. Nothing was stored; try again.") from error


def open_store(url: str, doorbell: Doorbell = silent) -> Store:
    """The store at `url`."""
    writer, reader = make_engines(url)
    return Store(writer, reader, doorbell)
