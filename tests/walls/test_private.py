"""What a candidate writes into their journal is theirs alone: no page, answer, export or module of the agency's side leads to it."""

from itertools import product
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from relay.domain.journal import JournalEntry
from relay.domain.letter import Letter
from relay.hall.policy import Side
from relay.journey import journaling, reading
from relay.store.store import Store
from tests.cast import Cast, Story
from tests.walls.walking import rules_of

Written = tuple[Letter, JournalEntry]
ROOT = Path(__file__).resolve().parents[2]
SECRET = "zqdiaryzq"
# The rooms of the house that work for the agency. A step that gives a candidate all that is theirs, or erases it, is none.
THE_AGENCYS = (
    "relay/portal/desk",
    "relay/portal/manager",
    "relay/portal/admin",
    "relay/portal/client",
    "relay/api",
    "relay/reports",
)


@pytest.fixture
def written(store: Store, cast: Cast, story: Story) -> Written:
    """An entry of Priya's about a letter that she opened, and what stands around it."""
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        entry = journaling.write_entry(work, text=SECRET, day=work.now.date(), letter_id=letter.id)
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        other = journaling.write_entry(work, text=f"{SECRET} too", day=work.now.date())
        journaling.take_out_entry(work, other.id)
    return letter, entry


def test_no_page_of_the_agency_shows_it(
    app: Flask,
    cast: Cast,
    written: Written,
    story: Story,
    alice: FlaskClient,
    bob: FlaskClient,
    ada: FlaskClient,
) -> None:
    letter, entry = written
    message, _ = story.message()
    known = {
        "interview_id": cast.interview.id,
        "candidate_id": cast.priya.id,
        "client_id": cast.client.id,
        "job_id": cast.job.id,
        "contact_id": cast.tom.id,
        "message_id": message.id,
        "staff_id": cast.alice.id,
        "letter_id": letter.id,
        "entry_id": entry.id,
    }
    looked = 0
    for browser, rule in product((alice, bob, ada), rules_of(app, Side.STAFF)):
        if "GET" not in (rule.methods or ()):
            continue
        address = app.url_map.bind("localhost").build(
            rule.endpoint, {name: known.get(name, uuid4()) for name in rule.arguments}
        )
        answer = browser.get(address)
        assert SECRET not in answer.get_data(as_text=True), address
        looked += answer.status_code == 200
    assert looked > 30


def test_no_module_of_the_agencys_side_knows_of_the_table() -> None:
    knowing = set()
    for room in THE_AGENCYS:
        for path in sorted((ROOT / room).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            if "JournalEntry" in source or "relay.domain.journal" in source or "journaling" in source:
                knowing.add(str(path.relative_to(ROOT)))
    assert knowing == set()
    assert all((ROOT / room).is_dir() for room in THE_AGENCYS)
