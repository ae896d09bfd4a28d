"""Wiping: what was written about a candidate who was erased loses its words, behind the wall.

A consumer of `candidate.erased`; what lies on the candidate's own side went in the transaction of the erasure itself
(`erasing.py`). Rows, ids, codes and instants stay, so that interviews are still counted and the ledger still adds up.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import String, cast, delete, select, update

from relay.domain.base import Base
from relay.domain.interview import Interview
from relay.domain.message import (
    Decision,
    Message,
    MessageBreach,
    MessageSentence,
    MessageVersion,
)
from relay.domain.note import Jotting, Note
from relay.domain.promise import Promise, PromiseState
from relay.domain.reading import Point, Reading, RunRuling, WithheldRun
from relay.domain.request import AskingLink, Request
from relay.store.askings import end_asking
from relay.store.erased import blank
from relay.store.submission import Submission
from relay.store.work import Work

REASON = "The candidate asked to be erased."
# The words that go. A house test asks of every new column of words where it belongs.
WIPED: Mapping[type[Base], Sequence[str]] = {
    Note: ("text",),
    Point: ("because", "follow_up"),
    WithheldRun: ("because",),
    RunRuling: ("why",),
    MessageVersion: ("subject", "text"),
    MessageSentence: ("text",),
    MessageBreach: ("advice",),
    Decision: ("reason",),
    Request: ("reason", "draft"),
    Promise: ("reason",),
}


def wipe_traces(work: Work, candidate_id: UUID) -> None:
    """Take the words out of notes, readings, messages and decisions; nobody is asked and no word is owed any more."""
    interviews = work.all(select(Interview).where(Interview.candidate_id == candidate_id))
    for interview in interviews:
        end_asking(work, interview)
        let_go(work, interview.id)
    work.session.flush()
    wipe_words(work, candidate_id)
    forget_answers(work, candidate_id, interviews)


def let_go(work: Work, interview_id: UUID) -> None:
    """Owe no word on an interview."""
    promise = work.session.scalars(select(Promise).where(Promise.interview_id == interview_id)).one()
    if promise.state in (PromiseState.OPEN, PromiseState.MISSED):
        promise.waive(REASON)


def wipe_words(work: Work, candidate_id: UUID) -> None:
    """Blank every row that has to do with the candidate's interviews."""
    held = select(Interview.id).where(Interview.candidate_id == candidate_id)
    notes = select(Note.id).where(Note.interview_id.in_(held))
    readings = select(Reading.id).where(Reading.note_id.in_(notes))
    runs = select(WithheldRun.id).where(WithheldRun.reading_id.in_(readings))
    messages = select(Message.id).where(Message.interview_id.in_(held))
    versions = select(MessageVersion.id).where(MessageVersion.message_id.in_(messages))
    work.session.execute(delete(Jotting).where(Jotting.interview_id.in_(held)))
    blank(work, WIPED, Note, Note.interview_id.in_(held))
    blank(work, WIPED, Point, Point.reading_id.in_(readings))
    blank(work, WIPED, WithheldRun, WithheldRun.reading_id.in_(readings))
    blank(work, WIPED, RunRuling, RunRuling.withheld_run_id.in_(runs))
    blank(work, WIPED, MessageSentence, MessageSentence.message_version_id.in_(versions))
    blank(work, WIPED, MessageBreach, MessageBreach.message_version_id.in_(versions))
    blank(work, WIPED, MessageVersion, MessageVersion.message_id.in_(messages))
    blank(work, WIPED, Decision, Decision.message_id.in_(messages))
    blank(work, WIPED, Request, Request.interview_id.in_(held))
    asked = select(Request.id).where(Request.interview_id.in_(held))
    work.session.execute(
        update(AskingLink)
        .where(AskingLink.request_id.in_(asked), AskingLink.revoked_at.is_(None))
        .values(revoked_at=work.now),
        execution_options={"synchronize_session": False},
    )
    blank(work, WIPED, Promise, Promise.interview_id.in_(held), Promise.reason != REASON)


def forget_answers(work: Work, candidate_id: UUID, interviews: Sequence[Interview]) -> None:
    """Delete what the API keeps to answer a repeated request with: it holds whole records."""
    for known in (candidate_id, *(interview.id for interview in interviews)):
        for form in (str(known), known.hex):
            work.session.execute(
                delete(Submission).where(cast(Submission.answer, String).contains(form)),
                execution_options={"synchronize_session": False},
            )
