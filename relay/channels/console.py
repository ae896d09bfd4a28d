"""Mails printed to the console, for development."""

import sys
from dataclasses import dataclass

from relay.channels.channel import Envelope, Result
from relay.channels.mail import build_mail
from relay.domain.notice import DeliveryOutcome


@dataclass(frozen=True, slots=True)
class ConsoleChannel:
    """Prints what would have been sent."""

    sender: str
    name: str = "console"

    def send(self, envelope: Envelope) -> Result:
        """Print one mail."""
        sys.stdout.write(f"{build_mail(envelope, self.sender).as_string()}\n")
        sys.stdout.flush()
        return Result(DeliveryOutcome.ACCEPTED, "printed")
