"""Examples: the notes that people corrected, as a file for the agency's administrator. Taking it along is put on record."""

import json

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from relay.hall.policy import staff_only
from relay.hall.units import open_work
from relay.journey.equipping import record_export
from relay.reports.corrections import Span
from relay.reports.examples import examples
from relay.vocabulary import Role

blueprint = Blueprint("examples", __name__)


@blueprint.post("/agency/examples")
@staff_only(Role.ADMINISTRATOR)
def export() -> ResponseReturnValue:
    """All of them, one JSON object to a line."""
    with open_work() as work:
        rows = list(examples(work, Span()))
        record_export(work, len(rows))
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    answer = Response(lines.encode(), content_type="application/x-ndjson; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="examples.jsonl"'
    return answer
