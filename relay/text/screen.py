"""Find the words that must never reach the candidate, at the width of the words that offend."""

import re
from collections.abc import Iterable

from relay.text.shapes import About, Segment, WithheldRun
from relay.vocabulary import Reason

RULES = (
    (Reason.CONTACT_DETAIL, re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|\+?\d[\d ()-]{8,}\d")),
    (Reason.OFF_RECORD, re.compile(r"\b(?:between us|off the record|don't (?:tell|pass)[^.\n]*)", re.I)),
    (Reason.PROTECTED_CHARACTERISTIC, re.compile(r"\b(?:maternity|pregnan\w+|her age|his age|too old|too young)\b", re.I)),
    (Reason.OTHER_CANDIDATE, re.compile(r"\b(?:the other candidate|other candidates|stronger candidate)\b[^.\n]*", re.I)),
)


def screen(segments: Iterable[Segment], about: About) -> tuple[WithheldRun, ...]:
    """Return the withheld runs of `segments`, in order of start, not overlapping."""
    found: list[WithheldRun] = []
    for piece in segments:
        for reason, rule in RULES:
            for match in rule.finditer(piece.text):
                start, end = piece.start + match.start(), piece.start + match.end()
                if all(end <= run.start or run.end <= start for run in found):
                    found.append(WithheldRun(start, end, reason, "phrase"))
    return tuple(sorted(found, key=lambda run: run.start))
