"""Turn the pronouns of a clause: the candidate becomes "you", the client's "we" becomes "they", verbs follow suit.

Only the candidate's own pronoun is turned. "He fixed it but never told her" speaks of two people, and the second stays as
she is. What the candidate is quoted as saying is left alone.
"""

import re
from functools import cache

from relay.text.her import HER, QUOTE, Her, meaning
from relay.text.lexicon import listed
from relay.text.plain import FAMILY
from relay.text.stem import content, stem
from relay.text.verbs import base_of, is_participle, is_past, is_third, is_verb, may_be_noun

# Stands for the candidate where a note has no pronoun for them: nobody writes it, so it is mistaken for nobody else.
NAMELESS = "thou"
POSSESSIVES = {"she": "her", "they": "their", NAMELESS: "thy"}
PRONOUNS = {
    "she": "she", "shes": "she", "hes": "he", "her": "she", "hers": "she", "herself": "she", "he": "he", "him": "he", "his": "he", "himself": "he",
}  # fmt: skip
SINGULAR_THEY = re.compile(
    r"(?:^|[.;:,] |\b(?:and|but|when|if|how|what) )(?:they|their|themself)\b(?!(?:'d| would)? (?:wants?|wanted|liked?|loved|felt|thought|prefer|asked for|went with|chose)\b)",
    re.I,
)
ADVERBS = r"(?:(?:(?!(?:assembly|supply|reply|family|fly|anomaly|homily|friendly|lovely|orderly)\b)\w+ly|already|now|quite|almost|nearly|hardly|also|never|always|just|still|even|only|ever|then|rather|both|often|soon|once|at least|clearly|simply|sort of|kind of) )*"
FINISHED = re.compile(rf"(?:not )?{ADVERBS}(\w+)", re.I)
FIRST_PERSON = (
    # the word itself: "a great deal of I"
    (re.compile(r"\b(of|the|an) I\b"), "\\1 \u201ci\u201d"),
    (re.compile(r"\b(?:I'm|we're|I am|we are)\b", re.I), "they are"),
    (re.compile(r"\b(?:I|we)'ve\b", re.I), "they've"),
    (re.compile(r"\b(?:I|we)'d\b", re.I), "they'd"),
    (re.compile(r"\b(?:I|we)'ll\b", re.I), "they'll"),
    (re.compile(r"\b(?:I|we) should(?! have\b)\b", re.I), "they would"),
    (re.compile(r"\bI was\b"), "they were"),
    (re.compile(r"\b(?:myself|ourselves)\b", re.I), "themselves"),
    (re.compile(r"\b(?:our|my)\b", re.I), "their"),
    (re.compile(r"\b(?:ours|mine)\b", re.I), "theirs"),
    (re.compile(r"\b(?:[Uu]s|me)\b"), "them"),
    (re.compile(r"\bI\b|\b[Ww]e\b|\bWE\b"), "they"),
)
COORDINATED = re.compile(
    rf"(?P<join>(?:,|;|\band|\bbut|\bthen|\bor|\byet|\bso)(?: and| but| then)? )(?P<adverbs>{ADVERBS})(?P<verb>[a-z']+)(?= (?P<next>\w+)|\W|$)"
)
# "what she could tell her": nobody tells herself, so it is somebody else
TWO_PEOPLE = re.compile(
    r"\b(?P<own>she|he)(?P<does>(?:'d| could| would| had| can| will)? (?:told|tell|asked|ask|gave|give|showed|show|let|thanked|helped|answered|interrupted|heard|calmed|talked|waved|backed|picked|pulled|cheered|cooled|beat|met|caught|called)) (?:her|him)"
    r"(?=\W*$|[,.;:]| (?:and|but|what|how|if|why|to|that|when|who|so|about|twice|once|again|the|a|an|it|this|out|off|down|up|round|back|through|over|in)\b)",
    re.I,
)
# "she covered for her": who acts and who is acted for are two people, else it would be "herself"
TOWARDS = re.compile(
    r"\b(?P<own>she|he) (?P<does>(?!(?:needed|wanted|had|did|said|occurred|mattered)\b)(?:\w+ly )?\w+(?:ed|ood|oke) (?:for|to|at|up to|past)) (?:her|him)(?=\W*$|[,.;:]| (?:rather|and|but|when|again|twice|instead|over|about)\b)",
    re.I,
)
OF_ANOTHER = re.compile(r"\b(?P<clause>who(?:'s|'d| \w+)?(?: \w+){0,3}?) her\b", re.I)
LEFT = re.compile(r"\b(?P<by>was|is|has|does)(?P<gap> )$", re.I)


def turn(clause: str, own: str) -> str:
    """Return `clause` said to the candidate, who is `own` in it ("she", "they", NAMELESS)."""
    pieces = QUOTE.split(clause)
    return "".join(p if n % 2 else _turned(p, own) for n, p in enumerate(pieces))


def _turned(text: str, own: str) -> str:
    text = OF_ANOTHER.sub(_of_another, _general_you(text))
    if own == "they":
        text = _they_to_you(text)
        for rule, instead in FIRST_PERSON:
            text = rule.sub(instead, text)
        return text
    for rule, instead in FIRST_PERSON:
        text = rule.sub(instead, text)
    text = TWO_PEOPLE.sub(r"\g<own>\g<does> the other person", text)
    text = TOWARDS.sub(r"\g<own> \g<does> them", text)
    text = _subject(text, own)
    if own == NAMELESS:
        return re.sub(r"\bthy\b", "your", text, flags=re.I)
    text = re.sub(r"\bherself\b", "yourself", text, flags=re.I)
    return HER.sub(lambda match: meaning(text, match).value, text)


def _of_another(match: re.Match[str]) -> str:
    """Return "who is always on their phone": the phone is the other's, unless the "her" is the person spoken of."""
    at = match["clause"] + " "
    her = HER.search(match.string, match.start() + len(at))
    own = her is not None and meaning(match.string, her) is Her.OWN
    return at + "their" if own else match[0]


def _general_you(text: str) -> str:
    """Return `text` with a "you" that meant anybody said of the interviewers."""
    text = re.sub(r"\byourself\b", "themselves", text, flags=re.I)
    text = re.sub(r"\byour\b", "their", text, flags=re.I)
    text = re.sub(r"\byou('re|'ve|'d|'ll)\b", r"they\1", text, flags=re.I)
    text = re.sub(
        r"\b(to|for|with|at|of|on|from|let|make|makes|made|give|gives|gave|tell|told|show|showed|tells|shows|look|looks|looked|leave|leaves|take|takes|ask|asks|walk|walks) you\b",
        r"\1 them",
        text,
        flags=re.I,
    )
    return re.sub(r"\byou\b", "they", text, flags=re.I)


def _they_to_you(text: str) -> str:
    """Return `text` with the candidate's "they" turned; the forms of the verb are those of "you" already."""
    for theirs, yours in (
        ("themselves", "yourself"),
        ("themself", "yourself"),
        ("theirs", "yours"),
        ("their", "your"),
        ("them", "you"),
    ):
        text = re.sub(rf"\b{theirs}\b", yours, text, flags=re.I)
    return _subject(text, "they")


def _subject(text: str, own: str) -> str:
    """Return `text` with the subject turned wherever it stands, and every verb that belongs to it."""
    made, last, present = [], 0, False
    for match in re.finditer(
        rf"\b{own}\b(?P<short>'\w+)?(?P<after> {ADVERBS}(?:[\w']+(?:-[a-z]+)?))?", text, re.I
    ):
        before = text[last : match.start()]
        before = agreeing(before, certain=not present) if last else before
        short, after = match["short"] or "", match["after"] or ""
        verb = after.rsplit(" ", 1)[-1]
        bent = after[: len(after) - len(verb)] + base_of(verb)
        if (asked := LEFT.search(before)) and not is_verb(verb):
            before = before[: asked.start()] + base_of(asked["by"]) + " "
            bent = after
        made.append(
            before
            + "you"
            + _short(short, after + text[match.end() : match.end() + 9])
            + (after if short else bent)
        )
        last = match.end()
        present = not short and bent != after
    tail = text[last:]
    return "".join(made) + (agreeing(tail, certain=not present) if last else tail)


def _short(short: str, after: str) -> str:
    if short.lower() != "'s":
        return short
    found = FINISHED.match(after.strip())
    word = found[1].lower() if found else ""
    done = is_past(word) or (is_participle(word) and word not in listed("adjectival"))
    done = done or word in ("got", "had", "never")
    meant = re.match(rf"{ADVERBS}(?:used to|prepared (?:to|for)|based (?:in|on|at))\b", after.strip(), re.I)
    with_object = re.match(
        r"(?:not |never |only )*(?:used|set|put|cut|let|kept|held|pushed|left) (?:(?:the|an?|our|their|his|her|your|both|it|one)\b|[A-Z])",
        after.strip(),
    )
    done = done and (word not in listed("passive") or with_object is not None)
    return "'ve" if done and not meant else "'re"


def agreeing(rest: str, certain: bool = False) -> str:
    """Return what follows the subject with the further verbs of the third person bent too: "and checks" is "and check".

    After a past form a word in -s is oftener a noun ("named the bolts, nuts and washers"): then only what is `certain` bends.
    """
    end = re.search(r"\b(?:who|which|that|when|if|because|what|where|how|while)\b", rest)
    head, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")

    def bent(match: re.Match[str]) -> str:
        verb, following = match["verb"], match["next"] or ""
        if certain and (match["join"].strip() in (",", ";", "so") or following == "there"):
            return match[0]
        if verb in ("was", "is", "has", "does", "wasn't", "isn't", "hasn't", "doesn't") or (
            is_third(verb) and (_object(following) or not (certain or may_be_noun(verb)))
        ):
            return match["join"] + match["adverbs"] + base_of(verb)
        return match[0]

    return COORDINATED.sub(bent, head) + tail


def _object(word: str) -> bool:
    """Tell whether a word after a doubtful verb shows that it was one: "answers the question", "answers in slogans"."""
    return word.lower() in listed("after_doubtful_verb")


def faceless(words: str, candidate: str) -> str:
    """Return the stems of `words` that say nothing of he or she, of where from, or of the candidate's name.

    Whatever is chosen by them is chosen alike for everybody.
    """
    return " ".join(s for s in content(nameless(words, candidate)) if s not in _of_anybody())


def nameless(words: str, candidate: str) -> str:
    """Return `words` without the candidate's name, which may look like a word of the trade: "Drummond", "Rose"."""
    names = {part.lower() for part in re.findall(r"[^\W\d_]+", candidate)}
    return re.sub(r"[^\W\d_]+", lambda m: "" if m[0][0].isupper() and m[0].lower() in names else m[0], words)


@cache
def _of_anybody() -> frozenset[str]:
    """Return the stems that tell whose words these are: sex, origin, belief, age."""
    return frozenset(stem(word) for word in (*listed("gendered"), *FAMILY))


def own_pronoun(texts: list[str]) -> str:
    """Return the pronoun by which notes speak of the candidate: the one of "she" and "he" used oftener, else "they".

    A subject at the head of a clause counts more, since there it is the candidate who is spoken of.
    """
    counts: dict[str, int] = {}
    for text in texts:
        for place, word in enumerate(re.findall(r"[a-z]+", text.lower())):
            own = PRONOUNS.get(word)
            if own:
                counts[own] = counts.get(own, 0) + (4 if place == 0 else 2 if word == own else 1)
    if counts:
        # of two alike the first to be named: whether that is he or she must not matter
        return max(counts, key=lambda own: counts[own])
    return "they" if any(SINGULAR_THEY.search(text) for text in texts) else NAMELESS
