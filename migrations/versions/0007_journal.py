"""Candidates keep a journal of their own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

STATES = ("kept", "taken_out")


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
        sa.CheckConstraint(steps.allowed("state", STATES), name=op.f("ck_journal_entry_entrystate")),
        sa.CheckConstraint(
            steps.allowed("prompt", steps.COMPETENCIES), name=op.f("ck_journal_entry_competency")
        ),
        *steps.within_agency("journal_entry", candidate_id="candidate", letter_id="letter"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_journal_entry")),
    )
    steps.find_by("journal_entry", "candidate_id", "day")
    steps.protect("journal_entry")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("journal_entry")
