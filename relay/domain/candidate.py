"""The people who are put forward. A candidate belongs to one agency.

Where one person turns out to be there twice, one record is merged into the other and stays as a tombstone: it leads to the
record that was kept, and nothing is written to it any more.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain import events
from relay.domain.base import Base, Subject, closed, found_by, within_agency
from relay.domain.errors import MoveError
from relay.domain.quiet import Hours, Quiet

ERASED = "Erased"
MERGED = "This record was merged into another one. Open that one and go on there."


class Candidate(Subject, Base, kw_only=True, repr=False, eq=False):
    """A person put forward. `called` is what they like to be called; `zone` is where their clocks stand.

    `declined` are the topics of which they want no mail (`relay/domain/post.py`), `quiet` says whose quiet hours hold for
    them. After `erased_at` nothing here says who they were.
    `merged_into_id` is the record that was kept of two; only a tombstone has it.
    """

    __tablename__ = "candidate"
    __table_args__ = (within_agency("merged_into_id", "candidate"), found_by("merged_into_id"))

    name: Mapped[str]
    called: Mapped[str]
    email: Mapped[str]
    zone: Mapped[str]
    declined: Mapped[list[str]] = mapped_column(sa.JSON, default_factory=list)
    quiet: Mapped[Quiet] = mapped_column(closed(Quiet), default=Quiet.AGENCY)
    quiet_from: Mapped[str | None] = mapped_column(default=None)
    quiet_to: Mapped[str | None] = mapped_column(default=None)
    erased_at: Mapped[datetime | None] = mapped_column(default=None)
    merged_into_id: Mapped[UUID | None] = mapped_column(default=None, init=False)

    def add(self) -> None:
        """Tell that they are known."""
        self.record(events.CandidateAdded(candidate_id=self.id))

    def change(self, *, name: str, called: str, email: str, zone: str) -> None:
        """Set their details. A notice that is already sealed keeps its address. Raises MoveError for a tombstone."""
        self.refuse_merged()
        self.name, self.called, self.email, self.zone = name, called, email, zone
        self.record(events.CandidateChanged(candidate_id=self.id))

    def choose_details(self, *, called: str, zone: str) -> None:
        """Take how they want to be called, and where they say that their clocks stand."""
        renamed = called != self.called
        self.called, self.zone = called, zone
        self.record(events.DetailsChosen(candidate_id=self.id, renamed=renamed))

    def choose_mails(self, *, declined: Collection[str], quiet: Quiet, own: Hours | None) -> None:
        """Take which mails they want, and at which hours none; `own` are their own hours, kept for when these hold."""
        self.declined, self.quiet = sorted(declined), quiet
        if own is not None:
            self.quiet_from, self.quiet_to = own.start, own.end
        self.record(events.MailsChosen(candidate_id=self.id))

    def erase(self, at: datetime) -> None:
        """Forget who they were. The row stays, so that what took place can still be counted, without a name."""
        self.name, self.called = f"{ERASED} on {at.day} {at:%B %Y}", ERASED
        self.email = erased_address(self)
        self.zone, self.declined, self.quiet = "UTC", [], Quiet.AGENCY
        self.quiet_from = self.quiet_to = None
        self.erased_at = at
        self.record(events.CandidateErased(candidate_id=self.id))

    def merge_into(self, kept: "Candidate", *, name: str, called: str, email: str, known: bool) -> None:
        """From now on `kept` is this person's record. Raises MoveError where either was merged before.

        The tombstone has the name and address of the two that were not kept, so that they are still found by them; `known`
        tells whether they were written to under this record.
        """
        self.refuse_merged()
        kept.refuse_merged()
        self.name, self.called, self.email = name, called, email
        # A mail that they declined under either record stays declined.
        kept.declined = sorted({*kept.declined, *self.declined})
        self.merged_into_id = kept.id
        self.record(events.CandidateMerged(candidate_id=self.id, into_id=kept.id, known=known))

    def refuse_merged(self) -> None:
        """Raise MoveError where this is a tombstone."""
        if self.merged_into_id is not None:
            raise MoveError(MERGED)


# Letters go to addresses, so no two people share one; a tombstone keeps the one it had, for whoever asks what became of it.
sa.Index(
    "uq_candidate_agency_email",
    Candidate.agency_id,
    Candidate.email,
    unique=True,
    postgresql_where=sa.text("merged_into_id IS NULL"),
    sqlite_where=sa.text("merged_into_id IS NULL"),
)


def erased_address(candidate: Candidate) -> str:
    """An address in the place of theirs: nobody's, and no two alike (RFC 2606, section 2)."""
    return f"{candidate.id}@erased.invalid"


def first_word(name: str) -> str:
    """What to call somebody who has not said: the first word of their name."""
    return name.split(maxsplit=1)[0] if name.split() else name
