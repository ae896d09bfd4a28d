"""The coverage pages: figures in words, the interviews behind each, files for a spreadsheet, and who may see them."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from relay.journey import registering, scheduling
from relay.portal.manager.export import as_cell
from relay.portal.manager.words import between, headline, listed, span, week_label
from relay.reports.behind import Which
from relay.store.store import Store
from tests.cast import Cast, Story

PAGES = ("/coverage", "/coverage/interviews", "/coverage/figures.csv", "/coverage/interviews.csv")
ALL_TIME = "from=&to="
NOBODYS = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize("page", PAGES)
def test_a_manager_and_an_administrator_may_look(page: str, bob: FlaskClient, ada: FlaskClient) -> None:
    assert bob.get(page).status_code == 200
    assert ada.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_may_look(page: str, alice: FlaskClient, priya: FlaskClient, client: FlaskClient) -> None:
    assert alice.get(page).status_code == 403
    assert priya.get(page).status_code == 303
    assert client.get(page).status_code == 303


@pytest.mark.parametrize("page", PAGES)
def test_looking_is_all_that_can_be_done(page: str, bob: FlaskClient) -> None:
    for method in (bob.post, bob.put, bob.delete):
        assert method(page).status_code == 405


def test_the_page_says_the_answer_in_words_and_leads_to_the_interviews(
    story: Story, bob: FlaskClient, cast: Cast
) -> None:
    story.relay()

    page = text(bob, f"/coverage?{ALL_TIME}")

    assert "The one interview so far got feedback" in page
    listed_at = unescape(re.search(r'href="(/coverage/interviews\?step=relayed[^"]*)"', page)[1])  # type: ignore[index]
    behind = text(bob, listed_at)
    assert "1 interview has a letter" in behind
    assert f"/interviews/{cast.interview.id}" in behind


def test_without_any_interview_the_page_says_what_will_be_here(bob: FlaskClient) -> None:
    page = text(bob, "/coverage?from=2001-01-01&to=2001-01-31")

    assert "No interview took place in January 2001" in page
    assert "Show all time" in page


def test_somebody_who_waits_is_named_with_how_far_it_is(story: Story, bob: FlaskClient) -> None:
    story.capture()

    page = text(bob, f"/coverage?{ALL_TIME}")

    assert "Received, no letter stands" in page
    assert "Priya Nair" in page


def test_no_word_of_a_note_or_message_stands_on_these_pages(story: Story, bob: FlaskClient) -> None:
    story.relay("Priya was clear. CANARY-19 we never got a number. Call me on 0161 496 0148.")

    for page in PAGES:
        content = text(bob, f"{page}?{ALL_TIME}")
        assert "CANARY-19" not in content
        assert "496 0148" not in content


def test_figures_that_cannot_be_filtered_are_not_drawn(bob: FlaskClient) -> None:
    for wrong in (
        "from=yesterday",
        "to=0001-01-01",
        "as_of=2026-02-30",
        "client=7",
        "job=%00",
        "from=2026-03-02&to=2026-03-01",
    ):
        for page in PAGES:
            answer = bob.get(f"{page}?{wrong}")
            assert answer.status_code == 422, (page, wrong)
            assert "field-error" in answer.get_data(as_text=True)


def test_a_question_nobody_knows_is_not_found(bob: FlaskClient) -> None:
    assert bob.get("/coverage/interviews?step=ranking").status_code == 404
    assert bob.get("/coverage/interviews?first=-1").status_code == 200
    assert bob.get("/coverage/interviews?first=9999999").status_code == 200


def test_another_agencys_client_filters_like_an_unknown_one(
    bob: FlaskClient, store: Store, cast: Cast
) -> None:
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        theirs = registering.add_client(work, name="Secret Client Ltd")

    known = text(bob, f"/coverage?{ALL_TIME}&as_of=2020-01-01&client={theirs.id}")
    unknown = text(bob, f"/coverage?{ALL_TIME}&as_of=2020-01-01&client={NOBODYS}")

    assert "Secret Client" not in known
    assert without_keys(known.replace(str(theirs.id), "x")) == without_keys(unknown.replace(NOBODYS, "x"))


def test_long_lists_come_in_parts(bob: FlaskClient, store: Store, cast: Cast) -> None:
    hold_many(store, cast, 60)

    first = text(bob, f"/coverage/interviews?{ALL_TIME}&step=interview")
    last = text(bob, f"/coverage/interviews?{ALL_TIME}&step=interview&first=50")

    assert "60 interviews took place" in first
    assert first.count("<tr data-row>") == 50
    assert last.count("<tr data-row>") == 10
    assert "51 to 60 of 60" in last


def hold_many(store: Store, cast: Cast, count: int) -> None:
    """So many more interviews that took place."""
    for hours in range(count):
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            start = work.now - timedelta(hours=hours + 3)
            interview = scheduling.schedule_interview(
                work,
                candidate_id=cast.priya.id,
                job_id=cast.job.id,
                recruiter_id=cast.alice.id,
                stage="first interview",
                appointment=scheduling.Appointment(
                    start.replace(tzinfo=None).isoformat(timespec="minutes"), "UTC", 30
                ),
            )
            scheduling.record_took_place(work, interview.id)


def test_the_files_hold_the_same_figures_and_no_candidates_name(
    story: Story, bob: FlaskClient, cast: Cast
) -> None:
    story.relay()

    figures = rows(bob, f"/coverage/figures.csv?{ALL_TIME}")
    interviews = rows(bob, f"/coverage/interviews.csv?{ALL_TIME}&step=relayed")

    assert figures[0][:3] == ["by", "name", "took place"]
    assert figures[1][:6] == ["all", "", "1", "0", "1", "1"]
    assert {row[0] for row in figures[1:]} == {"all", "client", "recruiter", "week"}
    assert interviews[1][0] == str(cast.interview.id)
    assert "Priya" not in str(figures) + str(interviews)


def test_a_name_in_a_file_is_never_a_formula(
    store: Store, story: Story, bob: FlaskClient, cast: Cast
) -> None:
    story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.change_client(work, cast.client.id, name='=HYPERLINK("http://evil.example")')

    for file in ("figures", "interviews"):
        cells = [cell for row in rows(bob, f"/coverage/{file}.csv?{ALL_TIME}") for cell in row]
        assert any(cell.startswith("'=HYPERLINK") for cell in cells)
        assert not any(cell.startswith("=") for cell in cells)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_whatever_a_spreadsheet_may_compute_gets_an_apostrophe(start: str) -> None:
    assert as_cell(f"{start}1+1") == f"'{start}1+1"
    assert as_cell(-1) == "-1", "a number of our own is a number"


@pytest.mark.parametrize(
    ("relayed", "held", "words"),
    [
        (0, 0, "No interview took place in March 2026"),
        (0, 12, "None of the 12 interviews in March 2026 got feedback"),
        (12, 12, "All 12 interviews in March 2026 got feedback"),
        (3, 7, "3 of 7 interviews got feedback in March 2026"),
        (9, 10, "Nine in ten interviews got feedback in March 2026"),
        (92, 100, "About nine in ten interviews got feedback in March 2026"),
        (50, 100, "Half of the interviews got feedback in March 2026"),
        (199, 200, "Nearly all interviews got feedback in March 2026"),
        (1, 200, "Fewer than one in twenty interviews got feedback in March 2026"),
    ],
)
def test_the_title_never_says_more_than_its_figures(relayed: int, held: int, words: str) -> None:
    assert headline(relayed, held, "in March 2026") == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, "–"),
        (timedelta(seconds=20), "under a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "1.5 hours"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(days=2, hours=7), "2.3 days"),
        (timedelta(days=10), "10 days"),
    ],
)
def test_a_time_reads_like_one(time: timedelta | None, words: str) -> None:
    assert span(time) == words


def test_periods_read_like_periods() -> None:
    assert between(date(2026, 2, 1), date(2026, 2, 28)) == "in February 2026"
    assert between(date(2026, 3, 2), date(2026, 3, 8)) == "from 2 to 8 March 2026"
    assert between(date(2025, 12, 29), date(2026, 1, 4)) == "from 29 December 2025 to 4 January 2026"
    assert week_label(date(2026, 3, 30)) == "30 Mar to 5 Apr 2026"
    assert listed(1, Which.UNCONFIRMED, without=False).endswith("nobody said whether it took place")


def without_keys(page: str) -> str:
    """The page without the token that guards its forms, which is signed anew each second."""
    (token,) = set(re.findall(r'name="csrf_token" value="([^"]+)"', page))
    return page.replace(token, "")


def text(browser: FlaskClient, address: str) -> str:
    """The page at an address."""
    answer = browser.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:500]
    return answer.get_data(as_text=True)


def rows(browser: FlaskClient, address: str) -> list[list[str]]:
    """The lines of a file."""
    return list(csv.reader(io.StringIO(text(browser, address).removeprefix("\ufeff"))))
