"""Cut a note into clauses, each with its exact place, so that everything later can point at the words it stands on."""

import re

from relay.text.shapes import Segment

BREAK = re.compile(r"\n+|(?<=[.!?;])\s+|,?\s+(?=but\b)|\s+-\s+")
SCAFFOLD = re.compile(r"^(?:hi|hello|dear|hey|thanks|thank you|regards|kind regards|best|cheers|>|from:|sent:|to:|subject:)", re.I)


def segment(note: str) -> tuple[Segment, ...]:
    """Return the clauses of `note` in order; offsets are code points into `note`."""
    found, at = [], 0
    for match in [*BREAK.finditer(note), None]:
        end = match.start() if match else len(note)
        text = note[at:end]
        start = at + len(text) - len(text.lstrip(" \t\r\n-*•"))
        text = note[start:end].rstrip()
        if text:
            found.append(Segment(start, start + len(text), text, bool(SCAFFOLD.match(text))))
        at = match.end() if match else end
    return tuple(found)
