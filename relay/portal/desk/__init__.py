"""The desk: what recruiters work at all day."""

from flask import Flask


def register(app: Flask) -> None:
    """Hang these pages into the application."""
