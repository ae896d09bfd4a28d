"""The tables of moves: from which state which steps lead where.

A state is changed by a domain method that takes its `target` from the table and records an event, and nowhere else: a
house test reads the source for assignments. Each table is one screen.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from relay.domain.errors import MoveError

State = TypeVar("State", bound=StrEnum)
Moves = Mapping[str, tuple[frozenset[State], State]]


def target(moves: Moves[State], state: State, move: str) -> State:
    """The state that `move` leads to from `state`. Raises MoveError, in words for a person, where it leads nowhere."""
    origins, destination = moves[move]
    if state not in origins:
        raise MoveError(
            f"By now it is marked \u201c{state.value.replace('_', ' ')}\u201d, so that step is not possible any more."
        )
    return destination
