"""The clock: notes what has fallen due by itself.

A round looks at due rows in the database; a lease row lets one process at a time make it, so any number may run.
"""

import os
import socket
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from relay.domain.staff import SignInName
from relay.journey.asking import ask_after_interviews, chase_contact, contacts_to_chase
from relay.journey.promising import mark_missed_promises, name_new_times, warn_of_promises
from relay.journey.reminding import remind_of_actions
from relay.journey.signing_in import sweep
from relay.logs import get_log
from relay.store.ledger import Lease, database_now
from relay.store.store import Store
from workers.dispatcher import Bell

log = get_log(__name__)
ROUND = 20.0
LEASE = timedelta(seconds=60)
# Where one contact does not answer the next is asked at once, and so on; what is still due then waits for the next round.
MOST_IN_A_ROW = 5


def keep_time(store: Store, bell: Bell) -> None:
    """Make a round every twenty seconds until stopped."""
    holder = f"{socket.gethostname()}:{os.getpid()}"
    while not bell.stopped.is_set():
        try:
            if take_lease(store, holder):
                make_round(store)
        except Exception:
            log.exception("clock round failed")
        bell.stopped.wait(ROUND)


def make_round(store: Store) -> None:
    """What falls due by itself, for every agency; a fault in one does not stop the others."""
    for agency_id in agencies(store):
        for step in STEPS:
            try:
                step(store, agency_id)
            except Exception:
                log.exception("clock round failed for an agency", agency=str(agency_id), step=step.__name__)
    sweep(store)


def keep_promises(store: Store, agency_id: UUID) -> None:
    """Promises that are close, that passed, and that want a new time."""
    with store.work(agency_id) as work:
        warn_of_promises(work)
        mark_missed_promises(work)
        name_new_times(work)


def ask_contacts(store: Store, agency_id: UUID) -> None:
    """Interviews that ended, and contacts who have not answered: each contact's mail is a transaction of its own."""
    with store.work(agency_id) as work:
        ask_after_interviews(work)
    for _ in range(MOST_IN_A_ROW):
        with store.look(agency_id) as work:
            due = contacts_to_chase(work)
        for contact_id in due:
            with store.work(agency_id) as work:
                chase_contact(work, contact_id)
        if not due:
            return


def remind_candidates(store: Store, agency_id: UUID) -> None:
    """What is for tomorrow in somebody's plan."""
    with store.work(agency_id) as work:
        remind_of_actions(work)


STEPS: tuple[Callable[[Store, UUID], None], ...] = (keep_promises, ask_contacts, remind_candidates)


def agencies(store: Store) -> list[UUID]:
    """Every agency somebody can sign in to."""
    with store.glance() as session:
        return list(session.scalars(sa.select(SignInName.agency_id).distinct()))


def take_lease(store: Store, holder: str) -> bool:
    """Take or keep the clock's lease. False where another process holds it."""
    with store.gate() as session:
        now = database_now(session)
        row = session.get(Lease, "clock", with_for_update=True)
        if row is None:
            session.add(Lease(name="clock", holder=holder, until=now + LEASE))
            return True
        if row.holder != holder and row.until > now:
            return False
        row.holder, row.until = holder, now + LEASE
        return True
