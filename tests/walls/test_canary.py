"""Nothing of a note, a withheld run, an unreleased version or anybody else's letter reaches a candidate, by any route.

The canaries are searched for in every answer (bytes and headers) that every route gives to Priya and to a browser nobody
has signed in with, in every cookie, every mail and every line of the log; and no query made for her names a table behind
the wall.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import Connection, event, select

from relay.domain.base import Base
from relay.domain.knock import Locator
from relay.domain.letter import Letter, LetterItem
from relay.domain.tables import MODULES
from relay.domain.tokens import fresh_token, hash_token
from relay.hall.policy import Side
from relay.store.store import Store
from relay.text.lexicon import phrases
from relay.vocabulary import ParagraphRole
from tests.cast import Cast, PostBox, Story
from tests.walls.conftest import CANARIES, WITHHELD, Planted
from tests.walls.walking import FROM_OUR_PAGE, Fields, looks, presses, rules_of

Forms = dict[str, Callable[[], list[Fields]]]
# What the candidate's side may touch: letters, the candidate's own rows, where and when an interview is, and the ledger.
OPEN_TABLES = {
    "letter", "letter_item", "letter_sentence", "loop", "receipt", "question", "thanks", "action", "reflection", "journal_entry",
    "self_view", "self_mark", "wish", "unsent", "share", "share_item", "share_link", "candidate", "interview", "job", "client",
    "promise", "agency", "notice", "event", "handoff", "submission", "sign_in_session", "locator", "challenge",
    "passkey", "passkey_locator", "ceremony",
}  # fmt: skip
ROOMS = (
    "door.",
    "letters.",
    "plan.",
    "journal.",
    "playbook.",
    "views.",
    "mine.",
    "record.",
    "erasure.",
    "practise.",
    "sharing.",
    "paper.",
    "silence.",
    "kit.",
    "unsent.",
    "passkeys.",
)


@pytest.fixture
def locator(store: Store, cast: Cast) -> str:
    """An address that Priya was sent."""
    address = fresh_token()
    with store.gate() as session:
        session.add(
            Locator(
                locator_hash=hash_token(address),
                agency_id=cast.agency.id,
                candidate_id=cast.priya.id,
                made_at=store.now(),
                expires_at=store.now() + timedelta(days=1),
            )
        )
    return address


@pytest.fixture
def places(planted: Planted, locator: str, asking_link: str) -> dict[str, list[str]]:
    """Every value that a placeholder of a route is tried with: one's own, other people's, and things that are none."""
    behind = [str(planted.note.id), planted.message_id, str(uuid4())]
    letters = [planted.letter, planted.closed, planted.anothers_letter, planted.elsewheres_letter]
    interviews = [str(letter.interview_id) for letter in letters]
    return {
        "interview_id": [*interviews, *behind],
        "letter_id": [str(letter.id) for letter in letters] + behind,
        "action_id": [str(planted.action.id), str(planted.anothers_action.id), *behind],
        "entry_id": [str(planted.entry.id), str(planted.anothers_entry.id), *behind],
        "device_id": behind,
        "passkey_id": behind,
        "locator": [locator, "n" * 43],
        "token": [planted.share_token, "t" * 43],
        "share_id": [str(planted.share.id), str(planted.anothers_share.id), *behind],
        "competency": ["evidence", "charm"],
        "link": [asking_link, "f" * 43],
        "name": ["x"],
        "filename": ["x"],
    }


@pytest.fixture
def forms(store: Store, cast: Cast, planted: Planted) -> Forms:
    """What is sent to every route that takes a form, good and bad, in the order in which a person might."""
    soon = (store.now() + timedelta(days=3)).date().isoformat()
    today = store.now().date().isoformat()
    item_ids = []
    for agency_id in (cast.agency.id, cast.other_agency.id):
        with store.look(agency_id) as work:
            wanted = select(LetterItem).where(LetterItem.role == ParagraphRole.IMPROVEMENT)
            item_ids += [str(item.id) for item in work.all(wanted)]
    question = {"kind": "fairness", "text": "Why?"}
    return {
        "views.skip": lambda: [{}],
        "views.writing": lambda: [
            {},
            {"mark_evidence": "well", "view_words": "mine"},
            {"mark_evidence": "splendid"},
        ],
        "letters.opening": lambda: [{}],
        "letters.acknowledgement": lambda: [
            {"text_hash": "none", "in_own_words": "mine"},
            {"text_hash": planted.letter.text_hash, "in_own_words": "\x00"},
            {"text_hash": planted.letter.text_hash},
            {"text_hash": "a hash"},
        ],
        "letters.questions": lambda: [
            {},
            question,
            *({**question, "letter_item_id": item_id} for item_id in item_ids),
        ],
        "letters.actions": lambda: [
            {},
            *({"what": "w", "due_on": soon, "letter_item_id": item_id} for item_id in item_ids),
            *({"way": "1", "due_on": soon, "letter_item_id": item_id} for item_id in item_ids),
            *({"way": "77", "what": "", "due_on": soon, "letter_item_id": item_id} for item_id in item_ids),
        ],
        "letters.helpfulness": lambda: [{}, {"helpful": "no", "helpful_why": "mine"}, {"helpful": "perhaps"}],
        "letters.thanks": lambda: [{}, {"thanks": "mine"}],
        "letters.thanks_withdrawal": lambda: [{}],
        "unsent.keep": lambda: [{}, {"text": "mine"}, {"text": "mine", "kind": "fact", "edition": "1"}],
        "unsent.throw_away": lambda: [{}, {"edition": "1"}],
        "silence.wish": lambda: [{}, {"aspects": "evidence", "wish_line": "mine"}, {"aspects": "looks"}],
        "silence.withdrawal": lambda: [{}],
        "kit.own_feedback": lambda: [{}, {"what": "w", "due_on": soon, "kit_asked": "mine", "about": "mine"}],
        "plan.actions": lambda: [{}, {"what": "w", "due_on": soon}],
        "plan.steps": lambda: [
            {},
            {"state": "practised", "reflection": "r"},
            {"state": "dropped"},
            {"state": "planned"},
        ],
        "plan.day": lambda: [{}, {"due_on": soon}, {"due_on": today}],
        "plan.sharing": lambda: [{}],
        "plan.sharing_withdrawal": lambda: [{}],
        "journal.entries": lambda: [
            {},
            {"entry": "mine", "day": soon},
            *(
                {"entry": "mine", "day": today, "letter_id": str(letter.id)}
                for letter in (
                    planted.letter,
                    planted.closed,
                    planted.anothers_letter,
                    planted.elsewheres_letter,
                )
            ),
        ],
        "journal.change": lambda: [
            {},
            {"entry": "mine", "day": today, "version": "0"},
            {"entry": "mine", "day": today, "version": "1"},
        ],
        "journal.removal": lambda: [{}],
        "journal.putting_back": lambda: [{}],
        "sharing.make": lambda: [
            {},
            {"days": "7", "competency": "evidence", "line": "mine"},
            *({"days": "30", "letter_item_id": item_id} for item_id in item_ids),
            *(
                {"days": "14", "action_id": str(action.id)}
                for action in (planted.action, planted.anothers_action)
            ),
        ],
        "sharing.revocation": lambda: [{}],
        "mine.details": lambda: [{}, {"called": "Pri", "zone": "Europe/Warsaw"}, {"zone": "Nowhere"}],
        "mine.mails": lambda: [{}, {"quiet": "own"}, {"quiet": "none", "wanted": "answers"}, {"wanted": "x"}],
        "mine.end_device": lambda: [{}],
        "mine.end_others": lambda: [{}],
        "passkeys.options_to_add": lambda: [{}],
        "passkeys.add": lambda: [{}, {"passkey_name": "mine", "credential": "{}"}],
        "passkeys.removal": lambda: [{}],
        "passkeys.options": lambda: [{}],
        "passkeys.come_in": lambda: [{}, {"credential": "x"}],
        "erasure.code": lambda: [{}],
        "erasure.erase": lambda: [{}, {"code": "WRONGKEY"}],
        "door.ask_for_key": lambda: [{}],
        "door.use_key": lambda: [{}, {"code": "WRONGKEY"}],
        "entrance.come_in": lambda: [{"email": cast.priya.email, "password": "x"}, {}],
        "entrance.send_link": lambda: [{"email": cast.priya.email}, {}],
        "entrance.carry": lambda: [{"text": "mine"}, {}],
        "entrance.give_back": lambda: [{"text": "mine", "in_own_words": "mine"}, {}],
        "entrance.choose_password": lambda: [{"password": "three unrelated words"}],
        "entrance.sign_out": lambda: [{}],
        "door.leave": lambda: [{}],
        "answer.save": lambda: [{}, {"good_words": "mine"}],
        "answer.call": lambda: [{}],
        "answer.decline": lambda: [{}, {"reason": "mine"}],
        "answer.send": lambda: [{}, {"outcome": "rejected", "good_words": "mine"}],
        "answer.add": lambda: [{}, {"more": "mine"}],
    }


@contextmanager
def listening(store: Store) -> Iterator[list[str]]:
    """Every statement that is sent to the database meanwhile."""
    heard: list[str] = []

    def hear(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        heard.append(statement)

    engines = {store.writer, store.reader}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", hear)


def tables_in(statement: str) -> set[str]:
    """The tables that a statement names."""
    known = {table.name for table in Base.metadata.sorted_tables}
    named = re.findall(r'(?:FROM|JOIN|INTO|UPDATE|,)\s+"?(\w+)"?|\b(\w+)\.\w+', statement)
    return {name for pair in named for name in pair if name in known}


def test_the_canaries_stand_where_they_were_planted(
    store: Store, cast: Cast, planted: Planted, withheld_words: list[str]
) -> None:
    assert any(WITHHELD in run for run in withheld_words)
    everything = []
    for agency_id in (cast.agency.id, cast.other_agency.id):
        with store.look(agency_id) as work:
            for mapper in Base.registry.mappers:
                if "agency_id" in mapper.columns and mapper.class_.__module__.startswith("relay.domain"):
                    for row in work.all(select(mapper.class_)):
                        everything += [str(getattr(row, column.key)) for column in mapper.column_attrs]
    assert MODULES
    for canary in CANARIES:
        assert any(canary in value for value in everything), canary


def test_no_canary_reaches_a_candidate_by_any_route(
    app: Flask,
    store: Store,
    priya: FlaskClient,
    planted: Planted,
    places: dict[str, list[str]],
    forms: Forms,
    post_box: PostBox,
    carry_out_all: Callable[[], None],
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    rules = rules_of(app, Side.CANDIDATE, Side.PUBLIC)
    anybody = app.test_client()
    steps = looks(rules, places) + presses(rules, places, forms) + looks(rules, places)
    walked = set()
    for browser in (priya, anybody):
        for step in steps:
            if step.endpoint == "door.leave" and browser is priya:
                continue
            with listening(store) as heard:
                answer = browser.open(
                    step.address, method=step.method, data=step.fields, headers=FROM_OUR_PAGE
                )
            told = f"{step.method} {step.address} {step.fields}"
            assert answer.status_code < 500 or step.endpoint == "health.readyz", told
            everything = answer.get_data(as_text=True) + str(answer.headers)
            for canary in CANARIES:
                assert canary not in everything, told
            if step.endpoint.startswith(ROOMS):
                touched = set().union(*(tables_in(statement) for statement in heard))
                assert touched <= OPEN_TABLES, (told, touched - OPEN_TABLES)
            walked.add((step.endpoint, step.method))
    wanted = {(r.endpoint, m) for r in rules for m in (r.methods or set()) - {"OPTIONS"}} - {
        ("door.leave", "POST")
    }
    assert walked >= wanted
    left = priya.post("/leave")
    carry_out_all()
    mails = [f"{mail.address} {mail.subject} {mail.text}" for mail in post_box.envelopes]
    assert len(mails) > 3
    logged = "".join(capfd.readouterr()) + caplog.text + str(left.headers)
    assert "answered" in logged
    for canary in CANARIES:
        # Sam and the other agency's Priya are called by their first names, which hold no canary.
        assert canary not in logged
        assert not any(canary in mail for mail in mails), canary


def test_no_canary_reaches_what_a_letter_suggests(
    store: Store, cast: Cast, story: Story, withheld_words: list[str]
) -> None:
    """They are made of the letter's words and the phrasebook alone, and cued by nothing that was held back."""
    assert withheld_words
    book = {
        way["say"].replace("{jobs}", f"{cast.job.title} jobs")
        for ways in phrases("actions").values()
        for way in ways
    }
    offered = []
    for agency_id in (cast.agency.id, cast.other_agency.id):
        with store.look(agency_id) as work:
            offered += [way for item in work.all(select(LetterItem)) for way in item.suggestions]
    assert offered
    assert set(offered) <= book
    for canary in CANARIES:
        assert not any(canary in way for way in offered), canary


def test_what_is_hers_is_on_the_page(priya: FlaskClient, store: Store, cast: Cast, planted: Planted) -> None:
    """The search above is worth something only if the pages hold words at all."""
    page = priya.get(f"/letters/{planted.letter.id}").get_data(as_text=True)
    with store.look(cast.agency.id) as work:
        items = work.get(Letter, planted.letter.id).items
    assert len(items) > 3
    for item in items:
        assert str(escape(item.text)) in page
    assert "What is the thing?" in page
    assert "Do the thing" in priya.get("/plan").get_data(as_text=True)
    shared = priya.application.test_client().get(f"/s/{planted.share_token}").get_data(as_text=True)
    for item in items:
        if item.role in (ParagraphRole.STRENGTHS, ParagraphRole.IMPROVEMENT):
            assert str(escape(item.text)) in shared
    assert "Do the thing" in shared


def test_the_lines_of_the_playbook_are_drawn_and_hold_no_canary(priya: FlaskClient, planted: Planted) -> None:
    """Priya's second letter is opened, so that there is something to draw; what is anybody else's is about the same things."""
    assert 'class="drawing"' not in priya.get("/playbook").text
    assert priya.post(f"/letters/{planted.closed.id}/opening").status_code == 303
    page = priya.get("/playbook").text
    assert 'class="drawing"' in page
    assert "something of your own" in page
    for canary in CANARIES:
        assert canary not in page


def test_a_route_that_nobody_taught_the_walk_fails_it(
    app: Flask, places: dict[str, list[str]], forms: Forms
) -> None:
    rules = rules_of(app, Side.CANDIDATE)
    with pytest.raises(KeyError):
        looks(rules, {})
    with pytest.raises(KeyError):
        presses(rules, places, {})
