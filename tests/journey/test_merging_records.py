"""Merging: one person who was in the books twice has one record, one sign-in and all that was theirs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypedDict
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.action import Action
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError, MoveError, NotFoundError, StaleError
from relay.domain.interview import Interview
from relay.domain.knock import Challenge
from relay.domain.letter import Letter
from relay.domain.loop import Loop
from relay.domain.message import MessageState
from relay.domain.notice import Notice, NoticeKind, NoticeState
from relay.domain.promise import Promise
from relay.domain.question import Unsent
from relay.domain.staff import SignInSession
from relay.domain.thanks import Thanks
from relay.domain.tokens import Secrets
from relay.domain.wish import Wish
from relay.journey import (
    acting,
    answering,
    erasing,
    journaling,
    knocking,
    merging,
    reading,
    recollecting,
    registering,
    reviewing,
    scheduling,
    sharing,
    thanking,
)
from relay.journey.merging import Known, Seen
from relay.store.letters import find_letter
from relay.store.store import Store
from relay.store.submission import Answer, first_answer, keep_answer
from relay.vocabulary import QuestionKind
from tests.cast import Cast, PostBox, Story, open_candidate_session, wall
from tests.journey.conftest import As
from workers.shift import Shift


@dataclass(frozen=True, slots=True)
class Merger:
    """Alice merges Priya's record into the one that was made for her later."""

    work_as: As
    cast: Cast
    shift: Shift
    kept: Candidate

    def __call__(self, **changes: Any) -> Candidate:
        """Merge, keeping what the later record says unless something else is said."""
        with self.work_as(self.cast.alice) as work:
            kept, absorbed = work.get(Candidate, self.kept.id), work.get(Candidate, self.cast.priya.id)
            known = Known(kept.name, kept.called, kept.email, kept.zone)
            return merging.merge_candidates(
                work,
                self.shift.room.secrets,
                kept.id,
                absorbed.id,
                known=replace(known, **changes),
                seen=Seen(kept.version, absorbed.version),
            )


@pytest.fixture
def double(work_as: As, cast: Cast) -> Candidate:
    """A second record of Priya, made by a colleague."""
    with work_as(cast.alice) as work:
        return registering.add_candidate(
            work, name="Priya R. Nair", called="Pri", email="priya.nair@example.org", zone="Asia/Kolkata"
        )


@pytest.fixture
def merge(work_as: As, cast: Cast, shift: Shift, double: Candidate) -> Merger:
    return Merger(work_as, cast, shift, double)


def everything(store: Store, cast: Cast, story: Story) -> Letter:
    """Priya opens her letter, asks, thanks and takes something up."""
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        recollecting.skip_self_view(work, cast.interview.id)
        journaling.write_entry(work, text="I learned.", day=work.now.date())
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        answering.ask_question(work, letter.id, kind=QuestionKind.MEANING, text="Which?")
        thanking.write_thanks(work, letter.id, text="Thank you.")
        item = next(item for item in work.get(Letter, letter.id).items if item.next_step)
        acting.commit_to_action(
            work, letter_item_id=item.id, what="Practise", due_on=(work.now + timedelta(days=3)).date()
        )
    return letter


class Place(TypedDict):
    """Where a row of Priya's lies."""

    agency_id: UUID
    interview_id: UUID
    candidate_id: UUID


def set_beside_a_later_one(store: Store, cast: Cast, letter: Letter) -> None:
    """What Priya took up is set beside what is said of a later interview, and shown to a friend."""
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        taken_up = work.session.scalars(select(Action.id)).one()
        sharing.make_share(work, Secrets("any"), sharing.Choice(action_ids=[taken_up]), days=7)
        about: Place = {
            "agency_id": work.agency_id,
            "interview_id": cast.interview.id,
            "candidate_id": cast.priya.id,
        }
        work.add(Unsent(**about, text="Not yet.", kept_at=work.now))
        work.add(Wish(**about, aspects=[], wished_at=work.now))
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        later = scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="second",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=2)), "UTC", 60),
        )
        work.add(
            Loop(
                agency_id=work.agency_id,
                candidate_id=cast.priya.id,
                action_id=taken_up,
                interview_id=cast.interview.id,
                later_interview_id=later.id,
                letter_id=letter.id,
            )
        )


def test_all_that_was_theirs_stands_with_the_record_that_is_kept(
    store: Store, cast: Cast, story: Story, double: Candidate, merge: Merger
) -> None:
    letter = everything(store, cast, story)
    set_beside_a_later_one(store, cast, letter)

    merge()

    with store.look(cast.agency.id) as work:
        for kind in merging.MOVED:
            # They have no base class in common that has a candidate.
            rows: Sequence[Any] = work.all(select(kind))
            assert rows, kind.__name__
            assert {row.candidate_id for row in rows if row.candidate_id} == {double.id}, kind.__name__
        assert work.get(Candidate, cast.priya.id).merged_into_id == double.id
    with store.work(cast.agency.id, cast.act_as(double)) as work:
        assert find_letter(work, letter.id).id == letter.id


def test_it_is_told_as_an_event_with_ids_alone(
    cast: Cast, double: Candidate, merge: Merger, told: Callable[[UUID], list[str]]
) -> None:
    merge()
    assert told(cast.priya.id)[-1] == "candidate.merged"
    assert told(double.id) == ["candidate.added", "candidate.changed"]


def test_the_address_of_either_may_be_kept(
    store: Store, cast: Cast, double: Candidate, merge: Merger
) -> None:
    before = open_candidate_session(store, double)
    assert before

    kept = merge(email=cast.priya.email, name="Priya Nair", called="Priya")

    assert (kept.id, kept.email) == (double.id, cast.priya.email)
    with store.look(cast.agency.id) as work:
        left = work.get(Candidate, cast.priya.id)
        assert (left.name, left.email) == (double.name, double.email)
    with store.gate() as session:
        assert session.scalars(select(SignInSession).where(SignInSession.person_id == double.id)).all() == []


def test_an_address_of_neither_is_refused(merge: Merger) -> None:
    with pytest.raises(InvalidError) as refusal:
        merge(email="somebody@example.com")
    assert refusal.value.field == "email"


def test_two_interviews_at_one_client_for_one_job_stay_two(
    store: Store, cast: Cast, double: Candidate, merge: Merger
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.schedule_interview(
            work,
            candidate_id=double.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="final panel",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=2)), "UTC", 60),
        )
    merge()
    with store.look(cast.agency.id) as work:
        assert {row.candidate_id for row in work.all(select(Interview))} == {double.id}
        assert len(work.all(select(Interview))) == len(work.all(select(Promise))) == 2


def test_a_message_for_the_other_name_is_worded_anew(story: Story, merge: Merger) -> None:
    story.capture()
    merge()
    story.carry_out_all()
    message, version = story.message()
    assert (message.state, list(version.breaches)) == (MessageState.DRAFTED, [])
    assert version.text.startswith("Hi Pri,")


def test_a_message_for_the_name_that_is_kept_stays_as_it_is(story: Story, cast: Cast, merge: Merger) -> None:
    story.capture()
    before, _ = story.message()
    merge(name=cast.priya.name, called=cast.priya.called)
    story.carry_out_all()
    assert story.message()[0].latest == before.latest


def test_what_was_approved_in_the_middle_of_it_is_read_again(
    store: Store, cast: Cast, story: Story, merge: Merger, let_leases_end: Callable[[], None]
) -> None:
    story.capture()
    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        reviewing.approve_message(
            work,
            message.id,
            number=version.number,
            text_hash=version.text_hash,
            not_before=work.now + timedelta(hours=5),
        )
    merge()
    let_leases_end()
    story.carry_out_all()
    assert story.message()[0].state is MessageState.DRAFTED
    with store.look(cast.agency.id) as work:
        assert work.all(select(Letter)) == []


def test_ways_in_of_the_record_that_goes_end_and_a_new_one_is_sent(
    store: Store, cast: Cast, story: Story, double: Candidate, merge: Merger, post_box: PostBox
) -> None:
    story.relay()
    old = way_in(post_box)
    knocking.knock(store, old)
    story.carry_out_all()
    token = open_candidate_session(store, cast.priya)
    assert token
    post_box.envelopes.clear()

    merge()
    story.carry_out_all()

    with store.gate() as session:
        assert (
            session.scalars(select(SignInSession).where(SignInSession.person_id == cast.priya.id)).all() == []
        )
        waiting = select(Challenge).where(
            Challenge.candidate_id == cast.priya.id, Challenge.used_at.is_(None)
        )
        assert session.scalars(waiting).all() == []
        assert knocking.find_locator(session, old, store.now()) is None
        [mail] = post_box.envelopes
        assert (mail.address, mail.subject) == (double.email, "Everything for you is in one place now")
        found = knocking.find_locator(session, way_in(post_box), store.now())
        assert found is not None
        assert found.candidate_id == double.id


def test_somebody_who_was_never_written_to_gets_no_mail(
    work_as: As, cast: Cast, story: Story, shift: Shift, double: Candidate, post_box: PostBox
) -> None:
    with work_as(cast.alice) as work:
        priya, other = work.get(Candidate, cast.priya.id), work.get(Candidate, double.id)
        merging.merge_candidates(
            work,
            shift.room.secrets,
            priya.id,
            other.id,
            known=Known(priya.name, priya.called, priya.email, priya.zone),
            seen=Seen(priya.version, other.version),
        )
    story.carry_out_all()
    assert [mail for mail in post_box.envelopes if mail.subject.startswith("Everything")] == []


def test_a_notice_that_has_not_left_goes_to_the_address_that_is_kept_and_its_link_opens(
    store: Store, cast: Cast, story: Story, shift: Shift, double: Candidate, merge: Merger, post_box: PostBox
) -> None:
    story.relay()
    with store.work(cast.agency.id) as work:
        notice = work.session.scalars(select(Notice).where(Notice.kind == NoticeKind.LETTER_WAITING)).one()
        old_link = way_in(post_box)
        notice.state = NoticeState.FAILED
    merge()
    with store.work(cast.agency.id) as work:
        again = work.get(Notice, notice.id)
        assert again.candidate_id == double.id
    with store.gate() as session:
        found = knocking.find_locator(session, old_link, store.now())
        assert found is not None
        assert found.candidate_id == double.id


def way_in(post_box: PostBox) -> str:
    """The locator in the last mail that has one."""
    text = [mail.text for mail in post_box.envelopes if "/n/" in mail.text][-1]
    return text.split("/n/")[1][:43]


def test_nothing_can_be_written_to_the_record_that_went(
    store: Store, cast: Cast, story: Story, merge: Merger
) -> None:
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
    merge()
    with pytest.raises(MoveError, match="merged into another"), store.work(cast.agency.id) as work:
        scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="second",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=2)), "UTC", 60),
        )
    with pytest.raises(MoveError), store.work(cast.agency.id) as work:
        registering.change_candidate(
            work, cast.priya.id, name="Priya", email="new@example.com", called="", zone="UTC"
        )
    # A request of hers that came in before: the row itself is refused.
    with pytest.raises(StaleError), store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        work.add(
            Thanks(
                agency_id=work.agency_id,
                interview_id=cast.interview.id,
                candidate_id=cast.priya.id,
                text="Thank you.",
                written_at=work.now,
            )
        )


def test_the_address_that_was_given_up_leads_to_the_record_that_is_kept(
    work_as: As, cast: Cast, double: Candidate, merge: Merger
) -> None:
    merge()
    with pytest.raises(InvalidError, match="Another candidate"), work_as(cast.alice) as work:
        registering.add_candidate(work, name="Priya Nair", email=cast.priya.email)
    with work_as(cast.alice) as work:
        changed = registering.change_candidate(
            work, double.id, name="Priya Nair", email=cast.priya.email, called="", zone="UTC"
        )
    assert changed.email == cast.priya.email


def test_a_record_is_merged_once_and_never_with_itself(work_as: As, cast: Cast, merge: Merger) -> None:
    merge()
    with pytest.raises(MoveError):
        merge()
    with pytest.raises(InvalidError), work_as(cast.alice) as work:
        merging.merge_candidates(
            work,
            merge.shift.room.secrets,
            cast.priya.id,
            cast.priya.id,
            known=Known("Priya", "Priya", cast.priya.email, "UTC"),
            seen=Seen(1, 1),
        )


def test_whoever_asked_to_be_erased_is_merged_with_nobody(store: Store, cast: Cast, merge: Merger) -> None:
    with store.work(cast.agency.id) as work:
        work.get(Candidate, cast.priya.id).erase(work.now)
    with pytest.raises(MoveError, match="asked to be erased"):
        merge()


def test_being_erased_takes_the_former_record_along(
    store: Store,
    cast: Cast,
    shift: Shift,
    double: Candidate,
    merge: Merger,
    carry_out_all: Callable[[], None],
) -> None:
    merge()
    token = open_candidate_session(store, double)
    with store.work(cast.agency.id, cast.act_as(double)) as work:
        erasing.request_erasure(work, token)
    with store.gate() as session:
        challenge = session.scalars(select(Challenge).where(Challenge.candidate_id == double.id)).one()
    with store.work(cast.agency.id, cast.act_as(double)) as work:
        erasing.erase_candidate(work, challenge.id)
    carry_out_all()
    with store.look(cast.agency.id) as work:
        for record in (cast.priya, double):
            left = work.get(Candidate, record.id)
            assert record.name not in (left.name, left.called)
            assert left.email.endswith("@erased.invalid")


def test_a_mail_that_was_declined_under_either_record_stays_declined(
    store: Store, cast: Cast, merge: Merger
) -> None:
    with store.work(cast.agency.id) as work:
        priya = work.get(Candidate, cast.priya.id)
        priya.choose_mails(declined=["plan"], quiet=priya.quiet, own=None)
    assert merge().declined == ["plan"]


def test_of_three_records_the_first_leads_to_the_last(
    work_as: As, cast: Cast, double: Candidate, merge: Merger
) -> None:
    merge()
    with work_as(cast.alice) as work:
        third = registering.add_candidate(work, name="Priya Nair", email="third@example.com")
    with work_as(cast.alice) as work:
        kept, absorbed = work.get(Candidate, third.id), work.get(Candidate, double.id)
        merging.merge_candidates(
            work,
            merge.shift.room.secrets,
            kept.id,
            absorbed.id,
            known=Known(kept.name, kept.called, kept.email, kept.zone),
            seen=Seen(kept.version, absorbed.version),
        )
    with work_as(cast.alice) as work:
        assert work.get(Candidate, cast.priya.id).merged_into_id == third.id


@pytest.mark.parametrize("stale", ["kept", "absorbed"])
def test_a_record_that_changed_since_it_was_shown_is_not_merged(
    work_as: As, cast: Cast, shift: Shift, double: Candidate, stale: str
) -> None:
    with work_as(cast.alice) as work:
        kept, absorbed = work.get(Candidate, double.id), work.get(Candidate, cast.priya.id)
        seen = replace(Seen(kept.version, absorbed.version), **{stale: 0})
        known = Known(kept.name, kept.called, kept.email, kept.zone)
    with pytest.raises(StaleError), work_as(cast.alice) as work:
        merging.merge_candidates(work, shift.room.secrets, double.id, cast.priya.id, known=known, seen=seen)


def test_another_agencys_record_is_not_there(work_as: As, cast: Cast, shift: Shift) -> None:
    with work_as(cast.charlie) as work:
        theirs = registering.add_candidate(work, name="Priya Nair", email=cast.priya.email)
    known = Known("Priya Nair", "Priya", cast.priya.email, "UTC")
    for person, kept, absorbed in (
        (cast.alice, cast.priya.id, theirs.id),
        (cast.charlie, theirs.id, cast.priya.id),
    ):
        with pytest.raises(NotFoundError), work_as(person) as work:
            merging.merge_candidates(work, shift.room.secrets, kept, absorbed, known=known, seen=Seen(1, 1))


def test_a_form_that_comes_again_after_coming_in_anew_is_still_the_same_form(
    store: Store, cast: Cast, double: Candidate, merge: Merger
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        keep_answer(work, "a key", ["the form"], Answer(303, {"to": "/letters"}))
    merge()
    with store.work(cast.agency.id, cast.act_as(double)) as work:
        assert first_answer(work, "a key", ["the form"]) == Answer(303, {"to": "/letters"})
