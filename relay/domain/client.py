"""The hiring companies and their people."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column, relationship

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.vocabulary import RelayPolicy


class Client(Subject, Base, kw_only=True, repr=False, eq=False):
    """A hiring company. `promise_days`, where set, rules instead of the agency's; `owner_id` is who answers for the account."""

    __tablename__ = "client"
    __table_args__ = (within_agency("owner_id", "staff"),)

    name: Mapped[str]
    promise_days: Mapped[int | None] = mapped_column(default=None)
    owner_id: Mapped[UUID | None] = mapped_column(default=None)
    relay_policy: Mapped[RelayPolicy] = mapped_column(closed(RelayPolicy), default=RelayPolicy.ALL)

    def add(self) -> None:
        """Tell that it is known."""
        self.record(events.ClientAdded(client_id=self.id))

    def change(self, *, name: str) -> None:
        """Set its name."""
        self.name = name
        self.record(events.ClientChanged(client_id=self.id))

    def set_terms(
        self, *, promise_days: int | None, owner_id: UUID | None, relay_policy: RelayPolicy
    ) -> None:
        """Set within how many working days word is promised, whose account it is, and what may be told when."""
        self.promise_days, self.owner_id, self.relay_policy = promise_days, owner_id, relay_policy
        self.record(events.ClientChanged(client_id=self.id))


class Contact(Subject, Base, kw_only=True, repr=False, eq=False):
    """A person at a client: hiring manager or interviewer. Their name never stands in a message.

    `zone`, where set, says when their working hours are; else they keep the agency's.
    """

    __tablename__ = "contact"
    __table_args__ = (within_agency("client_id", "client"), found_by("client_id"))

    client_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(default=None)
    zone: Mapped[str | None] = mapped_column(default=None)

    client: Mapped[Client] = relationship(viewonly=True, init=False)

    def add(self) -> None:
        """Tell that they are known."""
        self.record(events.ContactAdded(contact_id=self.id, client_id=self.client_id))

    def change(self, *, name: str, email: str | None, phone: str | None, zone: str | None) -> None:
        """Set their details."""
        self.name, self.email, self.phone, self.zone = name, email, phone, zone
        self.record(events.ContactChanged(contact_id=self.id))
