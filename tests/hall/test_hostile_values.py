"""Every address and every form with values that nobody means well: refused or taken, and never a fault of ours."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.action import Action
from relay.domain.base import Tenant, new_id
from relay.domain.letter import LetterItem
from relay.domain.note import Note
from relay.domain.reading import Point
from relay.journey import acting, answering, reading
from relay.store.store import Store
from relay.vocabulary import QuestionKind
from tests.cast import Cast, Story

SOURCE = Path(__file__).resolve().parents[2] / "relay" / "portal"
READ = re.compile(
    r"(?:form|Form\(\)|request\.(?:form|args))\.\w+\(\s*\"(\w+)\"|(?:asked_\w+|day)\((?:form, )?\"(\w+)\""
)
IN_ADDRESSES = ("\0\u202e\ufffe\U0010ffff", "9" * 400, "0001-01-01")
IN_FORMS = (
    *IN_ADDRESSES, "9999-12-31", "{{7*7}}{0.__class__}' OR 1=1 --%00%ff", "2026-11-24T23:59:60+99:99", "a" * 120_000,
)  # fmt: skip


def field_names() -> list[str]:
    """The names that any page reads, from the source."""
    found = {
        name
        for path in SOURCE.rglob("*.py")
        for pair in READ.findall(path.read_text("utf-8"))
        for name in pair
    }
    return sorted(found - {""})


@pytest.fixture
def ids(store: Store, cast: Cast, story: Story) -> dict[str, str]:
    """A record for every place in an address: those of an interview that has gone the whole way."""
    letter = story.relay()
    message, _ = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        item = work.all(select(LetterItem).where(LetterItem.letter_id == letter.id))[0]
        question = answering.ask_question(work, letter.id, kind=QuestionKind.FACT, text="Is it so?")
        day = date(work.now.year + 1, 1, 1)
        action: Action = acting.commit_to_action(work, what="This", due_on=day, letter_item_id=item.id)
    with store.look(cast.agency.id) as work:
        note, point = work.all(select(Note))[0], work.all(select(Point))[0]
    records: dict[str, Tenant] = {
        "interview_id": cast.interview, "candidate_id": cast.priya, "client_id": cast.client, "job_id": cast.job,
        "contact_id": cast.tom, "staff_id": cast.bob, "message_id": message, "letter_id": letter, "point_id": point,
        "question_id": question, "action_id": action, "note_id": note,
    }  # fmt: skip
    return {name: str(record.id) for name, record in records.items()}


def addresses(app: Flask, ids: dict[str, str], method: str) -> Iterator[str]:
    """Every address of the portal that takes this method; what ends a session or a person comes last or not at all."""
    for rule in app.url_map.iter_rules():
        away = rule.endpoint in {"static", "door.leave", "entrance.sign_out"} or rule.rule.startswith("/api")
        if away or method not in (rule.methods or ()) or rule.endpoint.startswith("standing_of_staff"):
            continue
        yield re.sub(r"<(?:\w+:)?(\w+)>", lambda found: ids.get(found[1], str(new_id())), rule.rule)


@pytest.fixture
def database() -> str:
    """PostgreSQL alone: it refuses whatever SQLite refuses, and more."""
    return "postgres"


@pytest.mark.parametrize("who", ["ada", "bob", "priya"])
def test_no_value_breaks_a_page(
    app: Flask, ids: dict[str, str], who: str, request: pytest.FixtureRequest
) -> None:
    browser: FlaskClient = request.getfixturevalue(who)
    names = field_names()
    assert len(names) > 30
    answers = [
        (address, value[:20], browser.get(address, query_string=dict.fromkeys(names, value)).status_code)
        for value in IN_ADDRESSES
        for address in addresses(app, ids, "GET")
    ]
    answers += [
        (address, value[:20], browser.post(address, data=dict.fromkeys(names, value)).status_code)
        for value in IN_FORMS
        for address in addresses(app, ids, "POST")
    ]
    assert {status for _, _, status in answers} >= {200, 404}
    assert [answer for answer in answers if answer[2] >= 500] == []
