"""What every pen must be able to do, so that a stage never knows which one it holds.

A writer is handed the points that may be told and the frame around them, never the note and never a withheld run.
"""

from typing import Protocol

from relay.text.shapes import Draft, Material


class Writer(Protocol):
    """Somebody, or something, that can put points into words."""

    name: str

    def word(self, material: Material) -> Draft:
        """Return a whole message for `material`; the guard reads it before anybody else does."""
        ...
