"""Tell the three meanings of "her" apart: "told her", "her slides", "the idea was her" for "hers".

A note on a man says which it is, by "him" and "his"; a note on a woman does not. So that both are worded alike, every note is
put into the poorer form first (`alike`) and the meaning is found from the words around it, for everybody in the same way.
"""

import re
from enum import Enum

from relay.text.lexicon import listed
from relay.text.phrase import is_adjective
from relay.text.verbs import base_of, bases, is_past, may_be_noun, third

ALIKE = {
    "he": "she", "him": "her", "his": "her", "hers": "her", "himself": "herself",
    "he's": "she's", "hes": "she's", "shes": "she's", "he'd": "she'd", "he'll": "she'll",
}  # fmt: skip
GENDERED = re.compile(rf"\b(?:{'|'.join(sorted(ALIKE, key=len, reverse=True))})\b(?!')", re.I)
HER = re.compile(r"\bher\b", re.I)
BEFORE = re.compile(r"([\w'\u2019-]+)\W*$")
AFTER = re.compile(r"\s+([\w'\u2019-]+)(?:\s+([\w'\u2019-]+))?")
STOPS = re.compile(r"\s*(?:$|[,.;:!?)/\u201d]|[-\u2013\u2014](?:\s|$))")
PAUSE = re.compile(r"[.;:!?,]\s*$")
IT_WAS = re.compile(r"\bit was(?:n't| not)? $", re.I)
CONTRACTED = re.compile(r"(?:i|we|you|they|she|it|that|there|who|what)['\u2019]", re.I)
LETS = frozenset({"let", "lets", "let's", "letting"})
BEING = frozenset({"was", "were", "is", "are"})
OPENS = re.compile(r"\s*[(\u201c\"]")
QUOTE = re.compile(r"(\u201c[^\u201d]*\u201d)")
OTHER = {"she": "he", "he": "she"}
SHORT = {"'s": "'re"}
HIS = re.compile(r"\b(?:him|his)\b", re.I)


class Her(Enum):
    """What a "her" means."""

    OBJECT = "you"
    OWN = "your"
    OWNED = "yours"


THEIRS = {Her.OBJECT: "them", Her.OWN: "their", Her.OWNED: "theirs"}


def told_as(own: str) -> str:
    """Return the pronoun by which a clause speaks of the candidate once it is `alike`."""
    return "she" if own in OTHER else own


def alike(clause: str, own: str) -> str:
    """Return `clause` with the candidate a she, whose "him", "his" and "hers" are written "her"; what is quoted stays.

    `own`: by which pronoun the note speaks of the candidate. Where that is "she" or "he", people of the other one become
    "they", since two people by one pronoun could not be told apart any more.
    """
    if own not in OTHER:
        return clause
    pieces = QUOTE.split(clause)
    return "".join(p if n % 2 else as_she(_of_others(p, OTHER[own])) for n, p in enumerate(pieces))


def as_she(text: str) -> str:
    """Return `text` with every he a she, and "him", "his" and "hers" written "her"."""
    return GENDERED.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    return _as_large(ALIKE[match[0].lower()], match[0])


def _as_large(word: str, before: str) -> str:
    """Return `word` with a capital or in capitals where the word it replaces was."""
    if before.isupper() and len(before) > 1:
        return word.upper()
    return word.capitalize() if before[0].isupper() else word


def _of_others(text: str, other: str) -> str:
    """Return `text` with those who go by the pronoun `other` as "they", their verbs with them."""

    def subject(match: re.Match[str]) -> str:
        short, verb = match["short"] or "", match["verb"] or ""
        return (
            _as_large("they", match[0])
            + SHORT.get(short.lower(), short)
            + (f" {base_of(verb)}" if verb else "")
        )

    text = re.sub(rf"\b{other}(?:(?P<short>'\w+)|(?: (?P<verb>[a-z']+))?)\b", subject, text, flags=re.I)
    text = re.sub(r"\bhimself\b" if other == "he" else r"\bherself\b", "themselves", text, flags=re.I)
    if other == "he":
        return HIS.sub(lambda m: _as_large("them" if m[0].lower() == "him" else "their", m[0]), text)
    return HER.sub(lambda m: _as_large(THEIRS[meaning(text, m)], m[0]), text)


def meaning(text: str, match: re.Match[str]) -> Her:
    """Return what the "her" that `match` found in `text` means there."""
    before, rest = text[: match.start()], text[match.end() :]
    near = BEFORE.search(before)
    paused = not near or bool(PAUSE.search(before))
    left = "" if paused else near[1].lower() if near else ""
    if STOPS.match(rest):
        return Her.OWNED if left in listed("before_hers") and not IT_WAS.search(before) else Her.OBJECT
    if OPENS.match(rest):
        return Her.OBJECT if left in listed("takes_person") else Her.OWN
    following = AFTER.match(rest)
    if not following:
        return Her.OWN
    word, then = following[1].lower(), (following[2] or "").lower()
    if paused and word in BEING:
        return Her.OWNED
    if left in listed("before_hers") and word in listed("after_hers") and not IT_WAS.search(before):
        return Her.OWNED
    return Her.OBJECT if left and word != "own" and _object(left, word, then, rest) else Her.OWN


def _object(left: str, word: str, then: str, rest: str) -> bool:
    """Tell whether "her" between `left` and `word` is the person and not what is theirs."""
    if word == "back":
        return left in listed("calls_back")
    if word in listed("after_her_object") or CONTRACTED.match(word):
        return True
    if word[0].isdigit() or word in listed("numbers"):
        return left in listed("takes_person")
    if word.endswith("ly") and _ends_there(word, rest):
        return True
    if left in LETS:
        return then not in listed("slips")
    if left in listed("keeps") and word.endswith("ing"):
        return True
    if left in listed("sees") and word in bases():
        return not may_be_noun(third(word)) or bool(then and then not in listed("after_noun"))
    if left in listed("finds") and word.endswith("ly") and is_adjective(then):
        return True
    if left in listed("finds"):
        described = (is_adjective(word) or is_past(word) or word.endswith("ed")) and word != "cool"
        return described and _ends_there(word, rest)
    return left in listed("takes_person") and word in listed("after_person")


def _ends_there(word: str, rest: str) -> bool:
    """Tell whether nothing follows `word` that it could belong to: "found her calm", not "found her calm answers"."""
    return bool(
        re.match(
            rf"\s+{re.escape(word)}(?=\W*$|[,.;:]|\s+(?:with|on|at|about|to|in|and|but|when|for|as|by|till|until|than|going|enough)\b)",
            rest,
            re.I,
        )
    )
