"""Word each point as one sentence to the candidate: reworded where that is safe, else by its topic, else by its area."""

import re
from collections import Counter
from collections.abc import Sequence

from relay.text.lexicon import english, listed, phrases
from relay.text.permit import vouched
from relay.text.reword import Reworded, reword
from relay.text.shapes import About, Said, Sentence
from relay.text.topic import topic
from relay.vocabulary import Kind, SentenceRole

SENTENCE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|didn't|wasn't|weren't|isn't|aren't|gave|came|went|took|made|held|landed|got|kept|showed|left|needs?|could|couldn't|would|'re|'ve|ran|read|saw|told|put)\b",
    re.I,
)

# "You have a postdoc", "you are a vet": what somebody is or has is not yet something they did.
STATE = re.compile(
    r"You(?:'re|'ve)?(?: (?:also|really|do|still|just))* (?:are|were|have|had|seem|sound|look|can|will|would|could|should|might|may)\b(?! (?:to|not|asked|got)\b)|You(?:'re| are)",
    re.I,
)
YOU_ACT = re.compile(r"\byou(?:'d|'ll)? (?:\w+ly |also |never |even )?([\w']+)", re.I)
# "a risk for us", "not one for meetings": a verdict on the person, not something that was seen or heard.
OF_THE_PERSON = re.compile(
    r"(?:not |no |bit of |more of |very much |just |too )*(?:an?|one|some|somebody|someone|the (?:kind|sort|type))\b",
    re.I,
)
# "Read the checklists", as something to work on, is advice and not something that was done; so is "lost on the reds" no deed.
ADVICE = re.compile(r"\W*(?:read|put|set|let|cut|run|shut|lost (?:on|in|at|when))\b", re.I)
# In the present tense only what has to do with work and interviews: what somebody does at large is nobody's business.
AT_LARGE = re.compile(
    r"You(?:'re|'ve)? (?:\w+ly |also |really |still |always |never )*(?:know|ask|explain|speak|listen|answer|give|think|test|check|describe|rush|talk|treat|need|don't|can't|haven't|aren't|"
    r"hadn't|have|are|were|had|understand|use|write|read|plan|measure|show|tend|struggle|present|handle|manage|lead|make|take|build|run|never|not|seen|sold|done|used|worked|isolated)\b",
    re.I,
)
SHORTEST = 4
OF_THE_WORK = re.compile(
    r"(?:your|the|no|nothing|not|when|on|in|at|for|with|after|before|during|once|how|where|what|answers?|some|most|each|every)\b(?! (?:lads?|team|manager|chief|boss)\b)",
    re.I,
)


def tell(points: Sequence[Said], about: About) -> tuple[Sentence, ...]:
    """Return sentences that tell every point, in order, no two alike.

    Points of which only the area can be told share a sentence: saying the same thing twice would look like a mistake.
    """
    ways: dict[tuple[str, str], list[Said]] = {}
    for point in points:
        ways.setdefault(_ways(point, about), []).append(point)
    told: list[Sentence] = []
    used: Counter[str] = Counter()
    for (way, filled), shared in ways.items():
        text = _filled(shared[0].kind, way, filled, used[way])
        used[way] += 1
        told.append(Sentence(text, SentenceRole.OBSERVATION, tuple(p.key for p in shared)))
    return tuple(told)


def _ways(point: Said, about: About) -> tuple[str, str]:
    """Return the form of the sentence ("finite", "whole", "bit", "topic", "area") and what fills it."""
    made = reword(point.words, about)
    if made and point.kind is Kind.IMPROVEMENT and ADVICE.match(point.words):
        made = None
    if made and len(made.text.split()) >= (SHORTEST if made.finite else 1):
        of_you = made.past and not STATE.match(made.text) if made.finite else acts(made.text)
        if vouched(point.words, about, of_you) and (form := _form(made, of_you)):
            return form, made.text
    if named := topic(point.words, about):
        return "topic", named
    return "area", phrases("frames")["area"][point.competency]


def _form(made: Reworded, of_you: bool) -> str:
    """Return the form that a reworded clause fits, or nothing where it is better told by its topic."""
    if made.finite:
        return "finite" if made.past or AT_LARGE.match(made.text) else ""
    if OF_THE_PERSON.match(made.text):
        return ""
    if not of_you and not SENTENCE.search(made.text):
        return "" if re.search(r"\byou\b", made.text, re.I) else "bit"
    return "whole" if OF_THE_WORK.match(made.text) else ""


def acts(text: str) -> bool:
    """Tell whether the candidate does something in a sentence that does not open with "You"."""
    verbs = listed("past") | listed("modal") | frozenset(english()["base"].values())
    return any(m.group(1).lower() in verbs for m in YOU_ACT.finditer(text))


def _filled(kind: Kind, way: str, filled: str, nth: int) -> str:
    ways: list[str] = phrases("frames")[kind.value][way]
    form = ways[nth % len(ways)]
    if way == "finite" and nth and form == "{You}." and "{You}." in ways:
        form = form.replace("{You}", "{Also}")
    names = {
        "You": filled, "you": _lower(filled), "Also": _also(filled), "It": filled[:1].upper() + filled[1:],
        "bit": _lower(filled), "topic": filled, "area": filled,
    }  # fmt: skip
    return form.format_map(names)


def _also(clause: str) -> str:
    """Return "You also asked ..." where the clause opens with "You" and a plain verb."""
    head, _, rest = clause.partition(" ")
    first = rest.split(" ", 1)[0]
    plain = (
        head == "You"
        and first not in ("never", "also", "didn't")
        and not first.endswith("n't")
        and first not in ("were", "are", "have")
    )
    return f"You also {rest}" if plain else clause


def _lower(text: str) -> str:
    """Return `text` for the middle of a sentence: its first letter small, unless it is a word of capitals."""
    first = text.split(" ", 1)[0].rstrip(",:'s")
    if len(first) > 1 and (
        first.isupper() or any(c.isupper() for c in first[1:]) or any(c.isdigit() for c in first)
    ):
        return text
    return text[:1].lower() + text[1:]
