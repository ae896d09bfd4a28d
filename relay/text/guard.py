"""The check that every version of a message passes, whoever wrote it.

A message may hold nothing withheld, nobody's name, nothing harsh, no score and no contact detail; each sentence is the
agency's own frame or stands on points; no point is lost, left empty or turned into its opposite. Each breach names the
sentence, the point or run concerned, and what to do. Advice may quote the message, never a hidden run.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from relay.text.advise import is_own_step
from relay.text.claim import claims_something, is_advice, is_own_frame
from relay.text.leak import Index
from relay.text.lexicon import harsh_words, phrases
from relay.text.permit import CONTACT, SCORE, name_in
from relay.text.shapes import About, Breach, Draft, Hidden, Material, Said, Sentence
from relay.text.stranger import known_names, name_of_somebody
from relay.text.support import invents, is_hollow, keeps, rests
from relay.text.turned import flips
from relay.vocabulary import BreachCode, ParagraphRole, SentenceRole


def guard(draft: Draft, material: Material, hidden: tuple[Hidden, ...]) -> tuple[Breach, ...]:
    """Return every breach of `draft`, in the order of its sentences; an empty tuple means it may go out."""
    index = _index(hidden, material.about, _told_words(material))
    known = known_names(material)
    points = {key: p for p in material.points for key in p.keys}
    signed = {s.text for p in draft.paragraphs if p.role is ParagraphRole.SIGNATURE for s in p.sentences}
    found = [
        Breach(b.code, f"In the subject: {b.advice}", None, b.key)
        for b in _words(draft.subject, index, material, known)
    ]
    for place, sentence in enumerate(draft.sentences):
        checked = [] if sentence.text in signed else list(_words(sentence.text, index, material, known))
        if sentence.text in signed:
            checked.extend(_leaked_or_harsh(sentence.text, index, material.about))
        checked.extend(_sentence(sentence, points, material))
        if {b.code for b in checked} == {BreachCode.UNSUPPORTED}:
            checked.extend(_leaking(index.given_away(sentence.text, wary=True)))
        found.extend(Breach(b.code, b.advice, place, b.key) for b in checked)
    found.extend(_lost(draft, material))
    return tuple(found)


def guard_words(text: str, hidden: tuple[Hidden, ...], about: About) -> tuple[Breach, ...]:
    """Return the breaches of free text that goes to a candidate: leaks, names, harsh words, contact details."""
    found = list(_leaked_or_harsh(text, _index(hidden, about, ""), about))
    if name := name_in(text, about):
        found.append(_naming(name))
    if CONTACT.search(text):
        found.append(_contact())
    return tuple(found)


@lru_cache(maxsize=16)
def _index(hidden: tuple[Hidden, ...], about: About, shared: str) -> Index:
    # kept, since a message is guarded at every pause of somebody who edits it
    return Index(hidden, about, shared)


def _words(text: str, index: Index, material: Material, known: frozenset[str]) -> Iterator[Breach]:
    # the phrasebook's own steps and frames were written before the note: they can give nothing of it away
    own = is_own_step(text) or is_own_frame(text, material)
    if not own:
        yield from _leaked_or_harsh(text, index, material.about)
        if name := name_of_somebody(text, known, material):
            yield _naming(name)
    if CONTACT.search(text):
        yield _contact()


def _leaked_or_harsh(text: str, index: Index, about: About) -> Iterator[Breach]:
    yield from _leaking(index.given_away(text))
    unnamed = _unnamed(text, about)
    if match := harsh_words(False).search(unnamed) or _harsh_besides().search(unnamed):
        yield Breach(
            BreachCode.HARSH,
            f"\u201c{match.group(0)}\u201d judges more than it helps. Say what was seen or heard instead.",
        )


def _leaking(runs: Iterable[Hidden]) -> Iterator[Breach]:
    for run in runs:
        yield Breach(
            BreachCode.LEAK,
            f"This says something that must not be passed on ({run.reason.label.lower()}). Take it out.",
            None,
            run.key,
        )


def _naming(name: str) -> Breach:
    return Breach(
        BreachCode.NAME,
        f"\u201c{name}\u201d is somebody's name. Say \u201cthe interviewers\u201d or \u201cthe team\u201d, or leave the person out.",
    )


def _contact() -> Breach:
    return Breach(BreachCode.CONTACT, "There is an address, a link or a number in this. Take it out.")


@cache
def _harsh_besides() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{phrases('guard')['harsh']['also']})\b", re.IGNORECASE)


def _unnamed(text: str, about: About) -> str:
    """Return `text` without the names of client and job: a client may be called Waste Services."""
    for name in (about.client, about.role, about.stage, about.candidate):
        text = text.replace(name, " ") if name else text
    return text


def _sentence(sentence: Sentence, points: dict[str, Said], material: Material) -> Iterator[Breach]:
    if SCORE.search(_unnamed(sentence.text, material.about)):
        yield Breach(
            BreachCode.SCORE, "Scores and ranks stay with the client. Say what the score was about instead."
        )
    stands_on = list(dict.fromkeys(points[key] for key in sentence.sources if key in points))
    if sentence.role is SentenceRole.FRAME:
        if claims_something(sentence.text, material):
            yield Breach(
                BreachCode.UNSUPPORTED,
                "This says something about the interview that no point of the note says. Take it out, or say which point it stands on.",
            )
    elif not stands_on:
        yield Breach(
            BreachCode.UNSUPPORTED,
            "No point of the note says this. Take it out, or say which point it stands on.",
        )
    elif is_own_step(sentence.text) or is_advice(sentence.text):
        return  # advice goes beyond its point on purpose; what it may not hold is looked for above
    elif sentence.role is SentenceRole.OBSERVATION or claims_something(sentence.text, material):
        yield from _compared(sentence, stands_on, material)


def _compared(sentence: Sentence, points: list[Said], material: Material) -> Iterator[Breach]:
    """Yield what the sentence says beyond its points or against them."""
    key = points[0].key
    if not rests(sentence.text, points):
        yield Breach(
            BreachCode.UNSUPPORTED,
            "The point that this is said to stand on says nothing of the kind. Take it out, or say which point it stands on.",
            None,
            key,
        )
    elif invented := invents(sentence.text, points, material):
        yield Breach(
            BreachCode.UNSUPPORTED,
            f"\u201c{invented}\u201d stands in none of the points. Take it out, or say which point it stands on.",
            None,
            key,
        )
    if sentence.role is SentenceRole.OBSERVATION and flips(sentence.text, points):
        yield Breach(
            BreachCode.FLIPPED,
            "This turns the point into its opposite. Say it the way the client meant it.",
            None,
            key,
        )


def _lost(draft: Draft, material: Material) -> Iterator[Breach]:
    told: dict[str, list[int]] = {}
    sentences = draft.sentences
    for place, sentence in enumerate(sentences):
        for key in sentence.sources if sentence.role is SentenceRole.OBSERVATION else ():
            told.setdefault(key, []).append(place)
    for point in material.points:
        places = sorted({place for key in point.keys for place in told.get(key, ())})
        texts = [sentences[place].text for place in places]
        if not texts or not keeps(texts, point):
            words = re.sub(r"\s+", " ", point.words)[:120]
            yield Breach(
                BreachCode.POINT_LOST,
                f"The message no longer tells this point: \u201c{words}\u201d. Put it back, or leave the point out first.",
                places[0] if places else None,
                point.key,
            )
        elif is_hollow(texts, point):
            yield Breach(
                BreachCode.POINT_LOST,
                "This no longer says what was seen or heard, so nothing can be done about it. Say it in the point's own terms.",
                places[0],
                point.key,
            )


def _told_words(material: Material) -> str:
    """Return all words that the message is there to tell: they cannot be a leak by themselves."""
    return " ".join((*(w for p in material.points for w in p.wordings), material.agency, material.recruiter))
