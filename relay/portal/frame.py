"""What every page's layout is handed: who is there, which agency, and whether this is the demo."""

from typing import Any

from flask import Flask, g
from flask_login import current_user

from relay.hall.forms import new_submission_key
from relay.hall.house import house
from relay.hall.policy import Side
from relay.hall.visitors import visitor


def set_up(app: Flask) -> None:
    """Have every template handed these values, and the filter for words that begin a line."""
    app.context_processor(frame)
    app.add_template_filter(upper_first)


def upper_first(words: str) -> str:
    """Words as they begin a line; the rest stays as it was written, since a stage may be called `HR interview`."""
    return words[:1].upper() + words[1:]


def frame() -> dict[str, Any]:
    """The values the layouts take."""
    values: dict[str, Any] = {
        "demo": house().settings.demo,
        "new_submission_key": new_submission_key,
        "current": None,
        "candidate": None,
        "agency": None,
    }
    if g.get("side") is None or not current_user.is_authenticated:
        return values
    signed_in = visitor().signed_in
    values["agency"] = {"name": signed_in.agency_name, "zone": signed_in.agency_zone}
    values["current" if g.side is Side.STAFF else "candidate"] = signed_in.person
    return values
