"""Flashed words stay on the side they were said on.

They travel in the browser's one form session. Where a colleague shows a candidate something in their own browser, what the
desk said last ("Sam Okoro is added.") must not stand above the candidate's page.
"""

from typing import Any

from flask import Flask, get_flashed_messages, request

from relay.hall.policy import Side
from relay.hall.visitors import asked_policy

# The candidate's door is public; the desk's own entrance is too, and says "You are signed out."
DOOR = "door"


def set_up(app: Flask) -> None:
    """Hand templates the words of their own side. No page of the candidate's side flashes any."""
    app.add_template_global(words_of_this_side, "get_flashed_messages")


def words_of_this_side(**wanted: Any) -> list[Any]:
    """What was flashed, on every page but the candidate's."""
    policy = asked_policy()
    if request.blueprint == DOOR or (policy is not None and policy.side is Side.CANDIDATE):
        return []
    return list(get_flashed_messages(**wanted))
