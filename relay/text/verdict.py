"""Give a verdict its verb: "bundle test spotless" is "Your bundle test was spotless", "calm with callers" is "You were calm ..."."""

import re
from functools import cache

from relay.text.asking import OBJECT
from relay.text.lexicon import english, listed
from relay.text.phrase import SETTING_NOUN, adjective, be, belonging, comparative, finite, lowered, on, plural
from relay.text.pronoun import turn
from relay.text.verbs import base_of, helping, is_participle, is_past, is_third, is_verb
from relay.vocabulary import Kind

MOST_OF_SUBJECT = 6
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
    r"(?:half )?(?:his |her |their )?(?:hands?|arms|feet|legs|elbows|face|eyes|head|chin|gloves|mask|apron|badge|goggles|hairnet|sunglasses|glasses|cap|hat|hood|phone|boots|coat) "
    r"(?:mostly |always |both |half |firmly )?(?:in|on|off|over|behind|under|crossed|folded|down|up|out|deep|across)\b",
    re.I,
)
OBJECT_OF = re.compile(
    r"(?: (?:up|out|off|down|over|through|into|back|away))? (?:the|an?|its|her|their|our|my|us|me|it|them|every|all|both|each|how|what|that)\b",
    re.I,
)
PLACED = re.compile(
    r"(?P<noun>(?:[\w'-]+ ){0,2}?(?P<head>[\w'-]+)) (?P<how>(?:(?:all|mostly|only|always|half|still|just|chiefly|largely|never|both|nearly|straight|right|up|down|out|off) )?"
    r"(?:off|up|down|out|from|behind|below|under|like|past|over|all|mostly|always|chiefly|largely|never|(?P<doing>[a-z]{2,}ing))\b.*)$",
    re.I,
)
PHRASAL = re.compile(r"[a-z]+ing (?:in|up|out|off|over|down)", re.I)
UNENDED = re.compile(
    r"(?<![\w-])(?:and|of|on|in|at|to|the|an?|for|with|her|his|their|our|no|not|very|more|less|too|so|as|than|by|from|about|one|bit|out|up|off|over|both|all|overly|unduly|otherwise|just|merely|not|perhaps|maybe|if)$",
    re.I,
)
AFTER_VERDICT = re.compile(
    r" (?:on|for|with|first time|throughout|in|at|under|to (?:the|a|an)|from|all|when|which|before|until|till|after|by|but|and|enough|though|again|as|of|than|start to|front to|top to|right|every|to (?:look at|read|use|follow|work with|listen to))\b",
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
    if re.search(r"\b(?:sure|certain|convinced|unsure|doubtful|sold)$", clause[:end]) and re.match(
        rf" (?:of|about) {OBJECT[own]}(?!\w)", rest
    ):
        # nobody is less sure of her than the interviewers
        return "They were " + turn(lowered(clause), own)
    if towards := re.match(
        rf" (?:with|to|towards) {OBJECT[own]}(?=$|[,;.]| (?:on|about|when|and|but|in|at)\b)", rest
    ):
        return f"You were {turn(lowered(clause[:end]), own)}{towards[0].rsplit(' ', 1)[0]} them{turn(rest[towards.end() :], own)}"
    if comparative(clause[:end].rsplit(maxsplit=1)[-1].lower()) and re.fullmatch(r" [a-z]+ing", rest):
        return "You were " + turn(lowered(clause), own)
    if re.match(
        r"\W*$|,|;| (?:within|like|though|while|whenever|even|on|with|at|about|in|to|under|when|for|around|across|from|throughout|and|but|if|as|by|over|after|before|than|once|until|till|that|because|enough|through|where|how|of|not|without|behind|the whole|all)\b",
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
    if not BEARING.match(clause) or finite(re.split(r" (?:before|after) ", clause)[0]):
        return None
    said = re.sub(r"\bin pockets?\b", "in your pockets", turn(lowered(clause), own))
    return "You had " + re.sub(r"^(half )?(?:your )?", r"\1your ", said, count=1)


def verdict(clause: str, kind: Kind, own: str) -> str | None:
    """Return "Your bundle test was spotless" for a thing and a verdict on it without a verb between."""
    head, comma, tail = clause.partition(", ")
    number = re.fullmatch(r"(?:one|two|three|four|five|six|several|\d+)", head, re.I)
    judged = len(tail) in (adjective(tail), predicate(tail)) or SOFTENED.match(tail)
    if comma and judged and not adjective(head) and not number and not UNENDED.search(head):
        # the verdict stands behind a pause: "Excel, thin"
        head, comma, tail = f"{head} {tail}", "", ""
    words = head.split()
    things = bool(words) and (
        (is_third(words[0]) and base_of(words[0]) not in listed("linking"))
        or "_".join(words[:2]).lower() in listed("no_deeds_here")
    )
    if (
        not words
        or (is_verb(words[0]) and not (things and _ends_in_verdict(words)))
        or finite(turn(head, own))
    ):
        return None
    for cut in range(1, min(len(words), 8)):
        noun, said = " ".join(words[:cut]), " ".join(words[cut:])
        if (
            "\u201c" in noun
            or "'d" in noun
            or (SETTING_NOUN.match(noun) and not adjective(said) and predicate(said))
            or noun.lower() in ("much", "far", "way", "there's", "it's", "that's", "here's", "what's")
            or any(w.lower() in helping() or is_past(w) for w in words[1:cut])
            or (cut > 1 and is_participle(words[cut - 1]))
            or (UNENDED.search(noun) and not PHRASAL.fullmatch(noun))
            or adjective(noun + " x")
        ):
            continue
        end = len(said) if SOFTENED.match(said) else adjective(said) or predicate(said)
        if end and (end == len(said) or AFTER_VERDICT.match(said[end:])):
            if noun.endswith("'s"):
                return (
                    f"{belonging(turn(noun[:-2], own))} {'are' if plural(noun[:-2]) else 'is'} {turn(lowered(said), own)}"
                    + (f", {turn(tail, own)}" if comma else "")
                )
            named = turn(noun, own)
            of_person = said[:end].split()[-1].lower() in listed("personal")
            if SETTING_NOUN.match(noun) or of_person:
                named = named if SETTING_NOUN.match(noun) else on(named)
                return f"{named} you were {turn(lowered(said), own)}" + (
                    f", {turn(tail, own)}" if comma else ""
                )
            return f"{belonging(named)} {be(noun)} {turn(lowered(said), own)}" + (
                f", {turn(tail, own)}" if comma else ""
            )
    return None


def _ends_in_verdict(words: list[str]) -> bool:
    """Tell whether all that follows a thing is a verdict: "fades unreal", "split shifts and weekends no trouble"."""
    rests = (" ".join(words[cut:]) for cut in range(1, len(words)))
    return any(rest and len(rest) in (adjective(rest), predicate(rest)) for rest in rests) or bool(
        adjective(" ".join(words[1:]))
    )


def predicate(said: str) -> int:
    """Return where what is said of a thing without adjective or verb ends ("in date", "by heart"), or nought."""
    match = _predicates().match(said)
    return match.end() if match else 0


@cache
def _predicates() -> re.Pattern[str]:
    return re.compile(english()["patterns"]["predicate"].replace("\n", "") + r"(?![\w'-])", re.I)


def passive(clause: str, kind: Kind, own: str) -> str | None:
    """Return "your offset change was done in four minutes" for a thing and what was done to it."""
    words = re.split(r",? ", clause)
    if finite(turn(clause, own)) or adjective(clause) or is_verb(words[0]):
        return None
    if words[0].lower() in ("with", "without", "by", "from", "on", "when", "if", "once"):
        return None
    if placed := _placed(clause, own):
        return placed
    if words[0].lower().removesuffix("s") in listed("people") | {
        "kid",
        "operator",
        "boy",
        "girl",
        "folk",
    } or words[0].lower() in ("people", "children", "staff"):
        # people do things: "children loved her" is no thing that was done to children
        acts = (
            len(words) > 1
            and is_past(words[1])
            and words[1].lower() not in ("asked", "told", "given", "shown")
        )
        return turn(clause, own) if acts else None
    for cut in range(1, min(len(words), 7)):
        done = re.match(
            rf"(?P<noun>(?:[\w'&/-]+ ){{{cut}}})(?P<done>(?:not |never |well |all |\w+ly )?(?:[a-z]+-)?(?P<verb>[a-z]+))\b(?P<rest>.*)$",
            clause,
        )
        if not done or not is_participle(done["verb"]) or UNENDED.search(done["noun"].strip()):
            continue
        noun = done["noun"].strip()
        if re.fullmatch(
            r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+|several|some|many)",
            noun,
            re.I,
        ):
            return None  # "eleven shipped titles"
        if (
            "\u201c" in noun
            or "'d" in noun
            or noun.split()[-1].lower() in ("people", "children", "staff", "team", "panel")
            or OBJECT_OF.match(done["rest"])
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
    if re.match(
        rf"{POSSESSIVE} (?:[\w-]+ ){{0,2}}?(?:[\w-]+s|lot|people|team)(?: in [A-Z]\w+)? (?:{'|'.join(sorted(listed('plural_verbs')))})\b",
        clause,
        re.I,
    ):
        return turn(clause, own)
    if made := _of_own_thing(clause, own):
        return made
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


def _of_own_thing(clause: str, own: str) -> str | None:
    """Return "Your chart had no axis labels" for a sentence whose subject is something that the candidate made or does."""
    words = re.split(r"[,;:.]", clause)[0].split()
    if not words or words[0].lower() in listed("determiners") | listed("stop") | listed("persons") | listed(
        "people"
    ):
        return None
    if "\u201c" in clause[: len(words[0]) + 1] or words[0].lower() in ("nobody", "somebody", "anybody"):
        return None
    for at, word in enumerate(words[1:MOST_OF_SUBJECT], 1):
        low = word.lower()
        if low in listed("stop") and low not in helping():
            return None
        of_thing = low in listed("of_things")
        if low in helping() or is_past(low) or of_thing:
            theirs = words[at - 1].lower() in listed("own") or (
                of_thing and low.startswith(("need", "want", "stop"))
            )
            named = re.search(rf"\b(?:{own}|her|them|us|we|I)\b", clause)
            certain = low in helping() or of_thing or OBJECT_OF.match(" " + " ".join(words[at + 1 :]))
            return (
                belonging(turn(clause, own))
                if theirs and certain and not named and not is_verb(words[0])
                else None
            )
    return None


def _placed(clause: str, own: str) -> str | None:
    """Return "Your camera was pointing at the ceiling" for a thing of the candidate's and where it was or what it did."""
    found = PLACED.match(clause)
    if not found or found["head"].lower() not in listed("own") | listed("bodily"):
        return None
    if is_participle(found["head"]) or found["noun"].split()[0].lower() in listed("stop"):
        return None
    if (found["doing"] and found["doing"].lower() in listed("no_deeds")) or adjective(found["noun"] + " x"):
        return None
    return f"{belonging(turn(found['noun'], own))} {be(found['noun'])} {turn(found['how'], own)}"
