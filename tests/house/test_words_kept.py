"""Every column of words has its place: it goes when a candidate is erased, or there is a reason why it stays.

Whoever adds a column of words to the house is asked here what becomes of it.
"""

import sqlalchemy as sa

from relay.domain.base import Base
from relay.domain.candidate import Candidate
from relay.domain.tables import MODULES
from relay.journey.erasing import DELETED, ERASED
from relay.journey.wiping import WIPED
from relay.store.ledger import EventRow, Handoff, Lease
from relay.store.submission import Submission

# Deleted whole with the interviews they belong to, or searched for the candidate's id.
GONE = {"jotting", "submission", *(kind.__tablename__ for kind in DELETED)}
# Whose words these are: not the candidate's, and not about one.
OTHERS = {
    "agency",
    "client",
    "contact",
    "job",
    "staff",
    "sign_in_name",
    "pass",
    "api_token",
    "pen",
    "asking_link",
}
# Codes, hashes, names of places and times, and the names around an interview.
HARMLESS = {
    "event": {"name", "subject_kind", "data"},
    "handoff": {"consumer", "fault"},
    "lease": {"name", "holder"},
    "interview": {"stage", "zone", "wall_start"},
    "promise": {"zone"},
    "letter": {"text_hash", "client_name", "job_title", "stage", "approved_by"},
    "question": {"answered_by_name"},
    "wish": {"decided_by_name"},
    "reading": {"engine"},
    "message_version": {"text_hash", "material_hash", "writer"},
    "message_breach": {"key"},
    "approval": {"text_hash"},
    "notice": {"message_id"},
    "delivery": {"channel", "code"},
    "ceremony": {"cookie_hash"},
    "dictation": {"material_hash", "model", "code"},
}
# What `Candidate.erase` and `erasing.drop_notices` write over by themselves.
WRITTEN_OVER = {
    "candidate": {"name", "called", "email", "zone", "declined", "quiet_from", "quiet_to"},
    "notice": {"address"},
}


def words_of(table: sa.Table) -> set[str]:
    """The columns that can hold words."""
    return {
        column.name
        for column in table.columns
        if isinstance(column.type, sa.String | sa.JSON) and not isinstance(column.type, sa.Enum)
    }


def test_every_column_of_words_goes_or_stays_for_a_reason() -> None:
    assert MODULES
    assert {Candidate, EventRow, Handoff, Lease, Submission}
    goes = {kind.__tablename__: set(columns) for kind, columns in (*ERASED.items(), *WIPED.items())}
    homeless = {
        f"{table.name}.{name}"
        for table in Base.metadata.sorted_tables
        if table.name not in GONE | OTHERS
        for name in words_of(table)
        - goes.get(table.name, set())
        - HARMLESS.get(table.name, set())
        - WRITTEN_OVER.get(table.name, set())
    }
    assert homeless == set()
