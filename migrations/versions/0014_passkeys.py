"""A candidate comes in with a passkey instead of a code, if they want one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"


def protect(table: str) -> None:
    """Let each row be seen and written only by its agency's transactions, the table's owner included."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY own_agency ON "{table}" USING ({OWN}) WITH CHECK ({OWN})')


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
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_passkey_agency_id")),
        sa.ForeignKeyConstraint(
            ["agency_id", "candidate_id"],
            ["candidate.agency_id", "candidate.id"],
            name=op.f("fk_passkey_agency_id_candidate_id"),
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("agency_id", "credential_id", name=op.f("uq_passkey_agency_id_credential_id")),
    )
    op.create_index(op.f("ix_passkey_agency_id_candidate_id"), "passkey", ["agency_id", "candidate_id"])
    protect("passkey")
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
