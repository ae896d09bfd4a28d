"""Nudges at the desk: a button in the row of today and on the interview's page; and what the recruiter sees of what came of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from relay.domain.action import ActionState
from relay.domain.candidate import Candidate
from relay.domain.staff import Staff
from relay.reports.today import NUDGE_AFTER
from relay.store.store import Store
from tests.cast import Cast, PostBox, Story
from tests.sequel import PRAISED, Sequel

SignIn = Callable[[Staff | Candidate], FlaskClient]


@pytest.fixture
def desk(cast: Cast, story: Story, sequel: Sequel, sign_in_as: SignIn) -> FlaskClient:
    """Alice's browser, some days after a letter that Priya left closed."""
    story.relay()
    sequel.pass_by(NUDGE_AFTER + timedelta(hours=1))
    return sign_in_as(cast.alice)


def test_the_row_on_today_has_its_button_and_leads_to_the_interview(
    desk: FlaskClient, cast: Cast, story: Story, post_box: PostBox
) -> None:
    page = desk.get("/today").text
    assert "Letter not opened" in page
    assert f'action="/interviews/{cast.interview.id}/nudge"' in page
    assert "Nudge: Priya Nair" in page

    answer = desk.post(f"/interviews/{cast.interview.id}/nudge", data={"from": "today"})
    story.carry_out_all()

    assert (answer.status_code, answer.location) == (303, "/today")
    page = desk.get("/today").text
    assert "the only one for this letter" in page
    assert "/nudge" not in page
    assert post_box.envelopes[-1].subject == "Still there for you"


def test_both_buttons_name_them_as_they_like_to_be_called(
    desk: FlaskClient, cast: Cast, store: Store, address: str
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        work.get(Candidate, cast.priya.id).choose_details(called="Pri", zone="Europe/London")
    for page in ("/today", address):
        assert "Nudge Pri</button>" in desk.get(page).text


def test_the_interviews_page_offers_it_and_says_afterwards_that_it_was_done(
    desk: FlaskClient, cast: Cast, address: str
) -> None:
    assert "Nudge Priya" in desk.get(address).text
    answer = desk.post(f"{address}/nudge")

    assert (answer.status_code, answer.location) == (303, address)
    page = desk.get(address).text
    assert "Nudge Priya" not in page
    assert "That was the only reminder" in page
    assert "Priya reminded of the letter" in page


def test_nobody_is_hurried_whose_letter_has_just_gone_out(
    alice: FlaskClient, story: Story, address: str
) -> None:
    story.relay()
    assert "What became of it" in alice.get(address).text
    assert "Nudge Priya" not in alice.get(address).text


def test_the_same_form_twice_sends_one_and_another_form_is_refused(
    desk: FlaskClient, address: str, story: Story, post_box: PostBox
) -> None:
    form = {"submission_key": "one"}
    assert [desk.post(f"{address}/nudge", data=form).status_code for _ in range(2)] == [303, 303]
    refused = desk.post(f"{address}/nudge")
    story.carry_out_all()

    assert refused.status_code == 409
    assert "Once is enough" in refused.text
    assert [mail.subject for mail in post_box.envelopes].count("Still there for you") == 1


def test_nobody_else_can_nudge(
    desk: FlaskClient, address: str, cast: Cast, client: FlaskClient, sign_in_as: SignIn
) -> None:
    assert sign_in_as(cast.charlie).post(f"{address}/nudge").status_code == 404
    for browser in (client, sign_in_as(cast.priya)):
        assert browser.post(f"{address}/nudge").status_code in (303, 401, 403)
    assert "Nudge Priya" in desk.get(address).text


def test_looking_nudges_nobody(desk: FlaskClient, address: str, story: Story, post_box: PostBox) -> None:
    sent = len(post_box.envelopes)
    assert desk.get(f"{address}/nudge").status_code == 405
    desk.get("/today")
    desk.get(address)
    story.carry_out_all()
    assert len(post_box.envelopes) == sent


def test_the_recruiter_sees_the_whole_way_and_never_the_private_parts(
    cast: Cast, story: Story, sequel: Sequel, sign_in_as: SignIn, address: str
) -> None:
    letter = story.relay()
    sequel.take_up(letter, ActionState.PRACTISED)
    sequel.read(letter, acknowledge=True)
    later = sequel.next_interview()
    later.relay(PRAISED)

    page = sign_in_as(cast.alice).get(address).text

    for told in (
        "relayed to Priya",
        "Priya opened the letter",
        "Priya acknowledged the letter",
        "Priya took up an action",
        "Priya practised an action",
        "A later letter on what Priya took up: praised now",
        "Praised now",
    ):
        assert told in page, told
    assert f"/interviews/{later.cast.interview.id}" in page
    assert "zqownwordszq" not in page
    assert "zqreflectionzq" not in page
