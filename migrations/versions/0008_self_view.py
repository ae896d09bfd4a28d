"""A candidate may note how an interview went before the letter is opened; a letter keeps what each of its sentences is about, and
a promise when the client was first asked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from relay.store import schema_steps as steps

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


STATES = ("blank", "written", "skipped", "sealed")
KINDS = ("strength", "improvement")
MARKS = ("well", "mixed", "less", "absent")


def upgrade() -> None:
    """Take the step."""
    op.add_column("promise", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "letter_sentence",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("letter_item_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("competency", sa.String(40), nullable=True),
        sa.CheckConstraint(steps.allowed("kind", KINDS), name=op.f("ck_letter_sentence_kind")),
        sa.CheckConstraint(
            steps.allowed("competency", steps.COMPETENCIES), name=op.f("ck_letter_sentence_competency")
        ),
        *steps.within_agency("letter_sentence", letter_id="letter", letter_item_id="letter_item"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_letter_sentence")),
        steps.once_within_agency("letter_sentence", "letter_id", "place"),
    )
    steps.protect("letter_sentence")
    op.create_table(
        "self_view",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(steps.allowed("state", STATES), name=op.f("ck_self_view_selfviewstate")),
        *steps.within_agency("self_view", interview_id="interview", candidate_id="candidate"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_self_view")),
        steps.once_within_agency("self_view", "interview_id"),
    )
    steps.find_by("self_view", "candidate_id")
    op.create_table(
        "self_mark",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("self_view_id", sa.Uuid(), nullable=False),
        sa.Column("competency", sa.String(40), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.CheckConstraint(
            steps.allowed("competency", steps.COMPETENCIES), name=op.f("ck_self_mark_competency")
        ),
        sa.CheckConstraint(steps.allowed("mark", MARKS), name=op.f("ck_self_mark_mark")),
        *steps.within_agency("self_mark", self_view_id="self_view"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_self_mark")),
        steps.once_within_agency("self_mark", "self_view_id", "competency"),
    )
    steps.protect("self_view")
    steps.protect("self_mark")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("self_mark")
    op.drop_table("self_view")
    op.drop_table("letter_sentence")
    op.drop_column("promise", "asked_at")
