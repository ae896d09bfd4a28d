"""The bank of questions: what an interviewer may ask, what a good answer holds, and how a friend can help (questions.toml).

It lies beside the pages that show it and not with the text engine, which the candidate's side may not read
(docs/decisions/0003-the-wall-is-in-the-schema.md).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from relay.vocabulary import Competency

WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of job: the name by which an address knows it, its name for people, and the words of a title that tell it."""

    key: str
    label: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Exercise:
    """All there is to practise one competency with; `fitted` holds the further questions for each kind of job."""

    competency: Competency
    about: str
    ask: Sequence[str]
    fitted: Mapping[str, Sequence[str]]
    check: Sequence[str]
    listen: Sequence[str]
    say: Sequence[str]

    def questions(self, family: Family | None) -> list[str]:
        """The questions for a kind of job, those made for it first."""
        return [*(self.fitted[family.key] if family else ()), *self.ask]


@cache
def bank() -> dict[str, Any]:
    """The file, read once."""
    return tomllib.loads(resources.files(__package__).joinpath("questions.toml").read_text(encoding="utf-8"))


@cache
def families() -> tuple[Family, ...]:
    """The kinds of job, the narrower ones first."""
    return tuple(
        Family(key, kind["label"], frozenset(kind["words"].split()))
        for key, kind in bank()["families"].items()
    )


@cache
def exercise(competency: Competency) -> Exercise:
    """What there is for one competency."""
    return Exercise(competency=competency, **bank()["competency"][competency.value])


def family_of(job_title: str) -> Family | None:
    """The kind of job that a title speaks of, if it speaks of one."""
    words = set(WORD.findall(job_title.lower()))
    return next((family for family in families() if family.words & words), None)


def find_family(key: str) -> Family | None:
    """The kind of job with this key, if there is one."""
    return next((family for family in families() if family.key == key), None)
