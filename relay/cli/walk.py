"""relay walk: how far one piece of feedback has come."""

from uuid import UUID

import click
import sqlalchemy as sa

from relay.cli.opening import opened_store
from relay.domain.errors import NotFoundError
from relay.domain.events import EVENTS
from relay.domain.interview import Interview
from relay.domain.listeners import LISTENERS, SILENT
from relay.store.handoffs import handoffs_of
from relay.store.ledger import EventRow
from relay.store.store import Store
from workers.clock import agencies


@click.command()
@click.argument("interview", type=click.UUID)
def walk(interview: UUID) -> None:
    """Print the walk of one piece of feedback: each event, who did it, what was done about it and what comes next.

    Example: relay walk 01930e5c-1c5e-7c3a-9d0e-2f4b5a6c7d8e
    """
    with opened_store(quiet=True) as store:
        for agency_id in agencies(store):
            with store.look(agency_id) as work:
                events = work.all(
                    sa.select(EventRow)
                    .where(EventRow.interview_id == interview)
                    .order_by(EventRow.happened_at, EventRow.id)
                )
                if not events and work.one(sa.select(Interview).where(Interview.id == interview)) is None:
                    continue
            tell(store, list(events))
            return
    raise NotFoundError("That interview")


def tell(store: Store, events: list[EventRow]) -> None:
    """One line per event, and one per handoff beneath it."""
    for event in events:
        click.echo(f"{event.happened_at:%Y-%m-%d %H:%M:%S} UTC  {event.name:24} by {event.actor_kind.value}")
        for handoff in handoffs_of(store, event.id):
            fault = f" ({handoff.fault})" if handoff.fault else ""
            click.echo(
                f"{'':25}-> {handoff.consumer}: {handoff.state.value}, attempts {handoff.attempts}{fault}"
            )
    if events:
        last = EVENTS[events[-1].name]
        click.echo(f"Next: {SILENT.get(last) or ', '.join(LISTENERS.get(last, ()))}.")
