"""Turn a clause about somebody into a sentence to them: "she couldn't say what a slip costs", "you couldn't say ...".

This is deliberately a small grammar that knows when it does not know. It answers with a sentence only where it
understood who the clause is about, and where every word of the result is one that may be said to a candidate; in all
other cases it answers None, and the message speaks of the topic instead.
"""

import re
from dataclasses import dataclass
from functools import cache

from relay.text.lexicon import english, harsh, listed, words_of
from relay.text.permit import permit, staff_names
from relay.text.shapes import About
from relay.text.weigh import QUOTES

SUBJECT = re.compile(
    r"^(?:and |but |also |so |then |again |plus |yes |yeah |well |that |though |although )*(?:the )?(she|he|they|candidate)\b('\w+)?\s*",
    re.I,
)
JOIN = re.compile(
    r"^(?:and|but|also|so|then|plus|yes|yeah|well|though|although|however|felt that|felt|thought|i felt|we felt|i thought|we thought)\s+",
    re.I,
)
FIRST_PERSON = (
    (re.compile(r"\b(?:I'm|we're|I am|we are)\b", re.I), "they are"),
    (re.compile(r"\b(?:I|we)'ve\b|\bI have\b|\bwe have\b", re.I), "they have"),
    (re.compile(r"\b(?:I|we)'d\b", re.I), "they'd"),
    (re.compile(r"\b(?:I|we)'ll\b", re.I), "they'll"),
    (re.compile(r"\bI was\b"), "they were"),
    (re.compile(r"\bI\b|\bwe\b|\bWe\b|\bWE\b"), "they"),
    (re.compile(r"\b(?:our|my)\b", re.I), "their"),
    (re.compile(r"\b(?:ours|mine)\b", re.I), "theirs"),
    (re.compile(r"\b(?:us|me)\b|\bUs\b"), "them"),
)
HER_OBJECT = re.compile(
    r"\bher\b(?=\s*(?:$|[,.;:!?)]|(?:to|on|in|at|for|with|from|about|when|if|how|what|why|where|and|but|off|up|out|back|that|a|an|the|some|again|twice|once|through|over|into|by|as|so|not)\b))",
    re.I,
)
CONTRACTED = {"'s": "'s", "'d": "'d", "'ll": "'ll", "'ve": "'ve", "'re": "'re"}
FINISHED = re.compile(
    r"^(?:\w+ly |also |clearly |never |already |always |only |just |not )*(?:\w+ed|been|got|had|done|never|seen|run|led|built|taken|given|written|worked|made|come|gone|kept|held|used)\b",
    re.I,
)
ASKED = re.compile(r"^asked\b[^,]{4,80}, (?:she|he|they)\b", re.I)
PRAISED = re.compile(
    r"^(?:very |really |so |properly |dead |pretty |fairly |quite |super |a bit |a little |bit )?(?:sound|decent|great|strong|good|solid|sharp|clear|calm|quick|happy|"
    r"confident|comfortable|polite|punctual|fluent|light|thin|patient|warm|honest|open|keen|curious|careful|hesitant|unsure|unclear|nervous|less sure|fine|steady|kind|firm|"
    r"fair|thorough|excellent|brilliant|superb|rusty|shaky|new|relaxed|friendly|organised|knowledgeable|passionate|enthusiastic|articulate|respectful|candid|up front)"
    r" (?:on|with|at|about|in|to|under|when|for|around|across|from|throughout|and [a-z]+ (?:on|with|at|about|in|to))\b",
    re.I,
)
LONGEST = 190


@dataclass(frozen=True, slots=True)
class Reworded:
    """What rewording made: a sentence to the candidate. `finite` where it opens with "You" and a verb.

    `past` where that verb tells what was done on the day rather than what the candidate is or does at large.
    """

    text: str
    finite: bool

    @property
    def past(self) -> bool:
        for word in re.findall(r"[\w']+", self.text)[1:4]:
            if word in listed("past") or word in ("didn't", "couldn't", "hadn't", "wouldn't"):
                return True
        return False


def reword(words: str, about: About) -> Reworded | None:
    """Return `words` said to the candidate, or None where that cannot be done safely."""
    clause = _plain(words, about)
    if not clause or len(clause) > LONGEST:
        return None
    told = _told(clause)
    if told is None or not permit(told.text, about):
        return None
    return told


def _plain(words: str, about: About) -> str:
    """Return the clause in one line, in sentence case, with the candidate's name read as a pronoun."""
    clause = " ".join(words.translate(QUOTES).split()).strip(" .,;:-!\u2013\u2014*")
    if clause.isupper() and len(clause) > 12:
        clause = clause.lower()
    clause = (
        re.sub(r"^[(\[]|[)\]]$", "", clause)
        if clause.count("(") != clause.count(")") or clause.startswith("(")
        else clause
    )
    for name in words_of(about.candidate):
        clause = re.sub(rf"\b{re.escape(name)}'s\b", "their", clause, flags=re.I)
        clause = re.sub(rf"\b(?:mr |ms |mrs |miss |dr )?{re.escape(name)}\b", "she", clause, flags=re.I)
    clause = re.sub(r"\bshe she\b", "she", clause)
    for name in staff_names(about):
        clause = re.sub(rf"\b{re.escape(name)}\b", "the interviewer", clause, flags=re.I)
    clause = re.sub(r"\"([^\"]{2,60})\"", "\u201c\\1\u201d", clause)
    for bare, right in english()["apostrophes"].items():
        clause = re.sub(rf"\b{bare}\b", right, clause, flags=re.I)
    return _softened(re.sub(r"\s*&\s*|\s+\+\s+", " and ", clause))


def _softened(clause: str) -> str:
    for rule, kinder in softer():
        clause = rule.sub(kinder, clause)
    return clause


@cache
def softer() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return blunt patterns with what to say instead."""
    return tuple((re.compile(rule, re.I), kinder) for rule, kinder in harsh()["softer"].items())


def _told(clause: str) -> Reworded | None:
    clause = JOIN.sub("", clause)
    if ASKED.match(clause):
        # "Asked about stock, she said ...": it was the interviewers who asked
        return _finish("When " + clause[0].lower() + clause[1:], False)
    if PRAISED.match(clause):
        return _finish("You were " + clause[0].lower() + clause[1:], True)
    if subject := SUBJECT.match(clause):
        rest = clause[subject.end() :]
        if subject.group(1).lower() == "they" and _others(rest):
            return None
        verb = _agreeing(subject.group(2) or "", rest)
        return _finish("You" + verb, True) if verb else None
    first = clause.split(" ", 1)[0].lower()
    if first in _openers():
        verb = _agreeing("", clause)
        return _finish("You" + verb, True) if verb else None
    if _third_person(first) and " " in clause:
        return _finish("You" + _agreeing("", clause), True)
    if re.match(r"(?:her|his|their)\b", clause, re.I):
        return _finish(clause, False)
    return _finish(clause, False) if _keeps_to_the_work(clause) else None


def _others(rest: str) -> bool:
    return bool(
        re.match(
            r"(?:want|need|need|like|prefer|felt|thought|'d like|would|will|asked for|went|chose|liked|loved)\b",
            rest,
            re.I,
        )
    )


def _agreeing(contraction: str, rest: str) -> str:
    """Return what follows "You": the contraction and verb of the third person made to agree with the second."""
    if contraction:
        contraction = contraction.lower()
        if contraction == "'s":
            contraction = "'ve" if FINISHED.match(rest) else "'re"
        return f"{contraction} {rest}" if contraction in CONTRACTED else ""
    if not rest:
        return ""
    words = rest.split(" ")
    at = 0
    while at < len(words) - 1 and (
        words[at].lower().endswith("ly")
        or words[at].lower() in ("also", "never", "always", "only", "just", "still", "even", "really")
    ):
        at += 1
    low = words[at].lower()
    words[at] = english()["base"].get(low) or (_base(low) if _third_person(low) else low)
    return " " + " ".join([w.lower() if i < at else w for i, w in enumerate(words)])


def _third_person(word: str) -> bool:
    return word in _verbs_s()


@cache
def _verbs_s() -> frozenset[str]:
    return frozenset(english()["lists"]["present"].split()) | frozenset(english()["base"])


def _base(word: str) -> str:
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


@cache
def _openers() -> frozenset[str]:
    return frozenset(english()["lists"]["past"].split()) | frozenset(english()["lists"]["modal"].split())


def _keeps_to_the_work(clause: str) -> bool:
    """Tell whether a clause without the candidate as its subject can stand: no other person acts in it."""
    return not re.match(
        r"(?:i|we|it|it's|this|that|who|which|if|there|because|as|to|than|not sure|would|maybe|perhaps|when(?!\b.*\b(?:she|he)\b))\b",
        clause,
        re.I,
    )


def _finish(text: str, finite: bool) -> Reworded | None:
    """Return the sentence with every pronoun turned, unless a pronoun may mean somebody else."""
    head, rest = (text[:3], text[3:]) if finite else ("", text)
    if _somebody_else(rest):
        return None
    for rule, instead in FIRST_PERSON:
        rest = rule.sub(instead, rest)
    rest = re.sub(r"\b(?:she|he)'s\b(?= (?:\w+ed|been|got|never|had)\b)", "you've", rest, flags=re.I)
    rest = re.sub(r"\b(?:she|he)'s\b|\b(?:she|he) is\b", "you're", rest, flags=re.I)
    rest = re.sub(r"\b(?:she|he) was\b", "you were", rest, flags=re.I)
    rest = re.sub(r"\b(?:she|he) has\b", "you have", rest, flags=re.I)
    rest = re.sub(
        r"\b(?:she|he) (\w+)\b",
        lambda m: (
            "you "
            + (english()["base"].get(m[1].lower()) or (_base(m[1]) if _third_person(m[1].lower()) else m[1]))
        ),
        rest,
        flags=re.I,
    )
    rest = re.sub(r"\b(?:she|he)\b", "you", rest, flags=re.I)
    rest = re.sub(r"\b(?:herself|himself|themself)\b", "yourself", rest, flags=re.I)
    rest = HER_OBJECT.sub("you", rest)
    rest = re.sub(r"\b(?:her|his)\b", "your", rest, flags=re.I)
    rest = re.sub(r"\bhim\b", "you", rest, flags=re.I)
    if not finite:
        rest = re.sub(r"^their\b", "your", rest, flags=re.I)
    rest = re.sub(r"\byour own\b", "your own", rest)
    return Reworded(head + rest, finite)


def _somebody_else(rest: str) -> bool:
    """Tell whether he or she may be another person: somebody is named in the clause before the pronoun."""
    pronoun = re.search(r"\b(?:he|she|him|his|her|hers)\b", rest, re.I)
    if not pronoun:
        return False
    people = frozenset(english()["lists"]["people"].split())
    before = re.findall(r"[a-z]+", rest[: pronoun.start()].lower())
    return any(w in people or w.rstrip("s") in people for w in before)
