"""Cut a note into clauses, each with its exact place, so that everything later can point at the words it stands on.

Three cuts, from the outside in: lines (a form, a mail and a list mean something by theirs), sentences, clauses. They serve
the outcome and the headings; where a point begins and ends the tagger says (`runs.py`).
Quoted history is read like the rest, since the substance of a thread often stands in an older mail; only its headers are
scaffolding. Hand-written cuts rather than a sentence library: offsets are exact by construction, and time is linear.
"""

import re
from collections.abc import Iterator

from relay.text.marks import BULLET, SCORE_LINE, SHARED_LINE, SIGN_OFF, is_heading, is_scaffolding
from relay.text.shapes import Segment

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|rev|st|e\.g|i\.e|eg|ie|etc|vs|esp|approx|incl|excl|inc|ltd|a\.m|p\.m)|(?<!['\u2019])\b[A-Z])\.$",
    re.I,
)
SENTENCE_END = re.compile(r"(?:[.!?]+[\"')\]\u201d\u2019]*|\u2026|\.{2,})(?=\s+|$)|;\s")
CLAUSE_CUT = re.compile(
    r"\s*,?\s+(?=(?:but|though|although|however|whereas|tho)\b)|\s+(?:um|erm|uh)\s+|\s+[-\u2013\u2014]{1,2}\s+|\u2014|\s+/{1,2}\s+|\s*\|\s*|\t+|\s+(?=\()|\)\s+|\s{3,}",
    re.I,
)
LABEL = re.compile(r"^(?:(?:re|fw|fwd|subject|sub): ?)+|^[^:.!?\n]{1,40}?(?:\([^)\n]{1,20}\))?:\s+", re.I)
KNOWN_LABEL = re.compile(
    r"^(?:(?:re|fw|fwd|subject|sub)\b.*|.*\(.*\)|hm|\w+ says|strengths?|weakness(?:es)?|pros?|cons?|positives?|negatives?|concerns?|summary|feedback|notes?|comments?(?: \w+)?|"
    r"interview \d.*|edit.*|update|status|overall|verdict|decision|outcome|result|recommendation|development|areas? .*|"
    r"(?:the )?good|(?:the )?bad|liked|advice(?: to pass on)?|likes|dislikes|gaps?|plus|minus|went well|call with .*|from .*|per .*|\d.*)$",
    re.I,
)
SIGN = re.compile("[-+\u2705\u274c\u2717\u2718\u2713\u2714\u2795\u2796\U0001f44d\U0001f44e]")
PLUS_LINE = re.compile(r"^[ \t>]*\+ ", re.M)
LONGEST_SIGNATURE = 6
LONGEST_CLAUSE = 600


def segment(note: str) -> tuple[Segment, ...]:
    """Return the clauses of `note` in order; offsets are half-open code points into `note`."""
    found: list[Segment] = []
    signing = 0
    signed = PLUS_LINE.search(note) is not None
    for match in LINE.finditer(note):
        lead = BULLET.match(match.group(0))
        start = match.start() + (lead.end() if lead else 0)
        line = note[start : match.end()].rstrip()
        if lead and (sign := SIGN.search(lead.group(0))) and (sign.group(0) != "-" or signed):
            found.append(_mark(match.start() + sign.start(), sign.group(0)))
        if not line:
            continue
        if len(line) < 60 and SIGN_OFF.match(line):
            signing = LONGEST_SIGNATURE
        elif signing and (len(line) > 50 or is_heading(line) or match.group(0).lstrip().startswith(">")):
            signing = 0
        if signing or is_scaffolding(line):
            found.append(_piece(note, start, start + len(line), True))
            signing = max(0, signing - 1)
            continue
        found.extend(_cut_line(note, start, start + len(line)))
    return tuple(piece for piece in found if piece.text)


def _cut_line(note: str, start: int, end: int) -> Iterator[Segment]:
    if score := SCORE_LINE.match(note[start:end]):
        # a score with a remark beside it only names the area; a score alone is all that was said of it
        yield _piece(note, start, start + score.end("scored"), bool(score["remark"].strip()))
        start += score.start("remark")
    label = LABEL.match(note[start:end])
    if label and KNOWN_LABEL.match(label.group(0).rstrip(": ")):
        yield _piece(note, start, start + label.end(), True)
        start += label.end()
    for a, b in _sentences(note, start, end):
        if heading := SHARED_LINE.match(note[a:b]):
            yield _piece(note, a, a + heading.end(), True)
            a += heading.end()  # noqa: PLW2901 - the rest of the sentence stands under it
        for c, d in _clauses(note, a, b):
            for e, f in _bounded(note, c, d):
                yield _piece(note, e, f, False)


def _sentences(note: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    line = note[start:end]
    for match in SENTENCE_END.finditer(line):
        if match.group(0).startswith(".") and ABBREVIATION.search(
            line[max(0, match.start() - 8) : match.start() + 1]
        ):
            continue
        yield at, start + match.end()
        at = start + match.end()
    if at < end:
        yield at, end


def _clauses(note: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in CLAUSE_CUT.finditer(note[start:end]):
        if start + match.start() > at:
            yield at, start + match.start()
        at = start + match.end()
    if at < end:
        yield at, end


def _bounded(note: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is far longer than any clause at a space: everything after this works on pieces of a known length."""
    while end - start > LONGEST_CLAUSE:
        at = note.rfind(" ", start + 1, start + LONGEST_CLAUSE)
        at = at if at > start else start + LONGEST_CLAUSE
        yield start, at
        start = at
    yield start, end


def _mark(start: int, sign: str) -> Segment:
    """Return a bullet that says good or bad as a piece of its own: the classifier reads it like a heading."""
    return Segment(start, start + len(sign), sign, True)


def _piece(note: str, start: int, end: int, scaffolding: bool) -> Segment:
    """Return note[start:end] without the white space and stray punctuation around it."""
    text = note[start:end]
    lead = len(text) - len(text.lstrip(" \t\u00a0,;:.-*\u2022\u2013\u2014)/|"))
    start += lead
    text = note[start:end].rstrip(" \t\u00a0,;:.-\u2013\u2014(/|\r")
    return Segment(start, start + len(text), text, scaffolding)
