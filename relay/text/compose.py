"""Put points into a message a kind professional would write.

Strengths first, in one paragraph; then each improvement in a paragraph of its own, what was observed and one thing to
try; around them the agency's own frame. Variety comes from the words themselves (a checksum chooses among the ways to
say a thing), so the same points always give the same message. Where nothing was said the message says so and stops.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zlib import crc32

from relay.text.advise import advise
from relay.text.lexicon import name_parts, phrases
from relay.text.pronoun import faceless, own_pronoun
from relay.text.shapes import About, Draft, Material, Paragraph, Said, Sentence
from relay.text.tell import tell, tell_together, word
from relay.vocabulary import Kind, Outcome, ParagraphRole, SentenceRole, Tone


def compose(material: Material) -> Draft:
    """Return the message for `material`; the same material gives the same words."""
    if material.silence is not None:
        return _of_silence(material, material.silence)
    strengths = [p for p in material.points if p.kind is Kind.STRENGTH]
    improvements = [p for p in material.points if p.kind is Kind.IMPROVEMENT]
    own = own_pronoun([p.words for p in material.points])
    praise = tell_together(strengths, material.about, own)
    paragraphs = [
        *_opening(material, bool(strengths), bool(improvements)),
        *([Paragraph(ParagraphRole.STRENGTHS, praise)] if praise else []),
        *_advice(material, improvements, own),
        *_ending(material, bool(strengths) and not improvements),
    ]
    return Draft(_subject(material), tuple(paragraphs))


def _of_silence(material: Material, asked: Sequence[date]) -> Draft:
    """Return the message that says honestly that nothing came: when it was asked for, what that means, what to do meanwhile."""
    book = phrases("frames")["silence"][material.tone]
    told = (
        asked_in_vain(material, asked),
        Sentence(fill(book["means"], material.about, material.tone), SentenceRole.FRAME),
    )
    closing = Sentence(fill(book["closing"], material.about, material.tone), SentenceRole.FRAME)
    return Draft(
        fill(book["subject"], material.about, material.tone),
        (
            Paragraph(ParagraphRole.GREETING, (greeting(material),)),
            Paragraph(ParagraphRole.OUTCOME, told),
            Paragraph(ParagraphRole.CLOSING, (closing,)),
            *_signature(material),
        ),
    )


def asked_in_vain(material: Material, asked: Sequence[date]) -> Sentence:
    """Return the sentence which says on which days the client was asked, or that nothing came."""
    book = phrases("frames")["silence"][material.tone]
    days = [f"{day.day} {day:%B}" for day in asked]
    if not days:
        return Sentence(fill(book["unasked"], material.about, material.tone), SentenceRole.FRAME)
    named = " and ".join(filter(None, (", ".join(days[:-1]), days[-1])))
    return Sentence(fill(book["asked"], material.about, material.tone, days=named), SentenceRole.FRAME)


def told_ways(material: Material) -> Iterator[tuple[Said, str]]:
    """Yield each point with how far its substance is told: in "words", by "topic" or by "area" alone."""
    own = own_pronoun([p.words for p in material.points])
    for point in material.points:
        form = word(point, material.about, own).form
        yield (
            point,
            {
                "whole": "words",
                "bit": "words",
                "more": "words",
                "named": "words",
                "scored_deed": "words",
                "score": "topic",
            }.get(form, form),
        )


def _opening(material: Material, praised: bool, advised: bool) -> list[Paragraph]:
    """Return greeting and outcome; the outcome ends with what the candidate is about to read."""
    outcome = [_frame(material, "outcome", material.tone, material.outcome)]
    if not material.points:
        outcome.append(_frame(material, "empty", material.outcome))
    elif advised:
        outcome.append(_frame(material, "lead", material.outcome + ("" if praised else "_only")))
    else:
        outcome.append(_frame(material, "strengths_lead", material.outcome))
    return [
        Paragraph(ParagraphRole.GREETING, (greeting(material),)),
        Paragraph(ParagraphRole.OUTCOME, tuple(outcome)),
    ]


def greeting(material: Material) -> Sentence:
    """Return how the candidate is greeted: in the agency's own way, or in the tone's."""
    if material.greeting:
        first = first_name(material.about, material.tone)
        return Sentence(f"{material.greeting} {first},", SentenceRole.FRAME)
    return _frame(material, "greeting", material.tone)


def farewell(material: Material) -> str:
    """Return how the message takes its leave, with the comma: in the agency's own way, or in the tone's."""
    if material.farewell:
        return f"{material.farewell},"
    leave: str = phrases("frames")["signature"][material.tone]
    return leave


def _advice(material: Material, improvements: Sequence[Said], own: str) -> list[Paragraph]:
    told = tell(improvements, material.about, own)
    first = {p.key: p for p in improvements}
    steps = advise([first[sentence.sources[0]] for sentence in told], material.about, material.outcome)
    disputed = {p.key for p in improvements if p.against}
    said = 0
    paragraphs = []
    for sentence, step in zip(told, steps, strict=True):
        differed = differing(material.tone, said) if disputed & set(sentence.sources) else ()
        said += len(differed)
        paragraphs.append(
            Paragraph(
                ParagraphRole.IMPROVEMENT, (sentence, *differed, replace(step, sources=sentence.sources))
            )
        )
    return paragraphs


def differing(tone: Tone, said: int) -> tuple[Sentence, ...]:
    """Return the sentence which says that the notes differ on what was just told; `said` tells how often it was said before."""
    ways: list[str] = phrases("frames")["differed"][tone]
    return (Sentence(ways[min(said, len(ways) - 1)], SentenceRole.FRAME),)


def _ending(material: Material, praised_only: bool) -> list[Paragraph]:
    empty = not material.points and material.outcome in (Outcome.REJECTED, Outcome.UNKNOWN)
    closing = _frame(material, "closing", material.tone, material.outcome + ("_empty" if empty else ""))
    unsaid = (
        (_frame(material, "only_strengths", material.outcome),)
        if praised_only and material.outcome is Outcome.REJECTED
        else ()
    )
    return [Paragraph(ParagraphRole.CLOSING, (*unsaid, closing)), *_signature(material)]


def _signature(material: Material) -> list[Paragraph]:
    signed = "\n".join(part for part in (material.recruiter.strip(), material.agency.strip()) if part)
    if not signed:
        return []
    return [
        Paragraph(ParagraphRole.SIGNATURE, (Sentence(f"{farewell(material)}\n{signed}", SentenceRole.FRAME),))
    ]


def _subject(material: Material) -> str:
    return _frame(material, "subject" if material.points else "subject_empty", material.outcome).text


def _frame(material: Material, *path: str) -> Sentence:
    """Return one of the agency's own sentences, chosen by the words of the message, with its names filled in."""
    ways: Any = phrases("frames")
    for step in path:
        ways = ways[step]
    chosen: str = ways[crc32(_seed(material).encode("utf-8", "replace")) % len(ways)]
    return Sentence(fill(chosen, material.about, material.tone), SentenceRole.FRAME)


def fill(text: str, about: About, tone: Tone, **more: str) -> str:
    """Return one of the phrasebook's frames with the names of the interview in their places, and `more` in theirs."""
    names = {
        "client": about.client or "the client",
        "role": role_of(about.role),
        "stage": about.stage or "interview",
        **more,
    }
    first = first_name(about, tone)
    filled = text.format_map({"first": first, **{k: " ".join(v.split()) for k, v in names.items()}})
    return filled.replace("the  role", "the role")


def _seed(material: Material) -> str:
    about = material.about
    return "|".join(
        (about.client, about.role, *(faceless(p.words, about.candidate) for p in material.points))
    )


def first_name(about: About, tone: Tone) -> str:
    """Return how to greet the candidate: as they are called, or by the whole name where the tone is formal."""
    parts = name_parts(about.candidate)
    if tone is Tone.FORMAL:
        return " ".join(about.candidate.split()) or "there"
    return about.called or (parts[0] if parts else "there")


def role_of(role: str) -> str:
    """Return the role without the word "role" or "job" at its end, since the frame adds it."""
    words = " ".join(role.split())
    for ending in (" role", " job", " position", " post"):
        words = words.removesuffix(ending)
    return words
