"""Contacts are asked by link and chased; promises are watched, and a new time follows one that was missed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"
NOTICE_KINDS = (
    "letter_waiting",
    "letter_changed",
    "answer_waiting",
    "interview_promised",
    "key",
    "invitation",
    "password_reset",
)
NEW_NOTICE_KINDS = (
    "promise_missed",
    "promise_extended",
    "feedback_asked",
    "feedback_reminded",
    "feedback_missing",
)
NOTICE_STATES = ("sealed", "sent", "failed")
REQUEST_STATES = ("open", "paused", "calling", "answered", "declined", "closed")
CHANNELS = ("call", "email", "in_person")
ACTORS = ("staff", "candidate", "system")
SOURCES = ("call", "email", "link", "scorecard", "import")


def allowed(column: str, values: Sequence[str]) -> str:
    """The condition of a CHECK that keeps a column to `values`."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


@contextmanager
def rebuilt(table: str, checks: dict[str, str]) -> Iterator[BatchOperations]:
    """Change a table, with these CHECKs in place of those of the same names."""
    with op.batch_alter_table(table) as batch_op:
        for name, condition in checks.items():
            batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), condition)
        yield batch_op


def protect(table: str) -> None:
    """Let each row be seen and written only by its agency's transactions, the table's owner included."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY own_agency ON "{table}" USING ({OWN}) WITH CHECK ({OWN})')


def moment(name: str) -> sa.Column[object]:
    """A column that may hold an instant."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def number(name: str, present: int) -> sa.Column[object]:
    """A column that holds a number; rows that are there already get `present`."""
    return sa.Column(name, sa.Integer(), nullable=False, server_default=str(present))


def upgrade() -> None:
    """Take the step."""
    op.add_column("agency", sa.Column("country", sa.String(), nullable=True))
    op.add_column("agency", sa.Column("asks", sa.Boolean(), nullable=False, server_default=sa.true()))
    for name, present in (("remind_every", 1), ("reminders", 2), ("grace_days", 1)):
        op.add_column("agency", number(name, present))
    op.add_column("contact", sa.Column("zone", sa.String(), nullable=True))
    op.add_column("job", sa.Column("promise_days", sa.Integer(), nullable=True))
    op.add_column("interview_contact", number("place", 0))
    op.add_column("interview", moment("ask_at"))
    op.create_index(op.f("ix_interview_agency_id_ask_at"), "interview", ["agency_id", "ask_at"])
    op.add_column("promise", number("misses", 0))
    for name in ("risk_at", "settle_at", "new_due_at"):
        op.add_column("promise", moment(name))
        op.create_index(op.f(f"ix_promise_agency_id_{name}"), "promise", ["agency_id", name])
    with rebuilt("client", {}) as batch_op:
        batch_op.add_column(sa.Column("promise_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("owner_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_client_agency_id_owner_id"), "staff", ["agency_id", "owner_id"], ["agency_id", "id"]
        )
    with rebuilt(
        "notice",
        {
            "noticekind": allowed("kind", NOTICE_KINDS + NEW_NOTICE_KINDS),
            "noticestate": allowed("state", (*NOTICE_STATES, "dropped")),
        },
    ) as batch_op:
        batch_op.add_column(sa.Column("contact_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_notice_agency_id_contact_id"),
            "contact",
            ["agency_id", "contact_id"],
            ["agency_id", "id"],
        )
    with rebuilt("event", {"actorkind": allowed("actor_kind", (*ACTORS, "contact"))}):
        pass
    with rebuilt("request", {"requestchannel": allowed("channel", (*CHANNELS, "link"))}) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(40), nullable=False, server_default="open"))
        batch_op.add_column(moment("next_at"))
        batch_op.add_column(number("sent", 0))
        batch_op.add_column(sa.Column("escalated", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("draft", sa.JSON(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_request_requeststate"), allowed("state", REQUEST_STATES))
        batch_op.create_index(
            op.f("ix_request_agency_id_contact_id_state"), ["agency_id", "contact_id", "state"]
        )
        batch_op.create_index(op.f("ix_request_agency_id_next_at"), ["agency_id", "next_at"])
    with rebuilt("note", {"notesource": allowed("source", SOURCES)}) as batch_op:
        batch_op.alter_column("author_id", existing_type=sa.Uuid(), nullable=True)
    op.create_table(
        "asking_link",
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        moment("revoked_at"),
        sa.PrimaryKeyConstraint("link_hash", name=op.f("pk_asking_link")),
    )
    op.create_index(op.f("ix_asking_link_request_id"), "asking_link", ["request_id"])
    op.create_table(
        "chase",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_chase_agency_id")),
        sa.ForeignKeyConstraint(
            ["agency_id", "request_id"],
            ["request.agency_id", "request.id"],
            name=op.f("fk_chase_agency_id_request_id"),
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_chase")),
        sa.UniqueConstraint(
            "agency_id", "request_id", "number", name=op.f("uq_chase_agency_id_request_id_number")
        ),
    )
    op.create_index(op.f("ix_chase_agency_id_round_id"), "chase", ["agency_id", "round_id"])
    protect("chase")


def downgrade() -> None:
    """Take it back. Fails, and changes nothing, where rows stand there that the older schema has no place for."""
    op.drop_table("chase")
    op.drop_table("asking_link")
    with rebuilt("note", {"notesource": allowed("source", SOURCES)}) as batch_op:
        batch_op.alter_column("author_id", existing_type=sa.Uuid(), nullable=False)
    with rebuilt("request", {"requestchannel": allowed("channel", CHANNELS)}) as batch_op:
        batch_op.drop_constraint(op.f("ck_request_requeststate"), type_="check")
        batch_op.drop_index(op.f("ix_request_agency_id_next_at"))
        batch_op.drop_index(op.f("ix_request_agency_id_contact_id_state"))
        for column in ("draft", "reason", "escalated", "sent", "next_at", "state"):
            batch_op.drop_column(column)
    with rebuilt("event", {"actorkind": allowed("actor_kind", ACTORS)}):
        pass
    with rebuilt(
        "notice",
        {"noticekind": allowed("kind", NOTICE_KINDS), "noticestate": allowed("state", NOTICE_STATES)},
    ) as batch_op:
        batch_op.drop_constraint(op.f("fk_notice_agency_id_contact_id"), type_="foreignkey")
        batch_op.drop_column("contact_id")
    with rebuilt("client", {}) as batch_op:
        batch_op.drop_constraint(op.f("fk_client_agency_id_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")
        batch_op.drop_column("promise_days")
    for name in ("risk_at", "settle_at", "new_due_at"):
        op.drop_index(op.f(f"ix_promise_agency_id_{name}"), "promise")
        op.drop_column("promise", name)
    op.drop_column("promise", "misses")
    op.drop_index(op.f("ix_interview_agency_id_ask_at"), "interview")
    op.drop_column("interview", "ask_at")
    op.drop_column("interview_contact", "place")
    op.drop_column("job", "promise_days")
    op.drop_column("contact", "zone")
    for name in ("grace_days", "reminders", "remind_every", "asks", "country"):
        op.drop_column("agency", name)
