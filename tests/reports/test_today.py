"""Today's list holds everything that waits, once, for whoever it waits for, late promises first."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from relay.domain.candidate import Candidate
from relay.domain.interview import Interview
from relay.domain.notice import Notice, NoticeKind
from relay.domain.promise import Word
from relay.domain.request import Request
from relay.journey import answering, asking, capturing, reading, registering, reviewing, scheduling
from relay.reports.today import NUDGE_AFTER, Row, Waiting, waiting
from relay.store.store import Store
from relay.vocabulary import NoteSource, QuestionKind
from tests.cast import NOTE, Cast, Story, wall
from tests.sequel import Sequel


def listed(store: Store, cast: Cast, recruiter: bool = True) -> list[Row]:
    """What waits for Alice, or for everyone."""
    with store.look(cast.agency.id) as work:
        return waiting(work, cast.alice.id if recruiter else None)


def schedule(store: Store, cast: Cast, *, ended: timedelta, by_bob: bool = False) -> Interview:
    """Another interview of Priya's, that ended so long ago (or lies ahead, where negative)."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.bob.id if by_bob else cast.alice.id,
            stage="first call",
            appointment=scheduling.Appointment(wall(work.now - ended - timedelta(hours=1)), "UTC", 60),
        )


def test_an_interview_that_is_over_waits_for_feedback(store: Store, cast: Cast) -> None:
    [row] = listed(store, cast)

    assert (row.kind, row.state, row.interview_id) == (Waiting.FEEDBACK, "scheduled", cast.interview.id)
    assert (row.candidate, row.client, row.recruiter) == ("Priya Nair", "Northwind Logistics", "Alice Moreau")
    assert row.due_at is not None


def test_how_the_asking_stands_is_said(store: Store, cast: Cast) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        request = asking.ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
    assert [row.state for row in listed(store, cast)] == ["asked"]
    with store.work(cast.agency.id) as work:
        asking.defer_request(work, request.id)
    assert [row.state for row in listed(store, cast)] == ["calling"]
    with store.work(cast.agency.id) as work:
        work.get(Request, request.id).escalate(to_owner=True)
    assert [row.state for row in listed(store, cast)] == ["escalated"]


def test_a_promise_that_is_close_says_so(store: Store, cast: Cast) -> None:
    assert [row.close for row in listed(store, cast)] == [False]
    with store.work(cast.agency.id) as work:
        scheduling.promise_of(work, cast.interview.id).warn()
    assert [row.close for row in listed(store, cast)] == [True]


def test_silence_waits_for_a_reviewer_and_no_longer_for_feedback(
    store: Store, cast: Cast, carry_out_all: Callable[[], None]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        asking.record_silence(work, cast.interview.id)
    carry_out_all()
    assert [(row.kind, row.state) for row in listed(store, cast)] == [(Waiting.REVIEW, "drafted")]


def test_one_that_lies_ahead_or_is_off_does_not_wait(store: Store, cast: Cast) -> None:
    schedule(store, cast, ended=timedelta(days=-2))
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.record_no_show(work, cast.interview.id)

    assert listed(store, cast) == []


def test_the_oldest_promise_comes_first(store: Store, cast: Cast) -> None:
    older = schedule(store, cast, ended=timedelta(days=20))
    newer = schedule(store, cast, ended=timedelta(days=9))

    rows = listed(store, cast)

    assert [row.interview_id for row in rows] == [older.id, newer.id, cast.interview.id]
    with store.look(cast.agency.id) as work:
        assert [row.late(work.now) for row in rows] == [True, True, False]


def test_late_promises_stand_before_what_waits_longer_without_one_and_nudges_last(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    overlooked = sequel.next_interview()
    overlooked.relay()
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        answering.ask_question(work, letter.id, kind=QuestionKind.FACT, text="It was in March.")
    sequel.pass_by(NUDGE_AFTER + timedelta(days=27))
    late = schedule(store, cast, ended=timedelta(days=20))

    rows = listed(store, cast)

    assert [(row.kind, row.interview_id) for row in rows] == [
        (Waiting.FEEDBACK, late.id),
        (Waiting.QUESTION, cast.interview.id),
        (Waiting.NUDGE, overlooked.cast.interview.id),
    ]


def test_a_question_on_word_that_came_late_is_not_late_itself(store: Store, cast: Cast, story: Story) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.promise_of(work, cast.interview.id).due_at = work.now - timedelta(days=2)
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        answering.ask_question(work, letter.id, kind=QuestionKind.FACT, text="It was in March.")

    [row] = listed(store, cast)

    assert (row.due_at, row.word) == (None, Word.CAME_LATE)


def test_mine_leaves_out_what_waits_for_a_colleague(store: Store, cast: Cast) -> None:
    hers = schedule(store, cast, ended=timedelta(days=1), by_bob=True)

    assert hers.id not in [row.interview_id for row in listed(store, cast)]
    assert hers.id in [row.interview_id for row in listed(store, cast, recruiter=False)]


def test_another_agency_sees_nothing_of_it(store: Store, cast: Cast) -> None:
    with store.look(cast.other_agency.id) as work:
        assert waiting(work) == []


def test_a_note_that_nobody_has_read_yet_is_not_lost_from_sight(store: Store, cast: Cast) -> None:
    for text in (NOTE, "And one more thing."):
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            form = capturing.NoteForm(text, NoteSource.CALL, quoted=True)
            capturing.capture_note(work, cast.interview.id, form)

    [row] = listed(store, cast)

    assert (row.kind, row.state) == (Waiting.REVIEW, "being_read")


def test_a_draft_waits_for_review_until_it_is_approved(store: Store, cast: Cast, story: Story) -> None:
    story.capture()
    [row] = listed(store, cast)
    message, _version = story.message()
    assert (row.kind, row.state, row.record_id) == (Waiting.REVIEW, message.state.value, message.id)

    story.relay()

    assert listed(store, cast) == []


def test_a_suggestion_waits_until_it_is_set_aside(store: Store, cast: Cast, story: Story) -> None:
    story.relay()
    story.capture("She asked thoughtful questions about the team.")
    [row] = listed(store, cast)
    assert (row.kind, row.state) == (Waiting.REVIEW, "suggested")

    message, _ = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        reviewing.dismiss_suggestion(work, message.id, message.latest)

    assert listed(store, cast) == []


def test_a_question_waits_until_it_is_answered(store: Store, cast: Cast, story: Story) -> None:
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        question = answering.ask_question(work, letter.id, kind=QuestionKind.FACT, text="It was in March.")
    [row] = listed(store, cast)
    assert (row.kind, row.state, row.record_id, row.due_at) == (
        Waiting.QUESTION,
        "fact",
        question.id,
        None,
    )

    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        answering.answer_question(work, question.id, text="You are right, thank you.")

    assert listed(store, cast) == []


def test_a_failed_notice_waits_until_a_later_one_was_sent(
    store: Store, cast: Cast, story: Story, carry_out_all: Callable[[], None]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.cancel_interview(work, cast.interview.id)
        notice = Notice(
            agency_id=work.agency_id,
            kind=NoticeKind.LETTER_WAITING,
            cause_id=cast.interview.id,
            address="gone@example.com",
            message_id="<1@example.com>",
            sealed_at=work.now - timedelta(days=1),
            interview_id=cast.interview.id,
            candidate_id=cast.priya.id,
        )
        notice.fail("550")
        work.add(notice)
    [row] = listed(store, cast)
    assert (row.kind, row.record_id, row.candidate_id) == (Waiting.NOTICE, notice.id, cast.priya.id)

    schedule(store, cast, ended=timedelta(days=-3))
    carry_out_all()

    assert listed(store, cast) == []


def test_two_candidates_of_one_name_stay_two_rows(store: Store, cast: Cast) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        twin = registering.add_candidate(work, name="Priya Nair", email="other.priya@example.com")
        scheduling.schedule_interview(
            work,
            candidate_id=twin.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="final panel",
            appointment=scheduling.Appointment(wall(work.now - timedelta(hours=3)), "UTC", 60),
        )
        assert len(work.all(select(Candidate).where(Candidate.name == "Priya Nair"))) == 2

    assert {row.candidate_id for row in listed(store, cast)} == {cast.priya.id, twin.id}
