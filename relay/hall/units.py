"""The unit of work of a request: opened for the visitor, in their agency, at the store of this house."""

from contextlib import AbstractContextManager

from relay.hall.house import house
from relay.hall.visitors import visitor
from relay.store.work import Work


def open_work() -> AbstractContextManager[Work]:
    """A transaction that may write, as this visitor."""
    return house().store.work(visitor().signed_in.agency_id, visitor().actor)


def open_look() -> AbstractContextManager[Work]:
    """A transaction that only reads, as this visitor."""
    return house().store.look(visitor().signed_in.agency_id, visitor().actor)
