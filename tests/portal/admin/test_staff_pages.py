"""People, as administrators look after them: inviting, changing, deactivating, and who may do any of it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.staff import Staff, StaffState
from relay.journey import staffing
from relay.store.store import Store
from relay.vocabulary import Role
from tests.cast import PASSWORD, Cast, PostBox

PLACES = ("/staff", "/staff/new", "/agency", "/tokens")


@pytest.fixture
def person(store: Store, cast: Cast) -> Callable[[Staff], Staff]:
    """A function that reads a person afresh."""

    def find(staff: Staff) -> Staff:
        with store.look(staff.agency_id) as work:
            return work.get(Staff, staff.id)

    return find


def version_in(page: str) -> str:
    """The version that a form was drawn over."""
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found, "the form carries no version"
    return found[1]


def test_only_administrators_come_in(
    cast: Cast, ada: FlaskClient, alice: FlaskClient, bob: FlaskClient, client: FlaskClient
) -> None:
    for place in PLACES:
        assert ada.get(place).status_code == 200
        assert alice.get(place).status_code == bob.get(place).status_code == 403
        assert client.get(place).headers["Location"] == f"/sign-in?next={place}"


STEPS = ("", "/deactivation", "/reactivation", "/invitation", "/password-reset")


def test_nobody_else_takes_a_step_with_a_person(
    cast: Cast, alice: FlaskClient, bob: FlaskClient, person: Callable[[Staff], Staff]
) -> None:
    form = {"name": "X", "role": "manager", "version": str(cast.ada.version)}
    for step in STEPS:
        for browser in (alice, bob):
            assert browser.post(f"/staff/{cast.ada.id}{step}", data=form).status_code == 403
    assert person(cast.ada).version == cast.ada.version


def test_another_agencys_people_are_as_unknown_ones(
    cast: Cast, ada: FlaskClient, person: Callable[[Staff], Staff]
) -> None:
    form = {"name": "X", "role": "manager", "version": "1"}
    for step in STEPS:
        for staff_id in (cast.charlie.id, cast.agency.id):
            assert ada.post(f"/staff/{staff_id}{step}", data=form).status_code == 404
    assert ada.get(f"/staff/{cast.charlie.id}").status_code == 404
    assert person(cast.charlie).version == cast.charlie.version


def test_somebody_is_invited_by_mail_and_joins(
    cast: Cast, ada: FlaskClient, app: Flask, post_box: PostBox, carry_out_all: Callable[[], None]
) -> None:
    answer = ada.post(
        "/staff",
        data={"name": "Dora Quist", "email": "Dora@Bright.example", "role": "manager"},
        follow_redirects=True,
    )
    assert "An invitation is on its way to dora@bright.example." in answer.text
    assert "Invited" in answer.text
    carry_out_all()
    [mail] = post_box.envelopes
    link = "/join/" + mail.text.split("/join/")[1].split()[0]
    dora = app.test_client()
    dora.post(link, data={"password": PASSWORD})
    assert dora.get("/").headers["Location"] == "/today"


def test_the_same_invitation_twice_is_sent_once(
    cast: Cast, ada: FlaskClient, post_box: PostBox, carry_out_all: Callable[[], None]
) -> None:
    form = {"name": "Dora Quist", "email": "dora@bright.example", "role": "manager", "submission_key": "k"}
    assert [ada.post("/staff", data=form).status_code for _ in range(2)] == [303, 303]
    carry_out_all()
    assert len(post_box.envelopes) == 1


def test_an_invitation_that_cannot_be_sent_says_why_beside_the_field(
    cast: Cast, ada: FlaskClient, store: Store
) -> None:
    for field, value in (
        ("name", ""),
        ("name", "a\u202eb"),
        ("name", "x" * 121),
        ("email", "dora"),
        ("email", "alice@bright.example"),
        ("email", "charlie@harbour.example"),
        ("role", "king"),
        ("role", ""),
    ):
        form = {"name": "Dora Quist", "email": "dora@bright.example", "role": "manager", field: value}
        answer = ada.post("/staff", data=form)
        assert answer.status_code == 422, (field, value)
        assert f'id="{field}-error"' in answer.text, (field, value)
    with store.look(cast.agency.id) as work:
        assert len(work.all(select(Staff))) == 3


def test_a_name_and_a_role_are_changed_and_hold_at_once(
    cast: Cast, ada: FlaskClient, alice: FlaskClient
) -> None:
    place = f"/staff/{cast.alice.id}"
    assert alice.get("/staff").status_code == 403
    form = {"name": "Alice M.", "role": "administrator", "version": version_in(ada.get(place).text)}
    assert ada.post(place, data=form).status_code == 303
    assert "Alice M." in alice.get("/staff").text


def test_a_change_over_a_newer_version_is_refused_and_shows_it(
    cast: Cast, ada: FlaskClient, store: Store
) -> None:
    place = f"/staff/{cast.alice.id}"
    form = {"name": "Alice M.", "role": "recruiter", "version": version_in(ada.get(place).text)}
    with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
        staffing.change_staff(work, cast.alice.id, name="Alice Brown", role=Role.RECRUITER)
    answer = ada.post(place, data=form)
    assert answer.status_code == 409
    assert "What somebody else saved" in answer.text
    assert "Alice Brown" in answer.text
    assert 'value="Alice M."' in answer.text


def test_deactivation_ends_a_live_session_with_its_next_click(
    cast: Cast, ada: FlaskClient, alice: FlaskClient, client: FlaskClient
) -> None:
    assert alice.get("/clients").status_code == 200
    assert ada.post(f"/staff/{cast.alice.id}/deactivation").status_code == 303
    assert alice.get("/clients").headers["Location"] == "/sign-in?next=/clients"
    assert alice.post("/clients", data={"name": "Late"}).headers["Location"] == "/sign-in/carried?to=/clients"
    assert client.post("/sign-in", data={"email": cast.alice.email, "password": PASSWORD}).status_code == 422
    assert "Deactivated" in ada.get("/staff").text
    assert ada.post(f"/staff/{cast.alice.id}/reactivation").status_code == 303
    assert alice.get("/clients").status_code == 303
    assert client.post("/sign-in", data={"email": cast.alice.email, "password": PASSWORD}).status_code == 303


def test_an_administrator_cannot_lock_themselves_or_everybody_out(
    cast: Cast, ada: FlaskClient, person: Callable[[Staff], Staff]
) -> None:
    place = f"/staff/{cast.ada.id}"
    refused = ada.post(f"{place}/deactivation")
    assert refused.status_code == 422
    assert "You cannot deactivate yourself." in refused.text
    form = {"name": "Ada Lind", "role": "manager", "version": version_in(ada.get(place).text)}
    refused = ada.post(place, data=form)
    assert refused.status_code == 422
    assert 'id="role-error"' in refused.text
    assert (person(cast.ada).role, person(cast.ada).state) == (Role.ADMINISTRATOR, StaffState.ACTIVE)


def test_a_step_that_is_not_possible_by_now_says_so(cast: Cast, ada: FlaskClient) -> None:
    place = f"/staff/{cast.alice.id}"
    assert ada.post(f"{place}/reactivation").status_code == 409
    assert ada.post(f"{place}/invitation").status_code == 409
    assert ada.post(f"{place}/deactivation").status_code == 303
    assert ada.post(f"{place}/deactivation").status_code == 409
    assert ada.post(f"{place}/password-reset").status_code == 409


def test_a_new_password_is_sent_by_mail(
    cast: Cast, ada: FlaskClient, post_box: PostBox, carry_out_all: Callable[[], None]
) -> None:
    assert ada.post(f"/staff/{cast.alice.id}/password-reset").status_code == 303
    carry_out_all()
    assert [envelope.address for envelope in post_box.envelopes] == [cast.alice.email]


def test_an_invitation_is_sent_again(
    cast: Cast, ada: FlaskClient, store: Store, post_box: PostBox, carry_out_all: Callable[[], None]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
        dora = staffing.invite_staff(
            work, name="Dora Quist", email="dora@bright.example", role=Role.RECRUITER
        )
    assert "Invite again" in ada.get(f"/staff/{dora.id}").text
    assert ada.post(f"/staff/{dora.id}/invitation").status_code == 303
    carry_out_all()
    assert len(post_box.envelopes) == 2
