"""Candidates keep a journal of their own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"
STATES = ("kept", "taken_out")
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


def protect(table: str) -> None:
    """Let each row be seen and written only by its agency's transactions, the table's owner included."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY own_agency ON "{table}" USING ({OWN}) WITH CHECK ({OWN})')


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "journal_entry",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=True),
        sa.Column("prompt", sa.String(40), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(allowed("state", STATES), name=op.f("ck_journal_entry_entrystate")),
        sa.CheckConstraint(allowed("prompt", COMPETENCIES), name=op.f("ck_journal_entry_competency")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_journal_entry_agency_id")),
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", column],
                [f"{table}.agency_id", f"{table}.id"],
                name=op.f(f"fk_journal_entry_agency_id_{column}"),
            )
            for column, table in (("candidate_id", "candidate"), ("letter_id", "letter"))
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_journal_entry")),
    )
    op.create_index(
        op.f("ix_journal_entry_agency_id_candidate_id_day"),
        "journal_entry",
        ["agency_id", "candidate_id", "day"],
    )
    protect("journal_entry")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("journal_entry")
