"""A candidate may note how an interview went before the letter is opened; a letter keeps what each of its sentences is about, and
a promise when the client was first asked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"
STATES = ("blank", "written", "skipped", "sealed")
KINDS = ("strength", "improvement")
MARKS = ("well", "mixed", "less", "absent")
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


def within_agency(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key that carries the agency along."""
    return sa.ForeignKeyConstraint(
        ["agency_id", column],
        [f"{target}.agency_id", f"{target}.id"],
        name=op.f(f"fk_{table}_agency_id_{column}"),
    )


def protect(table: str) -> None:
    """Let each row be seen and written only by its agency's transactions, the table's owner included."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY own_agency ON "{table}" USING ({OWN}) WITH CHECK ({OWN})')


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
        sa.CheckConstraint(allowed("kind", KINDS), name=op.f("ck_letter_sentence_kind")),
        sa.CheckConstraint(allowed("competency", COMPETENCIES), name=op.f("ck_letter_sentence_competency")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_letter_sentence_agency_id")),
        sa.ForeignKeyConstraint(
            ["agency_id", "letter_id"],
            ["letter.agency_id", "letter.id"],
            name=op.f("fk_letter_sentence_agency_id_letter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "letter_item_id"],
            ["letter_item.agency_id", "letter_item.id"],
            name=op.f("fk_letter_sentence_agency_id_letter_item_id"),
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_letter_sentence")),
        sa.UniqueConstraint(
            "agency_id", "letter_id", "place", name=op.f("uq_letter_sentence_agency_id_letter_id_place")
        ),
    )
    protect("letter_sentence")
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
        sa.CheckConstraint(allowed("state", STATES), name=op.f("ck_self_view_selfviewstate")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_self_view_agency_id")),
        within_agency("self_view", "interview_id", "interview"),
        within_agency("self_view", "candidate_id", "candidate"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_self_view")),
        sa.UniqueConstraint("agency_id", "interview_id", name=op.f("uq_self_view_agency_id_interview_id")),
    )
    op.create_index(op.f("ix_self_view_agency_id_candidate_id"), "self_view", ["agency_id", "candidate_id"])
    op.create_table(
        "self_mark",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("self_view_id", sa.Uuid(), nullable=False),
        sa.Column("competency", sa.String(40), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.CheckConstraint(allowed("competency", COMPETENCIES), name=op.f("ck_self_mark_competency")),
        sa.CheckConstraint(allowed("mark", MARKS), name=op.f("ck_self_mark_mark")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_self_mark_agency_id")),
        within_agency("self_mark", "self_view_id", "self_view"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_self_mark")),
        sa.UniqueConstraint(
            "agency_id",
            "self_view_id",
            "competency",
            name=op.f("uq_self_mark_agency_id_self_view_id_competency"),
        ),
    )
    protect("self_view")
    protect("self_mark")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("self_mark")
    op.drop_table("self_view")
    op.drop_table("letter_sentence")
    op.drop_column("promise", "asked_at")
