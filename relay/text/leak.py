"""Find a hidden run in other words: its own words, their stems, typing slips of them, and near synonyms.

Words that the points themselves tell are taken away first: the run "not as strong on SQL as the other one" must not
forbid the word SQL to a point about SQL.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz import fuzz

from relay.text.lexicon import listed, phrases
from relay.text.shapes import About, Hidden
from relay.text.stem import content, stem, words_in
from relay.vocabulary import Reason

ENOUGH = 0.5
RUN_OF_WORDS = 4
SLIP = 88
LONG_WORD = 6


def leaks(text: str, hidden: Sequence[Hidden], about: About, shared: str) -> Iterator[Hidden]:
    """Yield each hidden run that `text` gives away; `shared` are words that may be said."""
    if not hidden:
        return
    said = words_in(text)
    free = set(content(f"{shared} {about.role} {about.client} {about.stage} {about.candidate}")) | _common()
    free_words = " ".join(words_in(shared))
    for run in hidden:
        if _gives_away(run, said, free, free_words):
            yield run


def _gives_away(run: Hidden, said: list[str], free: set[str], free_words: str) -> bool:
    stems = {stem(w) for w in said if w not in listed("stop") and (len(w) > 2 or w.isdigit())} - free
    own = list(dict.fromkeys(s for s in content(run.words) if s not in free))
    if _same_words(words_in(run.words), said, free_words):
        return True
    if not own:
        return False
    if run.reason is Reason.CONTACT_DETAIL:
        return all(s in stems for s in own)
    found = [s for s in own if s in stems or _slip(s, stems)]
    if len(found) >= max(1, ENOUGH * len(own)) and (len(found) > 1 or _telling(found[0])):
        return True
    return bool(_families_of(set(own)) & _families_of(stems) - _families_of(free))


def _same_words(run: list[str], said: list[str], free: str) -> bool:
    """Tell whether several words of the run stand in the text in the same order, and not in a point."""
    size = min(RUN_OF_WORDS, len(run))
    if size < 2 or all(w in listed("stop") for w in run):
        return False
    text = f" {' '.join(said)} "
    for at in range(len(run) - size + 1):
        part = run[at : at + size]
        words = " ".join(part)
        if f" {words} " in text and words not in free and sum(w not in listed("stop") for w in part) > 1:
            return True
    return False


def _telling(word: str) -> bool:
    return len(word) > 3 or word.isdigit()


def _slip(word: str, stems: set[str]) -> bool:
    if len(word) < LONG_WORD:
        return False
    return any(len(s) >= LONG_WORD - 1 and s[0] == word[0] and fuzz.ratio(word, s) >= SLIP for s in stems)


@cache
def _common() -> frozenset[str]:
    """Return stems that any message uses, the phrasebook's own frame among them: they give nothing away."""
    frame = re.sub(r"\{\w+\}", " ", " ".join(_lines(phrases("frames"))))
    return frozenset(stem(w) for w in phrases("families")["common"].split()) | frozenset(content(frame))


def _lines(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _lines(value)
    elif isinstance(part, list):
        yield from (str(line) for line in part)


@cache
def _families() -> dict[str, str]:
    return {stem(w): name for name, words in phrases("families")["family"].items() for w in words.split()}


def _families_of(stems: set[str]) -> set[str]:
    known = _families()
    return {known[s] for s in stems if s in known}
