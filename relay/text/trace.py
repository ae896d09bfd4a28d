"""Find out, after a person edited a message, which sentence still stands on which point."""

import re

from rapidfuzz import fuzz

from relay.text.shapes import Draft, Material, Paragraph, Sentence
from relay.vocabulary import ParagraphRole, SentenceRole

END = re.compile(r"(?<=[.!?])\s+")


def trace(subject: str, body: str, previous: Draft, material: Material) -> Draft:
    """Return `body` as a draft whose sentences keep the roles and sources they had in `previous`."""
    if body == previous.text:
        return Draft(subject, previous.paragraphs)
    known = list(previous.sentences)
    roles = {s.text: p.role for p in previous.paragraphs for s in p.sentences}
    paragraphs = []
    for block in re.split(r"\n\s*\n", body.strip()):
        listed = block.startswith("- ")
        sentences = tuple(_match(text, known) for text in END.split(block[2:] if listed else block) if text)
        if not sentences:
            continue
        role = ParagraphRole.IMPROVEMENT if listed else roles.get(sentences[0].text, ParagraphRole.CLOSING)
        paragraphs.append(Paragraph(role, sentences))
    return Draft(subject, tuple(paragraphs))


def _match(text: str, known: list[Sentence]) -> Sentence:
    best = max(known, key=lambda s: fuzz.ratio(s.text, text), default=None)
    if best and fuzz.ratio(best.text, text) >= 70:
        return Sentence(text, best.role, best.sources)
    return Sentence(text, SentenceRole.OBSERVATION)
