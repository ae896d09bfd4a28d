"""Shaping: what the desk knows of notes, points and drafts, as the components of a page take it.

Points are numbered through all notes of an interview, withheld runs lettered, so that a number means one thing on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relay.domain.note import Note
from relay.journey.relaying import competency_of, ways_offered
from relay.journey.reviewing import Look
from relay.portal.desk.marking import Part, Run, letter_of, mark
from relay.store.material import Gathered
from relay.store.rulings import RuledPoint, RuledRun
from relay.text.ask import follow_up_note
from relay.text.shapes import Breach, Draft, Said
from relay.vocabulary import BreachCode, SentenceRole

BREACHES = {
    BreachCode.LEAK: "Says something that is withheld",
    BreachCode.NAME: "Names somebody",
    BreachCode.HARSH: "Hurts more than it helps",
    BreachCode.UNSUPPORTED: "Stands on no point",
    BreachCode.POINT_LOST: "Leaves a point out",
    BreachCode.FLIPPED: "Turns a point round",
    BreachCode.SCORE: "Gives a score",
    BreachCode.CONTACT: "Holds contact details",
}


@dataclass(frozen=True, slots=True)
class NoteShown:
    """One note with its runs marked; `parts` is the plain text while it is unread, or once it was replaced."""

    note: Note
    parts: list[Part]
    replaced: bool
    unread: bool
    vague: bool


def show_notes(notes: Sequence[Note], gathered: Gathered, numbers: dict[str, int]) -> list[NoteShown]:
    """The notes with their runs marked, in the order they came."""
    replaced = {note.supersedes_id for note in notes if note.supersedes_id}
    runs = runs_of(gathered, numbers)
    vague = {reading.note_id for reading in gathered.readings if reading.vague}
    return [
        NoteShown(
            note=note,
            parts=mark(note.text, runs.get(note.id, [])),
            replaced=note.id in replaced,
            unread=note.id not in runs and note.id not in replaced,
            vague=note.id in vague,
        )
        for note in notes
    ]


def runs_of(gathered: Gathered, numbers: dict[str, int]) -> dict[UUID, list[Run]]:
    """The runs of each note that was read."""
    runs: dict[UUID, list[Run]] = {reading.note_id: [] for reading in gathered.readings}
    note_ids = {reading.id: reading.note_id for reading in gathered.readings}
    for ruled in gathered.points:
        runs[note_ids[ruled.point.reading_id]] += runs_under(ruled, numbers)
    for place, held in enumerate(withheld_of(gathered)):
        run = held.run
        runs[note_ids[run.reading_id]].append(
            Run(run.start, run.end, "withheld", letter_of(place), run.reason.label)
        )
    return runs


def runs_under(ruled: RuledPoint, numbers: dict[str, int]) -> list[Run]:
    """The words a point stands on; of several stretches the first has its number."""
    kind = ruled.kind.value if ruled.told else "unsure"
    title = ruled.competency.label if ruled.told or not ruled.ruled else f"{ruled.competency.label}, left out"
    number = str(numbers[str(ruled.point.id)])
    return [
        Run(start, end, kind, None if place else number, title)
        for place, (start, end) in enumerate(ruled.spans)
    ]


def withheld_of(gathered: Gathered) -> list[RuledRun]:
    """The runs that are withheld, in the order in which they are lettered."""
    return [held for held in gathered.runs if held.withheld]


def shape_points(gathered: Gathered, numbers: dict[str, int], look: Look | None) -> list[dict[str, Any]]:
    """The points as `components/points.html` takes them, each with the sentences that stand on it."""
    places: dict[str, list[dict[str, Any]]] = {}
    for place, sentence in enumerate(look.draft.sentences if look else ()):
        label = "Next step" if sentence.role is SentenceRole.NEXT_STEP else "In the message"
        for key in sentence.sources:
            places.setdefault(key, []).append({"place": place, "label": label})
    said = {key: point for point in gathered.material.points for key in point.keys}
    sources = sources_of(gathered)
    return [
        {
            "n": numbers[str(ruled.point.id)],
            "key": str(ruled.point.id),
            "id": ruled.point.id,
            "kind": ruled.kind.value,
            "competency": ruled.competency.label,
            "about": ruled.competency.value,
            "words": ruled.words,
            "specific": ruled.point.specific,
            "sure": ruled.point.sure,
            "by_hand": ruled.point.by_hand,
            "state": state_of(ruled),
            "follow_up": ruled.point.follow_up if not ruled.point.specific else None,
            "source": sources.get(ruled.point.reading_id),
            "because": plainly(ruled.point.because),
            "sentences": places.get(str(ruled.point.id), []),
            **beside(said.get(str(ruled.point.id)), str(ruled.point.id), numbers),
        }
        for ruled in gathered.points
    ]


def sources_of(gathered: Gathered) -> dict[UUID, str]:
    """Whose note a point is from, by reading, where there is more than one: who said it, or which note it is."""
    if len(gathered.readings) < 2:
        return {}
    return {
        reading.id: f"{reading.note.contact.name}, note {place}" if reading.note.contact else f"Note {place}"
        for place, reading in enumerate(gathered.readings, start=1)
    }


def beside(said: Said | None, key: str, numbers: dict[str, int]) -> dict[str, list[int]]:
    """The numbers of the points that are told together with this one, and of those that another note sets against it."""
    if said is None:
        return {"same_as": [], "against": []}
    against = said.against if key == said.key else ()
    return {
        "same_as": sorted(numbers[other] for other in said.keys if other != key),
        "against": sorted(numbers[other] for other in against),
    }


def plainly(because: str) -> str:
    """Why the engine took it so, in words. Readings of earlier engines hold their weights, which tell a recruiter nothing."""
    if because.startswith("words:"):
        return "Recognised by its very words."
    if because.startswith("heading:") or ", heading" in because:
        return "Recognised by how it is worded, under a heading of the note."
    if because.startswith("weights:") or not because:
        return "Recognised by how it is worded."
    return because if because.endswith(".") else f"{because[:1].upper()}{because[1:]}."


def state_of(ruled: RuledPoint) -> str:
    """Whether a point is told, was left out, or waits for somebody to say."""
    if ruled.told:
        return "included"
    return "left_out" if ruled.ruled else "undecided"


def shape_withheld(gathered: Gathered) -> list[dict[str, Any]]:
    """The withheld runs as `components/points.html` takes them."""
    return [{"n": letter_of(place), **shape_run(held)} for place, held in enumerate(withheld_of(gathered))]


def shape_let_through(gathered: Gathered) -> list[dict[str, Any]]:
    """What the engine withheld and a manager let through, with their reason."""
    freed = [held for held in gathered.runs if not held.withheld and not held.run.by_hand]
    return [{"why": held.ruling.why if held.ruling else None, **shape_run(held)} for held in freed]


def shape_run(held: RuledRun) -> dict[str, Any]:
    """A run by itself."""
    return {
        "id": held.run.id,
        "words": held.words,
        "reason": held.run.reason.label,
        "because": plainly(held.run.because),
        "by_hand": held.run.by_hand,
    }


def asks_of(gathered: Gathered) -> list[str]:
    """What to ask the client where a whole note gives nothing to act on."""
    vague = [reading for reading in gathered.readings if reading.vague]
    return list(dict.fromkeys(ask for reading in vague for ask in follow_up_note(reading.outcome)))


def shape_preview(
    draft: Draft, breaches: Sequence[Breach], numbers: dict[str, int], gathered: Gathered
) -> list[dict[str, Any]]:
    """A draft as `components/letter.html` takes it, each paragraph about what its letter item will be about, with what it will offer."""
    breached = {breach.sentence for breach in breaches}
    places = iter(range(len(draft.sentences)))
    return [
        {
            "role": paragraph.role.value,
            "competency": competency_of(paragraph, gathered),
            "ways": ways,
            "sentences": [
                {
                    "text": sentence.text,
                    "role": sentence.role.value,
                    "place": place,
                    "sources": [numbers[key] for key in sentence.sources if key in numbers],
                    "breached": place in breached,
                }
                for sentence, place in zip(paragraph.sentences, places, strict=False)
            ],
        }
        for paragraph, ways in zip(draft.paragraphs, ways_offered(draft.paragraphs, gathered), strict=True)
    ]


def shape_breaches(draft: Draft, breaches: Sequence[Breach]) -> list[dict[str, Any]]:
    """What the guard says, as `components/guard.html` takes it. The sentence of a leak is not repeated."""
    return [
        {
            "code": breach.code.value,
            "label": BREACHES[breach.code],
            "advice": breach.advice,
            "sentence": breach.sentence,
            "quote": None
            if breach.sentence is None or breach.code is BreachCode.LEAK
            else draft.sentences[breach.sentence].text,
        }
        for breach in breaches
    ]
