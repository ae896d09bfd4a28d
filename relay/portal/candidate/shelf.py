"""What lies on a candidate's shelf: letters, what they are still to hear, and what they are working on.

Read from letters, interviews, promises and the candidate's own rows; of an interview only where and when it is, and by
when word was promised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from relay.domain.action import UNDER_WAY, Action
from relay.domain.candidate import Candidate
from relay.domain.interview import Interview, InterviewState
from relay.domain.letter import Letter, LetterItem, LetterSentence, LetterState, Receipt
from relay.domain.promise import Promise, PromiseState
from relay.domain.question import Question, QuestionState
from relay.domain.self_view import SelfView
from relay.journey.journaling import today
from relay.journey.recollecting import was_held
from relay.portal.candidate.alone import alone
from relay.store.work import Work
from relay.vocabulary import Competency, Kind, ParagraphRole

WEEK = timedelta(days=7)
MOST_STRENGTHS = 3
OPEN = frozenset({LetterState.OPENED, LetterState.ACKNOWLEDGED})


@dataclass(frozen=True, slots=True)
class Expected:
    """An interview on which the candidate has no letter yet, and how the promise of word stands.

    `held`: there is something to look back on; `view` is what they noted of it, or that they would rather not.
    """

    interview_id: UUID
    client_name: str
    job_title: str
    stage: str
    starts_at: datetime
    ahead: bool
    due_at: datetime
    late: bool
    waived: bool
    new_due_at: datetime | None
    asked_at: datetime | None
    held: bool
    view: SelfView | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that waits, and what was noted on its interview. `seen` is that an earlier version of it was opened."""

    letter: Letter
    view: SelfView | None
    seen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Something the candidate asked that has no answer yet, and the letter beneath which it stands."""

    question: Question
    letter: Letter


@dataclass(frozen=True, slots=True)
class Strength:
    """Something that went well, in the words of an open letter."""

    words: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class LookBack:
    """An interview whose letter was not opened, so that the candidate may note how it went."""

    interview: Interview
    view: SelfView | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything on a candidate's first page.

    `begun` are letters that are open and that the candidate has not said to have read, `gone` those that were taken back;
    `seen` are the interviews of which a letter was opened, in whatever version.
    """

    waiting: Sequence[Waiting]
    begun: Sequence[Letter]
    gone: Sequence[Letter]
    letters: Sequence[Letter]
    seen: set[UUID]
    asked: Sequence[Asked]
    owed: Sequence[Expected]
    ahead: Sequence[Expected]
    actions: Sequence[Action]
    strengths: Sequence[Strength]

    @property
    def quiet(self) -> bool:
        """Whether nothing is going on at present."""
        going_on = (self.waiting, self.begun, self.gone, self.asked, self.owed, self.ahead, self.actions)
        return not any(going_on)


def shelf(work: Work) -> Shelf:
    """The shelf of the candidate who asks."""
    letters = letters_of(work)
    newest = newest_of_each(letters)
    views, seen = noted(work), opened_interviews(work, letters)
    words = expected(work, {letter.interview_id for letter in letters}, views)
    return Shelf(
        waiting=[
            Waiting(letter, views.get(letter.interview_id), letter.interview_id in seen)
            for letter in letters
            if letter.state is LetterState.CLOSED
        ],
        begun=[letter for letter in newest if letter.state is LetterState.OPENED],
        gone=[letter for letter in newest if letter.state is LetterState.WITHDRAWN],
        letters=newest,
        seen=seen,
        asked=asked(work, newest),
        owed=[word for word in words if not word.ahead],
        ahead=sorted((word for word in words if word.ahead), key=lambda word: word.starts_at),
        actions=actions_under_way(work),
        strengths=strengths(work, newest),
    )


def opened_interviews(work: Work, letters: Sequence[Letter]) -> set[UUID]:
    """The interviews of which a letter was opened, in whatever version."""
    whose = {letter.id: letter.interview_id for letter in letters}
    receipts = work.all(select(Receipt).where(Receipt.letter_id.in_(whose)))
    open_now = {letter.interview_id for letter in letters if letter.state in OPEN}
    return open_now | {whose[receipt.letter_id] for receipt in receipts}


def asked(work: Work, newest: Sequence[Letter]) -> list[Asked]:
    """What they asked that nobody has answered, the oldest first, each with the newest letter on its interview."""
    letters = {letter.interview_id: letter for letter in newest}
    questions = work.all(
        select(Question)
        .where(Question.interview_id.in_(letters), Question.state == QuestionState.OPEN)
        .order_by(Question.asked_at, Question.id)
    )
    return [Asked(question, letters[question.interview_id]) for question in questions]


def noted(work: Work) -> dict[UUID, SelfView]:
    """What the candidate noted or skipped, by interview."""
    mine = work.all(select(SelfView).where(SelfView.candidate_id == work.person_id))
    return {view.interview_id: view for view in mine}


def to_look_back_on(work: Work) -> list[LookBack]:
    """Interviews that were held and whose letter was not opened, the latest first."""
    views, seen = noted(work), opened_interviews(work, letters_of(work))
    mine = work.all(
        select(Interview)
        .where(Interview.candidate_id == work.person_id)
        .order_by(Interview.starts_at.desc(), Interview.id)
    )
    return [
        LookBack(interview, views.get(interview.id))
        for interview in mine
        if interview.id not in seen and was_held(work, interview)
    ]


def strengths(work: Work, letters: Sequence[Letter]) -> list[Strength]:
    """A few things that went well, from the newest open letters on, each about something else.

    From a letter that was released before its sentences were kept, its paragraphs.
    """
    opened = [letter for letter in letters if letter.state in OPEN]
    ids = [letter.id for letter in opened]
    told: dict[UUID, list[tuple[Competency | None, str]]] = {letter_id: [] for letter_id in ids}
    kept = select(LetterSentence).where(
        LetterSentence.letter_id.in_(ids), LetterSentence.kind == Kind.STRENGTH
    )
    for sentence in work.all(kept.order_by(LetterSentence.place)):
        told[sentence.letter_id].append((sentence.competency, alone(sentence.text)))
    whole = select(LetterItem).where(
        LetterItem.letter_id.in_([letter_id for letter_id in ids if not told[letter_id]]),
        LetterItem.role == ParagraphRole.STRENGTHS,
    )
    for item in work.all(whole.order_by(LetterItem.place)):
        told[item.letter_id].append((item.competency, item.text))
    found: dict[Competency | str, Strength] = {}
    for letter in opened:
        for about, words in told[letter.id]:
            if words not in {strength.words for strength in found.values()}:
                found.setdefault(about or words, Strength(words, letter))
    return list(found.values())[:MOST_STRENGTHS]


def letters_of(work: Work) -> Sequence[Letter]:
    """Their letters in every version, newest first."""
    return work.all(
        select(Letter)
        .where(Letter.candidate_id == work.person_id)
        .order_by(Letter.released_at.desc(), Letter.number.desc())
    )


def newest_of_each(letters: Sequence[Letter]) -> list[Letter]:
    """Of the versions on each interview the newest; a letter that was replaced is reached from the one that replaced it."""
    newest: dict[UUID, Letter] = {}
    for letter in letters:
        if letter.interview_id not in newest or newest[letter.interview_id].number < letter.number:
            newest[letter.interview_id] = letter
    return list(newest.values())


def expected(work: Work, told: set[UUID], views: Mapping[UUID, SelfView]) -> list[Expected]:
    """Interviews ahead, and interviews held on which no letter was ever sent; the next word first."""
    found = work.session.execute(
        select(Interview, Promise)
        .join(Promise, Promise.interview_id == Interview.id)
        .where(
            Interview.candidate_id == work.person_id,
            Interview.state.in_([InterviewState.SCHEDULED, InterviewState.TOOK_PLACE]),
        )
        .order_by(Promise.due_at)
    )
    return [
        expect(work, interview, promise, views.get(interview.id))
        for interview, promise in found
        if interview.id not in told
    ]


def expect(work: Work, interview: Interview, promise: Promise, view: SelfView | None) -> Expected:
    """How the word on one interview stands."""
    now = work.now
    missed = promise.state is PromiseState.MISSED
    return Expected(
        interview_id=interview.id,
        client_name=interview.job.client.name,
        job_title=interview.job.title,
        stage=interview.stage,
        starts_at=interview.starts_at,
        ahead=interview.state is InterviewState.SCHEDULED and interview.starts_at > now,
        due_at=promise.due_at,
        late=missed or (promise.state is PromiseState.OPEN and promise.due_at < now),
        waived=promise.state is PromiseState.WAIVED,
        new_due_at=promise.new_due_at,
        asked_at=promise.asked_at,
        held=was_held(work, interview),
        view=view,
    )


def actions_of(work: Work) -> Sequence[Action]:
    """All they ever took up, the nearest day first."""
    return work.all(
        select(Action)
        .where(Action.candidate_id == work.person_id)
        .order_by(Action.due_on, Action.committed_at)
    )


def actions_under_way(work: Work) -> list[Action]:
    """What they are working on."""
    return [action for action in actions_of(work) if action.state in UNDER_WAY]


def suggested_day(work: Work) -> date:
    """A day to begin with: the day before the next interview, or a week from now."""
    ahead = next_interview(work)
    return today(work) + WEEK if ahead is None else max(today(work), ahead - timedelta(days=1))


def next_interview(work: Work) -> date | None:
    """The day of their next interview on their own clocks, if one is in the diary."""
    ahead = work.session.scalars(
        select(Interview.starts_at)
        .where(
            Interview.candidate_id == work.person_id,
            Interview.state == InterviewState.SCHEDULED,
            Interview.starts_at > work.now,
        )
        .order_by(Interview.starts_at)
        .limit(1)
    ).one_or_none()
    return ahead.astimezone(ZoneInfo(work.get(Candidate, work.person_id).zone)).date() if ahead else None
