"""Erased: whoever asked to be erased stays so, whatever is still under way elsewhere.

Steps that would write words about somebody ask here first. The candidate's row is held until the caller commits, so that an
erasure at the same moment comes wholly before, and is seen, or wholly after, and takes the words along.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select

from relay.domain.base import Base
from relay.domain.candidate import Candidate
from relay.domain.errors import MoveError
from relay.domain.interview import Interview
from relay.store.work import Work

GONE = "This person asked to be erased. Nothing more can be written about them."


def refuse_erased(work: Work, candidate_id: UUID) -> None:
    """Refuse to write about somebody who was erased. Raises MoveError, NotFoundError."""
    work.get(Candidate, candidate_id)
    if is_erased(work, candidate_id):
        raise MoveError(GONE)


def refuse_erased_on(work: Work, interview_id: UUID) -> None:
    """Refuse to write about an interview of somebody who was erased. Raises MoveError, NotFoundError."""
    refuse_erased(work, work.get(Interview, interview_id).candidate_id)


def refuse_own(work: Work) -> None:
    """Refuse a candidate who writes from one tab while they are erased from another. Raises MoveError.

    What one candidate sends is taken in turn: their row is held for this change alone.
    """
    own = select(Candidate).where(Candidate.id == work.person_id).with_for_update(key_share=True)
    me = work.one(own.execution_options(populate_existing=True))
    if me is None or me.erased_at is not None:
        raise MoveError("You were erased. Nothing more can be kept.")


def is_erased_on(work: Work, interview_id: UUID) -> bool:
    """Tell whether the candidate of an interview was erased. Raises NotFoundError."""
    return is_erased(work, work.get(Interview, interview_id).candidate_id)


def is_erased(work: Work, candidate_id: UUID) -> bool:
    """Tell whether a candidate was erased, by what is committed now, and hold it so until the caller commits."""
    held = select(Candidate).where(Candidate.id == candidate_id).with_for_update(read=True)
    candidate = work.one(held.execution_options(populate_existing=True))
    return candidate is None or candidate.erased_at is not None


def blank(
    work: Work, wanted: Mapping[type[Base], Sequence[str]], kind: type[Base], *rows: sa.ColumnElement[bool]
) -> None:
    """Take the words that `wanted` names for this kind out of the rows for which these conditions hold."""
    columns = sa.inspect(kind).columns
    empty = {name: nothing(columns[name]) for name in wanted[kind]}
    work.session.execute(
        sa.update(kind).where(*rows).values(empty), execution_options={"synchronize_session": False}
    )


def nothing(column: sa.Column[Any]) -> object:
    """What stands in a column of words, or of lists of them, when there are none."""
    if column.nullable:
        return sa.null()
    return [] if isinstance(column.type, sa.JSON) else ""
