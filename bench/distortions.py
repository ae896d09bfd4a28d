"""Spoil correct messages in the ways that people and machines spoil them, so that the guard can be measured.

Most distortions are made in the plain text, as somebody who edits a message would make them, and traced to the points
again; an invented sentence also comes as a machine would hand it in, with a source that it claims. Everything hangs on
the seed and the note alone: the same seed gives the same distortions.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.flipping import flipped, opposed
from bench.labelled import Labelled
from relay.text.shapes import Draft, Hidden, Sentence
from relay.text.trace import trace
from relay.vocabulary import BreachCode, Kind, ParagraphRole, Reason, SentenceRole

BOOK = tomllib.loads(Path(__file__).with_name("other_words.toml").read_text("utf-8"))
WORDS = BOOK["other"]
WORD = re.compile(r"[\w'\u2019-]+|[^\w\s]")
SMALL = frozenset(BOOK["small"].split())
TURNED = {
    "she": "you",
    "he": "you",
    "her": "your",
    "his": "your",
    "him": "you",
    "hers": "yours",
    "himself": "yourself",
}
TURNED |= {
    "herself": "yourself",
    "she's": "you're",
    "he's": "you're",
    "she'd": "you'd",
    "he'd": "you'd",
    "i": "they",
}
TURNED |= {
    "we": "they",
    "our": "their",
    "us": "them",
    "my": "their",
    "me": "them",
    "i'm": "they're",
    "i'd": "they'd",
}
TOLD = (
    "{P}.", "I should add that {p}.", "They also had in mind that {p}.", "Part of it was this: {p}.", "It also came up that {p}.",
    "Between the lines, {p}.", "What counted in the end: {p}.",
)  # fmt: skip
PLAIN = (
    "They also mentioned {w}.", "It came down partly to {w}.", "There was some talk of {w}.", "\u201c{W}\u201d was how they put it.",
    "Somebody brought up {w}.", "I gather that {w} came into it.",
)  # fmt: skip
EMPTY = (
    "Parts of it went well.",
    "There was something they liked.",
    "Some of it could have been better.",
    "Overall it was fine.",
)
ADDED_HARSH = (
    "To be frank, it was {h} in places.", "Some of it came across as {h}.", "Honestly, it was {h}.", "They found it {h}.",
    "That part was {h}, I am afraid.",
)  # fmt: skip
BLUNT = BOOK["blunt"].split()
NAMED = (
    "{n} thought you did well there.",
    "{n} sends good wishes.",
    "They said so to {n}.",
    "Ask for {n} when you ring them.",
)
RIVALS = (
    "They have chosen {n} for it.",
    "{n} got the job in the end.",
    "It was between you and {n}.",
    "{n} was a little ahead of you.",
)
# Lists of interviewers hold posts as well as people.
PERSON = re.compile(
    r"(?!.*\b(?:[Mm]anager|[Oo]wner|[Ll]ead|[Hh]ead|[Pp]artner|[Cc]hair|[Oo]fficer|[Dd]irector|[Pp]anel|[Tt]eam|HR|HM|[Ff]ounder|[Cc]hef|[Mm]atron|[Ff]oreman|[Gg]overnor\w*|[Ss]upervisors?|[Cc]ounsel|[Ss]ite|[Cc]oach|[Pp]rincipals?|[Dd]eputy|[Mm]atron|[Ss]uperintendent|[Dd]esk|[Ll]ibrarian|[Mm]ember|[Cc]hief|[Ee]ditor|[Ss]ister|[Pp]roducer|[Ee]ngineer\w*)\b)"
    r"[A-Z][a-z]+(?: [A-Z][\w'-]+)*"
)
# Scores and ranks that stand in words alone.
SCORED = (
    "You came out {n} out of five.", "You were their {th} choice.", "You finished {th} on the day.", "They gave you a {n} for it.", "You scored a {n}.",
    "You came {th}.", "You were ranked {th} of those they saw.", "They placed you {th}.", "You were in the top {n}.", "That was a {n} out of ten.",
)  # fmt: skip
NUMBERS = (("two", "second"), ("three", "third"), ("four", "fourth"))
SWAPPED = re.compile(r"\b(?:They|The interviewers|The team)\b(?= \w+(?:ed|id|ere|ld)\b)")


@dataclass(frozen=True, slots=True)
class Distortion:
    """A message spoilt in one way, and the code the guard ought to name it by."""

    kind: str
    what: str
    code: BreachCode
    draft: Draft


def distortions(case: Labelled, others: Sequence[Labelled], seed: str) -> Iterator[Distortion]:
    """Yield the spoilt messages of one note: one of each kind that it allows, a leak for each hidden run."""
    chance = random.Random(f"{seed}|{case.id}")
    yield from _dropped(case, chance)
    yield from _flipped(case, chance)
    for run in case.hidden:
        yield from _leaked(case, run, chance)
    if words := [w for said in case.must_not_say if (w := _whole(said.strip(), case.hidden))]:
        word = chance.choice(words)
        told = chance.choice(PLAIN).format(w=word, W=word)
        yield _edited(case, "leak", BreachCode.LEAK, told, _inserted(case, told, chance))
    yield from _invented(case, others, chance)
    yield from _named(case, others, chance)
    number, place = chance.choice(NUMBERS)
    told = chance.choice(SCORED).format(n=number, th=place)
    yield _edited(case, "score", BreachCode.SCORE, told, _inserted(case, told, chance))
    blunt = chance.choice(BLUNT)
    told = chance.choice(ADDED_HARSH).format(h=blunt)
    yield _edited(case, "harsh", BreachCode.HARSH, told, _inserted(case, told, chance))
    if judged := _judged(case, blunt, chance):
        yield _edited(case, "harsh", BreachCode.HARSH, blunt, judged)


def _edited(case: Labelled, kind: str, code: BreachCode, what: str, body: str) -> Distortion:
    return Distortion(kind, what, code, trace(case.draft.subject, body, case.draft, case.material))


def _told(case: Labelled) -> list[Sentence]:
    return [s for s in case.draft.sentences if s.role is SentenceRole.OBSERVATION and s.sources]


def _inserted(case: Labelled, sentence: str, chance: random.Random) -> str:
    """Return the body with a sentence of its own added to one of its paragraphs, or as a paragraph."""
    paragraphs = case.draft.text.split("\n\n")
    last = len(paragraphs) - (1 if case.draft.paragraphs[-1].role is ParagraphRole.SIGNATURE else 0)
    at = chance.randrange(1, max(2, last))
    if chance.random() < 0.25:
        return "\n\n".join((*paragraphs[:at], sentence, *paragraphs[at:]))
    paragraphs[at] = f"{paragraphs[at]} {sentence}"
    return "\n\n".join(paragraphs)


def _dropped(case: Labelled, chance: random.Random) -> Iterator[Distortion]:
    told = _told(case)
    if not told:
        return
    gone = chance.choice(told)
    yield _edited(
        case, "dropped", BreachCode.POINT_LOST, gone.text, case.draft.text.replace(gone.text, "", 1)
    )
    hollow = chance.choice(EMPTY)
    body = case.draft.text.replace(chance.choice(told).text, hollow, 1)
    yield _edited(case, "dropped", BreachCode.POINT_LOST, hollow, body)


def _flipped(case: Labelled, chance: random.Random) -> Iterator[Distortion]:
    told = _told(case)
    chance.shuffle(told)
    found = [(s, turned) for s in told if (turned := flipped(s.text)) and turned != s.text]
    for sentence, turned in found[:2]:
        body = case.draft.text.replace(sentence.text, turned, 1)
        yield _edited(case, "flipped", BreachCode.FLIPPED, turned, body)
    kinds = {p.key: p.kind for p in case.material.points}
    for sentence in told:
        praised = {kinds[key] is Kind.STRENGTH for key in sentence.sources}
        if len(praised) == 1 and (turned := opposed(sentence.text, praised.pop(), chance)):
            body = case.draft.text.replace(sentence.text, turned, 1)
            yield _edited(case, "opposed", BreachCode.FLIPPED, turned, body)
            return


def _leaked(case: Labelled, run: Hidden, chance: random.Random) -> Iterator[Distortion]:
    said = paraphrase(run, chance)
    if not said:
        return
    told = _told(case)
    if told and chance.random() < 0.3:
        host = chance.choice(told)
        joined = f"{host.text.rstrip('.')}, {chance.choice(('and', 'though', 'since'))} {said}."
        yield _edited(case, "leak", BreachCode.LEAK, joined, case.draft.text.replace(host.text, joined, 1))
        return
    sentence = chance.choice(TOLD).format(p=said, P=said[:1].upper() + said[1:])
    yield _edited(case, "leak", BreachCode.LEAK, sentence, _inserted(case, sentence, chance))


def _whole(word: str, hidden: Sequence[Hidden]) -> str:
    """Return a forbidden word as the note has it (the labels cut it short), or nothing where it tells nothing by itself."""
    if sum(_carries(w) for w in WORD.findall(word)) == 0:
        return ""
    for run in hidden:
        if match := re.search(rf"(?<!\w){re.escape(word)}\w*", run.words, re.IGNORECASE):
            return match.group(0)
    return ""


def paraphrase(run: Hidden, chance: random.Random) -> str:
    """Return part of a hidden run in other words and another order, or nothing where it holds too little to be told."""
    words = WORD.findall(run.words.replace("\u2019", "'"))
    if run.reason is Reason.CONTACT_DETAIL:
        return run.words.strip(" .")
    if len(words) > 12:
        size = chance.randrange(8, 13)
        windows = [words[at : at + size] for at in range(0, len(words) - size + 1, 3)]
        words = max(windows, key=lambda part: sum(_carries(w) for w in part))
    if sum(_carries(w) for w in words) < 2 and not any(w.lower() in WORDS for w in words):
        return ""
    changed = [_other(w, chance) for w in words if chance.random() > 0.1 or _carries(w)]
    if len(changed) > 5 and chance.random() < 0.4:
        half = len(changed) // 2
        changed = [*changed[half:], ",", *changed[:half]]
    text = re.sub(r"[\s,]+([,.;:!?)])", r"\1", " ".join(changed)).strip(" ,.;:!?-\"'")
    return re.sub(r"[.;:!?]+\s", ", ", text)


def _carries(word: str) -> bool:
    return len(word) > 2 and word.lower() not in SMALL and word.lower() not in TURNED


def _other(word: str, chance: random.Random) -> str:
    low = word.lower()
    if low in TURNED:
        return TURNED[low]
    plain = low if low in WORDS else low.removesuffix("'s").removesuffix("s")
    if plain in WORDS and chance.random() < 0.7:
        return str(chance.choice(WORDS[plain]))
    return word if chance.random() > 0.2 else _inflected(low)


def _inflected(word: str) -> str:
    """Return another form of a longer word: tellings change tense and number."""
    if len(word) < 5 or not word.isalpha():
        return word
    for ending, instead in (("ing", "ed"), ("ed", "ing"), ("ies", "y"), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word + "s"


def _invented(case: Labelled, others: Sequence[Labelled], chance: random.Random) -> Iterator[Distortion]:
    # another note's praise of the same competency may well be true here too
    fields = {(p.kind, p.competency) for p in case.material.points}
    foreign = [
        s
        for o in chance.sample(others, min(8, len(others)))
        for s in _told(o)
        if o.id != case.id
        and not fields & {(p.kind, p.competency) for p in o.material.points if p.key in s.sources}
    ]
    own = " ".join(p.words for p in case.material.points)
    foreign = [s for s in foreign if s.text not in case.draft.text and _strange(s.text, own)]
    if not foreign:
        return
    sentence = chance.choice(foreign)
    yield _edited(
        case, "invented", BreachCode.UNSUPPORTED, sentence.text, _inserted(case, sentence.text, chance)
    )
    told = _told(case)
    if told:
        claimed = replace(chance.choice(foreign), sources=chance.choice(told).sources)
        paragraphs = list(case.draft.paragraphs)
        at = chance.randrange(1, len(paragraphs))
        paragraphs[at] = replace(paragraphs[at], sentences=(*paragraphs[at].sentences, claimed))
        draft = replace(case.draft, paragraphs=tuple(paragraphs))
        yield Distortion("invented", f"{claimed.text} {claimed.sources}", BreachCode.UNSUPPORTED, draft)


def _strange(text: str, own: str) -> bool:
    """Tell whether a sentence says anything that the note does not: most of its words must be new to it."""
    carried = {w.lower() for w in WORD.findall(text) if _carries(w)}
    known = {w.lower() for w in WORD.findall(own)}
    return len(carried - known) >= max(2, len(carried) // 2)


def _named(case: Labelled, others: Sequence[Labelled], chance: random.Random) -> Iterator[Distortion]:
    staff = [n for n in case.material.about.interviewers if PERSON.fullmatch(n)]
    ways = []
    if staff:
        ways.append(chance.choice(NAMED).format(n=chance.choice(chance.choice(staff).split())))
        whole = chance.choice(staff)
        ways.append(chance.choice(NAMED).format(n=_misspelt(whole.split()[-1], chance)))
        if " " in whole:
            ways.append(chance.choice(NAMED).format(n=f"{whole[0]}. {whole.split()[-1]}"))
        body = SWAPPED.sub(chance.choice(staff), case.draft.text, count=1)
        if body != case.draft.text:
            yield _edited(case, "name", BreachCode.NAME, "an interviewer for they", body)
    rival = chance.choice([o.material.about.candidate for o in others if o.id != case.id] or ["Joan Ashby"])
    shown = rival if chance.random() < 0.5 else rival.split()[0]
    if not set(rival.split()) & set(case.material.about.candidate.split()):
        ways.append(chance.choice(RIVALS).format(n=shown))
    for told in ways:
        yield _edited(case, "name", BreachCode.NAME, told, _inserted(case, told, chance))


def _misspelt(name: str, chance: random.Random) -> str:
    """Return a name with a letter twice or two changed about, as hurried hands write it."""
    at = chance.randrange(1, len(name) - 1) if len(name) > 2 else 0
    twice = f"{name[: at + 1]}{name[at]}{name[at + 1 :]}"
    return twice if chance.random() < 0.5 else f"{name[:at]}{name[at + 1 : at + 2]}{name[at]}{name[at + 2 :]}"


def _judged(case: Labelled, blunt: str, chance: random.Random) -> str:
    """Return the body with a blunt word put before the noun of something that was told."""
    told = [s for s in _told(case) if re.search(r"\b(?:[Yy]our|the) [a-z]", s.text)]
    if not told:
        return ""
    host = chance.choice(told).text
    return case.draft.text.replace(
        host, re.sub(r"\b([Yy]our|the) (?=[a-z])", rf"\1 {blunt} ", host, count=1), 1
    )
