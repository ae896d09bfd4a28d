"""How often somebody may try: per address of the network and per name, counting tries that failed.

A name is counted by its hash, so that the counters hold nobody's address.
"""

from flask import request
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from relay.domain.tokens import hash_token
from relay.hall.security import limiter

FAILED_HERE = "10 per minute; 60 per hour"
FAILED_NAME = "10 per 15 minutes"
MAILS_HERE = "20 per hour"
MAILS_NAME = "5 per hour"


def name_typed() -> str:
    """The sign-in name that was typed, as a counter may keep it."""
    return "name:" + hash_token(request.form.get("email", "").strip().lower())


def place() -> str:
    """Where the request came from."""
    return "place:" + (get_remote_address() or "")


def failed(response: Response) -> bool:
    """Whether the try led nowhere: who comes in is not counted."""
    return response.status_code not in {200, 303}


tries_here = limiter.limit(FAILED_HERE, key_func=place, methods=["POST"], deduct_when=failed)
tries_of_name = limiter.limit(FAILED_NAME, key_func=name_typed, methods=["POST"], deduct_when=failed)
mails_here = limiter.limit(MAILS_HERE, key_func=place, methods=["POST"])
mails_to_name = limiter.limit(MAILS_NAME, key_func=name_typed, methods=["POST"])
