"""Read the phrasebook: data that people may mend without touching code, each file once."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

NAME = re.compile(r"[^\W\d_][\w'\u2019-]*")


@cache
def phrases(name: str) -> dict[str, Any]:
    """Return the phrasebook file `name` (without its ending)."""
    return tomllib.loads(resources.files("relay.text").joinpath(f"phrasebook/{name}.toml").read_text("utf-8"))


def english() -> dict[str, Any]:
    """Return the little grammar of `english.toml`."""
    return phrases("english")


def harsh() -> dict[str, Any]:
    """Return the words no message needs, and kinder ways."""
    return phrases("harsh")


@cache
def listed(name: str) -> frozenset[str]:
    """Return a word list of `english.toml` as a set."""
    return frozenset(english()["lists"][name].split())


@cache
def harsh_words(strict: bool) -> re.Pattern[str]:
    """Return the pattern of harsh words; `strict` is for words taken from a note, without it for words a person chose."""
    raw = harsh()["patterns"].replace("\n", "")
    if strict:
        return re.compile(rf"\b(?:{raw})\b", re.I)
    mild = frozenset(harsh()["mild"].split())
    # a bar inside brackets belongs to its pattern
    kept = "|".join(
        p for p in re.split(r"\|(?![^(]*\))", raw) if re.sub(r"\\w[*+?]?|\(.*\)\??|\W", "", p) not in mild
    )
    return re.compile(rf"\b(?:{kept})\b", re.I)


@cache
def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a person's name that are long enough to be looked for."""
    return tuple(part for part in NAME.findall(name) if len(part) > 1)
