"""Submissions: the same form twice returns the first result.

A key comes with each form (a hidden field, made when the page was drawn) and with each POST of the API (the header
Idempotency-Key). The row is written in the transaction of the change, so a repeat finds it exactly when the change stands.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from relay.domain.base import Base, OfAgency
from relay.domain.errors import StaleError
from relay.store.work import Work


class Submission(OfAgency, Base, kw_only=True, repr=False, eq=False):
    """What came of a submission. The key space is one person's own."""

    __tablename__ = "submission"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    content_hash: Mapped[str]
    status: Mapped[int]
    answer: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    made_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first submission was answered with: an HTTP status and, as JSON values, where it led."""

    status: int
    content: Mapping[str, Any]


def hash_content(content: object) -> str:
    """A digest of what was submitted, so that one key cannot stand for two different things."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def first_answer(work: Work, key: str, content: object) -> Answer | None:
    """What this person's submission with `key` was answered with, if it was made before.

    Raises StaleError where the same key came with different content.
    """
    row = work.session.get(
        Submission, {"agency_id": work.agency_id, "person_id": work.person_id, "key": key[:100]}
    )
    if row is None:
        return None
    if row.content_hash != hash_content(content):
        raise StaleError(
            "This form was sent before with other content. Open the page again and send it once more."
        )
    return Answer(row.status, row.answer)


def keep_answer(work: Work, key: str, content: object, answer: Answer) -> None:
    """Keep what this submission is answered with, beside the change it made."""
    work.add(
        Submission(
            agency_id=work.agency_id,
            person_id=work.person_id,
            key=key[:100],
            content_hash=hash_content(content),
            status=answer.status,
            answer=dict(answer.content),
            made_at=work.now,
        )
    )
