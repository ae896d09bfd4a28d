"""Callers: who rang just now, and which interviews wait for their word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select

from relay.domain.client import Client, Contact
from relay.domain.interview import Interview, InterviewContact
from relay.reports.interviews import Lack, lacks, told
from relay.reports.records import holds
from relay.store.work import Work

MOST_WAITING = 5
# A number is told by its last digits, whether it was written with the country's code or with a zero.
TELLING_DIGITS = 9
FEWEST_DIGITS = 6
BETWEEN_DIGITS = " -()./"


@dataclass(frozen=True, slots=True)
class Caller:
    """A person at a client, with the interviews that wait for feedback they could give, the latest first."""

    id: UUID
    name: str
    client_id: UUID
    client: str
    phone: str | None
    waiting: Sequence[Any]


def list_callers(work: Work, words: str, size: int) -> list[Caller]:
    """Contacts by name, address or telephone number."""
    found = work.session.execute(
        select(Contact.id, Contact.name, Contact.client_id, Client.name.label("client"), Contact.phone)
        .join(Contact.client)
        .where(or_(holds(words, Contact.name, Contact.email), rings_from(words)))
        .order_by(func.lower(Contact.name), Contact.id)
        .limit(size)
    )
    return [Caller(**row, waiting=waiting_for(work, row["id"])) for row in found.mappings().all()]


def rings_from(words: str) -> ColumnElement[bool]:
    """Whether a contact's telephone number ends as this one does; False where the words are no number."""
    digits = re.sub(r"\D", "", words)
    if len(digits) < FEWEST_DIGITS or re.search(r"[^\d\s()+./-]", words):
        return false()
    bare: ColumnElement[str] = func.coalesce(Contact.phone, "")
    for sign in BETWEEN_DIGITS:
        bare = func.replace(bare, sign, "")
    return bare.endswith(digits[-TELLING_DIGITS:])


def waiting_for(work: Work, contact_id: UUID) -> Sequence[Any]:
    """Interviews this contact sat in that nobody has told anything about yet; as `relay.reports.interviews` tells them."""
    return work.session.execute(
        told()
        .join(InterviewContact, InterviewContact.interview_id == Interview.id)
        .where(InterviewContact.contact_id == contact_id, lacks(Lack.FEEDBACK, work))
        .order_by(Interview.ends_at.desc(), Interview.id)
        .limit(MOST_WAITING)
    ).all()
