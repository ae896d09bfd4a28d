"""Material: what is to be told of an interview, and what must not be, gathered from its standing notes.

The latest reading of each note that no other supersedes counts, with the latest ruling on each point laid over it. Points
that say the same are told once; those on which two notes disagree stay, and name each other.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from relay.domain.candidate import Candidate, first_word
from relay.domain.client import Contact
from relay.domain.interview import Interview
from relay.domain.job import Job
from relay.domain.note import Note
from relay.domain.reading import Reading
from relay.domain.request import Chase, Request, RequestChannel
from relay.store.askings import has_note
from relay.store.rulings import RuledPoint, RuledRun, ruled_points, ruled_runs
from relay.store.work import Work
from relay.text.merge import merge
from relay.text.shapes import About, Hidden, Material, Said
from relay.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that was made of the standing notes on one interview."""

    interview: Interview
    readings: Sequence[Reading]
    points: tuple[RuledPoint, ...]
    runs: tuple[RuledRun, ...]
    material: Material
    hidden: tuple[Hidden, ...]

    @property
    def material_hash(self) -> str:
        """Changes exactly when a message made from this would have other things to tell or to hide."""
        silence = "" if self.material.silence is None else repr(self.material.silence)
        manner = self.material.greeting + self.material.farewell
        known = repr((self.material, self.hidden)) + silence + manner + self.material.about.called
        return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()


def about(work: Work, interview: Interview) -> About:
    """What the engine is told of an interview. Everybody known at the client counts: no name of theirs may pass."""
    known = work.all(
        select(Contact).where(Contact.client_id == interview.job.client_id).order_by(Contact.name, Contact.id)
    )
    return About(
        candidate=interview.candidate.name,
        role=interview.job.title,
        client=interview.job.client.name,
        stage=interview.stage,
        interviewers=tuple(contact.name for contact in known),
        called=own_call(interview.candidate),
    )


def own_call(candidate: Candidate) -> str:
    """How a candidate is called, where that is another name than their first."""
    return "" if candidate.called == first_word(candidate.name) else candidate.called


def load_interview(work: Work, interview_id: UUID) -> Interview:
    """An interview with everybody who has to do with it. Raises NotFoundError."""
    work.get(Interview, interview_id)
    return work.session.scalars(
        select(Interview)
        .where(Interview.id == interview_id)
        .options(
            joinedload(Interview.candidate),
            joinedload(Interview.job).joinedload(Job.client),
            joinedload(Interview.recruiter),
            selectinload(Interview.contacts),
        )
        .execution_options(populate_existing=True)
    ).one()


def standing_readings(work: Work, interview_id: UUID) -> list[Reading]:
    """The latest reading of each note that was not superseded, in the order the notes came."""
    return standing_of(work, interview_id, latest_readings(work, interview_id))


def standing_of(work: Work, interview_id: UUID, readings: Sequence[Reading]) -> list[Reading]:
    """Of these readings those whose notes were not superseded."""
    superseded = set(
        work.session.scalars(select(Note.supersedes_id).where(Note.interview_id == interview_id))
    )
    return [reading for reading in readings if reading.note_id not in superseded]


def latest_readings(work: Work, interview_id: UUID) -> list[Reading]:
    """The latest reading of each note, superseded ones included, in the order the notes came."""
    rows = work.session.scalars(
        select(Reading)
        .join(Reading.note)
        .where(Note.interview_id == interview_id)
        .options(
            joinedload(Reading.note).joinedload(Note.contact),
            selectinload(Reading.points),
            selectinload(Reading.withheld),
        )
        .order_by(Note.captured_at, Note.id, Reading.read_at)
    ).all()
    return list({reading.note_id: reading for reading in rows}.values())


def gather(work: Work, interview_id: UUID) -> Gathered:
    """What is to be told of an interview, and what must not be."""
    interview = load_interview(work, interview_id)
    known = latest_readings(work, interview_id)
    readings = standing_of(work, interview_id, known)
    known_runs = ruled_runs(work, known)
    standing = {reading.id for reading in readings}
    runs = tuple(held for held in known_runs if held.run.reading_id in standing)
    points = ruled_points(work, readings, runs)
    agency = work.agency
    told_of = about(work, interview)
    material = Material(
        about=told_of,
        outcome=latest_outcome(readings),
        points=told_once(points, told_of),
        tone=agency.tone,
        agency=agency.name,
        recruiter=interview.recruiter.name,
        silence=None if has_note(work, interview_id) else asked_on(work, interview_id),
        greeting=agency.greeting or "",
        farewell=agency.farewell or "",
    )
    return Gathered(interview, readings, points, runs, material, hidden_runs(known_runs, readings))


def asked_on(work: Work, interview_id: UUID) -> tuple[date, ...]:
    """The days on which the client was asked about an interview, on the agency's clocks: each request, and each mail of it."""
    requests = work.all(select(Request).where(Request.interview_id == interview_id))
    moments = [request.asked_at for request in requests if request.channel is not RequestChannel.LINK]
    chases = select(Chase).join(Chase.request).where(Request.interview_id == interview_id)
    moments += [chase.sent_at for chase in work.all(chases)]
    return tuple(sorted({work.agency.calendar.day_of(moment) for moment in moments}))


def hidden_runs(known: Sequence[RuledRun], standing: Sequence[Reading]) -> tuple[Hidden, ...]:
    """What must not be told: the withheld runs of the standing notes, and those that a correction took out of a note.

    Words that a correction left in are the business of its own reading; those it dropped were withheld all the same.
    """
    kept = {reading.id for reading in standing}
    left_in = " ".join(fold(reading.note.text) for reading in standing)
    return tuple(
        Hidden(str(held.run.id), held.words, held.run.reason)
        for held in known
        if held.withheld and (held.run.reading_id in kept or fold(held.words) not in left_in)
    )


def fold(words: str) -> str:
    """Words as they are compared: case and white space mean nothing."""
    return " ".join(words.casefold().split())


def told_once(points: Sequence[RuledPoint], about: About) -> tuple[Said, ...]:
    """The points to be told, once each, whichever of the notes say it."""
    notes: dict[UUID, list[Said]] = {}
    for ruled_point in points:
        if ruled_point.told:
            notes.setdefault(ruled_point.point.reading_id, []).append(
                Said(
                    str(ruled_point.point.id),
                    ruled_point.words,
                    ruled_point.kind,
                    ruled_point.competency,
                    ruled_point.point.specific,
                )
            )
    return merge(list(notes.values()), about)


def latest_outcome(readings: Sequence[Reading]) -> Outcome:
    """What the latest note that tells a decision says of it."""
    told = [reading.outcome for reading in readings if reading.outcome is not Outcome.UNKNOWN]
    return told[-1] if told else Outcome.UNKNOWN
