"""Turn the pronouns of a clause: the candidate becomes "you", the client's "we" becomes "they", verbs follow suit.

Only the candidate's own pronoun is turned. "He fixed it but never told her" speaks of two people, and the second stays as
she is. What the candidate is quoted as saying is left alone.
"""

import re

from relay.text.lexicon import listed, words_of
from relay.text.phrase import is_adjective
from relay.text.stem import content, stem
from relay.text.verbs import base_of, bases, is_past, is_third, is_verb, may_be_noun, third

# Stands for the candidate where a note has no pronoun for them: nobody writes it, so it is mistaken for nobody else.
NAMELESS = "thou"
POSSESSIVES = {"she": "her", "he": "his", "they": "their", NAMELESS: "thy"}
SINGULAR_THEY = re.compile(
    r"(?:^|[.;:,] |\b(?:and|but|when|if|how|what) )(?:they|their|themself)\b(?!(?:'d| would)? (?:wants?|wanted|liked?|loved|felt|thought|prefer|asked for|went with|chose)\b)",
    re.I,
)
ADVERBS = r"(?:(?:\w+ly|already|now|quite|almost|nearly|hardly|also|never|always|just|still|even|only|ever|then|rather|both|often|soon|once|at least|clearly|simply|sort of|kind of) )*"
FINISHED = re.compile(rf"(?:not )?{ADVERBS}(\w+)", re.I)
QUOTE = re.compile(r"(\u201c[^\u201d]*\u201d)")
HER_OBJECT = re.compile(
    r"\bher\b(?=\s*(?:$|[,.;:!?)\u201c]|(?:them|him|to|on|in|at|for|with|from|about|when|if|how|what|why|where|and|but|off|up|out|back|that|a|an|the|some|"
    r"completely|entirely|altogether|badly|forward|any|no|nothing|something|everything|every|one|enough|another|round|myself|ourselves|themselves|yourself|again|twice|once|ours|our|they|their|through|over|into|by|as|so|not|after|before|until|till|until|because|go|get|be|come|do|speak|explain|tell|think|say|ask|finish|"
    r"straight|more|properly|really|too|since|than|under|round|down|who|which|away|along|just|it|this|would|was|is|had)\b))",
    re.I,
)
FIRST_PERSON = (
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
SEEN = re.compile(
    r"\b(?P<by>see|seen|saw|hear|heard|watch|watched|watching|let|make|made|have|had|help|helped) her (?P<verb>[a-z]+)\b",
    re.I,
)
TOOK = re.compile(
    r"\b(took|takes|cost|costs|gave|left|set|asked|told|fed|threw) her ((?:about |over |nearly |almost )?(?:\d+|a|an|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty) \w+)",
    re.I,
)
FOUND = re.compile(
    r"\b(found|finds|find|thought|think|thinks|left|kept|made|makes|considered|judged) her (?P<word>[a-z-]+)(?=\W*$|[,.;:]| (?:with|on|at|about|to|in|and|but|when|for|as|by)\b)",
    re.I,
)
# "what she could tell her": nobody tells herself, so it is somebody else
TWO_PEOPLE = re.compile(
    r"\b(?P<own>she|he)(?P<does>(?:'d| could| would| had| can| will)? (?:told|tell|asked|ask|gave|give|showed|show|let|thanked|helped|answered|interrupted)) (?:her|him)"
    r"(?=\W*$|[,.;:]| (?:and|but|what|how|if|why|to|that|when|who|so|about|twice|once|again|the|a|an|it|this)\b)",
    re.I,
)
LEFT = re.compile(r"\b(?P<by>was|is|has|does)(?P<gap> )$", re.I)


def turn(clause: str, own: str) -> str:
    """Return `clause` said to the candidate, who is `own` in it ("she", "he", "they")."""
    pieces = QUOTE.split(clause)
    return "".join(p if n % 2 else _turned(p, own) for n, p in enumerate(pieces))


def _turned(text: str, own: str) -> str:
    # "a fitter who is always on his phone": the phone is the fitter's
    text = re.sub(
        r"\b(who(?:'s|'d| \w+)?(?: \w+){0,3}?) (?:his|her) (?!(?:when|if|in|on|at|to|with|for|round|and|but|while|as)\b)(?=\w)",
        r"\1 their ",
        _general_you(text),
    )
    if own == "they":
        text = _they_to_you(text)
        for rule, instead in FIRST_PERSON:
            text = rule.sub(instead, text)
        return text
    for rule, instead in FIRST_PERSON:
        text = rule.sub(instead, text)
    text = TWO_PEOPLE.sub(
        lambda m: f"{m['own']}{m['does']} the other person" if m["own"].lower() == own else m[0], text
    )
    text = _subject(text, own)
    text = TOOK.sub(r"\1 you \2", text)
    if own == NAMELESS:
        return re.sub(r"\bthy\b", "your", text, flags=re.I)
    theirs = "herself" if own == "she" else "himself"
    text = re.sub(rf"\b{theirs}\b", "yourself", text, flags=re.I)
    if own == "she":
        text = re.sub(r"\bhers\b", "yours", text, flags=re.I)
        text = FOUND.sub(lambda m: f"{m[1]} you {m['word']}" if is_adjective(m["word"]) else m[0], text)
        text = HER_OBJECT.sub("you", SEEN.sub(_seen, re.sub(r"^her\b", "your", text, flags=re.I)))
        return re.sub(r"\bher\b", "your", text, flags=re.I)
    text = re.sub(r"\bhim\b", "you", text, flags=re.I)
    text = re.sub(
        r"\b(?<!on )his\b(?=$|[,.;:])|(?<=\bwere )his(?= and\b)|(?<=[,;] )his(?= (?:is|was|are|were)\b)|(?<=\bpartly )his(?= for\b)|(?<=\ball )his(?=[,.;]|$)",
        "yours",
        text,
        flags=re.I,
    )
    return re.sub(r"\bhis\b", "your", text, flags=re.I)


def _seen(match: re.Match[str]) -> str:
    """Return "saw you teach" for "saw her teach"."""
    verb = match["verb"].lower()
    acts = verb.endswith("ing") or (verb in bases() and not may_be_noun(third(verb)))
    return f"{match['by']} {'you' if acts else 'her'} {match['verb']}"


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
    for match in re.finditer(rf"\b{own}\b(?P<short>'\w+)?(?P<after> {ADVERBS}(?:[\w']+))?", text, re.I):
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
    done = is_past(word) or word in (
        "been",
        "got",
        "had",
        "never",
        "gone",
        "done",
        "seen",
        "run",
        "built",
        "come",
    )
    meant = re.match(rf"{ADVERBS}(?:used to|prepared (?:to|for)|based (?:in|on|at))\b", after.strip(), re.I)
    with_object = re.match(
        r"(?:not |never |only )*used (?:the|an?|our|their|his|her|your|both|it|one)\b", after.strip()
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
    """Return the stems of `words` that say nothing of he or she, or of the candidate's name.

    Whatever is chosen by them is chosen alike for everybody.
    """
    gone = {stem(w.lower()) for w in words_of(candidate)} | {stem(w) for w in listed("gendered")}
    return " ".join(s for s in content(words) if s not in gone)


def own_pronoun(texts: list[str]) -> str:
    """Return the pronoun by which notes speak of the candidate: the one of "she" and "he" used oftener, else "they".

    A subject at the head of a clause counts more, since there it is the candidate who is spoken of.
    """
    counts = dict.fromkeys(("she", "he"), 0)
    for text in texts:
        low = re.findall(r"[a-z]+", text.lower())
        for place, word in enumerate(low):
            if word in ("she", "her", "herself", "hers"):
                counts["she"] += 4 if place == 0 else 2 if word == "she" else 1
            elif word in ("he", "him", "his", "himself"):
                counts["he"] += 4 if place == 0 else 2 if word == "he" else 1
    best = max(counts, key=lambda w: counts[w])
    if counts[best]:
        return best
    return "they" if any(SINGULAR_THEY.search(text) for text in texts) else NAMELESS
