"""Know under which heading a clause stands: "Cons" turns a bare noun into a fault, "not for feedback" hides all below it."""

import re
from collections.abc import Sequence

from relay.text.marks import BAD_HEADING, GOOD_HEADING, HIDDEN_HEADING
from relay.text.shapes import Segment

MINUS = frozenset("-\u2013\u2796\u274c\u2717\u2718\U0001f44e")
NEXT_MAIL = re.compile(r"\W*(?:from|sent|to|date|subject|on\b.*\bwrote|-+ ?original message)\b", re.I)
PLUS = frozenset("+\u2795\u2705\u2713\u2714\U0001f44d")


def sections(segments: Sequence[Segment]) -> list[str]:
    """Return for each segment "good", "bad", "hidden" or "": what its heading, or the sign of its bullet, announces."""
    found: list[str] = []
    heading = sign = ""
    for piece in segments:
        if piece.scaffolding:
            if piece.text in MINUS or piece.text in PLUS:
                sign = "bad" if piece.text in MINUS else "good"
            else:
                # a label, a mark or a name does not end what was announced as not for the candidate; another heading does
                announced = _announced(piece.text)
                if announced or heading != "hidden" or NEXT_MAIL.match(piece.text):
                    heading = announced
                sign = ""
        found.append(heading if heading == "hidden" else sign or heading)
    return found


def _announced(text: str) -> str:
    for name, rule in (("hidden", HIDDEN_HEADING), ("bad", BAD_HEADING), ("good", GOOD_HEADING)):
        if rule.match(text):
            return name
    return ""
