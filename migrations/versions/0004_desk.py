"""A promise remembers that its recruiter was warned; agencies greet in their own way; clients say what may be told when;
candidates thank their interviewers and say whether a letter helped."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
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
    "key",
    "invitation",
    "password_reset",
)
THANKS_STATES = ("waiting", "passed_on", "kept_back", "taken_back")
POLICIES = ("all", "ask_first", "on_request")


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
    op.add_column("agency", sa.Column("greeting", sa.String(), nullable=True))
    op.add_column("agency", sa.Column("farewell", sa.String(), nullable=True))
    with op.batch_alter_table("client") as batch_op:
        batch_op.add_column(sa.Column("relay_policy", sa.String(40), nullable=False, server_default="all"))
        batch_op.create_check_constraint(op.f("ck_client_relaypolicy"), allowed("relay_policy", POLICIES))
    with op.batch_alter_table("approval") as batch_op:
        batch_op.add_column(sa.Column("met", sa.String(40), nullable=True))
        batch_op.create_check_constraint(op.f("ck_approval_relaypolicy"), allowed("met", POLICIES))
    op.add_column("promise", sa.Column("warned", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("receipt") as batch_op:
        batch_op.add_column(sa.Column("helpful", sa.String(40), nullable=True))
        batch_op.add_column(sa.Column("helpful_why", sa.String(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_receipt_helpful"), allowed("helpful", ("yes", "partly", "no"))
        )
    let_notices_be((*NOTICE_KINDS, "thanks"))
    op.create_table(
        "thanks",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(allowed("state", THANKS_STATES), name=op.f("ck_thanks_thanksstate")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_thanks_agency_id")),
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", column],
                [f"{table}.agency_id", f"{table}.id"],
                name=op.f(f"fk_thanks_agency_id_{column}"),
            )
            for column, table in (
                ("interview_id", "interview"),
                ("candidate_id", "candidate"),
                ("contact_id", "contact"),
                ("decided_by_id", "staff"),
            )
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_thanks")),
    )
    for column in ("interview_id", "state"):
        op.create_index(op.f(f"ix_thanks_agency_id_{column}"), "thanks", ["agency_id", column])
    protect("thanks")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("thanks")
    let_notices_be(NOTICE_KINDS)
    with op.batch_alter_table("receipt") as batch_op:
        batch_op.drop_constraint(op.f("ck_receipt_helpful"), type_="check")
        batch_op.drop_column("helpful_why")
        batch_op.drop_column("helpful")
    op.drop_column("promise", "warned")
    for table, column in (("approval", "met"), ("client", "relay_policy")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_relaypolicy"), type_="check")
            batch_op.drop_column(column)
    op.drop_column("agency", "farewell")
    op.drop_column("agency", "greeting")
