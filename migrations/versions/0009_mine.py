"""Candidates choose which mails they want and when none, see their browsers, and can have themselves erased."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
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
    "action_due",
    "key",
    "invitation",
    "password_reset",
)
WHOSE = ("agency", "own", "none")


def allowed(column: str, values: Sequence[str]) -> str:
    """The condition of a CHECK that keeps a column to `values`."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def let_notices_be(kinds: Sequence[str]) -> None:
    """Keep notices to these kinds."""
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(op.f("ck_notice_noticekind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_notice_noticekind"), allowed("kind", kinds))


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("candidate") as batch_op:
        batch_op.add_column(sa.Column("declined", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column("quiet", sa.String(40), nullable=False, server_default="agency"))
        batch_op.add_column(sa.Column("quiet_from", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("quiet_to", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(op.f("ck_candidate_quiet"), allowed("quiet", WHOSE))
    op.add_column("agency", sa.Column("quiet_from", sa.String(), nullable=True))
    op.add_column("agency", sa.Column("quiet_to", sa.String(), nullable=True))
    op.add_column("sign_in_session", sa.Column("device", sa.String(), nullable=True))
    let_notices_be((*NOTICE_KINDS, "erasure_key"))


def downgrade() -> None:
    """Take it back."""
    let_notices_be(NOTICE_KINDS)
    op.drop_column("sign_in_session", "device")
    op.drop_column("agency", "quiet_to")
    op.drop_column("agency", "quiet_from")
    with op.batch_alter_table("candidate") as batch_op:
        batch_op.drop_constraint(op.f("ck_candidate_quiet"), type_="check")
        for column in ("erased_at", "quiet_to", "quiet_from", "quiet", "declined"):
            batch_op.drop_column(column)
