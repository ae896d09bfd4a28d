"""Tell whether a sentence that passes for the agency's own claims something of the interview.

The phrasebook's own frames do not, nor do questions, lead-ins, greetings and what the agency says of itself. Anything else
that says what the candidate did or was, what the client made of it, or what happened, needs a point to stand on: whoever
wrote it, however kindly it is meant.
"""

import itertools
import re
from functools import cache, lru_cache

from rapidfuzz import fuzz

from relay.text.compose import asked_in_vain, farewell, first_name, greeting, role_of
from relay.text.lexicon import phrases
from relay.text.shapes import About, Material
from relay.text.stem import content, stem, words_in
from relay.text.telling import families, lines, total
from relay.text.weigh import QUOTES
from relay.vocabulary import Outcome, Tone

# What was seen of the candidate or said by the client. Asides that any letter may hold are taken out first.
OBSERVED = re.compile(
    r"\byou(?:'d|'ve|'re)?(?: had| have)?(?: (?:also|really|always|never|just|clearly|often|still|only|rather))?"
    r" (?:were|was|are|weren't|aren't|seem\w*|came|come|gave|did|didn't|had|lack\w*|show\w*|spoke|knew|lost|led|ran|made"
    r"|built|told|took|got|kept|left|held|fell|stood|sounded|couldn't|could not|wouldn't|need(?:ed|s)?|[a-z]{2,}ed)\b"
    r"|\byour (?:[\w-]+ ){1,5}?(?:(?:was|were|is|are|does|did|has|could)(?:n't)?|came|let|lets|held|got|ran|stood|needs?|show\w*|[a-z]{2,}ed)\b"
    # "You lead from the front": what the candidate does as a rule
    r"|(?<![\w'] )(?<![\w'])you (?!(?:can|can't|may|will|won't|should|might|could|would|must|shall|deserve|don't|do|needn't|have|had|are|aren't|were|was|see|hear|get|say|ask|tell|ring|choose|decide|disagree|wish|like|agree|prefer"
    r"|know (?:where|how to|that|i|my|what i|me)|need (?:to|not|only|a|more|me|anything)|think|feel)\b)(?:(?:also|really|clearly|always|often|never) )?[a-z]{3,}\b"
    r"|\b(?:they|he|she|(?<!to )(?<!from )(?<!with )the (?:interviewers?|team|panel|client|hiring manager))(?:'d|'ve)? \w+"
    r"|\b(?:better|worse|stronger|weaker|more \w+|less \w+) than\b|\bthe (?:most|best|strongest|least|worst) (?:[\w-]+ )?(?:person|candidate|interview|answer|presentation|example|one|of)\b",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\bit was (?:a pleasure|good|great|lovely|nice) (?:to|working|meeting|talking|speaking|seeing)\b[^,.;:]*"
    r"|\byou deserved? (?:better|more|an?|to|the)\b[^,.;:]*"
    r"|\b(?:how (?:far|much|hard|long)|if|sorry(?: that)?|hope(?: that)?"
    r"|glad(?: that)?|know(?: that)?|sure(?: that)?|time|effort|trouble|news|outcome) (?:you|your)\b[^,.;:]*",
    re.IGNORECASE,
)
WHILE = re.compile(
    r"\b(?:when|whenever|once|before|after|until|while|as soon as|whatever|anything|everything) (?:you|your)\b"
    r"(?: (?P<next>[\w']+))?[^,.;:]*",
    re.IGNORECASE,
)
# Stands for a decision that was told; what follows it must give no reason.
DECIDED = "\N{OBJECT REPLACEMENT CHARACTER}"
REASONED = re.compile(
    rf"{DECIDED},?\s*(?:because|who|whose|with (?:a|an|more|better|stronger|greater|deeper|wider|less)|due to|given|since|as (?:you|your|they|he|she)|than|more|better|stronger|over|(?:to |about |of |for |from |on )?your|about you|whether)\b",
    re.IGNORECASE,
)
# Advice may speak of what the candidate once did ("one thing you built") and of what others will do, never of what was seen.
SEEN = re.compile(
    r"\b(?:they|he|she|the (?:interviewers?|team|panel|client|hiring manager))(?:'d|'ve)? (?P<did>[\w']+)"
    r"|\byou (?:were|was|weren't|came across|seemed|sounded|looked)\b|\byour (?:[\w-]+ ){1,3}?(?:was|were|came|seemed|sounded)\b"
    r"|\b(?:better|worse|stronger|weaker) than\b",
    re.IGNORECASE,
)
NAME = re.compile(r"[^\W\d_][\w'-]+")
GOING_ON = (Outcome.ADVANCED, Outcome.OFFER)
THEIRS = frozenset(
    [
        "you",
        "you've",
        "you'd",
        "that",
        "what",
        "who",
        "which",
        "it's",
        "be",
        "been",
        "get",
        "have",
        "they've",
        "are",
        "is",
        "until",
        "as",
    ]
)
# "Something they noted: trainers": however little follows, it is told as theirs.
LED_IN = re.compile(
    r"(?!here\b|this is)(?:[\w']+ ){0,8}(?:they(?: also| have|'ve)* \w+(?: \w+){0,3}|good mark|plus side):$",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:what|how|whatever|anything|why|whether) (?:they|he|she)(?:'d|'ve)? \w+", re.IGNORECASE
)
# Forms that are orders as well as past tenses.
ALIKE = frozenset(["put", "set", "let", "cut", "hit", "read"])
PLACE = re.compile(r"\{(\w+)\}")
SENTENCE_END = re.compile(r"(?<=[.?:!])(?<!\s[A-Z]\.)(?<!^[A-Z]\.)\s+")
OUR_OWN = 90
# So much of telling words makes a statement one about the interview rather than small talk.
TELLING = 0.8


def claims_something(text: str, material: Material) -> bool:
    """Tell whether the sentence claims anything of the interview."""
    frames, names = _filled(material), _names(material)
    if material.farewell:
        text = text.removeprefix(f"{farewell(material)}\n")
    parts = SENTENCE_END.split(text)
    if any(LED_IN.match(lead) and not is_advice(told) for lead, told in itertools.pairwise(parts)):
        return True
    house = (material.agency.strip(), material.recruiter.strip())
    return any(
        _claims(part, frames, names, (material.about.client, *house), material.outcome) for part in parts
    )


def is_advice(text: str) -> bool:
    """Tell whether the text only says what to do next: it opens like an order or a hint and tells of nothing that was seen."""
    plain = text.translate(QUOTES).strip()
    return all(_own("advice").match(s) is not None and not _saw(s) for s in SENTENCE_END.split(plain))


def _saw(text: str) -> bool:
    """Tell whether an order also tells of what was seen; "one thing that you built" is the candidate's to think of."""
    if any(m["did"] is None or _happened(m["did"]) for m in SEEN.finditer(ASKED.sub(" ", text))):
        return True
    words = words_in(text)
    return any(
        at and word not in ALIKE and _happened(word) and not THEIRS.intersection(words[max(0, at - 3) : at])
        for at, word in enumerate(words)
    )


def is_own_frame(text: str, material: Material) -> bool:
    """Tell whether the text is one of the phrasebook's frames, word for word."""
    frames = _filled(material)
    return all(sentence in frames for sentence in SENTENCE_END.split(text))


def _names(material: Material) -> tuple[str, ...]:
    """Return the names of those concerned, whole and by their parts: people write "Northwind" for Northwind Logistics."""
    about = material.about
    known = (about.client, about.role, about.stage, material.recruiter.strip(), material.agency.strip())
    people = f"{material.recruiter} {about.candidate} {about.client} {material.agency}"
    parts = (word for word in NAME.findall(people) if word[:1].isupper())
    return tuple(dict.fromkeys(name for name in (*known, *parts) if name))


@lru_cache(maxsize=2048)
def _claims(
    text: str, frames: frozenset[str], names: tuple[str, ...], houses: tuple[str, ...], outcome: Outcome
) -> bool:
    plain = text.translate(QUOTES).strip()
    bare = _bare(plain, names)
    if not bare.strip() or text in frames or _like(text, frames):
        return False
    if families(words_in(bare)):
        return True
    if plain.endswith(("?", ":", ",")) or _own("heading").fullmatch(plain) or is_advice(plain):
        return False
    told = _they(_bare(plain, houses[1:]), houses[0])
    said = _decision(outcome).sub(DECIDED, told)
    if REASONED.search(said):
        return True
    said = said.replace(DECIDED, " ")
    said = WHILE.sub(_left, ASIDE.sub(" ", _own("courtesy", anywhere=True).sub(" ", said)))
    if OBSERVED.search(said):
        return True
    telling = total(set(content(_bare(said, names))) - _dates())
    if _own("hearsay").match(said):
        return telling > 0
    if _own("opens").match(said):
        return False
    if _happened(said):
        return True
    return telling >= TELLING and not _own("leads").match(plain)


def _they(text: str, client: str) -> str:
    """Return `text` with "they" in the place of the client's name or a part of it, so that one pattern reads both."""
    parts = sorted(dict.fromkeys((client, *NAME.findall(client))), key=len, reverse=True)
    named = "|".join(re.escape(part) for part in parts if part[:1].isupper())
    if not named:
        return text
    return re.sub(
        rf"(?:\b[Tt]he )?(?<!\w)(?:{named})(?:(?:,? (?:and |& |of )?)(?:{named}))*(?:'s (?:panel|team|people|board|owners?))?(?!\w)",
        "they",
        text,
    )


@cache
def _dates() -> frozenset[str]:
    return frozenset(stem(word) for word in phrases("guard")["own"]["capitals"].split())


@cache
def _decision(outcome: Outcome) -> re.Pattern[str]:
    """Return the pattern of what may be said of this outcome, and of no other: who was chosen and why is no part of it."""
    book = phrases("guard")["decision"]
    part = "no" if outcome is Outcome.REJECTED else "yes" if outcome in GOING_ON else "wait"
    raw = f"{book['any']}|{book[part]}".replace("\n", "").replace("WHO", f"(?:{book['who']})")
    return re.compile(rf"\b(?:{raw}){book['rest']}", re.IGNORECASE)


def _left(aside: re.Match[str]) -> str:
    """Return nothing of "when you have read this", and all of "when you drew it they smiled"."""
    return aside.group(0) if _happened(aside["next"] or "") else " "


def _happened(text: str) -> bool:
    past = phrases("guard")["irregular"]
    return any(w in past or w in _past() or (len(w) > 4 and w.endswith("ed")) for w in words_in(text))


@cache
def _past() -> frozenset[str]:
    return frozenset(phrases("guard")["own"]["happened"].split())


def _like(text: str, frames: frozenset[str]) -> bool:
    return any(fuzz.ratio(frame, text, score_cutoff=OUR_OWN) for frame in frames)


@cache
def _own(name: str, anywhere: bool = False) -> re.Pattern[str]:
    raw = phrases("guard")["own"][name].replace("\n", "")
    return re.compile(
        rf"\b(?:{raw})\b" if anywhere else rf"\W*(?:(?:so|and|but|then|though|yet)\W+)?\b(?:{raw})\b",
        re.IGNORECASE,
    )


def _filled(material: Material) -> frozenset[str]:
    frames = _frames(material.about, material.tone)
    if material.silence is not None:
        frames |= {asked_in_vain(material, material.silence).text}
    if material.greeting or material.farewell:
        frames |= {greeting(material).text, farewell(material)}
    return frames


@lru_cache(maxsize=64)
def _frames(about: About, tone: Tone) -> frozenset[str]:
    """Return the phrasebook's own frame sentences with the names filled in; forms for points are none."""
    book = {
        name: part
        for name, part in phrases("frames").items()
        if name not in ("strength", "improvement", "area")
    }
    names = {
        "first": first_name(about, tone),
        "client": " ".join((about.client or "the client").split()),
        "role": " ".join(role_of(about.role).split()),
        "stage": " ".join((about.stage or "interview").split()),
    }
    whole = (PLACE.sub(lambda place: names.get(place[1], ""), line) for line in lines(book))
    return frozenset(s for line in whole for s in SENTENCE_END.split(line.replace("the  role", "the role")))


def _bare(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = text.replace(name, "") if name else text
    return text
