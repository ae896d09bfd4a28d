"""Post: whether and when a notice to a candidate leaves."""

from datetime import UTC, datetime
from typing import TypedDict, Unpack
from uuid import uuid4

import pytest

from relay.domain.agency import Agency
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError
from relay.domain.notice import TO_CANDIDATES, NoticeKind
from relay.domain.post import AT_ONCE, TOPICS, MailTopic, leaves_at
from relay.domain.quiet import Hours, Quiet, clean_hours

FOR_CANDIDATES = sorted(TO_CANDIDATES)
NIGHT = Hours("21:00", "08:00")


class Chosen(TypedDict, total=False):
    """What else may be known of a candidate here."""

    quiet: Quiet
    quiet_from: str
    quiet_to: str
    declined: list[str]
    erased_at: datetime


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def priya(**more: Unpack[Chosen]) -> Candidate:
    return Candidate(
        agency_id=uuid4(),
        name="Priya Nair",
        called="Priya",
        email="p@example.com",
        zone="Europe/Warsaw",
        **more,
    )


def bright_road(hours: Hours | None = None) -> Agency:
    agency = Agency(name="Bright Road", zone="Europe/London")
    if hours:
        agency.quiet_from, agency.quiet_to = hours.start, hours.end
    return agency


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-22T19:59", "2026-11-22T19:59"),
        ("2026-11-22T20:00", "2026-11-23T07:00"),
        ("2026-11-22T23:30", "2026-11-23T07:00"),
        ("2026-11-23T06:59", "2026-11-23T07:00"),
        ("2026-11-23T07:00", "2026-11-23T07:00"),
    ],
)
def test_a_night_ends_on_the_clocks_of_whoever_sleeps(now: str, until: str) -> None:
    assert NIGHT.until(at(now), "Europe/Warsaw") == at(until)


@pytest.mark.parametrize(
    ("now", "until"),
    [("2026-11-22T11:59", "2026-11-22T11:59"), ("2026-11-22T12:30", "2026-11-22T13:00")],
)
def test_hours_within_one_day_end_on_it(now: str, until: str) -> None:
    assert Hours("12:00", "13:00").until(at(now), "UTC") == at(until)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        # Clocks go forward in the night to 29 March 2026: 08:00 is an hour sooner; back in the night to 25 October.
        ("2026-03-28T22:00", "2026-03-29T06:00"),
        ("2026-10-24T22:00", "2026-10-25T07:00"),
    ],
)
def test_a_night_in_which_the_clocks_change_ends_at_the_wall_time(now: str, until: str) -> None:
    assert NIGHT.until(at(now), "Europe/Warsaw") == at(until)


def test_an_end_in_the_hour_that_comes_twice_never_lies_in_the_past() -> None:
    moment = at("2026-10-25T01:15")
    assert Hours("01:00", "02:30").until(moment, "Europe/Warsaw") >= moment


@pytest.mark.parametrize("bad", ["", "24:00", "7:00", "07:60", "seven", "07:00:00", "٠٧:٠٠"])
def test_a_time_that_is_none_is_refused(bad: str) -> None:
    with pytest.raises(InvalidError):
        clean_hours("from", "21:00", "to", bad)


class TestLeavesAt:
    """One function decides."""

    evening = at("2026-11-22T21:00")
    morning = at("2026-11-23T07:00")

    @pytest.mark.parametrize("kind", FOR_CANDIDATES)
    def test_where_nobody_wants_quiet_it_leaves_now(self, kind: NoticeKind) -> None:
        assert leaves_at(kind, priya(), bright_road(), self.evening) == self.evening

    @pytest.mark.parametrize("kind", [kind for kind in FOR_CANDIDATES if kind not in AT_ONCE])
    def test_it_waits_for_the_morning_and_a_code_never_does(self, kind: NoticeKind) -> None:
        assert leaves_at(kind, priya(), bright_road(NIGHT), self.evening) == self.morning
        assert leaves_at(NoticeKind.KEY, priya(), bright_road(NIGHT), self.evening) == self.evening

    def test_the_candidates_hours_go_before_the_agencys(self) -> None:
        late = priya(quiet=Quiet.OWN, quiet_from="23:00", quiet_to="10:00")
        kind = NoticeKind.LETTER_WAITING
        assert leaves_at(kind, late, bright_road(NIGHT), self.evening) == self.evening
        assert leaves_at(kind, late, bright_road(NIGHT), self.morning) == at("2026-11-23T09:00")
        never = priya(quiet=Quiet.NONE, quiet_from="20:00", quiet_to="10:00")
        assert leaves_at(kind, never, bright_road(NIGHT), self.evening) == self.evening

    @pytest.mark.parametrize("kind", FOR_CANDIDATES)
    def test_what_was_switched_off_never_leaves_and_what_cannot_be_always_does(
        self, kind: NoticeKind
    ) -> None:
        deaf = priya(declined=[topic.value for topic in MailTopic])
        expected = None if kind.value in TOPICS else self.evening
        assert leaves_at(kind, deaf, bright_road(), self.evening) == expected

    def test_a_letter_and_what_is_about_coming_in_cannot_be_switched_off(self) -> None:
        assert not {"letter_waiting", "letter_changed", "key", "erasure_key", "passkey_added"} & TOPICS.keys()

    def test_each_topic_has_mails(self) -> None:
        assert set(TOPICS.values()) == set(MailTopic)

    @pytest.mark.parametrize("kind", FOR_CANDIDATES)
    def test_nothing_leaves_for_somebody_who_was_erased(self, kind: NoticeKind) -> None:
        gone = priya(erased_at=self.evening)
        assert leaves_at(kind, gone, bright_road(), self.evening) is None
