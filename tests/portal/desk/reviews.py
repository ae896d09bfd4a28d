"""What the tests of a review share: where the message and its letters stand, and its first point."""

from collections.abc import Callable

from sqlalchemy import select

from relay.domain.letter import Letter
from relay.domain.message import MessageState
from relay.domain.reading import Point
from relay.store.store import Store
from tests.cast import Cast, Story

Fields = Callable[..., dict[str, str]]
HARSH = "Your answers were stupid and useless."


def state_of(story: Story) -> MessageState:
    return story.message()[0].state


def letters(store: Store, cast: Cast) -> list[Letter]:
    with store.look(cast.agency.id) as work:
        return list(work.all(select(Letter).order_by(Letter.number)))


def first_point(store: Store, cast: Cast) -> Point:
    with store.look(cast.agency.id) as work:
        return work.session.scalars(select(Point).order_by(Point.place).limit(1)).one()
