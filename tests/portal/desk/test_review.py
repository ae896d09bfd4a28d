"""Review: the note, its points and the preview stand side by side, and deciding on a point words the message anew."""

from datetime import timedelta
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.reading import Ruling
from relay.store.store import Store
from tests.cast import NOTE, Cast, Story
from tests.portal.desk.reviews import first_point


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


def test_another_agencys_points_and_pages_are_not_there(
    charlie: FlaskClient, store: Store, cast: Cast, address: str, drafted: str
) -> None:
    point = first_point(store, cast)

    assert charlie.post(f"/points/{point.id}/ruling", data={"ruling": "include"}).status_code == 404
    assert charlie.get(f"{address}/review").status_code == 404
    assert charlie.get(f"{drafted}/withdrawal").status_code == 404
    assert charlie.post(f"/messages/{uuid4()}/approval").status_code == 404


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
