"""The people who are put forward. A candidate belongs to one agency."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from relay.domain import events
from relay.domain.base import Base, Subject


class Candidate(Subject, Base, kw_only=True, repr=False, eq=False):
    """A person put forward. `called` is what they like to be called; `zone` is where their clocks stand."""

    __tablename__ = "candidate"

    name: Mapped[str]
    called: Mapped[str]
    email: Mapped[str]
    zone: Mapped[str]

    def add(self) -> None:
        """Tell that they are known."""
        self.record(events.CandidateAdded(candidate_id=self.id))

    def change(self, *, name: str, called: str, email: str, zone: str) -> None:
        """Set their details. A notice that is already sealed keeps its address."""
        self.name, self.called, self.email, self.zone = name, called, email, zone
        self.record(events.CandidateChanged(candidate_id=self.id))


sa.Index("uq_candidate_agency_email", Candidate.agency_id, Candidate.email, unique=True)


def first_word(name: str) -> str:
    """What to call somebody who has not said: the first word of their name."""
    return name.split(maxsplit=1)[0] if name.split() else name
