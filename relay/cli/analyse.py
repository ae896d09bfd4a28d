"""relay analyse: what the engine makes of notes, without a database."""

import json
from typing import TextIO

import click

from relay.text.analyse import analyse as analyse_note


@click.command()
@click.argument("notes", type=click.File(encoding="utf-8", errors="surrogateescape"), default="-")
def analyse(notes: TextIO) -> None:
    """Read notes as JSON lines and print what the engine makes of each: points, withheld runs, outcome, message.

    Each line holds id, candidate, role, client, stage, interviewers and note. Offsets are half-open, in code points.

    Example: relay analyse notes.jsonl
    """
    for number, line in enumerate(notes, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise click.ClickException(f"Line {number} is not JSON: {error}") from error
        if not isinstance(row, dict) or not isinstance(row.get("note"), str):
            raise click.ClickException(f"Line {number} has no note.")
        click.echo(json.dumps(analyse_note(row)))
