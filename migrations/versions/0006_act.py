"""Letters offer several things to take up; what was taken up can be shared with the agency, and is brought to mind the day before."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


NOTICE_KINDS = (
    "letter_waiting",
    "letter_changed",
    "answer_waiting",
    "interview_promised",
    "promise_missed",
    "promise_extended",
    "feedback_asked",
    "feedback_reminded",
    "feedback_missing",
    "thanks",
    "key",
    "invitation",
    "password_reset",
)


def let_notices_be(kinds: Sequence[str]) -> None:
    """Keep notices to these kinds."""
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(op.f("ck_notice_noticekind"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_notice_noticekind"), f"kind IN ({', '.join(repr(kind) for kind in kinds)})"
        )


def upgrade() -> None:
    """Take the step."""
    op.add_column("letter_item", sa.Column("suggestions", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("action", sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("action", sa.Column("told_of", sa.Date(), nullable=True))
    op.create_index(op.f("ix_action_agency_id_due_on"), "action", ["agency_id", "due_on"])
    let_notices_be((*NOTICE_KINDS, "action_due"))


def downgrade() -> None:
    """Take it back."""
    let_notices_be(NOTICE_KINDS)
    op.drop_index(op.f("ix_action_agency_id_due_on"), "action")
    op.drop_column("action", "told_of")
    op.drop_column("action", "shared_at")
    op.drop_column("letter_item", "suggestions")
