"""Capture: the note comes in as it is, and nothing typed is lost on the way."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.note import Jotting, Note
from relay.store.store import Store
from tests.cast import NOTE, Cast, Story

AUTOSAVE = {"X-Relay": "autosave"}


def notes(store: Store, cast: Cast) -> list[Note]:
    with store.look(cast.agency.id) as work:
        return list(work.all(select(Note).order_by(Note.captured_at)))


def jottings(store: Store, cast: Cast) -> list[str]:
    with store.look(cast.agency.id) as work:
        return [jotting.text for jotting in work.all(select(Jotting))]


def fields(text: str = NOTE, **more: str) -> dict[str, str]:
    return {"text": text, "source": "email", "quoted": "quoted", "edition": "0", **more}


def test_a_note_is_kept_as_written_and_leads_to_its_review(
    alice: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    text = "She was late.\r\n\r\nשלום \u202eabc\u202c 👍🏽"

    answer = alice.post(
        f"{address}/notes", data=fields(text, contact_id=str(cast.tom.id), quoted="paraphrased")
    )

    assert (answer.status_code, answer.location) == (303, f"{address}/review")
    [note] = notes(store, cast)
    assert note.text == text.replace("\r\n", "\n")
    assert (note.source.value, note.quoted, note.contact_id) == ("email", False, cast.tom.id)
    assert "\u202eabc\u202c" in alice.get(address).text


def test_the_review_waits_for_the_reading_and_then_shows_it(
    alice: FlaskClient, story: Story, address: str
) -> None:
    alice.post(f"{address}/notes", data=fields())

    waiting = alice.get(f"{address}/review").text
    story.carry_out_all()
    ready = alice.get(f"{address}/review").text

    assert 'hx-trigger="every 500ms"' in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert f'href="{address}/review">Look again' in waiting
    assert "every 500ms" not in ready
    assert "Relay to" in ready


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Enter something here."),
        (" \n ", "Enter something here."),
        ("x" * 200_000, "Use at most 100,000 characters; this has 200,000."),
        ("half a no\x00te", "control character"),
    ],
)
def test_text_that_cannot_be_kept_is_refused_beside_its_field_and_stays_on_the_page(
    alice: FlaskClient, store: Store, cast: Cast, address: str, text: str, complaint: str
) -> None:
    answer = alice.post(f"{address}/notes", data=fields(text, source="scorecard"))

    assert answer.status_code == 422
    assert complaint in answer.text
    assert 'id="text-error"' in answer.text
    assert text.strip("\x00 \n")[:150_000].partition("\x00")[0] in answer.text
    assert '<option value="scorecard" selected>' in answer.text
    assert notes(store, cast) == []


def test_damaged_bytes_are_refused_whole(alice: FlaskClient, store: Store, cast: Cast, address: str) -> None:
    answer = alice.post(
        f"{address}/notes",
        data=b"text=caf%E9&source=call",
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 400
    assert notes(store, cast) == []


def test_a_source_or_contact_that_is_none_is_refused(alice: FlaskClient, address: str) -> None:
    assert alice.post(f"{address}/notes", data=fields(source="rumour")).status_code == 422
    assert alice.post(f"{address}/notes", data=fields(contact_id="Tom")).status_code == 422


def test_the_same_form_twice_makes_one_note(
    alice: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    for _ in range(2):
        answer = alice.post(f"{address}/notes", data=fields(submission_key="once"))
        assert answer.status_code == 303

    assert len(notes(store, cast)) == 1


def test_a_correction_replaces_the_note_it_names(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str
) -> None:
    first = story.capture()

    alice.post(f"{address}/notes", data=fields("She was on time.", supersedes_id=str(first.id)))
    again = alice.post(f"{address}/notes", data=fields("Again.", supersedes_id=str(first.id)))

    assert notes(store, cast)[1].supersedes_id == first.id
    assert "Replaced" in alice.get(address).text
    assert again.status_code == 409
    assert "Again." in again.text


def test_a_cancelled_interview_takes_no_note_and_keeps_the_words_on_the_page(
    alice: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    alice.post(f"{address}/cancellation", data={"submission_key": "c"})

    answer = alice.post(f"{address}/notes", data=fields("Words for later."))

    assert answer.status_code == 409
    assert "Words for later." in answer.text
    assert notes(store, cast) == []


def test_nobody_types_a_note_that_cannot_be_taken(alice: FlaskClient, address: str) -> None:
    alice.post(f"{address}/cancellation", data={"submission_key": "c"})

    answer = alice.get(f"{address}/notes/new", follow_redirects=True)

    assert answer.request.path == address
    assert "This interview was cancelled. Put it back on first" in answer.text
    assert "Put it back on</button>" in answer.text


def test_words_kept_for_an_interview_that_was_cancelled_since_stay_in_sight(
    alice: FlaskClient, address: str
) -> None:
    alice.post(f"{address}/jotting", data={"text": "Half a thought", "edition": "0"}, headers=AUTOSAVE)
    alice.post(f"{address}/cancellation", data={"submission_key": "c"})

    page = alice.get(f"{address}/notes/new").text

    assert "This interview was cancelled." in page
    assert "Half a thought" in page


def test_what_is_typed_is_saved_and_comes_back(alice: FlaskClient, address: str) -> None:
    first = alice.post(f"{address}/jotting", data={"text": "Half a th", "edition": "0"}, headers=AUTOSAVE)
    second = alice.post(
        f"{address}/jotting", data={"text": "Half a thought", "edition": "1"}, headers=AUTOSAVE
    )

    assert (first.json, second.json) == ({"edition": 1}, {"edition": 2})
    for page in (alice.get(address).text, alice.get(f"{address}/notes/new").text):
        assert "Half a thought</textarea>" in page
        assert 'name="edition" value="2"' in page


def test_two_tabs_lose_no_word(alice: FlaskClient, store: Store, cast: Cast, address: str) -> None:
    alice.post(f"{address}/jotting", data={"text": "from the first tab", "edition": "0"}, headers=AUTOSAVE)

    other = alice.post(
        f"{address}/jotting", data={"text": "from the second tab", "edition": "0"}, headers=AUTOSAVE
    )

    assert other.status_code == 409
    assert other.json is not None
    assert (other.json["text"], other.json["edition"]) == ("from the first tab", 1)
    assert jottings(store, cast) == ["from the first tab"]


def test_two_tabs_without_scripts_see_both_texts(
    alice: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    alice.post(f"{address}/jotting", data={"text": "from the first tab", "edition": "0"})

    page = alice.post(f"{address}/jotting", data={"text": "from the second tab", "edition": "0"})
    kept = alice.post(f"{address}/jotting", data={"text": "from both tabs", "edition": "1"})

    assert page.status_code == 409
    assert "from the first tab" in page.text
    assert "from the second tab</textarea>" in page.text
    assert 'name="edition" value="1"' in page.text
    assert kept.status_code == 303
    assert jottings(store, cast) == ["from both tabs"]


def test_a_capture_takes_its_own_jotting_along_and_leaves_another_tabs(
    alice: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    alice.post(f"{address}/jotting", data={"text": "the first half", "edition": "0"}, headers=AUTOSAVE)
    alice.post(f"{address}/notes", data=fields("the whole, reworded", edition="1"))
    assert jottings(store, cast) == []

    alice.post(f"{address}/jotting", data={"text": "typed in another tab", "edition": "0"}, headers=AUTOSAVE)
    alice.post(f"{address}/notes", data=fields("a second note", edition="0"))
    assert jottings(store, cast) == ["typed in another tab"]


def test_a_jotting_is_its_owners_alone(alice: FlaskClient, bob: FlaskClient, address: str) -> None:
    alice.post(f"{address}/jotting", data={"text": "only mine", "edition": "0"}, headers=AUTOSAVE)

    assert "only mine" not in bob.get(f"{address}/notes/new").text


def test_a_signed_out_browser_is_told_and_finds_the_words_after_signing_in(
    alice: FlaskClient, client: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    alice.post(f"{address}/jotting", data={"text": "half a note", "edition": "0"}, headers=AUTOSAVE)

    told = client.post(
        f"{address}/jotting", data={"text": "half a note, and", "edition": "1"}, headers=AUTOSAVE
    )
    sent = client.post(f"{address}/notes", data=fields("half a note, and", edition="1"))

    assert told.status_code == 401
    assert "/sign-in" in sent.location
    assert notes(store, cast) == []
    page = alice.get(address).text
    assert "half a note</textarea>" in page
    assert f'data-autosave="{address}/jotting" data-autosave-owner="{cast.alice.id}"' in page


def test_a_jotting_that_is_too_long_stores_nothing(
    alice: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    too_long = {"text": "x" * 200_000, "edition": "0"}

    assert alice.post(f"{address}/jotting", data=too_long, headers=AUTOSAVE).status_code == 422
    page = alice.post(f"{address}/jotting", data=too_long)
    assert page.status_code == 422
    assert "x" * 200_000 in page.text
    assert jottings(store, cast) == []


def test_the_browser_drops_its_copy_once_the_note_is_captured_and_not_again(
    alice: FlaskClient, address: str
) -> None:
    alice.post(f"{address}/notes", data=fields())

    assert f'data-autosave-forget="{address}/jotting"' in alice.get(f"{address}/review").text
    assert "data-autosave-forget" not in alice.get(f"{address}/review").text


SO_FAR = "She explained the rota clearly. Bit old for us, between you and me. Not strong enough commercially."


def test_what_is_typed_is_read_at_once_and_nothing_of_it_is_kept(
    alice: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    answer = alice.post(f"{address}/reading", data=fields(SO_FAR), headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "explained the rota clearly" in answer.text
    assert "Withheld" in answer.text
    assert "Bit old for us" in answer.text
    assert "Ask while they are there" in answer.text
    assert "<html" not in answer.text
    assert notes(store, cast) == []
    assert jottings(store, cast) == []


def test_without_a_script_the_page_comes_back_with_the_reading_and_with_what_was_typed(
    alice: FlaskClient, store: Store, cast: Cast, address: str
) -> None:
    answer = alice.post(f"{address}/reading", data=fields(SO_FAR, source="scorecard"))

    assert answer.status_code == 200
    assert answer.text.count("explained the rota clearly") == 2
    assert '<option value="scorecard" selected>' in answer.text
    assert notes(store, cast) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "While you type"),
        (" \n", "While you type"),
        ("x " * 8_000, "is read once you save it"),
        ("half a no\x00te", "control character"),
    ],
)
def test_what_cannot_be_read_yet_says_so_beside_the_words(
    alice: FlaskClient, address: str, text: str, said: str
) -> None:
    assert said in alice.post(f"{address}/reading", data=fields(text), headers={"HX-Request": "true"}).text


def test_nobody_reads_along_with_another_agency(charlie: FlaskClient, address: str) -> None:
    assert charlie.post(f"{address}/reading", data=fields(SO_FAR)).status_code == 404


def test_whoever_rang_is_found_by_name_and_leads_to_the_note_with_their_name_on_it(
    alice: FlaskClient, cast: Cast, address: str
) -> None:
    found = alice.get("/search?q=Tom").text
    form = alice.get(f"{address}/notes/new?contact={cast.tom.id}").text

    assert f"{address}/notes/new?contact={cast.tom.id}" in found
    assert f'<option value="{cast.tom.id}" selected>Tom Becker' in form


def test_a_stranger_in_the_address_is_nobody(alice: FlaskClient, address: str) -> None:
    answer = alice.get(f"{address}/notes/new?contact=nobody")

    assert answer.status_code == 200
    assert '<option value="nobody"' not in answer.text
