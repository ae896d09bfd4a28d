"""Sort out who asked and who answered: "asked how he'd handle it he told us ..." is the candidate's answer to the client."""

import re

from relay.text.lexicon import listed
from relay.text.phrase import lowered
from relay.text.pronoun import NAMELESS, turn
from relay.text.verbs import base_of, helping, is_past

REPLY = (
    "said|told|gave|described|answered|went|talked|took|restated|named|replied|spoke|came|quoted|listed|offered|"
    "just|only|simply|could|couldn't|can't|didn't|did|had|hadn't|has|was|wasn't|got|kept|started|began|turned|explained|walked|"
    "froze|shrugged|laughed|smiled|paused|mentioned|pointed|reached|put|made|chose|picked|drew|wrote|read|would|wouldn't|never|blamed|always|again|guessed|jumped|apologised|asked whether|asked if"
)
# "asked how he had ..." is a question still: no answer begins after its question word.
UNASKED = "".join(
    f"(?<! {w})"
    for w in ("how", "what", "if", "why", "whether", "where", "when", "which", "that", "who", "and then")
)
ASKED = re.compile(
    rf"^(?:when )?(?P<by>asked|pressed|pushed|prompted|challenged|questioned|quizzed|probed|invited|told|shown|offered|interrupted|corrected)\b"
    rf"(?P<what>[^.;]{{3,160}}?){UNASKED},? (?P<who>she|he|they|thou)(?P<answer>(?:(?:(?<=, she)|(?<=, they)|(?<=, thou))'d \w+|'d (?:have|just|say|rather)\b|(?:'\w+)? (?:{REPLY})\b).*)$",
    re.I,
)
COMMA_ASKED = re.compile(
    r"^(?:when )?(?P<by>asked|pressed|pushed|prompted|challenged|invited|told|shown|offered)\b(?P<what>[^;]{3,160}?), (?P<verb>[a-z']+)(?P<rest> .*|)$",
    re.I,
)
# "asked the site engineer what it costs": here it is the candidate who asks
# "told our deputy he was coiling it the wrong way": what is found fault with is the other's
TOLD_OFF = re.compile(
    r"^(told (?:the|our|an?|my|another) [\w-]+) she (was|were|had|should)\b([^,;.]*\b(?:the wrong|badly|too slow|incorrect\w*)\b)",
    re.I,
)
ASKING = re.compile(
    r"asked (?:the|an?|our|my|every|each|both) (?:[\w'-]+ ){1,3}?(?:what|how|if|whether|why|where|when|who|for) ",
    re.I,
)
AGAIN = re.compile(
    r"(?:^|(?<=, )|(?<=; ))asked (?=(?:twice|again|three|four|several|many|more than)\b)", re.I
)
QUESTION = "can|does|did|is|was|has|will|would|could"
OBJECT = {
    "she": r"her(?! (?!(?:to|on|in|at|for|with|about|when|if|how|what|why|and|but|off|up|out|back|twice|once|again|three|go|get|which|where|a|an|the|not|before|after|because|until|till|so|by|from|over|throughout|our|my|their)\b)\w)",
    "they": "them",
    NAMELESS: "thee",
}


def asked_of(clause: str, own: str) -> str | None:
    """Return "When asked ..., you ..." for a question of the client's with the candidate's answer to it."""
    if re.match(rf"(?:when )?(?:asked|told|shown|offered|pressed|pushed) {OBJECT[own]}\b", clause, re.I):
        return None
    if re.match(
        rf"asked (?:what|how|why|whether|if|where|when|which|who) {own}\b[^;.]*, there (?:was|were|came)\b",
        clause,
        re.I,
    ):
        return turn("When " + lowered(clause), own)
    if ASKING.match(clause):
        return None
    shown = re.match(
        rf"(?:when )?(?P<by>asked|shown|given|offered) (?P<what>(?:for|about) [^;.]{{3,160}}?), (?P<who>{own})(?P<answer>(?:'\w+)? (?:{REPLY})\b.*)$",
        clause,
        re.I,
    )
    if shown:
        # a comma parts the question from the answer, whatever the candidate does within it
        return turn(f"When {shown['by'].lower()} {shown['what']}, {own}{shown['answer']}", own)
    if (found := ASKED.match(clause)) and found["who"].lower() in (own, "they") and not _reported(found):
        what = re.sub(r",? (?:and|but|then)$", "", found["what"])
        return turn(f"When {found['by'].lower()}{what}, {own}{found['answer']}", own)
    if (found := COMMA_ASKED.match(clause)) and _answers(found):
        heard = found["verb"].lower() in ("got", "heard", "received")
        return turn(
            f"When {found['by'].lower()}{found['what']}, {'we' if heard else own} {found['verb']}{found['rest']}",
            own,
        )
    return None


def _reported(found: re.Match[str]) -> bool:
    """Tell whether "told the guest she was ..." reports what was said, and holds no answer."""
    return found["by"].lower() == "told" and "," not in found[0][found.end("what") : found.start("who")]


def _answers(found: re.Match[str]) -> bool:
    """Tell whether what follows "asked about pay," is the candidate's answer, and the question not the candidate's own."""
    verb = found["verb"].lower()
    if re.match(r" (?:me|us)\b", found["what"], re.I) or verb in ("asked", "followed", "including"):
        return False
    return is_past(verb) or verb in helping()


def settled(clause: str, own: str) -> str:
    """Return `clause` with its askers put in: who asked twice, who told him, who answered, whose name was asked for."""
    clause = TOLD_OFF.sub(lambda m: f"{m[1]} they {base_of(m[2])}{m[3]}", clause)
    clause = AGAIN.sub("we asked ", _answered(clause, own))
    # "no, told him twice": it is the client who told
    clause = re.sub(
        rf"(?<=, )(told|asked|showed|reminded|prompted|pressed|pushed|helped|gave) (?={OBJECT[own]}\b)",
        r"we \1 ",
        clause,
    )
    clause = re.sub(
        r"\b(ask(?:ed|s)) ((?:the|an?|every|each|one) [\w'-]+) her ",
        r"\1 \2 their ",
        clause,
        flags=re.I,
    )
    people = "|".join(sorted(listed("people")))
    # "so that the quiet man got his say"
    clause = re.sub(
        rf"\b({people})((?: at the back| in the corner)? (?:got|had|lost|kept|found|made|took|has|gets)) her ",
        r"\1\2 their ",
        clause,
    )
    asked = (
        rf"\b(asked|asks|asking|listened to) ((?:(?:the|an?|our|my|another|every|each|one) (?:[\w'-]+ ){{0,2}}?(?:{people})|somebody there)"
        rf"(?:, [^,]+,)? (?:what|how|if|whether|when|where|why|who)) she(?:'d)? ([\w']+)"
    )
    if ASKING.match(clause) and own == "she":
        # "what it costs him before he ...": he who is asked is not he who asks
        clause = re.sub(
            rf"^([^,.;]*? (?:what|how|if|whether|why|where|when|who) [^,.;]*?){OBJECT[own]}",
            r"\1them",
            clause,
        )
    return re.sub(asked, lambda m: f"{m[1]} {m[2]} they {base_of(m[3])}", clause, flags=re.I)


def ever_asked(clause: str, own: str) -> str:
    """Return "when we ask her a thing, we get another" for "ask her a thing and you get another"."""
    found = re.match(
        rf"ask (?P<who>{OBJECT[own]}) (?P<what>(?:(?!about |if |whether |to )[^,;.]){{3,60}}?)(?:,| and|, and)? (?:you(?P<short>'\w+)? )?(?P<does>get|have|hear)\b(?P<rest>.*)$",
        clause,
        re.I,
    )
    if not found:
        return clause
    return (
        f"when we ask {found['who']} {found['what']}, we{found['short'] or ''} {found['does']}{found['rest']}"
    )


def _answered(clause: str, own: str) -> str:
    """Return "she can lift" for "can she lift, yes": a question that answers itself."""
    found = re.match(
        rf"(?P<aux>{QUESTION}) {own} (?P<what>[^,?]+)[,?]+ (?P<answer>yes|no)\b(?P<rest>.*)$", clause, re.I
    )
    if not found:
        return clause
    aux = found["aux"].lower()
    denied = {"can": "can't", "will": "won't"}.get(aux, aux + "n't")
    return f"{own} {aux if found['answer'].lower() == 'yes' else denied} {found['what']}{found['rest']}"
