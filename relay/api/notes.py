"""Notes over the API: the client's words come in, and with them goes out what the engine made of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import url_for
from marshmallow import fields
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from relay.api.door import Made, Shown, etag, make_once, noun
from relay.api.listing import Part, cut, listed
from relay.api.values import Flag, Given, Id, Moment, Taken, Words
from relay.domain.interview import Interview
from relay.domain.note import Note
from relay.domain.reading import Reading, WithheldRun
from relay.domain.words import LONGEST_NOTE
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.capturing import NoteForm, capture_note
from relay.store.rulings import ruled_runs, standing_points
from relay.store.work import Work
from relay.text.ask import follow_up_note
from relay.vocabulary import Competency, Kind, NoteSource, Outcome, Reason

blueprint = noun("Notes", "Raw feedback as received, and the reading of it")


class NoteTaken(Taken):
    """A note to be captured. `quoted` says whether these are the client's own words."""

    text = Words(longest=LONGEST_NOTE, required=True)
    source = fields.Enum(NoteSource, by_value=True, required=True)
    quoted = Flag(required=True)
    contact_id = Id(load_default=None, allow_none=True)
    supersedes_id = Id(load_default=None, allow_none=True)


class PointGiven(Given):
    """One thing the note says; `start` and `end` are half-open, in code points."""

    id = fields.UUID()
    start = fields.Integer()
    end = fields.Integer()
    words = fields.String()
    kind = fields.Enum(Kind, by_value=True)
    competency = fields.Enum(Competency, by_value=True)
    specific = fields.Boolean()
    sure = fields.Boolean()
    follow_up = fields.String(allow_none=True)
    by_hand = fields.Boolean()


class RunGiven(Given):
    """Words of the note that must not be passed on."""

    id = fields.UUID()
    start = fields.Integer()
    end = fields.Integer()
    words = fields.String()
    reason = fields.Enum(Reason, by_value=True)
    by_hand = fields.Boolean()


class ReadingGiven(Given):
    """What was made of the note, by the engine or, `by_hand`, by a person; `follow_ups` is what to ask the client where it is vague."""

    engine = fields.String()
    read_at = Moment()
    outcome = fields.Enum(Outcome, by_value=True)
    vague = fields.Boolean()
    follow_ups = fields.List(fields.String())
    points = fields.List(fields.Nested(PointGiven))
    withheld = fields.List(fields.Nested(RunGiven))


class NoteGiven(Given):
    """A note; `reading` is null until the engine has read it."""

    id = fields.UUID()
    interview_id = fields.UUID()
    author_id = fields.UUID()
    contact_id = fields.UUID(allow_none=True)
    supersedes_id = fields.UUID(allow_none=True)
    source = fields.Enum(NoteSource, by_value=True)
    quoted = fields.Boolean()
    text = fields.String()
    captured_at = Moment()
    reading = fields.Nested(ReadingGiven, allow_none=True)


def shown(work: Work, notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Notes with the latest reading of each."""
    readings = {
        reading.note_id: reading
        for reading in work.all(
            select(Reading)
            .where(Reading.note_id.in_([note.id for note in notes]))
            .options(joinedload(Reading.note), selectinload(Reading.points), selectinload(Reading.withheld))
            .order_by(Reading.read_at, Reading.id)
        )
    }
    names = [name for name in NoteGiven().fields if name != "reading"]
    held = ruled_runs(work, list(readings.values()))
    withheld = [ruled.run for ruled in held if ruled.withheld]
    return [
        {name: getattr(note, name) for name in names}
        | {"reading": shown_reading(note, readings.get(note.id), withheld)}
        for note in notes
    ]


def shown_reading(
    note: Note, reading: Reading | None, withheld: Sequence[WithheldRun]
) -> dict[str, Any] | None:
    """A reading, each point and each run that is still `withheld` with the words it stands on."""
    if reading is None:
        return None
    return {
        "engine": reading.engine,
        "read_at": reading.read_at,
        "outcome": reading.outcome,
        "vague": reading.vague,
        "follow_ups": list(follow_up_note(reading.outcome)) if reading.vague else [],
        "points": [with_words(note, point, PointGiven) for point in standing_points(reading)],
        "withheld": [with_words(note, run, RunGiven) for run in withheld if run.reading_id == reading.id],
    }


def with_words(note: Note, row: Any, schema: type[Given]) -> dict[str, Any]:
    """A point or run with its words cut out of the note."""
    names = [name for name in schema().fields if name != "words"]
    return {name: getattr(row, name) for name in names} | {"words": note.text[row.start : row.end]}


@blueprint.get("/interviews/<uuid:interview_id>/notes")
@everyone_on_staff
@blueprint.arguments(Part, location="query")
@blueprint.response(200, listed(NoteGiven, "Notes"))
def list_notes(part: dict[str, Any], interview_id: UUID) -> dict[str, Any]:
    """All notes on an interview, those that were superseded included"""
    with open_look() as work:
        work.get(Interview, interview_id)
        rows, after = cut(work, Note, select(Note).where(Note.interview_id == interview_id), part)
        return {"items": shown(work, rows), "next": after}


@blueprint.post("/interviews/<uuid:interview_id>/notes")
@everyone_on_staff
@blueprint.arguments(NoteTaken)
@blueprint.response(201, NoteGiven)
def post_note(content: dict[str, Any], interview_id: UUID) -> Response:
    """Capture a note; its reading and a draft follow by themselves"""

    def make(work: Work) -> Made:
        note = capture_note(work, interview_id, NoteForm(**content))
        address = url_for("Notes.get_note", note_id=note.id)
        return Made(NoteGiven().dump(shown(work, [note])[0]), address, note.version)

    return make_once(content, make)


@blueprint.get("/notes/<uuid:note_id>")
@everyone_on_staff
@blueprint.response(200, NoteGiven)
def get_note(note_id: UUID) -> Shown:
    """One note with its reading"""
    with open_look() as work:
        note = work.get(Note, note_id)
        return shown(work, [note])[0], 200, etag(note.version)
