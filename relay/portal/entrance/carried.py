"""What was typed by somebody who had been signed out, carried through signing in and stored nowhere on the way."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from relay.hall.forms import Form

WAY_ON = re.compile(r"/[A-Za-z0-9](?:(?!//)[^\\\x00-\x20\x7f-\x9f])*")
MOST_FIELDS = 500
# A key to somebody else's service is typed anew: it stands on no page, hidden or not.
NOT_CARRIED = frozenset({"csrf_token", "pen_key"})
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that came too late: where it was sent, and its fields."""

    to: str
    fields: Fields

    @property
    def packed(self) -> str:
        """The fields as one value of another form."""
        return json.dumps(self.fields, ensure_ascii=False)

    @property
    def longest(self) -> str:
        """The longest thing that was typed, by which its writer knows it again."""
        return max((value for _, value in self.fields), key=len, default="")


def carried(to: str, fields: Fields) -> Carried | None:
    """The form, if it was sent to a place of this house and holds anything."""
    kept = [(name, value) for name, value in fields if name not in NOT_CARRIED]
    return Carried(to, kept) if kept and len(kept) <= MOST_FIELDS and WAY_ON.fullmatch(to) else None


def carried_by(form: Form) -> Carried | None:
    """The form that the sign-in form carries, if it carries one."""
    return carried(form.raw("carried_to"), unpack(form.raw("carried")))


def unpack(packed: str) -> Fields:
    """The fields of a carried form; none where they are not as they were packed."""
    try:
        found = json.loads(packed)
        # An escape can make half a character, which no page can be drawn with.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return []
    pairs = found if isinstance(found, list) else []
    whole = all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
        for pair in pairs
    )
    return [(name, value) for name, value in pairs] if whole else []
