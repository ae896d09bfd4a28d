"""A candidate lets a friend or mentor see what they choose, by a link that ends."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"
COMPETENCIES = (
    "communication",
    "answer_structure",
    "evidence",
    "technical_skill",
    "problem_solving",
    "domain_knowledge",
    "experience",
    "preparation",
    "motivation",
    "confidence",
    "body_language",
    "teamwork",
    "leadership",
    "commercial",
    "adaptability",
    "questions_asked",
    "professionalism",
    "values",
    "work_sample",
    "logistics",
)


def allowed(column: str, values: Sequence[str]) -> str:
    """The condition of a CHECK that keeps a column to `values`."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def protect(table: str) -> None:
    """Let each row be seen and written only by its agency's transactions, the table's owner included."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY own_agency ON "{table}" USING ({OWN}) WITH CHECK ({OWN})')


def points_at(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key that carries the agency along."""
    return sa.ForeignKeyConstraint(
        ["agency_id", column],
        [f"{target}.agency_id", f"{target}.id"],
        name=op.f(f"fk_{table}_agency_id_{column}"),
    )


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
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_share_agency_id")),
        points_at("share", "candidate_id", "candidate"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_share")),
    )
    op.create_index(op.f("ix_share_agency_id_candidate_id"), "share", ["agency_id", "candidate_id"])
    op.create_table(
        "share_item",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("letter_item_id", sa.Uuid(), nullable=True),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("competency", sa.String(40), nullable=True),
        sa.CheckConstraint(allowed("competency", COMPETENCIES), name=op.f("ck_share_item_competency")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_share_item_agency_id")),
        points_at("share_item", "share_id", "share"),
        points_at("share_item", "letter_item_id", "letter_item"),
        points_at("share_item", "action_id", "action"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_share_item")),
        sa.UniqueConstraint(
            "agency_id", "share_id", "place", name=op.f("uq_share_item_agency_id_share_id_place")
        ),
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
    protect("share")
    protect("share_item")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("share_link")
    op.drop_table("share_item")
    op.drop_table("share")
