"""Wishing: where nothing or no feedback came, the candidate names what they would like to hear about; the recruiter passes it on.

Leaves `wish.made`, then `wish.passed_on`, `wish.declined` or `wish.taken_back`. Passing it on changes what the contact is
asked for; that they are asked is a step of its own (`asking.ask_by_link`), taken in the same transaction.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from relay.domain.errors import InvalidError, MoveError, NotFoundError
from relay.domain.interview import OFF, Interview
from relay.domain.letter import READ, Letter
from relay.domain.promise import Promise, PromiseState
from relay.domain.staff import Staff
from relay.domain.wish import ASPECTS, MOST_ASPECTS, Wish, WishState
from relay.domain.words import clean_line, clean_text
from relay.store.erased import refuse_erased
from relay.store.material import gather
from relay.store.people import find_contact
from relay.store.work import Work
from relay.text.guard import guard_words
from relay.vocabulary import Competency

LONGEST_LINE = 200
LONGEST_BECAUSE = 1_000


def make_wish(work: Work, interview_id: UUID, *, aspects: Sequence[str], line: str = "") -> Wish:
    """Name what one would like to hear about. Raises InvalidError, MoveError where it is not the time for it, NotFoundError."""
    interview = work.get(Interview, interview_id)
    if interview.candidate_id != work.person_id:
        raise NotFoundError("That interview")
    chosen = clean_aspects(aspects)
    words = clean_line("wish_line", line, longest=LONGEST_LINE, required=False)
    if not may_wish(work, interview):
        raise MoveError("You can ask for this once the time for word has passed and no feedback has come.")
    earlier = find_wish(work, interview_id)
    if earlier is not None and earlier.state is not WishState.DECLINED:
        raise MoveError("You have asked for this already. What you chose now was not sent.")
    wish = Wish(
        agency_id=work.agency_id,
        interview_id=interview_id,
        candidate_id=work.person_id,
        aspects=[aspect.value for aspect in chosen],
        line=words or None,
        wished_at=work.now,
    )
    wish.make()
    return work.add(wish)


def clean_aspects(aspects: Sequence[str]) -> list[Competency]:
    """The aspects in the order in which they are offered, each once. Raises InvalidError naming `aspects`."""
    if not set(aspects) <= set(ASPECTS):
        raise InvalidError("aspects", "Choose from the list.")
    chosen = [aspect for aspect in ASPECTS if aspect in aspects]
    if not chosen:
        raise InvalidError("aspects", "Choose at least one thing you would like to hear about.")
    if len(chosen) > MOST_ASPECTS:
        raise InvalidError(
            "aspects", f"Choose at most {MOST_ASPECTS}, so that somebody finds the time to answer."
        )
    return chosen


def may_wish(work: Work, interview: Interview) -> bool:
    """Whether word on an interview is late or not promised, or the letter on it was read and holds no feedback."""
    if interview.state in OFF or interview.ends_at > work.now:
        return False
    letter = work.one(
        select(Letter).where(Letter.interview_id == interview.id).order_by(Letter.number.desc()).limit(1)
    )
    if letter is not None:
        return letter.state in READ and not letter.holds_feedback
    promise = work.session.scalars(select(Promise).where(Promise.interview_id == interview.id)).one()
    late = promise.state is PromiseState.OPEN and promise.due_at < work.now
    return late or promise.state in (PromiseState.MISSED, PromiseState.WAIVED)


def find_wish(work: Work, interview_id: UUID) -> Wish | None:
    """The latest wish on an interview that was not taken back."""
    return work.one(
        select(Wish)
        .where(Wish.interview_id == interview_id, Wish.state != WishState.TAKEN_BACK)
        .order_by(Wish.wished_at.desc(), Wish.id.desc())
        .limit(1)
    )


def take_back_wish(work: Work, interview_id: UUID) -> Wish:
    """Take a wish back that nobody has answered. Raises MoveError, NotFoundError."""
    wish = find_wish(work, interview_id)
    if wish is None or wish.candidate_id != work.person_id:
        raise NotFoundError("What you asked for")
    wish.take_back()
    return wish


def pass_on_wish(work: Work, wish_id: UUID, *, contact_id: UUID, with_line: bool = False) -> Wish:
    """Have a contact asked for it from now on; the candidate's own line goes along only `with_line`.

    Raises InvalidError naming `contact_id`, MoveError, NotFoundError.
    """
    wish = work.get(Wish, wish_id)
    refuse_erased(work, wish.candidate_id)
    contact = find_contact(work, wish.interview_id, contact_id)
    staff = work.get(Staff, work.person_id)
    wish.pass_on(contact_id=contact.id, with_line=with_line, staff_id=staff.id, name=staff.name, at=work.now)
    work.session.flush()
    return wish


def decline_wish(work: Work, wish_id: UUID, *, because: str) -> Wish:
    """Say why the client is not asked; the candidate reads it, so it passes the guard.

    Raises InvalidError naming `because`, MoveError, NotFoundError.
    """
    wish = work.get(Wish, wish_id)
    refuse_erased(work, wish.candidate_id)
    words = clean_text("because", because, longest=LONGEST_BECAUSE)
    gathered = gather(work, wish.interview_id)
    breaches = guard_words(words, gathered.hidden, gathered.material.about)
    if breaches:
        raise InvalidError("because", breaches[0].advice)
    staff = work.get(Staff, work.person_id)
    wish.decline(because=words, staff_id=staff.id, name=staff.name, at=work.now)
    return wish
