"""Turn a clause about somebody into a sentence to them: "she couldn't say what a slip costs", "you couldn't say ...".

The clause is tidied, its blunt words are softened, and what stands before the matter itself is taken off. Then the first
form that fits gives the sentence; where none does, the fragment is handed back for a frame to hold. No word that may not be
said to a candidate leaves here: then the answer is None, and the message speaks of the topic instead.
"""

import re
from dataclasses import dataclass
from functools import cache

from relay.text.asking import QUESTION, ever_asked
from relay.text.fragment import sentence_of
from relay.text.fronted import unfronted
from relay.text.her import QUOTE, told_as
from relay.text.lexicon import english, harsh, listed
from relay.text.permit import permit, permitted_part
from relay.text.phrase import finite, lowered
from relay.text.pronoun import own_pronoun, turn
from relay.text.resume import resume
from relay.text.shapes import About
from relay.text.subject import WONDERED, said_of
from relay.text.tidy import STRIP, tidy
from relay.text.verbs import helping, is_past, is_verb, known_verb
from relay.text.wordings import Wordings
from relay.vocabulary import Kind

LONGEST = 260
MOST_SENTENCES = 4
AFTERTHOUGHT = 3
SENTENCE = re.compile(
    r"(?<=[\w)\u201d%])(?<!\bno)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)[.!?]+\s+(?=[^\W\d_]|\u201c)(?![^\u201c]*\u201d)"
)
SPLICED = re.compile(
    r", ((?:they|it|there|you) (?:was|were|is|are|had|have|would|could|did|only|just|never|never|went|[a-z]+ed|don't|didn't|couldn't|can't|wouldn't|needed?|wanted?|ask)\b)"
)
# "You missed the deadline, slides were messy": two sentences, and the slides are the candidate's.
THING_SPLICED = re.compile(
    r"^(?P<first>You [^,;:.?\u201c]+), (?P<thing>[a-z]+) (?P<verb>was|were|ran|had|needed|felt|looked|lacked|did|didn't|wasn't|weren't|could|couldn't) "
)
DEPENDENT = re.compile(
    r"(?:when|if|because|as|after|before|while|since|once|although|though|given|unless|until|in|on|at|for|with|by|from)\b",
    re.I,
)
LONGEST_MATTER = 5
UNPAUSED = re.compile(
    r"^(?P<scene>(?:When|Once|If|After|As soon as|While|Until|Had|Given)\b(?: you\b)?(?:(?! you\b)[^,;.]){4,80}) (?P<rest>you (?:\w+ly |never |still |just )?(?P<verb>[a-z']+)\b)"
)
# "joins, indexes, keys" after a colon are things, whatever else the words can be
BARE_LIST = re.compile(r"[\w-]+(?:, [\w-]+)*(?:,? and [\w-]+)?")
UNENDED_SCENE = re.compile(
    r"\b(?:what|how|why|that|if|who|where|when|which|whether|said|told|knew|thought|than|as|and|or|but|of|to|for|with|at|by|the|a|because|while|until|before|after)$"
)
DONE_BY = re.compile(r"\w+ (?:from|by|on the spot)\b")
HALF = re.compile(r"\s*;\s*(?![^\u201c]*\u201d)")


@dataclass(frozen=True, slots=True)
class Reworded:
    """What rewording made: a sentence without its stop, or a fragment (`whole` is false) that needs a frame."""

    text: str
    whole: bool

    @property
    def of_you(self) -> bool:
        """Whether it opens with "You", so that another such sentence may be joined to it."""
        return self.whole and self.text.startswith("You ")


def reword(words: str, about: About, kind: Kind = Kind.STRENGTH, own: str = "") -> Reworded | None:
    """Return `words` said to the candidate, who is `own` ("she", "he", "they") in them; None where no word of it may be said."""
    own = own or own_pronoun([words])
    clause, own = softened(tidy(words, about, own)), told_as(own)
    # a question that answers itself stays one sentence: "has she ever sent anyone home? no"
    clause = re.sub(rf"^((?:{QUESTION}|has|have) {own} [^?]+)\? (yes|no)\b", r"\1, \2", clause, flags=re.I)
    clause = _headed(clause, own)
    asked = "?" in QUOTE.sub("", clause)
    parts = [p for p in SENTENCE.split(clause) if p.strip(STRIP + "?!")]
    if asked and len(parts) > 1:
        parts = _statements(clause) or parts
    made = [
        _part(part.strip(STRIP + "?!"), not n, kind, own) for n, part in enumerate(parts[:MOST_SENTENCES])
    ]
    told = _joined([m for m in made if m.text])
    if not told:
        return None
    text = _shorter(told.text)
    if not text.strip(STRIP):
        return None
    if permit(text, about):
        return Reworded(_smooth(text), told.whole)
    # what may not be said is left out with the rest of its phrase
    text = permitted_part(text, about)
    if kind is Kind.IMPROVEMENT and text.startswith("You asked"):
        return None
    return Reworded(text, told.whole and finite(text)) if text else None


def _headed(clause: str, own: str) -> str:
    """Return "paperwork: sighed" for "paperwork? sighed": a matter asked about, with what came of it."""
    found = re.match(r"(?P<what>(?:why )?[\w'&/+ -]{2,40})\? (?P<rest>\S.*)$", clause)
    if not found or len(found["what"].split()) > LONGEST_MATTER or "?" in found["rest"]:
        return clause
    words = found["what"].lower().split()
    if (
        {own, "i", "we", "you", "they"} & set(words)
        or any(is_verb(word) for word in words)
        or words[0] in listed("asks")
    ):
        return clause
    return f"{found['what']}: {found['rest']}"


def _part(part: str, first: bool, kind: Kind, own: str) -> Reworded:
    """Return one sentence; a word or two after the first ("All wrong.") only follow it."""
    if not first and len(part.split()) <= AFTERTHOUGHT and not said_of(part, kind, own):
        return Reworded(turn(part, own), whole=False)
    return _sentence(part, kind, own)


def _shorter(text: str) -> str:
    """Return no more of a long text than its first sentences, or its first clauses."""
    if len(text) <= LONGEST:
        return text
    ends = [m.start() for m in re.finditer(r"[.;,] ", text[:LONGEST])]
    return text[: ends[-1]] if ends else ""


def _smooth(text: str) -> str:
    """Return the text with its clauses joined as in good writing: "and" before the last verb, no two sentences on a comma."""
    text = SPLICED.sub(_split, text) if text.startswith(("You", "They", "Your", "There")) else text
    text = THING_SPLICED.sub(_parted, resume(UNPAUSED.sub(_paused, text)))
    text = re.sub(r"\bto them (?:or|nor|and) (?:to )?them\b", "to any of them", text)
    listed_verb = re.fullmatch(r"(You [^,;.]+), ((?:\w+ly )?[\w']+)( [^,;.]+)", text)
    if (
        listed_verb
        and " and " not in listed_verb[1]
        and known_verb(listed_verb[2].split()[-1])
        and " and " not in listed_verb[3]
        and not DONE_BY.match(listed_verb[2] + listed_verb[3])
    ):
        return f"{listed_verb[1]} and {listed_verb[2]}{listed_verb[3]}"
    return text


def _paused(match: re.Match[str]) -> str:
    """Return "When they pushed, you went quiet": a comma where the sentence itself begins."""
    verb, rest = match["verb"].lower(), match.string[match.end() :]
    if not (is_past(verb) or verb in helping()) or UNENDED_SCENE.search(match["scene"]):
        return match[0]
    # "a project you owned", before the sentence itself begins, is no place for a comma
    later = ", you" in rest or (" they" in rest and re.match(r"\w+ you\b", match["scene"]))
    return match[0] if later else f"{match['scene']}, {match['rest']}"


def _parted(match: re.Match[str]) -> str:
    """Return "; your slides were" for ", slides were", where the thing is one that candidates make or do."""
    if match["thing"] not in listed("own") or DEPENDENT.match(match["first"].removeprefix("You ")):
        return match[0]
    return f"{match['first']}; your {match['thing']} {match['verb']} "


def _statements(clause: str) -> list[str]:
    """Return the sentences of `clause` that ask nothing."""
    found = re.findall(r"(?:\u201c[^\u201d]*\u201d|[^.!?\u201c])+[.!?]*", clause)
    return [
        s.strip(" .!")
        for s in found
        if len(s.split()) > 1 and ("?" not in QUOTE.sub("", s) or WONDERED.match(s.strip(" .!?")))
    ]


def _sentence(part: str, kind: Kind, own: str) -> Reworded:
    """Return one sentence; halves at a semicolon are turned one by one."""
    halves = [_half(_opened(_bare(h)), kind, own) for h in HALF.split(part) if h]
    text = "; ".join(h.text if not n else lowered(h.text) for n, h in enumerate(halves))
    return Reworded(text, bool(halves) and halves[0].whole)


def _half(clause: str, kind: Kind, own: str) -> Reworded:
    if not clause:
        return Reworded("", whole=False)
    clause = unfronted(ever_asked(clause, own), own)
    if said := said_of(clause, kind, own):
        return Reworded(said[:1].upper() + said[1:], whole=True)
    if split := _verb_after_comma(clause, kind, own):
        return split
    made = sentence_of(clause, kind, own)
    return Reworded(made.text[:1].upper() + made.text[1:] if made.whole else made.text, made.whole)


def _verb_after_comma(clause: str, kind: Kind, own: str) -> Reworded | None:
    """Return "Your VAT was strong; you named all five" for "VAT strong, named all five": a verb that wants its own subject."""
    if DEPENDENT.match(clause):
        return None
    for comma in list(re.finditer(", ", clause))[:3]:
        first, rest = clause[: comma.start()], clause[comma.end() :]
        if ":" in first and BARE_LIST.fullmatch(rest):
            break
        deed = _thing_before_deed(first, rest)
        if finite(turn(first, own)) and not deed:
            continue
        said = said_of(unfronted(re.sub(r"^(?:and|then|but) ", "", rest), own), kind, own)
        made = sentence_of(first, kind, own)
        if (
            said
            and re.match(r"(?:could|can|may|might|would|will) be\b", rest)
            and not made.text.startswith("You were")
        ):
            said = None
        sure = "," not in first or deed or made.text.startswith("You were")
        if said and sure and said.startswith("You") and made.whole and not DONE_BY.match(rest):
            return Reworded(f"{made.text[:1].upper()}{made.text[1:]}; {lowered(said)}", whole=True)
    return None


def _thing_before_deed(first: str, rest: str) -> bool:
    """Tell whether a sentence about things goes on with what only a person does: "Milk was silk, smiled at the queue"."""
    words = set(re.findall(r"[a-z]+", first.lower()))
    people = words & (listed("people") | listed("persons"))
    return (
        not people
        and not first.startswith("\u201c")
        and re.split(r"\W", rest.lower(), maxsplit=1)[0] in listed("animate")
    )


def _joined(parts: list[Reworded]) -> Reworded | None:
    if not parts:
        return None
    text = parts[0].text
    for part in parts[1:]:
        text += (". " if part.whole else ", ") + (
            part.text[:1].upper() + part.text[1:] if part.whole else lowered(part.text)
        )
    return Reworded(text, parts[0].whole)


def _bare(clause: str) -> str:
    """Return the clause without what stands before its matter: connectives, hedges, the writer thinking aloud."""
    for _ in range(4):
        for lead in _leads():
            clause, found = lead.subn("", clause, count=1)
            if found:
                break
        else:
            break
    return clause.strip(STRIP)


def _opened(clause: str) -> str:
    """Return the clause with the verb it wants, where its opening is one that wants one: "on time" is "was on time"."""
    for opening, verb in _openings():
        opened, found = opening.subn("", clause, count=1)
        if found:
            return verb + lowered(opened)
    return clause


@cache
def _openings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule, re.I), verb) for rule, verb in english()["openings"].items())


def _split(match: re.Match[str]) -> str:
    """Return a semicolon for the comma between two sentences; after "when ..." the comma is right."""
    before = re.split(r"[;.] ", match.string[: match.start()])[-1]
    return match[0] if DEPENDENT.match(before) else f"; {match[1]}"


@cache
def _leads() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile("^(?:" + lead + ")", re.I) for lead in english()["patterns"]["lead"])


def softened(clause: str) -> str:
    """Return `clause` with its blunt words said more kindly."""
    if not _blunt().stand_in(clause):
        return clause
    for rule, kinder in softer():
        clause = rule.sub(kinder, clause)
    return clause


@cache
def _blunt() -> Wordings:
    """Return all that is said more kindly as one pattern: most clauses hold none of it, and are asked once."""
    return Wordings(list(harsh()["softer"]))


@cache
def softer() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return blunt patterns with what to say instead."""
    return tuple((re.compile(rule, re.I), kinder) for rule, kinder in harsh()["softer"].items())
