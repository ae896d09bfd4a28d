"""Today at the desk: true counts, the row's one action, filters in the address."""

from flask.testing import FlaskClient

from relay.domain.message import MessageState
from tests.cast import Cast, Story


def test_it_shows_what_waits_with_its_one_action(alice: FlaskClient, cast: Cast) -> None:
    page = alice.get("/today").text

    assert "1 thing waits for you" in page
    assert f'href="/interviews/{cast.interview.id}"' in page
    assert "Say what happened: Priya Nair" in page


def test_a_draft_leads_to_its_review(alice: FlaskClient, cast: Cast, story: Story) -> None:
    story.capture()
    message, _ = story.message()
    verb = "Mend" if message.state is MessageState.FLAGGED else "Review"

    page = alice.get("/today").text

    assert f"{verb}: Priya Nair" in page
    assert f'href="/interviews/{cast.interview.id}/review"' in page


def test_it_says_of_a_promise_that_was_kept_that_it_was(alice: FlaskClient, story: Story) -> None:
    story.relay()
    story.capture("She asked thoughtful questions about the team.")

    page = alice.get("/today").text

    assert "New wording suggested" in page
    assert '<span class="quiet">Kept</span>' in page
    assert "None owed" not in page


def test_a_recruiter_sees_their_own_and_a_manager_everyones(
    ada: FlaskClient, bob: FlaskClient, cast: Cast
) -> None:
    assert "Priya Nair" in bob.get("/today").text
    assert "Priya Nair" not in bob.get("/today?whose=mine").text
    assert "Priya Nair" in ada.get("/today?whose=everyone").text


def test_the_kind_narrows_the_list_and_the_counts_stay_true(alice: FlaskClient) -> None:
    page = alice.get("/today?kind=question").text

    assert "None of these wait" in page
    assert 'All <span class="count">1</span>' in page
    assert 'Questions <span class="count">0</span>' in page


def test_nonsense_in_the_address_is_left_aside(alice: FlaskClient) -> None:
    answer = alice.get("/today?kind=%00&whose=nobody")

    assert answer.status_code == 200
    assert "Priya Nair" in answer.text


def test_an_empty_list_says_what_will_be_here(charlie: FlaskClient) -> None:
    page = charlie.get("/today").text

    assert "Nothing waits for you" in page
    assert "interviews that need feedback" in page
    assert "Priya" not in page


def test_nobody_gets_in_without_signing_in(client: FlaskClient, priya: FlaskClient) -> None:
    for browser in (client, priya):
        answer = browser.get("/today")
        assert answer.status_code == 303
        assert "/sign-in" in answer.location
