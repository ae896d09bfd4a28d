"""What the pens' tests share: a stub on loopback, and an agency whose second pen leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from relay.domain.message import Message, MessageVersion
from relay.domain.pen import Dictation
from relay.domain.tokens import Secrets
from relay.journey.equipping import PenForm, change_pen
from relay.store.store import Store
from relay.store.wordings import find_message, find_version
from tests.cast import NOTE, Cast, Story
from tests.stores import Database
from tests.writers.stub import Behaviour, Stub, stub_server
from workers.shift import Shift

KEY = "sk-canary-7f3b9e"


@pytest.fixture
def database() -> Database:
    """SQLite; what a test proves of the two transactions it proves of both."""
    return "sqlite"


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A server that can be told to misbehave."""
    with stub_server() as running:
        yield running


@dataclass(slots=True)
class Desk:
    """The cast's interview with a second pen at hand."""

    store: Store
    cast: Cast
    story: Story
    stub: Stub
    secrets: Secrets

    def set_pen(self, **changes: object) -> None:
        """Set the pen, as Ada would."""
        form = PenForm(
            active=True,
            address=self.stub.address,
            model="tiny-writer",
            patience=1,
            most_calls=100,
            most_tokens=100_000,
            key=KEY,
        )
        with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.ada)) as work:
            change_pen(work, self.secrets, replace(form, **changes))  # type: ignore[arg-type]  # names of its fields

    def capture(self, behave: Behaviour | None = None, text: str = NOTE) -> MessageVersion:
        """A note comes in while the stub behaves like this; the version that follows."""
        if behave is not None:
            self.stub.behave = behave
        self.story.capture(text)
        return self.latest()

    def latest(self) -> MessageVersion:
        """The newest version on the interview."""
        with self.store.look(self.cast.agency.id) as work:
            message = find_message(work, self.cast.interview.id)
            assert message is not None, "nothing was worded"
            return find_version(work, message, message.latest)

    def message(self) -> Message:
        """The message."""
        return self.story.message()[0]

    def dictations(self) -> list[Dictation]:
        """What is on record of the second pen, oldest first."""
        with self.store.look(self.cast.agency.id) as work:
            return list(work.all(select(Dictation).order_by(Dictation.started_at, Dictation.id)))

    def outcome(self) -> str:
        """The last outcome on record."""
        return self.dictations()[-1].outcome.value


@pytest.fixture
def shift(shift: Shift) -> Shift:
    """The night shift of a house that may call its own network."""
    return replace(shift, inside=True)


@pytest.fixture
def desk(store: Store, cast: Cast, shift: Shift, story: Story, stub: Stub) -> Desk:
    """The desk, its pen set and switched on."""
    made = Desk(store, cast, story, stub, shift.room.secrets)
    made.set_pen()
    return made
