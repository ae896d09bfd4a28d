"""Find out who a clause is about and say it to them: "she knows her VAT" is "You know your VAT".

A clause is tried in this order: the candidate is named in it, the client speaks of itself, somebody asks and the candidate
answers, or a verb stands first because its subject was left out. None where none of these fits.
"""

import re
from functools import cache

from relay.text.lexicon import english, listed
from relay.text.pronoun import ADVERBS, agreeing, known_verb, turn
from relay.text.verbs import base_of, helping, is_past, is_third, is_verb, may_be_noun
from relay.vocabulary import Kind

CANDIDATE = re.compile(
    r"^(?:the |this |our |your )?(?:candidate|applicant)\b(?P<short>'\w+)?(?P<rest>.*)$", re.I
)
CLIENT = re.compile(r"^(?:I|we|our team|the (?:panel|team|interviewers?))(?:'\w+)? ", re.I)
REPLY = (
    "said|told|gave|described|answered|went|talked|took|restated|named|replied|spoke|came|quoted|listed|offered|"
    "just|only|simply|could|couldn't|can't|didn't|did|had|hadn't|has|was|wasn't|got|kept|started|began|turned|explained|walked|"
    "froze|shrugged|laughed|smiled|paused|mentioned|pointed|reached|put|made|chose|picked|drew|wrote|read|would|wouldn't|never|blamed|always|again|guessed|jumped|apologised|asked whether|asked if"
)
ASKED = re.compile(
    rf"^(?:when )?(?P<by>asked|pressed|pushed|prompted|challenged|questioned|quizzed|probed|invited|told|shown|offered|interrupted|corrected)\b"
    rf"(?P<what>[^.;]{{3,160}}?),? (?P<who>she|he|they)(?P<answer>(?:'\w+)? (?:{REPLY})\b.*)$",
    re.I,
)
COMMA_ASKED = re.compile(
    r"^(?:when )?(?P<by>asked|pressed|pushed|prompted|challenged|invited|told|shown|offered)\b(?P<what>[^;]{3,160}?), (?P<verb>[a-z']+)(?P<rest> .*|)$",
    re.I,
)
AGAIN = re.compile(r"\basked (?=(?:twice|again|three|four|several|many|more than)\b)")
OBJECT = {"she": r"(?:her(?! (?!to|on|in|at|for|with|about|when|if|how|what|why|and|but|off|up|out|back|twice|once|again|three|go|get|three|a |an |the |not)\w))", "he": "him", "they": "them"}  # fmt: skip


def said_of(clause: str, kind: Kind, own: str) -> str | None:
    """Return the sentence that `clause` is when said to the candidate, or None where no subject was found."""
    clause = _of_somebody_asked(AGAIN.sub("they asked ", clause))
    if (found := ASKED.match(clause)) and found["who"].lower() in (own, "they"):
        return turn(f"When {found['by'].lower()}{found['what']}, {own}{found['answer']}", own)
    if (found := COMMA_ASKED.match(clause)) and _answers(found):
        return turn(f"When {found['by'].lower()}{found['what']}, {own} {found['verb']}{found['rest']}", own)
    if found := CANDIDATE.match(clause):
        return turn(own + (found["short"] or "") + found["rest"], own).replace("you", "You", 1)
    if re.match(rf"{own}\b", clause, re.I) and not (own == "they" and _client_speaks(clause)):
        return "You" + turn(clause, own)[3:]
    if said := _of_client(clause, kind, own):
        return said
    return _left_out(clause, own)


def _answers(found: re.Match[str]) -> bool:
    """Tell whether what follows "asked about pay," is the candidate's answer, and the question not the candidate's own."""
    verb = found["verb"].lower()
    if re.match(r" (?:me|us)\b", found["what"], re.I) or verb in ("asked", "followed", "including"):
        return False
    return is_past(verb) or verb in helping()


def _of_somebody_asked(clause: str) -> str:
    """Return "asked the customer what they needed" for "... what she needed": it is the customer who needs."""
    people = "|".join(sorted(listed("people")))
    asked = rf"\b(asked|asks|asking|listened to) ((?:the|an?|our|my|another|every|each|one) (?:[\w'-]+ ){{0,2}}?(?:{people}) (?:what|how|if|whether|when|where|why|who)) (?:she|he)(?:'d)? ([\w']+)"
    return re.sub(asked, lambda m: f"{m[1]} {m[2]} they {base_of(m[3])}", clause, flags=re.I)


def _client_speaks(clause: str) -> bool:
    return bool(
        re.match(
            r"they(?:'d)? (?:wanted?|need|liked?|prefer|felt|thought|would (?:like|have liked|prefer)|asked for|went with|chose|loved)\b",
            clause,
            re.I,
        )
    )


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
    of_client = wanted.match(clause) or (liked.match(clause) and kind is Kind.STRENGTH)
    if object_first and is_verb(object_first["verb"]) and not is_third(object_first["verb"]):
        of_client = object_first
    return "They " + turn(clause[:1].lower() + clause[1:], own) if of_client else None


def _left_out(clause: str, own: str) -> str | None:
    """Return "You ..." for a clause that opens with its verb."""
    found = re.match(rf"(?P<adverbs>{ADVERBS})(?P<verb>[a-z']+)\b(?P<rest>.*)$", clause, re.I)
    if not found:
        return None
    verb, rest = found["verb"], found["rest"]
    following = re.match(r"\W*([\w']+)", rest)
    after = following[1].lower() if following else ""
    if not _opens(verb, after, rest):
        return None
    bent = base_of(verb.lower())
    if bent != verb.lower():
        rest = agreeing(rest)
    return f"You {found['adverbs'].lower()}{bent}{turn(rest, own)}"


def _opens(verb: str, after: str, rest: str) -> bool:
    """Tell whether `verb` opens a clause as its verb, judged by the word after it."""
    low = verb.lower()
    if low in helping() or known_verb(low):
        return not (is_verb(after) and low not in helping() and not is_past(low)) and not rest.startswith(
            (":", "'s", " |", "/")
        )
    if is_third(low) and may_be_noun(low):
        return after in ("the", "a", "an", "his", "her", "their", "it", "them", "you", "your", "up", "out", "how", "what", "every", "people", "well", "questions", "too", "like", "himself", "herself", "straight", "things", "off", "over")  # fmt: skip
    return False
