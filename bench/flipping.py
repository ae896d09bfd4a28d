"""Turn what a sentence says into its opposite, the way a slip of an editing hand would: one word in or out."""

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
