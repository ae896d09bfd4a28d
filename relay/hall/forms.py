"""Forms as they arrive: every value is checked, all faults are gathered, and what was typed is kept.

The rules for words stand in the domain (`relay/domain/words.py`); this gathers what they say, field by field. A step of
the journey may find more, which lands beside its field in the same way.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID, uuid4

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from relay.domain.errors import BusyError, InvalidError, MoveError, StaleError
from relay.domain.instant import clean_zone
from relay.domain.words import clean_address, clean_line, clean_text
from relay.hall.submitting import submit
from relay.store.submission import Answer
from relay.store.work import Work

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")
NOT_CONTENT = frozenset({"csrf_token", "submission_key"})
KEY_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def new_submission_key() -> str:
    """A one-shot key for the hidden field of a form that is being drawn."""
    return uuid4().hex


class Form:
    """The form of this request. Reading a value that cannot be taken notes the fault and gives a harmless stand-in."""

    def __init__(self, values: "MultiDict[str, str] | None" = None) -> None:
        """Take the request's form, or other values in tests."""
        self.values = request.form if values is None else values
        self.errors: dict[str, str] = {}

    @property
    def content(self) -> list[tuple[str, str]]:
        """What was submitted, without the form's own machinery."""
        return sorted(
            (name, value) for name, value in self.values.items(multi=True) if name not in NOT_CONTENT
        )

    @property
    def submission_key(self) -> str:
        """The one-shot key that came with it; one that no page of ours was drawn with counts as none."""
        key = self.values.get("submission_key", "")
        return key if KEY_SHAPE.fullmatch(key) else ""

    def raw(self, name: str) -> str:
        """What was typed, unchecked."""
        return self.values.get(name, "")

    def line(self, name: str, *, longest: int = 200, required: bool = True) -> str:
        """A single line."""
        return self.checked(
            name, "", lambda value: clean_line(name, value, longest=longest, required=required)
        )

    def address(self, name: str, *, required: bool = True) -> str:
        """An e-mail address."""
        if not required and not self.raw(name).strip():
            return ""
        return self.checked(name, "", lambda value: clean_address(name, value))

    def text(self, name: str, *, longest: int, required: bool = True) -> str:
        """A longer text."""
        return self.checked(
            name, "", lambda value: clean_text(name, value, longest=longest, required=required)
        )

    def zone(self, name: str) -> str:
        """A time zone."""
        return self.checked(name, "UTC", lambda value: clean_zone(name, value))

    def choice(self, name: str, kind: type[Choice]) -> Choice:
        """One of a closed list."""

        def choose(value: str) -> Choice:
            try:
                return kind(value)
            except ValueError:
                raise InvalidError(name, "Choose one from the list.") from None

        return self.checked(name, next(iter(kind)), choose)

    def number(self, name: str, *, least: int, most: int) -> int:
        """A whole number in plain digits."""

        def count(value: str) -> int:
            digits = value.strip()
            if not (
                digits.isascii() and digits.isdigit() and len(digits) < 10 and least <= int(digits) <= most
            ):
                raise InvalidError(name, f"Enter a number from {least:,} to {most:,}.")
            return int(digits)

        return self.checked(name, least, count)

    def number_or_none(self, name: str, *, least: int, most: int) -> int | None:
        """A whole number, or None where nothing was typed."""
        return self.number(name, least=least, most=most) if self.raw(name).strip() else None

    def day(self, name: str) -> date:
        """A date, as `2026-11-24`."""

        def read(value: str) -> date:
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                raise InvalidError(name, "Enter a date, such as 24 November 2026.") from None

        return self.checked(name, date.min, read)

    def id(self, name: str) -> UUID:
        """The id of a record that was chosen."""
        return self.checked(name, UUID(int=0), lambda value: as_id(name, value))

    def id_or_none(self, name: str) -> UUID | None:
        """The id of a record that may be left out."""
        return self.id(name) if self.raw(name).strip() else None

    def ids(self, name: str) -> list[UUID]:
        """The ids of all records that were ticked."""
        try:
            return [as_id(name, value) for value in self.values.getlist(name) if value]
        except InvalidError as error:
            self.errors.setdefault(name, error.message)
            return []

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.raw(name))

    def checked(self, name: str, stand_in: Value, check: Callable[[str], Value]) -> Value:
        """The value that `check` makes of what was typed; a fault is noted beside the field."""
        try:
            return check(self.raw(name))
        except InvalidError as error:
            self.errors.setdefault(error.field, error.message)
            return stand_in

    def say_what_is_missing(self, **sentences: str) -> None:
        """Say of a field that was left empty what is missing, so that it can be understood in a list of faults too."""
        for name, sentence in sentences.items():
            if name in self.errors and not self.raw(name).strip():
                self.errors[name] = sentence

    def submit(
        self, act: Callable[[Work], str], again: Callable[[], str], *, status: int = 422
    ) -> ResponseReturnValue:
        """Act once and go where `act` says, or draw the page `again` with what was typed and what is wrong with it.

        `act` runs in a unit of work and gives the address to go to. Faults land in `errors`: beside their field, or
        under the empty name where they concern the whole form.
        """
        if not self.errors:
            try:
                answer = submit(
                    self.submission_key,
                    [request.path, *self.content],
                    lambda work: Answer(303, {"to": act(work)}),
                )
                return redirect(str(answer.content["to"]), 303)
            except InvalidError as error:
                self.errors[error.field] = error.message
            except (StaleError, MoveError) as error:
                self.errors[""] = str(error)
                status = 409
            except BusyError as error:
                self.errors[""] = str(error)
                status = 503
        return again(), status


def as_id(name: str, value: str) -> UUID:
    """The id that was chosen from a list. Raises InvalidError naming the field."""
    try:
        return UUID(value)
    except ValueError:
        raise InvalidError(name, "Choose one from the list.") from None
