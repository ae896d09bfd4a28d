"""Alone: words of a letter as they read where what went before does not stand beside them.

Within a letter "You also explained ..." follows on from something; by itself it would seem to leave something out.
"""

import re

SUBJECT = r"(?:You|They|Your(?: (?!(?:that|who|which)\b)[\w\u2019'-]+){1,4}?)"
HELPER = r"(?: (?:am|are|is|was|were|has|have|had|can|could|will|would))?"
ALSO = re.compile(rf"({SUBJECT}{HELPER}) also(?= \w)")


def alone(words: str) -> str:
    """The words without the "also" that ties their beginning to what went before; every other word as it stands."""
    found = ALSO.match(words)
    return found[1] + words[found.end() :] if found else words
