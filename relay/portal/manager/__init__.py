"""The manager's windows: coverage and flagged messages."""

from flask import Flask


def register(app: Flask) -> None:
    """Hang these pages into the application."""
