"""The manager's windows: coverage and flagged messages."""

from flask import Flask

from relay.portal.manager import coverage, flagged
from relay.portal.manager.words import span


def register(app: Flask) -> None:
    """Hang these pages into the application."""
    app.add_template_filter(span, "span")
    app.register_blueprint(coverage.blueprint)
    app.register_blueprint(flagged.blueprint)
