"""What the tests of reviewing share: how Alice amends and approves, and what she types."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from relay.domain.base import Base
from relay.domain.message import Approval, Message, MessageVersion
from relay.journey import reviewing
from relay.journey.reviewing import Wording
from tests.cast import Cast, Story
from tests.journey.conftest import As

Told = Callable[[UUID], list[str]]
Row = TypeVar("Row", bound=Base)
PHONE = "0161 496 0148"


def rows(work_as: As, cast: Cast, kind: type[Row]) -> list[Row]:
    with work_as(cast.alice) as work:
        return list(work.all(select(kind)))


def amend(work_as: As, cast: Cast, story: Story, change: Callable[[str], str]) -> MessageVersion:
    """Alice types over the current version."""
    message, version = story.message()
    with work_as(cast.alice) as work:
        wording = Wording(version.subject, change(version.text), version.number)
        return reviewing.amend_message(work, message.id, wording)


def approve(work_as: As, cast: Cast, message: Message, version: MessageVersion) -> Approval:
    with work_as(cast.alice) as work:
        return reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)


def with_a_leak(text: str) -> str:
    return f"{text}\n\nYou can reach us on {PHONE}."


def kinder(text: str) -> str:
    return text.replace("Priya", "Priya Nair", 1)
