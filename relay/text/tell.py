"""Word each point as one sentence to the candidate: in its own words where they may be said, else by its topic, else its area."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from relay.text.complete import completed, is_topic
from relay.text.lexicon import listed, phrases
from relay.text.marks import SCORE_LINE
from relay.text.permit import permit
from relay.text.phrase import adjective, lowered
from relay.text.reword import reword
from relay.text.shapes import About, Said, Sentence
from relay.text.topic import topic
from relay.text.verbs import helping, is_participle, is_past, is_plain_past, is_verb
from relay.text.weigh import QUOTES
from relay.vocabulary import Kind, SentenceRole

SHORT = 9
MOST_OF_MATTER = 6
HOLLOW = re.compile(r"(?:You were )?(?:not as strong as|not where) they (?:hoped|needed it to be)")
DEED_SCORED = re.compile(
    r"(?P<deed>[A-Za-z][^\d:]{4,120}?)\s*[:=\u2013-]+\s*\d{1,2}(?:\.\d)?(?:\s?/\s?\d{1,3})?\W*"
)
PARTLY_MET = re.compile(
    r"(?P<area>[A-Za-z][\w &/'-]{2,40}?)(?:\s*[:.=\u2013-]+\s*(?:(?:partially|partly|mostly|fully|not|just) )?|\s+(?:partially|partly|mostly|fully|just) )met(?: expectations?)?\W*",
    re.I,
)
MATTER = r"(?P<matter>[\w'&/+.,#() -]{1,60}?)\s*[,:?\u2013-]?\s+"
YES = re.compile(rf"{MATTER}yes", re.I)
NO = re.compile(
    rf"{MATTER}(?:no|none|nil|never|not|zero|not really|not so much|not at all|not yet|not much|nope|naw)",
    re.I,
)
# A shorter remark leans on the area before it: "Pace: 2, slow".
LEAST_OF_REMARK = 4
MOST_READ = 1000
# A higher number says out of how many.
HIGHEST_MARK = 10
WISHED = re.compile(
    rf"You were (?:very |really |more )?(?P<quality>(?:{'|'.join(phrases('english')['lists']['wished'].split())})\b[^,;.]*)"
)
# "if the written work was better" is a wish; without its "if" it would be praise.
BETTERED = re.compile(
    r"(?P<what>(?:Your|The) [\w' -]+?) (?:was|were|is|are|had been) (?P<how>(?:a bit |a little |much |slightly )?"
    r"(?:better|stronger|clearer|tighter|sharper|deeper|crisper|tidier|neater|warmer|calmer|more (?:specific|structured|concise|"
    r"detailed|concrete|confident|polished|relevant|precise|focused|rigorous|thorough)))"
)
AFTER_YOU = re.compile(r"You ((?:\w+ly |also |never |always )*[\w']+)")


@dataclass(frozen=True, slots=True)
class Told:
    """A point in words: the form of the sentence it fits ("whole", "bit", "more", "named", "score", "topic", "area") and what fills it."""

    form: str
    filled: str

    @property
    def joins(self) -> bool:
        """Whether it is a short "You ..." that may share a sentence with another."""
        plain = (
            self.form == "whole"
            and self.filled.startswith("You ")
            and not re.search(r"[,;:.]| and ", self.filled)
        )
        return plain and len(self.filled.split()) <= SHORT


def word(point: Said, about: About, own: str) -> Told:
    """Return the best way to tell one point; of a very long one, its beginning."""
    words = point.words[:MOST_READ]
    if (area := scored(words)) and permit(area, about):
        return Told("score", area)
    if (matter := decided(words, point.kind, own)) and permit("On " + matter, about):
        return Told("named", matter)
    if (beside := remark(words)) and (made := reword(beside, about, point.kind, own)) and made.whole:
        return Told("whole", made.text)
    if (deed := _scored_deed(words)) and (made := reword(deed, about, point.kind, own)) and made.of_you:
        return Told("scored_deed", lowered(made.text))
    made = reword(words, about, point.kind, own)
    if made and point.kind is Kind.IMPROVEMENT and (wished := _wished(made.text)):
        return wished
    if made and HOLLOW.fullmatch(made.text):
        made = None  # of a bare "weak" the area tells more
    if made and not made.whole:
        if sentence := completed(made.text, point.kind, point.competency):
            return Told("whole", sentence)
        if is_topic(made.text, point.kind, point.competency):
            return Told("named", lowered(made.text))
    if made:
        return Told("whole" if made.whole else "bit", made.text)
    if named := topic(words, about):
        return Told("topic", named)
    return Told("area", phrases("frames")["area"][point.competency])


def _wished(text: str) -> Told | None:
    """Return praise among what to work on as what they wished for."""
    if wished := WISHED.fullmatch(text):
        return Told("more", wished["quality"])
    if bettered := BETTERED.fullmatch(text):
        return Told("whole", f"{bettered['what']} could be {bettered['how']}")
    return None


def _scored_deed(words: str) -> str:
    """Return what was marked where that is a deed: "explained the rule" of "Explained the rule: 1"; the mark is left out."""
    found = DEED_SCORED.fullmatch(" ".join(words.translate(QUOTES).split()))
    return found["deed"] if found and is_verb(found["deed"].split()[0]) else ""


def remark(words: str) -> str:
    """Return what was said beside a mark, which tells more than the mark's area: "the plenary was rushed" of "Pace: 3/5, the plenary was rushed"."""
    line = SCORE_LINE.fullmatch(" ".join(words.translate(QUOTES).split()))
    said = line["remark"].strip(" -\u2013\u2014:.,;|()") if line else ""
    return said if len(said.split()) >= LEAST_OF_REMARK else ""


def decided(words: str, kind: Kind, own: str) -> str:
    """Return the matter that somebody was found to know, or not to know, with no more than a word: "Revit no", "HubSpot yes"."""
    plain = " ".join(words.translate(QUOTES).split()).strip(" .!")
    found = (NO if kind is Kind.IMPROVEMENT else YES).fullmatch(plain)
    if (
        not found
        or (kind is Kind.IMPROVEMENT and re.search(r"\b(?:yes|ok|fine)\b", plain))
        or re.search(r"\bno\b", found["matter"])
    ):
        return ""
    if re.search(r"\bquestions?\b", found["matter"], re.I):
        return ""
    if re.search(r"\bGod\b", found["matter"]):
        return ""
    matter = re.sub(
        r",? yes,?(?: (?:and )?)", " and ", found["matter"].strip(" ,:-?\u2013").replace(" + ", " and ")
    )
    parts = matter.lower().split()
    if any(w in helping() or is_plain_past(w) for w in parts) or {
        own,
        "i",
        "we",
        "you",
        "it",
        "she",
        "he",
        "they",
    } & set(parts):
        return ""
    hollow = (
        parts[0] in listed("stop") or parts[-1] in listed("stop") or (len(parts) == 1 and is_past(parts[0]))
    )
    return "" if hollow or len(parts) > MOST_OF_MATTER else lowered(matter)


def scored(words: str) -> str:
    """Return the area of a line of a scorecard that says no more than a mark, or nothing."""
    plain = " ".join(words.translate(QUOTES).split())
    match = SCORE_LINE.fullmatch(plain)
    if met := PARTLY_MET.fullmatch(plain):
        return " ".join(lowered(word) for word in met["area"].split())
    area = match["area"].strip(" .-:(|").replace(" & ", " and ") if match else ""
    if (
        not area
        or (match and (match["remark"].strip(" .") or is_no_mark(match)))
        or is_verb(area.split()[0])
        or len(area.split()) > 5
        or re.search(r" [A-Za-z]$", area)
    ):
        return ""
    return " ".join(lowered(word) for word in area.split())


def is_no_mark(match: re.Match[str]) -> bool:
    """Tell whether the number of what looks like a scorecard's line belongs to what it names: "Solid on IFRS 16"."""
    beyond = match["top"] is None and float(match["mark"]) > HIGHEST_MARK
    return beyond or (
        adjective(match["area"]) > 0 and re.search(r" (?:on|in|with|at|of) ", match["area"]) is not None
    )


def tell(points: Sequence[Said], about: About, own: str) -> tuple[Sentence, ...]:
    """Return sentences that tell every point, in order, no two alike.

    Points of which only the area can be told share a sentence: saying the same thing twice would look like a mistake.
    """
    ways: dict[tuple[str, str], list[Said]] = {}
    for point in points:
        made = word(point, about, own)
        ways.setdefault((made.form, made.filled), []).append(point)
    used: Counter[str] = Counter()
    told = []
    for (form, filled), shared in ways.items():
        text = _framed(shared[0], Told(form, filled), used)
        used.update((form, f"{form} {shared[0].competency.value}"))
        told.append(Sentence(text, SentenceRole.OBSERVATION, tuple(key for p in shared for key in p.keys)))
    return tuple(told)


def tell_together(points: Sequence[Said], about: About, own: str) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph: two short ones in a row that open with "You" are joined, and openings vary."""
    joined: list[Sentence] = []
    for sentence in tell(points, about, own):
        last = joined[-1] if joined else None
        if last and _short(last.text) and _short(sentence.text) and " and " not in last.text:
            text = f"{last.text[:-1]} and {_continued(last.text, sentence.text)}"
            joined[-1] = Sentence(text, last.role, (*last.sources, *sentence.sources))
        else:
            joined.append(sentence)
    return tuple(_varied(sentence, place, joined) for place, sentence in enumerate(joined))


def _continued(before: str, text: str) -> str:
    """Return `text` for after "and": "You were calm" and "You were kind" make "You were calm and kind"."""
    if before.startswith("You were ") and text.startswith("You were "):
        return text.removeprefix("You were ")
    return lowered(text.removeprefix("You ")) if _drops_you(text) else "you" + text[3:]


def _short(text: str) -> bool:
    return Told("whole", text[:-1]).joins


def _drops_you(text: str) -> bool:
    """Tell whether "You" may be left out after "and": not before a helping verb that has another beside it."""
    return not re.match(
        r"You (?:were|are|have|had|can|could|would|will|do|did|don't|didn't|never|also)\b", text
    )


def _varied(sentence: Sentence, place: int, among: Sequence[Sentence]) -> Sentence:
    """Return the sentence with "also" where the one before opened the same way."""
    before = among[place - 1].text if place else ""
    if place % 2 and before.startswith("You ") and sentence.text.startswith("You "):
        return Sentence(also(sentence.text), sentence.role, sentence.sources)
    return sentence


def also(text: str) -> str:
    """Return "You also asked ..." for "You asked ...", where the verb bears it."""
    match = AFTER_YOU.match(text)
    verb = match[1] if match else ""
    if not match or verb.endswith("n't") or " " in verb or verb in ("never", "also", "always", "bring"):
        return text
    if verb in ("were", "are", "can", "could", "would", "will") or (
        verb in ("have", "had") and _past(text[match.end() :].split(maxsplit=1)[0])
    ):
        return f"You {verb} also{text[match.end() :]}"
    return f"You also {verb}{text[match.end() :]}"


def _past(word: str) -> bool:
    """Tell whether a word after "had" is what was done ("had read"), and no thing that was had."""
    return is_participle(word) or (is_past(word) and word.lower() != "cut")


def _framed(point: Said, made: Told, used: Counter[str]) -> str:
    frames = phrases("frames")[point.kind.value]
    ways: list[str] = frames[made.form]
    filled = made.filled
    if (
        made.form == "bit"
        and not used[f"bit {point.competency.value}"]
        and not re.match(r"on\b", filled, re.I)
    ):
        # the first fragment of an area is led in by the area
        ways = [phrases("frames")["lead_in"][point.competency]]
    text = ways[used[made.form] % len(ways)].format_map(
        {"it": filled, "bit": lowered(filled), "topic": filled, "area": filled, "score": filled}
    )
    start = 1 if text.startswith("\u201c") else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]
