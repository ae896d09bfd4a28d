"""The forms of records: what they make, what they refuse and how, and what becomes of a change over a newer version."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from relay.domain.base import Tenant
from relay.domain.candidate import Candidate
from relay.domain.client import Client, Contact
from relay.domain.job import Job, JobState
from relay.journey import registering
from relay.store.store import Store
from tests.cast import Cast

KINDS: Mapping[str, type[Any]] = {
    "clients": Client,
    "contacts": Contact,
    "jobs": Job,
    "candidates": Candidate,
}
NAMES = {"clients": "name", "contacts": "name", "jobs": "title", "candidates": "name"}
ODD_NAMES = ("", "   ", "x" * 121, "x" * 200_000, "a\x00b", "a\x07b", "abc\u202edef", "a\nb", "a\u2028b")


@dataclass(frozen=True, slots=True)
class Door:
    """Where one kind of record is made and changed, and a form for it that is in order."""

    kind: str
    add: str
    change: str
    page: str
    form: Mapping[str, str]
    record_id: Any

    @property
    def named(self) -> str:
        """The field that holds its name."""
        return NAMES[self.kind]


@pytest.fixture(params=list(KINDS))
def door(request: pytest.FixtureRequest, cast: Cast) -> Door:
    """Each kind of record in turn."""
    kind: str = request.param
    form = {"name": "Somebody New"}
    if kind == "jobs":
        form = {"title": "Staff Nurse", "client_id": str(cast.client.id)}
    if kind == "candidates":
        form = {"name": "Noor Haddad", "email": "noor@example.com", "zone": "Asia/Beirut", "called": ""}
    records: dict[str, Tenant] = {
        "clients": cast.client,
        "contacts": cast.tom,
        "jobs": cast.job,
        "candidates": cast.priya,
    }
    record = records[kind]
    add = f"/clients/{cast.client.id}/contacts" if kind == "contacts" else f"/{kind}"
    page = f"/clients/{cast.client.id}" if kind == "contacts" else f"/{kind}/{record.id}"
    return Door(kind, add, f"/{kind}/{record.id}", page, form, record.id)


@pytest.fixture
def count(store: Store, cast: Cast, door: Door) -> Callable[[], int]:
    """A function that counts the agency's records of this kind."""

    def count_rows() -> int:
        with store.look(cast.agency.id) as work:
            return work.session.execute(select(func.count(KINDS[door.kind].id))).scalar_one()

    return count_rows


def version_in(page: str) -> str:
    """The version that a form was drawn over."""
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found, "the form carries no version"
    return found[1]


def test_a_form_makes_a_record_and_says_so(door: Door, alice: FlaskClient, count: Callable[[], int]) -> None:
    before = count()
    assert alice.get(f"{door.add}/new").status_code == 200
    answer = alice.post(door.add, data=door.form, follow_redirects=True)
    assert answer.status_code == 200
    assert f"{door.form[door.named]} is added." in answer.text
    assert count() == before + 1


def test_the_same_form_twice_makes_one_record_and_leads_to_it_twice(
    door: Door, alice: FlaskClient, count: Callable[[], int]
) -> None:
    before = count()
    first, second = (alice.post(door.add, data={**door.form, "submission_key": "k"}) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert count() == before + 1


def test_a_name_that_cannot_be_taken_is_told_beside_its_field_and_stores_nothing(
    door: Door, alice: FlaskClient, count: Callable[[], int]
) -> None:
    before = count()
    for name in ODD_NAMES:
        answer = alice.post(door.add, data={**door.form, door.named: name})
        assert answer.status_code == 422, name[:20]
        assert f'id="{door.named}-error"' in answer.text, name[:20]
    assert count() == before


def test_what_was_typed_is_kept_beside_the_fault(door: Door, alice: FlaskClient) -> None:
    answer = alice.post(door.add, data={**door.form, door.named: "T\u202eyped"})
    assert "T\u202eyped" in answer.text
    for value in door.form.values():
        assert value in answer.text or value == door.form[door.named]


def test_a_form_changes_a_record(door: Door, alice: FlaskClient) -> None:
    page = alice.get(f"{door.change}/change").text
    answer = alice.post(
        door.change,
        data={**door.form, door.named: "Renamed", "version": version_in(page)},
        follow_redirects=True,
    )
    assert answer.status_code == 200
    assert "Saved." in answer.text
    assert "Renamed" in alice.get(door.page).text


def test_a_change_over_a_newer_version_is_refused_once_and_then_decided(
    door: Door, alice: FlaskClient, bob: FlaskClient
) -> None:
    seen = version_in(alice.get(f"{door.change}/change").text)
    bob.post(door.change, data={**door.form, door.named: "Bob's words", "version": seen})

    refused = alice.post(
        door.change, data={**door.form, door.named: "Alice's words", "version": seen, "submission_key": "a"}
    )
    assert refused.status_code == 409
    assert "Somebody changed this while you had it open" in refused.text
    assert "Alice&#39;s words" in refused.text
    assert "What somebody else saved" in refused.text
    assert "Bob&#39;s words" in refused.text
    assert "Bob&#39;s words" in alice.get(door.page).text

    decided = alice.post(
        door.change,
        data={**door.form, door.named: "Alice's words", "version": version_in(refused.text)},
    )
    assert decided.status_code == 303
    assert "Alice&#39;s words" in alice.get(door.page).text


def test_a_change_without_a_version_changes_nothing(door: Door, alice: FlaskClient) -> None:
    for version in ("", "x", "-1", "9" * 400):
        answer = alice.post(door.change, data={**door.form, door.named: "Renamed", "version": version})
        assert answer.status_code == 422, version[:20]
    assert "Renamed" not in alice.get(door.page).text


def test_another_agencys_record_and_an_unknown_one_are_refused_alike(
    door: Door, charlie: FlaskClient, alice: FlaskClient, cast: Cast
) -> None:
    unknown = f"/{door.kind}/{cast.agency.id}"
    form = {**door.form, "version": "1"}
    assert charlie.get(f"{door.change}/change").status_code == 404
    assert charlie.post(door.change, data=form).status_code == 404
    assert charlie.post(door.change, data={**form, door.named: ""}).status_code == 404
    assert alice.get(f"{unknown}/change").status_code == 404
    assert alice.post(unknown, data=form).status_code == 404
    assert door.form[door.named] not in alice.get(door.page).text


def test_nobody_but_staff_makes_or_changes_anything(
    door: Door, count: Callable[[], int], priya: FlaskClient, client: FlaskClient
) -> None:
    before = count()
    for visitor in (priya, client):
        for place in (door.add, door.change):
            answer = visitor.post(place, data={**door.form, "version": "1"})
            assert (answer.status_code, answer.location) == (307, f"/sign-in/carried?to={place}")
    assert count() == before


def test_the_list_of_what_is_wrong_names_each_field(cast: Cast, alice: FlaskClient) -> None:
    page = alice.post("/interviews", data={"candidate_id": str(cast.priya.id)}).text
    assert '<a href="#job_id">Job: choose one from the list.</a>' in page
    assert '<a href="#stage">Stage: enter something here.</a>' in page


def test_a_job_of_another_agencys_client_is_not_made(cast: Cast, charlie: FlaskClient, store: Store) -> None:
    answer = charlie.post("/jobs", data={"title": "Spy", "client_id": str(cast.client.id)})
    assert answer.status_code == 404
    with store.look(cast.other_agency.id) as work:
        assert not work.all(select(Job))


def test_a_job_needs_a_client_of_the_list(cast: Cast, alice: FlaskClient) -> None:
    for client_id in ("", "x", "\x00"):
        answer = alice.post("/jobs", data={"title": "Staff Nurse", "client_id": client_id})
        assert answer.status_code == 422
        assert 'id="client_id-error"' in answer.text
        assert 'value="Staff Nurse"' in answer.text


def test_a_second_candidate_with_the_same_address_is_told_beside_the_field(
    cast: Cast, alice: FlaskClient
) -> None:
    form = {"name": "Another Priya", "email": "Priya.Nair@Example.com", "zone": "UTC"}
    answer = alice.post("/candidates", data=form)
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert "Another candidate of yours has this address." in answer.text
    assert 'value="Priya.Nair@Example.com"' in answer.text


def test_two_agencies_may_know_the_same_person(cast: Cast, charlie: FlaskClient) -> None:
    form = {"name": "Priya Nair", "email": "priya.nair@example.com", "zone": "UTC"}
    assert charlie.post("/candidates", data=form).status_code == 303


def test_each_detail_of_a_candidate_is_checked(cast: Cast, alice: FlaskClient) -> None:
    for field, value in (
        ("email", "nobody"),
        ("email", "a@b\r\nBcc: x@y.example"),
        ("zone", "Mars/Olympus"),
        ("zone", ""),
        ("called", "x" * 61),
    ):
        form = {"name": "Noor Haddad", "email": "noor@example.com", "zone": "UTC", field: value}
        answer = alice.post("/candidates", data=form)
        assert answer.status_code == 422, (field, value)
        assert f'id="{field}-error"' in answer.text, (field, value)


def test_a_candidate_who_has_not_said_is_called_by_the_first_word(cast: Cast, alice: FlaskClient) -> None:
    form = {"name": "Noor Haddad", "email": "noor@example.com", "zone": "UTC", "called": ""}
    assert "Called <bdi>Noor</bdi>" in alice.post("/candidates", data=form, follow_redirects=True).text


def test_adding_a_candidate_can_go_on_to_their_interview(cast: Cast, alice: FlaskClient) -> None:
    form = {"name": "Noor Haddad", "email": "noor@example.com", "zone": "UTC", "then": "schedule"}
    answer = alice.post("/candidates", data=form)
    assert answer.headers["Location"].startswith("/interviews/new?candidate=")
    assert "With Noor Haddad." in alice.get(answer.headers["Location"]).text


def test_a_job_is_closed_and_reopened(cast: Cast, alice: FlaskClient, store: Store) -> None:
    def state() -> JobState:
        with store.look(cast.agency.id) as work:
            return work.get(Job, cast.job.id).state

    assert "Close the job" in alice.get(f"/jobs/{cast.job.id}").text
    assert alice.post(f"/jobs/{cast.job.id}/closure").status_code == 303
    assert state() is JobState.CLOSED
    refused = alice.post(f"/jobs/{cast.job.id}/closure")
    assert refused.status_code == 409
    assert "By now it is marked \u201cclosed\u201d" in refused.text
    assert alice.post(f"/jobs/{cast.job.id}/reopening").status_code == 303
    assert state() is JobState.OPEN


def test_another_agencys_job_is_not_closed(cast: Cast, charlie: FlaskClient) -> None:
    assert charlie.post(f"/jobs/{cast.job.id}/closure").status_code == 404


def test_a_contacts_address_may_be_left_out_and_is_checked_when_it_is_not(
    cast: Cast, alice: FlaskClient, store: Store
) -> None:
    place = f"/clients/{cast.client.id}/contacts"
    wrong = alice.post(place, data={"name": "Lena Fischer", "email": "lena", "phone": "1" * 41})
    assert wrong.status_code == 422
    assert 'id="email-error"' in wrong.text
    assert 'id="phone-error"' in wrong.text
    assert alice.post(place, data={"name": "Lena Fischer"}).status_code == 303
    with store.look(cast.agency.id) as work:
        lena = work.one(select(Contact).where(Contact.name == "Lena Fischer"))
        assert lena is not None
        assert (lena.email, lena.phone) == (None, None)


def test_a_form_over_a_record_that_only_the_journey_changed_is_stale_too(
    cast: Cast, alice: FlaskClient, store: Store
) -> None:
    seen = version_in(alice.get(f"/jobs/{cast.job.id}/change").text)
    with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
        registering.close_job(work, cast.job.id)
    answer = alice.post(f"/jobs/{cast.job.id}", data={"title": "Renamed", "version": seen})
    assert answer.status_code == 409


def test_a_job_that_is_added_at_a_client_leads_back_to_the_client(cast: Cast, alice: FlaskClient) -> None:
    page = alice.get(f"/jobs/new?client={cast.client.id}").text
    [action] = re.findall(r'<form class="form" method="post" action="([^"]+)"', page)
    refused = alice.post(action, data={"client_id": str(cast.client.id), "title": ""}).text
    for shown in (page, refused):
        assert f'<a class="page-back" href="/clients/{cast.client.id}">' in shown
        assert f'<a href="/clients/{cast.client.id}">Back without saving</a>' in shown
    assert '<a class="page-back" href="/jobs">' in alice.get("/jobs/new").text
