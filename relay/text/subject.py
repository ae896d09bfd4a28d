"""Find out who a clause is about and say it to them: "she knows her VAT" is "You know your VAT".

A clause is tried in this order: somebody asks and the candidate answers, the candidate is named in it, the client speaks of
itself, or a verb stands first because its subject was left out. None where none of these fits.
"""

import re
from functools import cache

from relay.text.asking import OBJECT, asked_of, settled
from relay.text.her import HER, Her, meaning
from relay.text.lexicon import english, listed
from relay.text.phrase import adjective, is_adjective
from relay.text.pronoun import ADVERBS, NAMELESS, agreeing, turn
from relay.text.verbs import (
    adjectival,
    base_of,
    bases,
    helping,
    is_participle,
    is_past,
    is_plain_past,
    is_third,
    is_verb,
    known_verb,
    may_be_noun,
)
from relay.vocabulary import Kind

CANDIDATE = re.compile(
    r"^(?:the |this |our |your )?(?:candidate|applicant)\b(?P<short>'\w+)?(?P<rest>.*)$", re.I
)
CANDIDATES = re.compile(
    r"^(?:the |this |our |your )?(?:candidate|applicant)'?s (?P<rest>(?!got |not |very |really |too |so |a |an |the )\w.*)$",
    re.I,
)
CLIENT = re.compile(r"^(?:I|we|our team|the (?:panel|team|interviewers?))(?:'\w+)? ", re.I)
CLIENT_SPEAKS = re.compile(
    r"they(?:'d)? (?:wanted?|liked?|prefer|felt|thought|would (?:like|have liked|prefer)|asked (?:for|twice|again|three)|went with|chose|loved)\b",
    re.I,
)
# What somebody who is spoken ill of likes is a thing they do: "loved talking about himself".
OWN_LIKING = re.compile(
    r"\w+ (?:to|the sound|[a-z]+ing|being|himself|herself|themself|themselves|(?:his|her|their) (?:own|team|job|boss|firm|company|old|last))\b",
    re.I,
)
# "does she ever disagree with anyone": a question that the interviewers were left with
WONDERED = re.compile(
    r"(?P<aux>do|does|is|are|was|were|can|could|would|will|has|have) (?:she|he|they|you) (?P<rest>\w[^?]*)$",
    re.I,
)
SHOULD = re.compile(
    r"^(?P<who>(?:she |he |they |thou )?)(?:should|ought to|would do well to|could usefully|might want to|may want to)(?! have\b) (?P<rest>[a-z].*)$",
    re.I,
)
NEVER = re.compile(r"(?:never|only ever|not yet|hardly ever) ", re.I)
NEVER_RUN = re.compile(r"(?:never|not|only ever) (?:run|come|become)\b", re.I)
# "forecast maths was ...": what follows is the noun's own verb, so the word before was no verb
HEADED = re.compile(
    r"(?: (?!the |an? |his |her |their |our |my |it |that |what |how |who |which |and |us |me |them |she |he |they |I |we |to |in |on |at |with |for |when |if )[\w-]+){1,2} (?:was|were|is|are|could|needs?)\b"
)
ADJECTIVE_ENDS = re.compile(
    r"\W*$|[,;]| (?:on|in|at|with|for|about|to|and|but|when|under|throughout|here|all)\b"
)
TRANSITIVE = re.compile(
    r" (?:the|an?|his|her|their|our|my|us|me|it|them|every|all|both|each|how|what|that|up|out|off|through|to|into|round|back)\b",
    re.I,
)


def said_of(clause: str, kind: Kind, own: str) -> str | None:
    """Return the sentence that `clause` is when said to the candidate, or None where no subject was found."""
    clause = settled(clause, own)
    if (
        kind is Kind.IMPROVEMENT
        and (found := SHOULD.match(clause))
        and found["who"].strip().lower() in ("", own)
    ):
        return "They suggest that you " + turn(found["rest"], own)
    if found := WONDERED.match(clause):
        aux = "" if found["aux"].lower() in ("do", "does") else base_of(found["aux"].lower()) + " "
        return f"They wondered whether you {aux}{turn(found['rest'], own)}"
    if said := asked_of(clause, own):
        return said
    if found := CANDIDATES.match(clause):
        return "Your " + turn(found["rest"], own)
    if found := CANDIDATE.match(clause):
        return "You" + turn(own + (found["short"] or "") + found["rest"], own)[3:]
    found = re.match(rf"{own} (?P<said>(?:found|thought) her (?P<word>[\w-]+).*)$", clause, re.I)
    if found and is_adjective(found["word"]):
        # nobody finds herself short: another person does
        return "They " + turn(found["said"], own)
    if re.match(rf"{own}\b", clause, re.I) and not (own == "they" and CLIENT_SPEAKS.match(clause)):
        clause = _with_was(clause, own)
        return "You" + turn(_others(clause, own), own)[3:]
    if said := _of_client(clause, kind, own):
        return said
    return _left_out(clause, own)


def _with_was(clause: str, own: str) -> str:
    """Return "she was good with patients" for "she good with patients": a note taken in haste leaves the verb out."""
    rest = clause[len(own) :].lstrip()
    end = adjective(rest)
    degree, _, word = rest[:end].lower().rpartition(" ")
    a_verb = is_past(word) or (not degree and word in bases())
    bare = end and ADJECTIVE_ENDS.match(rest[end:]) and not a_verb
    return f"{clause[: len(own)]} was {rest}" if bare else clause


def _others(clause: str, own: str) -> str:
    """Return "and gave them" for "and gave him", where it is the candidate who gave: then it was given to somebody else."""
    clause = re.sub(
        rf"(?<= and|then| but) (\w+(?:ed|t|ve|w|ld|ok|de)) (?:{OBJECT[own]}(?!\w)|her(?= (?:\w+ing|calm|happy|safe|quiet|laughing)\b))",
        r" \1 them",
        clause,
    )
    clause = re.sub(
        r"(?<= and|then| but) (then )?(let|made|helped|watched|had) her (?=(\w+))",
        lambda m: f" {m[1] or ''}{m[2]} them " if m[3] in bases() else m[0],
        clause,
    )
    towards = re.match(
        rf"(?P<head>(?:{own}(?:'d| had| has| would| could| can)? )?(?:\w+ly )?(?P<verb>[a-z]+)(?: (?:up|back|down|out|off|in|along|rude|kind|patient|short|curt|nice|sorry|hello|thanks|goodbye|no))? (?:to|at|with|past|over)) {OBJECT[own]}(?=$|[,;.]| (?:over|about|on|when|and|but|in|at|after|before|twice|again|without|by|for|throughout|all)\b)",
        clause,
        re.I,
    )
    if towards and towards["verb"].lower() not in listed("carrying"):
        return towards["head"] + " them" + clause[towards.end() :]
    return clause


@cache
def _client_verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    patterns = english()["patterns"]
    return re.compile(rf"^{patterns['liked']}\b", re.I), re.compile(rf"^(?:{patterns['wanted']})\b", re.I)


def _of_client(clause: str, kind: Kind, own: str) -> str | None:
    """Return a sentence about the interviewers ("They liked how you ..."), where it is they who act."""
    if CLIENT.match(clause):
        said = turn(clause, own)
        return "They" + said[4:] if said.startswith("they") else said[:1].upper() + said[1:]
    liked, wanted = _client_verbs()
    object_first = re.match(
        rf"^(?P<verb>[a-z]+)(?: (?:to|at|for|with|on|up|over|without))? {OBJECT[own]}\b", clause, re.I
    )
    of_client = wanted.match(clause) or (
        liked.match(clause) and (kind is Kind.STRENGTH or not OWN_LIKING.match(clause))
    )
    person = HER.search(clause) if object_first else None
    if person and own != NAMELESS and meaning(clause, person) is Her.OWN:
        # "worked with her back to the junior": what is hers does not make her the object
        object_first = None
    if re.match(
        rf"(?:couldn't|can't|could not|had to) [a-z]+ {OBJECT[own]}(?= (?:off|to|on|out|away|up|down|into)\b)",
        clause,
        re.I,
    ):
        return "They " + turn(clause[:1].lower() + clause[1:], own)
    if object_first and is_verb(object_first["verb"]) and not is_third(object_first["verb"]):
        of_client = object_first
    if not of_client:
        return None
    verb, gap, rest = turn(clause[:1].lower() + clause[1:], own).partition(" ")
    return f"They {base_of(verb) if verb in helping() else verb}{gap}{rest}"


def _left_out(clause: str, own: str) -> str | None:
    """Return "You ..." for a clause that opens with its verb."""
    found = re.match(rf"(?P<adverbs>{ADVERBS})(?P<verb>[a-z']+(?:-[a-z]+)?)\b(?P<rest>.*)$", clause, re.I)
    if not found:
        return None
    verb, rest = found["verb"], found["rest"]
    if found["adverbs"].lower().startswith("once ") and re.search(rf" {own}\b", rest):
        # "once nudged she dropped it": the opening of a sentence that has its subject
        return None
    if (
        is_participle(verb)
        and not is_plain_past(verb)
        and re.search(rf", (?:however, |though, |then, )?{own}\b", rest)
    ):
        return None
    following = re.match(r"\W*([\w']+)", rest)
    after = following[1].lower() if following else ""
    never = is_participle(verb) and not adjectival(verb) and NEVER.match(clause)
    if not never and not _opens(verb, after, rest):
        return None
    bent = base_of(verb.lower())
    rest = agreeing(rest, certain=bent == verb.lower())
    rest = re.sub(r"^ you (?=(?:in|how|what|why|the|an?|when|straight|to)\b)", " them ", rest)
    have = "have " if (is_participle(verb) and not is_past(verb)) or NEVER_RUN.match(clause) else ""
    rest = _others(verb + rest, own)[len(verb) :]
    return f"You {have}{found['adverbs'].lower()}{bent}{turn(rest, own)}"


def _opens(verb: str, after: str, rest: str) -> bool:
    """Tell whether `verb` opens a clause as its verb, judged by the word after it."""
    low = verb.lower()
    if f"{low}_{after}" in listed("no_deeds_here"):
        return False
    if after in ("she", "he", "they", "thou"):
        # "nails she was frightened of" names a thing, "says she would" a deed
        if low in helping() or (is_third(low) and base_of(low) not in listed("saying")):
            return False
    elif adjectival(low) and not has_object(rest):
        return False
    if (
        is_third(low)
        and after
        and base_of(low) not in listed("linking")
        and adjective(rest[1:]) == len(rest) - 1
    ):
        # "fades unreal", "slides too small" name things
        return False
    if after in ("too", "very", "so") and may_be_noun(low) and adjective(rest[1:]):
        return False
    if rest.startswith(", ") and (is_third(low) or may_be_noun(low)) and adjective(rest[2:]) == len(rest) - 2:
        return False
    if low in helping() or known_verb(low):
        headed = HEADED.match(rest) and not _says(low)
        if headed or rest.startswith((":", "'s", " |", "/")):
            return False
        # "Reserves reporting was late", "Rates was ...": a plural noun with what belongs to it
        plural_noun = (
            after in helping()
            or (after in listed("joins") and not (after == "of" and low in listed("speaks_of")))
            or (is_past(after) and after not in listed("no_deed_done"))
            or (after.endswith("ing") and low not in listed("before_ing") and after not in listed("no_deeds"))
        )
        return low in helping() or is_past(low) or low in listed("no_things") or not plural_noun
    if is_third(low) and may_be_noun(low):
        # "Questions for us: none" is a heading; "calls \u201cheads\u201d" is a deed
        headed = re.match(r"[^,;.]{0,30}:", rest) is not None
        quoting = rest.startswith(" \u201c") and low in listed("present")
        known = after in listed("after_doubtful_verb") or f"{low}_{after}" in listed("deeds")
        return quoting or (not headed and known)
    return (
        low.endswith("s")
        and not low.endswith(("ss", "us", "is"))
        and after in ("up", "out", "off", "over", "down", "away")
        and low not in listed("spans")
        and not adjectival(low)
    )


def _says(low: str) -> bool:
    """Tell whether a verb says or thinks something, in whatever form it stands."""
    forms = {base_of(low), low.removesuffix("ed"), low.removesuffix("d")}
    return bool(forms & listed("saying")) or low in (
        "said",
        "thought",
        "knew",
        "felt",
        "saw",
        "heard",
        "found",
        "told",
    )


def has_object(rest: str) -> bool:
    """Tell whether what follows a word shows it to be a verb: an object with its article, or a preposition of it."""
    return TRANSITIVE.match(rest) is not None
