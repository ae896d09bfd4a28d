"""Letters: those of the candidate who asks. Anybody else's is not found, as if there were none.

Every stage that begins with a letter of theirs asks here, and stages never import one another.
"""

from uuid import UUID

from relay.domain.errors import MoveError, NotFoundError
from relay.domain.letter import Letter, LetterState
from relay.store.work import Work


def find_letter(work: Work, letter_id: UUID) -> Letter:
    """A letter of the candidate who asks. Raises NotFoundError, the same for anybody else's."""
    letter = work.get(Letter, letter_id)
    if letter.candidate_id != work.person_id:
        raise NotFoundError("That letter")
    return letter


def find_opened_letter(work: Work, letter_id: UUID) -> Letter:
    """A letter of theirs that they have opened. Raises MoveError, NotFoundError."""
    letter = find_letter(work, letter_id)
    if letter.state is LetterState.CLOSED:
        raise MoveError("Open the letter first.")
    return letter
