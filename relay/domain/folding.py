"""Folding: how words are compared in a search. Case and accents mean nothing, whichever database they stand in.

Each character is folded by itself, so that what was found can be pointed at in the text as it was written.
"""

import unicodedata

# Letters that Unicode does not take apart into a base and an accent, and the apostrophe that phones put in.
ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‘": "'"}
)
Run = tuple[int, int]


def fold(text: str) -> str:
    """The text as it is compared."""
    return "".join(map(fold_character, text))


def fold_character(character: str) -> str:
    """One character as it is compared: none, one or several. An accent that stands by itself is none."""
    bare = unicodedata.normalize("NFKD", character.casefold()).casefold().translate(ALIKE)
    return "".join(
        piece for piece in bare if unicodedata.category(piece) not in ("Mn", "Cc", "Cf") or piece in "\n\t"
    )


def sought_words(words: str) -> list[str]:
    """What is looked for: each word by itself, once."""
    return list(dict.fromkeys(fold(words).split()))


def find_runs(text: str, words: list[str]) -> list[Run]:
    """Where the folded `words` stand in `text`: half-open runs of code points, in order, none overlapping."""
    folded: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        pieces = fold_character(character)
        folded.append(pieces)
        origins.extend([place] * len(pieces))
    whole = "".join(folded)
    found = sorted(run for word in words if word for run in runs_of(whole, word))
    runs: list[Run] = []
    for start, end in found:
        # An accent written as a character of its own belongs to the letter before it.
        stop = origins[end] if end < len(origins) else len(text)
        first, last = origins[start], max(stop, origins[end - 1] + 1)
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    return runs


def runs_of(whole: str, word: str) -> list[Run]:
    """Every place of `word` in `whole`."""
    found = []
    start = whole.find(word)
    while start >= 0:
        found.append((start, start + len(word)))
        start = whole.find(word, start + len(word))
    return found
