"""The journal: written, found again, changed, taken out and put back; and nobody else's to read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.candidate import Candidate
from relay.domain.errors import NotFoundError
from relay.domain.journal import EntryState, JournalEntry
from relay.domain.letter import Letter, LetterItem
from relay.domain.staff import Staff
from relay.journey import journaling, registering, relaying
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.vocabulary import Competency, Kind, ParagraphRole
from tests.cast import Cast
from tests.portal.candidate.conftest import Rows
from workers.shift import Shift

Write = Callable[..., JournalEntry]

LEARNED = "A figure says more than a paragraph."


@pytest.fixture
def today(store: Store) -> str:
    """The day it is."""
    return store.now().date().isoformat()


@pytest.fixture
def write(priya: FlaskClient, rows: Rows, today: str) -> Write:
    """A function that writes something into Priya's journal through the page."""

    def write_it(entry: str = LEARNED, **more: str) -> JournalEntry:
        known = {row.id for row in rows(JournalEntry)}
        answer = priya.post("/journal/entries", data={"entry": entry, "day": today, **more})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        [row] = [row for row in rows(JournalEntry) if row.id not in known]
        assert answer.location == f"/journal#entry-{row.id}"
        return row

    return write_it


def change(browser: FlaskClient, entry: JournalEntry, /, **form: str) -> TestResponse:
    values = {"entry": entry.text, "day": entry.day.isoformat(), "version": str(entry.version), **form}
    return browser.post(f"/journal/entries/{entry.id}", data=values)


def take_out(browser: FlaskClient, entry: JournalEntry) -> TestResponse:
    return browser.post(f"/journal/entries/{entry.id}/removal")


def put_back(browser: FlaskClient, entry: JournalEntry) -> TestResponse:
    return browser.post(f"/journal/entries/{entry.id}/return")


def test_an_empty_journal_says_what_will_be_in_it_and_who_can_read_it(
    priya: FlaskClient, words: Callable[[TestResponse], str]
) -> None:
    page = words(priya.get("/journal"))
    assert "Nothing is written yet" in page
    assert "Only you can read it: Bright Road never sees it." in page


def test_what_was_learned_is_written_down_once_and_stands_under_its_day(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    rows: Rows,
    today: str,
) -> None:
    form = {"entry": LEARNED, "day": today, "submission_key": "j"}
    first = priya.post("/journal/entries", data=form)
    assert priya.post("/journal/entries", data=form).location == first.location
    [row] = rows(JournalEntry)
    assert first.location == f"/journal#entry-{row.id}"
    assert LEARNED in words(priya.get("/journal"))
    assert row.day.isoformat() == today


def test_an_entry_may_be_about_a_letter_and_leads_back_to_it(
    priya: FlaskClient, words: Callable[[TestResponse], str], opened: Letter, write: Write
) -> None:
    entry = write(letter_id=str(opened.id))
    page = priya.get("/journal")
    assert "About Senior Backend Engineer at Northwind Logistics" in words(page)
    assert f'href="/letters/{opened.id}"' in page.text
    assert entry.letter_id == opened.id
    assert "About Senior Backend Engineer" in words(priya.get(f"/journal/entries/{entry.id}"))


def test_an_opened_letter_asks_what_its_reader_takes_from_it(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    opened: Letter,
    improvement: LetterItem,
    words: Callable[[TestResponse], str],
) -> None:
    with store.work(cast.agency.id) as work:
        work.get(LetterItem, improvement.id).kind = Kind.IMPROVEMENT
    page = priya.get(f"/letters/{opened.id}")
    assert "Write down what you take from this" in words(page)
    assert "Which figure or result of your own could you have named?" in words(page)
    assert "What in this letter surprised you?" in words(page)
    link = f"/journal?letter={opened.id}&prompt=evidence"
    assert f"{link}#write" in page.text.replace("&amp;", "&")

    form = priya.get(link)

    assert "Which figure or result of your own could you have named?" in words(form)
    assert f'<option value="{opened.id}" selected>' in form.text
    assert '<input type="hidden" name="prompt" value="evidence">' in form.text


def test_the_question_stands_above_its_answer(
    priya: FlaskClient, words: Callable[[TestResponse], str], write: Write
) -> None:
    entry = write("Forty per cent fewer calls.", prompt="evidence")
    assert entry.prompt is Competency.EVIDENCE
    for address in ("/journal", f"/journal/entries/{entry.id}"):
        assert "Which figure or result of your own could you have named?" in words(priya.get(address))


def test_a_letter_with_nothing_to_work_on_asks_what_always_fits(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id) as work:
        for item in work.get(Letter, opened.id).items:
            item.kind = None
    page = words(priya.get(f"/letters/{opened.id}"))
    assert "What will you do the same way again?" in page


def test_a_closed_letter_asks_nothing_and_no_entry_can_be_about_it(
    priya: FlaskClient,
    letter: Letter,
    words: Callable[[TestResponse], str],
    rows: Rows,
    today: str,
) -> None:
    assert "Write down what you take" not in words(priya.get(f"/letters/{letter.id}"))
    assert str(letter.id) not in priya.get(f"/journal?letter={letter.id}").text
    form = {"entry": LEARNED, "day": today, "letter_id": str(letter.id)}
    answer = priya.post("/journal/entries", data=form)
    assert answer.status_code == 409
    assert "Open the letter first." in words(answer)
    assert LEARNED in words(answer)
    assert rows(JournalEntry) == []


def test_an_entry_about_a_letter_that_was_replaced_leads_to_the_one_that_stands(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, write: Write
) -> None:
    write(letter_id=str(opened.id))
    with store.work(cast.agency.id) as work:
        relaying.supersede_letters(work, opened.interview_id)
        newer = work.add(
            Letter(
                agency_id=cast.agency.id,
                interview_id=opened.interview_id,
                candidate_id=opened.candidate_id,
                number=2,
                subject="Newer",
                text_hash="2",
                client_name=opened.client_name,
                job_title=opened.job_title,
                stage=opened.stage,
                approved_by="Alice Moreau",
                machine_worded=False,
                released_at=work.now,
            )
        )
    assert f'href="/letters/{newer.id}"' in priya.get("/journal").text


BAD = [
    ({"entry": " "}, "entry", "Write a line."),
    ({"entry": "x" * 10_001}, "entry", "at most 10,000"),
    ({"entry": "Kept \x00"}, "entry", "control character"),
    ({"day": ""}, "day", "Choose a day."),
    ({"day": "yesterday"}, "day", "Enter a date"),
    ({"day": "9999-12-31"}, "day", "today or a day before it"),
    ({"day": "0001-01-01"}, "day", "today or a day before it"),
    ({"letter_id": "none"}, "letter_id", "Choose one"),
    ({"prompt": "nonsense"}, "prompt", "Choose one"),
]


@pytest.mark.parametrize(("fault", "field", "said"), BAD)
def test_what_cannot_be_written_down_comes_back_with_every_word(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    rows: Rows,
    today: str,
    fault: dict[str, str],
    field: str,
    said: str,
) -> None:
    answer = priya.post("/journal/entries", data={"entry": "Kept line.", "day": today, **fault})
    assert answer.status_code == 422
    assert said in words(answer)
    assert field == "prompt" or f'id="{field}-error"' in answer.text or field == "letter_id"
    assert "entry" in fault or "Kept line." in words(answer)
    assert rows(JournalEntry) == []


def test_ten_thousand_bytes_of_emoji_and_a_script_are_kept_as_written_and_run_nowhere(
    priya: FlaskClient, write: Write, rows: Rows
) -> None:
    line = "💌" * 2_500 + "<script>alert(1)</script> \u202eabc"
    entry = write(line)
    assert rows(JournalEntry)[0].text == line
    for address in ("/journal", f"/journal/entries/{entry.id}", "/journal?q=script", "/journal?q=💌"):
        answer = priya.get(address)
        assert answer.status_code == 200
        assert "<script>alert(1)" not in answer.text


class TestSearch:
    """Words are found whatever their case and accents, on either database, and shown where they stand."""

    @pytest.fixture(autouse=True)
    def written(self, write: Write) -> None:
        write("Über den Löwen: ZOË said the résumé was naïve.")
        write("The crème brûlée story took 100% of the time_slot.")
        write("Straße, Øresund, İstanbul and don’t.")

    @pytest.mark.parametrize(
        ("sought", "shown"),
        [
            ("resume", "résumé"),
            ("RÉSUMÉ", "résumé"),
            ("zoe", "ZOË"),
            ("uber", "Über"),
            ("LÖWEN", "Löwen"),
            ("strasse", "Straße"),
            ("oresund", "Øresund"),
            ("istanbul", "İstanbul"),
            ("don't", "don’t"),
            ("100%", "100%"),
            ("time_slot", "time_slot"),
            ("cre\u0300me", "crème"),
        ],
    )
    def test_whatever_its_case_and_accents_a_word_is_found_and_marked(
        self, priya: FlaskClient, words: Callable[[TestResponse], str], sought: str, shown: str
    ) -> None:
        answer = priya.get("/journal", query_string={"q": sought})
        assert "One entry holds" in words(answer)
        assert f"<mark>{shown}</mark>" in answer.text

    def test_all_words_must_stand_in_an_entry(
        self, priya: FlaskClient, words: Callable[[TestResponse], str]
    ) -> None:
        assert "One entry holds" in words(priya.get("/journal?q=zoe+naive"))
        assert "No entry holds" in words(priya.get("/journal?q=zoe+brulee"))

    @pytest.mark.parametrize("sought", ["%", "_", "\\", "'", "\u0301", "*"])
    def test_a_sign_finds_itself_alone(self, priya: FlaskClient, sought: str) -> None:
        assert priya.get("/journal", query_string={"q": sought}).status_code == 200

    def test_a_percent_sign_stands_for_nothing_else(
        self, priya: FlaskClient, words: Callable[[TestResponse], str]
    ) -> None:
        assert "One entry holds" in words(priya.get("/journal", query_string={"q": "%"}))
        assert "No entry holds" in words(priya.get("/journal", query_string={"q": "z%e"}))

    @pytest.mark.parametrize(
        "sought", ["\x00", "zoe\x00", "x" * 5_000, "💌" * 3_000, "<script>alert(1)</script>"]
    )
    def test_whatever_is_looked_for_the_page_answers(self, priya: FlaskClient, sought: str) -> None:
        answer = priya.get("/journal", query_string={"q": sought.encode("utf-8", "surrogatepass")})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text

    def test_looking_for_nothing_shows_everything(
        self, priya: FlaskClient, words: Callable[[TestResponse], str]
    ) -> None:
        page = words(priya.get("/journal?q=+"))
        assert "Löwen" in page
        assert "brûlée" in page

    def test_a_long_entry_is_shown_around_what_was_found(self, priya: FlaskClient, write: Write) -> None:
        write("begin " + "padding " * 200 + "the needle itself " + "stuffing " * 200 + "finish")
        page = priya.get("/journal?q=needle").text
        assert "<mark>needle</mark>" in page
        assert "begin padding" not in page
        assert "Read it whole" in page

    def test_an_entry_that_was_taken_out_is_not_found(
        self,
        priya: FlaskClient,
        words: Callable[[TestResponse], str],
        rows: Rows,
    ) -> None:
        entry = next(row for row in rows(JournalEntry) if "ZOË" in row.text)
        take_out(priya, entry)
        assert "No entry holds" in words(priya.get("/journal?q=zoe"))


def test_entries_stand_on_pages_the_newest_day_first(
    priya: FlaskClient, store: Store, cast: Cast, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        for number in range(45):
            day = work.now.date() - timedelta(days=number)
            journaling.write_entry(work, text=f"entry-number-{number} zq", day=day)
    first, last = words(priya.get("/journal")), words(priya.get("/journal?page=3"))
    assert first.index("entry-number-0 ") < first.index("entry-number-19")
    assert "entry-number-20" not in first
    assert "1 to 20 of 45 entries" in first
    assert "41 to 45 of 45 entries" in last
    assert "entry-number-44" in last
    assert words(priya.get("/journal?page=99")) == last
    assert words(priya.get("/journal?page=nonsense")) == first
    assert 'href="/journal?q=zq&amp;page=2"' in priya.get("/journal?q=zq").text


def test_an_entry_is_changed_in_its_words_and_its_day(
    priya: FlaskClient,
    store: Store,
    words: Callable[[TestResponse], str],
    rows: Rows,
    write: Write,
) -> None:
    entry = write()
    earlier = (entry.day - timedelta(days=3)).isoformat()
    answer = change(priya, entry, entry="Two figures.", day=earlier)
    assert answer.location == f"/journal#entry-{entry.id}"
    [row] = rows(JournalEntry)
    assert (row.text, row.day.isoformat()) == ("Two figures.", earlier)
    assert "One entry holds" in words(priya.get("/journal?q=figures"))
    assert "No entry holds" in words(priya.get("/journal?q=paragraph"))


def test_a_change_that_changes_nothing_leaves_no_event(priya: FlaskClient, rows: Rows, write: Write) -> None:
    entry = write()
    assert change(priya, entry).status_code == 303
    assert rows(JournalEntry)[0].version == entry.version


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"entry": ""}, "entry"),
        ({"entry": "x" * 10_001}, "entry"),
        ({"day": ""}, "day"),
        ({"day": "9999-01-01"}, "day"),
    ],
)
def test_a_change_that_cannot_be_taken_comes_back_beside_its_field(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    rows: Rows,
    write: Write,
    fault: dict[str, str],
    field: str,
) -> None:
    entry = write()
    answer = change(priya, entry, **{"entry": "Kept line.", **fault})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "entry" in fault or "Kept line." in words(answer)
    assert rows(JournalEntry)[0].text == LEARNED


def test_an_entry_changed_in_another_tab_is_not_overwritten_unseen(
    priya: FlaskClient, words: Callable[[TestResponse], str], rows: Rows, write: Write
) -> None:
    entry = write()
    assert change(priya, entry, entry="What the other tab saved.").status_code == 303

    answer = change(priya, entry, entry="What this tab wrote.")

    assert answer.status_code == 409
    page = words(answer)
    assert "What the other tab saved." in page
    assert "What this tab wrote." in page
    assert rows(JournalEntry)[0].text == "What the other tab saved."
    [present] = rows(JournalEntry)
    assert f'name="version" value="{present.version}"' in answer.text
    assert change(priya, present, entry="What this tab wrote.").status_code == 303
    assert rows(JournalEntry)[0].text == "What this tab wrote."


@pytest.mark.parametrize("version", ["", "none", "-1", "9" * 40, "\u0661"])
def test_a_form_without_its_version_is_given_back(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    rows: Rows,
    write: Write,
    version: str,
) -> None:
    entry = write()
    answer = change(priya, entry, entry="Kept line.", version=version)
    assert answer.status_code == 422
    assert "Kept line." in words(answer)
    assert rows(JournalEntry)[0].text == LEARNED


def test_an_entry_is_taken_out_without_being_asked_twice_and_can_be_put_back(
    priya: FlaskClient, words: Callable[[TestResponse], str], rows: Rows, write: Write
) -> None:
    entry = write()
    afterwards = f"/journal?out={entry.id}"
    for _ in range(2):
        answer = take_out(priya, entry)
        assert answer.location == afterwards
    page = words(priya.get(afterwards))
    assert "That entry is out of your journal." in page
    assert "Put it back" in page
    assert rows(JournalEntry)[0].state is EntryState.TAKEN_OUT
    for _ in range(2):
        assert put_back(priya, entry).location == f"/journal/entries/{entry.id}"
    assert LEARNED in words(priya.get("/journal"))
    assert rows(JournalEntry)[0].state is EntryState.KEPT


def test_what_is_written_over_an_entry_that_is_out_is_kept_and_says_so(
    priya: FlaskClient, words: Callable[[TestResponse], str], rows: Rows, write: Write
) -> None:
    entry = write()
    take_out(priya, entry)
    answer = change(priya, entry, entry="Kept line.")
    assert answer.status_code == 409
    assert "Put it back first" in words(answer)
    assert "Kept line." in words(answer)
    assert rows(JournalEntry)[0].text == LEARNED


def test_after_a_month_what_was_taken_out_is_erased_for_good(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    shift: Shift,
    rows: Rows,
    write: Write,
    carry_out_all: Callable[[], None],
    let_leases_end: Callable[[], None],
) -> None:
    entry, kept, back = write(), write("This one stays."), write("This one came back.")
    take_out(priya, entry)
    take_out(priya, back)
    put_back(priya, back)
    carry_out_all()
    assert len(rows(JournalEntry)) == 3

    let_leases_end()
    real = store.now
    store.now = lambda: real() + timedelta(days=31)
    carry_out_all()

    assert {row.id for row in rows(JournalEntry)} == {kept.id, back.id}


def test_taken_out_a_second_time_an_entry_has_its_month_again(
    priya: FlaskClient,
    store: Store,
    rows: Rows,
    write: Write,
    carry_out_all: Callable[[], None],
    let_leases_end: Callable[[], None],
) -> None:
    entry = write()
    take_out(priya, entry)
    put_back(priya, entry)
    take_out(priya, entry)
    let_leases_end()
    carry_out_all()
    assert rows(JournalEntry)[0].state is EntryState.TAKEN_OUT


def test_what_has_run_out_cannot_be_seen_even_before_it_is_erased(
    priya: FlaskClient, store: Store, cast: Cast, write: Write
) -> None:
    entry = write()
    take_out(priya, entry)
    later = replace(store, now=lambda: store.now() + timedelta(days=31))
    with later.look(cast.agency.id, cast.act_as(cast.priya)) as work:
        assert journaling.find_taken_out(work) == []
        with pytest.raises(NotFoundError):
            journaling.find_entry(work, entry.id)


def test_nobody_elses_journal_can_be_seen_changed_or_emptied(
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    words: Callable[[TestResponse], str],
    rows: Rows,
    write: Write,
    opened: Letter,
    today: str,
) -> None:
    entry = write()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        lee = registering.add_candidate(work, name="Lee Abara", email="lee@example.com")
    for stranger in (sign_in_as(sam), sign_in_as(lee)):
        for address in ("/journal", "/journal?q=figure", f"/journal?out={entry.id}"):
            assert LEARNED not in words(stranger.get(address))
        for entry_id in (entry.id, uuid4()):
            assert stranger.get(f"/journal/entries/{entry_id}").status_code == 404
            for place, form in (
                ("", {"entry": "Mine now.", "day": today, "version": "1"}),
                ("", {}),
                ("/removal", {}),
                ("/return", {}),
            ):
                assert stranger.post(f"/journal/entries/{entry_id}{place}", data=form).status_code == 404
        about = {"entry": "Mine.", "day": today, "letter_id": str(opened.id)}
        assert stranger.post("/journal/entries", data=about).status_code == 404
    [row] = rows(JournalEntry)
    assert (row.text, row.state) == (LEARNED, EntryState.KEPT)


def test_staff_are_led_to_their_own_door(alice: FlaskClient, write: Write, client: FlaskClient) -> None:
    entry = write()
    for browser in (alice, client):
        for address in ("/journal", f"/journal/entries/{entry.id}"):
            answer = browser.get(address)
            assert answer.status_code == 303
            assert LEARNED not in answer.text


def test_its_events_hold_no_word_and_stand_on_no_interview(
    priya: FlaskClient, store: Store, cast: Cast, write: Write, opened: Letter
) -> None:
    entry = write(letter_id=str(opened.id))
    change(priya, entry, entry="Another secret.")
    take_out(priya, entry)
    put_back(priya, entry)
    with store.look(cast.agency.id) as work:
        told = work.all(
            select(EventRow).where(EventRow.subject_id == entry.id).order_by(EventRow.subject_version)
        )
    assert [row.name for row in told] == [
        "journal.written",
        "journal.changed",
        "journal.taken_out",
        "journal.put_back",
    ]
    assert all(row.interview_id is None for row in told)
    assert not any("secret" in str(row.data) or "figure" in str(row.data) for row in told)


def test_a_strength_is_never_asked_about(
    priya: FlaskClient, store: Store, cast: Cast, opened: Letter, words: Callable[[TestResponse], str]
) -> None:
    with store.work(cast.agency.id) as work:
        for item in work.get(Letter, opened.id).items:
            if item.role is ParagraphRole.STRENGTHS:
                item.kind, item.competency = Kind.STRENGTH, Competency.TEAMWORK
    assert "your own part" not in words(priya.get(f"/letters/{opened.id}"))
