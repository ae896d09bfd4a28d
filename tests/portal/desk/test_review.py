"""Review: what is approved is exactly what is shown, and nothing goes out that the guard objects to."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.letter import Letter
from relay.domain.message import Approval, MessageState
from relay.domain.reading import Point, Ruling
from relay.journey import registering
from relay.store.store import Store
from relay.vocabulary import RelayPolicy
from tests.cast import NOTE, Cast, Story

Fields = Callable[..., dict[str, str]]
HARSH = "Your answers were stupid and useless."


@pytest.fixture
def drafted(story: Story) -> str:
    """The address of a message that was drafted from a note and has nothing against it."""
    story.capture()
    message, version = story.message()
    assert message.state is MessageState.DRAFTED, [breach.advice for breach in version.breaches]
    return f"/messages/{message.id}"


def state_of(story: Story) -> MessageState:
    return story.message()[0].state


def letters(store: Store, cast: Cast) -> list[Letter]:
    with store.look(cast.agency.id) as work:
        return list(work.all(select(Letter).order_by(Letter.number)))


def test_the_note_the_points_and_the_preview_stand_side_by_side(
    alice: FlaskClient, story: Story, address: str, drafted: str
) -> None:
    page = alice.get(f"{address}/review").text
    _message, version = story.message()

    assert 'id="run-1"' in page
    assert 'href="#point-1"' in page
    assert 'id="point-1"' in page
    assert 'href="#sentence-' in page
    assert "run run-withheld" in page
    assert "0161 496 0148" in page
    preview = page[page.index('id="preview"') : page.index("</section>", page.index('id="preview"'))]
    for sentence in version.sentences:
        if sentence.paragraph_role.value != "signature":
            assert f'id="sentence-{sentence.place}"' in preview
    assert "496 0148" not in preview


def test_one_button_approves_what_is_shown_and_the_letter_stands(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str, drafted: str, editor: Fields
) -> None:
    _message, version = story.message()

    answer = alice.post(f"{drafted}/approval", data=editor(submission_key="a"))
    assert (answer.status_code, answer.location) == (303, f"{address}/review")
    assert "every 500ms" in alice.get(f"{address}/review").text
    story.carry_out_all()

    [letter] = letters(store, cast)
    assert (letter.number, letter.text_hash, letter.approved_by) == (1, version.text_hash, "Alice Moreau")
    assert "What <bdi>Priya</bdi> was told" in alice.get(f"{address}/review").text


@pytest.mark.parametrize(
    ("policy", "said"),
    [(RelayPolicy.ASK_FIRST, "agrees to this message"), (RelayPolicy.ON_REQUEST, "Priya asked for feedback")],
)
def test_a_clients_condition_is_vouched_for_before_anything_is_told(
    alice: FlaskClient,
    store: Store,
    cast: Cast,
    story: Story,
    address: str,
    drafted: str,
    editor: Fields,
    policy: RelayPolicy,
    said: str,
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.set_client_terms(
            work, cast.client.id, promise_days=None, owner_id=None, relay_policy=policy
        )
    assert said in alice.get(f"{address}/review").text

    refused = alice.post(f"{drafted}/approval", data=editor(submission_key="a"))
    assert refused.status_code == 422
    assert 'id="met-error"' in refused.text
    assert letters(store, cast) == []

    alice.post(f"{drafted}/approval", data=editor(submission_key="b", met="yes"))
    story.carry_out_all()

    assert len(letters(store, cast)) == 1
    with store.look(cast.agency.id) as work:
        [approval] = work.all(select(Approval))
    assert approval.met is policy
    # What was told may be put right without asking again.
    assert said not in alice.get(f"{address}/review").text


def test_a_client_without_a_condition_asks_for_no_tick(
    alice: FlaskClient, address: str, drafted: str
) -> None:
    assert 'name="met"' not in alice.get(f"{address}/review").text


def test_changed_words_become_a_version_of_the_person_and_that_one_is_approved(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, drafted: str, editor: Fields
) -> None:
    fields = editor(subject="About your final panel")

    assert alice.post(f"{drafted}/approval", data=fields).status_code == 303
    story.carry_out_all()

    message, version = story.message()
    assert (message.number, version.subject, version.author_id) == (
        2,
        "About your final panel",
        cast.alice.id,
    )
    [letter] = letters(store, cast)
    assert letter.text_hash == version.text_hash


def test_words_the_guard_objects_to_do_not_go_out_and_stay_in_the_editor(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, drafted: str, editor: Fields
) -> None:
    text = story.message()[1].text + "\n\n" + HARSH

    answer = alice.post(f"{drafted}/approval", data=editor(text=text))

    assert answer.status_code == 422
    assert HARSH in answer.text
    assert "guard-breached" in answer.text
    assert "is-breached" in answer.text
    assert (state_of(story), story.message()[0].latest) == (MessageState.DRAFTED, 1)
    assert letters(store, cast) == []


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


def test_a_hash_that_is_not_the_shown_ones_approves_nothing(
    alice: FlaskClient, story: Story, drafted: str, editor: Fields
) -> None:
    assert alice.post(f"{drafted}/approval", data=editor(text_hash="0" * 64)).status_code == 409
    assert state_of(story) is MessageState.DRAFTED


def test_an_approval_for_tomorrow_can_be_taken_back(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str, drafted: str, editor: Fields
) -> None:
    alice.post(f"{drafted}/approval", data=editor(when="morning"))
    story.carry_out_all()
    assert state_of(story) is MessageState.APPROVED
    page = alice.get(f"{address}/review").text
    assert "It goes out" in page
    assert "09:00" in page

    answer = alice.post(f"{drafted}/recall", data={"submission_key": "r"})

    assert answer.status_code == 303
    assert state_of(story) is MessageState.DRAFTED
    assert letters(store, cast) == []


def test_what_has_gone_out_cannot_be_recalled_but_corrected_visibly(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str, editor: Fields
) -> None:
    story.relay()
    message, _ = story.message()
    assert alice.post(f"/messages/{message.id}/recall").status_code == 409

    answer = alice.post(f"/messages/{message.id}/approval", data=editor(subject="Put right"))
    story.carry_out_all()

    assert answer.status_code == 303
    assert [(letter.number, letter.state.value) for letter in letters(store, cast)] == [
        (1, "superseded"),
        (2, "closed"),
    ]
    assert "Replaced by a newer one" in alice.get(address).text


def test_withdrawing_asks_first_and_is_visible(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str
) -> None:
    story.relay()
    message, _ = story.message()
    withdrawal = f"/messages/{message.id}/withdrawal"

    assert "This cannot be undone" in alice.get(withdrawal).text
    assert [letter.state.value for letter in letters(store, cast)] == ["closed"]
    assert alice.post(withdrawal, data={"submission_key": "w"}).status_code == 303
    assert [letter.state.value for letter in letters(store, cast)] == ["withdrawn"]
    assert "Letter withdrawn" in alice.get(address).text
    assert alice.post(withdrawal, data={"submission_key": "w2"}).status_code == 409


def test_a_letter_can_be_withdrawn_while_a_correction_is_under_way(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str, editor: Fields
) -> None:
    story.relay()
    message, _ = story.message()
    alice.post(f"/messages/{message.id}/versions", data=editor(subject="Put right"))

    page = alice.get(f"{address}/review").text

    assert "can read version 1 in the portal" in page
    assert f'href="/messages/{message.id}/withdrawal"' in page
    assert alice.post(f"/messages/{message.id}/withdrawal").status_code == 303
    assert [letter.state.value for letter in letters(store, cast)] == ["withdrawn"]


def test_a_flagged_version_can_be_laid_before_a_manager(
    alice: FlaskClient, story: Story, address: str, drafted: str, editor: Fields
) -> None:
    text = story.message()[1].text + "\n\n" + HARSH
    assert alice.post(f"{drafted}/versions", data=editor(text=text)).status_code == 303
    assert state_of(story) is MessageState.FLAGGED

    without = alice.post(f"{drafted}/hold", data={"number": "2", "reason": ""})
    answer = alice.post(f"{drafted}/hold", data={"number": "2", "reason": "They asked for it plainly."})

    assert without.status_code == 422
    assert answer.status_code == 303
    assert state_of(story) is MessageState.HELD
    assert "They asked for it plainly." in alice.get(f"{address}/review").text


@pytest.mark.parametrize(("to", "words"), [("desk", "Sent back"), ("client", "to ask the client")])
def test_a_version_can_be_sent_back_with_a_reason(
    alice: FlaskClient, story: Story, address: str, drafted: str, to: str, words: str
) -> None:
    answer = alice.post(f"{drafted}/return", data={"number": "1", "reason": "Too thin.", "to": to})

    assert answer.status_code == 303
    assert state_of(story) is MessageState.SENT_BACK
    page = alice.get(f"{address}/review").text
    assert words in page
    assert "Too thin." in page


@pytest.mark.parametrize("number", ["", "9", "x", "-1", "9" * 40])
def test_a_decision_about_another_version_is_refused(
    alice: FlaskClient, story: Story, drafted: str, number: str
) -> None:
    answer = alice.post(f"{drafted}/return", data={"number": number, "reason": "Too thin.", "to": "desk"})

    assert answer.status_code == 409
    assert state_of(story) is MessageState.DRAFTED


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


def first_point(store: Store, cast: Cast) -> Point:
    with store.look(cast.agency.id) as work:
        return work.session.scalars(select(Point).order_by(Point.place).limit(1)).one()


def test_leaving_a_point_out_words_the_message_anew(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str, drafted: str
) -> None:
    point = first_point(store, cast)

    answer = alice.post(f"/points/{point.id}/ruling?n=1", data={"ruling": "leave_out", "submission_key": "p"})
    assert (answer.status_code, answer.location) == (303, f"{address}/review#point-1")
    assert "Wording the message anew" in alice.get(f"{address}/review").text
    story.carry_out_all()

    page = alice.get(f"{address}/review").text
    assert "Wording the message anew" not in page
    assert "Left out" in page
    assert story.message()[0].number == 2


def test_a_points_kind_and_competency_can_be_changed(
    alice: FlaskClient, store: Store, cast: Cast, address: str, drafted: str
) -> None:
    point = first_point(store, cast)
    assert 'aria-label="Change point 1"' in alice.get(f"{address}/review?change={point.id}").text

    fields = {"ruling": "include", "kind": "improvement", "competency": "leadership"}
    assert alice.post(f"/points/{point.id}/ruling", data=fields).status_code == 303
    assert alice.post(f"/points/{point.id}/ruling", data={"ruling": "leave_out"}).status_code == 303

    with store.look(cast.agency.id) as work:
        first, second = work.all(select(Ruling).order_by(Ruling.ruled_at, Ruling.id))
    assert (first.include, first.kind.value, first.competency.value) == (True, "improvement", "leadership")
    assert (second.include, second.kind.value, second.competency.value) == (
        False,
        "improvement",
        "leadership",
    )


def test_a_kind_that_is_none_is_refused(alice: FlaskClient, store: Store, cast: Cast, drafted: str) -> None:
    point = first_point(store, cast)

    assert alice.post(f"/points/{point.id}/ruling", data={"kind": "gossip"}).status_code == 422


def test_a_swap_keeps_the_version_in_the_editor_apart_from_the_newest(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str, drafted: str
) -> None:
    alice.post(f"/points/{first_point(store, cast).id}/ruling", data={"ruling": "leave_out"})
    story.carry_out_all()

    swapped = alice.get(f"{address}/review?shown=1", headers={"HX-Request": "true"}).text
    whole = alice.get(f"{address}/review?shown=1").text

    assert "Version 2 is worded from what you decided." in swapped
    assert "Version 2 is worded from what you decided." not in whole


ACTS: dict[str, dict[str, Any]] = {
    "guard": {},
    "versions": {},
    "approval": {},
    "adoption": {"suggested": "1"},
    "dismissal": {"suggested": "1"},
    "recall": {},
    "hold": {"number": "1", "reason": "x"},
    "return": {"number": "1", "reason": "x"},
    "withdrawal": {},
}


@pytest.mark.parametrize("act", ACTS)
def test_another_agencys_message_is_not_there(
    charlie: FlaskClient, story: Story, drafted: str, editor: Fields, act: str
) -> None:
    assert charlie.post(f"{drafted}/{act}", data=editor(**ACTS[act])).status_code == 404
    assert state_of(story) is MessageState.DRAFTED


def test_another_agencys_points_and_pages_are_not_there(
    charlie: FlaskClient, store: Store, cast: Cast, address: str, drafted: str
) -> None:
    point = first_point(store, cast)

    assert charlie.post(f"/points/{point.id}/ruling", data={"ruling": "include"}).status_code == 404
    assert charlie.get(f"{address}/review").status_code == 404
    assert charlie.get(f"{drafted}/withdrawal").status_code == 404
    assert charlie.post(f"/messages/{uuid4()}/approval").status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_a_candidate_cannot_review(priya: FlaskClient, story: Story, drafted: str, act: str) -> None:
    answer = priya.post(f"{drafted}/{act}")

    assert answer.status_code == 303
    assert "/sign-in" in answer.location


def test_forty_points_and_a_note_of_many_scripts_are_drawn(
    alice: FlaskClient, story: Story, address: str
) -> None:
    lines = [f"She explained the trade-off number {n} in the design clearly 👍🏽." for n in range(40)]
    story.capture("\n".join(["Ünïcödé שלום", *lines]))

    page = alice.get(f"{address}/review")

    assert page.status_code == 200
    for n in (1, 20, 39):
        assert f"number {n} in the design" in page.text


def test_without_a_note_there_is_nothing_to_review_yet(alice: FlaskClient, address: str) -> None:
    answer = alice.get(f"{address}/review")

    assert (answer.status_code, answer.location) == (303, address)


def test_a_reading_that_does_not_come_is_admitted(alice: FlaskClient, store: Store, address: str) -> None:
    alice.post(f"{address}/notes", data={"text": NOTE, "source": "call"})
    present = store.now
    store.now = lambda: present() + timedelta(minutes=2)

    page = alice.get(f"{address}/review").text

    assert "This takes longer than it should. The note is safe" in page
    assert 'hx-trigger="every 5s"' in page
    assert '<meta http-equiv="refresh"' not in page


def test_a_vague_note_says_what_to_ask_the_client(alice: FlaskClient, story: Story, address: str) -> None:
    story.capture("Nice enough, just not for us.")

    assert "What is one thing the candidate did" in alice.get(f"{address}/review").text
