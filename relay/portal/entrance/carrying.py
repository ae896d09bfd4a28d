"""Carrying: a form that came after its sender was signed out is not lost.

The hall sends it on to here with everything that was typed. Staff sign in and then send it once more themselves; a candidate,
who comes in by a link, is given the words back to copy.
"""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from relay.hall.forms import Form
from relay.hall.policy import public
from relay.portal.entrance.blueprint import blueprint
from relay.portal.entrance.carried import carried
from relay.portal.entrance.signing_in import draw

# What a candidate writes themselves, in the forms of the letter room.
WRITTEN = (
    "text",
    "in_own_words",
    "what",
    "reflection",
    "thanks",
    "helpful_why",
    "entry",
    "view_words",
    "line",
    "wish_line",
    "kit_asked",
    "kit_said",
    "kit_well",
    "kit_now",
)


@blueprint.post("/sign-in/carried")
@public
def carry() -> ResponseReturnValue:
    """Signing in, with the form that came too late beside it."""
    fields = list(Form().values.items(multi=True))
    return draw(Form(MultiDict()), "", carried(request.args.get("to", ""), fields)), 401


@blueprint.post("/out")
@public
def give_back() -> ResponseReturnValue:
    """Where a candidate lands whose form came too late: their words, to copy."""
    form = Form()
    written = [form.raw(name) for name in WRITTEN if form.raw(name).strip()]
    return render_template("entrance/out.html", room="letter", written=written), 401
