"""Give a verdict its verb: "bundle test spotless" is "Your bundle test was spotless", "calm with callers" is "You were calm ..."."""

import re

from relay.text.lexicon import listed
from relay.text.phrase import SETTING_NOUN, adjective, be, belonging, finite, lowered, plural
from relay.text.pronoun import turn
from relay.text.subject import has_object
from relay.text.verbs import helping, is_participle, is_past, is_verb
from relay.vocabulary import Kind

POSSESSIVE = r"(?:her|his|their)"
IN_ORDER = re.compile(
    r"(?:all )?(?:in date|in order|on time|up to date|on the money|on point|to the point|out of date|off|in place|not there|not yet there)\b",
    re.I,
)
SOFTENED = re.compile(
    r"(?:not where we needed it to be|(?:not as|less) [\w-]+ (?:as|than) we \w+(?: it)?|not (?:deep|specific|yet strong|quite strong) enough|needed to be stronger|hard to (?:follow|stay with)|longer than needed)$",
    re.I,
)
BEARING = re.compile(
    r"(?:half )?(?:his |her |their )?(?:hands?|arms|feet|legs|elbows|face|eyes|head|chin|sunglasses|glasses|cap|hat|hood|phone|boots|coat) "
    r"(?:in|on|off|over|behind|under|crossed|folded|down|up|out|deep|across)\b",
    re.I,
)
PHRASAL = re.compile(r"[a-z]+ing (?:in|up|out|off|over|down)", re.I)
UNENDED = re.compile(
    r"\b(?:and|of|on|in|at|to|the|an?|for|with|her|his|their|our|no|not|very|more|less|too|so|as|than|by|from|about|one|bit|out|up|off|over|both|all)$",
    re.I,
)
AFTER_VERDICT = re.compile(
    r" (?:on|for|with|first time|throughout|in|at|under|to the|from|all|when|by|but|and|enough|though|again|as)\b",
    re.I,
)
JUDGED = re.compile(
    r"^(?!(?:the|a|an|her|his|their|our|my|no|not|every|each|all|both|some|most|it|this|that|there|here|what|which|who|whose|where|how|when|if|on|in|at|for|with|by|from|to|and|but)\b)(?:[\w'&/-]+ ){1,5}?(?:was|were|is|are|looked|felt|came across as|sounded|seemed) (?P<said>.+)$",
    re.I,
)


def of_adjective(clause: str, kind: Kind, own: str) -> str | None:
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


def two_sides(clause: str, kind: Kind, own: str) -> str | None:
    """Return "Your Python was solid, but you were thin on SQL" for "solid Python, thin on SQL"."""
    first, comma, rest = clause.partition(", ")
    end = adjective(first)
    noun = first[end:].strip()
    second = of_adjective(rest, kind, own) if comma and end else None
    if not second or not re.fullmatch(r"[\w+#-]+(?: [\w+#-]+)?", noun) or finite(rest):
        return None
    joined = "but" if kind is Kind.IMPROVEMENT else "and"
    return f"{belonging(turn(noun, own))} {be(noun)} {lowered(first[:end])}, {joined} {lowered(second)}"


def bearing(clause: str, kind: Kind, own: str) -> str | None:
    """Return "You had your hands in your pockets" for how somebody held themselves."""
    if not BEARING.match(clause) or finite(clause):
        return None
    said = re.sub(r"\bin pockets?\b", "in your pockets", turn(lowered(clause), own))
    return "You had " + re.sub(r"^(half )?(?:your )?", r"\1your ", said, count=1)


def verdict(clause: str, kind: Kind, own: str) -> str | None:
    """Return "Your bundle test was spotless" for a thing and a verdict on it without a verb between."""
    head, comma, tail = clause.partition(", ")
    words = head.split()
    if not words or is_verb(words[0]) or finite(turn(head, own)):
        return None
    for cut in range(1, min(len(words), 8)):
        noun, said = " ".join(words[:cut]), " ".join(words[cut:])
        if (
            any(w.lower() in helping() or is_past(w) for w in words[1:cut])
            or (UNENDED.search(noun) and not PHRASAL.fullmatch(noun))
            or adjective(noun + " x")
        ):
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


def passive(clause: str, kind: Kind, own: str) -> str | None:
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
            or re.search(
                r"\b(?:what|which|who|how|that|where|she|he|they|thou|we|I|has|have|had)\b", noun, re.I
            )
        ):
            return None
        return f"{belonging(turn(noun, own))} {be(noun)} {turn(done['done'] + done['rest'], own)}"
    return None


def possessed(clause: str, kind: Kind, own: str) -> str | None:
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
        and any(is_verb(w) for w in re.split(r"[,;:]", clause)[0].split()[1:6])
        and finite(clause)
        and not re.match(r"[\w-]+(?: \w+)? (?:she|he|they|I|we|you|that|who)\b", clause)
    ):
        return "your " + turn(lowered(clause), own)
    return None
