"""Two records of one candidate become one: the other stays and leads to it, and the candidate is told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


STANDING = sa.text("merged_into_id IS NULL")


def upgrade() -> None:
    """Take the step."""
    op.drop_index("uq_candidate_agency_email", "candidate")
    with op.batch_alter_table("candidate") as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_candidate_agency_id_merged_into_id"),
            "candidate",
            ["agency_id", "merged_into_id"],
            ["agency_id", "id"],
        )
    steps.find_by("candidate", "merged_into_id")
    op.create_index(
        "uq_candidate_agency_email",
        "candidate",
        ["agency_id", "email"],
        unique=True,
        postgresql_where=STANDING,
        sqlite_where=STANDING,
    )
    steps.add_notice_kind("records_merged")


def downgrade() -> None:
    """Take it back. What was merged stays so; a tombstone gives up an address that it shares."""
    op.execute("UPDATE notice SET kind = 'letter_changed' WHERE kind = 'records_merged'")
    steps.drop_notice_kind("records_merged")
    op.drop_index("uq_candidate_agency_email", "candidate")
    op.drop_index(op.f("ix_candidate_agency_id_merged_into_id"), "candidate")
    op.execute(
        "UPDATE candidate SET email = CAST(id AS VARCHAR) || '@merged.invalid' WHERE merged_into_id IS NOT NULL"
    )
    with op.batch_alter_table("candidate") as batch_op:
        batch_op.drop_constraint(op.f("fk_candidate_agency_id_merged_into_id"), type_="foreignkey")
        batch_op.drop_column("merged_into_id")
    op.create_index("uq_candidate_agency_email", "candidate", ["agency_id", "email"], unique=True)
