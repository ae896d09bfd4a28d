"""Whoever only fetches changes nothing: scanners, previewers, prefetchers, and people who just look.

Every mailed link is fetched by machines first, some of which follow what they find. None of it opens, acknowledges or
uses up anything, and the person who comes afterwards still gets in.
"""

import re
from collections import deque
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, select

from relay.domain.base import Base
from relay.domain.knock import Challenge
from relay.domain.letter import Letter, LetterState, Receipt
from relay.domain.question import Question
from relay.hall.policy import Side
from relay.store.store import Store
from relay.store.tenancy import SET_AGENCY
from tests.cast import Cast, PostBox
from tests.walls.conftest import Planted
from tests.walls.walking import looks, rules_of

VISITS = 1000
SEEN = {"sign_in_session": {"seen_at"}}


def dump(store: Store, cast: Cast) -> dict[str, list[str]]:
    """Every row of every table, as both agencies see them."""
    metadata: MetaData = Base.metadata
    found: dict[str, list[str]] = {}
    with store.writer.connect() as connection:
        for agency in (cast.agency, cast.other_agency):
            if connection.dialect.name == "postgresql":
                connection.execute(SET_AGENCY, {"agency": str(agency.id)})
            for table in metadata.sorted_tables:
                columns = [c for c in table.columns if c.name not in SEEN.get(table.name, set())]
                rows = sorted(repr(tuple(row)) for row in connection.execute(select(*columns)))
                found[f"{agency.name}: {table.name}"] = rows
    return found


def links_in(page: str) -> list[str]:
    """The addresses a page leads to within the house, by links and by the forms somebody might fetch."""
    found = re.findall(r'(?:href|src|action)="(/[^"#]*)', page)
    return [address for address in dict.fromkeys(found) if not address.startswith(("/static", "//"))]


def crawl(browser: FlaskClient, start: str, most: int = 200) -> list[str]:
    """Fetch `start` and whatever it leads to, with HEAD and GET, pressing nothing."""
    waiting, seen = deque([start]), [start]
    while waiting and len(seen) < most:
        address = waiting.popleft()
        browser.head(address)
        answer = browser.get(address)
        ahead = [answer.location] if answer.location and answer.location.startswith("/") else []
        for found in ahead + links_in(answer.get_data(as_text=True)):
            if found not in seen:
                seen.append(found)
                waiting.append(found)
    return seen


@pytest.fixture
def notice_link(planted: Planted, cast: Cast, post_box: PostBox) -> str:
    """The address in the newest notice to Priya."""
    texts = [
        mail.text for mail in post_box.envelopes if mail.address == cast.priya.email and "/n/" in mail.text
    ]
    found = re.search(r"(/n/\S+)", texts[0])
    assert found is not None
    return found[1]


def test_a_thousand_scanner_visits_use_nothing_up_and_the_person_still_gets_in(
    app: Flask,
    store: Store,
    cast: Cast,
    planted: Planted,
    notice_link: str,
    post_box: PostBox,
    carry_out_all: Callable[[], None],
) -> None:
    before = dump(store, cast)
    sent = len(post_box.envelopes)
    scanner = app.test_client()
    for visit in range(VISITS):
        answer = scanner.open(notice_link, method="HEAD" if visit % 2 else "GET")
        assert answer.status_code == 200
    for agent in ("Mozilla/5.0 (preview)", "Slackbot-LinkExpanding 1.0"):
        crawl(app.test_client(), notice_link)
        app.test_client().get(notice_link, headers={"User-Agent": agent, "Purpose": "prefetch"})
    carry_out_all()
    assert dump(store, cast) == before
    assert len(post_box.envelopes) == sent
    with store.gate() as session:
        assert session.scalars(select(Challenge)).all() == []
    person = app.test_client()
    person.post(notice_link, headers={"Sec-Fetch-Site": "same-origin"})
    carry_out_all()
    code = re.search(r"code is (\S+)", post_box.envelopes[-1].text)
    assert code is not None
    assert person.post("/key", data={"code": code[1]}).location == "/letters"


def test_following_every_link_inside_opens_and_acknowledges_nothing(
    store: Store, cast: Cast, planted: Planted, priya: FlaskClient
) -> None:
    before = dump(store, cast)
    seen = crawl(priya, "/letters")
    assert f"/letters/{planted.letter.id}" in seen
    assert f"/letters/{planted.closed.id}/opening" in seen
    assert dump(store, cast) == before
    with store.look(cast.agency.id) as work:
        assert work.get(Letter, planted.closed.id).state is LetterState.CLOSED
        receipts = work.all(select(Receipt).where(Receipt.letter_id == planted.closed.id))
        assert receipts == []
        assert all(receipt.acknowledged_at is None for receipt in work.all(select(Receipt)))


class Places(dict[str, list[str]]):
    """What stands for a placeholder: ids of things that are there, and for any other name an id of nothing."""

    def __missing__(self, name: str) -> list[str]:
        """An id of nothing; a route that is new is walked all the same."""
        return [str(uuid4())]


@pytest.fixture
def places(store: Store, cast: Cast, planted: Planted, notice_link: str, asking_link: str) -> Places:
    """Things of every kind, by the name of their placeholder."""
    with store.look(cast.agency.id) as work:
        question_id = str(work.all(select(Question))[0].id)
    return Places(
        letter_id=[str(planted.letter.id), str(planted.closed.id)],
        action_id=[str(planted.action.id)],
        locator=[notice_link.rsplit("/", 1)[1]],
        token=["t" * 43],
        link=[asking_link],
        interview_id=[str(cast.interview.id)],
        candidate_id=[str(cast.priya.id)],
        client_id=[str(cast.client.id)],
        contact_id=[str(cast.tom.id)],
        job_id=[str(cast.job.id)],
        staff_id=[str(cast.alice.id)],
        message_id=[planted.message_id],
        note_id=[str(planted.note.id)],
        question_id=[question_id],
        number=["1"],
    )


@pytest.mark.parametrize("who", ["alice", "bob", "ada", "priya", "client"])
def test_a_get_on_any_route_changes_no_row(
    app: Flask, store: Store, cast: Cast, places: Places, who: str, request: pytest.FixtureRequest
) -> None:
    browser: FlaskClient = request.getfixturevalue(who)
    before = dump(store, cast)
    answered = set()
    for step in looks(rules_of(app, *Side), places):
        answer = browser.open(step.address, method=step.method)
        assert answer.status_code < 500 or step.endpoint == "health.readyz", step
        if answer.status_code == 200:
            answered.add(step.endpoint)
    after = dump(store, cast)
    assert {table for table in after if after[table] != before[table]} == set()
    assert "door.notice" in answered
    if who == "priya":
        assert {"letters.home", "letters.letter", "plan.plan"} <= answered
