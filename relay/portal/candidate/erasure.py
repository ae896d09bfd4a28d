"""Erasure: what goes and what stays, and the code with which it is done. There is no way back, so the mailbox has to agree."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.policy import Side, candidate_only, public
from relay.hall.security import limiter
from relay.hall.visitors import cookie_name, drop_cookie
from relay.journey.erasing import erase_candidate, request_erasure, try_code
from relay.store.work import Work

blueprint = Blueprint("erasure", __name__)
LONGEST_TYPED = 100


@blueprint.get("/mine/erasure")
@candidate_only
def explain() -> ResponseReturnValue:
    """What being erased means, and the button that has a code sent."""
    return draw(Form())


@blueprint.post("/mine/erasure/code")
@candidate_only
@limiter.limit("20 per hour")
def code() -> ResponseReturnValue:
    """Have a code sent to the address on file."""
    form = Form()

    def act(work: Work) -> str:
        request_erasure(work, own_token())
        return url_for("erasure.type_code")

    return form.submit(act, lambda: draw(form))


@blueprint.get("/mine/erasure/code")
@candidate_only
def type_code() -> ResponseReturnValue:
    """The form for the code."""
    return draw(Form(), typing=True)


@blueprint.post("/mine/erasure")
@candidate_only
@limiter.limit("60 per hour")
def erase() -> ResponseReturnValue:
    """Be erased, with the code. Whatever is wrong with it, the answer is the same and nothing goes."""
    form = Form()
    typed = form.raw("code")[:LONGEST_TYPED]
    if not typed.strip():
        form.errors["code"] = "Type the code from the mail."
        return draw(form, typing=True), 422
    fits = try_code(house().store, house().secrets, own_token(), typed)

    def act(work: Work) -> str:
        erase_candidate(work, fits)
        return url_for("erasure.erased")

    answer = form.submit(act, lambda: draw(form, typing=True))
    if form.errors:
        return answer
    response = redirect(url_for("erasure.erased"), 303)
    drop_cookie(response, Side.CANDIDATE)
    return response


@blueprint.get("/erased")
@public
def erased() -> ResponseReturnValue:
    """The last page. It knows nobody, so anybody may see it."""
    return render_template("candidate/erased.html")


def own_token() -> str:
    """What this browser came in with."""
    return request.cookies.get(cookie_name(Side.CANDIDATE), "")


def draw(form: Form, *, typing: bool = False) -> str:
    """The page, on which the code can be asked for or, when `typing`, typed. A code that did not work is not shown again."""
    return render_template("candidate/erasure.html", nav="mine", typing=typing, errors=dict(form.errors))
