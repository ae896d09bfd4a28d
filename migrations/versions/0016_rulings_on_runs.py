"""People mark words of a note themselves: as a point, as withheld, or as wrongly withheld."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    for table in ("point", "withheld_run"):
        op.add_column(table, sa.Column("by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("point", sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "run_ruling",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("withheld_run_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("withhold", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        *steps.within_agency("run_ruling", withheld_run_id="withheld_run", staff_id="staff"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_run_ruling")),
    )
    op.create_index(op.f("ix_run_ruling_withheld_run_id"), "run_ruling", ["withheld_run_id"])
    steps.protect("run_ruling")


def downgrade() -> None:
    """Take it back. What a person marked stays, and is taken for the engine's."""
    op.drop_table("run_ruling")
    op.drop_column("point", "taken_back_at")
    for table in ("withheld_run", "point"):
        op.drop_column(table, "by_hand")
