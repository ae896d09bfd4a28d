"""relay analyse: what the engine makes of notes, without a database."""

import json
from typing import TextIO

import click

from relay.text.analyse import analyse as analyse_note
from relay.text.explain import explain as explain_note


@click.command()
@click.argument("notes", type=click.File(encoding="utf-8", errors="surrogateescape"), default="-")
@click.option(
    "--explain", is_flag=True, help="Say of each point, run, outcome and vagueness why it was read so."
)
def analyse(notes: TextIO, *, explain: bool) -> None:
    """Read notes as JSON lines and print what the engine makes of each: points, withheld runs, outcome, message.

    Each line holds id, candidate, role, client, stage, interviewers and note. Offsets are half-open, in code points.
    With --explain each point and run has the key `why`, and so has the note for its outcome and vagueness.

    Example: relay analyse notes.jsonl
    """
    make = explain_note if explain else analyse_note
    for number, line in enumerate(notes, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise click.ClickException(f"Line {number} is not JSON: {error}") from error
        if not isinstance(row, dict) or not isinstance(row.get("note"), str):
            raise click.ClickException(f"Line {number} has no note.")
        click.echo(json.dumps(make(row)))
