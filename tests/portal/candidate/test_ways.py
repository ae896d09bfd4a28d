"""Taking something up: a few concrete ways under each thing to work on, the letter's own first, and still one's own words."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.action import Action
from relay.domain.letter import Letter, LetterItem
from relay.domain.quiet import Quiet
from relay.journey import choosing, registering, scheduling
from relay.store.store import Store
from relay.store.work import Work
from relay.vocabulary import Competency, ParagraphRole
from tests.cast import Cast, Story, wall
from tests.portal.candidate.conftest import Rows

TakeUp = Callable[..., TestResponse]

OFFERED = ["Tell one result aloud three times.", "Ask a friend to ask how you know."]


@pytest.fixture
def soon(store: Store, cast: Cast) -> str:
    """A day next week, on Priya's clocks."""
    return (store.now().astimezone(ZoneInfo(cast.priya.zone)).date() + timedelta(days=7)).isoformat()


@pytest.fixture
def offering(store: Store, cast: Cast, improvement: LetterItem, opened: Letter) -> LetterItem:
    """The thing to work on, with two suggestions beside its next step."""
    with store.work(cast.agency.id) as work:
        item = work.get(LetterItem, improvement.id)
        item.suggestions = OFFERED
    return item


@pytest.fixture
def take_up(priya: FlaskClient, opened: Letter, improvement: LetterItem, soon: str) -> TakeUp:
    """A function that sends the form of the improvement."""

    def send(**form: str) -> TestResponse:
        data = {"letter_item_id": str(improvement.id), "due_on": soon, "what": "", **form}
        return priya.post(f"/letters/{opened.id}/actions", data=data)

    return send


def test_the_letters_own_next_step_is_chosen_and_the_others_stand_beneath_it(
    priya: FlaskClient, opened: Letter, offering: LetterItem, words: Callable[[TestResponse], str]
) -> None:
    page = priya.get(f"/letters/{opened.id}")
    html = page.get_data(as_text=True)
    assert f'id="way-{offering.id}" name="way" value="0" checked' in html
    assert html.count('name="way"') == 4
    told = words(page)
    assert offering.next_step is not None
    assert told.index(offering.next_step) < told.index(OFFERED[0]) < told.index(OFFERED[1])
    assert "Something of my own" in told
    assert "A short mail reminds you the day before." in told


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_is_chosen_goes_into_the_plan_as_it_stands(
    take_up: TakeUp, offering: LetterItem, rows: Rows, place: int, opened: Letter
) -> None:
    answer = take_up(way=str(place))
    assert answer.location == f"/letters/{opened.id}#item-{offering.id}"
    (action,) = rows(Action)
    assert action.what == [offering.next_step, *OFFERED][place]
    assert (action.letter_item_id, action.competency) == (offering.id, Competency.EVIDENCE)


def test_ones_own_words_come_before_what_was_chosen(
    take_up: TakeUp, offering: LetterItem, rows: Rows
) -> None:
    assert take_up(way="1", what="My own way of it.").status_code == 303
    assert take_up(way="own", what="Quite another thing.").status_code == 303
    assert {action.what for action in rows(Action)} == {"My own way of it.", "Quite another thing."}


def test_where_no_way_was_chosen_it_is_the_choice_that_is_asked_for(
    priya: FlaskClient, opened: Letter, offering: LetterItem, take_up: TakeUp, rows: Rows
) -> None:
    assert 'name="offered" value="yes"' in priya.get(f"/letters/{opened.id}").text
    answer = take_up(offered="yes")
    assert f'<a href="#way-{offering.id}">Choose one of these, or write your own.</a>' in answer.text
    assert f'id="what-{offering.id}-error"' not in answer.text
    assert take_up(offered="yes", what="Something of mine.").status_code == 303
    assert [action.what for action in rows(Action)] == ["Something of mine."]


def test_the_same_form_twice_is_one_thing_in_the_plan(
    take_up: TakeUp, offering: LetterItem, rows: Rows
) -> None:
    first = take_up(way="1", submission_key="k")
    assert take_up(way="1", submission_key="k").location == first.location
    assert len(rows(Action)) == 1


BAD = [
    ({"way": "own"}, "what"),
    ({"way": "own", "what": "  "}, "what"),
    ({}, "what"),
    ({"offered": "yes"}, "way"),
    ({"offered": "yes", "way": "own"}, "what"),
    ({"offered": "yes", "way": "99"}, "way"),
    ({"offered": "yes", "what": "Kept \x00"}, "what"),
    ({"way": "3"}, "way"),
    ({"way": "99"}, "way"),
    ({"way": "-1"}, "way"),
    ({"way": "\u0662"}, "way"),
    ({"way": "x" * 10_000}, "way"),
    ({"way": "1", "what": "Kept \x00"}, "what"),
    ({"way": "1", "what": "Kept " + "x" * 500}, "what"),
    ({"way": "1", "due_on": "2001-01-01"}, "due_on"),
    ({"way": "1", "due_on": ""}, "due_on"),
]


@pytest.mark.parametrize(("form", "field"), BAD)
def test_what_cannot_be_taken_up_comes_back_beside_its_field_with_the_choice_kept(
    take_up: TakeUp,
    offering: LetterItem,
    rows: Rows,
    words: Callable[[TestResponse], str],
    form: dict[str, str],
    field: str,
) -> None:
    answer = take_up(**form)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-{offering.id}-error"' in html
    assert '<details class="disclosure" open>' in html
    if form.get("way") == "1":
        assert f'id="way-{offering.id}-2" name="way" value="1" checked' in html
    if form.get("what", "").startswith("Kept"):
        assert "Kept" in words(answer)
    assert rows(Action) == []


def test_a_letter_from_before_offers_its_next_step_alone(
    priya: FlaskClient,
    opened: Letter,
    improvement: LetterItem,
    take_up: TakeUp,
    rows: Rows,
) -> None:
    html = priya.get(f"/letters/{opened.id}").get_data(as_text=True)
    assert 'name="way"' not in html
    assert f">\n{improvement.next_step}</textarea>" in html
    assert take_up(what=improvement.next_step).status_code == 303
    assert len(rows(Action)) == 1


def test_what_was_taken_up_is_not_offered_again(
    priya: FlaskClient,
    opened: Letter,
    offering: LetterItem,
    take_up: TakeUp,
    words: Callable[[TestResponse], str],
) -> None:
    assert take_up(way="1").status_code == 303
    page = priya.get(f"/letters/{opened.id}")
    assert OFFERED[0] not in words(page)
    html = page.get_data(as_text=True)
    assert 'value="1"' not in html
    assert 'name="way" value="2"' in html
    for way in ("0", "2"):
        assert take_up(way=way).status_code == 303
    assert 'name="way"' not in priya.get(f"/letters/{opened.id}").get_data(as_text=True)


def test_a_next_step_longer_than_an_action_is_cut_between_words(
    store: Store, cast: Cast, take_up: TakeUp, offering: LetterItem, rows: Rows
) -> None:
    with store.work(cast.agency.id) as work:
        work.get(LetterItem, offering.id).next_step = "word " * 200
    assert take_up(way="0").status_code == 303
    (action,) = rows(Action)
    assert len(action.what) <= 500
    assert action.what.endswith("word")


def test_a_letter_that_is_closed_or_taken_back_gives_none_of_its_words(
    store: Store,
    cast: Cast,
    opened: Letter,
    offering: LetterItem,
    take_up: TakeUp,
    rows: Rows,
) -> None:
    with store.work(cast.agency.id) as work:
        work.get(Letter, opened.id).withdraw()
    assert take_up(way="1").status_code == 409
    assert rows(Action) == []


def test_a_closed_letter_gives_none_of_its_words(
    letter: Letter, improvement: LetterItem, take_up_closed: TakeUp, rows: Rows
) -> None:
    assert take_up_closed(way="0").status_code == 409
    assert rows(Action) == []


@pytest.fixture
def take_up_closed(priya: FlaskClient, letter: Letter, improvement: LetterItem, soon: str) -> TakeUp:
    """The same for a letter that nobody opened."""

    def send(**form: str) -> TestResponse:
        data = {"letter_item_id": str(improvement.id), "due_on": soon, **form}
        return priya.post(f"/letters/{letter.id}/actions", data=data)

    return send


def test_anothers_way_is_not_found(
    store: Store,
    cast: Cast,
    priya: FlaskClient,
    opened: Letter,
    soon: str,
    rows: Rows,
    take_up: TakeUp,
) -> None:
    with store.work(cast.agency.id) as work:
        from_another = Letter(
            agency_id=cast.agency.id,
            interview_id=cast.interview.id,
            candidate_id=sam_of(work),
            number=9,
            subject="s",
            text_hash="h",
            client_name="c",
            job_title="j",
            stage="s",
            approved_by="a",
            machine_worded=False,
            released_at=work.now,
        )
        from_another.open()
        work.add(from_another)
        item = work.add(
            LetterItem(
                agency_id=cast.agency.id,
                letter_id=from_another.id,
                place=0,
                role=ParagraphRole.IMPROVEMENT,
                text="t",
                next_step="Not yours",
            )
        )
    assert take_up(way="0", letter_item_id=str(item.id)).status_code == 404
    assert take_up(way="0", letter_item_id=str(uuid4())).status_code == 404
    assert rows(Action) == []


def sam_of(work: Work) -> UUID:
    """Another candidate of the agency."""
    return registering.add_candidate(work, name="Sam Okafor", email="sam@example.com").id


def test_nobody_else_takes_anything_up(
    app: Flask,
    alice: FlaskClient,
    opened: Letter,
    offering: LetterItem,
    soon: str,
    rows: Rows,
) -> None:
    data = {"letter_item_id": str(offering.id), "due_on": soon, "way": "0"}
    for browser in (app.test_client(), alice):
        assert browser.post(f"/letters/{opened.id}/actions", data=data).status_code in (307, 401, 403, 404)
    assert rows(Action) == []


@pytest.mark.parametrize(
    ("competency", "said"),
    [
        (Competency.EVIDENCE, "A skill you can build. It comes with you to any interview."),
        (Competency.EXPERIENCE, "About this role. Another job may ask for something else."),
        (None, None),
    ],
)
def test_each_thing_to_work_on_says_what_sort_of_thing_it_is(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    improvement: LetterItem,
    words: Callable[[TestResponse], str],
    competency: Competency | None,
    said: str | None,
) -> None:
    with store.work(cast.agency.id) as work:
        work.get(LetterItem, improvement.id).competency = competency
    told = words(priya.get(f"/letters/{opened.id}"))
    if said is None:
        assert "A skill you can build" not in told
        assert "About this role" not in told
    else:
        assert said in told


def test_the_next_interview_is_named_beside_the_day(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    offering: LetterItem,
    words: Callable[[TestResponse], str],
) -> None:
    assert "Your next interview is on" not in words(priya.get(f"/letters/{opened.id}"))
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="second panel",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=4)), "UTC", 60),
        )
    assert "Your next interview is on" in words(priya.get(f"/letters/{opened.id}"))


def test_a_letter_that_is_released_brings_its_suggestions_along(
    store: Store, cast: Cast, story: Story
) -> None:
    letter = story.relay()
    with store.look(cast.agency.id) as work:
        items = work.all(select(LetterItem).where(LetterItem.letter_id == letter.id))
    wanted = [item for item in items if item.role is ParagraphRole.IMPROVEMENT]
    assert wanted
    for item in items:
        assert len(item.suggestions) == (2 if item in wanted else 0)
    for item in wanted:
        assert item.ways == [item.next_step, *item.suggestions]


def test_who_switched_reminders_off_is_promised_none(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    offering: LetterItem,
    words: Callable[[TestResponse], str],
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        choosing.choose_mails(work, wanted=[], quiet=Quiet.NONE)
    assert "reminds you" not in words(priya.get(f"/letters/{opened.id}"))
