"""Who takes part for the client may change after scheduling, and asking follows: nobody is asked who was left out."""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.client import Contact
from relay.domain.errors import InvalidError, NotFoundError, StaleError
from relay.domain.interview import Interview
from relay.domain.request import Request, RequestState
from relay.domain.tokens import hash_token
from relay.journey import asking, registering, scheduling
from relay.store.askings import askable
from relay.store.store import Store
from tests.cast import Cast, PostBox, Story
from tests.journey.conftest import As


@pytest.fixture
def eve(work_as: As, cast: Cast) -> Contact:
    """A colleague of Tom's."""
    with work_as(cast.alice) as work:
        return registering.add_contact(work, cast.client.id, name="Eve Low", email="eve@northwind.example")


def change(work_as: As, cast: Cast, contact_ids: Sequence[UUID], **more: int) -> Interview:
    with work_as(cast.alice) as work:
        return scheduling.change_contacts(work, cast.interview.id, contact_ids, **more)


def names(store: Store, cast: Cast) -> list[str]:
    with store.look(cast.agency.id) as work:
        return [contact.name for contact in askable(work, cast.interview.id)]


def requests(store: Store, cast: Cast) -> dict[UUID, RequestState]:
    with store.look(cast.agency.id) as work:
        return {row.contact_id: row.state for row in work.all(select(Request))}


def test_whoever_is_new_stands_behind_those_who_stay(
    store: Store, work_as: As, cast: Cast, eve: Contact, told: Callable[[UUID], list[str]]
) -> None:
    change(work_as, cast, [eve.id, cast.tom.id])
    assert names(store, cast) == [cast.tom.name, eve.name]
    assert told(cast.interview.id)[-1] == "interview.contacts_changed"
    change(work_as, cast, [eve.id])
    assert names(store, cast) == [eve.name]
    change(work_as, cast, [])
    assert names(store, cast) == []


def test_whoever_is_left_out_is_asked_no_more_and_the_next_one_is(
    store: Store, work_as: As, cast: Cast, eve: Contact, story: Story, post_box: PostBox
) -> None:
    with work_as(cast.alice) as work:
        asking.ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
    story.carry_out_all()
    link = next(mail.text for mail in post_box.envelopes if "/f/" in mail.text).split("/f/")[1][:43]
    assert asking.find_caller(store, link) is not None

    changed = change(work_as, cast, [eve.id])

    assert changed.ask_at is not None
    assert requests(store, cast) == {cast.tom.id: RequestState.CLOSED}
    assert asking.find_caller(store, link) is None
    assert hash_token(link)
    with store.work(cast.agency.id) as work:
        asking.ask_after_interviews(work)
    assert requests(store, cast) == {cast.tom.id: RequestState.CLOSED, eve.id: RequestState.OPEN}


def test_whoever_is_added_while_another_is_being_asked_waits_their_turn(
    store: Store, work_as: As, cast: Cast, eve: Contact
) -> None:
    with work_as(cast.alice) as work:
        asking.ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
    changed = change(work_as, cast, [cast.tom.id, eve.id])
    assert changed.ask_at is None
    assert requests(store, cast) == {cast.tom.id: RequestState.OPEN}


def test_once_there_is_an_answer_nobody_is_asked_for_being_added(
    store: Store, work_as: As, cast: Cast, eve: Contact, story: Story
) -> None:
    story.capture()
    assert change(work_as, cast, [cast.tom.id, eve.id]).ask_at is None


def test_a_contact_of_somebody_else_changes_nothing(store: Store, work_as: As, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        other = registering.add_client(work, name="Acme")
        theirs = registering.add_contact(work, other.id, name="Zed", email="zed@acme.example")
    with pytest.raises(InvalidError) as refusal:
        change(work_as, cast, [theirs.id])
    assert refusal.value.field == "contact_ids"
    assert names(store, cast) == [cast.tom.name]
    with pytest.raises(NotFoundError), work_as(cast.charlie) as work:
        scheduling.change_contacts(work, cast.interview.id, [])


def test_a_stale_form_changes_nothing(store: Store, work_as: As, cast: Cast, eve: Contact) -> None:
    change(work_as, cast, [eve.id])
    with pytest.raises(StaleError):
        change(work_as, cast, [cast.tom.id], version=cast.interview.version)
    assert names(store, cast) == [eve.name]
