"""Make a sentence of a fragment: "good eye contact", "thin on SQL", "no questions for us", "bring the logbook next time".

What has a verb of its own stays a sentence. What has none gets one that claims no more than the fragment did. What fits no
form is handed back as a fragment, for a frame to hold.
"""

import re
from dataclasses import dataclass
from functools import cache

from relay.text.lexicon import listed, phrases
from relay.text.pronoun import POSSESSIVES, plural, turn
from relay.text.subject import has_object, said_of
from relay.text.verbs import helping, is_participle, is_past, is_plain_past, is_third, is_verb
from relay.vocabulary import Kind

DEGREE = r"(?:(?!lovely|friendly|lively|early|timely|orderly|costly|likely|homely)(?:very|really|so|properly|pretty|fairly|quite|rather|super|a bit|a little|a touch|a tad|bit|slightly|somewhat|too|less|more|most|not|extremely|incredibly|genuinely|truly|totally|completely|absolutely|dead|bang|spot|\w+ly|all|always|never|often|at times|not very|not that|not so|not too|not always|well|highly|both|nice and|good and) )*"
POSSESSIVE = r"(?:her|his|their)"
NONE_OF = re.compile(
    r"^(?:no|not enough|not much|not a lot of|little|very little|nothing|zero|too much|too many|too little|too few|hardly any|barely any|not a single|not one|some|lots of|a lot of|plenty of)\b",
    re.I,
)
QUESTIONS = re.compile(
    r"^(?:no|zero|not a single|not one|hardly any|few|good|great|some good|really good|lots of|sensible|thoughtful|smart|excellent) (?:\w+ )?questions?\b",
    re.I,
)
ADVICE = re.compile(
    r"^(?:next time|in future|going forward|for next time|advice|tip|suggestion|feedback|would suggest|suggest|I'd suggest|recommend|maybe|perhaps|please|just|needs to|to)?:?,? ?(?P<verb>\w+(?:'t)?(?: not)?)\b(?P<rest>.*)$",
    re.I,
)
SHOULD = re.compile(
    r"^(?:(?:she|he|they|you|candidate|the candidate) )?(?:should|ought to|must|might want to|may want to|might|would do well to|could usefully|wants to)(?! have\b) (?P<rest>[a-z].*)$",
    re.I,
)
YEARS = re.compile(
    r"^(?:nearly |almost |over |about |around |more than |only |just )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)\+? (?:years?|months|seasons|terms)\b(?!')",
    re.I,
)
LABEL = re.compile(r"^(?P<label>[\w'&/ -]{2,45}?)\s*(?::|\||(?<=\w) = )\s*(?P<rest>\S.*)$")
WHAT_IS = re.compile(r"^what .*\b(?:was|were|is)\b", re.I)
IN_ORDER = re.compile(
    r"(?:all )?(?:in date|in order|on time|up to date|on the money|on point|to the point|out of date|off|in place|not there|not yet there)\b",
    re.I,
)
# "a low performer you turned round": what the candidate did is said of a noun, and no sentence stands.
RELATIVE = re.compile(
    r"(?:an?|one|good|great|real|nice|strong|clear|decent|lovely|the (?:way|time|one)|that|GST|\w+ example)\b(?:(?! (?:was|were|is|are|had|has|have|did|on|in|at|when|if) )[^,;.])*? (?:that )?you \w+[^;.]*$",
    re.I,
)
ADJECTIVAL = re.compile(r"un[a-z]{4,}ed|[a-z]{4,}(?:ous|ful|less|able|ible)")
SETTING_NOUN = re.compile(r"(?:with|on|in|at|under|during|for|around|after|before|across)\b", re.I)
SETTING = re.compile(r"(?:when|if|after|once|before|as soon as|while|every time|each time|whenever)\b", re.I)
DETERMINED = re.compile(
    r"(?:your|the|an?|no|how|what|why|when|their|this|that|every|each|all|both|\d)\b", re.I
)
SOFTENED = re.compile(
    r"(?:not where we needed it to be|(?:not as|less) [\w-]+ (?:as|than) we \w+(?: it)?|not (?:deep|specific|yet strong|quite strong) enough|needed to be stronger|hard to (?:follow|stay with)|longer than needed)$",
    re.I,
)
MANNER = re.compile(r"^(?:how|what|why|the way|the fact that)\b", re.I)
ACTING = re.compile(r"^(?:\w+ly )?(?P<verb>[a-z]{2,}ing)\b(?P<rest>.*)$", re.I)
UNENDED = re.compile(
    r"\b(?:and|of|on|in|at|to|the|an?|for|with|her|his|their|our|no|not|very|more|less|too|so|as|than|by|from|about|one|bit|out|up|off|over|both|all)$",
    re.I,
)
AFTER_VERDICT = re.compile(
    r" (?:on|for|with|first time|throughout|in|at|under|to the|from|all|when|by|but|and|enough|though|again|as)\b",
    re.I,
)
LATE = re.compile(
    r"^(?P<opening>(?:within|after|by|for|at|during|from|on|in|with|without|once|twice) (?:(?!the |a |an |his |her |their |our |my |she |he |they |I |we )[\w'-]+ ?){1,4}(?<! )),? (?P<verb>had|has|knew|got|could|couldn't|didn't|gave|went|did|was|took|made|kept|said|told|asked)\b(?P<rest>.*)$",
    re.I,
)
JUDGED = re.compile(
    r"^(?!(?:the|a|an|her|his|their|our|my|no|not|every|each|all|both|some|most|it|this|that|there|here|what|which|who|whose|where|how|when|if|on|in|at|for|with|by|from|to|and|but)\b)(?:[\w'&/-]+ ){1,5}?(?:was|were|is|are|looked|felt|came across as|sounded|seemed) (?P<said>.+)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A sentence without its stop, or a fragment (`whole` is false) that needs a frame."""

    text: str
    whole: bool


def sentence_of(clause: str, kind: Kind, own: str) -> Made:
    """Return `clause`, which has neither the candidate nor the client for a subject, said to the candidate."""
    for form in (
        _advice,
        _label,
        _of_adjective,
        _none,
        _years,
        _doer,
        _verdict,
        _passive,
        _late_subject,
        _possessed,
        _praise,
        _acting,
    ):
        if made := form(clause, kind, own):
            return Made(made, whole=True)
    said = turn(clause, own)
    return Made(said, whole=finite(said))


def finite(text: str) -> bool:
    """Tell whether `text` is a sentence: a finite verb stands outside its subordinate clauses."""
    if RELATIVE.match(text) or re.fullmatch(r"(?:the|an?) (?:[\w-]+ ){1,4}you \w+", text, re.I):
        return False
    if SETTING.match(text) and re.search(
        r"\b(?:you|they|there)\b(?:'\w+)? \w+.*\b(?:you|they|there)\b", text, re.I
    ):
        return True
    outside = re.sub(r"\b(?:who|which|that|what|how|because|why|where|as|than)\b[^,;]*", "", text)
    if re.search(r"\byou(?:'\w+)? \w+", outside, re.I) and not re.match(
        r"(?:because|that|than|which|who|as if)\b", text, re.I
    ):
        return True
    words = re.findall(r"[\w']+", outside)
    return any(
        w.lower() in helping()
        or (
            is_past(w)
            and after.lower() in ("me", "us", "them", "it", "him", "you", "the", "a", "an", "every", "their")
        )
        or is_plain_past(w)
        or w.endswith(("'re", "'ve", "n't"))
        or (is_third(w) and after.lower() in _after_verb())
        for w, after in zip(words[1:], [*words[2:], ""], strict=False)
    ) and not re.match(r"(?:because|that|than|which|who|to|as if|if only)\b", text, re.I)


def _advice(clause: str, kind: Kind, own: str) -> str | None:
    """Return what somebody should do as a suggestion."""
    if kind is Kind.STRENGTH:
        return None
    if found := SHOULD.match(clause):
        return "They suggest that you " + turn(found["rest"], own)
    found = ADVICE.match(clause)
    if (
        not found
        or found["verb"].lower() not in listed("imperatives")
        or re.match(r"\s*(?::|\||$|was|is|were|are|had)", found["rest"])
    ):
        return None
    noun_first = re.match(r" (?:on|of|at|in|to|for|was|and)\b", found["rest"]) and found["verb"].lower() in (
        "test",
        "answer",
        "cost",
        "study",
        "practice",
        "research",
        "lead",
        "focus",
        "time",
        "measure",
        "own",
        "state",
    )
    if noun_first or found["verb"].lower() == "own":
        return None
    # advice is given to the candidate already: "check you have answered"
    rest = re.sub(r"\byour\b", POSSESSIVES[own], re.sub(r"\byou\b", own, found["rest"]))
    return f"Their advice: {found['verb'].lower()}{turn(rest, own)}"


def _label(clause: str, kind: Kind, own: str) -> str | None:
    found = LABEL.match(clause)
    if (
        not found
        or is_verb(found["label"].split()[0])
        or finite(found["label"])
        or adjective(found["label"])
        or re.match(r"an? ", found["label"], re.I)
        or re.search(r"\b(?:she|he|I|we)\b|\b(?:said|asked|one|two|thing)$", found["label"])
    ):
        return None
    label = turn(found["label"], own)
    rest = found["rest"]
    if verdict := _verdict(found["label"], kind, own):
        return f"{verdict}: {turn(rest, own)}"
    if (end := adjective(rest)) and re.match(r" (?:on|of|that|about|with|to|how|what)\b", rest[end:]):
        return f"{_on(label)}, you were {turn(lowered(rest), own)}"
    if end:
        return f"{belonging(label)} {be(label)} {turn(lowered(rest), own)}"
    if (said := said_of(rest, kind, own)) and said.startswith("You"):
        return f"{_on(label)}, you{said[3:]}"
    made = sentence_of(rest, kind, own)
    return f"{_on(label)}: {lowered(made.text)}"


def _of_adjective(clause: str, kind: Kind, own: str) -> str | None:
    """Return "You were ..." where an adjective stands first and no noun of its own follows it."""
    end = adjective(clause)
    if not end:
        return None
    rest = clause[end:]
    if re.match(
        r"\W*$|,|;| (?:on|with|at|about|in|to|under|when|for|around|across|from|throughout|and|but|if|as|by|over|after|before|than|once|until|till|that|because|enough|through|where|how|of|not|without|behind|the whole|all)\b",
        rest,
    ):
        return "You were " + turn(lowered(clause), own)
    return None


def adjective(text: str) -> int:
    """Return where an adjective with its degrees ends at the head of `text`, or nought."""
    match = re.match(
        rf"{DEGREE}(?P<word>[a-z]+(?:-[a-z]+)*)(?: on\b(?=\W*$|,))?(?:(?:,| and|, and| but| yet) {DEGREE}(?P<second>[a-z]+(?:-[a-z]+)*))?",
        text,
        re.I,
    )
    if not match or not _is_adjective(match["word"]):
        return 0
    if match["second"] and _is_adjective(match["second"]):
        return match.end()
    return match.end("word") + (
        3 if text[match.end("word") :].startswith(" on") and match["word"].lower() == "spot" else 0
    )


def _is_adjective(word: str) -> bool:
    low = word.lower()
    return low in listed("adjectives") or ADJECTIVAL.fullmatch(low) is not None


def _none(clause: str, kind: Kind, own: str) -> str | None:
    words = clause.split()
    if not NONE_OF.match(clause) or (len(words) > 1 and is_verb(words[1])):
        return None
    said = re.sub(r"^(no [\w-]+(?: [\w-]+)?) (?=no\b)", r"\1, ", turn(lowered(clause), own))
    if finite(clause) and not re.match(r"(?:no|not enough|little|zero|too) [^,;]*(?:,|;)", clause):
        return said
    if re.match(r"nothing (?:on|about|to|in|for|from)\b", clause, re.I) or QUESTIONS.match(clause):
        return "You had " + re.sub(r"^zero\b", "no", said)
    of = re.sub(r"^(?:plenty|lots|a lot|not a lot) of ", "", clause, flags=re.I)
    return "There was " + said if not plural(_head(of)) else "There were " + said


def _head(clause: str) -> str:
    """Return the head noun of a noun phrase: the last word before a preposition, a comma or the end."""
    words = re.split(
        r"[,;:]| (?:on|of|in|at|for|with|about|to|from|by|when|that|who|which|behind|around|and|as|between|beyond|across|over|under|after|before|during|until|till|than|then|so|but|if|without|though|where|while)\b",
        clause,
    )[0].split()
    return words[-1] if words else ""


def _years(clause: str, kind: Kind, own: str) -> str | None:
    if not YEARS.match(clause) or finite(clause):
        return None
    if re.search(r"\b(?:short|late|behind|out|early|over)\b", clause.split(",", maxsplit=1)[0]):
        return "You were " + turn(lowered(clause), own)
    return ("You bring " if kind is Kind.STRENGTH else "You have ") + turn(lowered(clause), own)


def _doer(clause: str, kind: Kind, own: str) -> str | None:
    """Return "You came across as a good listener" for a fragment that names somebody."""
    head = _head(clause)
    if (
        head.lower() not in listed("doers")
        or finite(clause)
        or len(clause.split()) > 12
        or re.match(r"(?:the|no|another|every)\b", clause, re.I)
    ):
        return None
    article = (
        ""
        if re.match(r"(?:an?|not)\b", clause, re.I)
        else "a" + ("n " if clause[:1].lower() in "aeiou" else " ")
    )
    return f"You came across as {article}{turn(lowered(clause), own)}"


def _verdict(clause: str, kind: Kind, own: str) -> str | None:
    """Return "Your bundle test was spotless" for a thing and a verdict on it without a verb between."""
    head, comma, tail = clause.partition(", ")
    words = head.split()
    if is_verb(words[0]) or finite(turn(head, own)):
        return None
    for cut in range(1, min(len(words), 8)):
        noun, said = " ".join(words[:cut]), " ".join(words[cut:])
        if any(is_verb(w) for w in words[1:cut]) or UNENDED.search(noun) or adjective(noun + " x"):
            continue
        end = len(said) if SOFTENED.match(said) else adjective(said)
        if end and (end == len(said) or AFTER_VERDICT.match(said[end:])):
            if noun.endswith("'s"):
                return (
                    f"{belonging(turn(noun[:-2], own))} {'are' if plural(noun[:-2]) else 'is'} {turn(lowered(said), own)}"
                    + (f", {turn(tail, own)}" if comma else "")
                )
            named = turn(noun, own)
            if SETTING_NOUN.match(noun):
                return f"{named} you were {turn(lowered(said), own)}" + (
                    f", {turn(tail, own)}" if comma else ""
                )
            return f"{belonging(named)} {be(noun)} {turn(lowered(said), own)}" + (
                f", {turn(tail, own)}" if comma else ""
            )
    return None


def _passive(clause: str, kind: Kind, own: str) -> str | None:
    """Return "your offset change was done in four minutes" for a thing and what was done to it."""
    words = re.split(r",? ", clause)
    if finite(turn(clause, own)) or adjective(clause) or is_verb(words[0]):
        return None
    for cut in range(1, min(len(words), 7)):
        done = re.match(
            rf"(?P<noun>(?:[\w'&/-]+ ){{{cut}}})(?P<done>(?:not |never |well |all |\w+ly )?(?P<verb>[a-z]+))\b(?P<rest>.*)$",
            clause,
        )
        if not done or not is_participle(done["verb"]) or UNENDED.search(done["noun"].strip()):
            continue
        noun = done["noun"].strip()
        if (
            has_object(done["rest"])
            or noun.endswith("'s")
            or re.search(r"\b(?:what|which|who|how|that|where)\b", noun, re.I)
        ):
            return None
        return f"{belonging(turn(noun, own))} {be(noun)} {turn(done['done'] + done['rest'], own)}"
    return None


def _late_subject(clause: str, kind: Kind, own: str) -> str | None:
    """Return "within five minutes you had learned ..." where the subject was left out after an opening."""
    found = LATE.match(clause)
    return turn(f"{found['opening']} {own} {found['verb']}{found['rest']}", own) if found else None


def _possessed(clause: str, kind: Kind, own: str) -> str | None:
    """Return "Your answers could be shorter" for a bare noun of the candidate's with its verb."""
    if (
        (judged := JUDGED.match(clause))
        and (adjective(judged["said"]) or IN_ORDER.match(judged["said"]))
        and not re.search(rf"\b(?:{own}|her|him|his|we|us|I|me|you)\b", clause, re.I)
    ):
        return belonging(clause)
    if re.match(rf"{POSSESSIVE}\b", clause, re.I) and (
        finite(clause) or re.search(r" (?:was|were|is|are|had|has|could|did) ", clause)
    ):
        said = turn(clause, own)
        return said if said.lower().startswith("your") else None
    first = re.match(r"[\w-]+", clause)
    if (
        first
        and first[0].lower() in listed("own")
        and finite(clause)
        and not re.match(r"[\w-]+ (?:she|he|they|I|we|you|that|who)\b", clause)
    ):
        return "your " + turn(lowered(clause), own)
    return None


def _praise(clause: str, kind: Kind, own: str) -> str | None:
    """Return what the client liked, or saw, for a noun phrase."""
    if (finite(clause) and not MANNER.match(clause)) or WHAT_IS.match(clause):
        return None
    if MANNER.match(clause):
        said = turn(lowered(clause), own)
        wondered = re.match(r"(?:how|what|why)\b", said) and not re.search(r"\byou\b", said)
        improvement = "They would have liked to hear " if wondered else "They noted "
        return ("They liked " if kind is Kind.STRENGTH else improvement) + said
    if kind is Kind.STRENGTH and re.match(rf"{POSSESSIVE}\b", clause, re.I):
        said = turn(lowered(clause), own)
        return f"They liked {said}" if said.startswith("your") else None
    end = adjective(clause)
    if kind is Kind.STRENGTH and end and re.match(r" [a-z]", clause[end:]):
        return "They liked your " + turn(lowered(clause), own)
    return None


def _acting(clause: str, kind: Kind, own: str) -> str | None:
    found = ACTING.match(clause)
    if (
        not found
        or finite(clause)
        or re.search(rf"\b(?:{own}|I|we|they)\b", found["rest"])
        or not re.match(
            r" (?:the|an?|his|her|their|our|my|at|to|in|on|with|through|over|off|for|up|out|about|gum|people|us|me|it)\b",
            found["rest"],
        )
        or found["verb"].lower() in listed("own")
        or found["verb"].lower() in listed("no_deeds")
    ):
        return None
    if kind is Kind.STRENGTH:
        return "They liked you " + turn(lowered(clause), own)
    return "They noticed you " + turn(lowered(clause), own)


def belonging(noun: str) -> str:
    """Return `noun` as the candidate's own, unless something stands before it already."""
    if re.match(
        r"(?:your|the|a|an|no|every|each|all|both|some|most|their|this|that|on|in|at|for|with|\d|one|two|three|four|first|second|when)\b",
        noun,
        re.I,
    ):
        return noun
    return "your " + lowered(noun)


def _on(label: str) -> str:
    """Return "On the wine list" for a label, which may say "on" already."""
    return label[:1].upper() + label[1:] if SETTING_NOUN.match(label) else f"On {the(label)}"


def the(noun: str) -> str:
    """Return a label with an article where it needs one."""
    if re.match(r"(?:your|the|a|an|no|how|what|why|when|\d)\b", noun, re.I) or not noun[:1].isalpha():
        return lowered(noun)
    return lowered(noun)


def be(noun: str) -> str:
    """Return "was" or "were" for the subject `noun`."""
    return "were" if plural(_head(noun)) or " and " in noun else "was"


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
        or low in listed("proper")
        or (second[:1].isupper() and second != "I" and len(second) > 1 and low not in listed("own"))
    ):
        return text
    if len(first) > 1 and (first[1:] != first[1:].lower() or any(c.isdigit() for c in first)):
        return text
    return text[:1].lower() + text[1:]
