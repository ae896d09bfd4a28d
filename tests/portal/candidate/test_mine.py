"""Mine: how a candidate is called, which mails they get and when, and the browsers in which they are signed in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.candidate import Candidate
from relay.domain.quiet import Quiet
from relay.domain.staff import SignInSession
from relay.domain.tokens import hash_token
from relay.hall.policy import Side
from relay.hall.visitors import COOKIES
from relay.journey import registering
from relay.portal.candidate.browsers import roughly
from relay.store.ledger import EventRow
from relay.store.store import Store
from tests.cast import Cast, Story, open_candidate_session

Read = Callable[[], Candidate]
Told = Callable[[], list[str]]
Sessions = Callable[[Candidate], list[SignInSession]]

ALL = ["promises", "answers", "reminders"]
ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def me(store: Store, cast: Cast) -> Read:
    """A function that gives Priya's row, read afresh."""

    def read() -> Candidate:
        with store.look(cast.agency.id) as work:
            return work.get(Candidate, cast.priya.id)

    return read


@pytest.fixture
def told(store: Store, cast: Cast) -> Told:
    """A function that gives what the ledger says of Priya, in order."""

    def read() -> list[str]:
        with store.look(cast.agency.id) as work:
            rows = work.all(
                select(EventRow)
                .where(EventRow.subject_id == cast.priya.id)
                .order_by(EventRow.subject_version)
            )
        return [row.name for row in rows]

    return read


@pytest.fixture
def sessions(store: Store) -> Sessions:
    """A function that gives every session of a person."""

    def read(person: Candidate) -> list[SignInSession]:
        with store.gate() as session:
            return list(session.scalars(select(SignInSession).where(SignInSession.person_id == person.id)))

    return read


class TestDetails:
    """How they are called, and where their clocks stand."""

    def test_what_they_choose_is_an_event_and_the_recruiter_sees_it(
        self, priya: FlaskClient, alice: FlaskClient, cast: Cast, me: Read, told: Told
    ) -> None:
        for _ in range(2):
            answer = priya.post(
                "/mine/details",
                data={"called": "Pri", "zone": "Asia/Kolkata", "submission_key": "k"},
            )
            assert answer.status_code == 303

        assert (me().called, me().zone) == ("Pri", "Asia/Kolkata")
        assert told() == ["candidate.added", "candidate.details_chosen"]
        page = alice.get(f"/candidates/{cast.priya.id}").text
        assert "Called <bdi>Pri</bdi>" in page
        assert "Asia/Kolkata" in page
        assert "Hello <bdi>Pri</bdi>" in priya.get("/letters").text

    def test_the_same_again_changes_nothing(self, priya: FlaskClient, me: Read, told: Told) -> None:
        priya.post("/mine/details", data={"called": me().called, "zone": me().zone})

        assert told() == ["candidate.added"]

    def test_left_empty_it_is_their_first_name(self, priya: FlaskClient, me: Read) -> None:
        priya.post("/mine/details", data={"called": "Pri", "zone": "UTC"})
        priya.post("/mine/details", data={"called": " ", "zone": "UTC"})

        assert me().called == "Priya"

    def test_a_draft_under_review_is_worded_for_the_new_name(
        self, priya: FlaskClient, story: Story, carry_out_all: Callable[[], None]
    ) -> None:
        story.capture()
        priya.post("/mine/details", data={"called": "Pri", "zone": "UTC"})
        carry_out_all()

        assert "Pri," in story.message()[1].text.splitlines()[0]

    @pytest.mark.parametrize(
        ("field", "value"),
        [("called", "x" * 61), ("called", "a\u202eb"), ("zone", "Nowhere/Else"), ("zone", "")],
    )
    def test_bad_input_is_told_beside_its_field_and_stores_nothing(
        self, priya: FlaskClient, me: Read, told: Told, field: str, value: str
    ) -> None:
        answer = priya.post("/mine/details", data={"called": "Kept", "zone": "UTC", field: value})

        assert answer.status_code == 422
        assert f'id="{field}-error"' in answer.text
        assert me().called == "Priya"
        assert told() == ["candidate.added"]

    def test_the_page_says_that_there_is_one_language(
        self, priya: FlaskClient, words: Callable[[TestResponse], str]
    ) -> None:
        assert "in English; there is no other language yet" in words(priya.get("/mine"))


class TestMails:
    """Which mails they want, and at which hours none."""

    def test_kinds_are_switched_off_and_on_again(
        self, priya: FlaskClient, alice: FlaskClient, cast: Cast, me: Read, told: Told
    ) -> None:
        priya.post("/mine/mails", data={"wanted": ["answers"], "quiet": "agency"})
        assert me().declined == ["promises", "reminders"]
        assert (
            "Wants no mail about: when they will hear, reminders."
            in alice.get(f"/candidates/{cast.priya.id}").text
        )

        priya.post("/mine/mails", data={"wanted": ALL, "quiet": "agency"})
        assert me().declined == []
        assert told() == ["candidate.added", *["candidate.mails_chosen"] * 2]

    def test_their_own_hours_are_kept(self, priya: FlaskClient, me: Read) -> None:
        priya.post(
            "/mine/mails",
            data={"wanted": ALL, "quiet": "own", "quiet_from": "22:30", "quiet_to": "07:15"},
        )

        assert (me().quiet, me().quiet_from, me().quiet_to) == (Quiet.OWN, "22:30", "07:15")
        assert 'value="22:30"' in priya.get("/mine").text

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({"quiet": "own", "quiet_from": "25:00", "quiet_to": "07:00"}, "quiet_from"),
            ({"quiet": "own", "quiet_from": "", "quiet_to": "07:00"}, "quiet_from"),
            ({"quiet": "own", "quiet_from": "21:00", "quiet_to": "soon"}, "quiet_to"),
            ({"quiet": "own", "quiet_from": "21:00", "quiet_to": "21:00"}, "quiet_to"),
            ({"quiet": "sometimes"}, "quiet"),
            ({}, "quiet"),
            ({"quiet": "none", "wanted": "key"}, "wanted"),
        ],
    )
    def test_bad_input_is_told_beside_its_field_and_stores_nothing(
        self, priya: FlaskClient, me: Read, told: Told, sent: dict[str, str], field: str
    ) -> None:
        answer = priya.post("/mine/mails", data={"wanted": "answers", **sent})

        assert answer.status_code == 422
        assert f'id="{field}-error"' in answer.text
        assert (me().declined, me().quiet) == ([], Quiet.AGENCY)
        assert told() == ["candidate.added"]

    def test_what_cannot_be_switched_off_is_said(
        self, priya: FlaskClient, words: Callable[[TestResponse], str]
    ) -> None:
        page = words(priya.get("/mine"))
        assert (
            "cannot be switched off: that a letter waits or has changed, a code you asked for, "
            "and word of a change to your way in or to your records."
        ) in page

    def test_where_the_agency_has_no_hours_that_is_said_of_it(
        self, priya: FlaskClient, words: Callable[[TestResponse], str]
    ) -> None:
        page = words(priya.get("/mine"))
        assert "Bright Road has none at present." in page
        assert page.count("Mail may come at any hour.") == 1

    def test_the_agencys_hours_are_offered_by_their_times(
        self, priya: FlaskClient, ada: FlaskClient, words: Callable[[TestResponse], str]
    ) -> None:
        version = ada.get("/agency").text.split('name="version" value="')[1].split('"')[0]
        form = {
            "name": "Bright Road",
            "zone": "Europe/London",
            "tone": "warm",
            "promise_days": "3",
            "fairness_days": "3",
        }
        refused = ada.post("/agency", data={**form, "version": version, "quiet_from": "21:00"})
        assert refused.status_code == 422
        assert 'id="quiet_to-error"' in refused.text

        ada.post("/agency", data={**form, "version": version, "quiet_from": "21:00", "quiet_to": "08:00"})
        assert "No mail from 21:00 to 08:00, on your clocks." in words(priya.get("/mine"))


class TestDevices:
    """Where they are signed in."""

    def test_a_browser_is_listed_by_roughly_what_it_is(
        self, priya: FlaskClient, store: Store, cast: Cast, words: Callable[[TestResponse], str]
    ) -> None:
        open_candidate_session(store, cast.priya)
        with store.gate() as session:
            rows = session.scalars(sa.select(SignInSession).where(SignInSession.person_id == cast.priya.id))
            list(rows)[-1].device = roughly(ANDROID)

        page = words(priya.get("/mine"))
        assert "Firefox on Android" in page
        assert page.count("(this one)") == 1

    def test_one_other_is_signed_out(
        self, priya: FlaskClient, app: Flask, store: Store, cast: Cast, sessions: Sessions
    ) -> None:
        other = app.test_client()
        other.set_cookie(COOKIES[Side.CANDIDATE], open_candidate_session(store, cast.priya))
        assert other.get("/letters").status_code == 200
        page = priya.get("/mine").text
        [address] = {part.split('"')[0] for part in page.split('action="')[1:] if "/devices/" in part} - {
            "/mine/devices/ending"
        }

        assert priya.post(address).status_code == 303

        assert other.get("/letters").status_code == 303
        assert priya.get("/letters").status_code == 200
        assert len(sessions(cast.priya)) == 1
        assert priya.post(address).status_code == 404

    def test_all_others_are_signed_out(
        self, priya: FlaskClient, store: Store, cast: Cast, sessions: Sessions
    ) -> None:
        for _ in range(3):
            open_candidate_session(store, cast.priya)

        assert priya.post("/mine/devices/ending").status_code == 303

        assert len(sessions(cast.priya)) == 1
        assert priya.get("/mine").status_code == 200
        assert "signed in nowhere else" in priya.get("/mine").text

    def test_this_one_is_signed_out_by_its_own_button(
        self, priya: FlaskClient, cast: Cast, sessions: Sessions
    ) -> None:
        [own] = sessions(cast.priya)

        assert priya.post(f"/mine/devices/{own.id}/ending").status_code == 422
        assert len(sessions(cast.priya)) == 1

    def test_nobody_signs_out_somebody_else(
        self, priya: FlaskClient, store: Store, cast: Cast, sessions: Sessions
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            sam = registering.add_candidate(work, name="Sam Okoro", email="sam@example.com")
        open_candidate_session(store, sam)
        [theirs] = sessions(sam)

        assert priya.post(f"/mine/devices/{theirs.id}/ending").status_code == 404
        assert priya.post("/mine/devices/ending").status_code == 303
        assert len(sessions(sam)) == 1

    def test_one_that_was_left_idle_is_not_listed(self, priya: FlaskClient, store: Store, cast: Cast) -> None:
        idle = open_candidate_session(store, cast.priya)
        with store.gate() as session:
            left = session.get(SignInSession, hash_token(idle))
            assert left is not None
            left.seen_at = store.now() - timedelta(hours=1)

        assert priya.get("/mine").text.count("Last used") == 1


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (ANDROID, "Firefox on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome on Linux"),
        ("Something on Linux", "A browser on Linux"),
        ("curl/8", None),
        ("", None),
    ],
)
def test_a_browser_is_known_roughly_and_no_finer(said: str, known: str | None) -> None:
    assert roughly(said) == known


@pytest.mark.parametrize(
    "address", ["/mine/details", "/mine/mails", "/mine/devices/ending", "/mine/erasure/code", "/mine/erasure"]
)
def test_a_recruiter_does_none_of_this_in_a_candidates_name(
    alice: FlaskClient, told: Told, address: str
) -> None:
    before = told()
    assert alice.post(address, data={"called": "x", "quiet": "none", "code": "x"}).status_code in (303, 307)
    assert told() == before


@pytest.mark.parametrize(
    "address", ["/mine", "/mine/record", "/mine/record.json", "/mine/erasure", "/mine/erasure/code"]
)
def test_whoever_has_not_come_in_sees_none_of_it(
    client: FlaskClient, alice: FlaskClient, address: str
) -> None:
    for browser in (client, alice):
        assert browser.get(address).status_code == 303
