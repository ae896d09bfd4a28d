"""Links for a friend or mentor: they show what was ticked and nothing else, end by themselves, and can be ended at once."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.action import Action
from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem
from relay.domain.share import Share, ShareItem, ShareLink
from relay.domain.staff import Staff
from relay.domain.tokens import hash_token
from relay.hall import evenly
from relay.journey import acting, erasing, registering, sharing
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.vocabulary import ParagraphRole
from tests.cast import Cast
from tests.portal.candidate.conftest import TICK, Rows

Come = Callable[[str], TestResponse]

STRENGTH = "Your explanation of the retry design was clear."
GAP = "What changed as a result had no number."
NEXT = "Write down two results with a figure."
LINE = "Could you listen to me on Thursday? Danke 🙏"


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The even time is one test's subject, and the others need not wait for it."""
    monkeypatch.setattr(evenly, "EVEN_SECONDS", 0)


@pytest.fixture
def strength(store: Store, cast: Cast, opened: Letter) -> LetterItem:
    with store.look(cast.agency.id) as work:
        return next(i for i in work.get(Letter, opened.id).items if i.role is ParagraphRole.STRENGTHS)


@pytest.fixture
def action(store: Store, cast: Cast, opened: Letter, improvement: LetterItem) -> Action:
    """Something taken up from the letter."""
    return take_up(store, cast, NEXT, improvement.id)


def take_up(
    store: Store, cast: Cast, what: str, item_id: UUID | None = None, person: Candidate | None = None
) -> Action:
    with store.work(cast.agency.id, cast.act_as(person or cast.priya)) as work:
        return acting.commit_to_action(
            work, what=what, due_on=work.now.date() + timedelta(days=3), letter_item_id=item_id
        )


def make(browser: FlaskClient, **fields: str | list[str]) -> TestResponse:
    return browser.post("/shares", data={"days": "7", **fields})


def link_on(browser: FlaskClient) -> str:
    """The newest link on the candidate's page, as a path."""
    link = re.search(r'value="http://localhost:8000(/s/[\w-]{43})"', browser.get("/shares").text)
    assert link is not None
    return link[1]


def the_letter(store: Store, cast: Cast, letter: Letter, move: str) -> None:
    with store.work(cast.agency.id) as work:
        getattr(work.get(Letter, letter.id), move)()


def test_before_any_letter_is_open_the_sheet_alone_can_be_chosen(
    priya: FlaskClient, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get("/shares"))
    assert "A role-play sheet For" in page
    assert "Once you have opened a letter, you can show parts of it too." in page
    answer = make(priya)
    assert answer.status_code == 422
    assert "Choose at least one thing to show." in words(answer)


def test_with_an_open_letter_the_sheet_is_one_choice_of_several(
    priya: FlaskClient, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get("/shares"))
    assert "A role-play sheet (optional)" in page
    assert "Once you have opened" not in page


def test_a_friend_sees_what_was_ticked_and_nothing_else(
    priya: FlaskClient,
    client: FlaskClient,
    improvement: LetterItem,
    strength: LetterItem,
    action: Action,
    words: Callable[[TestResponse], str],
) -> None:
    answer = make(priya, letter_item_id=str(improvement.id), line=LINE)
    assert answer.status_code == 303

    page = words(client.get(link_on(priya)))

    assert "Priya shares this with you" in page
    assert LINE in page
    assert GAP in page
    assert NEXT in page
    for kept in (STRENGTH, "Play the interviewer", "takes up", "Nair", "Northwind", "Bright Road", "Alice"):
        assert kept not in page


def test_a_part_that_begins_with_also_is_shown_without_it_as_what_went_before_may_not_be_shown(
    priya: FlaskClient,
    client: FlaskClient,
    store: Store,
    cast: Cast,
    strength: LetterItem,
    words: Callable[[TestResponse], str],
) -> None:
    with store.work(cast.agency.id) as work:
        work.get(LetterItem, strength.id).text = "You also drew it up clearly."
    make(priya, letter_item_id=str(strength.id))
    for page in (priya.get("/shares"), client.get(link_on(priya)), priya.get("/mine/record")):
        assert "You drew it up clearly." in words(page)


def test_each_kind_of_thing_can_be_shown(
    priya: FlaskClient,
    client: FlaskClient,
    strength: LetterItem,
    action: Action,
    words: Callable[[TestResponse], str],
) -> None:
    own = priya.post("/plan/actions", data={"what": "Ring a friend", "due_on": action.due_on.isoformat()})
    assert own.status_code == 303
    make(priya, letter_item_id=str(strength.id), action_id=str(action.id), competency="evidence")

    page = words(client.get(link_on(priya)))

    assert STRENGTH in page
    assert f"What Priya takes up {NEXT} Planned" in page
    assert "Play the interviewer: evidence" in page
    assert "Is there a number, or a change you could picture?" in page
    assert "Ring a friend" not in page


def test_a_reflection_is_never_shown(priya: FlaskClient, client: FlaskClient, action: Action) -> None:
    priya.post(
        f"/plan/actions/{action.id}/steps", data={"state": "practised", "reflection": "I was so nervous"}
    )
    make(priya, action_id=str(action.id))

    page = client.get(link_on(priya)).text
    assert "Practised" in page
    assert "nervous" not in page


def test_nothing_is_ticked_beforehand(priya: FlaskClient, strength: LetterItem, action: Action) -> None:
    page = priya.get("/shares").text

    assert page.count('type="checkbox"') == 3
    assert not re.search(r'type="checkbox"[^>]* checked', page)
    assert not re.search(r"<option[^>]* selected", page)


def test_coming_from_a_competency_its_sheet_is_chosen(priya: FlaskClient, letter: Letter) -> None:
    assert '<option value="evidence" selected>' in priya.get("/shares?sheet=evidence").text


def test_the_page_opens_nothing_else(priya: FlaskClient, client: FlaskClient, strength: LetterItem) -> None:
    make(priya, letter_item_id=str(strength.id), competency="evidence")
    answer = client.get(link_on(priya))

    assert "Set-Cookie" not in answer.headers
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "<form" not in answer.text
    links = set(re.findall(r'(?:href|action)="([^"]+)"', answer.text))
    assert {link for link in links if not link.startswith(("/static/", "#"))} == set()


def test_nothing_but_looking_is_possible(
    client: FlaskClient, priya: FlaskClient, strength: LetterItem
) -> None:
    make(priya, letter_item_id=str(strength.id))
    for method in ("POST", "PUT", "DELETE"):
        assert client.open(link_on(priya), method=method).status_code == 405


@pytest.fixture
def refused(priya: FlaskClient, client: FlaskClient, store: Store, cast: Cast, strength: LetterItem) -> Come:
    """A function that gives the answer to a link that opens nothing, by its kind."""

    def come(kind: str) -> TestResponse:
        make(priya, letter_item_id=str(strength.id))
        link = link_on(priya)
        with store.look(cast.agency.id) as work:
            share = work.all(select(Share).order_by(Share.made_at.desc()))[0]
        if kind == "ended":
            assert priya.post(f"/shares/{share.id}/revocation").status_code == 303
        elif kind == "run out":
            at = share.expires_at
            store.now = lambda: at
        elif kind == "guessed":
            link = "/s/" + "A" * 43
        elif kind == "cut off":
            link = link[:-1]
        elif kind == "nonsense":
            link = "/s/%00%F0%9F%98%80"
        return client.get(link)

    return come


KINDS = ("ended", "run out", "guessed", "cut off", "nonsense")


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_that_opens_nothing_always_says_the_same(
    refused: Come, client: FlaskClient, kind: str
) -> None:
    answer = refused(kind)

    assert answer.status_code == 404
    assert answer.text == client.get("/s/" + "B" * 43).text
    assert "Priya" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_and_takes_the_same_time(refused: Come, rests: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evenly, "EVEN_SECONDS", 5)
    for kind in ("ended", "guessed", "run out"):
        refused(kind)
    assert rests == pytest.approx([5 - TICK] * 3)


@pytest.mark.parametrize("move", ["withdraw", "supersede"])
def test_when_a_letter_goes_its_words_are_gone_at_once_and_the_rest_stays(
    priya: FlaskClient,
    client: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    improvement: LetterItem,
    strength: LetterItem,
    action: Action,
    words: Callable[[TestResponse], str],
    move: str,
) -> None:
    own = take_up(store, cast, "Ring a friend")
    make(
        priya,
        letter_item_id=[str(strength.id), str(improvement.id)],
        action_id=[str(action.id), str(own.id)],
    )
    link = link_on(priya)
    assert NEXT in words(client.get(link))

    the_letter(store, cast, opened, move)

    page = words(client.get(link))
    for gone in (STRENGTH, GAP, NEXT):
        assert gone not in page
    assert "Ring a friend" in page
    mine = words(priya.get("/shares"))
    assert "Some things are not shown any more" in mine
    assert GAP not in mine


def test_where_nothing_is_left_the_page_says_so(
    priya: FlaskClient,
    client: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    strength: LetterItem,
    words: Callable[[TestResponse], str],
) -> None:
    make(priya, letter_item_id=str(strength.id))
    link = link_on(priya)
    the_letter(store, cast, opened, "withdraw")

    assert "There is nothing on this page any more" in words(client.get(link))


def test_the_candidate_sees_what_each_link_shows_and_until_when(
    priya: FlaskClient,
    strength: LetterItem,
    words: Callable[[TestResponse], str],
    rows: Rows,
) -> None:
    make(priya, letter_item_id=str(strength.id), line=LINE, competency="values", days="30")

    page = words(priya.get("/shares"))
    [share] = rows(Share)

    assert LINE in page
    assert "The role-play sheet: values" in page
    assert "It works until" in page
    assert share.expires_at - share.made_at == timedelta(days=30)


def test_the_link_can_be_copied_later_and_only_its_hash_is_stored(
    priya: FlaskClient, store: Store, strength: LetterItem, rows: Rows
) -> None:
    make(priya, letter_item_id=str(strength.id))
    first, second = link_on(priya), link_on(priya)
    token = first.removeprefix("/s/")

    assert first == second
    with store.glance() as session:
        [link] = session.scalars(select(ShareLink)).all()
    assert link.link_hash == hash_token(token)
    assert not any(token in str(vars(row)) for kind in (Share, ShareItem, EventRow) for row in rows(kind))


def test_ended_is_ended_for_good_and_once(
    priya: FlaskClient,
    client: FlaskClient,
    strength: LetterItem,
    rows: Rows,
    words: Callable[[TestResponse], str],
) -> None:
    make(priya, letter_item_id=str(strength.id))
    link, [share] = link_on(priya), rows(Share)
    for _ in range(2):
        assert priya.post(f"/shares/{share.id}/revocation").status_code == 303

    assert client.get(link).status_code == 404
    assert "ended by you" in words(priya.get("/shares"))
    assert link not in priya.get("/shares").text
    names = [row.name for row in rows(EventRow)]
    assert names.count("share.made") == names.count("share.revoked") == 1


def test_the_same_form_twice_makes_one_link(priya: FlaskClient, strength: LetterItem, rows: Rows) -> None:
    for _ in range(2):
        assert make(priya, letter_item_id=str(strength.id), submission_key="k").status_code == 303
    assert len(rows(Share)) == 1


@pytest.mark.parametrize(
    ("fields", "beside"),
    [
        ({}, "shows-error"),
        ({"competency": "charm"}, "competency-error"),
        ({"competency": "evidence", "days": "365"}, "days-error"),
        ({"competency": "evidence", "days": ""}, "days-error"),
        ({"competency": "evidence", "line": "x" * 1001}, "line-error"),
        ({"competency": "evidence", "line": "a\x00b"}, "line-error"),
        ({"letter_item_id": "none"}, "letter_item_id-error"),
        ({"action_id": "none"}, "action_id-error"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_stores_nothing(
    priya: FlaskClient,
    strength: LetterItem,
    action: Action,
    rows: Rows,
    fields: dict[str, str],
    beside: str,
) -> None:
    answer = make(priya, **{"line": "Kept words", **fields})

    assert answer.status_code == 422
    assert f'id="{beside}"' in answer.text
    assert "Kept words" in answer.text or "line" in fields
    assert rows(Share) == []


def test_what_was_ticked_stays_ticked_when_the_form_comes_back(
    priya: FlaskClient, strength: LetterItem
) -> None:
    page = make(priya, letter_item_id=str(strength.id), days="1").text

    assert re.search(rf'value="{strength.id}" checked', page)


def test_a_script_in_the_line_is_words(priya: FlaskClient, client: FlaskClient, strength: LetterItem) -> None:
    make(priya, letter_item_id=str(strength.id), line="<script>alert(1)</script>")

    for page in (client.get(link_on(priya)).text, priya.get("/shares").text):
        assert "<script>alert(1)" not in page


def test_a_part_of_a_letter_that_is_closed_or_gone_cannot_be_shared(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    letter: Letter,
    improvement: LetterItem,
    rows: Rows,
) -> None:
    assert make(priya, letter_item_id=str(improvement.id)).status_code == 422
    priya.post(f"/letters/{letter.id}/opening")
    the_letter(store, cast, letter, "withdraw")
    assert make(priya, letter_item_id=str(improvement.id)).status_code == 422
    assert rows(Share) == []


def test_the_greeting_is_no_part_that_can_be_shared(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, rows: Rows
) -> None:
    with store.look(cast.agency.id) as work:
        greeting = work.get(Letter, opened.id).items[0]
    assert make(priya, letter_item_id=str(greeting.id)).status_code == 422
    assert rows(Share) == []


@pytest.fixture
def sam(store: Store, cast: Cast) -> Candidate:
    """Another candidate of the same agency."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return registering.add_candidate(work, name="Sam Cole", email="sam@example.com")


def test_what_is_another_candidates_is_not_found(
    priya: FlaskClient,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    store: Store,
    cast: Cast,
    sam: Candidate,
    improvement: LetterItem,
    opened: Letter,
    rows: Rows,
) -> None:
    sams = sign_in_as(sam)
    sams_action = take_up(store, cast, "Sam's own", person=sam)

    assert make(sams, letter_item_id=str(improvement.id)).status_code == 404
    assert make(priya, action_id=str(sams_action.id)).status_code == 404
    assert make(priya, letter_item_id=str(uuid4())).status_code == 404
    assert rows(Share) == []
    make(priya, letter_item_id=str(improvement.id))
    [share] = rows(Share)
    assert sams.post(f"/shares/{share.id}/revocation").status_code == 404
    assert GAP not in sams.get("/shares").text
    assert rows(Share)[0].revoked_at is None


def test_what_is_another_agencys_is_not_found(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    strength: LetterItem,
    rows: Rows,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
) -> None:
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        twin = registering.add_candidate(work, name="Priya Nair", email=cast.priya.email)
    make(priya, letter_item_id=str(strength.id))
    [share] = rows(Share)

    theirs = sign_in_as(twin)
    assert theirs.post(f"/shares/{share.id}/revocation").status_code == 404
    assert make(theirs, letter_item_id=str(strength.id)).status_code == 404


def test_staff_and_strangers_make_and_end_none(
    alice: FlaskClient,
    client: FlaskClient,
    priya: FlaskClient,
    strength: LetterItem,
    rows: Rows,
) -> None:
    make(priya, letter_item_id=str(strength.id))
    [share] = rows(Share)
    for browser in (alice, client):
        assert make(browser, competency="evidence").status_code in (303, 307)
        assert browser.post(f"/shares/{share.id}/revocation").status_code == 303
        assert browser.get("/shares").status_code == 303
    [left] = rows(Share)
    assert left.revoked_at is None


def test_nobody_keeps_more_links_than_they_can_watch(priya: FlaskClient, letter: Letter, rows: Rows) -> None:
    for _ in range(sharing.MOST_OPEN):
        make(priya, competency="evidence")
    answer = make(priya, competency="evidence", line="One more")

    assert answer.status_code == 409
    assert "One more" in answer.text
    assert len(rows(Share)) == sharing.MOST_OPEN


def test_events_of_sharing_hold_no_words(priya: FlaskClient, strength: LetterItem, rows: Rows) -> None:
    make(priya, letter_item_id=str(strength.id), line=LINE)

    [made] = [row for row in rows(EventRow) if row.name == "share.made"]
    assert set(made.data) == {"share_id"}
    assert made.interview_id is None


def test_a_link_of_somebody_who_was_erased_opens_nothing(
    priya: FlaskClient, client: FlaskClient, store: Store, cast: Cast, strength: LetterItem
) -> None:
    make(priya, letter_item_id=str(strength.id))
    link = link_on(priya)
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        erasing.end_ways_in(work, cast.priya.id)

    assert client.get(link).status_code == 404
    with store.glance() as session:
        assert session.scalars(select(ShareLink)).all() == []


def test_the_record_tells_of_each_link_and_what_it_shows(
    priya: FlaskClient, strength: LetterItem, words: Callable[[TestResponse], str]
) -> None:
    make(priya, letter_item_id=str(strength.id), line=LINE, competency="values")

    page = words(priya.get("/mine/record"))
    for told in ("Your links for friends and mentors", LINE, STRENGTH, "Role play: values"):
        assert told in page
