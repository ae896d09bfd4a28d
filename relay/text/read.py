"""Read one note: segments, points and withheld runs put together, with the outcome and what is still to be asked."""

import re

from relay.text.classify import classify
from relay.text.screen import screen
from relay.text.segment import segment
from relay.text.shapes import About, NoteReading
from relay.vocabulary import Outcome

ENGINE = "2026.11-0"


def read(note: str, about: About) -> NoteReading:
    """Return what the engine makes of `note`. Never raises, whatever the text."""
    segments = segment(note)
    withheld = screen(segments, about)
    points = tuple(
        p for p in classify(segments, about) if all(p.end <= run.start or run.end <= p.start for run in withheld)
    )
    no = re.search(r"\bnot (?:progress|proceed|tak)|\breject|unsuccessful|another candidate|\bno hire\b", note, re.I)
    vague = not any(p.specific for p in points)
    return NoteReading(ENGINE, Outcome.REJECTED if no else Outcome.UNKNOWN, vague, points, withheld, ())
