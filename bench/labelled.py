"""Labelled notes as the benches need them: read from JSON lines, with what a perfect reader would make of each."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relay.text.compose import compose
from relay.text.shapes import About, Draft, Hidden, Material, Said
from relay.vocabulary import Competency, Kind, Outcome, Reason

CORPUS = Path(__file__).resolve().parent.parent / "training" / "corpus"
# Judgements that the scorer of the corpus counts as harsh.
HARSH = tomllib.loads(Path(__file__).with_name("other_words.toml").read_text("utf-8"))["harsh"].split()
HARSH_WORD = re.compile(rf"\b(?:{'|'.join(HARSH)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A note as its labels tell it, and the message that the engine makes of them."""

    id: str
    note: str
    material: Material
    hidden: tuple[Hidden, ...]
    must_not_say: tuple[str, ...]
    draft: Draft

    @property
    def correct(self) -> bool:
        """Whether the message is clean by the scorer's rules: it says nothing it must not, and nothing harsh."""
        text = f"{self.draft.subject}\n{self.draft.text}"
        return not HARSH_WORD.search(text) and not any(says(text, word) for word in self.must_not_say)


def says(text: str, word: str) -> bool:
    """Tell whether `word` stands in `text`, from the start of a word, as the scorer looks for it."""
    return re.search(rf"(?<!\w){re.escape(word.strip())}", text.lower().replace("\u2019", "'")) is not None


def rows_of(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the rows of the files, blank lines left out."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


def chosen(notes: str | None) -> list[Path]:
    """Return the file asked for, or all notes of the corpus."""
    return [Path(notes)] if notes else sorted(CORPUS.glob("train-*.jsonl"))


def labelled(row: Mapping[str, Any]) -> Labelled:
    """Return what the labels of one row say, composed into a message."""
    about = about_of(row)
    said = tuple(
        Said(f"p{n}", p["text"], Kind(p["kind"]), Competency(p["competency"]), bool(p["specific"]))
        for n, p in enumerate(row["points"])
    )
    hidden = tuple(Hidden(f"h{n}", w["text"], Reason(w["reason"])) for n, w in enumerate(row["withhold"]))
    given = Material(about, Outcome(row["outcome"]), said, agency="Ashgrove Search", recruiter="Beth Lane")
    return Labelled(row["id"], row["note"], given, hidden, tuple(row["must_not_say"]), compose(given))


def about_of(row: Mapping[str, Any]) -> About:
    """Return what is known of the interview beside the note."""
    stage = row.get("stage") or "interview"
    return About(row["candidate"], row["role"], row["client"], stage, tuple(row.get("interviewers") or ()))
