"""The form for who takes part: those who do are ticked, and what unticking does to asking is said beside them."""

import re

import pytest
from flask.testing import FlaskClient

from relay.domain.client import Contact
from relay.journey import asking, registering
from relay.store.askings import askable
from relay.store.store import Store
from tests.cast import Cast


@pytest.fixture
def path(cast: Cast) -> str:
    return f"/interviews/{cast.interview.id}/contacts"


@pytest.fixture
def eve(store: Store, cast: Cast) -> Contact:
    """A colleague of Tom's."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return registering.add_contact(work, cast.client.id, name="Eve Low", email="eve@northwind.example")


def version_in(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def names(store: Store, cast: Cast) -> list[str]:
    with store.look(cast.agency.id) as work:
        return [contact.name for contact in askable(work, cast.interview.id)]


def test_who_takes_part_is_ticked_and_can_be_changed(
    alice: FlaskClient, store: Store, cast: Cast, path: str, eve: Contact
) -> None:
    assert path in alice.get(f"/interviews/{cast.interview.id}").text
    page = alice.get(path).text
    assert re.search(rf'value="{cast.tom.id}" checked', page)
    assert not re.search(rf'value="{eve.id}" checked', page)

    fields = {"contact_ids": [str(eve.id)], "version": version_in(page), "submission_key": "k" * 32}
    answers = [alice.post(path, data=fields) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {303}
    assert names(store, cast) == ["Eve Low"]


def test_what_unticking_does_is_said_beside_whoever_was_asked(
    alice: FlaskClient, store: Store, cast: Cast, path: str
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        asking.ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
    assert "Left out, they are asked no more" in alice.get(path).text


@pytest.mark.parametrize("chosen", ["x", "00000000-0000-7000-8000-000000000000"])
def test_a_contact_that_is_none_changes_nothing(
    alice: FlaskClient, store: Store, cast: Cast, path: str, chosen: str
) -> None:
    fields = {"contact_ids": chosen, "version": version_in(alice.get(path).text)}
    assert alice.post(path, data=fields).status_code in {404, 422}
    assert names(store, cast) == [cast.tom.name]


def test_a_form_over_an_older_version_is_refused(
    alice: FlaskClient, store: Store, cast: Cast, path: str, eve: Contact
) -> None:
    stale = version_in(alice.get(path).text)
    alice.post(path, data={"contact_ids": str(eve.id), "version": stale})
    assert alice.post(path, data={"contact_ids": str(cast.tom.id), "version": stale}).status_code == 409
    assert names(store, cast) == ["Eve Low"]


def test_nobody_else_may(
    charlie: FlaskClient, priya: FlaskClient, store: Store, cast: Cast, path: str
) -> None:
    assert charlie.get(path).status_code == 404
    assert charlie.post(path, data={"contact_ids": "", "version": "1"}).status_code == 404
    assert priya.get(path).status_code == 303
    assert names(store, cast) == [cast.tom.name]
