"""Ruling: a person sets right what the engine read.

They decide about its points and runs, and mark words that it took for neither: as a point, which splits or joins those that were
there, or as not to be passed on. Anybody may withhold words; to let through what the engine withheld takes a manager and a reason, as
any override of the guard does. Leaves rulings beside the reading, `note.ruled`, `note.words_withheld` or `note.words_let_through`,
and the draft follows by itself.
"""

from uuid import UUID

from sqlalchemy import func, select

from relay.domain.errors import ForbiddenError, InvalidError, MoveError
from relay.domain.note import Note
from relay.domain.reading import Point, Reading, Ruling, RunRuling, WithheldRun
from relay.domain.staff import Staff
from relay.domain.words import clean_text
from relay.store.erased import refuse_erased_on
from relay.store.material import about, load_interview, standing_readings
from relay.store.rulings import Span, cut, places_of, ruled_runs
from relay.store.work import Work
from relay.text.read import read
from relay.vocabulary import Competency, Kind, Reason, Role

LONGEST_MARK = 2_000
LONGEST_WHY = 1_000
# Each place is a run of its own, with an event: "the" is nothing to withhold.
MOST_PLACES = 50
ONLY_A_MANAGER = "Only a manager can let through what the engine withheld."
SAID_ALREADY = "Somebody decided that already. Look at it once more."


def rule_on_point(work: Work, point_id: UUID, *, include: bool, kind: Kind, competency: Competency) -> Ruling:
    """Decide about a point: tell it or leave it out, and as what. The draft follows by itself. Raises NotFoundError."""
    point = work.get(Point, point_id)
    note = find_ruled(work, work.get(Reading, point.reading_id).note_id)
    ruling = work.add(
        Ruling(
            agency_id=work.agency_id,
            point_id=point_id,
            staff_id=work.person_id,
            include=include,
            kind=kind,
            competency=competency,
            ruled_at=work.now,
        )
    )
    note.rule(point_id)
    return ruling


def mark_point(work: Work, note_id: UUID, words: str, *, kind: Kind, competency: Competency) -> Point:
    """Make a point of words of a note, and tell it. Points that held any of them lose these words.

    Raises InvalidError naming `words`, MoveError, NotFoundError.
    """
    reading = find_reading(work, note_id)
    found = find_places(reading.note, words, most=1)
    if cut(found[0], withheld_in(work, reading)) != (found[0],):
        raise InvalidError("words", "Some of these words are withheld. Leave those out.")
    return add_point(work, reading, found[0], kind, competency)


def take_back_point(work: Work, point_id: UUID) -> Point:
    """Take a mark back: its words belong again to what held them before.

    Raises MoveError where no person made the point, or it was taken back already, NotFoundError.
    """
    point = work.get(Point, point_id)
    note = find_ruled(work, work.get(Reading, point.reading_id).note_id)
    if not point.by_hand:
        raise MoveError("The engine found this point. Leave it out instead.")
    if point.taken_back_at is not None:
        raise MoveError(SAID_ALREADY)
    point.taken_back_at = work.now
    note.rule(point_id)
    return point


def withhold_words(work: Work, note_id: UUID, words: str, reason: Reason) -> list[WithheldRun]:
    """Withhold words of a note, wherever they stand in it. Raises InvalidError naming `words`, MoveError, NotFoundError."""
    reading = find_reading(work, note_id)
    note = reading.note
    held = withheld_in(work, reading)
    left = [
        span
        for place in find_places(note, words, most=MOST_PLACES)
        for span in cut(place, held)
        if has_words(note, span)
    ]
    if not left:
        raise InvalidError("words", "These words are withheld already.")
    runs = [
        WithheldRun(
            agency_id=work.agency_id,
            reading_id=reading.id,
            place=place,
            start=start,
            end=end,
            reason=reason,
            because=marked_by(work),
            by_hand=True,
        )
        for place, (start, end) in enumerate(left, start=next_place(work, WithheldRun, reading))
    ]
    work.add_all(runs)
    for run in runs:
        rule_on_run(work, run, withhold=True)
    return runs


def withhold_again(work: Work, run_id: UUID) -> WithheldRun:
    """Withhold a run that was let through. Raises MoveError where it is withheld, NotFoundError."""
    run = work.get(WithheldRun, run_id)
    rule_on_run(work, run, withhold=True)
    return run


def take_back_run(work: Work, run_id: UUID) -> WithheldRun:
    """Let through what a person withheld. Raises ForbiddenError where it was the engine, MoveError, NotFoundError."""
    run = work.get(WithheldRun, run_id)
    if not run.by_hand:
        raise ForbiddenError(ONLY_A_MANAGER)
    rule_on_run(work, run, withhold=False)
    return run


def let_through(work: Work, run_id: UUID, *, why: str, kind: Kind, competency: Competency) -> Point:
    """Let through what the engine withheld, as a manager, with a reason, and tell it as a point.

    Raises ForbiddenError for anybody else, InvalidError naming `why`, MoveError where it is let through already, NotFoundError.
    """
    run = work.get(WithheldRun, run_id)
    if work.get(Staff, work.person_id).role is not Role.MANAGER:
        raise ForbiddenError(ONLY_A_MANAGER)
    reading = work.get(Reading, run.reading_id)
    rule_on_run(work, run, withhold=False, why=clean_text("why", why, longest=LONGEST_WHY))
    return add_point(work, reading, (run.start, run.end), kind, competency)


def rule_on_run(work: Work, run: WithheldRun, *, withhold: bool, why: str | None = None) -> None:
    """Keep a decision about a run. Raises MoveError where it was decided so already."""
    reading = work.get(Reading, run.reading_id)
    note = find_ruled(work, reading.note_id)
    known = work.one(
        select(RunRuling)
        .where(RunRuling.withheld_run_id == run.id)
        .order_by(RunRuling.ruled_at.desc(), RunRuling.id.desc())
        .limit(1)
    )
    stands = known.withhold if known else not run.by_hand
    if stands is withhold:
        raise MoveError(SAID_ALREADY)
    work.add(
        RunRuling(
            agency_id=work.agency_id,
            withheld_run_id=run.id,
            staff_id=work.person_id,
            withhold=withhold,
            why=why,
            ruled_at=work.now,
        )
    )
    if withhold:
        note.withhold(run.id)
    else:
        note.let_through(run.id)


def add_point(work: Work, reading: Reading, span: Span, kind: Kind, competency: Competency) -> Point:
    """A point that a person made, told by their ruling."""
    note = find_ruled(work, reading.note_id)
    start, end = span
    heard = read(note.text[start:end], about(work, load_interview(work, note.interview_id)))
    point = work.add(
        Point(
            agency_id=work.agency_id,
            reading_id=reading.id,
            place=next_place(work, Point, reading),
            start=start,
            end=end,
            kind=kind,
            competency=competency,
            specific=any(point.specific for point in heard.points),
            confidence=1.0,
            sure=True,
            because=marked_by(work),
            by_hand=True,
        )
    )
    rule_on_point(work, point.id, include=True, kind=kind, competency=competency)
    return point


def find_ruled(work: Work, note_id: UUID) -> Note:
    """The note, to be decided on. Raises MoveError where its candidate was erased, NotFoundError."""
    note = work.get(Note, note_id)
    refuse_erased_on(work, note.interview_id)
    return note


def find_reading(work: Work, note_id: UUID) -> Reading:
    """The latest reading of a note that stands. Raises MoveError where there is none."""
    reading = next(
        (r for r in standing_readings(work, work.get(Note, note_id).interview_id) if r.note_id == note_id),
        None,
    )
    if reading is None:
        raise MoveError("This note is still being read, or another one took its place. Look at it once more.")
    return reading


def withheld_in(work: Work, reading: Reading) -> list[Span]:
    """Where a note's words are withheld."""
    return [(held.run.start, held.run.end) for held in ruled_runs(work, [reading]) if held.withheld]


def find_places(note: Note, words: str, *, most: int) -> list[Span]:
    """Where words stand in a note, at `most` so many times. Raises InvalidError naming `words`."""
    found = places_of(note.text, clean_text("words", words, longest=LONGEST_MARK))
    if not found:
        raise InvalidError("words", "These words do not stand in the note. Copy them from it.")
    if len(found) > most:
        raise InvalidError(
            "words", f"These words stand in the note {len(found)} times. Give a few more around them."
        )
    return found


def next_place(work: Work, kind: type[Point] | type[WithheldRun], reading: Reading) -> int:
    """Where in a reading what a person marks is to stand: behind all that is there."""
    return work.session.scalar(select(func.count(kind.id)).where(kind.reading_id == reading.id)) or 0


def has_words(note: Note, span: Span) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(character.isalnum() for character in note.text[slice(*span)])


def marked_by(work: Work) -> str:
    """Why it is there: a person said so."""
    return f"Marked by {work.get(Staff, work.person_id).name}."
