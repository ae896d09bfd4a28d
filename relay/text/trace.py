"""Find out, after a person edited a message, which sentence still stands on which point.

People edit plain text; the message must stay traceable all the same. A sentence that is the same or nearly the same keeps
its role and sources. A new one is given the points it clearly speaks of, and none where that is not clear: the guard
then asks the person about it.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from relay.text.shapes import Draft, Material, Paragraph, Said, Sentence
from relay.text.stem import content
from relay.text.telling import weight
from relay.vocabulary import ParagraphRole, SentenceRole

BLOCK = re.compile(r"\n[ \t]*\n\s*")
SENTENCE_END = re.compile(
    r"(?<=[.!?:])[\"')\u201d\u2019]*\s+(?=[\"'(\u201c\u2018]?[A-Z0-9\u00c0-\u00de])|\n(?=- )"
)
ALIKE = 70
ALIKE_PARAGRAPH = 60
TIED_OVERLAP = 0.5
STEP = re.compile(
    r"^(?:try|practi[sc]e|write|read|prepare|ask|have|take|pick|choose|find|do|go|make|give|set|book|start|look|think|spend|bring|keep|plan|before your next|next time|ring|tell|let)\b",
    re.I,
)
ORDER = tuple(ParagraphRole)


def trace(subject: str, body: str, previous: Draft, material: Material) -> Draft:
    """Return `body` as a draft whose sentences keep the roles and sources they had in `previous`."""
    if body == previous.text:
        return Draft(subject, previous.paragraphs)
    left = list(previous.paragraphs)
    paragraphs: list[Paragraph] = []
    for block in BLOCK.split(body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")):
        for part in re.split(r"\n(?=- )", block):
            if part.strip():
                paragraphs.append(_paragraph(part.strip(), left, previous, material, paragraphs))
    return Draft(subject, tuple(paragraphs))


def _paragraph(
    block: str, left: list[Paragraph], previous: Draft, material: Material, so_far: Sequence[Paragraph]
) -> Paragraph:
    listed = block.startswith("- ")
    text = block[2:].strip() if listed else block
    for known in left:
        if known.text == text and (known.role is ParagraphRole.IMPROVEMENT) == listed:
            left.remove(known)
            return known
    sentences = tuple(_sentence(s, previous.sentences, material) for s in _split(text, previous.sentences))
    return Paragraph(
        ParagraphRole.IMPROVEMENT if listed else _role(text, sentences, previous, so_far), sentences
    )


def _split(text: str, known: Sequence[Sentence]) -> list[str]:
    """Return the sentences of `text`; those of the previous version are recognised first, since they may hold stops."""
    found: list[str] = []
    by_length = sorted({s.text for s in known if s.text}, key=len, reverse=True)
    while text:
        start = next(
            (s for s in by_length if text.startswith(s) and text[len(s) : len(s) + 1] in ("", " ", "\n")),
            None,
        )
        if start is None:
            match = SENTENCE_END.search(text)
            start = text[: match.end()].rstrip() if match else text
        found.append(start)
        text = text[len(start) :].lstrip()
    return found


def _sentence(text: str, known: Sequence[Sentence], material: Material) -> Sentence:
    best = max(known, key=lambda s: fuzz.ratio(s.text, text), default=None)
    if best is not None and fuzz.ratio(best.text, text) >= ALIKE and _of_the_same(best.text, text):
        return Sentence(text, best.role, best.sources)
    keys = tuple(p.key for p in material.points if _speaks_of(text, p))
    if keys:
        return Sentence(text, SentenceRole.NEXT_STEP if STEP.match(text) else SentenceRole.OBSERVATION, keys)
    return Sentence(text, SentenceRole.FRAME)


def _of_the_same(before: str, after: str) -> bool:
    """Tell whether two sentences alike in form also speak of the same: half of what the first tells is still there."""
    told = {s for s in content(before) if weight(s)}
    return 2 * len(told & set(content(after))) >= len(told)


def _speaks_of(text: str, point: Said) -> bool:
    """Tell whether the sentence shares enough of the point's telling words with it."""
    own, said = set(content(point.words)), set(content(text))
    if not own:
        return False
    shared = own & said
    return len(shared) >= 2 and len(shared) >= TIED_OVERLAP * min(len(own), len(said))


def _role(
    text: str, sentences: Sequence[Sentence], previous: Draft, so_far: Sequence[Paragraph]
) -> ParagraphRole:
    best = max(previous.paragraphs, key=lambda p: fuzz.ratio(p.text, text), default=None)
    if (
        best is not None
        and best.role is not ParagraphRole.IMPROVEMENT
        and fuzz.ratio(best.text, text) >= ALIKE_PARAGRAPH
    ):
        return best.role
    if any(s.role is SentenceRole.OBSERVATION for s in sentences):
        return ParagraphRole.STRENGTHS
    last = so_far[-1].role if so_far else None
    if last is None:
        return ParagraphRole.GREETING if len(text) < 40 else ParagraphRole.OUTCOME
    return ParagraphRole.OUTCOME if last is ParagraphRole.GREETING else ParagraphRole.CLOSING
