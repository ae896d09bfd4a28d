"""Knocking, signing in and staffing: who comes in, by what, and for how long."""

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from relay.config import Settings
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError, MoveError, NotFoundError, StaleError
from relay.domain.knock import TRIES, Challenge
from relay.domain.staff import ApiToken, SignInSession, Staff, StaffState
from relay.domain.tokens import Secrets, hash_token
from relay.journey import knocking, registering, signing_in, staffing
from relay.store.challenges import KNOCKS_PER_HOUR
from relay.store.store import Store
from relay.vocabulary import Role, Tone
from tests.cast import PASSWORD, Cast, PostBox, Story
from tests.journey.conftest import As

Let = Callable[[timedelta], None]
CODE = re.compile(r"Your code is (\w{8})\n")
LINK = re.compile(r"/(n|join)/([\w-]{43})")
NEW = "another three words"


def link_in(post_box: PostBox, address: str) -> str:
    text = next(mail.text for mail in reversed(post_box.envelopes) if mail.address == address)
    found = LINK.search(text)
    assert found is not None
    return found[2]


@pytest.fixture
def secrets(settings: Settings) -> Secrets:
    return Secrets(settings.secret_key)


@pytest.fixture
def locator(story: Story, post_box: PostBox, cast: Cast) -> str:
    """Where Priya's notice leads."""
    story.relay()
    return link_in(post_box, cast.priya.email)


@pytest.fixture
def knock(
    store: Store, locator: str, post_box: PostBox, carry_out_all: Callable[[], None]
) -> Callable[[], tuple[str, str]]:
    """A function that knocks and gives the browser's cookie and the code that was mailed."""

    def knock_there() -> tuple[str, str]:
        cookie = knocking.knock(store, locator)
        carry_out_all()
        code = CODE.search(post_box.envelopes[-1].text)
        assert code is not None
        return cookie, code[1]

    return knock_there


Knock = Callable[[], tuple[str, str]]


class TestKnocking:
    """A code works for ten minutes, five tries and once, in the browser that knocked."""

    def test_the_code_that_was_mailed_lets_its_candidate_in_once(
        self, store: Store, secrets: Secrets, knock: Knock, cast: Cast
    ) -> None:
        cookie, code = knock()
        admission = knocking.redeem_key(store, secrets, cookie, f" {code[:4]}-{code[4:].lower()}")
        assert admission is not None
        assert (admission.agency_id, admission.candidate_id) == (cast.agency.id, cast.priya.id)
        assert knocking.redeem_key(store, secrets, cookie, code) is None
        signed_in = signing_in.find_signed_in(store, admission.token)
        assert signed_in is not None
        assert isinstance(signed_in.person, Candidate)
        assert signed_in.person.id == cast.priya.id

    def test_five_wrong_tries_use_the_code_up(self, store: Store, secrets: Secrets, knock: Knock) -> None:
        cookie, code = knock()
        for _ in range(TRIES):
            assert knocking.redeem_key(store, secrets, cookie, "AAAAAAAA") is None
        assert knocking.redeem_key(store, secrets, cookie, code) is None

    def test_the_fifth_try_still_counts(self, store: Store, secrets: Secrets, knock: Knock) -> None:
        cookie, code = knock()
        for _ in range(TRIES - 1):
            knocking.redeem_key(store, secrets, cookie, "AAAAAAAA")
        assert knocking.redeem_key(store, secrets, cookie, code) is not None

    def test_a_code_runs_out_after_ten_minutes(
        self, store: Store, secrets: Secrets, knock: Knock, let: Let
    ) -> None:
        cookie, code = knock()
        let(timedelta(minutes=10))
        assert knocking.redeem_key(store, secrets, cookie, code) is None

    def test_a_code_is_for_the_browser_that_knocked(
        self, store: Store, secrets: Secrets, knock: Knock
    ) -> None:
        mine, my_code = knock()
        theirs, their_code = knock()
        assert my_code != their_code
        assert knocking.redeem_key(store, secrets, theirs, my_code) is None
        assert knocking.redeem_key(store, secrets, "", my_code) is None
        assert knocking.redeem_key(store, secrets, mine, my_code) is not None

    def test_an_unknown_or_old_locator_is_answered_alike_and_sends_nothing(
        self, store: Store, locator: str, post_box: PostBox, carry_out_all: Callable[[], None], let: Let
    ) -> None:
        before = len(post_box.envelopes)
        tokens = [knocking.knock(store, "x" * 43), knocking.knock(store, "")]
        let(timedelta(days=90))
        tokens.append(knocking.knock(store, locator))
        carry_out_all()
        assert [len(token) for token in tokens] == [43, 43, 43]
        assert len(post_box.envelopes) == before

    def test_nobodys_mailbox_is_flooded(
        self, store: Store, locator: str, post_box: PostBox, carry_out_all: Callable[[], None], let: Let
    ) -> None:
        for _ in range(10):
            knocking.knock(store, locator)
        carry_out_all()
        assert sum("Your code" in mail.subject for mail in post_box.envelopes) == KNOCKS_PER_HOUR
        let(timedelta(minutes=61))
        knocking.knock(store, locator)
        carry_out_all()
        assert sum("Your code" in mail.subject for mail in post_box.envelopes) == KNOCKS_PER_HOUR + 1

    @pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
    def test_knocks_at_the_same_moment_are_counted_one_after_the_other(
        self, store: Store, locator: str
    ) -> None:
        with ThreadPoolExecutor(12) as pool:
            list(pool.map(lambda _: knocking.knock(store, locator), range(24)))
        with store.gate() as session:
            assert len(session.scalars(select(Challenge)).all()) == KNOCKS_PER_HOUR

    def test_a_corrected_address_ends_what_came_in_by_the_old_one(
        self, store: Store, secrets: Secrets, knock: Knock, work_as: As, cast: Cast
    ) -> None:
        admission = knocking.redeem_key(store, secrets, *knock())
        assert admission is not None
        cookie, code = knock()
        change = partial(
            registering.change_candidate, name=cast.priya.name, called="Pri", zone="Europe/London"
        )
        with work_as(cast.alice) as work:
            change(work, cast.priya.id, email=cast.priya.email)
        assert signing_in.find_signed_in(store, admission.token) is not None
        with work_as(cast.alice) as work:
            change(work, cast.priya.id, email="priya@elsewhere.example")
        assert signing_in.find_signed_in(store, admission.token) is None
        assert knocking.redeem_key(store, secrets, cookie, code) is None

    def test_neither_locator_nor_code_nor_cookie_stands_in_the_database(
        self, store: Store, knock: Knock, locator: str
    ) -> None:
        cookie, code = knock()
        with store.gate() as session:
            kept = session.scalars(select(Challenge)).one()
            values = " ".join(str(getattr(kept, column.name)) for column in Challenge.__table__.columns)
        assert kept.cookie_hash == hash_token(cookie)
        for secret in (cookie, code, locator):
            assert secret not in values


class TestSessions:
    """A session ends when its person signs out, leaves, or is gone for too long."""

    def test_the_right_password_opens_a_session_and_nothing_else_does(self, store: Store, cast: Cast) -> None:
        token = signing_in.sign_in(store, f" {cast.alice.email.upper()} ", PASSWORD)
        assert token is not None
        found = signing_in.find_signed_in(store, token)
        assert found is not None
        assert (found.person.id, found.agency_name) == (cast.alice.id, "Bright Road")
        assert signing_in.sign_in(store, cast.alice.email, "three unrelated word") is None
        assert signing_in.sign_in(store, "nobody@example.com", PASSWORD) is None
        for nonsense in ("", "x", token[:-1], "\ud800"):
            assert signing_in.find_signed_in(store, nonsense) is None

    def test_signing_out_makes_the_cookie_worthless(self, store: Store, cast: Cast) -> None:
        token = signing_in.open_session(store, cast.alice)
        signing_in.sign_out(store, token)
        signing_in.sign_out(store, token)
        assert signing_in.find_signed_in(store, token) is None

    def test_a_session_left_alone_ends(self, store: Store, cast: Cast, let: Let) -> None:
        token = signing_in.open_session(store, cast.alice)
        let(timedelta(minutes=119))
        assert signing_in.find_signed_in(store, token) is not None
        let(timedelta(minutes=119))
        assert signing_in.find_signed_in(store, token) is not None
        let(timedelta(minutes=120))
        assert signing_in.find_signed_in(store, token) is None

    def test_a_session_in_use_ends_after_half_a_day(self, store: Store, cast: Cast, let: Let) -> None:
        token = signing_in.open_session(store, cast.alice)
        for _ in range(11):
            let(timedelta(hours=1))
            assert signing_in.find_signed_in(store, token) is not None
        let(timedelta(hours=1))
        assert signing_in.find_signed_in(store, token) is None

    def test_a_busy_store_keeps_nobody_from_reading(self, store: Store, cast: Cast, let: Let) -> None:
        token = signing_in.open_session(store, cast.alice)
        let(timedelta(minutes=5))
        store.writer.dispose()
        sa.event.listen(store.writer, "connect", lambda known, _: known.execute("PRAGMA busy_timeout=20"))
        with closing(sqlite3.connect(str(store.writer.url.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert signing_in.find_signed_in(store, token) is not None

    def test_the_clock_sweeps_what_has_run_out(self, store: Store, cast: Cast, let: Let) -> None:
        signing_in.open_session(store, cast.alice)
        let(timedelta(hours=13))
        kept = signing_in.open_session(store, cast.bob)
        signing_in.sweep(store)
        with store.gate() as session:
            assert session.scalars(select(SignInSession.token_hash)).all() == [hash_token(kept)]


class TestStaffing:
    """People join by mail, change and leave; the agency keeps somebody who can administer it."""

    def invite(self, work_as: As, cast: Cast, email: str = "dan@bright.example") -> Staff:
        with work_as(cast.ada) as work:
            return staffing.invite_staff(work, name="Dan Roe", email=email, role=Role.RECRUITER)

    def test_an_invitation_is_good_for_one_password(
        self,
        store: Store,
        work_as: As,
        cast: Cast,
        post_box: PostBox,
        carry_out_all: Callable[[], None],
    ) -> None:
        dan = self.invite(work_as, cast)
        carry_out_all()
        link = link_in(post_box, dan.email)
        with pytest.raises(InvalidError):
            signing_in.use_pass(store, link, "short")
        token = signing_in.use_pass(store, link, NEW)
        assert token is not None
        assert signing_in.find_signed_in(store, token) is not None
        assert signing_in.use_pass(store, link, "yet another password") is None
        assert signing_in.sign_in(store, dan.email, NEW) is not None

    def test_an_invitation_runs_out_after_a_week_and_can_be_sent_again(
        self,
        store: Store,
        work_as: As,
        cast: Cast,
        post_box: PostBox,
        carry_out_all: Callable[[], None],
        let: Let,
    ) -> None:
        dan = self.invite(work_as, cast)
        carry_out_all()
        old = link_in(post_box, dan.email)
        let(timedelta(days=7))
        assert signing_in.find_pass(store, old) is None
        with work_as(cast.ada) as work:
            staffing.invite_again(work, dan.id)
        carry_out_all()
        new = link_in(post_box, dan.email)
        assert new != old
        assert signing_in.use_pass(store, new, NEW) is not None
        with pytest.raises(MoveError), work_as(cast.ada) as work:
            staffing.invite_again(work, dan.id)

    def test_an_address_signs_in_at_one_agency(self, work_as: As, cast: Cast) -> None:
        for person in (cast.ada, cast.charlie):
            with pytest.raises(InvalidError) as refusal, work_as(person) as work:
                staffing.invite_staff(work, name="A", email=cast.alice.email.upper(), role=Role.RECRUITER)
            assert refusal.value.field == "email"

    def test_a_new_password_ends_other_sessions_and_other_mails(
        self, store: Store, cast: Cast, post_box: PostBox, carry_out_all: Callable[[], None]
    ) -> None:
        stolen = signing_in.open_session(store, cast.alice)
        links = []
        for _ in range(2):
            signing_in.request_reset(store, cast.alice.email)
            carry_out_all()
            links.append(link_in(post_box, cast.alice.email))
        assert signing_in.use_pass(store, links[1], NEW) is not None
        assert signing_in.find_signed_in(store, stolen) is None
        assert signing_in.use_pass(store, links[0], "an intruder's password") is None
        assert signing_in.sign_in(store, cast.alice.email, NEW) is not None

    def test_a_reset_is_mailed_to_those_who_can_sign_in_alone(
        self,
        store: Store,
        work_as: As,
        cast: Cast,
        post_box: PostBox,
        carry_out_all: Callable[[], None],
    ) -> None:
        dan = self.invite(work_as, cast)
        carry_out_all()
        before = len(post_box.envelopes)
        for address in ("nobody@example.com", "", dan.email):
            signing_in.request_reset(store, address)
        with pytest.raises(MoveError), work_as(cast.ada) as work:
            staffing.reset_password(work, dan.id)
        carry_out_all()
        assert len(post_box.envelopes) == before

    def test_deactivating_ends_sessions_and_tokens_at_once(
        self, store: Store, work_as: As, cast: Cast
    ) -> None:
        session = signing_in.open_session(store, cast.alice)
        with work_as(cast.ada) as work:
            bearer = staffing.issue_api_token(work, cast.alice.id, "script")
        found = signing_in.find_by_api_token(store, bearer)
        assert found is not None
        assert found.person.id == cast.alice.id
        with work_as(cast.ada) as work:
            staffing.deactivate_staff(work, cast.alice.id)
        assert signing_in.find_signed_in(store, session) is None
        assert signing_in.find_by_api_token(store, bearer) is None
        assert signing_in.sign_in(store, cast.alice.email, PASSWORD) is None
        with pytest.raises(MoveError), work_as(cast.ada) as work:
            staffing.deactivate_staff(work, cast.alice.id)
        with work_as(cast.ada) as work:
            assert staffing.reactivate_staff(work, cast.alice.id).state is StaffState.ACTIVE
        assert signing_in.find_by_api_token(store, bearer) is None
        assert signing_in.sign_in(store, cast.alice.email, PASSWORD) is not None

    def test_somebody_who_never_joined_comes_back_as_invited(self, work_as: As, cast: Cast) -> None:
        dan = self.invite(work_as, cast)
        with work_as(cast.ada) as work:
            staffing.deactivate_staff(work, dan.id)
        with work_as(cast.ada) as work:
            assert staffing.reactivate_staff(work, dan.id).state is StaffState.INVITED

    def test_the_last_administrator_stays_one(self, work_as: As, cast: Cast) -> None:
        with pytest.raises(InvalidError, match="at least one administrator"), work_as(cast.ada) as work:
            staffing.change_staff(work, cast.ada.id, name="Ada Lind", role=Role.MANAGER)
        with pytest.raises(InvalidError, match="deactivate yourself"), work_as(cast.ada) as work:
            staffing.deactivate_staff(work, cast.ada.id)
        with pytest.raises(InvalidError, match="at least one administrator"), work_as(cast.bob) as work:
            staffing.deactivate_staff(work, cast.ada.id)
        with work_as(cast.ada) as work:
            staffing.change_staff(work, cast.bob.id, name="Bob Osei", role=Role.ADMINISTRATOR)
        with work_as(cast.bob) as work:
            staffing.change_staff(work, cast.ada.id, name="Ada Lind", role=Role.MANAGER)

    def test_settings_and_people_are_changed_over_what_was_seen(self, work_as: As, cast: Cast) -> None:
        change = partial(
            staffing.change_agency, name="Bright Road", zone="Europe/London", tone=Tone.PLAIN, promise_days=2
        )
        with work_as(cast.ada) as work:
            assert change(work, version=1).promise_days == 2
        with pytest.raises(StaleError), work_as(cast.ada) as work:
            change(work, version=1)
        for days in (0, 31):
            with pytest.raises(InvalidError), work_as(cast.ada) as work:
                change(work, promise_days=days)
        with pytest.raises(StaleError), work_as(cast.ada) as work:
            staffing.change_staff(work, cast.bob.id, name="Bob", role=Role.MANAGER, version=7)

    def test_people_of_another_agency_are_not_found(self, work_as: As, cast: Cast) -> None:
        acts: list[Callable[..., object]] = [
            lambda work: staffing.change_staff(work, cast.alice.id, name="X", role=Role.MANAGER),
            lambda work: staffing.deactivate_staff(work, cast.alice.id),
            lambda work: staffing.reactivate_staff(work, cast.alice.id),
            lambda work: staffing.reset_password(work, cast.alice.id),
            lambda work: staffing.issue_api_token(work, cast.alice.id, "x"),
        ]
        for act in acts:
            with pytest.raises(NotFoundError), work_as(cast.charlie) as work:
                act(work)

    def test_a_token_is_revoked_by_its_own_agency_alone(self, store: Store, work_as: As, cast: Cast) -> None:
        with work_as(cast.ada) as work:
            bearer = staffing.issue_api_token(work, cast.alice.id, "script")
        with work_as(cast.charlie) as work:
            staffing.revoke_api_token(work, hash_token(bearer))
        assert signing_in.find_by_api_token(store, bearer) is not None
        with work_as(cast.ada) as work:
            staffing.revoke_api_token(work, hash_token(bearer))
        assert signing_in.find_by_api_token(store, bearer) is None
        with store.gate() as session:
            assert bearer not in str([row.token_hash for row in session.scalars(select(ApiToken))])

    def test_an_agency_begins_with_an_administrator_who_is_invited(
        self, store: Store, post_box: PostBox, carry_out_all: Callable[[], None]
    ) -> None:
        agency = staffing.found_agency(
            store, name="New House", zone="UTC", administrator="Eve Low", email="eve@new.example"
        )
        carry_out_all()
        assert [mail.address for mail in post_box.envelopes] == ["eve@new.example"]
        assert "/join/" in post_box.envelopes[0].text
        with store.look(agency.id) as work:
            assert [person.role for person in work.all(select(Staff))] == [Role.ADMINISTRATOR]
