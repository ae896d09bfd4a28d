"""The record: everything that is a candidate's to see, as a page and as a file, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem, Receipt
from relay.domain.notice import TO_CANDIDATES
from relay.domain.staff import Staff
from relay.domain.thanks import Thanks
from relay.journey import registering, scheduling, thanking
from relay.portal.candidate.chapters.contents import CHAPTERS
from relay.portal.candidate.chapters.labels import LABELS
from relay.portal.candidate.chapters.person import MAILS
from relay.store.store import Store
from tests.cast import Cast, Story, wall
from tests.portal.candidate.conftest import Rows

IN_OWN_WORDS = "Numbers were missing, I see that now."


@pytest.fixture
def lived(priya: FlaskClient, store: Store, cast: Cast, opened: Letter, improvement: LetterItem) -> Letter:
    """A letter that was opened, read, asked about, thanked for and acted on."""
    address = f"/letters/{opened.id}"
    soon = (store.now() + timedelta(days=3)).date().isoformat()
    priya.post(
        f"{address}/acknowledgement", data={"text_hash": opened.text_hash, "in_own_words": IN_OWN_WORDS}
    )
    priya.post(f"{address}/helpfulness", data={"helpful": "partly", "helpful_why": "It was short."})
    priya.post(f"{address}/questions", data={"kind": "meaning", "text": "Which results?"})
    priya.post(f"{address}/thanks", data={"thanks": "Thank you for the case."})
    priya.post("/plan/actions", data={"what": "Two results with figures", "due_on": soon})
    page = priya.get("/plan").text
    steps = next(part.split('"')[0] for part in page.split('action="')[1:] if "/steps" in part)
    priya.post(steps, data={"state": "practised", "reflection": "It went well out loud."})
    priya.post(
        "/journal/entries", data={"entry": "I learned to count.", "day": store.now().date().isoformat()}
    )
    return opened


def record(browser: FlaskClient) -> dict[str, Any]:
    told: dict[str, Any] = browser.get("/mine/record.json").get_json()
    return told


def test_the_file_holds_what_is_theirs(priya: FlaskClient, cast: Cast, lived: Letter) -> None:
    answer = priya.get("/mine/record.json")
    told = answer.get_json()

    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert 'filename="my-record.json"' in answer.headers["Content-Disposition"]
    assert told["agency"] == "Bright Road"
    [me] = told["you"]
    assert (me["name"], me["email"]) == ("Priya Nair", "priya.nair@example.com")
    [interview] = told["interviews"]
    assert (interview["client"], interview["role"]) == ("Northwind Logistics", "Senior Backend Engineer")
    [promise] = told["promises"]
    assert promise["state"] == "Word is owed"
    assert promise["interview_at"] == interview["starts_at"]
    [letter] = told["letters"]
    assert "Your explanation of the retry design was clear." in letter["words"]
    assert "What to try next: Write down two results with a figure." in letter["words"]
    assert letter["in_own_words"] == IN_OWN_WORDS
    assert (letter["helpful"], letter["why"]) == ("Partly", "It was short.")
    assert told["questions"][0]["text"] == "Which results?"
    assert told["actions"][0]["what"] == "Two results with figures"
    assert told["reflections"][0]["text"] == "It went well out loud."
    assert told["thanks"][0]["text"] == "Thank you for the case."
    assert told["journal"][0]["text"] == "I learned to count."
    assert len(told["devices"]) == 1
    assert {chapter.key for chapter in CHAPTERS} <= told.keys()


def test_nobody_owes_word_on_an_interview_that_is_still_to_come_and_the_latest_promise_stands_first(
    priya: FlaskClient, store: Store, cast: Cast
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="second talk",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=5)), "UTC", 60),
        )

    told = record(priya)
    assert [promise["state"] for promise in told["promises"]] == ["Still to come", "Word is owed"]
    assert [interview["stage"] for interview in told["interviews"]] == ["Second talk", "Final panel"]


def test_the_page_says_the_same_in_words(
    priya: FlaskClient, lived: Letter, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get("/mine/record"))

    for said in (
        "Priya Nair",
        "Northwind Logistics",
        "Your explanation of the retry design was clear.",
        IN_OWN_WORDS,
        "Which results?",
        "Two results with figures",
        "It went well out loud.",
        "Thank you for the case.",
    ):
        assert said in page
    assert "Article" not in page


def test_a_letter_that_waits_is_told_without_its_words(
    priya: FlaskClient, letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    [waiting] = record(priya)["letters"]

    assert waiting.keys() == {"about", "sent_at", "state"}
    assert waiting["state"] == "Waiting for you"
    assert letter.subject not in words(priya.get("/mine/record"))
    assert "retry design" not in priya.get("/mine/record.json").text


def test_a_letter_that_was_taken_back_is_told_without_its_words(
    priya: FlaskClient, store: Store, cast: Cast, lived: Letter
) -> None:
    with store.work(cast.agency.id) as work:
        work.get(Letter, lived.id).withdraw()

    [gone] = record(priya)["letters"]
    assert gone["state"] == "Taken back"
    assert "words" not in gone
    assert gone["in_own_words"] == IN_OWN_WORDS


def test_mails_are_told_by_kind_and_time(priya: FlaskClient, cast: Cast, story: Story) -> None:
    story.relay()

    [mail] = record(priya)["mails"]
    assert (mail["kind"], mail["state"], mail["to"]) == ("A letter waits", "Sent", cast.priya.email)
    assert mail["sent_at"]


def test_that_thanks_were_kept_back_is_not_told(
    priya: FlaskClient, store: Store, cast: Cast, lived: Letter, rows: Rows
) -> None:
    before = record(priya)["thanks"]
    [written] = rows(Thanks)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        thanking.keep_back_thanks(work, written.id)

    assert record(priya)["thanks"] == before


def test_nothing_of_a_note_or_a_draft_is_in_it(
    priya: FlaskClient, store: Store, cast: Cast, story: Story
) -> None:
    story.capture("She was dull, zqnotezq. Her answers had no numbers.")

    for address in ("/mine/record", "/mine/record.json"):
        text = priya.get(address).text
        assert "zqnotezq" not in text
        assert record(priya)["letters"] == []


def test_nothing_of_anybody_elses_is_in_it(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    lived: Letter,
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Okoro", email="sam@example.com")

    theirs = record(sign_in_as(sam))
    assert theirs["you"][0]["name"] == "Sam Okoro"
    for chapter in (
        "interviews",
        "promises",
        "letters",
        "questions",
        "actions",
        "reflections",
        "thanks",
        "journal",
        "mails",
    ):
        assert theirs[chapter] == []


def test_looking_changes_nothing(priya: FlaskClient, rows: Rows, lived: Letter) -> None:
    before = [letter.state for letter in rows(Letter)], len(rows(Receipt))
    for address in ("/mine", "/mine/record", "/mine/record.json", "/mine/erasure"):
        assert priya.get(address).status_code == 200
    assert ([letter.state for letter in rows(Letter)], len(rows(Receipt))) == before


def test_each_value_has_a_name_on_the_page(
    priya: FlaskClient, store: Store, cast: Cast, lived: Letter
) -> None:
    told = record(priya)
    for chapter in CHAPTERS:
        for entry in told[chapter.key]:
            assert entry.keys() <= LABELS.keys()


def test_each_kind_of_mail_to_a_candidate_has_a_name(cast: Cast) -> None:
    assert {kind.value for kind in TO_CANDIDATES} == MAILS.keys()


def test_scripts_are_words(priya: FlaskClient, opened: Letter) -> None:
    priya.post("/plan/actions", data={"what": "<script>alert(1)</script>", "due_on": "2027-01-01"})
    assert "<script>alert(1)" not in priya.get("/mine/record").text
