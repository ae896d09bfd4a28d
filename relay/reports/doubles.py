"""Doubles: who may be in the books twice, and what stands with each record."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from relay.domain.action import Action
from relay.domain.candidate import Candidate
from relay.domain.interview import Interview
from relay.domain.letter import Letter
from relay.domain.notice import Notice, NoticeState
from relay.domain.question import Question
from relay.domain.thanks import Thanks
from relay.store.work import Work

MOST = 10
KINDS: tuple[tuple[Any, ...], ...] = (
    ("Interviews, each with its promise", Interview),
    ("Letters", Letter),
    ("Questions", Question),
    ("Things to act on", Action),
    ("Thanks", Thanks),
    ("Mails that have not left yet", Notice, Notice.state == NoticeState.SEALED),
)


def namesakes(work: Work, candidate: Candidate) -> Sequence[Candidate]:
    """Other records with the same full name, whatever its case: the likeliest doubles."""
    return work.all(
        select(Candidate)
        .where(
            func.lower(Candidate.name) == candidate.name.lower(),
            Candidate.id != candidate.id,
            Candidate.merged_into_id.is_(None),
        )
        .order_by(Candidate.id)
        .limit(MOST)
    )


def former_records(work: Work, candidate_id: UUID) -> Sequence[Candidate]:
    """The records that were merged into this one."""
    return work.all(select(Candidate).where(Candidate.merged_into_id == candidate_id).order_by(Candidate.id))


def belongings(work: Work, candidate_id: UUID) -> Mapping[str, int]:
    """How much of each kind stands with a record, under the words a page has for it."""
    return {
        words: work.session.execute(
            select(func.count(kind.id)).where(kind.candidate_id == candidate_id, *narrower)
        ).scalar_one()
        for words, kind, *narrower in KINDS
    }
