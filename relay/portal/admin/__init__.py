"""The administrator's forms: people, the agency, tokens, and what got stuck."""

from flask import Flask


def register(app: Flask) -> None:
    """Hang these pages into the application."""
