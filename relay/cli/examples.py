"""relay examples: what an agency's people corrected, as labelled notes. Nothing learns from them by itself."""

import json
from datetime import UTC, datetime
from uuid import UUID

import click

from relay.cli.agency import known_agency
from relay.cli.opening import opened_store
from relay.journey.equipping import record_export
from relay.reports.corrections import Span
from relay.reports.examples import examples as corrected_notes


@click.command()
@click.option(
    "--agency", "agency_id", required=True, type=click.UUID, help="Whose; `relay agency list` prints the ids."
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was decided from this day on, UTC."
)
def examples(agency_id: UUID, since: datetime | None) -> None:
    """Print the notes that people corrected as JSON lines, in the format of the labelled corpus.

    Each line holds the note, its points as people decided them, and what the engine had said. These are clients' own
    words: they are for the agency's administrator. The export is put on record.

    Example: relay examples --agency ID > examples.jsonl
    """
    with opened_store(quiet=True) as store, store.work(agency_id) as work:
        known_agency(work)
        rows = list(corrected_notes(work, Span(first=since.replace(tzinfo=UTC) if since else None)))
        record_export(work, len(rows))
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
