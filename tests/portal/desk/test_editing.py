"""Editing: the guard answers while one types, versions keep their author, and no two people overwrite each other."""

import pytest
from flask.testing import FlaskClient

from relay.domain.message import MessageState
from tests.cast import Story
from tests.portal.desk.reviews import HARSH, Fields, state_of


def test_the_guard_answers_while_one_types_and_stores_nothing(
    alice: FlaskClient, story: Story, drafted: str, editor: Fields
) -> None:
    typed = editor(text=story.message()[1].text + "\n\n" + HARSH)

    part = alice.post(f"{drafted}/guard", data=typed, headers={"HX-Request": "true"})
    page = alice.post(f"{drafted}/guard", data=typed)

    assert part.text.strip().startswith('<section class="guard guard-breached"')
    assert 'id="preview-frame" hx-swap-oob="true"' in part.text
    assert "<!doctype" not in part.text
    assert "guard-breached" in page.text
    assert HARSH in page.text
    assert story.message()[0].latest == 1


@pytest.mark.parametrize("text", ["", "x" * 200_000, "a\x00b"])
def test_the_guard_takes_bad_input_calmly(
    alice: FlaskClient, drafted: str, editor: Fields, text: str
) -> None:
    part = alice.post(f"{drafted}/guard", data=editor(text=text), headers={"HX-Request": "true"})

    assert part.status_code == 422
    assert 'id="guard"' in part.text


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("text", "", "Enter something here."),
        ("text", "x" * 200_000, "Use at most 20,000 characters"),
        ("subject", "", "Enter something here."),
        ("subject", "Hello \u202ePriya", "invisible control character"),
    ],
)
@pytest.mark.parametrize("act", ["versions", "approval"])
def test_a_wording_that_cannot_be_kept_is_refused_beside_its_field(
    alice: FlaskClient,
    story: Story,
    drafted: str,
    editor: Fields,
    act: str,
    field: str,
    value: str,
    complaint: str,
) -> None:
    answer = alice.post(f"{drafted}/{act}", data=editor(**{field: value}))

    assert answer.status_code == 422
    assert complaint in answer.text
    assert f'id="{field}-error"' in answer.text
    assert value in answer.text
    assert story.message()[0].latest == 1


def test_words_that_cannot_be_checked_are_not_said_to_be_well(
    alice: FlaskClient, drafted: str, editor: Fields
) -> None:
    page = alice.post(f"{drafted}/versions", data=editor(subject="", text="")).text

    for place in ("subject", "text"):
        assert f'<a href="#{place}">' in page
        assert f'id="{place}-error"' in page
    assert "The guard has nothing against this message" not in page
    assert "The words cannot be checked yet" in page
    assert "Version 1, as it was saved" in page
    assert "This is what Priya will see" not in page


def test_saving_keeps_a_version_with_its_author(
    alice: FlaskClient, address: str, story: Story, drafted: str, editor: Fields
) -> None:
    answer = alice.post(f"{drafted}/versions", data=editor(subject="About your panel", submission_key="s"))

    assert answer.status_code == 303
    page = alice.get(f"{address}/review").text
    assert "2 versions" in page
    assert "Worded by the relay" in page
    assert "Alice Moreau" in page


def test_the_same_form_twice_makes_one_version(
    alice: FlaskClient, story: Story, drafted: str, editor: Fields
) -> None:
    fields = editor(subject="About your panel", submission_key="s")

    assert [alice.post(f"{drafted}/versions", data=fields).status_code for _ in range(2)] == [303, 303]
    assert story.message()[0].latest == 2


@pytest.mark.parametrize("act", ["versions", "approval"])
def test_a_stale_version_is_refused_with_both_texts_on_the_page(
    alice: FlaskClient, bob: FlaskClient, story: Story, drafted: str, editor: Fields, act: str
) -> None:
    stale = editor(subject="What I typed")
    bob.post(f"{drafted}/versions", data=editor(subject="What was saved meanwhile"))

    answer = alice.post(f"{drafted}/{act}", data=stale)

    assert answer.status_code == 409
    assert 'value="What I typed"' in answer.text
    assert "Version 2 was written while you typed" in answer.text
    assert 'name="number" value="2"' in answer.text
    assert (state_of(story), story.message()[0].latest) == (MessageState.DRAFTED, 2)


@pytest.mark.parametrize(("act", "number"), [("adoption", 4), ("dismissal", 2)])
def test_a_suggestion_is_taken_up_or_set_aside(
    alice: FlaskClient, story: Story, address: str, drafted: str, editor: Fields, act: str, number: int
) -> None:
    alice.post(f"{drafted}/versions", data=editor(subject="My own words"))
    story.capture("She asked thoughtful questions about how the team plans its work.")
    assert "Suggested: version 3" in alice.get(f"{address}/review").text

    answer = alice.post(f"{drafted}/{act}", data={"suggested": "3", "submission_key": "s"})

    assert answer.status_code == 303
    assert "Suggested: version 3" not in alice.get(f"{address}/review").text
    assert story.message()[0].number == number


def test_a_suggestion_that_is_none_is_refused(alice: FlaskClient, story: Story, drafted: str) -> None:
    assert alice.post(f"{drafted}/dismissal", data={"suggested": "1"}).status_code == 409
    assert alice.post(f"{drafted}/dismissal", data={"suggested": "x"}).status_code == 422
