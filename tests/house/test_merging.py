"""Whatever names a candidate moves with them when two records become one, a table that is added tomorrow included."""

import sqlalchemy as sa

from relay.domain.base import Base
from relay.domain.knock import Challenge, Locator
from relay.domain.passkey import Passkey, PasskeyLocator
from relay.journey.merging import MOVED
from relay.store.migrating import KNOWN

# Ways in: those of the record that goes end, see `end_ways_in` and `shut_out`.
ENDED = {kind.__tablename__ for kind in (Challenge, Locator, Passkey, PasskeyLocator)}
# Leads from a tombstone to the record that was kept.
TOMBSTONE = ("candidate", "merged_into_id")


def naming_a_candidate() -> set[tuple[str, str]]:
    """Table and column of everything that names a candidate, by its name or by a foreign key."""
    assert KNOWN
    return {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("candidate_id")
        or any(
            element.column.table.name == "candidate" and element.column.name == "id"
            for element in column.foreign_keys
        )
    }


def test_every_table_that_names_a_candidate_is_moved_or_ended() -> None:
    """Whoever adds one adds it to `MOVED` in relay/journey/merging.py, or says there what becomes of it."""
    moved = {kind.__tablename__ for kind in MOVED}
    expected = {(table, "candidate_id") for table in moved | ENDED} | {TOMBSTONE}
    assert naming_a_candidate() == expected


def test_what_moves_cannot_collide_with_what_is_there() -> None:
    """A table with one row for each candidate needs more than a new name on its rows when two records meet."""
    for kind in MOVED:
        table = Base.metadata.tables[kind.__tablename__]
        unique = [
            constraint
            for constraint in table.constraints
            if isinstance(constraint, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
        ]
        columns = [{column.name for column in constraint.columns} for constraint in unique]
        columns += [{column.name for column in index.columns} for index in table.indexes if index.unique]
        assert not any("candidate_id" in names for names in columns), table.name
