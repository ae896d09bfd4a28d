"""The script of a call over the API: for a version that may be told, and for no other."""

from relay.domain.message import MessageState
from relay.journey.reviewing import Wording, amend_message
from relay.store.store import Store
from tests.api.conftest import Caller
from tests.cast import Cast, Story


def test_what_to_say_stands_beside_the_message(alice_calls: Caller, story: Story) -> None:
    story.capture()
    message, version = story.message()
    content = alice_calls.get(f"/messages/{message.id}/script").get_json()
    assert (content["number"], content["text_hash"]) == (version.number, version.text_hash)
    assert content["parts"][0]["title"] == "Opening"
    lines = [line for part in content["parts"] for line in part["lines"]]
    assert {line["cue"] for line in lines} == {True, False}
    spoken = " ".join(line["text"] for line in lines)
    assert all(s.text in spoken for s in version.sentences if s.role.value == "observation")


def test_a_version_that_the_guard_objects_to_is_not_said(
    alice_calls: Caller, store: Store, cast: Cast, story: Story
) -> None:
    story.capture()
    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        text = f"{version.text}\n\nYou were useless."
        amend_message(work, message.id, Wording(version.subject, text, version.number))
    assert story.message()[0].state is MessageState.FLAGGED
    answer = alice_calls.get(f"/messages/{message.id}/script")
    assert answer.status_code == 409
    assert "useless" not in answer.get_data(as_text=True)
