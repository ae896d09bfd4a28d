"""The house as it was first built."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


# Tables whose rows row-level security keeps to one agency. Outside it, because the agency is not known yet when they are
# read: sign-in names and sessions, passes, API tokens, locators, challenges and handoffs.
TENANT_TABLES = (
    "action",
    "approval",
    "candidate",
    "client",
    "contact",
    "decision",
    "delivery",
    "event",
    "interview",
    "interview_contact",
    "job",
    "jotting",
    "letter",
    "letter_item",
    "message",
    "message_breach",
    "message_sentence",
    "message_version",
    "note",
    "notice",
    "point",
    "promise",
    "question",
    "reading",
    "receipt",
    "reflection",
    "request",
    "ruling",
    "sentence_source",
    "staff",
    "submission",
    "withheld_run",
)
OWN = "agency_id = NULLIF(current_setting('relay.agency', true), '')::uuid"


def protect() -> None:
    """Let each row be seen and written only by its agency's transactions, the tables' owner included."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in ("agency", *TENANT_TABLES):
        own = OWN.removeprefix("agency_") if table == "agency" else OWN
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        op.execute(f'CREATE POLICY own_agency ON "{table}" USING ({own}) WITH CHECK ({own})')


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "agency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column(
            "tone",
            sa.Enum(
                "warm", "plain", "formal", name="tone", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("promise_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
    )
    op.create_table(
        "api_token",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_api_token")),
    )
    op.create_table(
        "challenge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cookie_hash", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_challenge_cookie_hash")),
    )
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_challenge_candidate_id_made_at"), ["candidate_id", "made_at"], unique=False
        )

    op.create_table(
        "handoff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("consumer", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "due",
                "leased",
                "done",
                "failed",
                name="handoffstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff")),
        sa.UniqueConstraint("event_id", "consumer", name=op.f("uq_handoff_event_id_consumer")),
    )
    with op.batch_alter_table("handoff", schema=None) as batch_op:
        batch_op.create_index(
            "ix_handoff_failed",
            ["agency_id"],
            unique=False,
            postgresql_where=sa.text("state = 'failed'"),
            sqlite_where=sa.text("state = 'failed'"),
        )
        batch_op.create_index(
            "ix_handoff_next_at",
            ["next_at"],
            unique=False,
            postgresql_where=sa.text("state IN ('due', 'leased')"),
            sqlite_where=sa.text("state IN ('due', 'leased')"),
        )

    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "locator",
        sa.Column("locator_hash", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("locator_hash", name=op.f("pk_locator")),
    )
    op.create_table(
        "pass",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "invitation",
                "reset",
                name="passpurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_pass")),
    )
    op.create_table(
        "sign_in_name",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_sign_in_name")),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column(
            "signed_in_as",
            sa.Enum(
                "staff", "candidate", name="signedinas", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_session")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "candidate",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("called", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_candidate_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_candidate")),
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index("uq_candidate_agency_email", ["agency_id", "email"], unique=True)

    op.create_table(
        "client",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_client_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_client")),
    )
    op.create_table(
        "event",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("subject_version", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=True),
        sa.Column(
            "actor_kind",
            sa.Enum(
                "staff",
                "candidate",
                "system",
                name="actorkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_event_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_event")),
        sa.UniqueConstraint(
            "agency_id",
            "subject_kind",
            "subject_id",
            "subject_version",
            name=op.f("uq_event_agency_id_subject_kind_subject_id_subject_version"),
        ),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_agency_interview", ["agency_id", "interview_id"], unique=False)
        batch_op.create_index("ix_event_agency_name", ["agency_id", "name", "happened_at"], unique=False)

    op.create_table(
        "staff",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "recruiter",
                "manager",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "invited",
                "active",
                "deactivated",
                name="staffstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_staff_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_staff")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index("uq_staff_agency_email", ["agency_id", "email"], unique=True)

    op.create_table(
        "submission",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_submission_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "person_id", "key", name=op.f("pk_submission")),
    )
    op.create_table(
        "contact",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "client_id"],
            ["client.agency_id", "client.id"],
            name=op.f("fk_contact_agency_id_client_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_contact_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_agency_id_client_id"), ["agency_id", "client_id"], unique=False
        )

    op.create_table(
        "job",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "closed", name="jobstate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "client_id"],
            ["client.agency_id", "client.id"],
            name=op.f("fk_job_agency_id_client_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_job_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_job_agency_id_client_id"), ["agency_id", "client_id"], unique=False
        )

    op.create_table(
        "interview",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("recruiter_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("wall_start", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "scheduled",
                "took_place",
                "cancelled",
                "no_show",
                name="interviewstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_interview_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["agency_id", "candidate_id"],
            ["candidate.agency_id", "candidate.id"],
            name=op.f("fk_interview_agency_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "job_id"], ["job.agency_id", "job.id"], name=op.f("fk_interview_agency_id_job_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "recruiter_id"],
            ["staff.agency_id", "staff.id"],
            name=op.f("fk_interview_agency_id_recruiter_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_interview_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_interview")),
    )
    with op.batch_alter_table("interview", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interview_agency_id_candidate_id_starts_at"),
            ["agency_id", "candidate_id", "starts_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_interview_agency_id_ends_at"), ["agency_id", "ends_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_interview_agency_id_job_id"), ["agency_id", "job_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_interview_agency_id_recruiter_id"), ["agency_id", "recruiter_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_interview_agency_id_starts_at"), ["agency_id", "starts_at"], unique=False
        )

    op.create_table(
        "interview_contact",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "contact_id"],
            ["contact.agency_id", "contact.id"],
            name=op.f("fk_interview_contact_agency_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_interview_contact_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_interview_contact_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "interview_id", "contact_id", name=op.f("pk_interview_contact")),
    )
    op.create_table(
        "jotting",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_jotting_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "staff_id"],
            ["staff.agency_id", "staff.id"],
            name=op.f("fk_jotting_agency_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_jotting_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_jotting")),
        sa.UniqueConstraint(
            "agency_id", "interview_id", "staff_id", name=op.f("uq_jotting_agency_id_interview_id_staff_id")
        ),
    )
    op.create_table(
        "letter",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("client_name", sa.String(), nullable=False),
        sa.Column("job_title", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("machine_worded", sa.Boolean(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "closed",
                "opened",
                "acknowledged",
                "superseded",
                "withdrawn",
                name="letterstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "candidate_id"],
            ["candidate.agency_id", "candidate.id"],
            name=op.f("fk_letter_agency_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_letter_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_letter_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_letter")),
        sa.UniqueConstraint(
            "agency_id", "interview_id", "number", name=op.f("uq_letter_agency_id_interview_id_number")
        ),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_letter_agency_id_candidate_id"), ["agency_id", "candidate_id"], unique=False
        )

    op.create_table(
        "message",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "drafted",
                "flagged",
                "held",
                "cleared",
                "sent_back",
                "approved",
                "relayed",
                "withdrawn",
                name="messagestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("approved_number", sa.Integer(), nullable=True),
        sa.Column("relayed_number", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_message_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_message_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_message")),
        sa.UniqueConstraint("agency_id", "interview_id", name=op.f("uq_message_agency_id_interview_id")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_agency_id_state"), ["agency_id", "state"], unique=False)

    op.create_table(
        "note",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "call",
                "email",
                "link",
                "scorecard",
                "import",
                name="notesource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("quoted", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "author_id"],
            ["staff.agency_id", "staff.id"],
            name=op.f("fk_note_agency_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "contact_id"],
            ["contact.agency_id", "contact.id"],
            name=op.f("fk_note_agency_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_note_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "supersedes_id"],
            ["note.agency_id", "note.id"],
            name=op.f("fk_note_agency_id_supersedes_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_note_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_note")),
        sa.UniqueConstraint("agency_id", "supersedes_id", name=op.f("uq_note_agency_id_supersedes_id")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index("ix_note_agency_interview", ["agency_id", "interview_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "letter_waiting",
                "letter_changed",
                "answer_waiting",
                "interview_promised",
                "key",
                "invitation",
                "password_reset",
                name="noticekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("interview_id", sa.Uuid(), nullable=True),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("settled_attempts", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sealed",
                "sent",
                "failed",
                name="noticestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "candidate_id"],
            ["candidate.agency_id", "candidate.id"],
            name=op.f("fk_notice_agency_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_notice_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "staff_id"],
            ["staff.agency_id", "staff.id"],
            name=op.f("fk_notice_agency_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_notice_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_notice")),
        sa.UniqueConstraint("agency_id", "cause_id", name=op.f("uq_notice_agency_id_cause_id")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notice_agency_id_candidate_id"), ["agency_id", "candidate_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_notice_agency_id_interview_id"), ["agency_id", "interview_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_notice_agency_id_state"), ["agency_id", "state"], unique=False)

    op.create_table(
        "promise",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "kept",
                "missed",
                "waived",
                name="promisestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_promise_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_promise_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_promise")),
        sa.UniqueConstraint("agency_id", "interview_id", name=op.f("uq_promise_agency_id_interview_id")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_promise_agency_id_state_due_at"), ["agency_id", "state", "due_at"], unique=False
        )

    op.create_table(
        "request",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "call",
                "email",
                "in_person",
                name="requestchannel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "contact_id"],
            ["contact.agency_id", "contact.id"],
            name=op.f("fk_request_agency_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_request_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_request_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_request")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_request_agency_id_interview_id"), ["agency_id", "interview_id"], unique=False
        )

    op.create_table(
        "approval",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "message_id"],
            ["message.agency_id", "message.id"],
            name=op.f("fk_approval_agency_id_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "staff_id"],
            ["staff.agency_id", "staff.id"],
            name=op.f("fk_approval_agency_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_approval_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_approval")),
    )
    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approval_agency_id_message_id"), ["agency_id", "message_id"], unique=False
        )

    op.create_table(
        "decision",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "ask_manager",
                "allow",
                "send_back",
                "ask_client",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "message_id"],
            ["message.agency_id", "message.id"],
            name=op.f("fk_decision_agency_id_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "staff_id"],
            ["staff.agency_id", "staff.id"],
            name=op.f("fk_decision_agency_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_decision_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_agency_id_message_id"), ["agency_id", "message_id"], unique=False
        )

    op.create_table(
        "delivery",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "sending",
                "accepted",
                "refused",
                "deferred",
                "unknown",
                name="deliveryoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id", "notice_id"],
            ["notice.agency_id", "notice.id"],
            name=op.f("fk_delivery_agency_id_notice_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_delivery_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "agency_id", "notice_id", "number", name=op.f("uq_delivery_agency_id_notice_id_number")
        ),
    )
    op.create_table(
        "letter_item",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "greeting",
                "outcome",
                "strengths",
                "improvement",
                "closing",
                "signature",
                name="paragraphrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "strength", "improvement", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "competency",
            sa.Enum(
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
                name="competency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "letter_id"],
            ["letter.agency_id", "letter.id"],
            name=op.f("fk_letter_item_agency_id_letter_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_letter_item_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_letter_item")),
        sa.UniqueConstraint(
            "agency_id", "letter_id", "place", name=op.f("uq_letter_item_agency_id_letter_id_place")
        ),
    )
    op.create_table(
        "message_version",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("material_hash", sa.String(), nullable=False),
        sa.Column("writer", sa.String(), nullable=False),
        sa.Column(
            "tone",
            sa.Enum(
                "warm", "plain", "formal", name="tone", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id", "author_id"],
            ["staff.agency_id", "staff.id"],
            name=op.f("fk_message_version_agency_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "message_id"],
            ["message.agency_id", "message.id"],
            name=op.f("fk_message_version_agency_id_message_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_message_version_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_message_version")),
        sa.UniqueConstraint(
            "agency_id", "message_id", "number", name=op.f("uq_message_version_agency_id_message_id_number")
        ),
    )
    op.create_table(
        "reading",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "rejected",
                "advanced",
                "offer",
                "on_hold",
                "unknown",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("vague", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "note_id"], ["note.agency_id", "note.id"], name=op.f("fk_reading_agency_id_note_id")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_reading_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_reading")),
        sa.UniqueConstraint(
            "agency_id", "note_id", "engine", name=op.f("uq_reading_agency_id_note_id_engine")
        ),
    )
    op.create_table(
        "receipt",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_own_words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id", "letter_id"],
            ["letter.agency_id", "letter.id"],
            name=op.f("fk_receipt_agency_id_letter_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_receipt_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("agency_id", "letter_id", name=op.f("uq_receipt_agency_id_letter_id")),
    )
    op.create_table(
        "action",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=True),
        sa.Column("letter_item_id", sa.Uuid(), nullable=True),
        sa.Column(
            "competency",
            sa.Enum(
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
                name="competency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "practised",
                "used",
                "done",
                "dropped",
                name="actionstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "candidate_id"],
            ["candidate.agency_id", "candidate.id"],
            name=op.f("fk_action_agency_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_action_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "letter_item_id"],
            ["letter_item.agency_id", "letter_item.id"],
            name=op.f("fk_action_agency_id_letter_item_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_action_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_agency_id_candidate_id"), ["agency_id", "candidate_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_agency_id_interview_id"), ["agency_id", "interview_id"], unique=False
        )

    op.create_table(
        "message_breach",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_version_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "code",
            sa.Enum(
                "leak",
                "name",
                "harsh",
                "unsupported",
                "point_lost",
                "flipped",
                "score",
                "contact",
                name="breachcode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("advice", sa.String(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id", "message_version_id"],
            ["message_version.agency_id", "message_version.id"],
            name=op.f("fk_message_breach_agency_id_message_version_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_message_breach_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_message_breach")),
    )
    with op.batch_alter_table("message_breach", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_breach_agency_id_message_version_id"),
            ["agency_id", "message_version_id"],
            unique=False,
        )

    op.create_table(
        "message_sentence",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_version_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column(
            "paragraph_role",
            sa.Enum(
                "greeting",
                "outcome",
                "strengths",
                "improvement",
                "closing",
                "signature",
                name="paragraphrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "role",
            sa.Enum(
                "frame",
                "observation",
                "next_step",
                name="sentencerole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "message_version_id"],
            ["message_version.agency_id", "message_version.id"],
            name=op.f("fk_message_sentence_agency_id_message_version_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_message_sentence_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_message_sentence")),
        sa.UniqueConstraint(
            "agency_id",
            "message_version_id",
            "place",
            name=op.f("uq_message_sentence_agency_id_message_version_id_place"),
        ),
    )
    op.create_table(
        "point",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "strength", "improvement", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "competency",
            sa.Enum(
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
                name="competency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("specific", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("follow_up", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id", "reading_id"],
            ["reading.agency_id", "reading.id"],
            name=op.f("fk_point_agency_id_reading_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_point_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_point")),
        sa.UniqueConstraint(
            "agency_id", "reading_id", "place", name=op.f("uq_point_agency_id_reading_id_place")
        ),
    )
    op.create_table(
        "question",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("letter_item_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "meaning",
                "fact",
                "fairness",
                name="questionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "answered", name="questionstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("answer_text", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "answered_by_id"],
            ["staff.agency_id", "staff.id"],
            name=op.f("fk_question_agency_id_answered_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "candidate_id"],
            ["candidate.agency_id", "candidate.id"],
            name=op.f("fk_question_agency_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "interview_id"],
            ["interview.agency_id", "interview.id"],
            name=op.f("fk_question_agency_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "letter_id"],
            ["letter.agency_id", "letter.id"],
            name=op.f("fk_question_agency_id_letter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "letter_item_id"],
            ["letter_item.agency_id", "letter_item.id"],
            name=op.f("fk_question_agency_id_letter_item_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_question_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_agency_id_interview_id"), ["agency_id", "interview_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_question_agency_id_letter_id"), ["agency_id", "letter_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_question_agency_id_state"), ["agency_id", "state"], unique=False)

    op.create_table(
        "withheld_run",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "protected_characteristic",
                "personal_remark",
                "other_candidate",
                "client_confidential",
                "third_party",
                "allegation",
                "off_record",
                "contact_detail",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("because", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "reading_id"],
            ["reading.agency_id", "reading.id"],
            name=op.f("fk_withheld_run_agency_id_reading_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_withheld_run_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_withheld_run")),
        sa.UniqueConstraint(
            "agency_id", "reading_id", "place", name=op.f("uq_withheld_run_agency_id_reading_id_place")
        ),
    )
    op.create_table(
        "reflection",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "action_id"],
            ["action.agency_id", "action.id"],
            name=op.f("fk_reflection_agency_id_action_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_reflection_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_reflection")),
    )
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reflection_agency_id_action_id"), ["agency_id", "action_id"], unique=False
        )

    op.create_table(
        "ruling",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("include", sa.Boolean(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "strength", "improvement", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "competency",
            sa.Enum(
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
                name="competency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "point_id"],
            ["point.agency_id", "point.id"],
            name=op.f("fk_ruling_agency_id_point_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "staff_id"],
            ["staff.agency_id", "staff.id"],
            name=op.f("fk_ruling_agency_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_ruling_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_ruling")),
    )
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ruling_point_id"), ["point_id"], unique=False)

    op.create_table(
        "sentence_source",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("sentence_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "point_id"],
            ["point.agency_id", "point.id"],
            name=op.f("fk_sentence_source_agency_id_point_id"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "sentence_id"],
            ["message_sentence.agency_id", "message_sentence.id"],
            name=op.f("fk_sentence_source_agency_id_sentence_id"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_sentence_source_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "sentence_id", "point_id", name=op.f("pk_sentence_source")),
    )
    protect()


def downgrade() -> None:
    """Take it back."""
    op.drop_table("sentence_source")
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ruling_point_id"))

    op.drop_table("ruling")
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reflection_agency_id_action_id"))

    op.drop_table("reflection")
    op.drop_table("withheld_run")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_agency_id_state"))
        batch_op.drop_index(batch_op.f("ix_question_agency_id_letter_id"))
        batch_op.drop_index(batch_op.f("ix_question_agency_id_interview_id"))

    op.drop_table("question")
    op.drop_table("point")
    op.drop_table("message_sentence")
    with op.batch_alter_table("message_breach", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_breach_agency_id_message_version_id"))

    op.drop_table("message_breach")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_agency_id_interview_id"))
        batch_op.drop_index(batch_op.f("ix_action_agency_id_candidate_id"))

    op.drop_table("action")
    op.drop_table("receipt")
    op.drop_table("reading")
    op.drop_table("message_version")
    op.drop_table("letter_item")
    op.drop_table("delivery")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_agency_id_message_id"))

    op.drop_table("decision")
    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_approval_agency_id_message_id"))

    op.drop_table("approval")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_agency_id_interview_id"))

    op.drop_table("request")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promise_agency_id_state_due_at"))

    op.drop_table("promise")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_agency_id_state"))
        batch_op.drop_index(batch_op.f("ix_notice_agency_id_interview_id"))
        batch_op.drop_index(batch_op.f("ix_notice_agency_id_candidate_id"))

    op.drop_table("notice")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index("ix_note_agency_interview")

    op.drop_table("note")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_agency_id_state"))

    op.drop_table("message")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_agency_id_candidate_id"))

    op.drop_table("letter")
    op.drop_table("jotting")
    op.drop_table("interview_contact")
    with op.batch_alter_table("interview", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interview_agency_id_starts_at"))
        batch_op.drop_index(batch_op.f("ix_interview_agency_id_recruiter_id"))
        batch_op.drop_index(batch_op.f("ix_interview_agency_id_job_id"))
        batch_op.drop_index(batch_op.f("ix_interview_agency_id_ends_at"))
        batch_op.drop_index(batch_op.f("ix_interview_agency_id_candidate_id_starts_at"))

    op.drop_table("interview")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_agency_id_client_id"))

    op.drop_table("job")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_agency_id_client_id"))

    op.drop_table("contact")
    op.drop_table("submission")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index("uq_staff_agency_email")

    op.drop_table("staff")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_agency_name")
        batch_op.drop_index("ix_event_agency_interview")

    op.drop_table("event")
    op.drop_table("client")
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_index("uq_candidate_agency_email")

    op.drop_table("candidate")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_person_id"))

    op.drop_table("sign_in_session")
    op.drop_table("sign_in_name")
    op.drop_table("pass")
    op.drop_table("locator")
    op.drop_table("lease")
    with op.batch_alter_table("handoff", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_handoff_next_at",
            postgresql_where=sa.text("state IN ('due', 'leased')"),
            sqlite_where=sa.text("state IN ('due', 'leased')"),
        )
        batch_op.drop_index(
            "ix_handoff_failed",
            postgresql_where=sa.text("state = 'failed'"),
            sqlite_where=sa.text("state = 'failed'"),
        )

    op.drop_table("handoff")
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challenge_candidate_id_made_at"))

    op.drop_table("challenge")
    op.drop_table("api_token")
    op.drop_table("agency")
