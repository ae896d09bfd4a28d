"""The demo agency while it is being made: who acts in it, and at which moment."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from relay.config import Settings
from relay.store.handoffs import claim
from relay.store.ledger import ActorKind
from relay.store.store import Store
from relay.store.work import Actor
from relay.vocabulary import Role
from workers.consumers import carry_out
from workers.shift import start_shift


@dataclass(slots=True)
class Demo:
    """The agency that is being made, and the moment at which things happen in it."""

    settings: Settings
    store: Store
    agency_id: UUID
    people: dict[Role, UUID]

    def at(self, moment: datetime) -> Store:
        """The store as it is at a moment."""
        return replace(self.store, now=lambda: moment)

    def act(self, role: Role) -> Actor:
        """The member of staff with this role."""
        return Actor(ActorKind.STAFF, self.people[role])

    def night_shift(self, moment: datetime) -> None:
        """Have everything dealt with that is due by a moment."""
        shift = start_shift(self.settings, self.at(moment))
        while ids := claim(shift.store):
            for handoff_id in ids:
                carry_out(shift, handoff_id)
