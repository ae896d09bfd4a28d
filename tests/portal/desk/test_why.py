"""Each point and each withheld run says why it was read so, to whoever asks."""

import pytest
from flask.testing import FlaskClient

from relay.portal.desk.shaping import plainly
from tests.cast import Cast, Story


def test_points_and_runs_say_why_in_words(alice: FlaskClient, cast: Cast, story: Story) -> None:
    story.capture()
    page = alice.get(f"/interviews/{cast.interview.id}/review").text
    asked = page.count("<summary>Why?</summary>")
    assert asked >= page.count('class="point-words"') > 1
    assert "weights:" not in page


@pytest.mark.parametrize(
    ("because", "told"),
    [
        ("words: contact_detail", "Recognised by its very words."),
        ("weights: point 0.82, hide 0.03", "Recognised by how it is worded."),
        ("", "Recognised by how it is worded."),
        ("a score names the area", "A score names the area."),
        ("Read as a strength (93%), communication.", "Read as a strength (93%), communication."),
    ],
)
def test_weights_of_earlier_engines_become_words(because: str, told: str) -> None:
    assert plainly(because) == told
