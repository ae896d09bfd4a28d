"""A candidate is told by mail that a passkey was added."""

from collections.abc import Sequence

from alembic import op

from relay.store import schema_steps as steps

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    steps.add_notice_kind("passkey_added")


def downgrade() -> None:
    """Take it back. Such a mail is kept as one of the kind that is nearest."""
    op.execute("UPDATE notice SET kind = 'letter_changed' WHERE kind = 'passkey_added'")
    steps.drop_notice_kind("passkey_added")
