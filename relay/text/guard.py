"""The check that every version of a message passes, whoever wrote it.

A message may hold nothing withheld, nobody's name, nothing harsh, no score and no contact detail; each sentence is the
agency's own frame or stands on points; no point is lost and none is turned into its opposite. Each breach names the
sentence, the point or run concerned, and what to do. Advice may quote the message, never a hidden run.
"""

import re
from collections.abc import Iterator, Sequence

from relay.text.advise import is_own_step
from relay.text.claim import claims_something, flips, invents
from relay.text.leak import leaks
from relay.text.lexicon import harsh_words
from relay.text.permit import CONTACT, SCORE, name_in
from relay.text.shapes import About, Breach, Draft, Hidden, Material, Sentence
from relay.vocabulary import BreachCode, ParagraphRole, SentenceRole


def guard(draft: Draft, material: Material, hidden: tuple[Hidden, ...]) -> tuple[Breach, ...]:
    """Return every breach of `draft`, in the order of its sentences; an empty tuple means it may go out."""
    found: list[Breach] = []
    signed = {s.text for p in draft.paragraphs if p.role is ParagraphRole.SIGNATURE for s in p.sentences}
    shared = _told_words(material)
    for breach in _words(draft.subject, hidden, material.about, shared):
        found.append(Breach(breach.code, f"In the subject: {breach.advice}", None, breach.key))
    for place, sentence in enumerate(draft.sentences):
        about = material.about
        checked = list(_words(sentence.text, hidden, about, shared, signed=sentence.text in signed))
        checked.extend(_sentence(sentence, material))
        found.extend(Breach(b.code, b.advice, place, b.key) for b in checked)
    found.extend(_lost(draft, material))
    return tuple(found)


def guard_words(text: str, hidden: tuple[Hidden, ...], about: About) -> tuple[Breach, ...]:
    """Return the breaches of free text that goes to a candidate: leaks, names, harsh words, contact details."""
    return tuple(_words(text, hidden, about, ""))


def _words(
    text: str, hidden: Sequence[Hidden], about: About, shared: str, signed: bool = False
) -> Iterator[Breach]:
    # the phrasebook's own steps were written before the note: they can give nothing of it away
    for run in () if is_own_step(text) else leaks(text, hidden, about, shared):
        yield Breach(
            BreachCode.LEAK,
            f"This says something that must not be passed on ({run.reason.label.lower()}). Take it out.",
            None,
            run.key,
        )
    if name := None if signed else name_in(text, about):
        yield Breach(
            BreachCode.NAME,
            f"\u201c{name}\u201d is a name on the client's side. Say \u201cthe interviewers\u201d or \u201cthe team\u201d.",
        )
    if match := harsh_words(False).search(_unnamed(text, about)):
        yield Breach(
            BreachCode.HARSH,
            f"\u201c{match.group(0)}\u201d judges more than it helps. Say what was seen or heard instead.",
        )
    if not signed and CONTACT.search(text):
        yield Breach(BreachCode.CONTACT, "There is an address, a link or a number in this. Take it out.")


def _unnamed(text: str, about: About) -> str:
    """Return `text` without the names of client and job: a client may be called Waste Services."""
    for name in (about.client, about.role, about.stage, about.candidate):
        text = text.replace(name, " ") if name else text
    return text


def _sentence(sentence: Sentence, material: Material) -> Iterator[Breach]:
    if SCORE.search(sentence.text):
        yield Breach(
            BreachCode.SCORE, "Scores and ranks stay with the client. Say what the score was about instead."
        )
    points = [p for p in material.points if p.key in sentence.sources]
    if sentence.role is SentenceRole.FRAME:
        if claims_something(sentence.text, material):
            yield Breach(
                BreachCode.UNSUPPORTED,
                "This says something about the interview that no point of the note says. Take it out, or say which point it stands on.",
            )
    elif not points:
        yield Breach(
            BreachCode.UNSUPPORTED,
            "No point of the note says this. Take it out, or say which point it stands on.",
        )
    elif sentence.role is SentenceRole.OBSERVATION:
        if invented := invents(sentence.text, points, material):
            yield Breach(
                BreachCode.UNSUPPORTED,
                f"\u201c{invented}\u201d stands in none of the points. Take it out.",
                None,
                points[0].key,
            )
        for point in points:
            if len(points) == 1 and flips(sentence.text, point):
                yield Breach(
                    BreachCode.FLIPPED,
                    "This turns the point into its opposite. Say it the way the client meant it.",
                    None,
                    point.key,
                )


def _lost(draft: Draft, material: Material) -> Iterator[Breach]:
    told = {key for s in draft.sentences if s.role is SentenceRole.OBSERVATION for key in s.sources}
    for point in material.points:
        if point.key not in told:
            words = re.sub(r"\s+", " ", point.words)[:120]
            yield Breach(
                BreachCode.POINT_LOST,
                f"The message no longer tells this point: \u201c{words}\u201d. Put it back, or leave the point out first.",
                None,
                point.key,
            )


def _told_words(material: Material) -> str:
    """Return all words that the message is there to tell: they cannot be a leak by themselves."""
    about = material.about
    return " ".join(
        (
            *(p.words for p in material.points),
            about.role,
            about.client,
            about.stage,
            about.candidate,
            material.agency,
            material.recruiter,
        )
    )
