"""Asking: by link when an interview ends, reminders in working hours, the next contact, the account's owner."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.client import Contact
from relay.domain.errors import InvalidError, MoveError
from relay.domain.interview import Interview
from relay.domain.request import AskingLink, Request, RequestChannel, RequestState
from relay.domain.tokens import hash_token
from relay.journey import asking, capturing, registering, scheduling
from relay.journey.scheduling import Appointment
from relay.store.store import Store
from relay.vocabulary import NoteSource
from tests.cast import Cast, PostBox
from tests.journey.conftest import As
from workers.clock import ask_contacts

LINK = re.compile(r"http://localhost:8000/f/([\w-]{43})")
# A Tuesday. London keeps winter time, New York is five hours behind.
TUESDAY = datetime(2027, 1, 12, 14, tzinfo=UTC)


@dataclass(slots=True)
class Year:
    """A calendar to walk through: the clock makes its round at each moment that is named."""

    store: Store
    cast: Cast
    carry_out_all: Callable[[], None]

    def at(self, moment: datetime) -> None:
        """It is this moment now; nothing happens yet."""
        self.store.now = lambda: moment

    def look(self, moment: datetime) -> None:
        """The clock looks at this moment, and what follows is dealt with."""
        self.at(moment)
        ask_contacts(self.store, self.cast.agency.id)
        self.carry_out_all()

    def schedule(self, wall: str, contacts: list[Contact], minutes: int = 60) -> Interview:
        """Alice schedules an interview on London's clocks."""
        with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.alice)) as work:
            return scheduling.schedule_interview(
                work,
                candidate_id=self.cast.priya.id,
                job_id=self.cast.job.id,
                recruiter_id=self.cast.alice.id,
                stage="first",
                appointment=Appointment(wall, "Europe/London", minutes),
                contact_ids=[contact.id for contact in contacts],
            )

    def requests(self, interview: Interview) -> list[Request]:
        """What was asked about an interview, in the order of asking."""
        with self.store.look(self.cast.agency.id) as work:
            return list(
                work.all(
                    select(Request).where(Request.interview_id == interview.id).order_by(Request.asked_at)
                )
            )


@pytest.fixture
def year(store: Store, cast: Cast, carry_out_all: Callable[[], None]) -> Year:
    """January 2027, with the night shift at work."""
    made = Year(store, cast, carry_out_all)
    made.at(TUESDAY - timedelta(days=1))
    return made


@pytest.fixture
def nina(work_as: As, cast: Cast) -> Contact:
    """A second contact at the client, in New York."""
    with work_as(cast.alice) as work:
        return registering.add_contact(
            work, cast.client.id, name="Nina Roy", email="nina@northwind.example", zone="America/New_York"
        )


def to(post_box: PostBox, address: str) -> list[str]:
    return [mail.subject for mail in post_box.envelopes if mail.address == address]


ASKED = "How did the interview go?"
AGAIN = "How did the interview go? A candidate is waiting"


def test_the_promise_knows_when_the_client_was_first_asked_and_forgets_it_where_the_interview_moves(
    year: Year, cast: Cast, store: Store, work_as: As
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom])

    def asked_at() -> datetime | None:
        with store.look(cast.agency.id) as work:
            return scheduling.promise_of(work, interview.id).asked_at

    assert asked_at() is None
    year.at(TUESDAY - timedelta(hours=3))
    with work_as(cast.alice) as work:
        asking.record_request(work, interview.id, contact_id=cast.tom.id, channel=RequestChannel.CALL)
    assert asked_at() == TUESDAY - timedelta(hours=3)
    with work_as(cast.alice) as work:
        scheduling.move_interview(work, interview.id, Appointment("2027-01-12T12:30", "Europe/London", 60))
    assert asked_at() is None
    for moment in (TUESDAY, TUESDAY + timedelta(days=2)):
        year.look(moment)
        with work_as(cast.alice) as work:
            asking.ask_by_link(work, interview.id, contact_id=cast.tom.id)
    assert asked_at() == TUESDAY


def test_the_contact_is_asked_when_the_interview_ends_and_not_before(
    year: Year, cast: Cast, post_box: PostBox, store: Store
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom])
    year.look(TUESDAY - timedelta(minutes=1))
    assert to(post_box, "tom@northwind.example") == []
    year.look(TUESDAY)
    year.look(TUESDAY + timedelta(minutes=1))
    assert to(post_box, "tom@northwind.example") == [ASKED]
    (request,) = year.requests(interview)
    assert (request.state, request.sent, request.channel) == (RequestState.OPEN, 1, RequestChannel.LINK)
    mail = next(mail for mail in post_box.envelopes if mail.address == "tom@northwind.example")
    assert "Priya Nair, Senior Backend Engineer, Tuesday 12 January" in mail.text
    (token,) = LINK.findall(mail.text)
    with store.glance() as session:
        link = session.get(AskingLink, hash_token(token))
    assert link is not None
    assert link.request_id == request.id


def test_reminders_come_on_working_mornings_and_then_whoever_answers_for_the_account_is_told(
    year: Year, cast: Cast, post_box: PostBox
) -> None:
    interview = year.schedule("2027-01-14T15:30", [cast.tom])  # a Thursday, until half past four
    year.look(datetime(2027, 1, 14, 16, 30, tzinfo=UTC))
    for early in (datetime(2027, 1, 15, 8, 59, tzinfo=UTC), datetime(2027, 1, 14, 23, tzinfo=UTC)):
        year.look(early)
        assert to(post_box, "tom@northwind.example") == [ASKED]
    year.look(datetime(2027, 1, 15, 9, tzinfo=UTC))
    year.look(datetime(2027, 1, 17, 12, tzinfo=UTC))
    assert to(post_box, "tom@northwind.example") == [ASKED, AGAIN]
    year.look(datetime(2027, 1, 18, 9, tzinfo=UTC))
    assert to(post_box, "tom@northwind.example") == [ASKED, AGAIN, AGAIN]
    year.look(datetime(2027, 1, 19, 9, tzinfo=UTC))
    year.look(datetime(2027, 1, 25, 9, tzinfo=UTC))
    assert to(post_box, "tom@northwind.example") == [ASKED, AGAIN, AGAIN]
    assert to(post_box, cast.alice.email) == ["No feedback from a client"]
    (request,) = year.requests(interview)
    assert request.escalated
    assert request.state is RequestState.OPEN, "the link still works"


def test_the_next_contact_is_asked_in_their_own_working_hours(
    year: Year, cast: Cast, nina: Contact, post_box: PostBox
) -> None:
    year.schedule("2027-01-12T13:00", [cast.tom, nina])
    for day in (12, 13, 14):
        year.look(datetime(2027, 1, day, 14, tzinfo=UTC))
    year.look(datetime(2027, 1, 15, 9, tzinfo=UTC))
    assert to(post_box, "nina@northwind.example") == [], "it is four in the morning in New York"
    year.look(datetime(2027, 1, 15, 13, 59, tzinfo=UTC))
    assert to(post_box, "nina@northwind.example") == []
    year.look(datetime(2027, 1, 15, 14, tzinfo=UTC))
    assert to(post_box, "nina@northwind.example") == [ASKED]
    assert to(post_box, cast.alice.email) == []


def test_an_interview_that_ends_in_the_evening_is_asked_about_in_the_morning(
    year: Year, cast: Cast, post_box: PostBox
) -> None:
    year.schedule("2027-01-15T16:30", [cast.tom])  # a Friday, until half past five
    for moment in (datetime(2027, 1, 15, 17, 31, tzinfo=UTC), datetime(2027, 1, 16, 10, tzinfo=UTC)):
        year.look(moment)
        assert to(post_box, "tom@northwind.example") == []
    year.look(datetime(2027, 1, 18, 9, tzinfo=UTC))
    assert to(post_box, "tom@northwind.example") == [ASKED]


def test_all_that_falls_due_for_a_contact_is_one_mail(year: Year, cast: Cast, post_box: PostBox) -> None:
    for wall in ("2027-01-12T10:00", "2027-01-12T11:00", "2027-01-12T13:00"):
        year.schedule(wall, [cast.tom])
    for hour in (11, 12, 14):
        year.look(datetime(2027, 1, 12, hour, tzinfo=UTC))
    year.look(datetime(2027, 1, 13, 9, tzinfo=UTC))
    assert to(post_box, "tom@northwind.example") == [ASKED, ASKED, ASKED, AGAIN]
    assert len(set(LINK.findall(post_box.envelopes[-1].text))) == 3


def test_feedback_by_any_way_ends_the_asking(
    year: Year, cast: Cast, nina: Contact, post_box: PostBox, work_as: As
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom, nina])
    year.look(TUESDAY)
    with work_as(cast.alice) as work:
        form = capturing.NoteForm(
            "Tom rang: clear and calm.", NoteSource.CALL, quoted=False, contact_id=cast.tom.id
        )
        capturing.capture_note(work, interview.id, form)
    for day in range(13, 29):
        year.look(datetime(2027, 1, day, 15, tzinfo=UTC))
    assert to(post_box, "tom@northwind.example") == [ASKED]
    assert to(post_box, "nina@northwind.example") == []
    assert [request.state for request in year.requests(interview)] == [RequestState.ANSWERED]


def test_a_mail_whose_answer_came_first_does_not_leave(
    year: Year, cast: Cast, post_box: PostBox, work_as: As, store: Store
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom])
    year.at(TUESDAY)
    ask_contacts(store, cast.agency.id)
    with work_as(cast.alice) as work:
        form = capturing.NoteForm("He rang already.", NoteSource.CALL, quoted=False)
        capturing.capture_note(work, interview.id, form)
    year.look(TUESDAY)
    assert to(post_box, "tom@northwind.example") == []
    assert [request.state for request in year.requests(interview)] == [RequestState.CLOSED]


def test_an_interview_that_was_called_off_asks_nobody(
    year: Year, cast: Cast, post_box: PostBox, work_as: As
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom])
    with work_as(cast.alice) as work:
        scheduling.cancel_interview(work, interview.id)
    year.look(TUESDAY + timedelta(days=2))
    assert post_box.envelopes == []


def test_an_interview_that_moved_is_asked_about_after_its_new_time(
    year: Year, cast: Cast, post_box: PostBox, work_as: As
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom])
    with work_as(cast.alice) as work:
        scheduling.move_interview(work, interview.id, Appointment("2027-01-13T13:00", "Europe/London", 60))
    year.look(TUESDAY + timedelta(hours=2))
    assert to(post_box, "tom@northwind.example") == []
    year.look(TUESDAY + timedelta(days=1))
    assert to(post_box, "tom@northwind.example") == [ASKED]


def test_one_put_into_the_books_afterwards_asks_nobody_by_itself(
    year: Year, cast: Cast, post_box: PostBox, work_as: As
) -> None:
    """Whoever books an interview that was held already mostly has the client on the line."""
    interview = year.schedule("2027-01-05T13:00", [cast.tom])
    year.look(TUESDAY)
    assert to(post_box, "tom@northwind.example") == []
    with work_as(cast.alice) as work:
        asking.ask_by_link(work, interview.id, contact_id=cast.tom.id)
    year.look(TUESDAY)
    assert to(post_box, "tom@northwind.example") == [ASKED]


def test_an_agency_that_does_not_ask_by_itself_asks_nobody(
    year: Year, cast: Cast, post_box: PostBox, store: Store
) -> None:
    with store.work(cast.agency.id) as work:
        agency = work.agency
        agency.set_asking(country=None, asks=False, remind_every=1, reminders=2, grace_days=1)
    year.schedule("2027-01-12T13:00", [cast.tom])
    year.look(TUESDAY + timedelta(days=1))
    assert to(post_box, "tom@northwind.example") == []


def test_switching_it_off_holds_for_interviews_that_were_scheduled_before(
    year: Year, cast: Cast, post_box: PostBox, store: Store
) -> None:
    year.schedule("2027-01-12T13:00", [cast.tom])
    with store.work(cast.agency.id) as work:
        work.agency.set_asking(country=None, asks=False, remind_every=1, reminders=2, grace_days=1)
    year.look(TUESDAY)
    assert to(post_box, "tom@northwind.example") == []


def test_reminders_rest_while_they_are_paused(
    year: Year, cast: Cast, post_box: PostBox, work_as: As, told: Callable[[UUID], list[str]]
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom])
    year.look(TUESDAY)
    (request,) = year.requests(interview)
    with work_as(cast.alice) as work:
        asking.pause_request(work, request.id)
    year.look(TUESDAY + timedelta(days=6))
    assert to(post_box, "tom@northwind.example") == [ASKED]
    with work_as(cast.alice) as work:
        asking.resume_request(work, request.id)
    year.look(TUESDAY + timedelta(days=6, hours=1))
    assert to(post_box, "tom@northwind.example") == [ASKED]
    year.look(datetime(2027, 1, 19, 9, tzinfo=UTC))
    assert to(post_box, "tom@northwind.example") == [ASKED, AGAIN]
    assert told(request.id) == [
        "feedback.requested",
        "request.paused",
        "request.resumed",
        "feedback.reminded",
    ]


def test_asking_by_hand_again_is_a_reminder_and_moves_the_next_one(
    year: Year, cast: Cast, post_box: PostBox, work_as: As
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom])
    year.look(TUESDAY)
    year.at(TUESDAY + timedelta(hours=5))
    with work_as(cast.alice) as work:
        asking.ask_by_link(work, interview.id, contact_id=cast.tom.id)
    year.look(TUESDAY + timedelta(hours=5))
    assert to(post_box, "tom@northwind.example") == [ASKED, AGAIN]
    assert [request.sent for request in year.requests(interview)] == [2]


def test_nobody_is_asked_by_link_without_an_address_or_before_the_interview(
    year: Year, cast: Cast, work_as: As
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom])
    with pytest.raises(MoveError), work_as(cast.alice) as work:
        asking.ask_by_link(work, interview.id, contact_id=cast.tom.id)
    with work_as(cast.alice) as work:
        without = registering.add_contact(work, cast.client.id, name="Jo Dale")
        acme = registering.add_client(work, name="Acme")
        stranger = registering.add_contact(work, acme.id, name="Al Hay", email="al@acme.example")
    for contact in (without, stranger):
        with pytest.raises(InvalidError) as refusal, work_as(cast.alice) as work:
            asking.ask_by_link(work, interview.id, contact_id=contact.id)
        assert refusal.value.field == "contact_id"


def test_a_recruiter_says_that_nothing_will_come(
    year: Year, cast: Cast, work_as: As, told: Callable[[UUID], list[str]]
) -> None:
    interview = year.schedule("2027-01-12T13:00", [cast.tom])
    with pytest.raises(MoveError), work_as(cast.alice) as work:
        asking.record_silence(work, interview.id)
    year.look(TUESDAY)
    with work_as(cast.alice) as work:
        asking.record_silence(work, interview.id)
    assert told(interview.id) == [
        "interview.scheduled",
        "interview.took_place",
        "interview.fell_silent",
    ]
    assert [request.state for request in year.requests(interview)] == [RequestState.CLOSED]


@pytest.mark.parametrize(
    ("ends", "asked"),
    [
        # the last Friday of winter time and the Monday after, at both ends of the jump
        ("2027-03-26T17:30", datetime(2027, 3, 29, 8, tzinfo=UTC)),
        ("2027-10-29T17:30", datetime(2027, 11, 1, 9, tzinfo=UTC)),
    ],
    ids=["into summer", "into winter"],
)
def test_nine_in_the_morning_is_nine_on_the_contacts_clocks(
    year: Year, cast: Cast, post_box: PostBox, ends: str, asked: datetime
) -> None:
    year.schedule(ends, [cast.tom], minutes=30)
    year.look(asked - timedelta(minutes=1))
    assert to(post_box, "tom@northwind.example") == []
    year.look(asked)
    assert to(post_box, "tom@northwind.example") == [ASKED]
