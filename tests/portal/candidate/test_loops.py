"""The loop as a candidate sees it: what they took up, the words it came from and the words of the later letter, side by side."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.action import Action, ActionState
from relay.domain.candidate import Candidate
from relay.domain.letter import Letter
from relay.domain.staff import Staff
from relay.journey import relaying, thanking
from relay.store.store import Store
from tests.cast import Cast, Story
from tests.sequel import PRAISED, SILENT_ON_IT, STILL, Sequel

SignIn = Callable[[Staff | Candidate], FlaskClient]
Words = Callable[[TestResponse], str]


@pytest.fixture
def database() -> str:
    """SQLite: the pages are what is looked at."""
    return "sqlite"


def come_back(
    story: Story, sequel: Sequel, said: str, state: ActionState = ActionState.PRACTISED
) -> tuple[Action, Letter, Story]:
    """Something is taken up from one letter, and another letter comes later."""
    action = sequel.take_up(story.relay(), state)
    later = sequel.next_interview()
    return action, later.relay(said), later


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (PRAISED, "This time they spoke well of it."),
        (STILL, "This time they still see something to work on here."),
        (SILENT_ON_IT, "This time it was not mentioned. That says neither yes nor no."),
    ],
)
def test_the_new_letter_says_what_became_of_what_was_worked_on(
    story: Story, sequel: Sequel, cast: Cast, sign_in_as: SignIn, words: Words, said: str, verdict: str
) -> None:
    action, letter, _ = come_back(story, sequel, said)
    sequel.read(letter)

    page = words(sign_in_as(cast.priya).get(f"/letters/{letter.id}"))

    assert f"What you worked on {action.what} You practised this. {verdict}" in page
    assert "Then, Northwind Logistics" in page
    assert ("Now, Northwind Logistics" in page) is (said is not SILENT_ON_IT)


def test_only_the_words_on_that_matter_stand_beside_it(
    story: Story, sequel: Sequel, cast: Cast, sign_in_as: SignIn
) -> None:
    _, letter, _ = come_back(
        story, sequel, f"{PRAISED} She worked well with the team. Her questions were good."
    )
    sequel.read(letter)

    page = sign_in_as(cast.priya).get(f"/letters/{letter.id}").text
    beside = page.split('id="worked-on"')[1].split("</section>")[0]

    assert "figure" in beside
    assert "answers ran" not in beside


def test_the_plan_tells_it_only_once_the_letter_was_opened(
    story: Story, sequel: Sequel, cast: Cast, sign_in_as: SignIn, words: Words
) -> None:
    _, letter, _ = come_back(story, sequel, PRAISED)
    priya = sign_in_as(cast.priya)
    for address in ("/plan", "/letters", f"/letters/{letter.id}"):
        assert "spoke well" not in words(priya.get(address)), address
        assert "figure for every result" not in words(priya.get(address)), address

    sequel.read(letter)

    page = priya.get("/plan")
    assert "they spoke well of it" in words(page)
    assert f"/letters/{letter.id}#worked-on" in page.text


@pytest.mark.parametrize("state", [ActionState.DROPPED, ActionState.DONE])
def test_something_done_or_let_go_keeps_what_was_said_of_it(
    story: Story, sequel: Sequel, cast: Cast, sign_in_as: SignIn, words: Words, state: ActionState
) -> None:
    action, letter, _ = come_back(story, sequel, PRAISED)
    sequel.read(letter)
    sequel.move(action, state)

    assert "they spoke well of it" in words(sign_in_as(cast.priya).get("/plan"))


def test_a_letter_that_was_taken_back_says_nothing_of_it_any_more(
    store: Store, story: Story, sequel: Sequel, cast: Cast, sign_in_as: SignIn, words: Words
) -> None:
    _, letter, later = come_back(story, sequel, PRAISED)
    sequel.read(letter)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        relaying.withdraw_letter(work, later.message()[0].id)
    priya = sign_in_as(cast.priya)
    for _ in range(2):
        for address in ("/plan", f"/letters/{letter.id}"):
            page = words(priya.get(address))
            assert "spoke well" not in page, address
            assert "figure for every result" not in page, address
        later.carry_out_all()


def test_words_of_an_earlier_letter_that_was_taken_back_stay_out(
    store: Store, story: Story, sequel: Sequel, cast: Cast, sign_in_as: SignIn, words: Words
) -> None:
    _, letter, _ = come_back(story, sequel, PRAISED)
    sequel.read(letter)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        relaying.withdraw_letter(work, story.message()[0].id)

    page = words(sign_in_as(cast.priya).get(f"/letters/{letter.id}"))

    assert "This time they spoke well of it." in page
    assert "Then, Northwind" not in page


def test_what_she_wrote_is_shown_as_written(
    store: Store, story: Story, sequel: Sequel, cast: Cast, sign_in_as: SignIn
) -> None:
    action, letter, _ = come_back(story, sequel, PRAISED)
    sequel.read(letter)
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        work.get(Action, action.id).what = "<script>alert(1)</script> \u202egnp.exe"

    for address in ("/plan", f"/letters/{letter.id}"):
        page = sign_in_as(cast.priya).get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_nobody_else_sees_it(
    store: Store, story: Story, sequel: Sequel, cast: Cast, sign_in_as: SignIn
) -> None:
    from relay.journey import registering  # noqa: PLC0415 - beside its one use

    _, letter, _ = come_back(story, sequel, PRAISED)
    sequel.read(letter)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Okoro", email="sam@example.com")
    browser = sign_in_as(sam)

    assert browser.get(f"/letters/{letter.id}").status_code == 404
    assert "spoke well" not in browser.get("/plan").text


def test_thanks_after_the_later_letter_are_written_as_before(
    store: Store, story: Story, sequel: Sequel, cast: Cast
) -> None:
    """Closing the loop takes nothing else away: the later letter is a letter like any other."""
    _, letter, _ = come_back(story, sequel, PRAISED)
    sequel.read(letter)
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        thanking.write_thanks(work, letter.id, text="Thank you.")
        assert work.all(select(Letter).where(Letter.id == letter.id))
