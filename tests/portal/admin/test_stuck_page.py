"""What got stuck: seen by managers and administrators, and tried again."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from relay.domain.listeners import LISTENERS
from relay.domain.message import Message
from relay.domain.notice import Notice, NoticeKind
from relay.portal.admin.stuck import DOING, MAILS
from relay.store.ledger import Handoff, HandoffState
from relay.store.store import Store
from tests.cast import Cast, Story


@pytest.fixture
def failed(story: Story, store: Store) -> Handoff:
    """The wording of a message that failed every time."""
    story.capture()
    with store.gate() as session:
        handoff = session.scalars(sa.select(Handoff).where(Handoff.consumer == "compose_message")).one()
        handoff.state, handoff.fault, handoff.attempts = HandoffState.FAILED, "ValueError", 8
    return handoff


def state_of(store: Store, handoff: Handoff) -> HandoffState:
    """How the handoff stands now."""
    with store.gate() as session:
        return session.get_one(Handoff, handoff.id).state


def test_managers_and_administrators_see_what_failed_and_why(
    failed: Handoff, cast: Cast, ada: FlaskClient, bob: FlaskClient, alice: FlaskClient
) -> None:
    for browser in (ada, bob):
        page = browser.get("/stuck").text
        assert "Wording a message" in page
        assert "ValueError" in page
        assert f"/interviews/{cast.interview.id}" in page
    assert alice.get("/stuck").status_code == 403


def test_try_again_gives_it_one_more_round_of_attempts(
    failed: Handoff, bob: FlaskClient, store: Store, carry_out_all: Callable[[], None]
) -> None:
    place = f"/stuck/{failed.id}/attempt"
    assert "It is being tried again." in bob.post(place, follow_redirects=True).text
    assert state_of(store, failed) is HandoffState.DUE
    assert "It was taken up already." in bob.post(place, follow_redirects=True).text
    carry_out_all()
    assert state_of(store, failed) is HandoffState.DONE
    assert "Nothing is stuck." in bob.get("/stuck").text


def test_another_agency_neither_sees_it_nor_tries_it(
    failed: Handoff,
    cast: Cast,
    store: Store,
    sign_in_as: Callable[..., FlaskClient],
    alice: FlaskClient,
) -> None:
    with store.work(cast.other_agency.id) as work:
        boss = work.get(type(cast.charlie), cast.charlie.id)
        boss.change(name=boss.name, role=cast.bob.role)
    charlie = sign_in_as(cast.charlie)
    assert "Wording a message" not in charlie.get("/stuck").text
    assert charlie.post(f"/stuck/{failed.id}/attempt").status_code == 404
    assert charlie.post(f"/stuck/{cast.agency.id}/attempt").status_code == 404
    assert alice.post(f"/stuck/{failed.id}/attempt").status_code == 403
    assert state_of(store, failed) is HandoffState.FAILED


def test_a_notice_that_no_server_took_leads_to_the_address(
    story: Story, cast: Cast, bob: FlaskClient, store: Store
) -> None:
    story.relay()
    with store.work(cast.agency.id) as work:
        work.session.execute(sa.update(Notice).values(state="failed"))
    page = bob.get("/stuck").text
    assert "A letter waits" in page
    assert "priya.nair@example.com" in page
    assert f"/candidates/{cast.priya.id}/change" in page


def test_the_page_shows_kinds_of_fault_and_nobodys_words(
    story: Story, failed: Handoff, cast: Cast, bob: FlaskClient, store: Store
) -> None:
    with store.look(cast.agency.id) as work:
        assert work.all(sa.select(Message))
    page = bob.get("/stuck").text
    assert "retry design" not in page
    assert "went with someone else" not in page


def test_every_step_and_every_mail_has_a_name_that_people_understand() -> None:
    assert set(DOING) == {name for names in LISTENERS.values() for name in names}
    assert set(MAILS) == set(NoticeKind)
