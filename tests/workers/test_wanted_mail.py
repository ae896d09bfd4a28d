"""Notices respect what a candidate chose, up to the moment at which they leave."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from relay.domain.notice import Notice, NoticeState
from relay.domain.post import MailTopic
from relay.domain.promise import Promise
from relay.domain.quiet import Quiet
from relay.journey import choosing, promising
from relay.store.ledger import Handoff, HandoffState
from relay.store.store import Store
from tests.cast import Cast, PostBox, Story

Choose = Callable[..., None]


@pytest.fixture
def choose(store: Store, cast: Cast) -> Choose:
    """A function by which Priya chooses her mails."""

    def choose_mails(
        wanted: Collection[MailTopic] = tuple(MailTopic),
        quiet: Quiet = Quiet.AGENCY,
        start: str = "",
        end: str = "",
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            choosing.choose_mails(work, wanted=wanted, quiet=quiet, start=start, end=end)

    return choose_mails


def around(now: datetime, zone: str) -> dict[str, str]:
    """Hours that began a while ago and end in two hours, on the clocks of `zone`."""
    wall = now.astimezone(ZoneInfo(zone))
    hours = [(wall + timedelta(hours=by)).strftime("%H:%M") for by in (-1, 2)]
    return {"start": hours[0], "end": hours[1]}


def notices(store: Store, cast: Cast) -> list[Notice]:
    with store.look(cast.agency.id) as work:
        return list(work.all(select(Notice)))


def waiting(store: Store) -> list[Handoff]:
    with store.gate() as session:
        return list(session.scalars(select(Handoff).where(Handoff.state == HandoffState.DUE)))


def test_a_letter_stands_at_once_and_its_mail_waits_for_the_end_of_quiet_hours(
    store: Store,
    cast: Cast,
    story: Story,
    choose: Choose,
    post_box: PostBox,
    carry_out_all: Callable[[], None],
) -> None:
    choose(quiet=Quiet.OWN, **around(store.now(), cast.priya.zone))
    letter = story.relay()

    assert letter.standing
    assert post_box.envelopes == []
    [handoff] = waiting(store)
    assert handoff.attempts == 0
    assert timedelta(hours=1) < handoff.next_at - store.now() < timedelta(hours=3)
    assert [notice.state for notice in notices(store, cast)] == [NoticeState.SEALED]


def test_when_the_hours_are_over_it_leaves_once(
    store: Store,
    cast: Cast,
    story: Story,
    choose: Choose,
    post_box: PostBox,
    carry_out_all: Callable[[], None],
    let_leases_end: Callable[[], None],
) -> None:
    choose(quiet=Quiet.OWN, **around(store.now(), cast.priya.zone))
    story.relay()
    let_leases_end()
    carry_out_all()
    assert post_box.envelopes == []

    let_leases_end()
    real = store.now
    store.now = lambda: real() + timedelta(hours=3)
    carry_out_all()

    assert [mail.subject for mail in post_box.envelopes] == ["Something is waiting for you"]
    assert [notice.state for notice in notices(store, cast)] == [NoticeState.SENT]


def test_a_mail_that_was_switched_off_after_it_was_written_does_not_leave(
    store: Store, cast: Cast, choose: Choose, post_box: PostBox, carry_out_all: Callable[[], None]
) -> None:
    with store.work(cast.agency.id) as work:
        promise = promising.due(work, Promise.interview_id == cast.interview.id)[0]
        promise.pass_by(work.now + timedelta(days=1))
    choose(wanted=[MailTopic.ANSWERS])
    carry_out_all()

    assert post_box.envelopes == []
    assert [notice.state for notice in notices(store, cast)] == [NoticeState.DROPPED]


def test_what_was_not_switched_off_still_comes(
    store: Store, cast: Cast, story: Story, choose: Choose, post_box: PostBox
) -> None:
    choose(wanted=[])
    story.relay()

    assert [mail.subject for mail in post_box.envelopes] == ["Something is waiting for you"]
