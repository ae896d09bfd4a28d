"""A gentle reminder: one mail that names nothing, on the morning before, on the candidate's clocks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from relay.channels.channel import Envelope
from relay.domain.action import Action, ActionState
from relay.domain.notice import Notice, NoticeKind
from relay.domain.post import MailTopic
from relay.domain.quiet import Quiet
from relay.journey import acting, choosing, delivering, notifying, registering
from relay.journey.reminding import remind_of_actions
from relay.store.ledger import EventRow
from relay.store.store import Store
from tests.cast import Cast, PostBox
from workers.shift import Shift

At = Callable[[datetime], None]
Remind = Callable[[], list[Envelope]]
WHAT = "Tell the outage story in ninety seconds"


@pytest.fixture
def at(store: Store, monkeypatch: pytest.MonkeyPatch) -> At:
    """A function that sets the house's clock."""

    def be(moment: datetime) -> None:
        monkeypatch.setattr(store, "now", lambda: moment)

    return be


@pytest.fixture
def due_on(store: Store) -> date:
    return store.now().date() + timedelta(days=10)


@pytest.fixture
def zone(cast: Cast) -> ZoneInfo:
    return ZoneInfo(cast.priya.zone)


@pytest.fixture
def planned(store: Store, cast: Cast, due_on: date) -> Action:
    """Something in Priya's plan."""
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        return acting.commit_to_action(work, what=WHAT, due_on=due_on)


@pytest.fixture
def remind(store: Store, cast: Cast, carry_out_all: Callable[[], None], post_box: PostBox) -> Remind:
    """A function that lets the clock make its round, and gives the reminders that were sent so far."""

    def round_of_the_clock() -> list[Envelope]:
        with store.work(cast.agency.id) as work:
            remind_of_actions(work)
        carry_out_all()
        return [mail for mail in post_box.envelopes if "tomorrow" in mail.subject]

    return round_of_the_clock


def morning(due_on: date, zone: ZoneInfo, hour: int = 9, minute: int = 0) -> datetime:
    """The day before, on these clocks."""
    day = due_on - timedelta(days=1)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


def test_the_day_before_at_nine_one_mail_comes_and_no_second(
    at: At, remind: Remind, planned: Action, due_on: date, zone: ZoneInfo, cast: Cast
) -> None:
    at(morning(due_on, zone, 8, 59))
    assert remind() == []
    at(morning(due_on, zone))
    (mail,) = remind()
    assert mail.address == cast.priya.email
    assert mail.subject == "Something in your plan is for tomorrow"
    for later in (9, 12, 19):
        at(morning(due_on, zone, later, 1))
        assert len(remind()) == 1


def test_the_mail_names_nothing_of_the_plan(
    at: At, remind: Remind, planned: Action, due_on: date, zone: ZoneInfo, cast: Cast
) -> None:
    at(morning(due_on, zone))
    (mail,) = remind()
    for word in (*WHAT.split()[1:3], "seconds", cast.client.name, cast.job.title):
        assert word not in mail.subject + mail.text
    assert "/n/" in mail.text


def test_what_was_let_go_or_is_done_is_not_brought_up(
    at: At, remind: Remind, store: Store, planned: Action, due_on: date, zone: ZoneInfo, cast: Cast
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.move_action(work, planned.id, ActionState.DROPPED)
        acting.complete_action(work, acting.commit_to_action(work, what="Another", due_on=due_on).id)
    at(morning(due_on, zone))
    assert remind() == []


def test_what_is_let_go_between_the_clock_and_the_mail_is_not_brought_up(
    at: At,
    store: Store,
    planned: Action,
    due_on: date,
    zone: ZoneInfo,
    cast: Cast,
    carry_out_all: Callable[[], None],
    post_box: PostBox,
) -> None:
    at(morning(due_on, zone))
    with store.work(cast.agency.id) as work:
        assert remind_of_actions(work) == 1
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.move_action(work, planned.id, ActionState.DROPPED)
    carry_out_all()
    with store.look(cast.agency.id) as work:
        assert work.all(select(Notice).where(Notice.kind == NoticeKind.ACTION_DUE)) == []


def test_a_mail_that_waits_out_quiet_hours_leaves_only_while_it_is_true(
    at: At, store: Store, planned: Action, due_on: date, zone: ZoneInfo, cast: Cast, shift: Shift
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        choosing.choose_mails(work, wanted=list(MailTopic), quiet=Quiet.OWN, start="08:00", end="11:00")
    at(morning(due_on, zone))
    with store.work(cast.agency.id) as work:
        work.get(Action, planned.id).draw_near()
        work.session.flush()
        cause = work.session.scalars(select(EventRow.id).where(EventRow.name == "action.drew_near")).one()
        notifying.seal_action_notice(work, shift.room, cause, planned.id)
        notice = work.session.scalars(select(Notice).where(Notice.kind == NoticeKind.ACTION_DUE)).one()
        assert delivering.sending_time(work, notice) == morning(due_on, zone, 11)
    at(morning(due_on, zone, 11) + timedelta(days=1))
    with store.look(cast.agency.id) as work:
        assert delivering.sending_time(work, work.get(Notice, notice.id)) is None
    at(morning(due_on, zone, 11))
    with store.look(cast.agency.id) as work:
        assert delivering.sending_time(work, work.get(Notice, notice.id)) == morning(due_on, zone, 11)
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.complete_action(work, planned.id)
        assert delivering.sending_time(work, work.get(Notice, notice.id)) is None


def test_who_wants_no_reminders_gets_none(
    at: At, remind: Remind, store: Store, planned: Action, due_on: date, zone: ZoneInfo, cast: Cast
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        choosing.choose_mails(work, wanted=[MailTopic.ANSWERS], quiet=Quiet.NONE)
    at(morning(due_on, zone))
    assert remind() == []


@pytest.mark.parametrize("state", [ActionState.PRACTISED, ActionState.USED])
def test_what_is_under_way_is_brought_up_however_far_it_has_come(
    at: At,
    remind: Remind,
    store: Store,
    planned: Action,
    due_on: date,
    zone: ZoneInfo,
    cast: Cast,
    state: ActionState,
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.move_action(work, planned.id, state)
    at(morning(due_on, zone))
    assert len(remind()) == 1


def test_a_clock_that_was_late_reminds_by_day_and_never_at_night(
    at: At, remind: Remind, planned: Action, due_on: date, zone: ZoneInfo
) -> None:
    at(morning(due_on, zone, 20))
    assert remind() == []
    at(morning(due_on, zone, 23))
    assert remind() == []
    at(morning(due_on, zone, 19, 59))
    assert len(remind()) == 1


def test_on_the_day_itself_it_is_too_late(
    at: At, remind: Remind, planned: Action, due_on: date, zone: ZoneInfo
) -> None:
    at(morning(due_on, zone, 9) + timedelta(days=1))
    assert remind() == []


@pytest.mark.parametrize(
    "place", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "Europe/Warsaw"]
)
def test_it_is_nine_where_the_candidate_lives(
    at: At, remind: Remind, store: Store, planned: Action, due_on: date, cast: Cast, place: str
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.change_candidate(
            work,
            cast.priya.id,
            name=cast.priya.name,
            called=cast.priya.called,
            email=cast.priya.email,
            zone=place,
        )
    here = ZoneInfo(place)
    at(morning(due_on, here) - timedelta(minutes=1))
    assert remind() == []
    at(morning(due_on, here))
    assert len(remind()) == 1


def test_what_was_taken_up_after_nine_for_the_next_day_is_fresh_in_mind(
    at: At, remind: Remind, store: Store, cast: Cast, zone: ZoneInfo, due_on: date
) -> None:
    at(morning(due_on, zone, 11))
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.commit_to_action(work, what=WHAT, due_on=due_on)
    at(morning(due_on, zone, 11, 1))
    assert remind() == []


def test_each_thing_has_its_own_reminder_and_another_agency_none_of_it(
    at: At, store: Store, remind: Remind, planned: Action, due_on: date, zone: ZoneInfo, cast: Cast
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.commit_to_action(work, what="Another", due_on=due_on)
    at(morning(due_on, zone))
    with store.work(cast.other_agency.id) as work:
        assert remind_of_actions(work) == 0
    assert len(remind()) == 2
