"""Reading: the candidate opens a letter and says that they have read it.

Both are acts, never a link that was fetched. Leaves a receipt, `message.opened`, `message.acknowledged` and `message.helpfulness_told`; opening
seals what the candidate noted beforehand. Only letters are read here; what a letter was made from cannot be reached.
"""

from uuid import UUID

from sqlalchemy import select

from relay.domain.errors import MoveError, StaleError
from relay.domain.letter import READ, Letter, LetterState, Receipt
from relay.domain.self_view import SelfView, SelfViewState
from relay.domain.words import clean_text
from relay.store.letters import find_letter
from relay.store.work import Work
from relay.vocabulary import Helpful

LONGEST_WHY = 2_000


def open_message(work: Work, letter_id: UUID) -> Letter:
    """Open a letter; opening it again changes nothing. Raises NotFoundError, MoveError where it is gone."""
    letter = find_letter(work, letter_id)
    if letter.state in READ:
        return letter
    letter.open()
    work.add(Receipt(agency_id=work.agency_id, letter_id=letter_id, opened_at=work.now))
    seal_self_view(work, letter.interview_id)
    return letter


def seal_self_view(work: Work, interview_id: UUID) -> None:
    """What the candidate noted on the interview beforehand stays as it is from here on."""
    view = work.one(select(SelfView).where(SelfView.interview_id == interview_id))
    if view is not None and view.state is SelfViewState.WRITTEN:
        view.seal(work.now)


def acknowledge_message(work: Work, letter_id: UUID, *, text_hash: str, in_own_words: str = "") -> Letter:
    """Say "I have read this", in one's own words if one likes; saying it twice changes nothing.

    Raises StaleError for another wording than the one that stands, MoveError where the letter is closed.
    """
    letter = find_letter(work, letter_id)
    if letter.state is LetterState.ACKNOWLEDGED and letter.text_hash == text_hash:
        return letter
    if letter.state is LetterState.CLOSED:
        raise MoveError("Open the letter first.")
    if not letter.standing:
        raise StaleError(gone(letter))
    words = clean_text("in_own_words", in_own_words, longest=5_000, required=False)
    letter.acknowledge(text_hash)
    receipt = work.session.scalars(select(Receipt).where(Receipt.letter_id == letter_id)).one()
    receipt.acknowledged_at, receipt.in_own_words = work.now, words.strip() or None
    return letter


def tell_helpfulness(work: Work, letter_id: UUID, *, helpful: Helpful, why: str = "") -> Letter:
    """Say whether an opened letter was of help, and why if one likes; the same word twice changes nothing.

    Raises InvalidError, MoveError for a letter that is closed, NotFoundError.
    """
    letter = find_letter(work, letter_id)
    receipt = work.one(select(Receipt).where(Receipt.letter_id == letter_id))
    if receipt is None:
        raise MoveError("Open the letter first.")
    words = clean_text("helpful_why", why, longest=LONGEST_WHY, required=False).strip() or None
    if (receipt.helpful, receipt.helpful_why) != (helpful, words):
        receipt.helpful, receipt.helpful_why = helpful, words
        letter.tell_helpfulness(helpful)
    return letter


def gone(letter: Letter) -> str:
    """Why a letter that does not stand any more cannot be acknowledged."""
    if letter.state is LetterState.SUPERSEDED:
        return "This letter was replaced while you had it open. Read the newer one first; what you wrote is kept here."
    return "This letter was taken back while you had it open. What you wrote is kept here."
