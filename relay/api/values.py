"""Values: marshmallow fields that are as strict as the domain.

The library's own take NUL, bidi overrides and lone surrogates in strings, `"1_000"` and `true` as whole numbers and `"on"`
as a truth; these do not. The rules for words stand in `relay/domain/words.py`, once for every door.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from relay.domain.errors import InvalidError
from relay.domain.instant import clean_zone
from relay.domain.words import clean_address, clean_line, clean_text
from relay.hall.times import iso

Value = TypeVar("Value")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
WALL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Taken(Schema):
    """What comes in: a field nobody knows is a mistake that somebody should hear of."""

    class Meta:
        unknown = RAISE


class Given(Schema):
    """What goes out, on the staff's side. Nothing here is for candidates."""


def told(check: Callable[[], Value]) -> Value:
    """What the domain makes of a value; its objection in the library's own way."""
    try:
        return check()
    except InvalidError as error:
        raise ValidationError(error.message) from error


class Line(fields.String):
    """A single line without control or bidi characters."""

    def __init__(self, *, longest: int = 200, empty: bool = False, **more: Any) -> None:
        """At most `longest` characters; `empty` where it may be."""
        super().__init__(**more)
        self.longest, self.empty = longest, empty

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more)
        return told(lambda: clean_line("", text, longest=self.longest, required=not self.empty))


class Words(fields.String):
    """A longer text, kept as written."""

    def __init__(self, *, longest: int, **more: Any) -> None:
        """At most `longest` characters."""
        super().__init__(**more)
        self.longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more)
        return told(lambda: clean_text("", text, longest=self.longest))


class Address(fields.String):
    """An e-mail address, one plain mailbox; `empty` where it may be left out."""

    def __init__(self, *, empty: bool = False, **more: Any) -> None:
        """Say whether it may be empty."""
        super().__init__(**more)
        self.empty = empty

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more)
        if self.empty and not text.strip():
            return ""
        return told(lambda: clean_address("", text))


class Zone(fields.String):
    """An IANA time zone."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more)
        return told(lambda: clean_zone("", text))


class Whole(fields.Integer):
    """A whole number of JSON; with `digits` one that stands in an address, in plain digits."""

    def __init__(self, *, least: int, most: int, digits: bool = False, **more: Any) -> None:
        """From `least` to `most`."""
        super().__init__(**more, validate=validate.Range(least, most))
        self.least, self.most, self.digits = least, most, digits

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int:
        number = value
        if self.digits and isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            number = int(value)
        if isinstance(number, bool) or not isinstance(number, int) or not self.least <= number <= self.most:
            raise ValidationError(f"Send a whole number from {self.least} to {self.most}.")
        return number


class Flag(fields.Boolean):
    """True or false, and nothing that merely looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("Send true or false.")
        return value


class Id(fields.UUID):
    """The id of a record, in its usual spelling."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> UUID:
        if not isinstance(value, str) or not ID.fullmatch(value.lower()):
            raise ValidationError("Send an id, such as 0190f3c2-7b1e-7c55-9f0a-1d2e3c4b5a69.")
        return UUID(value)


class Wall(fields.String):
    """A local time to the minute; its zone stands in a field of its own."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        if not isinstance(value, str) or not WALL.fullmatch(value):
            raise ValidationError("Send a local time to the minute, such as 2026-11-24T14:00.")
        return value


class Moment(fields.DateTime):
    """An instant: given as `2026-11-12T14:00:00Z`, taken with any offset, never without one."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> str | None:
        return None if value is None else iso(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None or not 2000 <= moment.year <= 2100:
            raise ValidationError("Send an instant with its offset, such as 2026-11-12T14:00:00Z.")
        return moment.astimezone(UTC)


class Day(fields.Date):
    """A day, as `2026-11-12`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> date:
        try:
            day = date.fromisoformat(value) if isinstance(value, str) and DAY.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None or not 2000 <= day.year <= 2100:
            raise ValidationError("Send a day, such as 2026-11-12.")
        return day
