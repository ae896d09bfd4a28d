"""Normalising: the engine reads a note, and what it found stands beside the note as a reading.

A consumer of `note.captured`. Leaves a reading with points and withheld runs, and `note.normalised`.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from relay.domain.base import Base
from relay.domain.note import Note
from relay.domain.reading import Point, Reading, WithheldRun
from relay.store.erased import is_erased_on
from relay.store.material import about, load_interview
from relay.store.work import Work
from relay.text.read import ENGINE, read
from relay.text.shapes import NoteReading


def normalise_note(work: Work, note_id: UUID) -> None:
    """Read a note, unless this version of the engine has read it already."""
    note = work.get(Note, note_id)
    if is_erased_on(work, note.interview_id):
        return
    if work.one(select(Reading).where(Reading.note_id == note_id, Reading.engine == ENGINE)) is not None:
        return
    found = read_typed(work, note.interview_id, note.text)
    reading = work.add(
        Reading(
            agency_id=work.agency_id,
            note_id=note_id,
            engine=found.engine,
            outcome=found.outcome,
            vague=found.vague,
            read_at=work.now,
        )
    )
    work.add_all(point_rows(reading, found))
    work.add_all(run_rows(reading, found))
    note.normalise(reading.id)


def read_typed(work: Work, interview_id: UUID, text: str) -> NoteReading:
    """Read words while they are still being typed. Nothing is kept. Raises NotFoundError."""
    return read(text, about(work, load_interview(work, interview_id)))


def question_back(work: Work, note: Note) -> str | None:
    """Return what to ask whoever wrote a note while they are still there; None where it can be acted on."""
    found = read_typed(work, note.interview_id, note.text)
    actionable = any(point.sure and point.specific for point in found.points)
    return None if actionable and not found.vague else next(iter(found.follow_ups), None)


def point_rows(reading: Reading, found: NoteReading) -> Sequence[Base]:
    """The points as rows."""
    return [
        Point(
            agency_id=reading.agency_id,
            reading_id=reading.id,
            place=place,
            start=point.start,
            end=point.end,
            kind=point.kind,
            competency=point.competency,
            specific=point.specific,
            confidence=point.confidence,
            sure=point.sure,
            because=point.because,
            follow_up=point.follow_up,
        )
        for place, point in enumerate(found.points)
    ]


def run_rows(reading: Reading, found: NoteReading) -> Sequence[Base]:
    """The withheld runs as rows."""
    return [
        WithheldRun(
            agency_id=reading.agency_id,
            reading_id=reading.id,
            place=place,
            start=run.start,
            end=run.end,
            reason=run.reason,
            because=run.because,
        )
        for place, run in enumerate(found.withheld)
    ]
