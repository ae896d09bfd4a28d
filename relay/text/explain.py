"""Say why a note was read as it was: for each point and run, for the outcome and for vagueness, in plain words.

Points and runs carry their reason from the moment they were read. The outcome is asked anew, sentence by sentence: those that
tell it by themselves are what decided. That costs as many readings as there are sentences, so it is done only when asked.
"""

from collections.abc import Mapping, Sequence

from relay.text.analyse import analyse
from relay.text.read import read
from relay.text.segment import segment
from relay.text.shapes import About, NoteReading
from relay.vocabulary import Outcome

# A decision stands at the beginning or towards the end; a long thread is not read a thousand times over.
FIRST, LAST = 10, 40
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
    about, note = about_of(row), str(row.get("note", ""))
    reading = read(note, about)
    told = analyse(dict(row))
    why = {(point.start, point.end): point.because for point in reading.points}
    why |= {(run.start, run.end): run.because for run in reading.withheld}
    for name in ("points", "unsure", "withheld"):
        found = told.get(name)
        for item in found if isinstance(found, list) else ():
            item["why"] = why.get((item["start"], item["end"]), "")
    told["why"] = {"outcome": why_outcome(note, about, reading.outcome), "vague": why_vague(reading)}
    return told


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


def why_outcome(note: str, about: About, outcome: Outcome) -> str:
    """Return which sentences of the note tell the outcome."""
    if outcome is Outcome.UNKNOWN:
        return "Nothing in the note says clearly enough what was decided."
    pieces = segment(note)
    asked = pieces if len(pieces) <= FIRST + LAST else (*pieces[:FIRST], *pieces[-LAST:])
    saying = [piece.text for piece in asked if read(piece.text, about).outcome is outcome]
    if not saying:
        return f"No one sentence says it; the note as a whole reads like {OUTCOMES[outcome]}."
    return f"These words say {OUTCOMES[outcome]}: {quoted(saying)}."


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
