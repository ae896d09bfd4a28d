"""Where a form comes from whose page sets no cookie, so that no token can prove that it was ours: a knock, a client's answer.

The browser says it instead. `Sec-Fetch-Site` cannot be set by a page (W3C Fetch Metadata, section 2.4); browsers without
it send `Origin` with every POST (Fetch Standard, section 3.2). A request with neither is no browser's form and is refused.
"""

from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import Forbidden

from relay.hall.house import house


def refuse_strangers() -> None:
    """Let only a form of our own pages through. Raises Forbidden."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site != "same-origin":
        raise Forbidden
    if origin is not None and origin != "null" and origin not in our_origins():
        raise Forbidden
    if site is None and origin in (None, "null"):
        raise Forbidden


def our_origins() -> set[str]:
    """The names this house is reached by: the one that mails use, and the one this request was let in under."""
    base = urlsplit(house().settings.base_url)
    return {f"{base.scheme}://{base.netloc}", request.host_url.rstrip("/")}
