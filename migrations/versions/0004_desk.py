"""A promise remembers that its recruiter was warned; agencies greet in their own way; clients say what may be told when."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


POLICIES = ("all", "ask_first", "on_request")


def allowed(column: str) -> str:
    """The condition of a CHECK that keeps a column to the policies."""
    return f"{column} IN ({', '.join(repr(policy) for policy in POLICIES)})"


def upgrade() -> None:
    """Take the step."""
    op.add_column("agency", sa.Column("greeting", sa.String(), nullable=True))
    op.add_column("agency", sa.Column("farewell", sa.String(), nullable=True))
    with op.batch_alter_table("client") as batch_op:
        batch_op.add_column(sa.Column("relay_policy", sa.String(40), nullable=False, server_default="all"))
        batch_op.create_check_constraint(op.f("ck_client_relaypolicy"), allowed("relay_policy"))
    with op.batch_alter_table("approval") as batch_op:
        batch_op.add_column(sa.Column("met", sa.String(40), nullable=True))
        batch_op.create_check_constraint(op.f("ck_approval_relaypolicy"), allowed("met"))
    op.add_column("promise", sa.Column("warned", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("promise", "warned")
    for table, column in (("approval", "met"), ("client", "relay_policy")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_relaypolicy"), type_="check")
            batch_op.drop_column(column)
    op.drop_column("agency", "farewell")
    op.drop_column("agency", "greeting")
