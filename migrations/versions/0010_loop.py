"""Letters are set beside what was taken up before, and a letter is nudged about once."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"
NOTICE_KINDS = (
    "letter_waiting",
    "letter_changed",
    "answer_waiting",
    "interview_promised",
    "promise_missed",
    "promise_extended",
    "feedback_asked",
    "feedback_reminded",
    "feedback_missing",
    "thanks",
    "action_due",
    "erasure_key",
    "key",
    "invitation",
    "password_reset",
)
OUTCOMES = ("better", "same", "not_mentioned")
LEADS_TO = (
    ("candidate_id", "candidate"),
    ("action_id", "action"),
    ("interview_id", "interview"),
    ("later_interview_id", "interview"),
    ("letter_id", "letter"),
    ("letter_item_id", "letter_item"),
)


def allowed(column: str, values: Sequence[str]) -> str:
    """The condition of a CHECK that keeps a column to `values`."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def let_notices_be(kinds: Sequence[str]) -> None:
    """Keep notices to these kinds."""
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(op.f("ck_notice_noticekind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_notice_noticekind"), allowed("kind", kinds))


def protect(table: str) -> None:
    """Let each row be seen and written only by its agency's transactions, the table's owner included."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY own_agency ON "{table}" USING ({OWN}) WITH CHECK ({OWN})')


def upgrade() -> None:
    """Take the step."""
    op.add_column("letter", sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True))
    let_notices_be((*NOTICE_KINDS, "letter_nudged"))
    op.create_table(
        "loop",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=name == "letter_item_id") for name, _ in LEADS_TO),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(allowed("outcome", OUTCOMES), name=op.f("ck_loop_loopoutcome")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_loop_agency_id")),
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", column],
                [f"{table}.agency_id", f"{table}.id"],
                name=op.f(f"fk_loop_agency_id_{column}"),
            )
            for column, table in LEADS_TO
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_loop")),
        sa.UniqueConstraint(
            "agency_id",
            "action_id",
            "later_interview_id",
            name=op.f("uq_loop_agency_id_action_id_later_interview_id"),
        ),
    )
    for column in ("candidate_id", "interview_id", "later_interview_id"):
        op.create_index(op.f(f"ix_loop_agency_id_{column}"), "loop", ["agency_id", column])
    protect("loop")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("loop")
    let_notices_be(NOTICE_KINDS)
    op.drop_column("letter", "nudged_at")
