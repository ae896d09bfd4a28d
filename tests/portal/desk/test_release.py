"""Release: what is approved is exactly what is shown, and it can be put off, taken back, corrected and withdrawn."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.message import Approval, MessageState
from relay.journey import registering
from relay.store.store import Store
from relay.vocabulary import RelayPolicy
from tests.cast import Cast, Story
from tests.portal.desk.reviews import HARSH, Fields, letters, state_of


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


@pytest.mark.parametrize("relayed", [False, True])
def test_what_is_judged_stands_before_its_judgement_and_when_it_goes_out_before_the_button(
    alice: FlaskClient, story: Story, address: str, drafted: str, editor: Fields, relayed: bool
) -> None:
    if relayed:
        alice.post(f"{drafted}/approval", data=editor())
        story.carry_out_all()
    page = alice.get(f"{address}/review").text
    parts = (
        'id="preview"',
        'name="subject"',
        'name="text"',
        'id="guard"',
        ">Goes out</label>",
        f"{drafted}/approval",
    )
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_a_release_that_is_refused_keeps_when_it_was_to_go_out(
    alice: FlaskClient, drafted: str, editor: Fields
) -> None:
    refused = alice.post(f"{drafted}/approval", data=editor(text=HARSH, when="morning"))
    assert refused.status_code == 422
    assert '<option value="morning" selected>' in refused.text


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
    assert (f'<a href="{address}#asked">Ask the client</a>' in page) is (to == "client")


@pytest.mark.parametrize("number", ["", "9", "x", "-1", "9" * 40])
def test_a_decision_about_another_version_is_refused(
    alice: FlaskClient, story: Story, drafted: str, number: str
) -> None:
    answer = alice.post(f"{drafted}/return", data={"number": number, "reason": "Too thin.", "to": "desk"})

    assert answer.status_code == 409
    assert state_of(story) is MessageState.DRAFTED


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


@pytest.mark.parametrize("act", ACTS)
def test_a_candidate_cannot_review(priya: FlaskClient, story: Story, drafted: str, act: str) -> None:
    answer = priya.post(f"{drafted}/{act}")

    assert answer.status_code == 303
    assert "/sign-in" in answer.location
