"""What the tagger learns from: whole notes with a label for each word, and notes put together from labelled clauses.

Three sources. The labelled notes as they are. The same notes with some of their labelled runs exchanged for clauses of the
same kind, so that the frame around a run is learned apart from its words. And notes put together from nothing but clauses
and neutral scraps, so that all twelve thousand clauses are seen with neighbours and cuts around them.
"""

import glob
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from relay.text.plain import words_of
from relay.text.shapes import About
from relay.vocabulary import Competency, Outcome, Reason

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
KINDS = ("neutral", "strength", "improvement", "withhold", "outcome")
NEUTRAL_OR_OUTCOME = len(KINDS)
COMPETENCIES = tuple(c.value for c in Competency)
REASONS = tuple(r.value for r in Reason)
OUTCOMES = tuple(o.value for o in Outcome)
NOBODY = About("", "", "")
SLIPPED_IN = 0.1
TWO_IN_ONE = 0.06
NAMES = [
    "Patrick",
    "Leila",
    "Tomasz",
    "Grace",
    "Kwame",
    "Ingrid",
    "Samir",
    "Bethan",
    "Olu",
    "Marta",
    "Declan",
    "Priti",
    "Yusuf",
    "Hannah",
    "Chidi",
    "Rosa",
    "Callum",
    "Noor",
    "Ewa",
    "Jonas",
    "Amina",
    "Gareth",
    "Mei",
    "Dimitri",
    "Fatou",
    "Liam",
    "Sunita",
    "Keir",
    "Zofia",
    "Andre",
]
ANOTHER = (
    "{name}: ",
    "{name} - ",
    "As for {name}, ",
    "The other one: ",
    "Now {name}. ",
    "{name}, the other one you sent, ",
    "2) {name} ",
    "{name} meanwhile ",
    "The other lady ",
    "The other chap ",
    "And {name}? ",
    "{name} (Tuesday): ",
    "The second one, {name}, ",
)
# Most notes tell a decision; of the texts put together from clauses that hold none, so many are to teach what that looks like.
UNDECIDED = 0.1
JOINTS = (
    ". ",
    ". ",
    ". ",
    "\n",
    "\n- ",
    "\n",
    ", ",
    " and ",
    ", and ",
    ", but ",
    " but ",
    "; ",
    " - ",
    ". But ",
    ", though ",
    ". Also ",
    " (",
    ") ",
    " so ",
    ", also ",
    ": ",
    " because ",
    ", which ",
    ". Still, ",
    " / ",
    " plus ",
)


@dataclass(slots=True)
class Run:
    """A labelled stretch of a text."""

    start: int
    end: int
    kind: str
    label: str
    specific: str = "-"


@dataclass(slots=True)
class Example:
    """A text as its words and the labels of each; -1 where nothing is known."""

    forms: list[str]
    kinds: list[int]
    begins: list[int]
    competencies: list[int]
    reasons: list[int]
    specific: list[int]
    outcome: int = -1
    vague: int = -1
    spans: list[tuple[int, int]] = field(default_factory=list)

    def only(self, kept: list[int]) -> "Example":
        """The same with nothing but the words at these places."""
        place = {old: new for new, old in enumerate(kept)}
        spans = [[place[i] for i in range(first, last) if i in place] for first, last in self.spans]
        lists = (
            [getattr(self, name)[i] for i in kept]
            for name in ("forms", "kinds", "begins", "competencies", "reasons", "specific")
        )
        return Example(*lists, self.outcome, self.vague, [(span[0], span[-1] + 1) for span in spans if span])


@dataclass(slots=True)
class Note:
    """A labelled note."""

    text: str
    about: About
    runs: list[Run]
    outcome: str
    vague: bool


def read_notes(pattern: str = "train-*.jsonl") -> list[Note]:
    """The labelled whole notes, in the order of their files."""
    found = []
    for path in sorted(glob.glob(str(CORPUS / pattern))):
        found += [as_note(json.loads(line)) for line in open(path, encoding="utf-8")]
    return found


def as_note(row: dict) -> Note:
    """One row of a corpus with its runs placed: each at its first free place."""
    text, runs = row["note"], []
    labelled = [(p["text"], p["kind"], p["competency"], str(int(p["specific"]))) for p in row["points"]]
    labelled += [(w["text"], "withhold", w["reason"], "-") for w in row["withhold"]]
    for words, kind, label, specific in labelled:
        at = text.find(words)
        while at >= 0 and any(at < r.end and r.start < at + len(words) for r in runs):
            at = text.find(words, at + 1)
        if at >= 0:
            runs.append(Run(at, at + len(words), kind, label, specific))
    about = About(row["candidate"], row["role"], row["client"], row["stage"], tuple(row["interviewers"]))
    return Note(text, about, sorted(runs, key=lambda r: r.start), row["outcome"], row["vague"])


def read_clauses() -> list[tuple[str, Run]]:
    """The labelled clauses, each with its run over all of it but the stop at its end."""
    found = []
    for path in sorted(glob.glob(str(CORPUS / "clauses/*.tsv"))):
        for line in open(path, encoding="utf-8"):
            kind, label, specific, clause = line.rstrip("\n").split("\t")
            clause = clause.strip().rstrip(".;,")
            if clause:
                found.append((clause, Run(0, len(clause), kind, label, specific)))
    return found


def label(
    text: str,
    runs: list[Run],
    about: About,
    *,
    outcome: str | None = None,
    vague: bool | None = None,
    whole: bool = True,
) -> Example:
    """Give every word of a text its labels. Words under no run are neutral or, in a whole note, may tell the outcome."""
    words = words_of(text, about)
    size = len(words)
    made = Example(
        [w.form for w in words],
        [NEUTRAL_OR_OUTCOME if whole else 0] * size,
        [0] * size,
        [-1] * size,
        [-1] * size,
        [-1] * size,
    )
    at = 0
    for run in sorted(runs, key=lambda r: r.start):
        while at < size and words[at].end <= run.start:
            at += 1
        first = at
        while at < size and words[at].start < run.end:
            made.kinds[at] = KINDS.index(run.kind)
            if run.kind in ("strength", "improvement"):
                made.competencies[at] = COMPETENCIES.index(run.label)
                made.specific[at] = int(run.specific)
            elif run.kind == "withhold":
                made.reasons[at] = REASONS.index(run.label)
            at += 1
        if at > first:
            made.begins[first] = int(run.kind != "neutral")
            made.spans.append((first, at))
    if outcome is not None:
        made.outcome = OUTCOMES.index(outcome)
    if vague is not None:
        made.vague = int(vague)
    return made


class Mixer:
    """Makes new notes out of old ones, differently in each epoch and the same for each seed."""

    def __init__(self, notes: list[Note], clauses: list[tuple[str, Run]], seed: int) -> None:
        """Sort the clauses by what they are."""
        self.random = random.Random(seed)
        self.notes = notes
        self.clauses = clauses
        self.by_kind: dict[str, list[tuple[str, Run]]] = {}
        for clause in clauses:
            self.by_kind.setdefault(clause[1].kind, []).append(clause)
        for note in notes:
            for run in note.runs:
                words = note.text[run.start : run.end]
                self.by_kind[run.kind].append((words, Run(0, len(words), run.kind, run.label, run.specific)))
        self.scraps = [scrap for note in notes for scrap in scraps_of(note)]

    def epoch(self, swaps: int = 2) -> Iterator[Example]:
        """Every note as it is, every note `swaps` times with runs exchanged, every clause once among others."""
        for note in self.notes:
            yield self.worn(note.text, note.runs, note.about, note.outcome, note.vague)
            for _ in range(swaps):
                yield self.exchanged(note)
        clauses = self.clauses[:]
        self.random.shuffle(clauses)
        while clauses:
            many = min(len(clauses), self.random.choice((1, 1, 2, 3, 4, 5, 6, 8)))
            taken, clauses = clauses[:many], clauses[many:]
            yield self.put_together(taken)

    def worn(
        self, text: str, runs: list[Run], about: About, outcome: str | None, vague: bool | None
    ) -> Example:
        """The text, now and then without its marks, as dictation leaves it."""
        made = label(text, runs, about, outcome=outcome, vague=vague)
        if self.random.random() < 0.1:
            kept = [i for i, form in enumerate(made.forms) if re.match(r"\w", form)]
            if kept:
                made = made.only(kept)
        return made

    def exchanged(self, note: Note) -> Example:
        """The note with about half of its runs exchanged for others of their kind."""
        text, runs, at = "", [], 0
        for run in note.runs:
            text += note.text[at : run.start]
            words, new = note.text[run.start : run.end], run
            if self.random.random() < 0.5:
                words, new = self.random.choice(self.by_kind[run.kind])
                if run.start > 1 and note.text[run.start - 2 : run.start] == ". ":
                    words = words[0].upper() + words[1:]
            runs.append(Run(len(text), len(text) + len(words), new.kind, new.label, new.specific))
            text, at = text + words, run.end
            if self.random.random() < SLIPPED_IN:
                # what must be hidden stands anywhere, most of all beside what may be told
                hidden, new = self.random.choice(self.by_kind["withhold"])
                text += self.random.choice(JOINTS)
                runs.append(Run(len(text), len(text) + len(hidden), "withhold", new.label))
                text += hidden
        text += note.text[at:]
        if self.random.random() < TWO_IN_ONE:
            text, runs = self.with_another(text, runs, note.about.candidate.split()[0])
        return self.worn(text, runs, note.about, note.outcome, None)

    def with_another(self, text: str, runs: list[Run], first_name: str) -> tuple[str, list[Run]]:
        """The text with a passage on another candidate before or after it, which is to be withheld as a whole."""
        said = [
            self.random.choice(self.by_kind[kind])[0]
            for kind in self.random.choices(("strength", "improvement"), k=3)
        ]
        lead = self.random.choice(ANOTHER).format(name=self.random.choice(NAMES))
        joint = self.random.choice((". ", ", ", "\n- ", "; "))
        passage = lead + joint.join(said[: self.random.randint(1, 3)])
        if self.random.random() < 0.6:
            before = text.rstrip() + self.random.choice(("\n\n", "\n", " "))
            run = Run(len(before), len(before) + len(passage), "withhold", "other_candidate")
            return before + passage + ".", [*runs, run]
        run = Run(0, len(passage), "withhold", "other_candidate")
        head = (
            passage
            + "."
            + self.random.choice(("\n\n", "\n"))
            + first_name
            + self.random.choice((": ", " - ", ". "))
        )
        moved = [Run(r.start + len(head), r.end + len(head), r.kind, r.label, r.specific) for r in runs]
        return head + text, [run, *moved]

    def put_together(self, taken: list[tuple[str, Run]]) -> Example:
        """A note of the clauses given, with joints between them and now and then a neutral scrap."""
        text, runs = "", []
        outcomes = [run.label for _, run in taken if run.kind == "outcome"]
        for place, (clause, run) in enumerate(taken):
            words = clause
            if place:
                joint = self.random.choice(JOINTS)
                text += joint
                if joint.endswith((". ", "\n")):
                    words = words[0].upper() + words[1:]
            elif self.random.random() < 0.4:
                text += self.random.choice(self.scraps)
            runs.append(Run(len(text), len(text) + len(words), run.kind, run.label, run.specific))
            text += words
        if self.random.random() < 0.5:
            text += "."
        if self.random.random() < 0.15:
            text += " " + self.random.choice(self.scraps)
        made = label(text, runs, NOBODY, whole=False)
        if len(set(outcomes)) == 1:
            made.outcome = OUTCOMES.index(outcomes[0])
        elif not outcomes and self.random.random() < UNDECIDED:
            made.outcome = OUTCOMES.index("unknown")
        return made


def scraps_of(note: Note) -> Iterator[str]:
    """What stands before the first run of a note and holds no decision that could be mistaken."""
    start = note.runs[0].start if note.runs else 0
    if 0 < start < 80 and "\n" in note.text[:start]:
        yield note.text[:start]
