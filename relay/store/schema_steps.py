"""Schema steps: what several migrations do alike, written once.

It is the one module of the product that a migration may import, and shipped migrations stand on it. So it imports nothing of
the product itself, and nothing here ever changes its meaning: what must mean something else gets a new name.
"""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"
NOTICE_CHECK = "ck_notice_noticekind"

# Those of the first schema. One that comes later is let in by its own migration, column by column.
COMPETENCIES = (
    "communication",
    "answer_structure",
    "evidence",
    "technical_skill",
    "problem_solving",
    "domain_knowledge",
    "experience",
    "preparation",
    "motivation",
    "confidence",
    "body_language",
    "teamwork",
    "leadership",
    "commercial",
    "adaptability",
    "questions_asked",
    "professionalism",
    "values",
    "work_sample",
    "logistics",
)


def allowed(column: str, values: Sequence[str]) -> str:
    """The condition of a CHECK that keeps a column to `values`."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def within_agency(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    """The foreign key of `table` to its agency, and by column those to other tables, which carry the agency along."""
    return [
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f(f"fk_{table}_agency_id")),
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", column],
                [f"{target}.agency_id", f"{target}.id"],
                name=op.f(f"fk_{table}_agency_id_{column}"),
            )
            for column, target in targets.items()
        ),
    ]


def once_within_agency(table: str, *columns: str) -> sa.UniqueConstraint:
    """Within its agency, no two rows of `table` have the same in these columns."""
    named = "_".join(("uq", table, "agency_id", *columns))
    return sa.UniqueConstraint("agency_id", *columns, name=op.f(named))


def find_by(table: str, *columns: str) -> None:
    """An index for rows that are looked up by these columns: every lookup names the agency first."""
    named = "_".join(("ix", table, "agency_id", *columns))
    op.create_index(op.f(named), table, ["agency_id", *columns])


def protect(table: str) -> None:
    """Let each row be seen and written only by its agency's transactions, the table's owner included."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY own_agency ON "{table}" USING ({OWN}) WITH CHECK ({OWN})')


def add_notice_kind(kind: str) -> None:
    """Let notices also be of this kind."""
    let_notices_be([*notice_kinds(), kind])


def drop_notice_kind(kind: str) -> None:
    """Let notices be of this kind no more. The database refuses while there are some."""
    let_notices_be([known for known in notice_kinds() if known != kind])


def notice_kinds() -> list[str]:
    """What notices may be in the database as it stands, in the order of its CHECK.

    Read from there, so that a migration names only what it adds. PostgreSQL and SQLite hand the condition back in words of
    their own; the values are what stands between its quotes.
    """
    checks = sa.inspect(op.get_bind()).get_check_constraints("notice")
    conditions = {check["name"]: check["sqltext"] for check in checks}
    return re.findall(r"'(\w+)'", conditions[NOTICE_CHECK])


def let_notices_be(kinds: Sequence[str]) -> None:
    """Keep notices to these kinds."""
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(op.f(NOTICE_CHECK), type_="check")
        batch_op.create_check_constraint(op.f(NOTICE_CHECK), allowed("kind", kinds))
