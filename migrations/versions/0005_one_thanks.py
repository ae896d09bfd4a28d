"""Of an interview's thanks, one waits at a time."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Take the step. Of thanks that stand twice the newest stays, which is the one that the candidate is shown."""
    op.execute(
        """
        UPDATE thanks SET state = 'taken_back'
        WHERE state = 'waiting' AND EXISTS (
            SELECT 1 FROM thanks AS newer
            WHERE newer.agency_id = thanks.agency_id
              AND newer.interview_id = thanks.interview_id
              AND newer.state = 'waiting'
              AND (newer.written_at > thanks.written_at
                   OR (newer.written_at = thanks.written_at AND newer.id > thanks.id))
        )
        """
    )
    op.create_index(
        "uq_thanks_waiting",
        "thanks",
        ["agency_id", "interview_id"],
        unique=True,
        postgresql_where=WAITING,
        sqlite_where=WAITING,
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index("uq_thanks_waiting", "thanks")
