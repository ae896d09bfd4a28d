"""Read one note: what its words were marked as, and what follows: points, withheld runs, the outcome, what is still to ask.

Three witnesses are heard. The tagger marks every word. Rules know what needs no learning: contact details, the second half
of a comparison, what stands under "not for the candidate". The linear weights give a second opinion on each run. A run is
hidden where any of them is sure; it is told only where none of them objects.
"""

from dataclasses import replace

from relay.text.ask import follow_up_note
from relay.text.classify import classify
from relay.text.decide import decided
from relay.text.plain import words_of
from relay.text.runs import runs
from relay.text.screen import screen
from relay.text.segment import segment
from relay.text.shapes import About, NoteReading, Point
from relay.text.tagger import tag

ENGINE = "2026.11-5"
VAGUE = 0.5


def read(note: str, about: About) -> NoteReading:
    """Return what the engine makes of `note`. Never raises, whatever the text."""
    words = words_of(note, about)
    tags = tag(words)
    found = runs(note, words, tags)
    segments = segment(note)
    withheld = screen(note, found, segments, about)
    points = classify(note, found, withheld, segments)
    decision = decided(segments, tags.outcome, note, about.candidate)
    vague = is_vague(points, tags.vague)
    if vague:
        # A note that gives nothing to act on gives nothing to tell: what might be a point in it waits for a person.
        points = tuple(replace(point, sure=False) for point in points)
    asked = tuple(dict.fromkeys(p.follow_up for p in points if p.sure and p.follow_up))
    asked = follow_up_note(decision.outcome) if vague else asked
    return NoteReading(ENGINE, decision.outcome, vague, points, withheld, asked, decision.clauses)


def is_vague(points: tuple[Point, ...], chance: float) -> bool:
    """Tell whether the note gives nothing to act on: it says nothing, or reads so and no point says what, where or how."""
    return not points or (
        chance > VAGUE
        and not any(point.sure and point.specific and point.confidence > 0.8 for point in points)
    )


def sure_points(reading: NoteReading) -> tuple[Point, ...]:
    """Return the points that may enter a message without a person's ruling."""
    return tuple(point for point in reading.points if point.sure)
