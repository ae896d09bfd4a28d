"""Candidates wish for feedback on what they name; concerns about fairness are answered in time; words can be kept unsent."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


WISH_STATES = ("waiting", "passed_on", "declined", "taken_back")
QUESTION_KINDS = ("meaning", "fact", "fairness")


def upgrade() -> None:
    """Take the step."""
    op.add_column("agency", sa.Column("fairness_days", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("question", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    steps.add_notice_kind("wish_answered")
    op.create_table(
        "wish",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("aspects", sa.JSON(), nullable=False),
        sa.Column("line", sa.String(), nullable=True),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("with_line", sa.Boolean(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("declined_because", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(steps.allowed("state", WISH_STATES), name=op.f("ck_wish_wishstate")),
        *steps.within_agency(
            "wish",
            interview_id="interview",
            candidate_id="candidate",
            contact_id="contact",
            decided_by_id="staff",
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_wish")),
    )
    for column in ("interview_id", "state"):
        steps.find_by("wish", column)
    op.create_index(
        "uq_wish_agency_id_waiting",
        "wish",
        ["agency_id", "interview_id"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    steps.protect("wish")
    op.create_table(
        "unsent",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("letter_item_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(steps.allowed("kind", QUESTION_KINDS), name=op.f("ck_unsent_questionkind")),
        *steps.within_agency(
            "unsent", interview_id="interview", candidate_id="candidate", letter_item_id="letter_item"
        ),
        steps.once_within_agency("unsent", "interview_id"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_unsent")),
    )
    steps.protect("unsent")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("unsent")
    op.drop_table("wish")
    steps.drop_notice_kind("wish_answered")
    op.drop_column("question", "due_at")
    op.drop_column("agency", "fairness_days")
