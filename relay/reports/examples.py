"""Examples: what people decided, as labelled notes that an engine can be measured or made with.

One row per note on which somebody ruled or whose message somebody reworded, in the format of the labelled corpus in
`training/corpus`: the points as they stand after the rulings, each saying whose word it is. What the format has no place for
(what was left out, how sentences were reworded) stands under `source`. Nothing learns from this by itself. The rows hold the
client's own words: they are for the agency's administrator.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from relay.domain.note import Note
from relay.domain.reading import Reading
from relay.reports.corrections import Rewording, Span, rewordings_by_message, ruled_points, ruled_runs
from relay.store.material import about, load_interview
from relay.store.rulings import RuledPoint, RuledRun
from relay.store.rulings import ruled_points as points_of
from relay.store.rulings import ruled_runs as runs_of
from relay.store.work import Work
from relay.text.lexicon import listed, phrases
from relay.text.stem import words_in

Row = dict[str, Any]
SHORTEST_TELLING_WORD = 4


def examples(work: Work, span: Span) -> Iterator[Row]:
    """The corrected notes, in the order in which they were captured."""
    reworded = rewordings_by_point(work, span)
    ruled = {point.reading_id for point, _ in ruled_points(work, span)}
    ruled |= {run.reading_id for run, _ in ruled_runs(work, span)}
    for reading in readings_of(work):
        sentences = list(
            {(r.before, r.after): r for point in reading.points for r in reworded.get(point.id, ())}.values()
        )
        if reading.id in ruled or sentences:
            runs = runs_of(work, [reading])
            yield example(work, reading, points_of(work, [reading], runs), runs, sentences)


def rewordings_by_point(work: Work, span: Span) -> dict[UUID, list[Rewording]]:
    """What was reworded, by the points that it tells."""
    found: dict[UUID, list[Rewording]] = defaultdict(list)
    for rewordings in rewordings_by_message(work, span).values():
        for rewording in rewordings:
            for point_id in rewording.point_ids:
                found[point_id].append(rewording)
    return found


def readings_of(work: Work) -> Sequence[Reading]:
    """Every reading with its note, points and runs."""
    return work.all(
        select(Reading)
        .join(Reading.note)
        .options(joinedload(Reading.note), selectinload(Reading.points), selectinload(Reading.withheld))
        .order_by(Note.captured_at, Note.id, Reading.read_at)
    )


def example(
    work: Work,
    reading: Reading,
    points: Sequence[RuledPoint],
    runs: Sequence[RuledRun],
    reworded: Sequence[Rewording],
) -> Row:
    """One note as the corpus has it."""
    note = reading.note
    known = about(work, load_interview(work, note.interview_id))
    told = [point for point in points if point.told]
    withheld = [held for held in runs if held.withheld]
    return {
        "id": f"{note.id}/{reading.engine}",
        "candidate": known.candidate,
        "role": known.role,
        "client": known.client,
        "stage": known.stage,
        "interviewers": list(known.interviewers),
        "note": note.text,
        "outcome": reading.outcome.value,
        "points": [as_point(point) for point in told],
        "withhold": [as_run(held) for held in withheld],
        "vague": reading.vague and not told,
        "must_not_say": telling_words([held.words for held in withheld], [point.words for point in told]),
        "must_convey": [],
        "source": {
            "engine": reading.engine,
            "let_through": [as_run(held) for held in runs if not held.withheld and not held.run.by_hand],
            "left_out": [as_point(point) for point in points if point.ruled and not point.told],
            "reworded": [
                {"role": each.role.value, "before": each.before, "after": each.after} for each in reworded
            ],
        },
    }


def as_point(ruled: RuledPoint) -> Row:
    """A point as it stands, with the engine's own word on it where a person decided."""
    point = ruled.point
    row: Row = {
        # One run of the note, as the format has it: the longest of what was left of the point.
        "text": max(ruled.pieces, key=len),
        "kind": ruled.kind.value,
        "competency": ruled.competency.value,
        "specific": point.specific,
        "by": "person" if ruled.ruled else "engine",
    }
    if ruled.ruled and not point.by_hand:
        row["engine"] = {
            "kind": point.kind.value,
            "competency": point.competency.value,
            "sure": point.sure,
            "confidence": point.confidence,
        }
    return row


def as_run(held: RuledRun) -> Row:
    """A run, saying whose word it is."""
    by = "engine" if held.ruling is None else "person"
    return {"text": held.words, "reason": held.run.reason.value, "by": by}


def telling_words(withheld: Sequence[str], told: Sequence[str]) -> list[str]:
    """Words that would prove a leak: those of the withheld runs that neither a point nor any message uses.

    A run that has none stands there whole.
    """
    common = str(phrases("families")["common"]).split()
    free = {word for words in told for word in words_in(words)} | listed("stop") | set(common)
    found: dict[str, None] = {}
    for words in withheld:
        own = [w for w in words_in(words) if w not in free and len(w) >= SHORTEST_TELLING_WORD]
        found.update(dict.fromkeys(own or [words.lower()]))
    return list(found)
