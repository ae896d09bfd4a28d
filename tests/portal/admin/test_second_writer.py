"""The second writer's section of the agency's page: off until it is set, its key written and never shown."""

import json
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.message import MessageVersion
from relay.domain.pen import Dictation, DictationOutcome, Pen
from relay.domain.sealing import unseal
from relay.domain.tokens import Secrets
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.store.submission import Submission
from tests.cast import Cast, Story

KEY = "sk-canary-51f2a7"
FORM = {
    "active": "yes",
    "address": "https://llm.example/v1",
    "model": "tiny-writer",
    "pen_key": KEY,
    "patience": "20",
    "most_calls": "500",
    "most_tokens": "100000",
}


def send(browser: FlaskClient, **changes: str) -> str:
    """The page after sending the form over the version that stands."""
    page = browser.get("/agency").text
    section = page.partition('aria-label="Second writer"')[2]
    version = re.findall(r'name="version" value="(\d+)"', section)[0]
    data = {name: value for name, value in {**FORM, "version": version, **changes}.items() if value}
    return browser.post("/agency/writer", data=data, follow_redirects=True).text


def pen(store: Store, cast: Cast) -> Pen | None:
    """The pen, read afresh."""
    with store.look(cast.agency.id) as work:
        return work.one(select(Pen))


def test_it_is_off_until_it_is_set(ada: FlaskClient, cast: Cast, store: Store) -> None:
    page = ada.get("/agency").text
    assert "Second writer" in page
    assert not re.search(r'name="active" value="yes" checked', page)
    assert pen(store, cast) is None


def test_the_form_sets_it_and_the_key_stands_on_no_page_and_in_no_row(
    ada: FlaskClient, cast: Cast, store: Store
) -> None:
    page = send(ada)
    assert "Saved." in page
    assert "A key is stored" in page
    assert KEY not in page + ada.get("/agency").text
    found = pen(store, cast)
    assert found is not None
    assert (found.active, found.address, found.model) == (True, "https://llm.example/v1", "tiny-writer")
    secrets = Secrets("a secret for tests, long enough to be one")
    assert unseal(secrets, "pen", found.id, found.sealed_key or "") == KEY
    with store.look(cast.agency.id) as work:
        kept = [row.data for row in work.all(select(EventRow))]
        kept += [dict(row.answer) for row in work.all(select(Submission))]
    assert KEY not in json.dumps(kept)
    assert "pen.changed" in {row.name for row in events(store, cast)}


def events(store: Store, cast: Cast) -> list[EventRow]:
    """Everything that happened in the agency."""
    with store.look(cast.agency.id) as work:
        return list(work.all(select(EventRow)))


def test_an_empty_key_keeps_the_stored_one_and_a_tick_forgets_it(
    ada: FlaskClient, cast: Cast, store: Store
) -> None:
    send(ada)
    send(ada, pen_key="", model="other")
    kept = pen(store, cast)
    assert kept is not None
    assert (kept.model, kept.sealed_key is not None) == ("other", True)
    send(ada, pen_key="", forget_key="yes")
    forgotten = pen(store, cast)
    assert forgotten is not None
    assert forgotten.sealed_key is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", ""),
        ("address", "ftp://llm.example"),
        ("address", "https://user:pass@llm.example"),
        ("model", ""),
        ("model", "a\x00b"),
        ("pen_key", "two words"),
        ("patience", "0"),
        ("patience", "61"),
        ("most_calls", "-1"),
        ("most_tokens", "9" * 5000),
    ],
)
def test_bad_input_is_told_beside_its_field_and_the_typed_key_is_not_given_back(
    ada: FlaskClient, cast: Cast, store: Store, field: str, value: str
) -> None:
    page = send(ada, **{field: value})
    assert f'id="{field}-error"' in page
    assert KEY not in page
    assert "two words" not in page
    assert pen(store, cast) is None


def test_no_other_role_sets_it_and_no_other_agencys_is_touched(
    alice: FlaskClient, bob: FlaskClient, ada: FlaskClient, cast: Cast, store: Store
) -> None:
    for browser in (alice, bob):
        assert browser.post("/agency/writer", data={**FORM, "version": "0"}).status_code == 403
    send(ada)
    with store.look(cast.other_agency.id) as work:
        assert work.all(select(Pen)) == []


def test_a_change_over_a_newer_one_is_refused(ada: FlaskClient, cast: Cast, store: Store) -> None:
    send(ada)
    refused = ada.post("/agency/writer", data={**FORM, "version": "0", "model": "mine"})
    assert refused.status_code == 409
    assert KEY not in refused.text
    known = pen(store, cast)
    assert known is not None
    assert known.model == "tiny-writer"


def test_a_form_that_came_too_late_does_not_carry_the_key_through_signing_in(client: FlaskClient) -> None:
    page = client.post("/agency/writer", data={**FORM, "version": "0"}, follow_redirects=True)
    assert KEY not in page.text


def test_the_review_says_who_worded_each_version_and_why_it_was_the_phrasebook(
    alice: FlaskClient, cast: Cast, store: Store, story: Story
) -> None:
    story.capture()
    with store.work(cast.agency.id) as work:
        [version] = work.all(select(MessageVersion))
        work.add(
            Dictation(
                agency_id=cast.agency.id,
                interview_id=cast.interview.id,
                cause_id=version.id,
                material_hash=version.material_hash,
                model="tiny-writer",
                outcome=DictationOutcome.TIMED_OUT,
                tokens=0,
                started_at=work.now,
                ended_at=work.now,
            )
        )
    page = alice.get(f"/interviews/{cast.interview.id}/review").text
    assert "Worded by the relay" in page
    assert "the second writer took too long" in page
