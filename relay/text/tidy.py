"""Put a clause of a note into plain writing before it is reworded: one line, sentence case, short forms written out.

People of the client's lose their names here; the candidate's own name becomes the pronoun by which the note speaks of them.
"""

import re
from functools import cache, lru_cache

from relay.text.her import alike, told_as
from relay.text.lexicon import english, listed, name_parts
from relay.text.permit import given_names, names_someone, staff_names
from relay.text.pronoun import POSSESSIVES
from relay.text.shapes import About
from relay.text.verbs import is_verb
from relay.text.weigh import QUOTES

STRANGER = re.compile(
    r"(?P<before>\b(?:told|asked|thanked|interrupted|across|beside|challenged|answered|corrected|ignored|talked over|spoke over|cut off|in front of|when|by|helped|with|to|for|at) )"
    r"(?P<name>[A-Z][a-z\u00c0-\u024f]{2,}(?: [A-Z][a-z]+)?)(?= (?:said|asked|went|played|disagreed|added|fished|thought|told|pushed|pressed|challenged|offered|interrupted|explained|was on|was asking|wanted|had to|suggested|corrected|on reception|in reception|from (?:finance|accounts|sales|HR))\b|, who\b|'s (?:question|point|level|challenge|face)\b)"
)
STRIP = " .,;:-\u2013\u2014*\u2022|>=~+_/\\"
ARTICLE = re.compile(r"\ban? $", re.I)
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Prof|Chef|Sister|Matron|Uncle|Auntie|Old) [A-Z][\w'-]*(?: [A-Z][\w'-]+)?"
)
DOUBLE = re.compile(r"\"([^\"]{1,120})\"")
SINGLE = re.compile(r"(?<![\w'])'([^'\n]{1,80}(?:'(?:s|t|re|d|ll|ve|m)\b[^'\n]{0,60})*)'(?!\w)")
OPENING = re.compile(r"(?<![\w'\u201c])'(?!(?:em|cause|til|bout|tis|twas|ere|round|un)\b)(?=[^\W\d])")
CLOSING = re.compile(r"(?<=[\w.,!?\u2026])'(?!\w)")
# "discovery 2 - pitched too soon": the mark goes, the remark stays
MARKED = re.compile(
    r"^(?P<area>(?!(?:years?|level|grade|band|class|stage|key|phase|unit|module|tier|route|part|section|form|week|day|task|round|question|q|call|bay|room|table|page|ward|case|eurocode|exercise|scenario)\b)"
    r"[a-z][a-z&/-]{2,20}(?: [a-z&/-]{2,20}){0,2})(?<! annex)(?<! case) (?:10|[0-9])\s+[-\u2013\u2014]+\s+(?=[a-z])",
    re.I,
)
# "4 - got a CFO to sponsor it": a mark whose area the run does not hold
RANK = re.compile(r"^[0-9]\s+[-\u2013\u2014]+\s+(?=[A-Za-z])")
SPEAKER = re.compile(r"([A-Z][a-z]+): (?=\S)")
CUT_SHORT = re.compile(r"\b(?:new|unknown|strange|foreign|familiar|unfamiliar|obvious|done) to$", re.I)
OBJECTS = {"she": "her", "they": "them"}
DAYS = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b")
DASH = re.compile(r"\s+[-\u2013\u2014]+\s+|\s*[\u2013\u2014]\s*(?!\d)|\s+--+\s+")
ASIDE = re.compile(r"\s*\((?:me|us|myself|my \w+|our \w+|I |we |not |see |as |lol|sic)[^)]*\)|\s*\[[^\]]*\]")
FILLER = re.compile(
    r",? \b(?:er|erm|um|hmm|oh dear|bless(?: (?:her|him|them))?|hurrah|you know|sort of thing|innit|lol|haha|tbh|imo|I (?:must|have to) say|I'd say|(?<=, )frankly(?=,)|(?:she|he|they) (?:says?|tells? us|told us)(?=,|$)|I'm afraid|I am afraid|I fear|if I'm honest|to be honest|if you ask me)\b,?(?= |$)",
    re.I,
)
# What stands between quotes from end to end is the client's note passed on, not a saying of the candidate's.
WHOLE_QUOTE = re.compile(r"[\"']([^\"]+)[\"']")
SHOUTED = 12
SHORT_WORD = 6


def tidy(words: str, about: About, own: str) -> str:
    """Return `words` as one line of plain writing in which the candidate, `own` in the note, is `told_as(own)`."""
    clause = RANK.sub("", " ".join(words.translate(QUOTES).split()).strip(STRIP))
    if (quoted := WHOLE_QUOTE.fullmatch(clause)) and not re.match(r"(?:I|we|my|our|it's)\b", quoted[1], re.I):
        clause = quoted[1]
    if (speaker := SPEAKER.match(clause)) and speaker[1].lower() in given_names() | staff_names(about):
        clause = clause[speaker.end() :]
    clause = MARKED.sub(r"\g<area>: ", clause)
    clause = re.sub(r"\b(?:HE|SHE|HIS|HIM|HER)\b", lambda m: m[0].lower(), _closed(_sentence_case(clause)))
    clause = SINGLE.sub("\u201c\\1\u201d", DOUBLE.sub("\u201c\\1\u201d", clause)).replace('"', "")
    clause, own = alike(clause, own), told_as(own)
    clause = re.sub(r", mind(?=,|$)", "", FILLER.sub("", _balanced(ASIDE.sub("", clause))))
    clause = re.sub(
        r"\b(\d+) mins? (?=(?:slot|presentation|talk|demo|task|test|chat|call|lesson|pitch|session|window|break|job|run)\b)",
        r"\1-minute ",
        clause,
    )
    clause = DASH.sub(_pause, re.sub(r"\s*(?:\.{2,}|\u2026)\s*", " ", clause))
    clause = re.sub(r"\s*(?<!\b[A-Z])&\s*|\s+&\s+|\s+\+\s+", " and ", clause)
    clause = re.sub(
        r"\b(she|he|they|we|I)'d (?=(?:his|her|their|our|my|the|an?|no)\b)", r"\1 had ", clause, flags=re.I
    )
    clause = DAYS.sub(lambda m: m[0].capitalize(), clause)
    clause = _written_out(re.sub(r"\bi(?= |'(?:d|m|ll|ve)\b)", "I", clause))
    clause = _neutral(_unnamed(_of_candidate(clause, about, own), about))
    # the run often ends before the pronoun: "timber is new to"
    clause = " ".join(clause.split()).strip(STRIP)
    return f"{clause} {OBJECTS[own]}" if own in OBJECTS and CUT_SHORT.search(clause) else clause


def _closed(clause: str) -> str:
    """Return `clause` with the mate of a quote mark that was left outside the run put back, so that a saying stays a saying."""
    if clause.count('"') % 2:
        opened = re.match(r"[^\"]*\w[,.!?]?\"(?!\w)", clause)
        return '"' + clause if opened else clause + '"'
    first = re.search(r"(?<=[^\W\d_s])'(?!\w)", clause)
    if first and not OPENING.search(clause[: first.start()]):
        clause = "'" + clause
    opening = [m.end() for m in OPENING.finditer(clause)]
    if opening and not CLOSING.search(clause, opening[-1]):
        return clause + "'"
    return clause


def _pause(match: re.Match[str]) -> str:
    """Return a semicolon for a dash before a new sentence, else a comma."""
    after = re.match(r"(?:and |but |so |then |also )?([\w']+)", match.string[match.end() :])
    word = after[1].lower() if after else ""
    return (
        "; " if is_verb(word) or word in ("she", "he", "they", "i", "we", "his", "her", "no", "not") else ", "
    )


def _sentence_case(clause: str) -> str:
    """Return what was typed in capitals in small letters, its short words of consonants (SQL, HV) excepted."""
    letters = [c for c in clause if c.isalpha()]
    if len(letters) < SHOUTED or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return clause
    kept = [w if _acronym(w) else w.lower() for w in clause.split(" ")]
    return " ".join(re.sub(r"\bi\b", "I", w) for w in kept)


def _acronym(word: str) -> bool:
    bare = re.sub(r"\W", "", word)
    return 1 < len(bare) <= SHORT_WORD and not re.search(r"[AEIOUY]", bare)


def _balanced(clause: str) -> str:
    if clause.startswith("(") and clause.endswith(")"):
        return clause[1:-1]
    return clause if clause.count("(") == clause.count(")") else re.sub(r"[()]", "", clause)


def _written_out(clause: str) -> str:
    for rule, written in _short_forms():
        clause = rule.sub(written, clause)
    return re.sub(r"\bv (?=(\w+))", lambda m: "very " if m[1] in listed("adjectives") else m[0], clause)


@cache
def _short_forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    bare = ((re.compile(rf"\b{k}\b", re.I), v) for k, v in english()["apostrophes"].items())
    short = ((re.compile(rf"(?<![\w'/]){re.escape(k)}(?![\w'/]|(?<=/)$)" if k[-1].isalpha() else rf"\b{re.escape(k)}"), v)
             for k, v in english()["shorthand"].items())  # fmt: skip
    return (*short, *bare)


def _neutral(clause: str) -> str:
    """Return `clause` with people outside quotes called what they do rather than what they are."""
    pieces = re.split(r"(\u201c[^\u201d]*\u201d)", clause)
    for rule, instead in _neutral_words():
        pieces = [p if n % 2 else rule.sub(instead, p) for n, p in enumerate(pieces)]
    return "".join(pieces)


@cache
def _neutral_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b{word}\b", re.I), to) for word, to in english()["neutral"].items())


def _opens_plainly(match: re.Match[str]) -> bool:
    """Tell whether a word of an interviewer's post stands at the head of the clause as a plain word: "Commercial sense"."""
    low = match[0].lower()
    return match.start() == 0 and low in listed("post_words") and " " in match.string


def _of_candidate(clause: str, about: About, own: str) -> str:
    """Return `clause` with the candidate's name read as their pronoun."""
    names = tuple(name_parts(about.candidate))
    if not names:
        return clause
    is_short, of_theirs, name = _name_rules(names)
    clause = of_theirs.sub(POSSESSIVES[own], is_short.sub(f"{own}'s", clause))
    return name.sub(own, clause)


@lru_cache(maxsize=256)
def _name_rules(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds a name that is short for "she is", one that owns what follows, and one by itself."""
    either = "|".join(map(re.escape, names))
    name = rf"\b(?:mr |ms |mrs |miss |dr )?(?:{either})(?:[ -](?:{either}))*\b"
    followed = r"(?= (?:an?|the|very|not|really|got|been|so|too|\w+ing)\b)"
    rules = (rf"{name}'s\b{followed}", rf"{name}'s?(?!\w)(?= )", name)
    is_short, of_theirs, bare = (re.compile(rule, re.I) for rule in rules)
    return is_short, of_theirs, bare


def _unnamed(clause: str, about: About) -> str:
    """Return `clause` without the names of other people."""
    said = english()["someone"]
    own = {w.lower() for part in (about.candidate, about.client, about.role) for w in name_parts(part)}
    clause = TITLED.sub(
        lambda m: (
            m[0]
            if m[0].split()[-1].lower() in own
            else said["person"] + ("'s" if m[0].endswith("'s") else "")
        ),
        clause,
    )
    staff = staff_names(about)
    strangers = given_names() - own

    def called(match: re.Match[str]) -> str:
        low = match[0].lower()
        if low in staff and names_someone(match[0]) and not _opens_plainly(match):
            bare = (
                str(said["interviewer"]).removeprefix("the ")
                if match.string[match.end() :].startswith("'")
                else ""
            )
            return bare if ARTICLE.search(match.string[: match.start()]) else str(said["interviewer"])
        # "knows the Bill" is no person
        named = (
            low in strangers
            and match[0][0].isupper()
            and not match.string[: match.start()].lower().endswith(" the ")
        )
        return str(said["colleague"]) if named else match[0]

    clause = re.sub(r"[^\W\d_]{2,}", called, clause)
    clause = STRANGER.sub(
        lambda m: m[0] if m["name"].lower() in own else m["before"] + said["colleague"], clause
    )
    who = re.escape(said["interviewer"])
    clause = re.sub(rf"\b(?:our|the|their|my|his|her) (?={who})", "", clause, flags=re.I)
    clause = re.sub(rf"{who}(?:(?:,| and|, and)? {who})+", said["interviewers"], clause)
    someone = re.escape(said["colleague"])
    clause = re.sub(rf"\b(?:an?|our|the|their|my|his|her) (?={someone})", "", clause, flags=re.I)
    return re.sub(
        rf"{someone}(?:(?:,| and|, and)? (?:{someone}|{who}))+|{who} and {someone}",
        "the interviewers",
        clause,
    )
