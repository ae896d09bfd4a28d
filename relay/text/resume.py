"""After a colon, give a verb the subject that a note leaves out: "You were vague about budgets: you gave no figures".

Only after words that say how the candidate was: where they name a thing, the verb may be about the thing ("You brought a
script: didn't run").
"""

import re

from relay.text.verbs import base_of, helping, is_past, is_plain_past, is_third, may_be_noun

OF_YOU = re.compile(
    r"(?P<before>You (?:were|are|weren't|felt|seemed|found it|struggled|didn't|did not|went on|got (?:flustered|mixed up|lost|stuck))\b[^:;.?\u201c]*): "
    r"(?P<verb>[a-z]+(?:'t)?)(?P<rest>\b.*)$",
    re.S,
)
# What is asked keeps the order of a question: "could the team work from home".
ASKED = re.compile(r"\b(?:ask|question|wonder|want(?:ed)? to know)")
ANOTHER = re.compile(
    r" (?:the|an?|this|that|these|those|you|your|they|their|it|he|she|we|there|any\w*|every\w*)\b"
)
# After a past form, a thing that it is done to: without one it may be a participle, as in "printed on thick paper".
OBJECT = re.compile(r" (?:the|an?|it|them|you|your|their|how|what|why|that|all|both|no)\b")
PASSIVE = re.compile(r"(?: not)? (?:be|have been)\b")
# What a thing does oftener than a person, and what has a subject of its own.
OF_THINGS = frozenset(
    (
        "came",
        "did",
        "does",
        "happened",
        "landed",
        "lasted",
        "made",
        "meant",
        "means",
        "ran",
        "remained",
        "took",
    )
) | {"worked", "works", "are", "were", "be", "do"}


def resume(text: str) -> str:
    """Return `text` with "you" before the verb after its first colon, where its subject can be nobody else."""
    found = OF_YOU.match(text)
    if not found or ASKED.search(found["before"]) or not _is_yours(found["verb"], found["rest"]):
        return text
    return f"{found['before']}: you {base_of(found['verb'])}{found['rest']}"


def _is_yours(verb: str, rest: str) -> bool:
    """Tell whether `verb` is the candidate's: in the active voice, and neither a question's nor one of a list of things."""
    denied = verb.endswith("n't") or rest.startswith(" not ")
    if not rest.startswith(" ") or (verb in OF_THINGS and not denied):
        return False
    if verb in helping():
        return not PASSIVE.match(rest) and (denied or verb == "had" or not ANOTHER.match(rest))
    if is_third(verb):
        return not may_be_noun(verb)
    return is_plain_past(verb) or (is_past(verb) and bool(OBJECT.match(rest)))
