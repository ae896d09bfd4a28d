"""Letters are set beside what was taken up before, and a letter is nudged about once."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OUTCOMES = ("better", "same", "not_mentioned")
LEADS_TO = {
    "candidate_id": "candidate",
    "action_id": "action",
    "interview_id": "interview",
    "later_interview_id": "interview",
    "letter_id": "letter",
    "letter_item_id": "letter_item",
}


def upgrade() -> None:
    """Take the step."""
    op.add_column("letter", sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True))
    steps.add_notice_kind("letter_nudged")
    op.create_table(
        "loop",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=name == "letter_item_id") for name in LEADS_TO),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(steps.allowed("outcome", OUTCOMES), name=op.f("ck_loop_loopoutcome")),
        *steps.within_agency("loop", **LEADS_TO),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_loop")),
        steps.once_within_agency("loop", "action_id", "later_interview_id"),
    )
    for column in ("candidate_id", "interview_id", "later_interview_id"):
        steps.find_by("loop", column)
    steps.protect("loop")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("loop")
    steps.drop_notice_kind("letter_nudged")
    op.drop_column("letter", "nudged_at")
