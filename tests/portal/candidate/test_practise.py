"""Practising: what one's letters speak of comes first, the questions fit the job, and nothing on the page can be sent."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from relay.domain.action import Action
from relay.domain.letter import Letter, LetterSentence
from relay.hall.security import CONTENT_POLICY
from relay.journey import registering, scheduling
from relay.portal.candidate.bank import exercise, families, family_of
from relay.store.store import Store
from relay.vocabulary import Competency, Kind, ParagraphRole
from tests.cast import Cast, wall
from tests.stores import Database

PAGE = "/practise/evidence"


@pytest.fixture
def database() -> Database:
    """What is looked at here does not depend on the database."""
    return "sqlite"


def test_what_the_letters_speak_of_comes_first(
    priya: FlaskClient, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get("/practise"))

    assert page.index("From your letters") < page.index("Evidence") < page.index("And also")
    assert all(competency.label in page for competency in Competency)


def test_all_that_a_paragraph_speaks_of_is_there_and_what_to_work_on_comes_first(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter
) -> None:
    said = [
        (ParagraphRole.STRENGTHS, Kind.STRENGTH, Competency.TEAMWORK),
        (ParagraphRole.IMPROVEMENT, Kind.IMPROVEMENT, Competency.EVIDENCE),
        (ParagraphRole.IMPROVEMENT, Kind.IMPROVEMENT, Competency.LEADERSHIP),
    ]
    with store.work(cast.agency.id) as work:
        items = {item.role: item.id for item in work.get(Letter, opened.id).items}
        for place, (role, kind, competency) in enumerate(said):
            work.add(
                LetterSentence(
                    agency_id=cast.agency.id,
                    letter_id=opened.id,
                    letter_item_id=items[role],
                    place=place,
                    text="A sentence.",
                    kind=kind,
                    competency=competency,
                )
            )
    mine = priya.get("/practise").text.split('id="mine"', 1)[1].split("</section>", 1)[0]
    assert re.findall(r'href="/practise/(\w+)"', mine) == ["evidence", "leadership", "teamwork"]


def test_where_no_link_was_made_there_is_no_word_of_ones_links(
    priya: FlaskClient, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get("/practise"))
    assert "Share with a friend or mentor" in page
    assert "Your links" not in page
    assert priya.post("/shares", data={"days": "7", "competency": "evidence"}).status_code == 303
    assert "Your links" in words(priya.get("/practise"))


def test_a_letter_that_is_still_closed_tells_nothing_here(
    priya: FlaskClient, letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    assert "From your letters" not in words(priya.get("/practise"))


def test_a_letter_that_was_taken_back_tells_nothing_any_more(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    take_back(store, cast, opened)

    assert "From your letters" not in words(priya.get("/practise"))


def take_back(store: Store, cast: Cast, letter: Letter) -> None:
    with store.work(cast.agency.id) as work:
        work.get(type(letter), letter.id).withdraw()


def test_every_competency_has_a_page_with_six_to_ten_questions_and_a_sheet(
    priya: FlaskClient, letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    for competency in Competency:
        page = priya.get(f"/practise/{competency}")
        listed = re.search(r"<ol class=\"questions-to-practise\">(.*?)</ol>", page.text, re.DOTALL)
        assert listed is not None

        assert page.status_code == 200
        assert 6 <= listed[1].count("<li>") <= 10, competency
        sheet = words(priya.get(f"/practise/{competency}/role-play"))
        for heading in ("What to ask", "What to listen for", "How to say what you noticed"):
            assert heading in sheet


def test_a_page_for_no_competency_is_not_found(priya: FlaskClient) -> None:
    assert priya.get("/practise/charm").status_code == 404
    assert priya.get("/practise/charm/role-play").status_code == 404


def test_the_questions_fit_the_job_of_the_letter(
    priya: FlaskClient, letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get(PAGE))

    assert exercise(Competency.EVIDENCE).fitted["engineering"][0] in page
    assert exercise(Competency.EVIDENCE).fitted["care"][0] not in page


def test_the_next_interview_goes_before_the_letter(
    priya: FlaskClient, store: Store, cast: Cast, letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        job = registering.add_job(work, cast.client.id, title="Staff Nurse")
        scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=job.id,
            recruiter_id=cast.alice.id,
            stage="first",
            appointment=scheduling.Appointment(wall(work.now + timedelta(days=2)), "UTC", 60),
        )

    assert exercise(Competency.EVIDENCE).fitted["care"][0] in words(priya.get(PAGE))


def test_another_kind_of_job_can_be_chosen_and_none_too(
    priya: FlaskClient, letter: Letter, words: Callable[[TestResponse], str]
) -> None:
    fitted = exercise(Competency.EVIDENCE).fitted

    assert fitted["trades"][0] in words(priya.get(f"{PAGE}?kind=trades"))
    for kind in ("", "astronaut"):
        page = words(priya.get(f"{PAGE}?kind={kind}"))
        assert not any(questions[0] in page for questions in fitted.values())


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Senior Backend Engineer", "engineering"),
        ("Staff Nurse, night shift", "care"),
        ("Store Manager", "sales"),
        ("Office Manager", "office"),
        ("Gas Engineer", "trades"),
        ("HGV Driver", "warehouse"),
        ("Sous Chef", "hospitality"),
        ("Primary school teacher", "teaching"),
        ("Astronaut", None),
        ("", None),
    ],
)
def test_a_kind_of_job_is_known_by_words_of_its_title(title: str, key: str | None) -> None:
    found = family_of(title)
    assert (found.key if found else None) == key


def test_the_bank_has_everything_for_every_competency_and_says_nothing_twice() -> None:
    asked = []
    for competency in Competency:
        found = exercise(competency)
        assert set(found.fitted) == {family.key for family in families()}
        assert len(found.check) >= 3
        assert len(found.listen) >= 3
        assert len(found.say) >= 2
        asked += [*found.ask, *(question for questions in found.fitted.values() for question in questions)]
    assert len(asked) == len(set(asked)) > 400
    assert not any("!" in question for question in asked)


def test_notes_ticks_and_recordings_stand_outside_every_form_and_have_no_name(
    priya: FlaskClient, letter: Letter
) -> None:
    page = priya.get(PAGE).text
    outside = re.sub(r"<form\b.*?</form>", "", page, flags=re.DOTALL)

    for mark in ("data-practice-notes", "data-practice-tick", "data-recording-run"):
        tags = re.findall(rf"<[^>]*{mark}[^>]*>", page)
        assert tags
        assert not any(" name=" in tag for tag in tags)
        assert all(tag in outside for tag in tags)


def test_the_browser_itself_is_told_to_let_no_script_of_this_page_send_anything(
    priya: FlaskClient, letter: Letter
) -> None:
    policy = priya.get(PAGE).headers["Content-Security-Policy"]

    assert "connect-src 'none'" in policy
    assert "media-src blob:" in policy
    assert policy.startswith(CONTENT_POLICY)


def test_no_other_page_may_play_what_lies_in_memory(priya: FlaskClient, letter: Letter) -> None:
    for address in ("/practise", "/practise/evidence/role-play", "/shares", "/plan", "/letters"):
        assert priya.get(address).headers["Content-Security-Policy"] == CONTENT_POLICY


def test_without_scripts_the_page_says_what_to_use_instead(priya: FlaskClient, letter: Letter) -> None:
    page = priya.get(PAGE).text

    assert "<p data-without-script>Use the clock of your phone.</p>" in page
    assert "copy your notes before you leave" in page
    assert re.search(r"<section[^>]*data-recording hidden>", page)


def test_it_goes_into_the_plan_from_here(
    priya: FlaskClient, letter: Letter, rows: Callable[[type[Action]], list[Action]], store: Store, cast: Cast
) -> None:
    page = priya.get(PAGE).text
    what = re.search(r'<textarea[^>]*name="what"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    day = re.search(r'name="due_on"[^>]*value="([^"]+)"', page)
    assert what is not None
    assert day is not None

    assert "Evidence" in what[1]
    assert priya.post("/plan/actions", data={"what": what[1], "due_on": day[1]}).status_code == 303
    assert len(rows(Action)) == 1


def test_a_recruiter_and_a_stranger_are_sent_away(alice: FlaskClient, client: FlaskClient) -> None:
    for browser in (alice, client):
        for address in ("/practise", PAGE, f"{PAGE}/role-play"):
            assert browser.get(address).status_code == 303
