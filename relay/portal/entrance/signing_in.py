"""Signing in and out, and where candidates land whose session has ended.

A wrong address and a wrong password are answered alike. Each sign-in makes a new token and ends the one that this browser
held before, so a token that somebody planted there is worth nothing.
"""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.policy import Side, public
from relay.hall.visitors import cookie_name, drop_cookie, set_cookie
from relay.journey import signing_in as stage
from relay.portal.entrance.blueprint import blueprint
from relay.portal.entrance.carried import WAY_ON, Carried, carried_by
from relay.portal.entrance.demo import DEMO_PASSWORD, DEMO_PEOPLE
from relay.portal.entrance.limits import tries_here, tries_of_name

NO_FIT = "That address and password do not fit together. Check both, or choose a new password."


@blueprint.get("/")
@public
def front() -> ResponseReturnValue:
    """The front door leads to the desk, or to its entrance."""
    return redirect(today() if is_signed_in() else url_for("entrance.sign_in"), 303)


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The form for address and password."""
    if is_signed_in():
        return redirect(way_on(request.args.get("next", "")), 303)
    return draw(Form(), request.args.get("next", ""))


@blueprint.post("/sign-in")
@public
@tries_here
@tries_of_name
def come_in() -> ResponseReturnValue:
    """Let in whoever has the right password."""
    form = Form()
    email = form.address("email")
    form.say_what_is_missing(email="Enter your e-mail address.")
    if not form.raw("password"):
        form.errors["password"] = "Enter your password."  # noqa: S105 - a sentence
    token = None if form.errors else stage.sign_in(house().store, email, form.raw("password"))
    late = carried_by(form)
    if token is None:
        form.errors = form.errors or {"": NO_FIT}
        return draw(form, form.raw("next"), late), 422
    if late is not None:
        return give_token(render_template("entrance/again.html", carried=late), token)
    return admit(token, way_on(form.raw("next")))


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session where it is kept, and take the cookie away."""
    stage.sign_out(house().store, token_here())
    flash("You are signed out.", "good")
    answer = redirect(url_for("entrance.sign_in"), 303)
    drop_cookie(answer, Side.STAFF)
    return answer


@blueprint.get("/out")
@public
def out() -> ResponseReturnValue:
    """Where a candidate lands whose session has ended."""
    return render_template("entrance/out.html", room="letter")


def draw(form: Form, next_place: str, carried: Carried | None = None) -> str:
    """The sign-in page, with the address that was typed; a password is never sent back.

    `carried` is a form whose sender was signed out when it came.
    """
    return render_template(
        "entrance/sign_in.html",
        errors=form.errors,
        email=form.raw("email"),
        next=next_place if WAY_ON.fullmatch(next_place) else "",
        carried=carried,
        people=DEMO_PEOPLE if house().settings.demo else (),
        demo_password=DEMO_PASSWORD,
    )


def admit(token: str, to: str) -> ResponseReturnValue:
    """Give this browser its new token, end the old one, and go on."""
    return give_token(redirect(to, 303), token)


def give_token(answer: ResponseReturnValue, token: str) -> Response:
    """The answer with this browser's new token; the old one is ended."""
    stage.sign_out(house().store, token_here())
    response = make_response(answer)
    set_cookie(response, Side.STAFF, token)
    return response


def token_here() -> str:
    """The token that this browser holds for the desk, if any."""
    return request.cookies.get(cookie_name(Side.STAFF), "")


def is_signed_in() -> bool:
    """Whether this browser's token still stands."""
    token = token_here()
    return bool(token) and stage.find_signed_in(house().store, token) is not None


def way_on(place: str) -> str:
    """Where to go after signing in: a place of this house, or today's page. Never another site."""
    return request.script_root + place if WAY_ON.fullmatch(place) else today()


def today() -> str:
    """The page a member of staff begins with."""
    return f"{request.script_root}/today"
