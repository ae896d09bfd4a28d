"""Consumers: called twice, late, or after the thing has moved on, and what becomes of one that always fails."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from relay.domain.candidate import Candidate
from relay.domain.interview import Interview
from relay.domain.knock import Challenge
from relay.domain.letter import Letter
from relay.domain.listeners import LISTENERS
from relay.domain.message import MessageVersion
from relay.domain.note import Note
from relay.domain.notice import Notice
from relay.domain.passkey import Passkey
from relay.domain.promise import Promise
from relay.domain.reading import Reading
from relay.domain.staff import Pass
from relay.domain.tokens import Secrets
from relay.journey import (
    acting,
    answering,
    asking,
    choosing,
    erasing,
    journaling,
    knocking,
    merging,
    nudging,
    reading,
    registering,
    relaying,
    reviewing,
    ruling,
    scheduling,
    signing_in,
    staffing,
    thanking,
    wishing,
)
from relay.logs import name_the_fault
from relay.store.challenges import KEY_LIFE
from relay.store.handoffs import MOST_ATTEMPTS, claim, count_failed, redrive
from relay.store.ledger import Handoff, HandoffState
from relay.store.store import Store
from relay.text.shapes import Draft, Material
from relay.vocabulary import QuestionKind, Role
from tests.cast import Cast, PostBox, Story, wall
from workers.consumers import STEPS, carry_out
from workers.shift import Shift

Handoffs = Callable[..., list[Handoff]]


class BrokenPen:
    """A writer that fails as long as it is told to."""

    name = "broken"

    def __init__(self) -> None:
        self.broken = True

    def word(self, material: Material) -> Draft:
        if self.broken:
            raise ValueError("the very words of the note")
        return Draft("Your interview", ())


def do_everything(store: Store, cast: Cast, story: Story, post_box: PostBox) -> None:
    """Each event that anybody listens to happens once."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="second",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=2)), "UTC", 60),
        )
    with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
        staffing.invite_staff(work, name="Dan", email="dan@bright.example", role=Role.RECRUITER)
    signing_in.request_reset(store, cast.bob.email)
    with store.work(cast.agency.id) as work:
        request = asking.ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
        asking.escalate(work, request)
        late = work.session.scalars(select(Promise).where(Promise.interview_id == cast.interview.id)).one()
        late.pass_by(work.now)
        late.extend(work.now + timedelta(days=1))
        work.get(Interview, cast.interview.id).fall_silent()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        wish = wishing.make_wish(work, cast.interview.id, aspects=["evidence"])
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        wishing.decline_wish(work, wish.id, because="They have said that nothing will come.")
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        wish = wishing.make_wish(work, cast.interview.id, aspects=["teamwork"])
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        wishing.pass_on_wish(work, wish.id, contact_id=cast.tom.id)
    letter = story.relay()
    with store.look(cast.agency.id) as look:
        point = look.session.scalars(select(Reading)).one().points[0]
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        ruling.rule_on_point(work, point.id, include=False, kind=point.kind, competency=point.competency)
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        question = answering.ask_question(work, letter.id, kind=QuestionKind.MEANING, text="Which?")
        thanks = thanking.write_thanks(work, letter.id, text="Thank you.")
        acting.commit_to_action(
            work, what="Tell it aloud", due_on=(work.now + timedelta(days=3)).date()
        ).draw_near()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        answering.answer_question(work, question.id, text="The ones that changed.")
        thanking.pass_on_thanks(work, thanks.id, contact_id=cast.tom.id)
        nudging.nudge_candidate(work, cast.interview.id)
    # Written and taken out more than a month ago, so that the erasing is due.
    month_ago = replace(store, now=lambda: store.now() - timedelta(days=31))
    with month_ago.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        entry = journaling.write_entry(work, text="I learned.", day=work.now.date())
        journaling.take_out_entry(work, entry.id)
    merge_a_double(store, cast)
    add_a_passkey(store, cast)
    locator = next(mail.text for mail in post_box.envelopes if "/n/" in mail.text)
    knocking.knock(store, locator.split("/n/")[1][:43])
    story.carry_out_all()
    with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
        relaying.withdraw_letter(work, story.message()[0].id)
    leave_for_good(store, cast)


def leave_for_good(store: Store, cast: Cast) -> None:
    """Another candidate chooses how they are called, asks for the code to be erased, and is."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        leo = registering.add_candidate(work, name="Leo Park", email="leo@example.com")
    with store.work(cast.agency.id, cast.act_as(leo)) as work:
        choosing.choose_details(work, called="Lee", zone="Asia/Seoul")
        erasing.request_erasure(work, "a session")
    with store.work(cast.agency.id, cast.act_as(leo)) as work:
        [challenge] = work.all(select(Challenge).where(Challenge.candidate_id == leo.id))
        erasing.erase_candidate(work, challenge.id)


def add_a_passkey(store: Store, cast: Cast) -> None:
    """Priya's telephone opens her letters from now on."""
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        passkey = Passkey(
            agency_id=cast.agency.id,
            candidate_id=cast.priya.id,
            credential_id="a telephone",
            public_key=b"any",
            sign_count=0,
            name="My phone",
            made_at=work.now,
        )
        passkey.make()
        work.add(passkey)


def merge_a_double(store: Store, cast: Cast) -> None:
    """Priya turns out to be there twice."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        double = registering.add_candidate(work, name="P. Nair", email="p.nair@example.com")
        priya = work.get(Candidate, cast.priya.id)
        merging.merge_candidates(
            work,
            Secrets("any"),
            priya.id,
            double.id,
            known=merging.Known(priya.name, priya.called, priya.email, priya.zone),
            seen=merging.Seen(priya.version, double.version),
        )


def test_each_consumer_called_twice_has_one_effect(
    store: Store,
    cast: Cast,
    story: Story,
    shift: Shift,
    post_box: PostBox,
    carry_out_all: Callable[[], None],
    handoffs: Handoffs,
    events: Callable[[], list[str]],
) -> None:
    do_everything(store, cast, story, post_box)
    carry_out_all()
    assert {row.consumer for row in handoffs()} == {name for names in LISTENERS.values() for name in names}
    assert {row.state for row in handoffs()} == {HandoffState.DONE}
    happened, mails = events(), len(post_box.envelopes)

    for row in handoffs():
        carry_out(shift, row.id)
    assert (events(), len(post_box.envelopes)) == (happened, mails)

    with (
        store.gate() as session
    ):  # as if each had died after its work and before its mark, and was claimed again
        session.execute(sa.update(Handoff).values(state=HandoffState.DUE, next_at=store.now()))
    carry_out_all()
    assert events() == happened
    assert len(post_box.envelopes) == mails
    assert {row.state for row in handoffs()} == {HandoffState.DONE}
    with store.look(cast.agency.id) as work:
        letters, notices = work.all(select(Letter)), work.all(select(Notice))
    assert len(letters) == 1
    assert len({notice.cause_id for notice in notices}) == len(notices)
    with store.gate() as session:
        assert len(session.scalars(select(Pass)).all()) == 2


def test_every_step_but_the_mail_is_a_consumer_by_name() -> None:
    assert {name for names in LISTENERS.values() for name in names} == {*STEPS, "send_notice"}


def test_a_consumer_that_fails_leaves_nothing_half_done(
    store: Store, cast: Cast, shift: Shift, capture: Callable[[], UUID], handoffs: Handoffs
) -> None:
    pen = BrokenPen()
    broken = replace(shift, writer=pen)
    capture()
    for _ in range(3):
        for handoff_id in claim(store):
            carry_out(broken, handoff_id)
    [row] = handoffs("compose_message")
    assert (row.state, row.attempts, row.fault) == (HandoffState.DUE, 1, "ValueError")
    with store.look(cast.agency.id) as work:
        assert work.all(select(MessageVersion)) == []
        assert len(work.all(select(Reading))) == 1


def test_a_poison_event_fails_in_sight_holds_up_nobody_and_can_be_driven_again(
    store: Store,
    cast: Cast,
    shift: Shift,
    capture: Callable[[], UUID],
    handoffs: Handoffs,
    let_leases_end: Callable[[], None],
    carry_out_all: Callable[[], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    capture()
    broken = replace(shift, writer=BrokenPen())
    for _ in range(2 * MOST_ATTEMPTS):
        for handoff_id in claim(store):
            carry_out(broken, handoff_id)
        let_leases_end()
    [poison] = handoffs("compose_message")
    assert (poison.state, poison.attempts) == (HandoffState.FAILED, MOST_ATTEMPTS)
    assert count_failed(store) == 1
    others = {row.state for row in handoffs() if row.id != poison.id}
    assert others == {HandoffState.DONE}
    assert "the very words" not in (poison.fault or "")

    assert redrive(store, cast.agency.id, poison.id)
    carry_out_all()
    assert count_failed(store) == 0
    with store.look(cast.agency.id) as work:
        assert len(work.all(select(MessageVersion))) == 1


def test_a_fault_is_logged_by_its_kind_and_place_and_without_anybodys_words() -> None:
    try:
        raise ValueError("the very words of the note")
    except ValueError:
        entry = name_the_fault(None, "error", {"event": "handoff put off", "exc_info": True})
    assert entry["fault"] == "ValueError"
    assert str(entry["at"]).startswith(__file__)
    assert "the very words" not in str(entry)


def test_nothing_is_raised_for_what_is_gone_or_done(shift: Shift, cast: Cast, store: Store) -> None:
    carry_out(shift, cast.agency.id)
    with store.look(cast.agency.id) as work:
        assert work.all(select(Note)) == []


class TestLate:
    """What was asked for may not be wanted any more by the time somebody comes to it."""

    def test_a_promise_notice_is_not_sent_for_an_interview_that_is_off(
        self, store: Store, cast: Cast, post_box: PostBox, carry_out_all: Callable[[], None]
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            interview = scheduling.schedule_interview(
                work,
                candidate_id=cast.priya.id,
                job_id=cast.job.id,
                recruiter_id=cast.alice.id,
                stage="second",
                appointment=scheduling.Appointment(wall(work.now + timedelta(days=2)), "UTC", 60),
            )
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            scheduling.cancel_interview(work, interview.id)
        carry_out_all()
        assert post_box.envelopes == []

    def test_a_letter_notice_is_not_sent_for_a_letter_that_is_gone(
        self,
        store: Store,
        cast: Cast,
        story: Story,
        shift: Shift,
        post_box: PostBox,
        carry_out_all: Callable[[], None],
        handoffs: Handoffs,
    ) -> None:
        story.capture()
        message, version = story.message()
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)
        [released] = claim(store)
        carry_out(shift, released)
        with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
            relaying.withdraw_letter(work, message.id)
        carry_out_all()
        assert post_box.envelopes == []
        assert {row.state for row in handoffs()} == {HandoffState.DONE}

    def test_an_invitation_is_not_sent_to_somebody_who_was_kept_out_since(
        self, store: Store, cast: Cast, post_box: PostBox, carry_out_all: Callable[[], None]
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
            dan = staffing.invite_staff(work, name="Dan", email="d@bright.example", role=Role.RECRUITER)
        with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
            staffing.deactivate_staff(work, dan.id)
        carry_out_all()
        assert post_box.envelopes == []

    def test_a_code_is_not_sent_when_it_has_run_out(
        self, store: Store, story: Story, post_box: PostBox, carry_out_all: Callable[[], None]
    ) -> None:
        story.relay()
        knocking.knock(store, post_box.envelopes[-1].text.split("/n/")[1][:43])
        real = store.now
        store.now = lambda: real() + KEY_LIFE
        carry_out_all()
        assert len(post_box.envelopes) == 1
