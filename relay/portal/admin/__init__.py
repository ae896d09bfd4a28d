"""The administrator's forms: people, the agency, tokens, and what got stuck."""

from flask import Flask

from relay.portal.admin import agency, examples, staff, standing_of_staff, stuck, tokens, writer


def register(app: Flask) -> None:
    """Hang these pages into the application."""
    for door in (staff, standing_of_staff, agency, writer, examples, tokens, stuck):
        app.register_blueprint(door.blueprint)
