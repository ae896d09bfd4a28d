"""What every channel must be able to do, and what it says afterwards."""

from dataclasses import dataclass
from typing import Protocol

from relay.domain.notice import DeliveryOutcome


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail, ready to leave. A repeat carries the Message-ID of the first attempt and says that it is one."""

    address: str
    subject: str
    text: str
    message_id: str
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt ended. `code` is the server's reply code or the kind of error, never its text."""

    outcome: DeliveryOutcome
    code: str


class Channel(Protocol):
    """A way out of the house. `send` never raises for what the other side does; it says what happened."""

    @property
    def name(self) -> str:
        """How a delivery row calls it."""
        ...

    def send(self, envelope: Envelope) -> Result:
        """Hand the mail over and say how that went."""
        ...
