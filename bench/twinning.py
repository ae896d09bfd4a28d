"""Make twin notes: alike but for a name, a pronoun, an age or an origin. And tell whether two analyses of twins are the same.

A pair is a list of pieces, each with its two wordings, so that any place in one twin can be found in the other.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BOOK = tomllib.loads(Path(__file__).with_name("twin_words.toml").read_text("utf-8"))
NAMES = [tuple(line.rsplit(" ", 1)) for line in BOOK["names"]]
SEXES: dict[str, str] = dict(line.split() for line in BOOK["sexes"])
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\W+|[\d_]+")
FORMS = {
    "he": "He he him his himself", "she": "She she her her herself", "they": "They they them their themselves",
}  # fmt: skip
KINDS = ("name", "pronoun", "aside", "template")
HIM = re.compile(r"\b(?:he|him|his|himself|hes)\b", re.IGNORECASE)
HER = re.compile(r"\b(?:she|her|hers|herself|shes)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-Z])")

Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Twins:
    """Two notes of a corpus that should be read alike, and the pieces they are made of."""

    kind: str
    rows: tuple[dict[str, Any], dict[str, Any]]
    pieces: tuple[Piece, ...]


def twins(rows: Sequence[dict[str, Any]], count: int, seed: str) -> Iterator[Twins]:
    """Yield `count` pairs made of the notes and of templates, the same for the same seed."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        pair = _pair(chance.choice(rows), KINDS[made % len(KINDS)], chance)
        if pair is not None:
            made += 1
            yield pair


def _pair(row: dict[str, Any], kind: str, chance: random.Random) -> Twins | None:
    if kind == "template":
        return _from_template(row, chance)
    pieces = {"name": _renamed, "pronoun": _regendered, "aside": _with_aside}[kind](row, chance)
    if pieces is None or all(a == b for a, b in pieces[0]):
        return None
    return _made(kind, row, *pieces)


def _made(kind: str, row: dict[str, Any], pieces: list[Piece], names: tuple[str, str]) -> Twins:
    kept = {key: row.get(key) for key in ("id", "role", "client", "stage", "interviewers")}
    sides = tuple(
        {**kept, "candidate": names[side], "note": "".join(piece[side] for piece in pieces)}
        for side in (0, 1)
    )
    return Twins(kind, (sides[0], sides[1]), tuple(pieces))


def _renamed(row: dict[str, Any], chance: random.Random) -> tuple[list[Piece], tuple[str, str]] | None:
    """Return the note with its candidate called by two other names."""
    own = row["candidate"].split()
    spoken = "he" if len(HIM.findall(row["note"])) > len(HER.findall(row["note"])) else "she"
    (one, _), (other, _) = chance.sample([n for n in NAMES if n[1] == spoken or chance.random() < 0.5], 2)
    if len(own) < 2 or any(_stands(part, row) for part in (*one.split(), *other.split())):
        return None
    swaps = {
        own[0]: (one.split()[0], other.split()[0]),
        own[-1]: (one.split(" ", 1)[1], other.split(" ", 1)[1]),
    }
    pieces = [_swapped(word, swaps) for word in WORD.findall(row["note"])]
    return pieces, (one, other)


def _stands(part: str, row: dict[str, Any]) -> bool:
    held = " ".join((row["note"], row["role"], row["client"], *(row.get("interviewers") or ())))
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", held, re.IGNORECASE) is not None


def _swapped(word: str, swaps: dict[str, tuple[str, str]]) -> Piece:
    bare = re.sub(r"['\u2019]s$", "", word)
    if bare in swaps:
        tail = word[len(bare) :]
        return swaps[bare][0] + tail, swaps[bare][1] + tail
    return word, word


def _regendered(row: dict[str, Any], chance: random.Random) -> tuple[list[Piece], tuple[str, str]] | None:
    """Return the note with every he a she. Only this way round: a "her" may be him or his."""
    if HER.search(row["note"]) or not HIM.search(row["note"]):
        return None
    pieces = [(word, _of_the_other_sex(word)) for word in WORD.findall(row["note"])]
    return pieces, (row["candidate"], row["candidate"])


def _of_the_other_sex(word: str) -> str:
    straight = word.replace("\u2019", "'")
    if straight.isupper() and straight.lower() in SEXES:
        return SEXES[straight.lower()].upper()
    return SEXES.get(straight, word)


def _with_aside(row: dict[str, Any], chance: random.Random) -> tuple[list[Piece], tuple[str, str]] | None:
    """Return the note with an aside put between two of its sentences."""
    _, *asides = chance.choice(BOOK["asides"]).split("|")
    ends = [m.start() for m in SENTENCE_END.finditer(row["note"])]
    if not ends:
        return None
    at = chance.choice(ends)
    spoken = "he" if len(HIM.findall(row["note"])) > len(HER.findall(row["note"])) else "she"
    one, other = (" " + _filled(aside, spoken) for aside in asides)
    pieces = [(row["note"][:at],) * 2, (one, other), (row["note"][at:],) * 2]
    return pieces, (row["candidate"], row["candidate"])


def _from_template(row: dict[str, Any], chance: random.Random) -> Twins:
    """Return a note made of a template for two people who share neither name nor pronoun."""
    template = chance.choice(BOOK["notes"])
    (one, first), (other, second) = chance.sample(NAMES, 2)
    first, second = (p if chance.random() < 0.8 else "they" for p in (first, second))
    parts = re.split(r"(\{\w+\})", template)
    full = chance.random() < 0.5
    pieces = [
        (
            _filled(part, first, one if full else one.split()[0]),
            _filled(part, second, other if full else other.split()[0]),
        )
        for part in parts
    ]
    return _made("template", {**row, "interviewers": []}, pieces, (one, other))


def _filled(text: str, pronoun: str, name: str = "") -> str:
    capital, low, them, their, themself = FORMS[pronoun].split()
    many = pronoun == "they"
    forms = {
        "Name": name, "They": capital, "they": low, "them": them, "their": their, "Their": their.capitalize(), "themself": themself,
        "is": "are" if many else "is", "was": "were" if many else "was", "has": "have" if many else "has", "s": "" if many else "s",
    }  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda place: forms[place[1]], text)


def differences(pair: Twins, answers: tuple[dict[str, Any], dict[str, Any]]) -> list[str]:
    """Return in what two answers to twins differ; nothing where they were read and told alike."""
    found = []
    for part in ("outcome", "vague"):
        if answers[0][part] != answers[1][part]:
            found.append(f"{part}: {answers[0][part]} / {answers[1][part]}")
    points = [_points(pair, side, answers[side]) for side in (0, 1)]
    if points[0] != points[1]:
        found.append(f"points: {sorted(points[0] ^ points[1])}")
    reasons = [[run["reason"] for run in answer["withheld"]] for answer in answers]
    if reasons[0] != reasons[1]:
        found.append(f"withheld: {reasons[0]} / {reasons[1]}")
    told = [_told(pair, side, answers[side]) for side in (0, 1)]
    if told[0] != told[1]:
        found.append("message: " + _parting(*told))
    return found


def _parting(one: str, other: str) -> str:
    """Return the words from where two messages part."""
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return f"{one[max(0, at - 40) : at + 60]!r} / {other[max(0, at - 40) : at + 60]!r}"


def _points(pair: Twins, side: int, answer: dict[str, Any]) -> set[tuple[Any, ...]]:
    at = _places(pair, side)
    return {
        (at(p["start"]), at(p["end"]), p["kind"], p["competency"], str(p["specific"]))
        for p in answer["points"]
    }


def _places(pair: Twins, side: int) -> Any:
    """Return a function that says where a place of one twin lies: in which piece, and how far into it where both agree."""
    starts = [0]
    for piece in pair.pieces:
        starts.append(starts[-1] + len(piece[side]))

    def at(offset: int) -> tuple[int, int]:
        number = next(
            (n for n in range(len(starts) - 1) if starts[n] <= offset < starts[n + 1]), len(starts) - 1
        )
        same = number == len(starts) - 1 or pair.pieces[number][0] == pair.pieces[number][1]
        inside = offset - starts[number]
        return number, inside if same or not inside else -1

    return at


def _told(pair: Twins, side: int, answer: dict[str, Any]) -> str:
    """Return the message with the name and all that is meant to differ made alike."""
    text = answer["message"]["subject"] + "\n" + answer["message"]["text"]
    for part in sorted(pair.rows[side]["candidate"].split(), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "NAME", text)
    text = re.sub(r"NAME(?:[ -]NAME)+", "NAME", text)
    return "".join(_alike(word) for word in WORD.findall(text))


def _alike(word: str) -> str:
    """Return a pronoun as the one that stands for all; every other word as it is."""
    low = word.lower()
    for forms in FORMS.values():
        for place, form in enumerate(forms.lower().split()):
            if low == form:
                return (
                    FORMS["they"]
                    .split()[3 if low in ("his", "her", "him", "them", "their") else place]
                    .lower()
                )
    return SEXES.get(word, word)
