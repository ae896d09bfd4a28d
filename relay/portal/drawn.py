"""A form as it is drawn, with what was typed, what is wrong with it, and what changed in the meantime.

A form that changes a record carries the version that its reader was shown. Where the record has moved on, the form comes
back with what was typed, the newer values beside it, and the newer version: saving once more is then a decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import flash
from flask.typing import ResponseReturnValue

from relay.hall.forms import Form

VERSION = "version"
LOST = "This form was not complete when it arrived. Look at it again, then save."


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """What a form's template takes. `newer` holds label and present value of what somebody else changed.

    `labels` are the fields' names, for the list of what is wrong.
    """

    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    newer: Sequence[tuple[str, str]] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def drawn(
    form: Form | None, present: Mapping[str, str], labels: Mapping[str, str], version: int | None = None
) -> DrawnForm:
    """The drawing of a form that was sent, or of one that is being opened, over the present values of a record."""
    if form is None:
        return DrawnForm(present, {}, version)
    typed = {name: form.raw(name) for name in labels}
    moved = version is not None and form.raw(VERSION) != str(version)
    newer = [
        (label, present.get(name) or "nothing")
        for name, label in labels.items()
        if moved and present.get(name, "") != typed[name].strip()
    ]
    return DrawnForm(typed, form.errors, version, newer, labels)


def seen_version(form: Form) -> int:
    """The version that the form was drawn over."""
    digits = form.raw(VERSION)
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        return int(digits)
    form.errors[""] = LOST
    return 0


def said(answer: ResponseReturnValue, words: str) -> ResponseReturnValue:
    """The answer of a form; where it was taken, the next page says these words."""
    if not isinstance(answer, tuple):
        flash(words, "good")
    return answer
