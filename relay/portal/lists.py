"""Lists as they stand in an address: what is searched for, which page, and the addresses that lead on."""

import unicodedata
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from flask import request

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST_SEARCH = 200


def asked_words(name: str = "q") -> str:
    """What is searched for: one line without the characters that no name holds and some databases refuse."""
    typed = request.args.get(name, "")[:LONGEST_SEARCH]
    return "".join(
        " " if unicodedata.category(character) == "Cc" else character
        for character in typed
        if unicodedata.category(character) != "Cs"
    ).strip()


def asked_page() -> int:
    """Which page; anything else than a number is the first."""
    digits = request.args.get("page", "1")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else 1


def asked_choice(name: str, kind: type[Choice]) -> Choice | None:
    """One of a closed list, if one was chosen."""
    value = request.args.get(name, "")
    return kind(value) if value in list(kind) else None


def asked_id(name: str) -> UUID | None:
    """The id of a record, if one was chosen."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def same_list(**changes: object) -> str:
    """The address of this list with other values; None or an empty one leaves a value out."""
    values = {**request.args.to_dict(), "page": None, **changes}
    query = urlencode({name: value for name, value in values.items() if value not in {None, ""}})
    return request.script_root + request.path + (f"?{query}" if query else "")
