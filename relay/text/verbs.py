"""Know a verb when one is seen, and bend it: "knows" is third person and becomes "know"."""

from functools import cache

from relay.text.lexicon import listed, phrases

VOWELS = "aeiou"
PREFIXES = frozenset(
    ("up", "down", "re", "over", "under", "out", "cross", "cold", "double", "mis", "co", "de", "sub")
)
# The helping verbs, which bend in a way of their own.
TO_YOU = {
    "is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't",
    "hasn't": "haven't", "doesn't": "don't", "am": "are",
}  # fmt: skip


@cache
def helping() -> frozenset[str]:
    """Return the helping verbs: they make a sentence, and never bend into another word."""
    return frozenset(phrases("verbs")["helping"].split()) | frozenset(TO_YOU)


@cache
def _irregular() -> tuple[tuple[str, ...], ...]:
    lines = phrases("verbs")["irregular"].strip().splitlines()
    return tuple(tuple(line.replace("/", " ").split()) for line in lines)


@cache
def bases() -> frozenset[str]:
    """Return every verb the phrasebook knows, in its base form."""
    return frozenset(phrases("verbs")["regular"].split()) | frozenset(forms[0] for forms in _irregular())


@cache
def _thirds() -> dict[str, str]:
    return {third(base): base for base in bases() if base != "be"} | {
        "goes": "go",
        "does": "do",
        "has": "have",
    }


@cache
def _pasts() -> frozenset[str]:
    made = {past for base in phrases("verbs")["regular"].split() for past in _regular_past(base)}
    return frozenset(made) | frozenset(form for forms in _irregular() for form in forms[1:-1])


@cache
def _plain_pasts() -> frozenset[str]:
    """Return past forms that cannot be a participle or a base form: they always make a sentence."""
    return frozenset(
        past for forms in _irregular() for past in forms[1:-1] if past not in (forms[0], forms[-1])
    )


@cache
def _participles() -> frozenset[str]:
    made = {past for base in phrases("verbs")["regular"].split() for past in _regular_past(base)}
    return (frozenset(made) | frozenset(forms[-1] for forms in _irregular())) - _finite() - _active()


@cache
def _active() -> frozenset[str]:
    return frozenset(phrases("verbs")["active"].split())


@cache
def _finite() -> frozenset[str]:
    return frozenset(phrases("verbs")["finite"].split())


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(phrases("verbs")["adjectives"].split())


@cache
def _nouns() -> frozenset[str]:
    return frozenset(phrases("verbs")["nouns"].split())


def third(base: str) -> str:
    """Return the third person of a base form."""
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2:-1] not in VOWELS else base + "s"


def _regular_past(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return (base + "d",)
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return (base[:-1] + "ied",)
    doubled = base + base[-1] + "ed"
    closed = len(base) > 2 and base[-1] not in "aeiouwxy" and base[-2] in VOWELS and base[-3] not in VOWELS
    return (base + "ed", doubled) if closed else (base + "ed",)


def adjectival(word: str) -> bool:
    """Tell whether a past form is oftener an adjective at the head of a clause ("polished service")."""
    return word.lower() in _adjectives()


def _unprefixed(low: str) -> str:
    """Return "sold" for "up-sold": the verb behind a prefix and a hyphen."""
    before, dash, verb = low.partition("-")
    return verb if dash and before in PREFIXES else low


def is_past(word: str) -> bool:
    """Tell whether a word is a past form; any long word in -ed that is no known adjective counts."""
    low = _unprefixed(word.lower())
    if "-" in low:
        return low in _pasts()
    guessed = low.endswith("ed") and len(low) > 4 and not low.startswith("un") and low not in _adjectives()
    return low in _pasts() or guessed


def is_plain_past(word: str) -> bool:
    """Tell whether a word can only be the verb of a sentence ("went", "knew"), never a participle."""
    return word.lower() in _plain_pasts() or word.lower() in _finite()


def is_participle(word: str) -> bool:
    """Tell whether a word may say what was done to a thing ("done", "quoted")."""
    return word.lower() in _participles()


def is_third(word: str) -> bool:
    """Tell whether a word is the third person of a known verb."""
    return word.lower() in _thirds()


def may_be_noun(word: str) -> bool:
    """Tell whether a third person is oftener a plural ("answers")."""
    return word.lower() in _nouns()


def base_of(word: str) -> str:
    """Return a verb's form after "you", given its form after "she"; a form that needs no bending stays."""
    low = word.lower()
    if low in TO_YOU:
        return TO_YOU[low]
    if low in _thirds():
        return _thirds()[low]
    if (
        len(low) < 3
        or low in helping()
        or low in _pasts()
        or not low.endswith("s")
        or low.endswith(("ss", "us", "ous", "ways"))
    ):
        return word
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    return low[:-3] + "y" if low.endswith("ies") and len(low) > 4 else low[:-1]


def is_verb(word: str) -> bool:
    """Tell whether a word is a finite verb: helping, past or third person."""
    low = word.lower()
    return low in helping() or is_past(low) or (is_third(low) and not may_be_noun(low))


def known_verb(word: str) -> bool:
    """Tell whether a word opens a clause whose subject was left out."""
    low = word.lower()
    if low in listed("modal") or is_past(low):
        return True
    return is_third(low) and not may_be_noun(low)
