"""Visitors: who a request comes from.

Staff, candidates and API clients carry different cookies or tokens, and each route is asked on its own side only: a
candidate's cookie means nothing at the desk.
"""

from typing import cast

from flask import Flask, Request, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from relay.domain.candidate import Candidate
from relay.domain.staff import Staff
from relay.hall.house import house
from relay.hall.policy import Policy, Side, policy_of
from relay.journey.signing_in import SignedIn, find_by_api_token, find_signed_in
from relay.store.work import Actor

COOKIES = {Side.STAFF: "relay_desk", Side.CANDIDATE: "relay_letters"}


class Visitor(UserMixin):
    """Somebody who is signed in."""

    def __init__(self, signed_in: SignedIn) -> None:
        """Wrap what the journey knows of them, so that it need not know Flask."""
        self.signed_in = signed_in

    @property
    def actor(self) -> Actor:
        """The same as the ledger knows them."""
        return self.signed_in.actor

    @property
    def staff(self) -> Staff:
        """The member of staff. Only for routes on the staff's side."""
        return cast("Staff", self.signed_in.person)

    @property
    def candidate(self) -> Candidate:
        """The candidate. Only for routes on the candidate's side."""
        return cast("Candidate", self.signed_in.person)


def visitor() -> Visitor:
    """Who this request comes from. Only for routes whose policy is not public."""
    return cast("Visitor", current_user._get_current_object())  # noqa: SLF001 - how a werkzeug proxy is unwrapped


def set_up_visitors(app: Flask) -> None:
    """Have every request asked who it comes from, and whether they may."""
    manager = LoginManager(app)
    manager.session_protection = None

    @manager.request_loader
    def load(request: Request) -> Visitor | None:
        return find_visitor(request)

    app.before_request(enforce)


def find_visitor(request: Request) -> Visitor | None:
    """Whoever holds the cookie of this route's side or, at the API, its bearer token."""
    policy = asked_policy()
    if policy is None or policy.side is Side.PUBLIC:
        return None
    if is_api(request):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        found = (
            find_by_api_token(house().store, token.strip()) if scheme.lower() == "bearer" and token else None
        )
    else:
        token = request.cookies.get(cookie_name(policy.side), "")
        found = find_signed_in(house().store, token) if token else None
    wanted = Staff if policy.side is Side.STAFF else Candidate
    return Visitor(found) if found is not None and isinstance(found.person, wanted) else None


def is_api(request: Request) -> bool:
    """Whether the request came to the side door."""
    return request.path.startswith("/api/")


def asked_policy() -> Policy | None:
    """The policy of the route that was asked for."""
    view = current_app.view_functions.get(request.endpoint or "")
    return policy_of(view) if view else None


def enforce() -> ResponseReturnValue | None:
    """Let the request in, send it to sign in, or refuse it."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    policy = asked_policy()
    if policy is None:
        raise Forbidden
    if policy.side is Side.PUBLIC:
        return None
    if not current_user.is_authenticated:
        return send_to_entrance(policy)
    if policy.side is Side.STAFF and visitor().staff.role not in policy.roles:
        raise Forbidden
    g.side = policy.side
    return None


def send_to_entrance(policy: Policy) -> ResponseReturnValue:
    """Where somebody goes who is not signed in: scripts and the API are told, a person is led to the entrance."""
    if (
        is_api(request)
        or request.headers.get("HX-Request")
        or "autosave" in request.headers.get("X-Relay", "")
    ):
        raise Unauthorized
    # 307 has the browser send the form on with everything in it, so that nothing typed is lost.
    typed = request.method == "POST" and bool(request.form.keys() - {"csrf_token", "submission_key"})
    if policy.side is Side.CANDIDATE:
        return (
            redirect(url_for("entrance.give_back"), 307) if typed else redirect(url_for("entrance.out"), 303)
        )
    if typed:
        return redirect(url_for("entrance.carry", to=request.full_path.rstrip("?")), 307)
    if request.method != "GET":
        return redirect(url_for("entrance.sign_in"), 303)
    return redirect(url_for("entrance.sign_in", next=request.full_path.rstrip("?")), 303)


def cookie_name(side: Side) -> str:
    """The cookie of one side; over TLS with the prefix that ties it to this host (RFC 6265bis, section 4.1.3)."""
    return f"__Host-{COOKIES[side]}" if house().settings.secure else COOKIES[side]


def set_cookie(response: Response, side: Side, token: str) -> None:
    """Give the browser its session token."""
    response.set_cookie(
        cookie_name(side), token, secure=house().settings.secure, httponly=True, samesite="Lax", path="/"
    )


def drop_cookie(response: Response, side: Side) -> None:
    """Take the session token away."""
    response.delete_cookie(
        cookie_name(side), secure=house().settings.secure, httponly=True, samesite="Lax", path="/"
    )
