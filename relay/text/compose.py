"""Put points into a message a kind professional would write.

Strengths first, in one paragraph; then each improvement in a paragraph of its own, what was observed and one thing to
try; around them the agency's own frame. Variety comes from the words themselves (a checksum chooses among the ways to
say a thing), so the same points always give the same message. Where nothing was said the message says so and stops.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zlib import crc32

from relay.text.advise import advise
from relay.text.lexicon import phrases, words_of
from relay.text.shapes import Draft, Material, Paragraph, Said, Sentence
from relay.text.tell import tell
from relay.vocabulary import Kind, Outcome, ParagraphRole, SentenceRole, Tone


def compose(material: Material) -> Draft:
    """Return the message for `material`; the same material gives the same words."""
    strengths = [p for p in material.points if p.kind is Kind.STRENGTH]
    improvements = [p for p in material.points if p.kind is Kind.IMPROVEMENT]
    before = _opening(material) + _praise(material, strengths, bool(improvements))
    advice = _advice(material, improvements)
    if advice:
        lead = material.outcome + ("_one" if len(advice) == 1 else "")
        before[-1] = _with(before[-1], _frame(material, "lead", lead))
    paragraphs = [*before, *advice, *_ending(material)]
    return Draft(_subject(material), tuple(paragraphs))


def _opening(material: Material) -> list[Paragraph]:
    outcome = [_frame(material, "outcome", material.tone, material.outcome)]
    if not material.points:
        outcome.append(_frame(material, "empty", material.outcome))
    return [
        Paragraph(ParagraphRole.GREETING, (_frame(material, "greeting", material.tone),)),
        Paragraph(ParagraphRole.OUTCOME, tuple(outcome)),
    ]


def _praise(material: Material, strengths: Sequence[Said], more: bool) -> list[Paragraph]:
    if not strengths:
        return []
    lead = _frame(material, "strengths_lead", material.outcome)
    told = tell(strengths, material.about)
    if not more and material.outcome is Outcome.REJECTED:
        told = (*told, _frame(material, "only_strengths", material.outcome))
    return [Paragraph(ParagraphRole.STRENGTHS, (lead, *told) if lead.text else told)]


def _advice(material: Material, improvements: Sequence[Said]) -> list[Paragraph]:
    told = tell(improvements, material.about)
    first = {p.key: p for p in improvements}
    steps = advise([first[sentence.sources[0]] for sentence in told], material.outcome)
    return [
        Paragraph(ParagraphRole.IMPROVEMENT, (sentence, replace(step, sources=sentence.sources)))
        for sentence, step in zip(told, steps, strict=True)
    ]


def _ending(material: Material) -> list[Paragraph]:
    empty = not material.points and material.outcome in (Outcome.REJECTED, Outcome.UNKNOWN)
    closing = _frame(material, "closing", material.tone, material.outcome + ("_empty" if empty else ""))
    ending = [Paragraph(ParagraphRole.CLOSING, (closing,))]
    if signed := "\n".join(part for part in (material.recruiter.strip(), material.agency.strip()) if part):
        farewell = phrases("frames")["signature"][material.tone]
        ending.append(
            Paragraph(ParagraphRole.SIGNATURE, (Sentence(f"{farewell}\n{signed}", SentenceRole.FRAME),))
        )
    return ending


def _subject(material: Material) -> str:
    return _frame(material, "subject" if material.points else "subject_empty", material.outcome).text


def _with(paragraph: Paragraph, sentence: Sentence) -> Paragraph:
    return Paragraph(paragraph.role, (*paragraph.sentences, sentence))


def _frame(material: Material, *path: str) -> Sentence:
    """Return one of the agency's own sentences, chosen by the words of the message, with its names filled in."""
    ways: Any = phrases("frames")
    for step in path:
        ways = ways[step]
    chosen: str = ways[crc32(_seed(material).encode("utf-8", "replace")) % len(ways)]
    about = material.about
    first = first_name(about.candidate, material.tone)
    names = {
        "client": about.client or "the client",
        "role": role_of(about.role),
        "stage": about.stage or "interview",
    }
    text = chosen.format_map({"first": first, **{k: " ".join(v.split()) for k, v in names.items()}})
    return Sentence(text.replace("the  role", "the role"), SentenceRole.FRAME)


def _seed(material: Material) -> str:
    return "|".join((material.about.client, material.about.role, *(p.words for p in material.points)))


def first_name(candidate: str, tone: Tone) -> str:
    """Return how to greet the candidate: the first name, or the whole name where the tone is formal."""
    parts = words_of(candidate)
    if not parts:
        return "there"
    return " ".join(candidate.split()) if tone is Tone.FORMAL else parts[0]


def role_of(role: str) -> str:
    """Return the role without the word "role" or "job" at its end, since the frame adds it."""
    words = " ".join(role.split())
    for ending in (" role", " job", " position", " post"):
        words = words.removesuffix(ending)
    return words
