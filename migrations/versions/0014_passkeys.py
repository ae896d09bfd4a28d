"""A candidate comes in with a passkey instead of a code, if they want one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "passkey",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *steps.within_agency("passkey", candidate_id="candidate"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_passkey")),
        steps.once_within_agency("passkey", "credential_id"),
    )
    steps.find_by("passkey", "candidate_id")
    steps.protect("passkey")
    op.create_table(
        "passkey_locator",
        sa.Column("credential_hash", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("passkey_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("credential_hash", name=op.f("pk_passkey_locator")),
    )
    op.create_index(op.f("ix_passkey_locator_passkey_id"), "passkey_locator", ["passkey_id"])
    op.create_table(
        "ceremony",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cookie_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremony")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_ceremony_cookie_hash")),
    )
    op.create_index(op.f("ix_ceremony_expires_at"), "ceremony", ["expires_at"])


def downgrade() -> None:
    """Take it back. Whoever had a passkey comes in with a code again."""
    op.drop_table("ceremony")
    op.drop_table("passkey_locator")
    op.drop_table("passkey")
