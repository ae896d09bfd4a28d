"""Turn what a sentence says into its opposite: by one word in or out, as a slip of the hand would, or in other words."""

import random
import re

DENIED = {
    "didn't": "did", "couldn't": "could", "wasn't": "was", "weren't": "were", "isn't": "is", "aren't": "are", "hadn't": "had",
    "haven't": "have", "hasn't": "has", "wouldn't": "would", "don't": "do", "doesn't": "does", "can't": "can", "cannot": "can",
    "never": "always", "without": "with", "hardly": "clearly", "unable": "able", "nothing": "everything", "no": "a clear",
    "unclear": "clear", "unsure": "sure", "difficult": "easy", "missed": "caught", "missing": "there", "forgot": "remembered",
}  # fmt: skip
# "No question", "no bother": a yes in the words of a no.
IDIOM = "question|bother|problem|fuss|worries|doubt|trouble|end|fault|hesitation|less|more than"
DENIED_RULE = re.compile(rf"(?<![\w'])(?:{'|'.join(DENIED)})(?![\w'])(?! (?:{IDIOM}))", re.IGNORECASE)
NOT = re.compile(r"(?<=\w) not (?=\w)")
FRAMES = (
    (re.compile(r"would have liked more (?:from you )?(?=on|when)"), "liked how much they got from you "),
    (re.compile(r"(?:were looking for|wanted|would have liked) (?:to hear |to see )?more"), "heard plenty"),
    (re.compile(r"\bwas too (?=\w)"), "was never too "),
    (re.compile(r"\bwere pleased with\b"), "were not pleased with"),
    (re.compile(r"\bspoke well of\b"), "did not speak well of"),
    (re.compile(r"\bYou did well\b"), "You did not do well"),
    (re.compile(r"\bThey (?:also )?liked\b"), "They did not like"),
    (re.compile(r"\bimpressed\b"), "did not impress"),
    (re.compile(r"\b(?:went|came across) well\b"), "did not go well"),
)
AUXILIARY = re.compile(
    r"\b([Yy]ou(?:r [\w' -]{2,40}?)?|[Tt]hey|[Ii]t) (was|were|are|is|could|can|would|had|have|did|do)\b(?! ?n't)"
)
PAST = re.compile(r"\b([Yy]ou) (?:also |clearly |really |quickly |calmly )?(?!need)([a-z]{2,}?)(ed)\b")
STRONG = {
    "knew": "know", "gave": "give", "took": "take", "made": "make", "spoke": "speak", "kept": "keep", "led": "lead", "built": "build",
    "brought": "bring", "came": "come", "went": "go", "found": "find", "got": "get", "held": "hold", "ran": "run", "said": "say",
    "saw": "see", "told": "tell", "thought": "think", "understood": "understand", "drew": "draw", "wrote": "write", "put": "put",
    "caught": "catch", "won": "win", "set": "set", "left": "leave", "met": "meet", "read": "read", "sold": "sell", "taught": "teach",
}  # fmt: skip
STRONG_RULE = re.compile(rf"\b([Yy]ou) (?:also |clearly |really )?({'|'.join(STRONG)})\b")

# Praise by what it becomes in the mouth of somebody who got it wrong, and the other way round.
SPOILT = {
    "good": "bad", "well": "badly", "clear": "unclear", "clearly": "unclearly", "calm": "flustered", "calmly": "nervously", "quick": "slow",
    "quickly": "slowly", "early": "late", "accurate": "inaccurate", "organised": "disorganised", "structured": "unstructured", "confident": "hesitant",
    "comfortable": "uncomfortable", "strong": "shaky", "sound": "unsound", "warm": "cold", "patient": "impatient", "polite": "impolite",
    "prepared": "underprepared", "precise": "imprecise", "honest": "dishonest", "liked": "disliked", "always": "rarely", "easily": "with difficulty",
    "willing": "unwilling", "punctual": "late", "right": "wrong", "solid": "shaky", "neat": "untidy", "tidy": "untidy", "with ease": "with difficulty",
    "flexible": "inflexible", "relevant": "irrelevant", "experienced": "inexperienced", "successful": "unsuccessful", "caught": "missed",
    "remembered": "forgot", "passed": "failed", "excellent": "disappointing", "smooth": "bumpy", "open": "closed", "safe": "unsafe",
}  # fmt: skip
MENDED = {
    "slow": "quick", "late": "early", "nervous": "calm", "unclear": "clear", "quiet": "easy to hear", "long": "pleasantly short", "rushed": "well paced",
    "hesitant": "confident", "wrong": "right", "missed": "caught", "forgot": "remembered", "lost": "kept", "limited": "broad", "thin": "rich",
    "shaky": "solid", "light": "strong", "unsure": "very sure", "short": "full", "patchy": "thorough", "too": "pleasantly", "struggled": "did well",
    "failed": "managed", "general": "specific", "flat": "lively", "interrupted": "listened to", "untidy": "tidy", "rusty": "fresh", "guessed": "knew",
    "skipped": "did", "ignored": "followed", "difficult": "easy", "hard": "easy", "weaker": "stronger", "less": "more",
}  # fmt: skip
HELD_BACK = ("hardly", "barely", "scarcely", "seldom")
NOT_QUITE = ("failed to", "struggled to", "were unable to", "didn't manage to", "neglected to")


def opposed(text: str, praises: bool, chance: random.Random) -> str:
    """Return `text` said the other way round in other words, or nothing where no simple way is known."""
    ways = []
    book = SPOILT if praises else MENDED
    if match := re.search(rf"(?<![\w'-])(?:{'|'.join(book)})(?![\w'-])", text):
        before = text[: match.start()].lower().split()
        if not set(before[-3:]) & {"not", "no", "never", "without", "too", "more", "less", "hardly"}:
            ways.append(text[: match.start()] + book[match.group(0)] + text[match.end() :])
    told = STRONG_RULE.search(text) or PAST.search(text)
    if praises and told and "n't" not in text:
        ways.append(f"{text[: told.start()]}{told[1]} {chance.choice(HELD_BACK)} {text[told.start(2) :]}")
        verb = STRONG.get(told[2]) or _base(told[2])
        ways.append(f"{text[: told.start()]}{told[1]} {chance.choice(NOT_QUITE)} {verb}{text[told.end() :]}")
    return chance.choice(ways) if ways else ""


def flipped(text: str) -> str:
    """Return `text` turned into its opposite, or nothing where no simple way is known."""
    if match := DENIED_RULE.search(text):
        put = DENIED[match.group(0).lower()]
        return (
            text[: match.start()]
            + (put.capitalize() if match.group(0)[0].isupper() else put)
            + text[match.end() :]
        )
    if NOT.search(text):
        return NOT.sub(" ", text, count=1)
    for rule, instead in FRAMES:
        if rule.search(text):
            return rule.sub(instead, text, count=1)
    if match := STRONG_RULE.search(text):
        return f"{text[: match.start()]}{match[1]} didn't {STRONG[match[2]]}{text[match.end() :]}"
    if match := PAST.search(text):
        return f"{text[: match.start()]}{match[1]} didn't {_base(match[2])}{text[match.end() :]}"
    if match := AUXILIARY.search(text):
        return f"{text[: match.end()]} not{text[match.end() :]}"
    return ""


def _base(cut: str) -> str:
    """Return the base of a verb whose "ed" was cut off, well enough to be read."""
    if cut.endswith("i"):
        return cut[:-1] + "y"
    if len(cut) > 2 and cut[-1] == cut[-2] and cut[-1] not in "sl":
        return cut[:-1]
    if re.search(r"(?:[aeiou]s|ps|rs|ns)$", cut):
        return cut + "e"
    return (
        cut + "e"
        if re.search(r"(?:[aeiou][cgsuvz]|[^aeiou]l|[aeiou]r|at|ri[dbt]|[aeiou][dkmnpt])$", cut)
        and len(cut) < 6
        else cut
    )
