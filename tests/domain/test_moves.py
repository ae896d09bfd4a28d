"""Each table of moves, asked in full: every step from every state leads where the table says, or is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest

from relay.domain.action import ACTION_MOVES, Action, ActionState
from relay.domain.base import Subject, new_id
from relay.domain.errors import MoveError
from relay.domain.interview import INTERVIEW_MOVES, Interview, InterviewState
from relay.domain.job import JOB_MOVES, Job, JobState
from relay.domain.journal import ENTRY_MOVES, EntryState, JournalEntry
from relay.domain.letter import LETTER_MOVES, Letter, LetterState
from relay.domain.message import MESSAGE_MOVES, Message, MessageState
from relay.domain.moves import Moves
from relay.domain.notice import NOTICE_MOVES, Notice, NoticeKind, NoticeState
from relay.domain.promise import PROMISE_MOVES, Promise, PromiseState
from relay.domain.question import QUESTION_MOVES, Question, QuestionState
from relay.domain.request import REQUEST_MOVES, Request, RequestChannel, RequestState
from relay.domain.self_view import SELF_VIEW_MOVES, SelfView, SelfViewState
from relay.domain.staff import STAFF_MOVES, Staff, StaffState
from relay.domain.thanks import THANKS_MOVES, Thanks, ThanksState
from relay.domain.wish import WISH_MOVES, Wish, WishState
from relay.vocabulary import QuestionKind, Role

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOON.replace(hour=13)


def interview() -> Interview:
    return Interview(
        agency_id=new_id(),
        candidate_id=new_id(),
        job_id=new_id(),
        recruiter_id=new_id(),
        stage="first",
        starts_at=NOON,
        ends_at=LATER,
        zone="UTC",
        wall_start="2026-11-24T12:00",
    )


def letter() -> Letter:
    return Letter(
        agency_id=new_id(),
        interview_id=new_id(),
        candidate_id=new_id(),
        number=1,
        subject="Your interview",
        text_hash="ab",
        client_name="Northwind",
        job_title="Engineer",
        stage="first",
        approved_by="Alice",
        machine_worded=True,
        released_at=NOON,
    )


def notice() -> Notice:
    return Notice(
        agency_id=new_id(),
        kind=NoticeKind.KEY,
        cause_id=new_id(),
        address="priya@example.com",
        message_id="<1@localhost>",
        sealed_at=NOON,
    )


def question() -> Question:
    return Question(
        agency_id=new_id(),
        letter_id=new_id(),
        interview_id=new_id(),
        candidate_id=new_id(),
        kind=QuestionKind.MEANING,
        text="What is that?",
        asked_at=NOON,
    )


def thanks() -> Thanks:
    return Thanks(
        agency_id=new_id(), interview_id=new_id(), candidate_id=new_id(), text="Thank you.", written_at=NOON
    )


def self_view() -> SelfView:
    return SelfView(agency_id=new_id(), interview_id=new_id(), candidate_id=new_id())


def wish() -> Wish:
    return Wish(
        agency_id=new_id(),
        interview_id=new_id(),
        candidate_id=new_id(),
        aspects=["evidence"],
        wished_at=NOON,
    )


def action() -> Action:
    return Action(
        agency_id=new_id(),
        candidate_id=new_id(),
        what="Practise",
        due_on=date(2026, 12, 1),
        committed_at=NOON,
    )


def entry() -> JournalEntry:
    return JournalEntry(
        agency_id=new_id(), candidate_id=new_id(), day=date(2026, 11, 24), text="Learned.", written_at=NOON
    )


def staff(*, with_password: bool = True) -> Staff:
    return Staff(
        agency_id=new_id(),
        name="Alice",
        email="alice@example.com",
        role=Role.RECRUITER,
        password_hash="x" if with_password else None,
    )


def promise() -> Promise:
    return Promise(agency_id=new_id(), interview_id=new_id(), due_at=NOON, zone="UTC")


def request() -> Request:
    return Request(
        agency_id=new_id(),
        interview_id=new_id(),
        contact_id=new_id(),
        channel=RequestChannel.LINK,
        asked_at=NOON,
    )


def job() -> Job:
    return Job(agency_id=new_id(), client_id=new_id(), title="Engineer")


def message() -> Message:
    made = Message(agency_id=new_id(), interview_id=new_id())
    made.number = made.latest = made.approved_number = made.relayed_number = 1
    return made


@dataclass(frozen=True)
class Table:
    """A table of moves, something that moves by it, and the method behind each move."""

    moves: Moves[Any]
    states: type[StrEnum]
    make: Callable[[], Any]
    steps: Mapping[str, Callable[[Any], object]]


TABLES = {
    "interview": Table(
        INTERVIEW_MOVES,
        InterviewState,
        interview,
        {
            "move": lambda it: it.move(
                starts_at=NOON, ends_at=LATER, zone="UTC", wall_start="2026-11-24T12:00"
            ),
            "take_place": Interview.take_place,
            "cancel": Interview.cancel,
            "miss": Interview.miss,
            "reinstate": Interview.reinstate,
        },
    ),
    "promise": Table(
        PROMISE_MOVES,
        PromiseState,
        promise,
        {
            "keep": Promise.keep,
            "miss": Promise.miss,
            "pass_by": lambda it: it.pass_by(LATER),
            "warn": Promise.warn,
            "extend": lambda it: it.extend(LATER),
            "waive": lambda it: it.waive("cancelled"),
            "renew": Promise.renew,
        },
    ),
    "message": Table(
        MESSAGE_MOVES,
        MessageState,
        message,
        {
            "draft": lambda it: it.word(0),
            "flag": lambda it: it.word(2),
            "hold": Message.hold,
            "clear": Message.clear,
            "send_back": Message.send_back,
            "approve": Message.approve,
            "recall": lambda it: it.recall(flagged=False),
            "recall_flagged": lambda it: it.recall(flagged=True),
            "relay": lambda it: it.relay(new_id()),
            "withdraw": lambda it: it.withdraw(new_id()),
        },
    ),
    "letter": Table(
        LETTER_MOVES,
        LetterState,
        letter,
        {
            "open": Letter.open,
            "acknowledge": lambda it: it.acknowledge("ab"),
            "supersede": Letter.supersede,
            "withdraw": Letter.withdraw,
        },
    ),
    "thanks": Table(
        THANKS_MOVES,
        ThanksState,
        thanks,
        {
            "pass_on": lambda it: it.pass_on(contact_id=new_id(), staff_id=new_id(), at=NOON),
            "keep_back": lambda it: it.keep_back(staff_id=new_id(), at=NOON),
            "take_back": Thanks.take_back,
        },
    ),
    "self_view": Table(
        SELF_VIEW_MOVES,
        SelfViewState,
        self_view,
        {
            "write": lambda it: it.write("It went.", NOON),
            "skip": SelfView.skip,
            "seal": lambda it: it.seal(NOON),
        },
    ),
    "wish": Table(
        WISH_MOVES,
        WishState,
        wish,
        {
            "pass_on": lambda it: it.pass_on(
                contact_id=new_id(), with_line=False, staff_id=new_id(), name="Alice", at=NOON
            ),
            "decline": lambda it: it.decline(because="No.", staff_id=new_id(), name="Alice", at=NOON),
            "take_back": Wish.take_back,
        },
    ),
    "notice": Table(
        NOTICE_MOVES,
        NoticeState,
        notice,
        {
            "send": Notice.send,
            "fail": lambda it: it.fail("550"),
            "drop": Notice.drop,
            "seal_again": lambda it: it.seal_again(address="priya@example.org", attempts=2),
        },
    ),
    "request": Table(
        REQUEST_MOVES,
        RequestState,
        request,
        {
            "chase": lambda it: it.send(NOON, LATER),
            "pause": Request.pause,
            "resume": lambda it: it.resume(LATER),
            "defer": lambda it: it.defer(LATER),
            "answer": Request.answer,
            "decline": lambda it: it.decline("the role is on hold"),
            "close": Request.close,
        },
    ),
    "question": Table(
        QUESTION_MOVES,
        QuestionState,
        question,
        {"answer": lambda it: it.answer(text="That.", staff_id=new_id(), name="Alice", at=NOON)},
    ),
    "action": Table(
        ACTION_MOVES,
        ActionState,
        action,
        {
            "practise": Action.practise,
            "use": Action.use,
            "complete": Action.complete,
            "drop": Action.drop,
            "resume": Action.resume,
        },
    ),
    "journal entry": Table(
        ENTRY_MOVES,
        EntryState,
        entry,
        {"take_out": lambda it: it.take_out(NOON), "put_back": JournalEntry.put_back},
    ),
    "job": Table(JOB_MOVES, JobState, job, {"close": Job.close, "reopen": Job.reopen}),
    "staff": Table(
        STAFF_MOVES,
        StaffState,
        staff,
        {"join": lambda it: it.join("hash"), "deactivate": Staff.deactivate, "reactivate": Staff.reactivate},
    ),
    "staff who never joined": Table(
        {"await": STAFF_MOVES["await"]},
        StaffState,
        lambda: staff(with_password=False),
        {"await": Staff.reactivate},
    ),
}
CASES = [
    pytest.param(table, move, state, id=f"{name}: {move} when {state}")
    for name, table in TABLES.items()
    for move in table.steps
    for state in table.states
]


@pytest.mark.parametrize(("table", "move", "state"), CASES)
def test_a_step_leads_where_its_table_says_with_one_event_or_is_refused(
    table: Table, move: str, state: StrEnum
) -> None:
    row: Subject = table.make()
    row.state = state  # type: ignore[attr-defined]  # every subject with a table has one
    origins, destination = table.moves[move]

    if state in origins:
        table.steps[move](row)
        assert row.state == destination  # type: ignore[attr-defined]
        assert row.version == 1
        assert [number for number, _ in row.news] == [1]
    else:
        with pytest.raises(MoveError):
            table.steps[move](row)
        assert row.state == state  # type: ignore[attr-defined]
        assert row.version == 0
        assert row.news == []


def test_every_move_of_every_table_was_asked() -> None:
    asked = {name: set(table.steps) for name, table in TABLES.items()}
    asked["staff"] |= asked.pop("staff who never joined")
    assert asked == {name: set(TABLES[name].moves) for name in asked}


def test_every_state_can_be_reached_or_is_where_things_begin() -> None:
    for name, table in TABLES.items():
        if name == "staff who never joined":
            continue
        reached = {destination for _, destination in table.moves.values()} | {table.make().state}
        assert reached == set(table.states), name


def test_a_message_without_a_letter_cannot_be_withdrawn() -> None:
    row = message()
    row.relayed_number = None
    with pytest.raises(MoveError):
        row.withdraw(new_id())


def test_a_message_without_an_approval_cannot_be_relayed() -> None:
    row = message()
    row.state, row.approved_number = MessageState.APPROVED, None
    with pytest.raises(MoveError):
        row.relay(new_id())


def test_a_refusal_speaks_to_a_person() -> None:
    row = job()
    with pytest.raises(
        MoveError, match="By now it is marked \u201copen\u201d, so that step is not possible any more"
    ):
        row.reopen()
