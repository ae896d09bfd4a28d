"""What the tests of the desk share: one interview's addresses, and how a form is filled in."""

from collections.abc import Callable

import pytest

from relay.domain.message import MessageState
from tests.cast import Cast, Story

Fields = Callable[..., dict[str, str]]


@pytest.fixture
def address(cast: Cast) -> str:
    """Where the cast's interview stands."""
    return f"/interviews/{cast.interview.id}"


@pytest.fixture
def editor(story: Story) -> Fields:
    """A function that gives the fields of the editor over the current version, with changes."""

    def fill(**changes: str) -> dict[str, str]:
        _message, version = story.message()
        return {
            "subject": version.subject,
            "text": version.text.replace("\n", "\r\n"),
            "number": str(version.number),
            "text_hash": version.text_hash,
            **changes,
        }

    return fill


@pytest.fixture
def drafted(story: Story) -> str:
    """The address of a message that was drafted from a note and has nothing against it."""
    story.capture()
    message, version = story.message()
    assert message.state is MessageState.DRAFTED, [breach.advice for breach in version.breaches]
    return f"/messages/{message.id}"
