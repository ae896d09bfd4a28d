"""Today: everything that waits for a recruiter, late promises first.

Kinds of waiting: interviews without feedback, drafts to review, questions to answer, thanks and wishes to pass on, letters with
which nothing happened, notices that could not be sent.
A thing stands here from the moment it needs somebody until somebody has dealt with it, and in one place only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from relay.domain.action import Action
from relay.domain.candidate import Candidate
from relay.domain.client import Client
from relay.domain.interview import Interview, InterviewState
from relay.domain.job import Job
from relay.domain.letter import Letter, LetterState, Receipt
from relay.domain.message import Decision, Message, MessageState, MessageVersion, Verdict
from relay.domain.note import Note
from relay.domain.notice import Notice, NoticeState
from relay.domain.promise import Promise, PromiseState, Word, word_of
from relay.domain.question import Question, QuestionState
from relay.domain.request import ASKED, Request, RequestChannel, RequestState
from relay.domain.staff import Staff
from relay.domain.thanks import Thanks, ThanksState
from relay.domain.wish import Wish, WishState
from relay.reports.interviews import was_told
from relay.store.work import Work
from relay.vocabulary import QuestionKind


class Waiting(StrEnum):
    """What a row waits for."""

    FEEDBACK = "feedback"
    REVIEW = "review"
    QUESTION = "question"
    THANKS = "thanks"
    NUDGE = "nudge"
    WISH = "wish"
    NOTICE = "notice"


# After so long without a sign a letter may have been overlooked; before that, nobody is to be hurried.
NUDGE_AFTER = timedelta(days=3)
TO_REVIEW = (MessageState.DRAFTED, MessageState.FLAGGED, MessageState.SENT_BACK, MessageState.CLEARED)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits. `state` is a code of its kind; `record_id` the question, thanks, wish or notice it is about.

    `due_at` is the promise, where word is still owed, or by when a concern about fairness is to be answered, and `close` that it is about to pass; `word` is how the word stands that was promised; `since` is when the waiting began.
    """

    kind: Waiting
    state: str
    interview_id: UUID | None
    record_id: UUID | None
    candidate_id: UUID
    candidate: str
    called: str
    client: str
    job: str
    stage: str
    recruiter: str
    since: datetime
    due_at: datetime | None
    word: Word
    close: bool = False

    def late(self, now: datetime) -> bool:
        """Whether the promise has passed."""
        return self.due_at is not None and self.due_at < now

    def urgency(self, now: datetime) -> tuple[bool, bool, datetime]:
        """By what the list is ordered: late promises come first, and nudges last, because nobody waits for those.

        Among them stands the promise, or, where none is owed, the moment since when it waits.
        """
        return self.kind is Waiting.NUDGE, not self.late(now), self.due_at or self.since


def waiting(work: Work, recruiter_id: UUID | None = None) -> list[Row]:
    """Everything that waits, for one recruiter's interviews or for everyone's, most urgent first."""
    rows = [
        *without_feedback(work, recruiter_id),
        *being_read(work, recruiter_id),
        *to_review(work, recruiter_id),
        *unanswered(work, recruiter_id),
        *thanks_to_pass_on(work, recruiter_id),
        *overlooked(work, recruiter_id),
        *wishes_to_decide(work, recruiter_id),
        *failed_notices(work, recruiter_id),
    ]
    return sorted(rows, key=lambda row: row.urgency(work.now))


def people(*first: Any) -> Select[Any]:
    """A select of `first` and of who an interview is about."""
    return (
        select(
            *first,
            Interview.id,
            Interview.candidate_id,
            Candidate.name,
            Candidate.called,
            Client.name,
            Job.title,
            Interview.stage,
            Staff.name,
            Promise.due_at,
            Promise.state,
            Promise.warned,
            was_told(),
        )
        .select_from(Interview)
        .join(Candidate, Interview.candidate)
        .join(Job, Interview.job)
        .join(Client, Job.client)
        .join(Staff, Interview.recruiter)
        .join(Promise, Promise.interview_id == Interview.id)
        # Nothing can be done any more about somebody who was erased.
        .where(Candidate.erased_at.is_(None))
    )


def run(work: Work, statement: Select[Any], recruiter_id: UUID | None) -> Sequence[Any]:
    """The rows that `statement` finds for this recruiter, or for everyone."""
    mine = statement if recruiter_id is None else statement.where(Interview.recruiter_id == recruiter_id)
    return work.session.execute(mine).all()


def row_of(kind: Waiting, state: str, record_id: UUID | None, since: datetime, found: Sequence[Any]) -> Row:
    """A row from what `people` selected."""
    interview_id, candidate_id, candidate, called, client, job, stage, recruiter, due_at, *rest = found
    promise, warned, told = rest
    word = word_of(promise, told=told)
    return Row(
        kind,
        state,
        interview_id,
        record_id,
        candidate_id,
        candidate,
        called,
        client,
        job,
        stage,
        recruiter,
        since,
        due_at if word is Word.OWED else None,
        word,
        close=warned and promise is PromiseState.OPEN,
    )


def without_feedback(work: Work, recruiter_id: UUID | None) -> Iterable[Row]:
    """Interviews that were held, or should be over by now, and on which nobody has said anything."""
    held = Interview.state == InterviewState.TOOK_PLACE
    over = and_(Interview.state == InterviewState.SCHEDULED, Interview.ends_at <= work.now)
    statement = people(Interview.state, Interview.ends_at).where(
        or_(held, over),
        Promise.state != PromiseState.WAIVED,
        ~exists().where(Note.interview_id == Interview.id),
        ~exists().where(Message.interview_id == Interview.id),
    )
    found_rows = run(work, statement, recruiter_id)
    asked = how_asked(work)
    for state, ends_at, *found in found_rows:
        code = asked.get(found[0], state.value)
        yield row_of(Waiting.FEEDBACK, code, None, min(ends_at, work.now), found)


def how_asked(work: Work) -> dict[UUID, str]:
    """How the asking by link stands, by interview: the newest request says it. One that nobody answers is "escalated"."""
    open_ones = (
        select(Request)
        .where(Request.channel == RequestChannel.LINK, Request.state.in_(ASKED))
        .order_by(Request.asked_at, Request.id)
    )
    return {request.interview_id: standing_of(request) for request in work.all(open_ones)}


def standing_of(request: Request) -> str:
    """How one asking stands: a code."""
    if request.state is RequestState.CALLING:
        return "calling"
    return "escalated" if request.escalated else "asked"


def being_read(work: Work, recruiter_id: UUID | None) -> Iterable[Row]:
    """Interviews whose first note has not become a draft yet: a matter of seconds, or something is stuck."""
    earlier = aliased(Note)
    statement = (
        people(Note.captured_at)
        .join(Note, Note.interview_id == Interview.id)
        .where(
            ~exists().where(Message.interview_id == Interview.id),
            ~exists().where(
                earlier.interview_id == Interview.id,
                or_(
                    earlier.captured_at < Note.captured_at,
                    and_(earlier.captured_at == Note.captured_at, earlier.id < Note.id),
                ),
            ),
        )
    )
    for captured_at, *found in run(work, statement, recruiter_id):
        yield row_of(Waiting.REVIEW, "being_read", None, captured_at, found)


def to_review(work: Work, recruiter_id: UUID | None) -> Iterable[Row]:
    """Drafts that wait for a person, and wordings suggested beside one that a person wrote."""
    dismissed = exists().where(
        Decision.message_id == Message.id,
        Decision.number == Message.latest,
        Decision.verdict == Verdict.SEND_BACK,
    )
    suggested = and_(Message.latest > Message.number, Message.state != MessageState.HELD, ~dismissed)
    statement = (
        people(Message.state, Message.id, MessageVersion.written_at)
        .join(Message, Message.interview_id == Interview.id)
        .join(
            MessageVersion,
            and_(MessageVersion.message_id == Message.id, MessageVersion.number == Message.latest),
        )
        .where(or_(Message.state.in_(TO_REVIEW), suggested))
    )
    for state, message_id, written_at, *found in run(work, statement, recruiter_id):
        code = state.value if state in TO_REVIEW else "suggested"
        yield row_of(Waiting.REVIEW, code, message_id, written_at, found)


def unanswered(work: Work, recruiter_id: UUID | None) -> Iterable[Row]:
    """Questions that nobody has answered. A concern about fairness says so, and has a time of its own."""
    statement = (
        people(Question.id, Question.kind, Question.asked_at, Question.due_at)
        .join(Question, Question.interview_id == Interview.id)
        .where(Question.state == QuestionState.OPEN)
    )
    for question_id, kind, asked_at, due_at, *found in run(work, statement, recruiter_id):
        row = row_of(Waiting.QUESTION, QuestionKind(kind).value, question_id, asked_at, found)
        yield row if due_at is None else replace(row, due_at=due_at, close=False)


def thanks_to_pass_on(work: Work, recruiter_id: UUID | None) -> Iterable[Row]:
    """Thanks of candidates to their interviewers."""
    statement = (
        people(Thanks.id, Thanks.written_at)
        .join(Thanks, Thanks.interview_id == Interview.id)
        .where(Thanks.state == ThanksState.WAITING)
    )
    for thanks_id, written_at, *found in run(work, statement, recruiter_id):
        yield row_of(Waiting.THANKS, "thanks", thanks_id, written_at, found)


def overlooked(work: Work, recruiter_id: UUID | None) -> Iterable[Row]:
    """Letters of which their candidates may be reminded."""
    for state, released_at, opened_at, *found in run(work, to_nudge(work), recruiter_id):
        code = "unopened" if state is LetterState.CLOSED else "unacknowledged"
        yield row_of(Waiting.NUDGE, code, None, opened_at or released_at, found)


def is_overlooked(work: Work, interview_id: UUID) -> bool:
    """Whether a nudge is due on this interview."""
    return work.session.execute(to_nudge(work).where(Interview.id == interview_id)).first() is not None


def to_nudge(work: Work) -> Select[Any]:
    """Letters with which nothing happened: not opened for days, or opened and not acknowledged. Once nudged, never again.

    One that is being worded anew stands among the reviews. Whoever asked, took something up, said thank you, made a wish, or cannot be reached, needs no nudge.
    """
    nudged = aliased(Letter)
    seen = or_(
        and_(Letter.state == LetterState.CLOSED, Letter.released_at <= work.now - NUDGE_AFTER),
        and_(Letter.state == LetterState.OPENED, Receipt.opened_at <= work.now - NUDGE_AFTER),
    )
    unreached = exists().where(
        Notice.interview_id == Interview.id,
        Notice.candidate_id.is_not(None),
        Notice.state == NoticeState.FAILED,
    )
    return (
        people(Letter.state, Letter.released_at, Receipt.opened_at)
        .join(Letter, Letter.interview_id == Interview.id)
        .outerjoin(Receipt, Receipt.letter_id == Letter.id)
        .where(
            seen,
            ~unreached,
            ~exists().where(Message.interview_id == Interview.id, Message.state != MessageState.RELAYED),
            ~exists().where(nudged.interview_id == Interview.id, nudged.nudged_at.is_not(None)),
            *(
                ~exists().where(made.interview_id == Interview.id)
                for made in (Question, Action, Thanks, Wish)
            ),
        )
    )


def wishes_to_decide(work: Work, recruiter_id: UUID | None) -> Iterable[Row]:
    """What candidates would like to hear about, where nobody has decided yet."""
    statement = (
        people(Wish.id, Wish.wished_at)
        .join(Wish, Wish.interview_id == Interview.id)
        .where(Wish.state == WishState.WAITING)
    )
    for wish_id, wished_at, *found in run(work, statement, recruiter_id):
        yield row_of(Waiting.WISH, "wish", wish_id, wished_at, found)


def failed_notices(work: Work, recruiter_id: UUID | None) -> Iterable[Row]:
    """Notices that could not be sent, until a later one reached the same person's mail server."""
    later = aliased(Notice)
    statement = (
        people(Notice.id, Notice.kind, Notice.sealed_at)
        .join(Notice, Notice.interview_id == Interview.id)
        .where(
            Notice.state == NoticeState.FAILED,
            ~exists().where(
                or_(
                    later.candidate_id == Notice.candidate_id,
                    later.contact_id == Notice.contact_id,
                    later.staff_id == Notice.staff_id,
                ),
                later.state == NoticeState.SENT,
                later.sealed_at > Notice.sealed_at,
            ),
        )
    )
    for notice_id, kind, sealed_at, *found in run(work, statement, recruiter_id):
        yield row_of(Waiting.NOTICE, kind.value, notice_id, sealed_at, found)
