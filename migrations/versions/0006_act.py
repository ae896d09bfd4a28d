"""Letters offer several things to take up; what was taken up can be shared with the agency, and is brought to mind the day before."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("letter_item", sa.Column("suggestions", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("action", sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("action", sa.Column("told_of", sa.Date(), nullable=True))
    steps.find_by("action", "due_on")
    steps.add_notice_kind("action_due")


def downgrade() -> None:
    """Take it back."""
    steps.drop_notice_kind("action_due")
    op.drop_index(op.f("ix_action_agency_id_due_on"), "action")
    op.drop_column("action", "told_of")
    op.drop_column("action", "shared_at")
    op.drop_column("letter_item", "suggestions")
