"""Candidates choose which mails they want and when none, see their browsers, and can have themselves erased."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


WHOSE = ("agency", "own", "none")


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("candidate") as batch_op:
        batch_op.add_column(sa.Column("declined", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column("quiet", sa.String(40), nullable=False, server_default="agency"))
        batch_op.add_column(sa.Column("quiet_from", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("quiet_to", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(op.f("ck_candidate_quiet"), steps.allowed("quiet", WHOSE))
    op.add_column("agency", sa.Column("quiet_from", sa.String(), nullable=True))
    op.add_column("agency", sa.Column("quiet_to", sa.String(), nullable=True))
    op.add_column("sign_in_session", sa.Column("device", sa.String(), nullable=True))
    steps.add_notice_kind("erasure_key")


def downgrade() -> None:
    """Take it back."""
    steps.drop_notice_kind("erasure_key")
    op.drop_column("sign_in_session", "device")
    op.drop_column("agency", "quiet_to")
    op.drop_column("agency", "quiet_from")
    with op.batch_alter_table("candidate") as batch_op:
        batch_op.drop_constraint(op.f("ck_candidate_quiet"), type_="check")
        for column in ("erased_at", "quiet_to", "quiet_from", "quiet", "declined"):
            batch_op.drop_column(column)
