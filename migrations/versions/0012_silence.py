"""Candidates wish for feedback on what they name; concerns about fairness are answered in time; words can be kept unsent."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"
NOTICE_KINDS = (
    "letter_waiting",
    "letter_changed",
    "letter_nudged",
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
WISH_STATES = ("waiting", "passed_on", "declined", "taken_back")
QUESTION_KINDS = ("meaning", "fact", "fairness")


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


def within_agency(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    """Foreign keys of `table`, by column, that carry the agency along; and the one to the agency itself."""
    return [
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f(f"fk_{table}_agency_id")),
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", column],
                [f"{target}.agency_id", f"{target}.id"],
                name=op.f(f"fk_{table}_agency_id_{column}"),
            )
            for column, target in targets.items()
        ),
    ]


def upgrade() -> None:
    """Take the step."""
    op.add_column("agency", sa.Column("fairness_days", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("question", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    let_notices_be((*NOTICE_KINDS, "wish_answered"))
    op.create_table(
        "wish",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("aspects", sa.JSON(), nullable=False),
        sa.Column("line", sa.String(), nullable=True),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("with_line", sa.Boolean(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("declined_because", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(allowed("state", WISH_STATES), name=op.f("ck_wish_wishstate")),
        *within_agency(
            "wish",
            interview_id="interview",
            candidate_id="candidate",
            contact_id="contact",
            decided_by_id="staff",
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_wish")),
    )
    for column in ("interview_id", "state"):
        op.create_index(op.f(f"ix_wish_agency_id_{column}"), "wish", ["agency_id", column])
    op.create_index(
        "uq_wish_agency_id_waiting",
        "wish",
        ["agency_id", "interview_id"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    protect("wish")
    op.create_table(
        "unsent",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("letter_item_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(allowed("kind", QUESTION_KINDS), name=op.f("ck_unsent_questionkind")),
        *within_agency(
            "unsent", interview_id="interview", candidate_id="candidate", letter_item_id="letter_item"
        ),
        sa.UniqueConstraint("agency_id", "interview_id", name=op.f("uq_unsent_agency_id_interview_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_unsent")),
    )
    protect("unsent")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("unsent")
    op.drop_table("wish")
    let_notices_be(NOTICE_KINDS)
    op.drop_column("question", "due_at")
    op.drop_column("agency", "fairness_days")
