"""Make a whole sentence of a fragment by what it is about: "two assistants under you" is "You have had two assistants under you".

The words alone do not tell which verb a bare noun wants; with the competency they do: what is counted under experience was
had, under the candidate's own questions it was asked. What fits no form stays a fragment.
"""

import re

from relay.text.lexicon import listed
from relay.text.phrase import adjective, finite, head_of, lowered, plural
from relay.text.verbs import base_of, bases, helping, is_participle, is_past, is_third, is_verb
from relay.vocabulary import Competency, Kind

NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|\d[\d,]*)"
)
COUNTED = re.compile(
    rf"(?:only |just |about |nearly |over |some )?(?:an?|{NUMBER}|several|a few|a couple of|some|another|various)(?:-odd)? (?!(?:at|in|on|with|without|for|by|or|to|of|past)\b)"
    r"(?!(?:minutes?|pages?|seconds?|months?|weeks?|days?|nights?|hours?|words)\b(?! (?:on|of)\b))[\w'-]+",
    re.I,
)
ONE = re.compile(r"(?:only |just )?(?:an?|one|another)\b", re.I)
HABIT = re.compile(r"a (?:tendency|habit|way|knack)\b", re.I)
WISHED = re.compile(r"an? (?:question from|look at|mention of|thought for|glance at|word on)\b", re.I)
DEGREE = re.compile(
    r"a (?:notch|step|grade|level|shade|touch|size|rung|tad|bit) (?:below|above|short|too|over|under|off)\b",
    re.I,
)
TOPICAL = frozenset(
    (Competency.TECHNICAL_SKILL, Competency.DOMAIN_KNOWLEDGE, Competency.COMMERCIAL, Competency.LEADERSHIP)
)
MOST_OF_TOPIC = 3
MOST_OF_PRAISE = 9


def completed(bit: str, kind: Kind, about: Competency) -> str | None:
    """Return the sentence without its stop that the fragment `bit`, said to the candidate already, is short for; or None."""
    said = lowered(bit)
    if own_words := re.fullmatch(r"\u201c[^\u201d]*\b(?:I|I'm|I'd|I'll|I've|my|me)\b[^\u201d]*\u201d", bit):
        return f"You said {own_words[0]}"
    if DEGREE.match(bit):
        return f"You were {said}"
    if done := re.match(r"(?P<verb>[a-z-]+) (?P<next>[\w']+)", said):
        if is_participle(done["verb"]) and done["next"] in (
            "in",
            "by",
            "with",
            "within",
            "from",
            "to",
            "at",
            "without",
        ):
            return f"It was {said}"
        if done["verb"] in ("done", "seen", "been", "taken", "given", "driven", "run", "written"):
            return f"You have {said}"
    matter = re.match(
        r"(?P<what>[^\s,;:.?\u201c]+(?: [^\s,;:.?\u201c]+){0,2}), (?P<rest>[^,;:?]+ [^,;:?]+)$", bit
    )
    if matter and _parted(matter["what"], matter["rest"]) and not finite(bit):
        return f"On {lowered(matter['what'])}: {matter['rest']}"
    if about is Competency.QUESTIONS_ASKED and (asked := _asked(said)):
        return asked
    return _praised(said, about) if kind is Kind.STRENGTH else _missed(said, about)


def is_topic(bit: str, kind: Kind, about: Competency) -> bool:
    """Tell whether a fragment only names a matter, so that it may be said that more, or enough, was seen of it."""
    words = bit.split()
    named = about in TOPICAL or (about is Competency.EXPERIENCE and kind is Kind.STRENGTH)
    plain = all(
        re.fullmatch(r"[\w&/+.-]*[A-Za-z+#]", w) and w.lower() not in listed("stop") | listed("no_nouns")
        for w in words
    )
    return (
        named
        and plain
        and len(words) <= MOST_OF_TOPIC
        and _bare(bit)
        and not adjective(bit)
        and not words[-1].endswith("ly")
    )


def _asked(said: str) -> str | None:
    """Return what the candidate asked."""
    if re.match(r"(?:(?:all|chiefly|mostly|mainly|only) )about\b", said):
        return f"Your questions were {said}"
    if re.match(r"(?:about|after|for|who|what|how|why|when|whether|where)\b", said):
        return f"You asked {said}"
    if re.match(rf"(?:only |just )?{NUMBER}\b", said):
        named = re.match(rf"(?:only |just )?{NUMBER}(?= on\b|, )", said)
        head = named[0] + (" question" if named[0].endswith("one") else " questions") if named else ""
        return f"You asked {head + said[len(named[0]) :] if named else said}"
    return None


def _praised(said: str, about: Competency) -> str | None:
    if opened := re.match(r"with (?!(?:you|her|them|no)\b)", said):
        rest = said[opened.end() :]
        return (
            f"It came with {rest}"
            if about in (Competency.EVIDENCE, Competency.ANSWER_STRUCTURE)
            else f"You came with {rest}"
        )
    if COUNTED.match(said) and not finite(said):
        head = re.sub(r"[^a-z].*", "", head_of(said).lower())
        if head in listed("said_things"):
            return f"You gave {said}"
        if about is Competency.EXPERIENCE:
            return f"You bring {said}"
        if head in listed("shown_things"):
            return f"You showed {said}"
        return f"They noted {said}"
    if (
        _bare(said)
        and len(said.split()) <= MOST_OF_PRAISE
        and not re.search(r"[,:;.?]| (?:all|every|no|not|as) ", said)
    ):
        return f"You bring {said}" if about is Competency.EXPERIENCE else f"They liked your {said}"
    return None


def _missed(said: str, about: Competency) -> str | None:
    if opened := re.match(r"(?:if|once|when) (?P<has>you(?:'ve| have|'re| are| had)) ", said):
        joined = "once" if said.startswith("when") else opened[0].split()[0]
        has = re.sub(r"'ve| have", " had", opened["has"]) if joined == "if" else opened["has"]
        return f"It would help {joined} {has} {said[opened.end() :]}"
    if opened := re.match(r"with (?!(?:you|her|them|no)\b)", said):
        return f"They would have liked to see you with {said[opened.end() :]}"
    if re.match(r"not as [a-z]+ as they hoped$", said):
        return f"You were {said}"
    if finite(said) or re.search(r"\b(?:they'd|would)\b", said):
        return None
    if WISHED.match(said):
        return f"They would have liked {said}"
    if HABIT.match(said):
        return f"You had {said}"
    if COUNTED.match(said):
        if about is Competency.EXPERIENCE:
            return f"You have had {said}"
        return f"There {'was' if ONE.match(said) else 'were'} {said}"
    if (
        _bare(said)
        and not re.search(r"[,:]", said)
        and (plural(head_of(said)) or said.split(maxsplit=1)[0] in listed("heard_things"))
    ):
        return f"There {'were' if plural(head_of(said)) else 'was'} {said}"
    return None


def _parted(matter: str, rest: str) -> bool:
    """Tell whether a comma parts a matter from what is said of it, and not two things of a list."""
    last, first = matter.rsplit(maxsplit=1)[-1].lower(), rest.split(maxsplit=1)[0].lower()
    named = (
        _bare(matter)
        and not re.search(r"\d", matter)
        and last not in listed("stop") | listed("no_nouns") | listed("edges")
    )
    return (
        named
        and (first == "no" or first not in listed("edges"))
        and (" and " not in rest or first == "no")
        and not adjective(rest)
    )


def _bare(said: str) -> bool:
    """Tell whether a fragment is a bare noun with what belongs to it."""
    words = said.split()
    if not words:
        return False
    first = words[0].lower()
    if first in listed("stop") or first in listed("determiners") or first[0].isdigit() or "\u201c" in said:
        return False
    if (
        first.endswith("ly")
        or "'" in first
        or first in listed("no_nouns")
        or is_verb(first)
        or is_participle(first)
    ):
        return False
    if (is_third(first) and not plural(first)) or (
        first in bases() and words[1:2] and words[1] in listed("determiners") | {"about", "for", "out"}
    ):
        return False
    if any(is_third(w) and base_of(w) in listed("saying") | {"come", "go"} for w in words[1:]):
        return False
    return (
        not finite(said)
        and not any(w.lower() in helping() or is_past(w) for w in words)
        and adjective(said) < len(said)
    )
