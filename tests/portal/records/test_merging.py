"""The page on which two records of one person become one: both are shown, what moves is said, and nothing is done unasked."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.candidate import Candidate
from relay.domain.letter import LetterState
from relay.journey import registering
from relay.store.store import Store
from tests.cast import Cast, Story

Sign = Callable[[Candidate], FlaskClient]


@pytest.fixture
def double(store: Store, cast: Cast) -> Candidate:
    """A second record of Priya, on other clocks and with another address."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return registering.add_candidate(
            work, name="Priya R. Nair", called="Pri", email="priya.nair@example.org", zone="Asia/Kolkata"
        )


def merger(candidate: Candidate) -> str:
    return f"/candidates/{candidate.id}/merger"


def fields_of(page: str, **changes: str) -> dict[str, str]:
    """The form as the page has it, with changes."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    return {
        **hidden,
        **{name: hidden.get(name, "this") for name in ("name", "called", "email", "zone")},
        **changes,
    }


def both(browser: FlaskClient, kept: Candidate, other: Candidate) -> str:
    return browser.get(f"{merger(kept)}?with={other.id}").text


def find(store: Store, cast: Cast, candidate: Candidate) -> Candidate:
    with store.look(cast.agency.id) as work:
        return work.get(Candidate, candidate.id)


def test_the_other_record_is_found_by_name_or_address(
    alice: FlaskClient, cast: Cast, double: Candidate
) -> None:
    assert merger(cast.priya) in alice.get(f"/candidates/{cast.priya.id}").text
    for words in ("priya r", "PRI", "priya.nair@example.org"):
        page = alice.get(merger(cast.priya), query_string={"q": words}).text
        assert f"with={double.id}" in page
        assert f"with={cast.priya.id}" not in page


def test_namesakes_are_shown_before_anybody_searches(alice: FlaskClient, store: Store, cast: Cast) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        namesake = registering.add_candidate(work, name=cast.priya.name.upper(), email="n@example.com")
    assert f"with={namesake.id}" in alice.get(merger(cast.priya)).text


def test_both_records_stand_side_by_side_with_what_moves(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, double: Candidate
) -> None:
    story.relay()
    page = both(alice, double, cast.priya)
    for words in (cast.priya.name, double.name, cast.priya.email, double.email, "Asia/Kolkata"):
        assert words in page
    assert "1, moves over" in page
    assert "This cannot be undone." in page
    assert find(store, cast, cast.priya).merged_into_id is None


def test_merging_leads_to_the_record_that_is_kept_and_so_does_the_other_from_then_on(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, double: Candidate
) -> None:
    story.relay()
    fields = fields_of(both(alice, double, cast.priya), email="other", name="other")

    answer = alice.post(merger(double), data=fields)

    assert (answer.status_code, answer.location) == (303, f"/candidates/{double.id}")
    kept = find(store, cast, double)
    assert (kept.name, kept.called, kept.email) == (cast.priya.name, "Pri", cast.priya.email)
    page = alice.get(answer.location).text
    assert "The two records are one now." in page
    assert "Merged into this record" in page
    for path in (f"/candidates/{cast.priya.id}", merger(cast.priya)):
        led = alice.get(path)
        assert (led.status_code, led.location) == (303, f"/candidates/{double.id}")
    assert str(cast.priya.id) not in alice.get("/candidates").text
    assert f"/candidates/{double.id}" in alice.get("/candidates?q=Priya+R").text


def test_the_same_form_twice_merges_once(alice: FlaskClient, cast: Cast, double: Candidate) -> None:
    fields = fields_of(both(alice, double, cast.priya))
    answers = [alice.post(merger(double), data=fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location


@pytest.mark.parametrize("changed", ["kept", "other"])
def test_a_page_that_is_out_of_date_merges_nothing_and_shows_both_as_they_are_by_now(
    alice: FlaskClient, store: Store, cast: Cast, double: Candidate, changed: str
) -> None:
    fields = fields_of(both(alice, double, cast.priya), called="other")
    whose = double if changed == "kept" else cast.priya
    with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
        registering.change_candidate(
            work, whose.id, name="Somebody Else", email=whose.email, called="", zone="UTC"
        )

    answer = alice.post(merger(double), data=fields)

    assert answer.status_code == 409
    assert "Somebody Else" in answer.text
    assert 'value="other" checked' in answer.text
    assert find(store, cast, cast.priya).merged_into_id is None
    again = fields_of(answer.text)
    assert alice.post(merger(double), data=again).status_code == 303


@pytest.mark.parametrize("name", ["name", "called", "email", "zone"])
@pytest.mark.parametrize("value", ["", "both", "x" * 10_000, "a\x00b"])
def test_a_choice_that_is_none_is_refused_beside_its_field(
    alice: FlaskClient, store: Store, cast: Cast, double: Candidate, name: str, value: str
) -> None:
    answer = alice.post(merger(double), data=fields_of(both(alice, double, cast.priya), **{name: value}))
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert find(store, cast, cast.priya).merged_into_id is None


@pytest.mark.parametrize("name", ["version", "other_version"])
def test_a_form_without_the_versions_it_was_drawn_over_merges_nothing(
    alice: FlaskClient, store: Store, cast: Cast, double: Candidate, name: str
) -> None:
    answer = alice.post(merger(double), data=fields_of(both(alice, double, cast.priya), **{name: "x"}))
    assert answer.status_code == 422
    assert find(store, cast, cast.priya).merged_into_id is None


def test_a_record_is_not_merged_with_itself_or_with_nonsense(
    alice: FlaskClient, cast: Cast, double: Candidate
) -> None:
    page = both(alice, double, cast.priya)
    assert "cannot be merged with this one" in both(alice, double, double)
    assert alice.get(f"{merger(double)}?with=x").status_code == 200
    itself = fields_of(page, other_id=str(double.id), other_version=str(double.version))
    assert alice.post(merger(double), data=itself).status_code == 422
    assert alice.post(merger(double), data=fields_of(page, other_id="x")).status_code == 404


def test_another_agencys_record_is_not_there(
    alice: FlaskClient, charlie: FlaskClient, store: Store, cast: Cast, double: Candidate
) -> None:
    fields = fields_of(both(alice, double, cast.priya))
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        theirs = registering.add_candidate(work, name="Priya Nair", email=cast.priya.email)
    assert charlie.get(merger(double)).status_code == 404
    assert charlie.post(merger(double), data=fields).status_code == 404
    assert alice.get(f"{merger(double)}?with={theirs.id}").status_code == 404
    assert alice.post(merger(double), data={**fields, "other_id": str(theirs.id)}).status_code == 404
    assert str(theirs.id) not in alice.get(merger(double), query_string={"q": "Priya"}).text


def test_a_candidate_merges_nobody(priya: FlaskClient, cast: Cast, double: Candidate) -> None:
    for answer in (
        priya.get(merger(double)),
        priya.post(merger(double), data={"other_id": str(cast.priya.id)}),
    ):
        assert answer.status_code in {303, 307}
        assert "/sign-in" in str(answer.location)


def test_a_letter_that_is_open_in_the_browser_stays_theirs_once_they_come_in_anew(
    alice: FlaskClient,
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    story: Story,
    double: Candidate,
    sign_in_as: Sign,
) -> None:
    letter = story.relay()
    assert priya.get(f"/letters/{letter.id}").status_code == 200

    alice.post(merger(double), data=fields_of(both(alice, double, cast.priya)))

    opened = priya.post(f"/letters/{letter.id}/opening", data={"submission_key": "o"})
    assert opened.status_code in {303, 307}
    assert story.letter().state is LetterState.CLOSED
    anew = sign_in_as(double)
    assert anew.get(f"/letters/{letter.id}").status_code == 200
    assert str(letter.id) in anew.get("/letters").text


def test_the_contact_who_answers_meanwhile_reads_the_name_that_is_kept(
    alice: FlaskClient, store: Store, cast: Cast, double: Candidate
) -> None:
    alice.post(merger(double), data=fields_of(both(alice, double, cast.priya)))
    page = alice.get(f"/interviews/{cast.interview.id}").text
    assert "Priya R. Nair" in page
    with store.look(cast.agency.id) as work:
        assert work.all(select(Candidate).where(Candidate.merged_into_id == double.id))
