"""Say why a note was read as it was: for each point and run, for the outcome and for vagueness, in plain words.

All of it is known from the moment the note was read; this only puts it into sentences.
"""

from collections.abc import Mapping, Sequence

from relay.text.analyse import laid_out, read_row
from relay.text.shapes import NoteReading
from relay.vocabulary import Outcome

LONGEST_QUOTE = 120
MOST_QUOTES = 3
OUTCOMES = {
    Outcome.REJECTED: "a no",
    Outcome.ADVANCED: "a next step",
    Outcome.OFFER: "an offer",
    Outcome.ON_HOLD: "a pause",
}


def explain(row: Mapping[str, object]) -> dict[str, object]:
    """Return what `analyse` returns, with the key `why` in each point and run and one for the note as a whole."""
    reading = read_row(row)
    told = laid_out(row, reading)
    reasons = {
        "points": [point.because for point in reading.points],
        "withheld": [run.because for run in reading.withheld],
    }
    for name, because in reasons.items():
        found = told[name]
        for item, why in zip(found if isinstance(found, list) else (), because, strict=True):
            item["why"] = why
    told["why"] = {"outcome": why_outcome(reading), "vague": why_vague(reading)}
    return told


def why_outcome(reading: NoteReading) -> str:
    """Return which words of the note tell the outcome."""
    if reading.outcome is Outcome.UNKNOWN:
        return "Nothing in the note says clearly enough what was decided."
    if not reading.decided_by:
        return f"No one sentence says it; the note as a whole reads like {OUTCOMES[reading.outcome]}."
    return f"These words say {OUTCOMES[reading.outcome]}: {quoted(reading.decided_by)}."


def why_vague(reading: NoteReading) -> str:
    """Return what made the note vague, or kept it from being so."""
    specific = [point for point in reading.points if point.specific]
    if reading.vague:
        if not reading.points:
            return "The note says nothing about how the candidate came across."
        return "No point says clearly enough what, where or how, so nothing in it can be acted on."
    if not specific:
        return "It says how the candidate came across, though no point says what, where or how."
    return f"{len(specific)} of {len(reading.points)} points say what, where or how."


def quoted(saying: Sequence[str]) -> str:
    """Return the last few of these texts in quotation marks."""
    return ", ".join(f"\u201c{shortened(text)}\u201d" for text in saying[-MOST_QUOTES:])


def shortened(text: str) -> str:
    """Return `text` on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}\u2026"
