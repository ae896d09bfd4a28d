"""The check that every version of a message passes, whoever wrote it."""

import re

from relay.text.shapes import About, Breach, Draft, Hidden, Material
from relay.vocabulary import BreachCode, SentenceRole

HARSH = re.compile(r"\b(?:awful|terrible|useless|stupid|weak|poor|embarrass\w*|rejected)\b", re.I)
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|\+?\d[\d ()-]{8,}\d")
SCORE = re.compile(r"\b\d+(?:\.\d+)?\s*(?:/|out of)\s*\d+\b", re.I)


def guard(draft: Draft, material: Material, hidden: tuple[Hidden, ...]) -> tuple[Breach, ...]:
    """Return every breach of `draft`, in the order of its sentences; an empty tuple means it may go out."""
    found: list[Breach] = []
    told: set[str] = set()
    for place, sentence in enumerate(draft.sentences):
        for breach in guard_words(sentence.text, hidden, material.about):
            found.append(Breach(breach.code, breach.advice, place, breach.key))
        if SCORE.search(sentence.text):
            found.append(Breach(BreachCode.SCORE, "Leave the score out.", place))
        if sentence.role is not SentenceRole.FRAME and not sentence.sources:
            found.append(Breach(BreachCode.UNSUPPORTED, "No point of the note says this.", place))
        told.update(sentence.sources)
    for point in material.points:
        if point.key not in told:
            found.append(Breach(BreachCode.POINT_LOST, f"The message leaves out: {point.words}", None, point.key))
    return tuple(found)


def guard_words(text: str, hidden: tuple[Hidden, ...], about: About) -> tuple[Breach, ...]:
    """Return the breaches of free text that goes to a candidate: leaks, names, harsh words, contact details."""
    found: list[Breach] = []
    low = text.lower()
    for run in hidden:
        if run.words.strip() and run.words.lower().strip() in low:
            found.append(Breach(BreachCode.LEAK, "These words must not be passed on.", None, run.key))
    for name in about.interviewers:
        if name.strip() and re.search(rf"\b{re.escape(name.split()[0])}\b", text):
            found.append(Breach(BreachCode.NAME, "Say 'the interviewers' or 'the team'.", None))
    if harsh := HARSH.search(text):
        found.append(Breach(BreachCode.HARSH, f"'{harsh.group(0)}' hurts more than it helps.", None))
    if CONTACT.search(text):
        found.append(Breach(BreachCode.CONTACT, "Take the contact details out.", None))
    return tuple(found)
