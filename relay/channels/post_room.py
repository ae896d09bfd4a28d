"""The post room: the two things that every notice needs of the house."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from relay.domain.tokens import Secrets


@dataclass(frozen=True, slots=True)
class PostRoom:
    """What a notice needs of the house: its secret and the address that links begin with."""

    secrets: Secrets
    base_url: str

    @property
    def domain(self) -> str:
        """What stands behind the @ of a Message-ID."""
        return urlsplit(self.base_url).hostname or "localhost"
