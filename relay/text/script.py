"""Say a message on the phone: the same sentences, in the order and with the pauses of a call.

Every line that tells something is a sentence of the version itself, so that an edit is followed and nothing is said that the
guard has not read; around them stand the phrasebook's own lines, which claim nothing. A version that the guard objects to has
no script.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from relay.text.compose import fill
from relay.text.lexicon import phrases
from relay.text.shapes import About, Breach, Draft, Material, Paragraph, Sentence
from relay.text.telling import lines
from relay.vocabulary import Kind, Outcome, ParagraphRole, SentenceRole, Tone

MOST_STRENGTHS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a call: words to say, or, where it is a cue, something to do."""

    text: str
    cue: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together, under a title that is not said."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """What to say, in order."""

    parts: tuple[Part, ...]

    @property
    def spoken(self) -> tuple[str, ...]:
        """The lines that are said."""
        return tuple(line.text for part in self.parts for line in part.lines if not line.cue)


def script(draft: Draft, breaches: Sequence[Breach], material: Material) -> Script | None:
    """Return what to say on the phone for this version, or nothing where the guard objects to it."""
    if breaches:
        return None
    praise, wishes = list(_praise(draft, material)), list(_wishes(draft, material))
    parts = {
        "opening": _opening(material),
        "outcome": _outcome(draft, material),
        "strengths": _strengths(praise, bool(wishes)),
        "improvements": _improvements(wishes, material),
        "pause": _pause(bool(praise or wishes)),
        "closing": _closing(draft, material),
    }
    titles = phrases("script")["title"]
    made = ((titles[name], tuple(found)) for name, found in parts.items())
    return Script(tuple(Part(title, found) for title, found in made if found))


def _opening(material: Material) -> list[Line]:
    book = phrases("script")
    recruiter, agency = material.recruiter.strip(), material.agency.strip()
    way = "both" if recruiter and agency else "recruiter" if recruiter else "agency" if agency else "none"
    hello = fill(
        book["hello"][material.tone][way], material.about, material.tone, recruiter=recruiter, agency=agency
    )
    return [
        Line(fill(book["cue"]["alone"], material.about, material.tone), cue=True),
        Line(hello),
        Line(fill(book["moment"][material.tone], material.about, material.tone)),
        Line(book["cue"]["moment"], cue=True),
    ]


def _outcome(draft: Draft, material: Material) -> list[Line]:
    """Return the outcome in one sentence where the message tells it in the phrasebook's words, else in its own."""
    known = _frames(material.about)
    told = []
    for sentence in _of(draft, ParagraphRole.GREETING, ParagraphRole.OUTCOME):
        found = known.get(sentence.text)
        if found is None and not sentence.text.endswith(","):  # "Hello there Priya," was said in the opening
            told.append(Line(sentence.text))
        elif found and found.outcome:
            way = phrases("script")["outcome"][material.tone][found.outcome]
            told.append(Line(fill(way, material.about, material.tone)))
    return told


def _strengths(praise: Sequence[str], wished: bool) -> list[Line]:
    if not praise:
        return []
    book = phrases("script")["strengths"]
    said = [Line(book["lead" if wished else "only"]), *map(Line, praise[:MOST_STRENGTHS])]
    return [*said, Line(book["more"])] if len(praise) > MOST_STRENGTHS else said


def _improvements(wishes: Sequence[str], material: Material) -> list[Line]:
    if not wishes:
        return []
    book = phrases("script")["improvements"]
    way = ("one" if len(wishes) == 1 else "several") + ("_start" if material.outcome is Outcome.OFFER else "")
    numbers = book["numbers"].split()
    count = numbers[len(wishes) - 2] if 2 <= len(wishes) < len(numbers) + 2 else str(len(wishes))
    return [Line(book[way].format(count=count)), *map(Line, wishes)]


def _pause(told: bool) -> list[Line]:
    book = phrases("script")
    return [
        Line(book["pause"]["told" if told else "empty"]),
        Line(book["cue"]["pause" if told else "empty"], cue=True),
    ]


def _closing(draft: Draft, material: Material) -> list[Line]:
    """Return where it can all be read, and how the message itself ends."""
    last = [Line(sentence.text) for sentence in _of(draft, ParagraphRole.CLOSING)]
    return [Line(phrases("script")["closing"][material.tone]), *last]


def _praise(draft: Draft, material: Material) -> Iterator[str]:
    """Yield the sentences of the strengths; what a person put among them to be worked on is told with the wishes."""
    wished = _wished(material)
    for sentence in _of(draft, ParagraphRole.STRENGTHS):
        if not set(sentence.sources) & wished:
            yield sentence.text


def _wishes(draft: Draft, material: Material) -> Iterator[str]:
    """Yield each thing to work on with its next step, as one line."""
    wished = _wished(material)
    differed = set(lines(phrases("frames")["differed"]))
    spoken = phrases("script")["improvements"]["differed"]
    for paragraph in draft.paragraphs:
        told = [
            spoken if s.role is SentenceRole.FRAME and s.text in differed else s.text
            for s in paragraph.sentences
            if _is_wish(paragraph, s, wished)
        ]
        if told:
            yield " ".join(told)


def _is_wish(paragraph: Paragraph, sentence: Sentence, wished: frozenset[str]) -> bool:
    listed = paragraph.role is ParagraphRole.IMPROVEMENT
    return listed or (paragraph.role is ParagraphRole.STRENGTHS and bool(set(sentence.sources) & wished))


def _wished(material: Material) -> frozenset[str]:
    return frozenset(key for p in material.points if p.kind is Kind.IMPROVEMENT for key in p.keys)


def _of(draft: Draft, *roles: ParagraphRole) -> Iterator[Sentence]:
    """Yield the sentences of the paragraphs with these roles, in order."""
    return (s for paragraph in draft.paragraphs if paragraph.role in roles for s in paragraph.sentences)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence of the phrasebook at the head of a message: it tells an outcome, or only leads on to what is read."""

    outcome: Outcome | None = None


@lru_cache(maxsize=64)
def _frames(about: About) -> dict[str, Frame]:
    """Return the sentences that a message opens with, as they read for this interview, whatever its outcome and tone."""
    book = phrases("frames")
    known: dict[str, Frame] = {}
    for tone in Tone:
        leading = (*book["greeting"][tone], *lines(book["lead"]), *lines(book["strengths_lead"]))
        known.update((fill(way, about, tone), Frame()) for way in leading)
        for outcome in Outcome:
            known.update((fill(way, about, tone), Frame(outcome)) for way in book["outcome"][tone][outcome])
    return known
