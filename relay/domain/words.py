"""What people may type, checked once for every door.

Text that people write is kept as written, save that CRLF becomes LF. Names and other single lines end up in mail headers
and page titles, so they refuse control and bidi characters (Unicode categories Cc, Cf, Cs, Zl and Zp; a joiner between
letters is allowed because some scripts and emoji need it).
"""

import re
import unicodedata

from relay.domain.errors import InvalidError

LONGEST_NOTE = 100_000
JOINERS = "\u200c\u200d"
# Deliberately narrow: one plain mailbox, no comments, quoting, lists or address literals.
ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)


def clean_line(field: str, value: str, *, longest: int = 200, required: bool = True) -> str:
    """A single line: trimmed, at most `longest` characters, no control or bidi characters.

    Raises InvalidError naming `field`.
    """
    line = value.strip()
    if not line and required:
        raise InvalidError(field, "Enter something here.")
    if len(line) > longest:
        raise InvalidError(field, f"Use at most {longest} characters; this has {len(line)}.")
    for character in line:
        if character not in JOINERS and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            raise InvalidError(field, "This holds an invisible control character. Type it again without it.")
    return line


def clean_address(field: str, value: str) -> str:
    """An e-mail address in its normal form: lower case, one plain mailbox, at most 254 characters (RFC 5321).

    Raises InvalidError naming `field`.
    """
    address = clean_line(field, value, longest=254).lower()
    local = address.partition("@")[0]
    if len(local) > 64 or not ADDRESS.fullmatch(address):
        raise InvalidError(field, "Enter an e-mail address, such as priya.nair@example.com.")
    return address


def clean_text(field: str, value: str, *, longest: int = LONGEST_NOTE, required: bool = True) -> str:
    """A longer text, kept as written: CRLF and CR become LF, nothing else changes.

    NUL and lone surrogates are refused because no database or mail can carry them, and other C0 control characters
    because nobody types them. Bidi characters stay: they are isolated when shown. Raises InvalidError naming `field`.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if required and not text.strip():
        raise InvalidError(field, "Enter something here.")
    if len(text) > longest:
        raise InvalidError(field, f"Use at most {longest:,} characters; this has {len(text):,}.")
    for character in text:
        if character in "\n\t":
            continue
        if unicodedata.category(character) in ("Cc", "Cs"):
            raise InvalidError(
                field, "This holds a control character that cannot be stored. Take it out and try again."
            )
    return text
