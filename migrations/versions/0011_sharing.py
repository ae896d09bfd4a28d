"""A candidate lets a friend or mentor see what they choose, by a link that ends."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "share",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *steps.within_agency("share", candidate_id="candidate"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_share")),
    )
    steps.find_by("share", "candidate_id")
    op.create_table(
        "share_item",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("letter_item_id", sa.Uuid(), nullable=True),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("competency", sa.String(40), nullable=True),
        sa.CheckConstraint(
            steps.allowed("competency", steps.COMPETENCIES), name=op.f("ck_share_item_competency")
        ),
        *steps.within_agency(
            "share_item", share_id="share", letter_item_id="letter_item", action_id="action"
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_share_item")),
        steps.once_within_agency("share_item", "share_id", "place"),
    )
    op.create_table(
        "share_link",
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("link_hash", name=op.f("pk_share_link")),
    )
    op.create_index(op.f("ix_share_link_share_id"), "share_link", ["share_id"])
    steps.protect("share")
    steps.protect("share_item")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("share_link")
    op.drop_table("share_item")
    op.drop_table("share")
