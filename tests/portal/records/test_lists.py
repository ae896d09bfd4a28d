"""The lists of records, and the search over all of them: what they show, to whom, and what they make of odd addresses."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from relay.domain.candidate import Candidate
from relay.domain.staff import Staff
from relay.journey import registering, scheduling
from relay.journey.scheduling import Appointment
from relay.store.store import Store
from tests.cast import Cast, Story, wall

LISTS = ("/clients", "/jobs", "/candidates", "/interviews", "/search?q=nor")


@pytest.fixture
def add_candidates(store: Store, cast: Cast) -> Callable[[int], None]:
    """A function that adds so many candidates."""

    def add(count: int) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            for number in range(count):
                registering.add_candidate(work, name=f"Zoe {number:03}", email=f"zoe{number}@example.com")

    return add


def test_every_member_of_staff_sees_the_lists(cast: Cast, sign_in_as: Callable[[Staff], FlaskClient]) -> None:
    for place in LISTS:
        for person in (cast.alice, cast.bob, cast.ada):
            page = sign_in_as(person).get(place)
            assert page.status_code == 200
            assert "Northwind" in page.text or "Priya" in page.text


def test_another_agency_sees_nothing_of_them(cast: Cast, charlie: FlaskClient) -> None:
    for place in LISTS:
        page = charlie.get(place)
        assert page.status_code == 200
        for word in ("Northwind", "Priya", "Senior Backend", "Tom Becker"):
            assert word not in page.text


def test_a_candidate_and_a_stranger_are_led_away(cast: Cast, priya: FlaskClient, client: FlaskClient) -> None:
    for place in LISTS:
        for browser in (priya, client):
            answer = browser.get(place)
            assert answer.status_code == 303
            assert answer.headers["Location"].startswith("/sign-in?next=")


def test_an_unknown_record_and_another_agencys_are_answered_alike(cast: Cast, charlie: FlaskClient) -> None:
    for kind, record_id in (
        ("clients", cast.client.id),
        ("jobs", cast.job.id),
        ("candidates", cast.priya.id),
    ):
        theirs = charlie.get(f"/{kind}/{record_id}")
        unknown = charlie.get(f"/{kind}/{cast.agency.id}")
        assert theirs.status_code == unknown.status_code == 404
        assert without_reference(theirs.text) == without_reference(unknown.text)
        assert charlie.get(f"/{kind}/not-an-id").status_code == 404


def without_reference(page: str) -> str:
    """The page without the reference that differs on every answer."""
    return page.split("<code>", maxsplit=1)[0]


def test_a_search_takes_words_as_they_are(cast: Cast, alice: FlaskClient) -> None:
    for words in ("priya", "PRIYA NAIR", "priya.nair@", "example.org@", "%", "_", "100%"):
        page = alice.get("/candidates", query_string={"q": words}).text
        assert ("priya.nair@example.com" in page) is words.lower().startswith("priya"), words


def test_a_search_knows_every_alphabet(cast: Cast, alice: FlaskClient, store: Store) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.add_candidate(work, name="ÉLODIE ŁUKASZ", email="elodie@example.com")
    assert "elodie@example.com" in alice.get("/candidates", query_string={"q": "élodie łuk"}).text


def test_odd_words_find_nothing_and_break_nothing(cast: Cast, alice: FlaskClient) -> None:
    for words in ("\x00", "a" * 5000, "\u202e", "'; drop table candidate; --", "\\", "/%"):
        for place in ("/clients", "/jobs", "/candidates", "/interviews", "/search", "/interviews/new"):
            assert alice.get(place, query_string={"q": words}).status_code == 200, (place, words[:20])


def test_search_finds_candidates_clients_by_their_people_jobs_and_interviews(
    cast: Cast, alice: FlaskClient
) -> None:
    assert f"/candidates/{cast.priya.id}" in alice.get("/search?q=priya").text
    assert f"/clients/{cast.client.id}" in alice.get("/search?q=becker").text
    assert f"/jobs/{cast.job.id}" in alice.get("/search?q=backend").text
    assert f"/interviews/{cast.interview.id}" in alice.get("/search?q=final+panel").text
    assert "Nothing holds these words" in alice.get("/search?q=nothing-like-it").text


def test_lists_go_by_pages_with_true_counts(
    cast: Cast, alice: FlaskClient, add_candidates: Callable[[int], None]
) -> None:
    add_candidates(120)
    first = alice.get("/candidates").text
    assert "1 to 50 of 121 candidates" in first
    assert "/candidates?page=2" in first
    assert "101 to 121 of 121 candidates" in alice.get("/candidates?page=3").text
    assert "101 to 121 of 121 candidates" in alice.get("/candidates?page=9999").text
    assert "1 to 50 of 120 candidates" in alice.get("/candidates?q=zoe").text
    assert "/candidates?q=zoe&amp;page=2" in alice.get("/candidates?q=zoe").text


def test_an_odd_page_number_shows_a_page(cast: Cast, alice: FlaskClient) -> None:
    for page in ("0", "-1", "x", "1e9", "99999999999999999999", ""):
        assert "Priya Nair" in alice.get("/candidates", query_string={"page": page}).text


def test_interviews_are_narrowed_by_state_recruiter_and_client(cast: Cast, alice: FlaskClient) -> None:
    here = f"/interviews/{cast.interview.id}"
    for narrowing, found in (
        ("state=scheduled", True),
        ("state=cancelled", False),
        (f"recruiter={cast.alice.id}", True),
        (f"recruiter={cast.bob.id}", False),
        (f"client={cast.client.id}", True),
        (f"client={cast.bob.id}", False),
        (f"candidate={cast.priya.id}&job={cast.job.id}", True),
        ("state=nonsense&client=nonsense&waits=nonsense&sort=nonsense", True),
    ):
        assert (here in alice.get(f"/interviews?{narrowing}").text) is found, narrowing


def test_interviews_are_narrowed_by_what_they_wait_for(story: Story, alice: FlaskClient) -> None:
    def waits() -> set[str]:
        here = f"/interviews/{story.cast.interview.id}"
        kinds = ("feedback", "review", "candidate", "answer", "word")
        return {kind for kind in kinds if here in alice.get(f"/interviews?waits={kind}").text}

    assert waits() == {"feedback"}
    story.capture()
    assert waits() == {"review"}
    story.relay()
    assert waits() == {"candidate"}


def test_an_interview_past_its_promise_waits_for_word(story: Story, alice: FlaskClient) -> None:
    begun = story.store.now()
    with story.store.work(story.cast.agency.id, story.cast.act_as(story.cast.alice)) as work:
        scheduling.schedule_interview(
            work,
            candidate_id=story.cast.priya.id,
            job_id=story.cast.job.id,
            recruiter_id=story.cast.alice.id,
            stage="long ago",
            appointment=Appointment(wall(begun - timedelta(days=30)), "UTC", 60),
        )
    page = alice.get("/interviews?waits=word").text
    assert "long ago" in page
    assert "final panel" not in page
    assert "Late:" in page


def test_interviews_stand_in_the_order_that_is_asked_for(
    cast: Cast, alice: FlaskClient, store: Store
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="much later",
            appointment=Appointment(wall(work.now + timedelta(days=3)), "UTC", 60),
        )
    latest_first = alice.get("/interviews").text
    earliest_first = alice.get("/interviews?sort=starts").text
    assert latest_first.index("much later") < latest_first.index("final panel")
    assert earliest_first.index("final panel") < earliest_first.index("much later")
    for order, said in (
        ("", "2 in all, latest first."),
        ("starts", "2 in all, earliest first."),
        ("due", "2 in all, earliest promise first."),
        ("-due", "2 in all, latest promise first."),
    ):
        page = alice.get(f"/interviews?sort={order}").text
        assert said in page, order
        # On a telephone, where no heading of a column can be pressed, this leads back.
        assert ("Show all</a>" in page) is bool(order), order


def test_empty_lists_teach_what_comes_first(charlie: FlaskClient) -> None:
    for place, words in (
        ("/clients", "No clients yet"),
        ("/jobs", "No jobs yet"),
        ("/candidates", "No candidates yet"),
        ("/interviews", "No interviews yet"),
        ("/interviews/new", "No candidates yet"),
    ):
        assert words in charlie.get(place).text


def test_the_pages_of_a_client_a_job_and_a_candidate_lead_to_one_another(
    cast: Cast, alice: FlaskClient
) -> None:
    client = alice.get(f"/clients/{cast.client.id}").text
    for part in ("Tom Becker", f"/jobs/{cast.job.id}", f"/interviews/{cast.interview.id}"):
        assert part in client
    job = alice.get(f"/jobs/{cast.job.id}").text
    assert f"/clients/{cast.client.id}" in job
    assert f"/interviews/{cast.interview.id}" in job
    candidate = alice.get(f"/candidates/{cast.priya.id}").text
    assert f"/interviews/{cast.interview.id}" in candidate
    assert f"/interviews/new?candidate={cast.priya.id}" in candidate


def test_names_that_people_write_are_never_markup(cast: Cast, alice: FlaskClient, store: Store) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        odd = registering.add_candidate(work, name="<script>alert(1)</script>", email="odd@example.com")
    assert isinstance(odd, Candidate)
    for place in (
        "/candidates",
        f"/candidates/{odd.id}",
        f"/interviews/new?candidate={odd.id}",
        "/search?q=script",
    ):
        page = alice.get(place).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
