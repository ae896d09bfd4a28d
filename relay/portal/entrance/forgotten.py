"""A forgotten password: a mail with a link, and the same answer whether or not the address is somebody's."""

from contextlib import suppress

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from relay.domain.errors import StaleError
from relay.hall.evenly import evenly
from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.policy import public
from relay.journey import signing_in as stage
from relay.portal.entrance.blueprint import blueprint
from relay.portal.entrance.limits import mails_here, mails_to_name


@blueprint.get("/forgotten")
@public
def forgotten() -> ResponseReturnValue:
    """The form for the address, or, afterwards, what to do next."""
    return draw(Form(), sent=request.args.get("sent") == "1")


@blueprint.post("/forgotten")
@public
@mails_here
@mails_to_name
def send_link() -> ResponseReturnValue:
    """Send the link if there is anybody to send it to."""
    form = Form()
    email = form.address("email")
    form.say_what_is_missing(email="Enter your e-mail address.")
    if form.errors:
        return draw(form), 422
    # Somebody who asks twice at once is answered like everybody else.
    with evenly(), suppress(StaleError):
        stage.request_reset(house().store, email)
    return redirect(url_for("entrance.forgotten", sent=1), 303)


def draw(form: Form, *, sent: bool = False) -> str:
    """The page, with the address that was typed."""
    return render_template("entrance/forgotten.html", errors=form.errors, email=form.raw("email"), sent=sent)
