"""Find the words that must never reach the candidate, at the width of the words that offend.

Three finders, from narrow to wide: patterns that are withheld as they stand (an address, a comparison's second half);
clauses in which the weights see something to hide; and clauses under a heading that says they are not for the candidate.
"""

import re
from collections.abc import Sequence

from relay.text.section import sections
from relay.text.shapes import About, Segment, WithheldRun
from relay.text.vouch import cut_rules, suspect, vouch
from relay.text.weigh import QUOTES, weigh
from relay.vocabulary import Reason

HIDE = 0.4
HIDE_UNDER_HEADING = 0.1
LEFT_OVER = re.compile(r"\w{3}")


def screen(segments: Sequence[Segment], about: About) -> tuple[WithheldRun, ...]:
    """Return the withheld runs of `segments`, in order of start, not overlapping."""
    found: list[WithheldRun] = []
    marked = sections(segments)
    for at, piece in enumerate(segments):
        narrow = list(_narrow(piece))
        clause = _clause(segments, at, about, marked[at] == "hidden")
        found.extend([clause] if clause and not _narrow_is_all(piece, narrow) else narrow)
    return tuple(found)


def _narrow(piece: Segment) -> list[WithheldRun]:
    plain = piece.text.translate(QUOTES)
    runs: list[WithheldRun] = []
    for reason, rule in cut_rules().items():
        for match in rule.finditer(plain):
            start, end = piece.start + match.start(), piece.start + match.end()
            if end > start and all(end <= r.start or r.end <= start for r in runs):
                runs.append(WithheldRun(start, end, reason, f"words: {reason.value}"))
    return sorted(runs, key=lambda r: r.start)


def _narrow_is_all(piece: Segment, runs: Sequence[WithheldRun]) -> bool:
    """Tell whether the narrow runs are contact details only: what stands around them is judged on its own."""
    return bool(runs) and all(r.reason is Reason.CONTACT_DETAIL for r in runs)


def _clause(segments: Sequence[Segment], at: int, about: About, under_heading: bool) -> WithheldRun | None:
    piece = segments[at]
    if piece.scaffolding:
        if sections(segments[at : at + 1])[0] == "hidden":
            return WithheldRun(piece.start, piece.end, Reason.OFF_RECORD, "heading: not for the candidate")
        return None
    _, hide = vouch(segments, at, about)
    if hide < (HIDE_UNDER_HEADING if under_heading else HIDE) or not LEFT_OVER.search(piece.text):
        return None
    chances = dict(weigh("reason", piece.text))
    for hint in suspect(piece.text):
        chances[hint.value] = chances.get(hint.value, 0.0) + HINT
    reason = max(chances, key=lambda r: chances[r])
    return WithheldRun(piece.start, piece.end, Reason(reason), f"weights: {hide:.2f}")


HINT = 0.25
