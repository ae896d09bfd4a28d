"""Joining: the link of an invitation or of a new password, good for one choice.

Opening the link changes nothing, because mail scanners open links too.
"""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from relay.domain.errors import InvalidError
from relay.domain.staff import Pass, PassPurpose, Staff
from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.policy import public
from relay.journey import signing_in as stage
from relay.portal.entrance.blueprint import blueprint
from relay.portal.entrance.limits import tries_here
from relay.portal.entrance.signing_in import admit, today


@blueprint.get("/join/<token>")
@public
def join(token: str) -> ResponseReturnValue:
    """The form for a password of one's own."""
    found = stage.find_pass(house().store, token)
    return draw(found, {}) if found else spent()


@blueprint.post("/join/<token>")
@public
@tries_here
def choose_password(token: str) -> ResponseReturnValue:
    """Take the password and sign its owner in."""
    found = stage.find_pass(house().store, token)
    if found is None:
        return spent()
    try:
        session_token = stage.use_pass(house().store, token, Form().raw("password"))
    except InvalidError as error:
        return draw(found, {error.field: error.message}), 422
    if session_token is None:
        return spent()
    flash("Your password is set, and you are signed in.", "good")
    return admit(session_token, today())


def draw(found: Pass, errors: dict[str, str]) -> str:
    """The form, saying who it is for."""
    with house().store.look(found.agency_id) as work:
        staff, agency = work.get(Staff, found.staff_id), work.agency
        return render_template(
            "entrance/join.html",
            errors=errors,
            name=staff.name,
            email=staff.email,
            joining=found.purpose is PassPurpose.INVITATION,
            agency={"name": agency.name},
            shortest=stage.SHORTEST_PASSWORD,
        )


def spent() -> ResponseReturnValue:
    """What a link says that was used, has run out or never was: the same in each case."""
    return render_template("entrance/spent.html"), 410
