"""The manager's windows: coverage, flagged messages, concerns about fairness, and how the engine was corrected."""

from flask import Flask

from relay.portal.manager import concerns, corrections, coverage, flagged
from relay.portal.manager.words import span


def register(app: Flask) -> None:
    """Hang these pages into the application."""
    app.add_template_filter(span, "span")
    app.register_blueprint(coverage.blueprint)
    app.register_blueprint(flagged.blueprint)
    app.register_blueprint(corrections.blueprint)
    app.register_blueprint(concerns.blueprint)
