"""Nudging: a recruiter has a candidate reminded of a letter where nothing happened, kindly and once.

Leaves `letter.nudged`; a notice follows that says nothing of what the letter holds.
"""

from uuid import UUID

from sqlalchemy import select

from relay.domain.errors import MoveError
from relay.domain.letter import Letter, LetterState
from relay.store.erased import refuse_erased_on
from relay.store.work import Work

UNREAD = (LetterState.CLOSED, LetterState.OPENED)


def nudge_candidate(work: Work, interview_id: UUID) -> Letter:
    """Have the candidate reminded of the letter that stands on an interview.

    Raises NotFoundError, MoveError where none stands, it was acknowledged, or they were reminded of it in any of its versions.
    """
    refuse_erased_on(work, interview_id)
    letters = work.all(select(Letter).where(Letter.interview_id == interview_id))
    letter = next((one for one in letters if one.standing), None)
    if letter is None:
        raise MoveError("No letter stands on this interview.")
    if letter.state not in UNREAD:
        raise MoveError("They have acknowledged the letter by now.")
    if any(one.nudged_at is not None for one in letters):
        raise MoveError("They were reminded already. Once is enough.")
    letter.nudge(work.now)
    return letter
