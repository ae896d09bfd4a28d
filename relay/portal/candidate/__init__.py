"""The candidate's side: letters, answers and a plan.

Only letters and what the candidate made may be queried from here (docs/decisions/0003-the-wall-is-in-the-schema.md).
"""

from flask import Flask


def register(app: Flask) -> None:
    """Hang these pages into the application."""
