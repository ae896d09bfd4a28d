"""The door: knock at the address of a notice, come in with the key that was mailed.

Whoever holds a link learns nothing from it: the page behind every locator has the same bytes and asks no database, a knock
is answered in the same way and after the same time whether or not anybody lives there, and so is every key that does not
fit. Only a person who presses a button changes anything: scanners and previewers fetch links, and some run scripts.
"""

import re
from hashlib import sha256

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from relay.hall.evenly import evenly
from relay.hall.house import house
from relay.hall.origin import refuse_strangers
from relay.hall.policy import Side, candidate_only, public
from relay.hall.security import csrf, limiter
from relay.hall.visitors import cookie_name, drop_cookie, set_cookie
from relay.journey.knocking import knock, redeem_key
from relay.journey.signing_in import sign_out
from relay.portal.candidate.browsers import roughly
from relay.store.challenges import KEY_LIFE

blueprint = Blueprint("door", __name__)

LOCATOR_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")
LONGEST_TYPED = 100


@blueprint.get("/n/<locator>")
@public
def notice(locator: str) -> ResponseReturnValue:
    """Where a notice leads: one button. The locator is not looked at, so that nothing can be told from the answer."""
    return render_template("candidate/notice.html")


def whose_locator() -> str:
    """What a limit per locator counts by; the locator itself stays out of the counters."""
    return sha256((request.view_args or {}).get("locator", "").encode("utf-8", "surrogatepass")).hexdigest()


@blueprint.post("/n/<locator>")
@blueprint.post("/n/<locator>/code")
@public
@csrf.exempt
@limiter.limit("3 per 15 minutes", key_func=whose_locator)
@limiter.limit("20 per hour")
def ask_for_key(locator: str) -> ResponseReturnValue:
    """The knock. The page's form names no address, because its bytes may not hold the locator, so both are this one."""
    refuse_strangers()
    with evenly():
        token = knock(house().store, locator)
    response = redirect(url_for("door.key"), 303)
    kept = f"{token}.{locator}" if LOCATOR_SHAPE.fullmatch(locator) else token
    response.set_cookie(
        knock_cookie(),
        kept,
        max_age=KEY_LIFE,
        secure=house().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


@blueprint.get("/key")
@public
def key() -> ResponseReturnValue:
    """The form for the code."""
    return draw_key(None)


@blueprint.post("/key")
@public
@limiter.limit("60 per hour")
def use_key() -> ResponseReturnValue:
    """Come in with the code, once. Whatever is wrong with it, the answer is the same."""
    typed = request.form.get("code", "")[:LONGEST_TYPED]
    if not typed.strip():
        return draw_key("Type the code from the mail."), 422
    token, _, _ = request.cookies.get(knock_cookie(), "").partition(".")
    with evenly():
        admission = redeem_key(
            house().store, house().secrets, token, typed, roughly(request.user_agent.string)
        )
    if admission is None:
        return draw_key(
            "That code did not work. Check it against the newest mail, or ask for another one."
        ), 422
    return let_in(admission.token, spent=knock_cookie())


@blueprint.post("/leave")
@candidate_only
def leave() -> ResponseReturnValue:
    """Sign out: the session ends on the server."""
    leave_earlier_session()
    response = redirect(url_for("entrance.out"), 303)
    drop_cookie(response, Side.CANDIDATE)
    return response


def draw_key(error: str | None) -> str:
    """The page for the code. A code that did not work is not shown again: it is quicker to type it anew."""
    _, _, locator = request.cookies.get(knock_cookie(), "").partition(".")
    return render_template(
        "candidate/key.html", error=error, locator=locator if LOCATOR_SHAPE.fullmatch(locator) else None
    )


def let_in(token: str, *, spent: str) -> Response:
    """Lead somebody to their letters who proved who they are, and take away the cookie that they proved it with."""
    leave_earlier_session()
    response = redirect(url_for("letters.home"), 303)
    response.delete_cookie(spent, secure=house().settings.secure, httponly=True, samesite="Lax", path="/")
    set_cookie(response, Side.CANDIDATE, token)
    return response


def leave_earlier_session() -> None:
    """End the candidate's session that this browser holds, if any, so that nobody inherits it."""
    if token := request.cookies.get(cookie_name(Side.CANDIDATE), ""):
        sign_out(house().store, token)


def knock_cookie() -> str:
    """The cookie that binds a knock to the browser. Behind its token stands the locator, to knock once more from here."""
    return "__Host-relay_knock" if house().settings.secure else "relay_knock"
