"""The cast's own story: the fixtures that everything else stands on do what they say."""

from flask.testing import FlaskClient

from relay.domain.letter import LetterState
from tests.cast import PostBox, Story


def test_a_note_becomes_a_letter_that_waits_for_the_candidate(story: Story, post_box: PostBox) -> None:
    letter = story.relay()

    assert letter.state is LetterState.CLOSED
    assert [envelope.address for envelope in post_box.envelopes] == ["priya.nair@example.com"]


def test_somebody_who_is_not_signed_in_is_led_to_the_entrance(client: FlaskClient) -> None:
    assert client.get("/").status_code == 303
