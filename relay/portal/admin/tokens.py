"""Tokens: what a program shows at the API to act in a person's name.

A token is shown once, on the answer to the form that issued it, and kept as a hash; so that answer is a page and not a
redirect, and the same form sent twice says that it was issued already.
"""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.hall.visitors import visitor
from relay.journey.signing_in import find_by_api_token
from relay.journey.staffing import issue_api_token, revoke_api_token
from relay.portal.drawn import drawn, said
from relay.reports.people import find_token, list_tokens, recruiters
from relay.store.work import Work
from relay.vocabulary import Role

blueprint = Blueprint("tokens", __name__)
LABELS = {"name": "What it is for", "staff_id": "Acts as"}
ONCE = "That token was issued already, and shown once. If it is lost, revoke it and issue another."


@blueprint.get("/tokens")
@staff_only(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """The agency's tokens, and the form for one more."""
    return draw()


@blueprint.post("/tokens")
@staff_only(Role.ADMINISTRATOR)
def issue() -> ResponseReturnValue:
    """Issue a token and show it."""
    form = Form()
    name, staff_id = form.line("name", longest=80), form.id("staff_id")
    made: list[str] = []

    def act(work: Work) -> str:
        made.append(issue_api_token(work, staff_id, name))
        return url_for("tokens.index")

    answer = form.submit(act, lambda: draw(form))
    if isinstance(answer, tuple):
        return answer
    # A twin of this request may have won; what this one made was then rolled back.
    if made and find_by_api_token(house().store, made[0]) is not None:
        return draw(token=made[0], named=name)
    flash(ONCE, "note")
    return redirect(url_for("tokens.index"), 303)


@blueprint.post("/tokens/<token_hash>/revocation")
@staff_only(Role.ADMINISTRATOR)
def revoke(token_hash: str) -> ResponseReturnValue:
    """End a token at once."""
    form = Form()

    def act(work: Work) -> str:
        revoke_api_token(work, find_token(work, token_hash).token_hash)
        return url_for("tokens.index")

    return said(form.submit(act, lambda: draw(form)), "The token is revoked. Whatever used it is refused.")


def draw(form: Form | None = None, *, token: str = "", named: str = "") -> str:
    """The page; `token` is one that was issued this moment."""
    with open_look() as work:
        return render_template(
            "admin/tokens.html",
            nav="agency",
            tokens=list_tokens(work),
            people=[(str(person.id), person.name) for person in recruiters(work)],
            form=drawn(form, {"name": "", "staff_id": str(visitor().staff.id)}, LABELS),
            token=token,
            named=named,
        )
