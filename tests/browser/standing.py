"""Where each state of an interview, a message and a letter can be looked at in a running demo."""

from uuid import UUID

import sqlalchemy as sa

from relay.domain.candidate import Candidate
from relay.domain.interview import Interview
from relay.domain.letter import Letter
from relay.domain.message import Message
from relay.domain.question import Question
from relay.store.store import Store


def staff_pages(store: Store, agency_id: UUID, base: str) -> dict[str, str]:
    """One interview page per state of interview and message, one review page per state of message."""
    pages: dict[str, str] = {}
    with store.look(agency_id) as work:
        for message in work.session.scalars(sa.select(Message)):
            state = message.state.value
            if state == "relayed" and message.number > 1:
                state = "corrected"
            pages.setdefault(f"interview-{state}", f"{base}/interviews/{message.interview_id}")
            pages.setdefault(f"review-{state}", f"{base}/interviews/{message.interview_id}/review")
            if message.relayed_number:
                pages.setdefault("withdrawal", f"{base}/messages/{message.id}/withdrawal")
        written_up = set(work.session.scalars(sa.select(Message.interview_id)))
        for interview in work.session.scalars(sa.select(Interview)):
            state = interview.state.value + ("-no-message" if interview.id not in written_up else "")
            pages.setdefault(f"interview-{state}", f"{base}/interviews/{interview.id}")
            if interview.id not in written_up:
                pages.setdefault(f"capture-{state}", f"{base}/interviews/{interview.id}/notes/new")
        for question in work.session.scalars(sa.select(Question)):
            pages.setdefault("question", f"{base}/questions/{question.id}")
    return pages


def letters(store: Store, agency_id: UUID, base: str, candidate_email: str) -> dict[str, str]:
    """One letter per state that a candidate holds one in."""
    pages: dict[str, str] = {}
    with store.look(agency_id) as work:
        mine = sa.select(Letter).join(Candidate, Candidate.id == Letter.candidate_id)
        for letter in work.session.scalars(mine.where(Candidate.email == candidate_email)):
            pages.setdefault(f"letter-{letter.state.value}", f"{base}/letters/{letter.id}")
    return pages
