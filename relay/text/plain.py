"""A note as the words a reader may go by: cut with their offsets, and blind to whose they are.

Names of the candidate, pronouns, words for sex, origin, belief and age are each replaced by one word for the whole family
(`phrasebook/plain.toml`), and a verb in the third person by its base form ("he writes", "they write"), so that what the reader
makes of a note cannot hang on them. The offsets stay those of the note.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from relay.text.lexicon import phrases
from relay.text.shapes import About
from relay.text.verbs import base_of, is_third

WORD = re.compile(r"\n[ \t\r]*\n\s*|\r?\n|\w+(?:['’]\w+)*|[^\w\s]")
LINE, BLANK = "[unused1]", "[unused2]"
AGE = re.compile(
    r"\b(?:(?<=aged )|(?<=age )|(?<=he's )|(?<=she's )|(?<=he is )|(?<=she is )|(?<=they are ))([2-7]\d)\b(?!\s*%)|\b([2-7]\d)(?=[ -]?(?:years?[ -]old|yrs?[ -]old|yo\b))",
    re.I,
)
FAMILY: dict[str, str] = {
    word: family.split()[0] for family in phrases("plain")["alike"] for word in family.split()
}
COMMON = frozenset(phrases("plain")["words"].split())
STANDS_FOR_ONE = "they"
STANDS_FOR_THEIRS = "their"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, mark or line break: where it stands in the note, what a reader sees of it, and whether it is written large."""

    start: int
    end: int
    form: str
    capital: bool


def words_of(note: str, about: About) -> list[Word]:
    """Cut a note into words. Runs in time linear in its length."""
    names = {match.group().lower() for match in WORD.finditer(about.candidate) if len(match.group()) > 1}
    ages = {match.start() for match in AGE.finditer(note)}
    found: list[Word] = []
    for match in WORD.finditer(note):
        text = match.group()
        form = "45" if match.start() in ages else plain(text, names)
        named = form in (STANDS_FOR_ONE, STANDS_FOR_THEIRS) and form != FAMILY.get(text.lower())
        # a first name and a surname, with or without a hyphen, are one person
        while named and len(found) > 1 and found[-1].form == "-" and found[-2].form == STANDS_FOR_ONE:
            found.pop()
        if named and found and found[-1].form == STANDS_FOR_ONE:
            found[-1] = Word(found[-1].start, match.end(), form, found[-1].capital)
            continue
        if is_third(form) or (found and found[-1].form == STANDS_FOR_ONE and form not in FAMILY):
            form = base_of(form)
        found.append(Word(match.start(), match.end(), form, text[0].isupper()))
    return found


def plain(text: str, names: set[str]) -> str:
    """The one word that stands for this one."""
    if "\n" in text:
        return BLANK if text.count("\n") > 1 else LINE
    low = text.lower().replace("’", "'")
    bare = low.removesuffix("'s")
    if bare in names and (text[0].isupper() or bare not in COMMON):
        return STANDS_FOR_ONE if bare == low else STANDS_FOR_THEIRS
    return FAMILY.get(low, low)


def said_plainly(words: Sequence[Word]) -> str:
    """Return the words as one line, as a reader sees them."""
    return " ".join(word.form for word in words if word.form not in (LINE, BLANK))
