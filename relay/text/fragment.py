"""Make a sentence of a fragment: "good eye contact", "thin on SQL", "no questions for us", "bring the logbook next time".

What has a verb of its own stays a sentence. What has none gets one that claims no more than the fragment did. What fits no
form is handed back as a fragment, for a frame to hold.
"""

import re
from dataclasses import dataclass

from relay.text.fronted import unfronted, with_article
from relay.text.lexicon import listed
from relay.text.phrase import adjective, be, belonging, finite, head_of, lowered, on, plural
from relay.text.pronoun import POSSESSIVES, turn
from relay.text.subject import said_of
from relay.text.verbs import helping, is_past, is_third, is_verb
from relay.text.verdict import SOFTENED, bearing, of_adjective, passive, possessed, two_sides, verdict
from relay.vocabulary import Kind

POSSESSIVE = r"(?:her|his|their)"
NONE_OF = re.compile(
    r"^(?:no(?!-)|not enough|not much|not a lot of|little|very little|nothing|zero|too much|too many|too little|too few|hardly any|barely any|not a single|not one|some|lots of|a lot of|plenty of)\b",
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
YEARS = re.compile(
    r"^(?:nearly |almost |over |about |around |more than |only |just )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)\+? (?:years?|months|seasons|terms)\b(?!')",
    re.I,
)
PERIOD = r"(?:a|an|one|two|three|four|five|six|eight|twelve|\d+)(?: full| whole)? (?:week|month|day)s?"
LONGEST_MATTER = 6
UNFINISHED = re.compile(
    r"\b(?:the|a|an|of|on|in|at|by|with|for|to|and|or|called|as|was|is|said|says|saying|about|or)\s*$", re.I
)
OF_QUESTIONS = re.compile(r"\bquestions?(?: for (?:us|them))?$", re.I)
# What may follow an adjective that stands for a whole verdict: no noun of its own.
ENDED = re.compile(
    r"\W*$|[,;.:]| (?:on|in|at|with|for|about|to|and|but|when|until|till|though|enough|if|as|by|from|throughout|after|before|under|even|all)\b"
)
LABEL = re.compile(r"^(?P<label>[\w'&/ -]{2,45}?)\s*(?::|\||(?<=\w) = )\s*(?P<rest>\S.*)$")
WHAT_IS = re.compile(r"^what .*\b(?:was|were|is)\b", re.I)
AFTER_SCENE = re.compile(
    r"^(?P<opening>(?:on|in|at|for|during|with|after|before|from) [^,]{3,60}), (?:then )?(?P<verb>[a-z']+)(?P<rest>.*)$",
    re.I,
)
MANNER = re.compile(r"^(?:how|what|why|the way|the fact that)\b", re.I)
ACTING = re.compile(r"^(?:\w+ly )?(?P<verb>[a-z]{2,}ing)\b(?P<rest>.*)$", re.I)
LATE = re.compile(
    r"^(?P<opening>(?:within|after|by|for|at|during|from|on|in|with|without|once|twice) (?:(?!the |a |an |his |her |their |our |my |she |he |they |I |we )[\w'-]+ ?){1,4}(?<! )),? (?P<verb>had|has|knew|got|could|couldn't|didn't|gave|went|did|was|took|made|kept|said|told|asked)\b(?P<rest>.*)$",
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
        _own,
        _label,
        of_adjective,
        two_sides,
        bearing,
        _none,
        _years,
        _no_doer,
        _doer,
        verdict,
        _unused,
        passive,
        _late_subject,
        possessed,
        _praise,
        _acting,
        _notice,
        _suits,
        _judged_thing,
        _quoted,
    ):
        if made := form(clause, kind, own):
            return Made(made, whole=True)
    said = turn(clause, own)
    return Made(said, whole=finite(said))


def _advice(clause: str, kind: Kind, own: str) -> str | None:
    """Return what somebody should do as a suggestion."""
    if kind is Kind.STRENGTH:
        return None
    found = ADVICE.match(clause)
    if (
        not found
        or found["verb"].lower() not in listed("imperatives")
        or re.match(r"\s*(?::|\||$|was|is|were|are|had|on the spot)", found["rest"])
    ):
        return None
    noun_first = re.match(
        r" (?:on|of|at|in|to|for|was|and|very|too|so|always|per)\b", found["rest"]
    ) and found["verb"].lower() in (
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
    slow = found["verb"].lower() == "slow" and not re.match(r" (?:it )?down\b|\W*$", found["rest"])
    if noun_first or slow or found["verb"].lower() == "own":
        return None
    # advice is given to the candidate already: "check you have answered"
    rest = re.sub(r"\byour\b", POSSESSIVES[own], re.sub(r"\byou\b", own, found["rest"]))
    return f"Their advice: {found['verb'].lower()}{turn(rest, own)}"


def _label(clause: str, kind: Kind, own: str) -> str | None:
    found = LABEL.match(clause)
    if (
        not found
        or (is_verb(found["label"].split()[0]) and not is_third(found["label"]))
        or finite(found["label"])
        or adjective(found["label"])
        or re.match(r"an? ", found["label"], re.I)
        or re.search(r"\b(?:she|he|I|we)\b|\b(?:said|asked|one|two|thing)$", found["label"])
    ):
        return None
    label = turn(found["label"], own)
    rest = unfronted(found["rest"], own)
    if judged := verdict(found["label"], kind, own):
        return f"{judged}: {turn(rest, own)}"
    if re.match(r"\u201c[^\u201d]+\u201d\W*$", rest) and len(label.split()) <= LONGEST_MATTER:
        return f"{on(label)}, you said {rest}"
    if (end := adjective(rest)) and re.match(r" (?:on|of|that|about|with|to|how|what)\b", rest[end:]):
        return f"{on(label)}, you were {turn(lowered(rest), own)}"
    if NONE_OF.match(found["label"]) and (none := _none(found["label"], kind, own)):
        return f"{none}: {turn(rest, own)}"
    if asked := _own_questions(label, rest, own):
        return asked
    if SOFTENED.match(rest):
        return f"{belonging(label)} {be(label)} {turn(rest, own)}"
    if end and rest[:end].split()[-1].lower() in listed("personal"):
        return f"{on(label)}, you were {turn(lowered(rest), own)}"
    if end and ENDED.match(rest[end:]):
        return f"{belonging(label)} {be(label)} {turn(lowered(rest), own)}"
    if (said := said_of(rest, kind, own)) and said.startswith("You"):
        return f"{on(label)}, you{said[3:]}"
    made = sentence_of(rest, kind, own)
    return f"{on(label)}: {lowered(made.text)}"


def _own_questions(label: str, rest: str, own: str) -> str | None:
    """Return "You asked one question, on the car park" for "own questions: one, on the car park"."""
    if not OF_QUESTIONS.search(label):
        return None
    if re.fullmatch(r"(?:none|nil|no|zero|0)\b(?:[,;].*)?", rest, re.I):
        return "You had no questions for them" + turn(re.sub(r"^\w+", "", rest), own)
    many = re.match(r"(?:only |just )?(one|two|three|four|five)\b", rest, re.I)
    if not many:
        return None
    after = rest[many.end() :]
    noun = " question" if many[1].lower() == "one" else " questions"
    if re.match(r" (?:good )?questions?\b", after):
        noun = ""
    return f"You asked {lowered(many[0])}{noun}{turn(after, own)}"


def _none(clause: str, kind: Kind, own: str) -> str | None:
    words = clause.split()
    if not NONE_OF.match(clause) or (
        len(words) > 1 and words[1].replace("'", "").isalpha() and is_verb(words[1])
    ):
        return None
    said = re.sub(r"^(no [\w-]+(?: [\w-]+)?) (?=no\b)", r"\1, ", turn(lowered(clause), own))
    if finite(clause) and not re.match(r"(?:no|not enough|little|zero|too) [^,;]*(?:,|;)", clause):
        return said
    if re.match(r"nothing (?:on|about|to|in|for|from)\b", clause, re.I) or QUESTIONS.match(clause):
        return "You had " + re.sub(r"^zero\b", "no", said)
    of = re.sub(r"^(?:plenty|lots|a lot|not a lot) of ", "", clause, flags=re.I)
    return "There was " + said if not plural(head_of(of)) else "There were " + said


def _years(clause: str, kind: Kind, own: str) -> str | None:
    if not YEARS.match(clause) or finite(clause):
        return None
    if re.search(r"\b(?:short|late|behind|out|early|over)\b", clause.split(",", maxsplit=1)[0]):
        return "You were " + turn(lowered(clause), own)
    return ("You bring " if kind is Kind.STRENGTH else "You have ") + turn(lowered(clause), own)


def _doer(clause: str, kind: Kind, own: str) -> str | None:
    """Return "You came across as a good listener" for a fragment that names somebody."""
    head = head_of(clause)
    if (
        not (
            head.lower().rpartition("-")[2] in listed("doers")
            or (
                head.lower().endswith(("er", "ist"))
                and len(clause.split()) <= 3
                and adjective(clause)
                and head.lower() not in listed("no_doers")
            )
        )
        or finite(clause)
        or len(clause.split()) > 12
        or re.match(r"(?:the|no|another|every|for|as|with|on|in|at|like|to|by|from)\b", clause, re.I)
    ):
        return None
    article = (
        ""
        if re.match(r"(?:an?|not)\b", clause, re.I)
        else "a" + ("n " if clause[:1].lower() in "aeiou" else " ")
    )
    return f"You came across as {article}{turn(lowered(clause), own)}"


def _notice(clause: str, kind: Kind, own: str) -> str | None:
    """Return "You have six weeks' notice to give" for a period of notice."""
    if other := re.match(rf"notice (?:is |of )?(?:just |only )?(?P<what>{PERIOD})$", clause, re.I):
        return f"Your notice is {other['what']}"
    found = re.match(
        rf"(?P<what>{PERIOD})(?:'s|'|s')? notice(?: period)?(?: to give)?(?P<rest>$|[,;.]| (?:from|at|but|which)\b.*)(?P<more>.*)$",
        clause,
        re.I,
    )
    if not found:
        return None
    return f"You have {lowered(found['what'])}' notice to give{turn(found['rest'] + found['more'], own)}".replace(
        "month'", "month's"
    ).replace("week'", "week's")


def _own(clause: str, kind: Kind, own: str) -> str | None:
    """Return "You have your own van" for "own van"."""
    found = re.match(
        r"own (?P<what>(?:van|car|transport|tools|kit|vehicle|laptop|licence|equipment|knives|boots|trade tools)\b.*?)(?:: yes)?$",
        clause,
        re.I,
    )
    return f"You have your own {turn(found['what'], own)}" if found else None


def _suits(clause: str, kind: Kind, own: str) -> str | None:
    """Return "Part-time suits you" for "part-time suits"."""
    found = re.match(
        r"(?P<what>(?!all\b)(?!.*\b(?:strong|long)\b)[\w\u00a3',.& -]{2,60}?) (?P<does>suits?)(?: (?:her|them|thee))?(?P<rest>$|[,;.].*| and .*)$",
        clause,
        re.I,
    )
    if not found or re.search(rf"\b{own}\b", found["what"], re.I):
        return None
    return f"{belonging(turn(found['what'], own)) if found['what'].split()[0].lower() in listed('own') - listed('terms') else turn(found['what'], own)} {found['does']} you{turn(found['rest'], own)}"


def _no_doer(clause: str, kind: Kind, own: str) -> str | None:
    """Return "They did not see you as a leader yet" for "not a leader yet"."""
    found = re.match(
        r"not (?P<what>(?:an?|the|much of an?) (?:[\w-]+ ){0,2}?(?P<who>[\w-]+))(?P<rest>(?: (?:yet|this|that|we|they|who|for|in|at|on|here)\b.*)?)$",
        clause,
        re.I,
    )
    if (
        not found
        or kind is Kind.STRENGTH
        or found["who"].lower() not in listed("doers") | {"person", "people"}
    ):
        return None
    return f"They did not see you as {found['what']}{turn(found['rest'], own)}"


def _quoted(clause: str, kind: Kind, own: str) -> str | None:
    """Return "On rent checks, you said “the office does them”" for a matter and what was said of it."""
    found = re.match(r"(?P<what>(?:[\w'&/-]+ ){1,5})(?P<said>\u201c[^\u201d]+\u201d)$", clause)
    if kind is Kind.STRENGTH or not found or UNFINISHED.search(found["what"]):
        return None
    words = found["what"].lower().split()
    if {own, "her", "them", "us", "me", "you"} & set(words) or any(
        "'" in w or is_past(w) or w in helping() for w in words
    ):
        return None
    return f"{on(turn(found['what'].strip(), own))}, you said {found['said']}"


def _unused(clause: str, kind: Kind, own: str) -> str | None:
    """Return "You had not used the greenhouse computer before" for "greenhouse computer not used before"."""
    found = re.match(
        r"(?P<what>(?:[\w&/-]+ ){1,4})(?P<not>not|never) (?P<done>used|met|seen|touched|tried|opened|driven|held)(?P<rest>(?: before| yet)?)$",
        clause,
        re.I,
    )
    if (
        not found
        or re.match(r"(?:the|a|an|her|their|our|my)\b", clause, re.I)
        or own in found["what"].lower().split()
    ):
        return None
    return (
        f"You had {found['not'].lower()} {found['done']} {with_article(found['what'].strip())}{found['rest']}"
    )


def _judged_thing(clause: str, kind: Kind, own: str) -> str | None:
    """Return "Your energy was low on Zoom" for "low energy on Zoom"."""
    end = adjective(clause)
    found = re.match(
        r" (?P<thing>[\w-]+(?: [\w-]+)?)(?P<rest>$|[,;.].*| (?:on|in|at|for|with|when|throughout|to|under|about)\b.*)",
        clause[end:],
    )
    if (
        kind is Kind.STRENGTH
        or not end
        or not found
        or found["thing"].split()[-1].lower() not in listed("own") | listed("bodily")
    ):
        return None
    return f"Your {found['thing']} {be(found['thing'])} {turn(lowered(clause[:end]), own)}{turn(found['rest'], own)}"


def _late_subject(clause: str, kind: Kind, own: str) -> str | None:
    """Return "within five minutes you had learned ..." where the subject was left out after an opening."""
    found = LATE.match(clause)
    if (after := AFTER_SCENE.match(clause)) and (
        is_past(after["verb"]) or after["verb"].lower() in helping()
    ):
        found = after
        return turn(f"{found['opening']}, {own} {found['verb']}{found['rest']}", own)
    return turn(f"{found['opening']} {own} {found['verb']}{found['rest']}", own) if found else None


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
