"""Mails written to a folder, one file each: for the demo, where a page of the portal shows them, and for tests."""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from relay.channels.channel import Envelope, Result
from relay.channels.mail import build_mail
from relay.domain.notice import DeliveryOutcome


@dataclass(frozen=True, slots=True)
class FileChannel:
    """Writes what would have been sent to `<folder>/<time>-<anything>-<attempt>.eml`."""

    folder: Path
    sender: str
    name: str = "file"

    def send(self, envelope: Envelope) -> Result:
        """Write one mail; it appears whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        path = self.folder / f"{stamp}-{secrets.token_hex(4)}-{envelope.attempt}.eml"
        part = path.with_suffix(".part")
        part.write_bytes(build_mail(envelope, self.sender).as_bytes())
        os.replace(part, path)  # noqa: PTH105 - atomic, and says so
        return Result(DeliveryOutcome.ACCEPTED, "written")


def read_mails(folder: Path) -> list[EmailMessage]:
    """The mails in a folder, newest first."""
    paths = sorted(folder.glob("*.eml"), reverse=True) if folder.is_dir() else []
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]
