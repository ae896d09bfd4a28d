"""SIDE DOOR. REST with marshmallow and OpenAPI, one file per noun."""

from flask import Flask


def register(app: Flask) -> None:
    """Hang the API into the application."""
