"""Passkeys: coming in without a code, and the candidate's own list of what they can come in with.

What a browser is asked is made by a POST; its device's answer comes back as a field of an ordinary form, so that whatever is
wrong with it is said on a page. At the door that is always the same page, after the same time.
"""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from relay.domain.authenticator import Party, party_of
from relay.hall.evenly import evenly
from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.origin import refuse_strangers
from relay.hall.policy import candidate_only, public
from relay.hall.security import csrf, limiter
from relay.hall.units import open_look
from relay.journey.unlocking import (
    LONGEST_NAME,
    add_passkey,
    ask_to_add,
    begin_adding,
    begin_coming_in,
    challenge_of,
    come_in,
    end_adding,
    remove_passkey,
)
from relay.portal.candidate.browsers import roughly
from relay.portal.candidate.door import let_in
from relay.portal.candidate.mine import draw, own_browser, own_token
from relay.store.ceremonies import CEREMONY_LIFE
from relay.store.work import Work

blueprint = Blueprint("passkeys", __name__)


@blueprint.get("/come-in")
@public
def door() -> ResponseReturnValue:
    """Where somebody comes in with a passkey who has no notice at hand. The same for everybody."""
    return render_template("candidate/come_in.html", error=None)


@blueprint.post("/come-in/options")
@public
@csrf.exempt
@limiter.limit("60 per hour")
def options() -> ResponseReturnValue:
    """What the browser is asked to sign. It names nobody, because nobody is known."""
    refuse_strangers()
    token, asked = begin_coming_in(house().store, house().secrets, party())
    response = Response(asked, content_type="application/json")
    response.set_cookie(
        ceremony_cookie(),
        token,
        max_age=CEREMONY_LIFE,
        secure=house().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


@blueprint.post("/come-in", endpoint="come_in")
@public
@csrf.exempt
@limiter.limit("60 per hour")
def enter() -> ResponseReturnValue:
    """Come in with what the device signed, once. The page of a notice sets no cookie, so no token can come with it."""
    refuse_strangers()
    with evenly():
        admission = come_in(
            house().store,
            house().secrets,
            party(),
            request.cookies.get(ceremony_cookie(), ""),
            request.form.get("credential", ""),
            roughly(request.user_agent.string),
        )
    if admission is None:
        return render_template(
            "candidate/come_in.html",
            error="That passkey did not work. Try once more, or come in with a code.",
        ), 422
    return let_in(admission.token, spent=ceremony_cookie())


@blueprint.post("/mine/passkeys/options")
@candidate_only
@limiter.limit("60 per hour")
def options_to_add() -> ResponseReturnValue:
    """What the browser is asked to make."""
    ceremony_id = begin_adding(house().store, own_token())
    with open_look() as work:
        return Response(
            ask_to_add(work, house().secrets, party(), ceremony_id), content_type="application/json"
        )


@blueprint.post("/mine/passkeys")
@candidate_only
def add() -> ResponseReturnValue:
    """Keep the passkey that the device made, under a name to know it by."""
    form = Form()
    name = form.line("passkey_name", longest=LONGEST_NAME, required=False) or own_browser() or "A device"
    ceremony_id = None if form.errors else end_adding(house().store, own_token())
    challenge = challenge_of(house().secrets, ceremony_id) if ceremony_id else None

    def act(work: Work) -> str:
        add_passkey(work, challenge, party(), own_token(), answer=form.raw("credential"), name=name)
        return url_for("mine.mine", _anchor="passkeys")

    return form.submit(act, lambda: draw("passkeys", form))


@blueprint.post("/mine/passkeys/<uuid:passkey_id>/removal")
@candidate_only
def removal(passkey_id: UUID) -> ResponseReturnValue:
    """Have one open nothing any more."""

    def act(work: Work) -> str:
        remove_passkey(work, passkey_id)
        return url_for("mine.mine", _anchor="passkeys")

    form = Form()
    return form.submit(act, lambda: draw("passkeys", form))


def party() -> Party:
    """Who asks: the house, under the address that its mails use."""
    return party_of(house().settings.base_url)


def ceremony_cookie() -> str:
    """The cookie that binds what is asked at the door to the browser that is asked."""
    return "__Host-relay_come_in" if house().settings.secure else "relay_come_in"
