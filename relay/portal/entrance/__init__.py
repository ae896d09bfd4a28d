"""The entrance: signing in and out, joining by invitation, choosing a new password.

Nobody is known here yet, so every route is public and what may be tried is limited.
"""

from flask import Flask

from relay.portal.entrance import carrying, forgotten, joining, signing_in
from relay.portal.entrance.blueprint import blueprint

__all__ = ["blueprint", "carrying", "forgotten", "joining", "register", "signing_in"]


def register(app: Flask) -> None:
    """Hang these pages into the application."""
    app.register_blueprint(blueprint)
