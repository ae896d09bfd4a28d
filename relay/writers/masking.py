"""Masking: the names in a point's words are taken out before the words leave the house.

The candidate becomes a placeholder, people at the client, the client and the recruiter become what they are. A name that is
also an everyday word (Will, Grace) is masked where it is written as a name. Masking too much only makes a sentence clumsy.
"""

import re
from collections.abc import Iterator, Sequence

from relay.text.lexicon import english, listed, name_parts
from relay.text.permit import CONTACT
from relay.text.shapes import Material

FIRST = "{first}"
TITLE = r"(?:\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame)\b\.?\s+)?"
SHORTEST = 3


def mask(words: str, material: Material) -> str:
    """`words` with nobody's name and no address in them."""
    about = material.about
    masked = CONTACT.sub("an address", words)
    for names, instead in (
        (name_parts(about.candidate), FIRST),
        (tuple(part for name in about.interviewers for part in name_parts(name)), "the interviewer"),
        (name_parts(material.recruiter), "the recruiter"),
    ):
        masked = masked_names(masked, names, instead)
    for firm in (about.client, material.agency):
        if firm.strip():
            masked = re.sub(rf"(?<!\w){re.escape(firm.strip())}(?!\w)", "the client", masked, flags=re.I)
    return masked


def masked_names(words: str, names: Sequence[str], instead: str) -> str:
    """`words` with each run of these names, a title before it included, said as `instead`."""
    parts = "|".join(sorted(ways_to_write(names), key=len, reverse=True))
    if not parts:
        return words
    name = rf"(?<!\w)(?:{parts})(?!\w)"
    return re.sub(rf"(?i:{TITLE}){name}(?:[\s-]+{name})*", instead, words)


def ways_to_write(names: Sequence[str]) -> Iterator[str]:
    """Patterns for the names: in any case, or, where one is an everyday word too, written as a name alone."""
    everyday = listed("stop") | listed("modal") | frozenset(english()["base"].values())
    for name in names:
        if len(name) < SHORTEST or name.lower() in everyday:
            yield f"{re.escape(name)}|{re.escape(name.upper())}"
        else:
            yield f"(?i:{re.escape(name)})"
