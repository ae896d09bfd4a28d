"""The small frozen shapes that pass between the parts of the text engine.

Offsets are half-open, in code points, into the note as stored. Shapes that leave the engine for the database or for a
writer carry `key`s: opaque strings chosen by the caller (the ids of points and runs), never positions in a list.
"""

from dataclasses import dataclass, field
from datetime import date

from relay.vocabulary import (
    BreachCode,
    Competency,
    Kind,
    Outcome,
    ParagraphRole,
    Reason,
    SentenceRole,
    Tone,
)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the interview beside the note: whose names must be read as the candidate's or a client's.

    `called` is how the candidate is addressed, where that is not their first name; left out of what the material is known by
    unless it is there.
    """

    candidate: str
    role: str
    client: str
    stage: str = "interview"
    interviewers: tuple[str, ...] = ()
    called: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Segment:
    """One clause of a note, or a piece of its scaffolding (greeting, signature, quoted history, heading)."""

    start: int
    end: int
    text: str
    scaffolding: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the note says about how the candidate came across.

    A point is `sure` where the engine positively recognised it; an unsure one is laid before the recruiter and enters
    no message until a person includes it. `confidence` is from 0 to 1; `because` names the evidence; `follow_up` is the
    question to put to the client where the point is too vague to act on.
    """

    start: int
    end: int
    kind: Kind
    competency: Competency
    specific: bool
    confidence: float
    sure: bool
    because: str
    follow_up: str | None = None


@dataclass(frozen=True, slots=True)
class WithheldRun:
    """Words of the note that must not be passed on, and the rule that says so."""

    start: int
    end: int
    reason: Reason
    because: str


@dataclass(frozen=True, slots=True)
class NoteReading:
    """What the engine made of one note. `points` and `withheld` are in order of `start` and never overlap.

    `decided_by` are the clauses that tell the outcome; none where only the note as a whole leans that way.
    """

    engine: str
    outcome: Outcome
    vague: bool
    points: tuple[Point, ...]
    withheld: tuple[WithheldRun, ...]
    follow_ups: tuple[str, ...]
    decided_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A point that is to be told, with its own words and nothing of the note around them.

    `joined` are other points that say the same and are told by this one; `against` are the keys of points, told as well, by
    which another note says the opposite.
    """

    key: str
    words: str
    kind: Kind
    competency: Competency
    specific: bool
    joined: "tuple[Said, ...]" = ()
    against: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that it stands for, its own first."""
        return self.key, *(point.key for point in self.joined)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The words of all that it stands for, its own first."""
        return self.words, *(point.words for point in self.joined)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A run that must not be told."""

    key: str
    words: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Material:
    """All that a writer is given: the points to tell and the frame around them; never the note, never a hidden run.

    `silence`: where nothing came at all, the days on which the client was asked, none of them included; None where something
    did. `greeting` and `farewell` are the agency's own, without name and comma, in place of the tone's. These three are left out of
    what the material is known by unless they are there, so that wordings made before them stay what they were.
    """

    about: About
    outcome: Outcome
    points: tuple[Said, ...]
    tone: Tone = Tone.WARM
    agency: str = ""
    recruiter: str = ""
    silence: tuple[date, ...] | None = field(default=None, repr=False)
    greeting: str = field(default="", repr=False)
    farewell: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a message and the keys of the points it stands on."""

    text: str
    role: SentenceRole
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together. An improvement has a paragraph of its own, shown as a list item."""

    role: ParagraphRole
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The sentences joined by a space."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Draft:
    """A message in words: a subject for the portal and paragraphs in reading order."""

    subject: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in reading order; a breach names a sentence by its place here."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)

    @property
    def text(self) -> str:
        """The body as plain text: a blank line between paragraphs, improvements led by `- `."""
        return "\n\n".join(
            ("- " if paragraph.role is ParagraphRole.IMPROVEMENT else "") + paragraph.text
            for paragraph in self.paragraphs
        )


@dataclass(frozen=True, slots=True)
class Breach:
    """What the guard objects to.

    `sentence` is a place in `Draft.sentences`, or None where the fault is an absence; `key` is the point or run
    concerned; `advice` says in one plain sentence what is wrong and what to do. `advice` may quote the message, never a
    hidden run.
    """

    code: BreachCode
    advice: str
    sentence: int | None = None
    key: str | None = None
