"""One note of a corpus in, everything the engine makes of it out, as plain data for the command line and the scorer."""

from collections.abc import Mapping

from relay.text.compose import compose
from relay.text.merge import merge
from relay.text.read import read, sure_points
from relay.text.shapes import About, Material, NoteReading, Point, Said


def analyse(row: Mapping[str, object]) -> dict[str, object]:
    """Return points, withheld runs, outcome, vagueness and message for one note of a corpus."""
    return laid_out(row, read_row(row))


def about_of(row: Mapping[str, object]) -> About:
    """Return what a row of the corpus says of the interview."""
    people = row.get("interviewers")
    return About(
        str(row.get("candidate", "")),
        str(row.get("role", "")),
        str(row.get("client", "")),
        str(row.get("stage") or "interview"),
        tuple(str(name) for name in people) if isinstance(people, list) else (),
    )


def read_row(row: Mapping[str, object]) -> NoteReading:
    """Return the reading of a row's note."""
    return read(str(row.get("note", "")), about_of(row))


def laid_out(row: Mapping[str, object], reading: NoteReading) -> dict[str, object]:
    """Return a row's reading and the message made of it as plain data."""
    about, note = about_of(row), str(row.get("note", ""))
    sure = sure_points(reading)
    said = tuple(
        Said(f"p{i}", note[p.start : p.end], p.kind, p.competency, p.specific) for i, p in enumerate(sure)
    )
    draft = compose(Material(about, reading.outcome, merge((said,), about)))
    return {
        "id": row.get("id"),
        "outcome": reading.outcome.value,
        "vague": reading.vague,
        "points": [_told(p) for p in reading.points],
        "withheld": [{"start": w.start, "end": w.end, "reason": w.reason.value} for w in reading.withheld],
        "message": {"subject": draft.subject, "text": draft.text},
        "follow_ups": list(reading.follow_ups),
    }


def _told(point: Point) -> dict[str, object]:
    return {
        "start": point.start,
        "end": point.end,
        "kind": point.kind.value,
        "competency": point.competency.value,
        "specific": point.specific,
        "sure": point.sure,
    }
