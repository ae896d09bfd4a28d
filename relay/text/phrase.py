"""Small questions about the words of a clause: is it a sentence, does an adjective head it, whose is a noun?"""

import re
from functools import cache

from relay.text.lexicon import listed, phrases
from relay.text.verbs import helping, is_past, is_plain_past, is_third, may_be_noun

DEGREE = r"(?:(?!lovely|friendly|lively|early|timely|orderly|costly|likely|homely)(?:very|really|so|properly|pretty|fairly|quite|rather|super|a bit|a little|a touch|a tad|bit|slightly|somewhat|too|less|more|most|not|extremely|incredibly|genuinely|truly|totally|completely|absolutely|dead|bang|spot|\w+ly|all|always|never|often|at times|not very|not that|not so|not too|not always|well|highly|both|nice and|good and) )*"
# "a low performer you turned round": what the candidate did is said of a noun, and no sentence stands.
RELATIVE = re.compile(
    r"(?:an?|one|good|great|real|nice|strong|clear|decent|lovely|the (?:way|time|one)|that|GST|\w+ example)\b(?:(?! (?:was|were|is|are|had|has|have|did|on|in|at|when|if) )[^,;.])*? (?:that )?you \w+[^;.]*$",
    re.I,
)
ADJECTIVAL = re.compile(
    r"un[a-z]{4,}ed|[a-z]{4,}(?:ous|ful|less|able|ible)|(?!two|four|six)[a-z]+-(?:eyed|minded|headed|handed|footed|mannered|hearted|tempered|spirited)"
)
RIGHT_TO = re.compile(r"right to (?:work|rent|buy|manage|roam)\b", re.I)
SETTING_NOUN = re.compile(r"(?:with|on|in|at|under|during|for|around|after|before|across)\b(?!-)", re.I)
SETTING = re.compile(r"(?:when|if|after|once|before|as soon as|while|every time|each time|whenever)\b", re.I)
DETERMINED = re.compile(
    r"(?:your|the|an?|no|how|what|why|when|their|this|that|every|each|all|both|\d)\b", re.I
)


def finite(text: str) -> bool:
    """Tell whether `text` is a sentence: a finite verb stands outside its subordinate clauses."""
    if RELATIVE.match(text) or re.fullmatch(r"(?:the|an?) (?:[\w-]+ ){1,4}you \w+", text, re.I):
        return False
    if scene := SETTING.match(text):
        # a subject that does not stand right behind "when" is that of the sentence itself
        subjects = list(re.finditer(r"\b(?:you|they|it|there)\b(?:'\w+)? [a-z]+", text, re.I))
        verbs = sum(is_past(word) or word in helping() for word in re.findall(r"[a-z']+", text))
        return verbs > 1 or len(subjects) > 1 or any(found.start() > scene.end() + 1 for found in subjects)
    outside = re.sub(
        r"\b(?:who|which|that|what|how|because|why|where|as|than|when|while|until|till|whether)\b[^,;]*",
        "",
        text,
    )
    if re.search(r"\byou(?:'\w+)? \w+", outside, re.I) and not re.match(
        r"(?:because|that|than|which|who|as if)\b", text, re.I
    ):
        return True
    opened = re.match(
        r"(?:they|it|you|there|that|the interviewers?)(?:'\w+)? (?:\w+ly |never |both |all )?(?P<verb>[a-z']+)\b",
        text,
        re.I,
    )
    if opened and (is_past(opened["verb"]) or opened["verb"] in helping()):
        return True
    if re.match(r"(?:that|it|there)'s ", text, re.I):
        return True
    if re.search(r" (?:asked|said|told|thought|wondered) (?:what|if|how|whether|why|you|them)\b", text):
        return True
    words = re.findall(r"[\w']+", outside)
    return any(
        w.lower() in helping()
        or (
            is_past(w)
            and after.lower()
            in (
                "me",
                "us",
                "them",
                "it",
                "him",
                "you",
                "the",
                "a",
                "an",
                "every",
                "both",
                "all",
                "no",
                "their",
                "its",
            )
        )
        or is_plain_past(w)
        or w.endswith(("'re", "'ve", "n't"))
        or (is_third(w) and not may_be_noun(w) and after.lower() in _after_verb())
        for w, after in zip(words[1:], [*words[2:], ""], strict=False)
    ) and not re.match(r"(?:because|that|than|which|who|to|as if|if only)\b", text, re.I)


def adjective(text: str) -> int:
    """Return where an adjective with its degrees ends at the head of `text`, or nought."""
    if RIGHT_TO.match(text):
        return 0
    match = re.match(
        rf"{DEGREE}(?P<word>[a-z]+(?:-[a-z]+)*)(?: on\b(?=\W*$|,))?(?:(?:,| and|, and| but| yet) {DEGREE}(?P<second>[a-z]+(?:-[a-z]+)*))?",
        text,
        re.I,
    )
    if not match or not is_adjective(match["word"]):
        return 0
    if match["second"] and is_adjective(match["second"]):
        return match.end()
    return match.end("word") + (
        3 if text[match.end("word") :].startswith(" on") and match["word"].lower() == "spot" else 0
    )


def is_adjective(word: str) -> bool:
    """Tell whether a word says what somebody or something is like."""
    low = word.lower()
    if low in listed("adjectives") or comparative(low):
        return True
    return ADJECTIVAL.fullmatch(low) is not None and not is_past(low)


def comparative(low: str) -> bool:
    """Tell whether a word is an adjective's second degree: "neater", "thinner", "shakier"."""
    if not low.endswith("er") or low in listed("no_degrees"):
        return False
    bare = low[:-2]
    doubled = bare[:-1] if len(bare) > 2 and bare[-1] == bare[-2] else bare
    forms = {bare, bare + "e", doubled, bare[:-1] + "y" if bare.endswith("i") else bare}
    return any(form in listed("adjectives") for form in forms)


def head_of(clause: str) -> str:
    """Return the head noun of a noun phrase: the last word before a preposition, a comma or the end."""
    words = re.split(
        r"[,;:]| (?:on|of|in|at|for|with|about|to|from|by|when|that|who|which|behind|around|and|as|between|beyond|across|over|under|after|before|during|until|till|than|then|so|but|if|without|though|where|while|anywhere|everywhere|yet|whatsoever)\b",
        clause,
    )[0].split()
    return words[-1] if words else ""


def belonging(noun: str) -> str:
    """Return `noun` as the candidate's own, unless something stands before it already."""
    if re.match(
        r"(?:your|the|a|an|no|every|each|all|both|some|most|their|this|that|on|in|at|for|with|\d|one|two|three|four|first|second|when|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mornings|evenings|weekends?|nights?|lates|earlies|splits|bank holiday|earl(?:y|ies)|hybrid|part-time|full-time|term.time|pay|right to|away|everything|nothing|anything|somebody|anybody)\b",
        noun,
        re.I,
    ):
        return noun
    return "your " + lowered(noun)


def on(label: str) -> str:
    """Return "On the wine list" for a label, which may say "on" already."""
    return label[:1].upper() + label[1:] if SETTING_NOUN.match(label) else f"On {the(label)}"


def the(noun: str) -> str:
    """Return a label with an article where it needs one."""
    if noun.lower().split()[-1] in listed("things") and not DETERMINED.match(noun):
        return "the " + lowered(noun)
    return lowered(noun)


def be(noun: str) -> str:
    """Return "was" or "were" for the subject `noun`."""
    return "were" if plural(head_of(noun)) or " and " in noun else "was"


@cache
def _after_verb() -> frozenset[str]:
    return frozenset(phrases("verbs")["after"].split())


def lowered(text: str) -> str:
    """Return `text` for the middle of a sentence: its first letter small, unless the word keeps its capital."""
    words = re.split(r"[\s,:;']", text, maxsplit=2)
    first, second = words[0], words[1] if len(words) > 1 else ""
    low = first.lower()
    if low in listed("stop") and low != "i":
        return low + text[len(first) :]
    if (
        re.match(r"[A-Z]-", first)
        or low.removesuffix("s") in listed("proper")
        or low in listed("proper")
        or (
            re.match(r"\d?[A-Z]", second)
            and second != "I"
            and len(second) > 1
            and low not in listed("own") | listed("verdict")
            and not (second.isupper() and low in listed("adjectives"))
        )
    ):
        return text
    if second.isdigit() and first[:1].isupper() and low not in listed("own"):
        return text  # "Section 21"
    if len(first) > 1 and (first[1:] != first[1:].lower() or any(c.isdigit() for c in first)):
        return text
    return text[:1].lower() + text[1:]


def plural(noun: str) -> bool:
    """Tell whether a noun looks like a plural."""
    low = noun.lower()
    if noun.isupper() or any(c.isdigit() for c in noun):
        # BMS, k8s
        return False
    return (
        low.endswith("s") and not low.endswith(("ss", "us", "is", "ics")) and low not in listed("singular")
    ) or low in listed("plural")
