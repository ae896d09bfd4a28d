"""Find out, after a person edited a message, which sentence still stands on which point.

People edit plain text; the message must stay traceable all the same. A sentence that is the same or nearly the same keeps
its role and sources. A new one is given the points it clearly speaks of, and none where that is not clear: the guard
then asks the person about it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from relay.text.shapes import Draft, Material, Paragraph, Sentence
from relay.text.stem import content
from relay.text.telling import weight
from relay.vocabulary import ParagraphRole, SentenceRole

BLOCK = re.compile(r"\n[ \t]*\n\s*")
SENTENCE_END = re.compile(
    # not after an initial: "J. Hartley" is one name
    r"(?<=[.!?:])(?<!\s[A-Z]\.)(?<!^[A-Z]\.)[\"')\u201d\u2019]*\s+(?=[\"'(\u201c\u2018]?[A-Z0-9\u00c0-\u00de])|\n(?=- )"
)
ALIKE = 70
ALIKE_PARAGRAPH = 60
TIED_OVERLAP = 0.5
# A text is compared with so many others that share most words with it, so that long messages take linear time.
COMPARED = 8
SHARED_BY = 64
OPENING = 12
STEP = re.compile(
    r"^(?:try|practi[sc]e|write|read|prepare|ask|have|take|pick|choose|find|do|go|make|give|set|book|start|look|think|spend|bring|keep|plan|before your next|next time|ring|tell|let)\b",
    re.I,
)
ORDER = tuple(ParagraphRole)


T = TypeVar("T")


class Shelf(Generic[T]):
    """Texts that are found again by the words they share with another."""

    def __init__(self, things: Iterable[T], text_of: Callable[[T], str]) -> None:
        self.things, self.text_of = list(things), text_of
        self.by_stem: defaultdict[str, list[int]] = defaultdict(list)
        for place, thing in enumerate(self.things):
            for word in dict.fromkeys(content(text_of(thing))):
                if len(self.by_stem[word]) < SHARED_BY:
                    self.by_stem[word].append(place)

    def near(self, text: str, most: int = COMPARED) -> list[T]:
        """Return the things that share most words with `text`, in their own order."""
        shared = Counter(
            place for word in dict.fromkeys(content(text)) for place in self.by_stem.get(word, ())
        )
        return [self.things[place] for place in sorted(place for place, _ in shared.most_common(most))]

    def nearest(self, text: str, least: float) -> T | None:
        """Return the thing most like `text`, if it is like it at all."""
        best = max(self.near(text), key=lambda thing: fuzz.ratio(self.text_of(thing), text), default=None)
        return best if best is not None and fuzz.ratio(self.text_of(best), text) >= least else None


class Before:
    """The version that was edited and the points to tell, ready to be looked things up in."""

    def __init__(self, previous: Draft, material: Material) -> None:
        self.sentences = Shelf(previous.sentences, lambda s: s.text)
        self.paragraphs = Shelf(previous.paragraphs, lambda p: p.text)
        told = [(words, point) for point in material.points for words in point.wordings]
        self.points = Shelf(told, lambda wording: wording[0])
        self.unchanged: defaultdict[tuple[str, bool], list[Paragraph]] = defaultdict(list)
        for paragraph in reversed(previous.paragraphs):
            listed = paragraph.role is ParagraphRole.IMPROVEMENT
            self.unchanged[paragraph.text, listed].append(paragraph)
        self.opening: defaultdict[str, list[str]] = defaultdict(list)
        texts = dict.fromkeys(s.text for s in previous.sentences if s.text)
        for text in sorted(texts, key=len, reverse=True):
            if len(self.opening[text[:OPENING]]) < SHARED_BY:
                self.opening[text[:OPENING]].append(text)
        self.lengths = sorted({min(len(text), OPENING) for text in texts}, reverse=True)

    def starting(self, text: str, at: int) -> str | None:
        """Return the sentence of the previous version that stands in `text` at a place, the longest first."""
        for length in self.lengths:
            for known in self.opening.get(text[at : at + length], ()):
                end = at + len(known)
                if text.startswith(known, at) and text[end : end + 1] in ("", " ", "\n"):
                    return known
        return None


def trace(subject: str, body: str, previous: Draft, material: Material) -> Draft:
    """Return `body` as a draft whose sentences keep the roles and sources they had in `previous`."""
    if body == previous.text:
        return Draft(subject, previous.paragraphs)
    before = Before(previous, material)
    paragraphs: list[Paragraph] = []
    for block in BLOCK.split(body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")):
        for part in re.split(r"\n(?=- )", block):
            if part.strip():
                paragraphs.append(_paragraph(part.strip(), before, paragraphs))
    return Draft(subject, tuple(paragraphs))


def _paragraph(block: str, before: Before, so_far: Sequence[Paragraph]) -> Paragraph:
    listed = block.startswith("- ")
    text = block[2:].strip() if listed else block
    if unchanged := before.unchanged.get((text, listed)):
        return unchanged.pop()
    sentences = tuple(_sentence(s, before) for s in _split(text, before))
    return Paragraph(
        ParagraphRole.IMPROVEMENT if listed else _role(text, sentences, before, so_far), sentences
    )


def _split(text: str, before: Before) -> list[str]:
    """Return the sentences of `text`; those of the previous version are recognised first, since they may hold stops."""
    found: list[str] = []
    at = 0
    while at < len(text):
        known = before.starting(text, at)
        match = None if known else SENTENCE_END.search(text, at)
        end = at + len(known) if known else match.end() if match else len(text)
        found.append(text[at:end].rstrip())
        at = end
        while at < len(text) and text[at].isspace():
            at += 1
    return found


def _sentence(text: str, before: Before) -> Sentence:
    best = before.sentences.nearest(text, ALIKE)
    if best is not None and _of_the_same(best.text, text):
        return Sentence(text, best.role, best.sources)
    near = before.points.near(text, SHARED_BY)
    keys = tuple(dict.fromkeys(key for words, p in near if _speaks_of(text, words) for key in p.keys))
    if keys:
        return Sentence(text, SentenceRole.NEXT_STEP if STEP.match(text) else SentenceRole.OBSERVATION, keys)
    return Sentence(text, SentenceRole.FRAME)


def _of_the_same(before: str, after: str) -> bool:
    """Tell whether two sentences alike in form also speak of the same: half of what the first tells is still there.

    Where both tell a point in the same form ("They noted this: ..."), only what follows it counts.
    """
    form, _, bit = before.partition(": ")
    if bit and after.startswith(f"{form}: "):
        before, after = bit, after.removeprefix(f"{form}: ")
        if fuzz.ratio(before, after) >= ALIKE:
            return True
        if not any(weight(s) for s in content(before)):
            return bool(set(content(before)) & set(content(after)))
    told = {s for s in content(before) if weight(s)}
    return 2 * len(told & set(content(after))) >= len(told)


def _speaks_of(text: str, words: str) -> bool:
    """Tell whether the sentence shares enough of a point's words with it."""
    own, said = set(content(words)), set(content(text))
    if not own:
        return False
    shared = own & said
    return len(shared) >= 2 and len(shared) >= TIED_OVERLAP * min(len(own), len(said))


def _role(
    text: str, sentences: Sequence[Sentence], before: Before, so_far: Sequence[Paragraph]
) -> ParagraphRole:
    best = before.paragraphs.nearest(text, ALIKE_PARAGRAPH)
    if best is not None and best.role is not ParagraphRole.IMPROVEMENT:
        return best.role
    if any(s.role is SentenceRole.OBSERVATION for s in sentences):
        return ParagraphRole.STRENGTHS
    last = so_far[-1].role if so_far else None
    if last is None:
        return ParagraphRole.GREETING if len(text) < 40 else ParagraphRole.OUTCOME
    return ParagraphRole.OUTCOME if last is ParagraphRole.GREETING else ParagraphRole.CLOSING
