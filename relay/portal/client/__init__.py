"""The client's link: one screen on a phone, without an account, for a contact who was asked how an interview went."""

from flask import Flask

from relay.portal.client import answer


def register(app: Flask) -> None:
    """Hang these pages into the application."""
    app.register_blueprint(answer.blueprint)
