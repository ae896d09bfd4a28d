"""Headers on every answer, limits on what may be tried, and refusal of requests that cannot be what they seem."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest, Forbidden
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from relay.config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# Pages on which somebody practises: a recording made there can be played from memory, and nothing can be fetched or sent by
# a script, so that the browser itself keeps notes and recordings on the device.
PRACTICE_POLICY = f"{CONTENT_POLICY}; media-src blob:; connect-src 'none'"
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
LARGEST_BODY = 2 * 1024 * 1024
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# A name of at most 253 characters whose labels hold at most 63 (RFC 1035, section 2.3.4), or an address, and a port.
HOST_SHAPE = re.compile(
    r"(?=.{1,261}\Z)(?:[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
)

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, default_limits=[], headers_enabled=True)


def set_up_security(app: Flask, settings: Settings) -> None:
    """Set what Flask leaves open: cookie flags, body sizes, hosts, headers, CSRF and rate limits."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-relay_form" if settings.secure else "relay_form",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=2_000,
        # A form that stood open over lunch is still sent by the person who opened it.
        WTF_CSRF_TIME_LIMIT=None,
        # Over TLS the library would also ask for a Referer, which our own Referrer-Policy keeps browsers from sending;
        # `refuse_foreign_forms` asks what they do send.
        WTF_CSRF_SSL_STRICT=False,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_SWALLOW_ERRORS=True,
        RATELIMIT_ENABLED=settings.environment != "test",
    )
    app.wsgi_app = refuse_malformed_hosts(app.wsgi_app)  # type: ignore[method-assign, assignment]
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    # Before anything reads the form: once it was read, its bytes are gone.
    app.before_request(refuse_other_hosts(settings))
    app.before_request(refuse_broken_text)
    app.before_request(refuse_foreign_forms)
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(add_headers(settings))


def trusted_hosts(settings: Settings) -> frozenset[str]:
    """The names this house answers to; links in mails never come from what a request claims."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    return frozenset({host} if settings.environment == "production" else {host, "localhost", "127.0.0.1"})


def refuse_other_hosts(settings: Settings) -> Callable[[], None]:
    """A check that the request was meant for this house. Health is asked under any name: probes know only addresses.

    Flask's own check fails before a route is known, where no page could be drawn and no probe let through.
    """
    hosts = trusted_hosts(settings)

    def check() -> None:
        name = urlsplit(f"//{request.host}").hostname
        if name not in hosts and request.blueprint != "health":
            raise BadRequest("This address is not one the relay answers to.")

    return check


def refuse_malformed_hosts(inner: "WSGIApplication") -> "WSGIApplication":
    """Refuse what cannot be the name of any house before Flask sees it: without a host no page can be drawn."""

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if HOST_SHAPE.fullmatch(environ.get("HTTP_HOST") or environ["SERVER_NAME"]):
            return inner(environ, start)
        return Response("This is no host.\n", 400, HEADERS, content_type="text/plain")(environ, start)

    return answer


def refuse_foreign_forms() -> None:
    """Refuse a change that another site's page asks for, whatever token it carries.

    No page can set `Sec-Fetch-Site` (W3C Fetch Metadata, section 2.4); browsers that do not send it are left to the token.
    """
    if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        raise Forbidden


def refuse_broken_text() -> None:
    """Refuse a form or an address whose bytes are not UTF-8, instead of storing replacement characters."""
    parts = [request.query_string]
    if request.mimetype == "application/x-www-form-urlencoded":
        parts.append(request.get_data(cache=True, parse_form_data=False))
    for part in parts:
        try:
            unquote_to_bytes(part.replace(b"+", b" ")).decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadRequest("The text arrived damaged: it is not UTF-8. Nothing was stored.") from error


def add_headers(settings: Settings) -> Any:
    """A function that puts the headers on an answer; pages are never kept by caches."""

    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response

    return add
