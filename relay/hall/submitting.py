"""Submitting: the same thing sent twice returns the first result, at both doors."""

from collections.abc import Callable

from relay.domain.errors import RelayError
from relay.hall.units import open_look, open_work
from relay.store.erased import refuse_own
from relay.store.ledger import ActorKind
from relay.store.submission import Answer, first_answer, keep_answer
from relay.store.work import Work


def submit(key: str, content: object, act: Callable[[Work], Answer]) -> Answer:
    """Act once for `key`, in one transaction; a repeat, one in parallel included, gets the first answer.

    Raises StaleError where the key came with other content before, and whatever `act` raises.
    """
    try:
        with open_work() as work:
            earlier = first_answer(work, key, content) if key else None
            if earlier is not None:
                return earlier
            if work.actor.kind is ActorKind.CANDIDATE:
                refuse_own(work)
            answer = act(work)
            if key:
                keep_answer(work, key, content, answer)
            return answer
    except RelayError:
        # A twin that was faster makes this one fail in any of these ways: approved already, address taken, row changed.
        if not key:
            raise
        with open_look() as work:
            earlier = first_answer(work, key, content)
        if earlier is None:
            raise
        return earlier
