"""The default pen: the phrasebook that comes with the engine. It works offline, and the same points give the same words."""

from relay.text.compose import compose
from relay.text.shapes import Draft, Material


class PhrasebookWriter:
    """Words a message from the phrasebook alone."""

    name = "phrasebook"

    def word(self, material: Material) -> Draft:
        """Return the phrasebook's message for `material`."""
        return compose(material)
