"""The question to put to the client where a point is too vague to act on, or the whole note is."""

import tomllib
from functools import cache
from importlib import resources

from relay.vocabulary import Competency, Kind, Outcome


@cache
def _questions() -> dict[str, dict[str, str]]:
    raw = resources.files("relay.text").joinpath("phrasebook/questions.toml").read_text("utf-8")
    return tomllib.loads(raw)


def follow_up(words: str, competency: Competency, kind: Kind) -> str:
    """Return what to ask the client about one vague point; the note's words are quoted, since staff alone read this."""
    quoted = " ".join(words.split())[:80]
    return f"You said \u201c{quoted}\u201d. " + _questions()[kind.value][competency.value]


def follow_up_note(outcome: Outcome) -> tuple[str, ...]:
    """Return what to ask where the whole note gives nothing to act on."""
    asked = _questions()["note"]
    return (
        asked["strength"],
        asked["improvement"],
        *((asked["outcome"],) if outcome is Outcome.UNKNOWN else ()),
    )
