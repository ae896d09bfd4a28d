"""Thanking: the candidate thanks whoever gave the feedback, and says what they changed; the recruiter passes it on.

Leaves `thanks.written`, then `thanks.passed_on`, `thanks.kept_back` or `thanks.taken_back`.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from relay.domain.errors import InvalidError, MoveError, NotFoundError
from relay.domain.thanks import Thanks, ThanksState
from relay.domain.words import clean_text
from relay.store.erased import refuse_erased
from relay.store.letters import find_opened_letter
from relay.store.people import find_contact
from relay.store.work import Work

LONGEST_THANKS = 1_000
WRITTEN_ALREADY = "Your thanks are written already."


def write_thanks(work: Work, letter_id: UUID, *, text: str) -> Thanks:
    """Write thanks for an opened letter that tells something.

    Raises InvalidError, MoveError where one was written already or the client said nothing, NotFoundError.
    """
    letter = find_opened_letter(work, letter_id)
    if not letter.holds_feedback:
        raise MoveError("This letter holds no feedback to give thanks for.")
    words = clean_text("thanks", text, longest=LONGEST_THANKS)
    if find_thanks(work, letter.interview_id) is not None:
        raise MoveError(WRITTEN_ALREADY)
    thanks = Thanks(
        agency_id=work.agency_id,
        interview_id=letter.interview_id,
        candidate_id=letter.candidate_id,
        text=words,
        written_at=work.now,
    )
    thanks.write()
    try:
        return work.add(thanks)
    except IntegrityError as error:
        # Nobody saw the other one, which was being written at the same moment: the schema did.
        raise MoveError(WRITTEN_ALREADY) from error


def take_back_thanks(work: Work, thanks_id: UUID) -> Thanks:
    """Take thanks back that were not passed on yet. Raises MoveError, NotFoundError."""
    thanks = work.get(Thanks, thanks_id)
    if thanks.candidate_id != work.person_id:
        raise NotFoundError("Your thanks")
    thanks.take_back()
    return thanks


def find_thanks(work: Work, interview_id: UUID) -> Thanks | None:
    """What was written for an interview and not taken back."""
    return work.one(
        select(Thanks)
        .where(Thanks.interview_id == interview_id, Thanks.state != ThanksState.TAKEN_BACK)
        .order_by(Thanks.written_at.desc(), Thanks.id.desc())
        .limit(1)
    )


def pass_on_thanks(work: Work, thanks_id: UUID, *, contact_id: UUID) -> Thanks:
    """Have thanks mailed to somebody at the client. Raises InvalidError naming `contact_id`, MoveError, NotFoundError."""
    thanks = work.get(Thanks, thanks_id)
    refuse_erased(work, thanks.candidate_id)
    contact = find_contact(work, thanks.interview_id, contact_id)
    if not contact.email:
        raise InvalidError("contact_id", "We have no e-mail address of theirs.")
    thanks.pass_on(contact_id=contact_id, staff_id=work.person_id, at=work.now)
    return thanks


def keep_back_thanks(work: Work, thanks_id: UUID) -> Thanks:
    """Leave thanks where they are. Raises MoveError, NotFoundError."""
    thanks = work.get(Thanks, thanks_id)
    thanks.keep_back(staff_id=work.person_id, at=work.now)
    return thanks
