"""The answer of a second pen: read as data, held to the points, and set into the agency's own frame.

The guard reads every draft later. What is asked here is asked of a machine alone: one entry for each point and nothing
beyond, every sentence near the words of the points it names, no word that touches what a person is rather than does. It is
wary on purpose: whatever is turned away, the phrasebook words instead.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from relay.domain.pen import DictationOutcome
from relay.text.compose import compose, differing, first_name
from relay.text.lexicon import phrases
from relay.text.read import read
from relay.text.shapes import Draft, Material, Paragraph, Said, Sentence
from relay.text.stem import content, stem
from relay.vocabulary import Kind, ParagraphRole, Reason, SentenceRole, Tone
from relay.writers.masking import FIRST

LONGEST_SENTENCE = 320
MOST_FOREIGN = 4
MOST_FOREIGN_SHARE = 0.6
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
# Markup, brackets, line breaks and other things that no plain sentence of a letter holds.
ODD = re.compile(
    r"[<>{}\[\]|\\^*_`#@=\u2022]|https?:|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


class UnfitError(Exception):
    """An answer that cannot be used, and why."""

    def __init__(self, outcome: DictationOutcome, code: str) -> None:
        """Keep a reason and a code, and none of its words."""
        super().__init__(code)
        self.outcome = outcome
        self.code = code


@dataclass(frozen=True, slots=True)
class Telling:
    """What a model says of some points; `step` is empty for strengths."""

    text: str
    step: str
    points: tuple[Said, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that these points stand for."""
        return tuple(key for point in self.points for key in point.keys)


def draft_of(words: str, material: Material) -> Draft:
    """The model's words in the agency's frame. Raises UnfitError."""
    answer = data_of(words)
    strengths = tellings(answer, "strengths", Kind.STRENGTH, material)
    improvements = tellings(answer, "improvements", Kind.IMPROVEMENT, material)
    hold_to_points([*strengths, *improvements], material)
    return framed(strengths, improvements, material)


def data_of(words: str) -> Mapping[str, object]:
    """The JSON object in an answer; what stands around it (a fence, a model's thoughts) is not read."""
    start, end = words.find("{"), words.rfind("}")
    try:
        answer = json.loads(words[start : end + 1]) if start >= 0 else None
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise UnfitError(DictationOutcome.UNREADABLE, "no JSON")
    return answer


def tellings(answer: Mapping[str, object], name: str, kind: Kind, material: Material) -> list[Telling]:
    """The entries under `name`. Each names points of its kind, and only by numbers that were sent."""
    rows = answer.get(name) or []
    if not isinstance(rows, list) or len(rows) > len(material.points):
        raise UnfitError(DictationOutcome.UNREADABLE, name)
    found = []
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("sources"), list) or not row["sources"]:
            raise UnfitError(DictationOutcome.UNREADABLE, name)
        points = tuple(source(number, kind, material) for number in row["sources"])
        step = sentence(row.get("next_step"), material) if kind is Kind.IMPROVEMENT else ""
        found.append(Telling(sentence(row.get("text"), material), step, points))
    return found


def source(number: object, kind: Kind, material: Material) -> Said:
    """The point that a number stands for."""
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= len(material.points):
        raise UnfitError(DictationOutcome.UNFAITHFUL, "unknown source")
    point = material.points[number - 1]
    if point.kind is not kind:
        raise UnfitError(DictationOutcome.UNFAITHFUL, "kind")
    return point


def sentence(value: object, material: Material) -> str:
    """A sentence as it may stand in a letter, the candidate's first name filled in."""
    if not isinstance(value, str):
        raise UnfitError(DictationOutcome.UNREADABLE, "sentence")
    text = value.strip().replace(FIRST, first_name(material.about, Tone.WARM))
    if len(text) > LONGEST_SENTENCE:
        raise UnfitError(DictationOutcome.TOO_LONG, "sentence")
    if len(text.split()) < 3 or not text.isprintable() or ODD.search(text):
        raise UnfitError(DictationOutcome.UNREADABLE, "sentence")
    return text if text.endswith((".", "!", "?")) else f"{text}."


def hold_to_points(told: Sequence[Telling], material: Material) -> None:
    """Refuse what drops a point, invents, or touches what a person is. Raises UnfitError."""
    sources = [point.key for telling in told for point in telling.points]
    if sorted(sources) != sorted(point.key for point in material.points):
        raise UnfitError(DictationOutcome.UNFAITHFUL, "points")
    for telling in told:
        for part in SENTENCE_END.split(telling.text):
            if strays(part, telling.points, material):
                raise UnfitError(DictationOutcome.UNFAITHFUL, "invented")
        for text in (telling.text, telling.step):
            if touches_the_person(text, material) or hides(text, telling.points, material):
                raise UnfitError(DictationOutcome.UNFAITHFUL, "withheld")


def strays(text: str, points: Sequence[Said], material: Material) -> bool:
    """Whether a sentence has left the words of its points: it keeps none of them, or brings too many others along."""
    own = {stem for point in points for stem in content(point.words)}
    said = [word for word in dict.fromkeys(content(text)) if word not in frame_words()]
    near = own | {
        word for point in points for word in content(f"{point.competency.label} {material.about.role}")
    }
    foreign = [word for word in said if word not in near]
    if own and not any(word in own for word in said):
        return True
    return len(foreign) > max(MOST_FOREIGN, MOST_FOREIGN_SHARE * len(said))


def touches_the_person(text: str, material: Material) -> bool:
    """Whether a text speaks of age, sex, family, health, other candidates and their like; the job's own title may."""
    of_the_job = f"{material.about.role} {material.about.stage}"
    free = {found.lower() for found in of_the_person().findall(of_the_job)}
    return any(found.lower() not in free for found in of_the_person().findall(text))


def hides(text: str, points: Sequence[Said], material: Material) -> bool:
    """Whether the engine, reading a text as if it were a note, would withhold words of it that no point brought along.

    Advice reads like an order, so what it would take for one ("off the record") is let through.
    """
    known = frame_words().union(*(content(point.words) for point in points))
    return any(
        run.reason is not Reason.OFF_RECORD and not known.issuperset(content(text[run.start : run.end]))
        for run in read(text, material.about).withheld
    )


@cache
def of_the_person() -> re.Pattern[str]:
    """What no machine may word."""
    listed = tomllib.loads(resources.files("relay.writers").joinpath("of_the_person.toml").read_text("utf-8"))
    return re.compile("|".join(rf"\b{re.escape(word)}" for word in listed["words"]), re.IGNORECASE)


@cache
def frame_words() -> frozenset[str]:
    """Stems that any message uses."""
    return frozenset(stem(word) for word in f"you your yours {phrases('families')['common']}".split())


def framed(strengths: Sequence[Telling], improvements: Sequence[Telling], material: Material) -> Draft:
    """The phrasebook's own message with these words in the place of its tellings. Raises UnfitError."""
    frame = compose(material)
    places = [p for p in frame.paragraphs if p.role is ParagraphRole.IMPROVEMENT]
    if (len(places) == 1) != (len(improvements) == 1) and improvements:
        # "One thing" before several, or the other way round, would be the frame's untruth.
        raise UnfitError(DictationOutcome.UNFAITHFUL, "number")
    praise, advice = list(strengths), list(advised(improvements, material.tone))
    paragraphs: list[Paragraph] = []
    for paragraph in frame.paragraphs:
        if paragraph.role is ParagraphRole.STRENGTHS:
            paragraphs.append(praised(paragraph, praise))
            praise = []
        elif paragraph.role is ParagraphRole.IMPROVEMENT:
            paragraphs.extend(advice)
            advice = []
        else:
            paragraphs.append(paragraph)
    return Draft(frame.subject, tuple(paragraphs))


def praised(paragraph: Paragraph, strengths: Sequence[Telling]) -> Paragraph:
    """The paragraph of strengths: the frame's words before and after stay where they are."""
    told = [Sentence(telling.text, SentenceRole.OBSERVATION, telling.keys) for telling in strengths]
    spoken = [place for place, s in enumerate(paragraph.sentences) if s.role is not SentenceRole.FRAME]
    first, last = (spoken[0], spoken[-1] + 1) if spoken else (len(paragraph.sentences),) * 2
    return Paragraph(paragraph.role, (*paragraph.sentences[:first], *told, *paragraph.sentences[last:]))


def advised(improvements: Sequence[Telling], tone: Tone) -> Iterator[Paragraph]:
    """The improvements: what was seen, that the notes differ on it where they do, and one thing to try."""
    said = 0
    for telling in improvements:
        differed = differing(tone, said) if any(point.against for point in telling.points) else ()
        said += len(differed)
        yield Paragraph(
            ParagraphRole.IMPROVEMENT,
            (
                Sentence(telling.text, SentenceRole.OBSERVATION, telling.keys),
                *differed,
                Sentence(telling.step, SentenceRole.NEXT_STEP, telling.keys),
            ),
        )
