"""The second pen, and the record of each time it was asked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TENANT_TABLES = ("pen", "dictation")
OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"


def protect() -> None:
    """Let each row be seen and written only by its agency's transactions, the tables' owner included."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TENANT_TABLES:
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        op.execute(f'CREATE POLICY own_agency ON "{table}" USING ({OWN}) WITH CHECK ({OWN})')


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "pen",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.String(), nullable=True),
        sa.Column("patience", sa.Integer(), nullable=False),
        sa.Column("most_calls", sa.Integer(), nullable=False),
        sa.Column("most_tokens", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_pen_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_pen")),
        sa.UniqueConstraint("agency_id", name=op.f("uq_pen_agency_id")),
    )
    op.create_table(
        "dictation",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("material_hash", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "asking",
                "worded",
                "moved",
                "interrupted",
                "unreachable",
                "timed_out",
                "refused",
                "too_long",
                "unreadable",
                "unfaithful",
                "objected",
                "held_back",
                "key_lost",
                "resting",
                "busy",
                "spent",
                name="dictationoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_dictation_agency_id")),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_dictation_agency_id_interview_id"),
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_dictation")),
    )
    with op.batch_alter_table("dictation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dictation_agency_id_interview_id"), ["agency_id", "interview_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_dictation_agency_id_started_at"), ["agency_id", "started_at"], unique=False
        )
    protect()


def downgrade() -> None:
    """Take it back."""
    op.drop_table("dictation")
    op.drop_table("pen")
