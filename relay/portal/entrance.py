"""The entrance: signing in and out, joining by invitation, choosing a new password."""

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.hall.policy import public

blueprint = Blueprint("entrance", __name__)


def register(app: Flask) -> None:
    """Hang these pages into the application."""
    app.register_blueprint(blueprint)


@blueprint.get("/")
@public
def front() -> ResponseReturnValue:
    """The front door leads to the desk."""
    return redirect(url_for("entrance.sign_in"), 303)


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The form for address and password."""
    return render_template("entrance/sign_in.html")


@blueprint.get("/out")
@public
def out() -> ResponseReturnValue:
    """Where a candidate lands whose session has ended."""
    return render_template("entrance/out.html")
