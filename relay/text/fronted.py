"""Put what was said first back behind its verb: "HPLC she knows from inside" is "she knows HPLC from inside".

Somebody who jots down a talk begins with the matter and goes on with what the candidate did about it. Read aloud to the
candidate such a sentence limps, so the matter goes where a letter has it. Where the verb leaves no gap for it ("horticulture,
he's a mower") it becomes the scene: "on horticulture, he's a mower".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from relay.text.lexicon import listed
from relay.text.phrase import adjective, finite, head_of, is_adjective, lowered, plural
from relay.text.pronoun import ADVERBS
from relay.text.verbs import base_of, bases, helping, is_participle, is_past, is_third

MOST_WORDS = 5
MOST_BARE = 2
PREPOSITION = "of|by|at|on|with|about|to|for|from|in|into|after|through|over"
PARTICLE = re.compile(r" (?:up|down|out|off|away|back)(?=\W|$)(?! (?:of|by heart|pat)\b)")
STRANDED = re.compile(rf" (?:{PREPOSITION})(?=$|[,;.])")
ENDING = re.compile(
    rf"(?: (?!(?:was|were|is|are|and|but|it|them|if|that|what)\b)[\w'-]+){{1,3}} (?:{PREPOSITION})"
)
# What follows a verb whose object stood first: an end, a pause, or words that can be no object.
GAP = re.compile(
    r"(?:$|[,;.:]| (?:from|by|with|on|in|at|for|as|into|like|but|and|than|to (?:the|an?|her|their)|when|while|until|till|because|about|after|before|without|again|twice|once|(?:three|four|several|many|a few) times|"
    r"well|badly|right|wrong|better|inside|first|last|though|yet|cold|half (?:right|wrong|done)|upside|backwards|blindfold|off (?:by heart|pat)|so|alone|early|late|between|through|over|"
    r"against|rather|more)\b| \w+ly\b)"
)
COUNTED = re.compile(r" (?P<many>none|nil|no|one|two|three|four|five|six)(?=$|[,;.])")
SUBORDINATE = re.compile(
    r"\b(?:than|as|who|which|that|what|how|because|when|before|after|while|until|till|like|if)\b.*"
)
IS_ONE = re.compile(
    r"(?P<article>an? )?(?P<what>[\w-]+(?: [\w-]+)?) (?P<own>\w+) (?P<does>is|was)(?P<denied> not|n't)?$",
    re.I,
)
MASS = (
    "ing",
    "ment",
    "tion",
    "sion",
    "ness",
    "ity",
    "ics",
    "ware",
    "ture",
    "ship",
    "cy",
    "ence",
    "ance",
    "age",
    "ism",
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What the candidate did, cut behind its verb."""

    does: str
    verb: str
    rest: str


def unfronted(clause: str, own: str) -> str:
    """Return `clause` with its matter behind the verb, or as the scene; any other clause as it stands."""
    one = IS_ONE.match(clause)
    if one and one["own"].lower() == own and one["what"].endswith(("er", "or")):
        what = f"{(one['article'] or 'a ').lower()}{lowered(one['what'])}"
        return f"{own} came across as {'less of ' if one['denied'] else ''}{what}"
    found = re.match(
        rf"(?P<what>[\w'&/+.-]+(?: [\w'&/+.-]+){{0,{MOST_WORDS - 1}}}?)(?P<comma>,?) {own}(?P<deed>(?: |').+)$",
        clause,
        re.I,
    )
    if not found:
        return clause
    if set_in := _place(found["what"]):
        return f"{set_in}, {own}{found['deed']}" if not found["comma"] else clause
    if not _is_thing(found["what"]):
        return clause
    if re.match(
        r"'s (?:\w+ly |a bit |not |still )?(?!been|got|had|never)[a-z]+(?=$|[,;.])", found["deed"]
    ) and adjective(found["deed"][3:]):
        return f"on {with_article(found['what'])}, {own}{found['deed']}"
    deed = _cut(found["deed"])
    if not deed or (found["comma"] and base_of(deed.verb) in listed("saying")):
        return clause
    what = with_article(found["what"])
    if found["comma"]:
        return _after_pause(what, own, deed)
    return _moved(what, own, deed) or clause


def _place(what: str) -> str:
    """Return "at store 3" or "at the first shop" for what sets a sentence somewhere, else nothing."""
    named = re.fullmatch(r"(?P<place>[a-z]+) \d+", what, re.I)
    if named and named["place"].lower() in listed("places"):
        return "at " + what[0].lower() + what[1:]
    first = re.fullmatch(r"(?P<order>first|second|third|last|next) (?P<place>[a-z]+)", what, re.I)
    return f"at the {what.lower()}" if first and first["place"].lower() in listed("places") else ""


def _cut(text: str) -> Deed | None:
    """Return the deed in `text`, which begins behind its subject."""
    pieces = re.findall(r"'\w+| [\w'-]+|[^\w' ]+.*| .*", text)
    at = -1
    for place, piece in enumerate(pieces):
        word = piece.strip().lower()
        if word in listed("helpers") or re.fullmatch(ADVERBS, word + " ") or piece.startswith("'"):
            at = place if word in listed("own_helpers") else at
            continue
        doing = word.endswith("ing") and place and pieces[place - 1].strip() in ("be", "been", "was", "is")
        if word in bases() or is_third(word) or is_past(word) or is_participle(word) or doing:
            at = place
        break
    if at < 0:
        return None
    while (
        pieces[at + 1 : at + 2] == [" to"] and pieces[at + 2 : at + 3] and pieces[at + 2].strip() in bases()
    ):
        at += 2  # "she'd prefer to do by email"
    return Deed("".join(pieces[: at + 1]), pieces[at].strip().lower(), "".join(pieces[at + 1 :]))


def _moved(what: str, own: str, deed: Deed) -> str | None:
    """Return the sentence with `what` in the gap that the verb leaves; None where it leaves none."""
    rest = deed.rest
    if stranded := STRANDED.match(rest) or ENDING.fullmatch(rest):
        return f"{own}{deed.does}{rest[: stranded.end()]} {what}{rest[stranded.end() :]}"
    if _has_its_own_verb(rest) or not _takes_object(deed):
        return None
    if _has_none(deed):
        # the guard, and a reader in haste, must not take what is there for what is denied
        left = rest if re.match(" (?:none|nil)", rest) else _it(what) + rest
        return f"on {what}, {own}{deed.does}{left}"
    if counted := COUNTED.match(rest):
        many = "no" if counted["many"] in ("none", "nil", "no") else counted["many"]
        return f"{own}{deed.does} {many} {what.removeprefix('the ')}{rest[counted.end() :]}"
    particle = PARTICLE.match(rest)
    if particle and GAP.match(rest[particle.end() :]):
        return f"{own}{deed.does}{particle[0]} {what}{rest[particle.end() :]}"
    handed = deed.verb in listed("handing") and re.match(r" (?:to|with|for) \w", rest)
    handed = handed or (deed.verb in listed("keeps") and re.match(r" [a-z]+ing\b", rest))
    return f"{own}{deed.does} {what}{rest}" if handed or GAP.match(rest) else None


def _has_none(deed: Deed) -> bool:
    """Tell whether the deed is that somebody had nothing of the kind: "KPIs she had none", "margin she didn't have"."""
    if deed.verb not in ("have", "had", "has"):
        return False
    denied = ("n't" in deed.does or " not" in deed.does) and GAP.match(deed.rest)
    return bool(denied or re.match(r" (?:none|nil)\b", deed.rest))


def _it(what: str) -> str:
    return " them" if plural(head_of(what)) else " it"


def _after_pause(what: str, own: str, deed: Deed) -> str:
    """Return the sentence with `what`, which a comma parts from it, as its object where it ends without one, else as the scene."""
    if _takes_object(deed) and re.match(r" it\b", deed.rest):
        return f"{own}{deed.does} {what}{deed.rest[3:]}"
    if _takes_object(deed) and re.match(r"$|[,;.]", deed.rest):
        return f"{own}{deed.does} {what}{deed.rest}"
    if ENDING.fullmatch(deed.rest):
        return f"{own}{deed.does}{deed.rest} {what}"
    return f"on {what}, {own}{deed.does}{deed.rest}"


def _takes_object(deed: Deed) -> bool:
    if PARTICLE.match(deed.rest) and deed.rest.count(" ") == 1:
        # "look up", "work out" act on something where "look" and "work" do not
        return True
    return deed.verb not in listed("intransitive") and deed.verb not in (
        "was",
        "is",
        "were",
        "are",
        "did",
        "does",
    )


def _has_its_own_verb(rest: str) -> bool:
    """Tell whether a verb follows that has what stood first for its subject: "the email she wrote had a slip in it"."""
    main = SUBORDINATE.sub("", re.split(r"[,;.:\u201c]", rest, maxsplit=1)[0])
    words = main.split()
    return any(
        (word.lower() in helping() or is_past(word)) and (not at or words[at - 1] not in ("and", "or", "but"))
        for at, word in enumerate(words)
    )


def _is_thing(what: str) -> bool:
    """Tell whether words name a thing: no sentence, no verdict, nothing that sets a time or a place."""
    words: Sequence[str] = what.lower().split()
    ends = words[-1] in listed("no_thing_ends") and not (words[-1] == "one" and len(words) > MOST_BARE)
    if words[0] in listed("no_thing") or words[-1] in listed("stop") or ends:
        return False
    if any(w in helping() or (at and is_past(w)) for at, w in enumerate(words)) or "no" in words:
        return False
    says = is_third(words[0]) and base_of(words[0]) in listed("saying")
    if "_".join(words[:2]) in listed("no_deeds_here"):
        return True
    does = is_past(words[0]) and (len(words) == 1 or words[1] in listed("determiners") | listed("stop"))
    if (is_past(words[0]) and not is_participle(words[0])) or does or says or finite(what):
        return False
    if len(words) > 1 and (is_adjective(words[-1]) or {"want", "wants", "need", "needs"} & set(words)):
        return False
    if words[0] in listed("imperatives") and words[1:2] and words[1] in listed("determiners"):
        return False
    end = adjective(what)
    judged = end == len(what) or (end and re.match(rf" (?:{PREPOSITION})\b", what[end:]))
    timed = (
        words[-1] in listed("times")
        or words[-1] in listed("dates")
        or (words[-1].isdigit() and words[0] in listed("places"))
    )
    return (
        not judged
        and not timed
        and not re.match(r"an? (?:example|story|case|time|tale|account)\b", what, re.I)
    )


def with_article(what: str) -> str:
    """Return `what` for the middle of a sentence, with "the" where a single thing wants it."""
    words = what.split()
    first, head = words[0].lower(), head_of(what) or words[-1]
    bare = (
        len(words) == 1
        or first in listed("determiners")
        or (first.endswith("ing") and words[1] in listed("determiners"))
        or plural(head)
        or re.search(r"[A-Z0-9]", head) is not None
        or head.lower().endswith(MASS)
        or head.lower() in listed("mass")
        or " and " in what
    )
    return lowered(what) if bare else "the " + lowered(what)
