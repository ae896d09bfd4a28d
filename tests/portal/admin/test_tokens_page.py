"""API tokens: shown once, found by their hash alone, ended at once."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.staff import ApiToken
from relay.domain.tokens import hash_token
from relay.journey import staffing
from relay.journey.signing_in import find_by_api_token
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.store.submission import Submission
from tests.cast import Cast


def issue(browser: FlaskClient, cast: Cast, **fields: str) -> str:
    """Issue a token by the form. Returns it as the page shows it."""
    page = browser.post("/tokens", data={"name": "Importer", "staff_id": str(cast.alice.id), **fields})
    assert page.status_code == 200
    found = re.search(r'value="([\w-]{43})" readonly', page.text)
    assert found, "no token is shown"
    return found[1]


def test_a_token_is_shown_once_and_acts_as_the_person_chosen(
    cast: Cast, ada: FlaskClient, store: Store
) -> None:
    token = issue(ada, cast)
    found = find_by_api_token(store, token)
    assert found is not None
    assert found.person.id == cast.alice.id
    listed = ada.get("/tokens").text
    assert "Importer" in listed
    assert token not in listed


def test_the_same_form_twice_issues_one_and_never_shows_it_again(
    cast: Cast, ada: FlaskClient, store: Store
) -> None:
    form = {"name": "Importer", "staff_id": str(cast.alice.id), "submission_key": "k"}
    first, second = ada.post("/tokens", data=form), ada.post("/tokens", data=form, follow_redirects=True)
    assert "It is shown this once" in first.text
    assert "was issued already" in second.text
    with store.gate() as session:
        assert len(session.scalars(select(ApiToken)).all()) == 1


def test_issuing_and_revoking_are_told_once_each(cast: Cast, ada: FlaskClient, store: Store) -> None:
    token = issue(ada, cast)
    for _ in range(2):
        ada.post(f"/tokens/{hash_token(token)}/revocation")
    with store.look(cast.agency.id) as work:
        rows = work.all(
            select(EventRow).where(EventRow.subject_id == cast.alice.id).order_by(EventRow.subject_version)
        )
    assert [row.name for row in rows][-2:] == ["staff.token_issued", "staff.token_revoked"]
    assert {row.actor_id for row in rows[-2:]} == {cast.ada.id}
    assert [row.name for row in rows].count("staff.token_revoked") == 1


def test_no_table_holds_the_token(cast: Cast, ada: FlaskClient, store: Store) -> None:
    token = issue(ada, cast, submission_key="k")
    with store.look(cast.agency.id) as work:
        answers = [str(row.answer) for row in work.all(select(Submission))]
    assert answers
    assert all(token not in answer for answer in answers)


def test_bad_input_is_told_beside_its_field(cast: Cast, ada: FlaskClient) -> None:
    for field, value in (("name", ""), ("name", "x" * 81), ("staff_id", ""), ("staff_id", "x")):
        answer = ada.post("/tokens", data={"name": "Importer", "staff_id": str(cast.alice.id), field: value})
        assert answer.status_code == 422
        assert f'id="{field}-error"' in answer.text


def test_a_token_for_another_agencys_person_is_not_issued(cast: Cast, ada: FlaskClient, store: Store) -> None:
    answer = ada.post("/tokens", data={"name": "Importer", "staff_id": str(cast.charlie.id)})
    assert answer.status_code == 404
    with store.gate() as session:
        assert not session.scalars(select(ApiToken)).all()


def test_a_revoked_token_is_refused(cast: Cast, ada: FlaskClient, store: Store) -> None:
    token = issue(ada, cast)
    answer = ada.post(f"/tokens/{hash_token(token)}/revocation", follow_redirects=True)
    assert "The token is revoked." in answer.text
    assert "Revoked" in answer.text
    assert find_by_api_token(store, token) is None


def test_another_agencys_token_is_neither_listed_nor_revoked(
    cast: Cast, ada: FlaskClient, store: Store
) -> None:
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        token = staffing.issue_api_token(work, cast.charlie.id, "Theirs")
    assert "Theirs" not in ada.get("/tokens").text
    assert ada.post(f"/tokens/{hash_token(token)}/revocation").status_code == 404
    assert ada.post(f"/tokens/{'0' * 64}/revocation").status_code == 404
    assert find_by_api_token(store, token) is not None


def test_no_other_role_issues_or_revokes(
    cast: Cast, ada: FlaskClient, bob: FlaskClient, store: Store
) -> None:
    token = issue(ada, cast)
    assert bob.post("/tokens", data={"name": "X", "staff_id": str(cast.bob.id)}).status_code == 403
    assert bob.post(f"/tokens/{hash_token(token)}/revocation").status_code == 403
    assert find_by_api_token(store, token) is not None
