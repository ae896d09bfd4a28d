"""What a request finds in place: the settings, the store and the secrets of this process."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from relay.config import Settings
from relay.domain.tokens import Secrets
from relay.store.store import Store

EXTENSION = "relay"


@dataclass(frozen=True, slots=True)
class House:
    """The process that a request came to."""

    settings: Settings
    store: Store
    secrets: Secrets


def house() -> House:
    """The house of the current application."""
    return cast("House", current_app.extensions[EXTENSION])
