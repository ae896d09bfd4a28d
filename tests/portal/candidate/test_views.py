"""The candidate's own view of an interview: noted before the letter is opened, sealed by opening it, and theirs alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem, LetterSentence
from relay.domain.self_view import Mark, SelfMark, SelfView, SelfViewState
from relay.domain.staff import Staff
from relay.journey import registering, relaying, scheduling
from relay.portal.candidate.aspects import ASPECTS, GENERAL, fitting
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.vocabulary import Competency, Kind, ParagraphRole
from tests.cast import Cast, Story, wall
from tests.portal.candidate.conftest import Rows

# The words, the marks and the state of what stands.
Kept = Callable[[], tuple[str, dict[str, str], SelfViewState] | None]
# The name, the interview and the names of the data of each event.
Told = Callable[[], list[tuple[str, UUID | None, set[str]]]]
Say = Callable[..., None]
Hold = Callable[[str, int, Mark | None, Kind | None], Letter]

EMOJI = "\U0001f600" * 2_560  # ten kilobytes of them
SCRIPT = "<script>alert(1)</script> I \u202eheard\u202c it"
NOTED = {"mark_evidence": "well", "mark_communication": "less", "view_words": "My own zqselfzq words."}


@pytest.fixture
def address(cast: Cast) -> str:
    """Where the view of the cast's interview is noted."""
    return f"/views/{cast.interview.id}"


@pytest.fixture
def kept(rows: Rows) -> Kept:
    """A function that gives what stands: the words, the marks and the state, or None."""

    def read() -> tuple[str, dict[str, str], SelfViewState] | None:
        found = rows(SelfView)
        if not found:
            return None
        marks = {mark.competency.value: mark.mark.value for mark in rows(SelfMark)}
        return found[0].words, marks, found[0].state

    return read


@pytest.fixture
def told(store: Store, cast: Cast) -> Told:
    """A function that gives the names of the events about views."""

    def read() -> list[tuple[str, UUID | None, set[str]]]:
        with store.look(cast.agency.id) as work:
            events = work.all(
                select(EventRow).where(EventRow.subject_kind == "self_view").order_by(EventRow.id)
            )
        return [(event.name, event.interview_id, set(event.data)) for event in events]

    return read


class TestNoting:
    """Before the letter is opened, once or again."""

    def test_from_home_before_any_letter_and_again_until_it_is_opened(
        self, priya: FlaskClient, address: str, kept: Kept, words: Callable[[TestResponse], str], told: Told
    ) -> None:
        assert f'href="{address}"' in priya.get("/letters").text
        answer = priya.post(address, data=NOTED)
        assert (answer.status_code, answer.location) == (303, f"/letters#interview-{address[7:]}")
        assert kept() == (
            "My own zqselfzq words.",
            {"evidence": "well", "communication": "less"},
            SelfViewState.WRITTEN,
        )
        assert "You noted how it went on" in words(priya.get("/letters"))
        priya.post(address, data={"mark_evidence": "mixed", "mark_teamwork": "absent"})
        assert kept() == ("", {"evidence": "mixed", "teamwork": "absent"}, SelfViewState.WRITTEN)
        assert told() == [("self_view.written", None, {"self_view_id"})] * 2

    def test_on_a_closed_letter_and_then_back_to_it(
        self, priya: FlaskClient, letter: Letter, address: str, words: Callable[[TestResponse], str]
    ) -> None:
        assert "Before you open it" in words(priya.get(f"/letters/{letter.id}"))
        assert priya.post(address, data=NOTED).location == f"/letters/{letter.id}"
        page = priya.get(f"/letters/{letter.id}")
        assert "You noted how it went on" in words(page)
        assert "zqselfzq" not in page.text

    def test_the_form_comes_filled_with_what_was_noted(self, priya: FlaskClient, address: str) -> None:
        priya.post(address, data=NOTED | {"other_1": "values", "other_mark_1": "mixed"})
        page = priya.get(address).text
        for name, value in (("evidence", "well"), ("communication", "less"), ("values", "mixed")):
            assert re.search(rf'name="mark_{name}" value="{value}" checked', page), name
        assert "zqselfzq" in page
        assert '<option value="values"' not in page

    def test_sent_twice_it_is_noted_once(self, priya: FlaskClient, address: str, told: Told) -> None:
        for _ in range(2):
            assert priya.post(address, data=NOTED | {"submission_key": "once"}).status_code == 303
        assert len(told()) == 1

    def test_skipping_is_one_tap_and_is_not_asked_again(
        self,
        priya: FlaskClient,
        letter: Letter,
        address: str,
        words: Callable[[TestResponse], str],
        told: Told,
        kept: Kept,
    ) -> None:
        assert priya.post(f"{address}/skip").status_code == 303
        priya.post(f"{address}/skip")
        for place in ("/letters", f"/letters/{letter.id}"):
            assert "how did it go" not in words(priya.get(place)).lower()
        assert [name for name, *_ in told()] == ["self_view.skipped"]
        # Whoever thinks better of it finds the way.
        assert f'href="{address}"' in priya.get("/views").text
        assert priya.post(address, data=NOTED).status_code == 303
        noted = kept()
        assert noted is not None
        assert noted[2] is SelfViewState.WRITTEN

    def test_skipping_takes_nothing_away_from_what_was_noted(
        self, priya: FlaskClient, address: str, kept: Kept
    ) -> None:
        priya.post(address, data=NOTED)
        assert priya.post(f"{address}/skip").status_code == 303
        noted = kept()
        assert noted is not None
        assert noted[0] == "My own zqselfzq words."

    def test_ten_kilobytes_of_emoji_and_a_script_are_words(
        self, priya: FlaskClient, address: str, kept: Kept
    ) -> None:
        assert priya.post(address, data={"view_words": EMOJI}).status_code == 303
        noted = kept()
        assert noted is not None
        assert noted[0] == EMOJI
        priya.post(address, data={"view_words": SCRIPT})
        noted = kept()
        assert noted is not None
        assert noted[0] == SCRIPT
        assert "<script>alert(1)" not in priya.get(address).text

    @pytest.mark.parametrize(
        ("form", "field", "said"),
        [
            ({}, "view_words", "Choose at least one answer, or write a few words."),
            ({"view_words": "  \n"}, "view_words", "Choose at least one answer"),
            ({"mark_evidence": "10/10", "view_words": "Kept"}, "mark_evidence", "Choose one from the list."),
            ({"view_words": "Kept" + "x" * 5_000}, "view_words", "at most 5,000"),
            ({"view_words": "Kept \x00"}, "view_words", "control character"),
            ({"other_1": "values", "view_words": "Kept"}, "other_mark_1", "Choose how it went."),
            ({"other_mark_2": "well", "view_words": "Kept"}, "other_2", "Choose what it was."),
            (
                {"other_1": "charm", "other_mark_1": "well", "view_words": "Kept"},
                "other_1",
                "Choose one from the list.",
            ),
            (
                {
                    "mark_evidence": "well",
                    "other_1": "evidence",
                    "other_mark_1": "less",
                    "view_words": "Kept",
                },
                "other_1",
                "already",
            ),
        ],
    )
    def test_what_cannot_be_kept_comes_back_beside_its_field_with_the_words(
        self,
        priya: FlaskClient,
        address: str,
        kept: Kept,
        words: Callable[[TestResponse], str],
        form: dict[str, str],
        field: str,
        said: str,
    ) -> None:
        answer = priya.post(address, data=form)
        assert answer.status_code == 422
        assert said in words(answer)
        assert f'id="{field}-error"' in answer.text
        assert "Kept" not in form.get("view_words", "") or "Kept" in answer.text
        assert kept() is None

    def test_broken_bytes_store_nothing(self, priya: FlaskClient, address: str, kept: Kept) -> None:
        broken = {"data": b"view_words=%ff", "content_type": "application/x-www-form-urlencoded"}
        assert priya.post(address, **broken).status_code == 400
        assert kept() is None


class TestSealing:
    """From the opening of the letter on it stays as it is."""

    def test_opening_seals_it_and_a_form_from_another_tab_keeps_its_words(
        self,
        priya: FlaskClient,
        letter: Letter,
        address: str,
        kept: Kept,
        words: Callable[[TestResponse], str],
        told: Told,
    ) -> None:
        priya.post(address, data=NOTED)
        priya.post(f"/letters/{letter.id}/opening")
        answer = priya.post(address, data={"mark_evidence": "less", "view_words": "Second thoughts."})
        assert answer.status_code == 409
        assert "what you noted before is sealed" in words(answer)
        assert "Second thoughts." in words(answer)
        assert "Evidence: not so well" in words(answer)
        assert kept() == (
            "My own zqselfzq words.",
            {"evidence": "well", "communication": "less"},
            SelfViewState.SEALED,
        )
        assert [name for name, *_ in told()] == ["self_view.written", "self_view.sealed"]
        page = words(priya.get(address))
        assert "It stays as it is" in page
        assert "My own zqselfzq words." in page

    def test_after_the_letter_none_is_begun_or_skipped(
        self,
        priya: FlaskClient,
        opened: Letter,
        address: str,
        kept: Kept,
        words: Callable[[TestResponse], str],
    ) -> None:
        assert "without noting this first" in words(priya.get(address))
        for place in (address, f"{address}/skip"):
            assert priya.post(place, data={"view_words": "Late words"}).status_code == 409
        assert kept() is None
        assert "how did it go" not in words(priya.get(f"/letters/{opened.id}")).lower()

    def test_a_correction_of_a_letter_that_was_read_opens_no_second_view(
        self,
        priya: FlaskClient,
        store: Store,
        cast: Cast,
        opened: Letter,
        address: str,
        kept: Kept,
        words: Callable[[TestResponse], str],
    ) -> None:
        with store.work(cast.agency.id) as work:
            work.get(Letter, opened.id).supersede()
            newer = work.add(
                Letter(
                    agency_id=cast.agency.id,
                    interview_id=cast.interview.id,
                    candidate_id=cast.priya.id,
                    number=2,
                    subject="Corrected",
                    text_hash="two",
                    client_name="Northwind Logistics",
                    job_title="Senior Backend Engineer",
                    stage="final panel",
                    approved_by="Alice Moreau",
                    machine_worded=True,
                    released_at=work.now,
                )
            )
        for place in ("/letters", f"/letters/{newer.id}"):
            assert "A letter is waiting for you" in words(priya.get(place))
            assert "how did it go" not in words(priya.get(place)).lower()
        assert priya.post(address, data=NOTED).status_code == 409
        assert kept() is None

    def test_a_letter_that_was_taken_back_before_it_was_opened_seals_nothing(
        self, priya: FlaskClient, store: Store, cast: Cast, story: Story, address: str, kept: Kept
    ) -> None:
        story.relay()
        priya.post(address, data=NOTED)
        message, _ = story.message()
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            relaying.withdraw_letter(work, message.id)
        assert priya.post(address, data={"view_words": "Anew"}).status_code == 303
        assert kept() == ("Anew", {}, SelfViewState.WRITTEN)

    def test_before_the_interview_or_where_it_was_not_held_there_is_nothing_to_note(
        self, priya: FlaskClient, store: Store, cast: Cast, kept: Kept, words: Callable[[TestResponse], str]
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            ahead = scheduling.schedule_interview(
                work,
                candidate_id=cast.priya.id,
                job_id=cast.job.id,
                recruiter_id=cast.alice.id,
                stage="second panel",
                appointment=scheduling.Appointment(wall(work.now + timedelta(days=2)), "UTC", 60),
            )
            scheduling.record_no_show(work, cast.interview.id)
        for interview in (ahead, cast.interview):
            page = priya.get(f"/views/{interview.id}")
            assert "nothing to look back on yet" in words(page)
            answer = priya.post(f"/views/{interview.id}", data=NOTED)
            assert answer.status_code == 409
            assert "zqselfzq" in words(answer)
            assert priya.post(f"/views/{interview.id}/skip").status_code == 409
        assert kept() is None
        assert "look-back" not in priya.get("/letters").text


class TestWhose:
    """The candidate's alone."""

    def test_nobody_elses_interview_can_be_looked_back_on(
        self, store: Store, cast: Cast, sign_in_as: Callable[[Staff | Candidate], FlaskClient], kept: Kept
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
        with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
            lee = registering.add_candidate(work, name="Lee Abara", email="lee@example.com")
        for stranger in (sign_in_as(sam), sign_in_as(lee)):
            for interview_id in (cast.interview.id, uuid4()):
                assert stranger.get(f"/views/{interview_id}").status_code == 404
                assert stranger.post(f"/views/{interview_id}", data=NOTED).status_code == 404
                assert stranger.post(f"/views/{interview_id}/skip").status_code == 404
        assert kept() is None

    def test_staff_have_no_way_in_and_none_of_their_pages_shows_it(
        self,
        alice: FlaskClient,
        bob: FlaskClient,
        ada: FlaskClient,
        priya: FlaskClient,
        cast: Cast,
        letter: Letter,
        address: str,
    ) -> None:
        priya.post(address, data=NOTED)
        priya.post(f"/letters/{letter.id}/opening")
        for place in ("/views", address):
            assert alice.get(place).location == "/out"
        assert alice.post(address, data=NOTED).status_code == 307
        shown = [
            alice.get(place)
            for place in ("/today", f"/interviews/{cast.interview.id}", f"/candidates/{cast.priya.id}")
        ]
        shown += [
            bob.get(place) for place in ("/coverage", "/coverage/interviews", "/coverage/interviews.csv")
        ]
        shown.append(ada.get("/stuck"))
        for page in shown:
            assert page.status_code == 200
            assert "zqselfzq" not in page.text
            assert "noted" not in page.text.lower()


class TestBeside:
    """In the open letter: where the two views agree and where they differ."""

    @pytest.fixture
    def sentences(self, store: Store, cast: Cast, letter: Letter) -> Say:
        """A function that has the letter say these things: (competency, kind) pairs."""

        def say(*said: tuple[Competency, Kind]) -> None:
            with store.work(cast.agency.id) as work:
                item = work.all(select(LetterItem).where(LetterItem.letter_id == letter.id))[0]
                work.add_all(
                    [
                        LetterSentence(
                            agency_id=cast.agency.id,
                            letter_id=letter.id,
                            letter_item_id=item.id,
                            place=place,
                            text="Said.",
                            kind=kind,
                            competency=competency,
                        )
                        for place, (competency, kind) in enumerate(said)
                    ]
                )

        return say

    def test_strengths_that_were_not_expected_come_first_and_nothing_is_counted(
        self,
        priya: FlaskClient,
        letter: Letter,
        address: str,
        sentences: Say,
        words: Callable[[TestResponse], str],
    ) -> None:
        good, work_on = Kind.STRENGTH, Kind.IMPROVEMENT
        sentences(
            (Competency.EVIDENCE, work_on),
            (Competency.TEAMWORK, good),
            (Competency.COMMUNICATION, good),
            (Competency.TECHNICAL_SKILL, good),
            (Competency.PROBLEM_SOLVING, good),
            (Competency.PROBLEM_SOLVING, work_on),
            (Competency.PREPARATION, work_on),
        )
        marks = {
            "mark_evidence": "well",
            "mark_communication": "less",
            "mark_technical_skill": "well",
            "mark_problem_solving": "mixed",
            "mark_questions_asked": "well",
            "view_words": "My own words.",
        }
        priya.post(address, data=marks)
        priya.post(f"/letters/{letter.id}/opening")
        page = words(priya.get(f"/letters/{letter.id}"))
        beside = page[page.index("Your view and theirs") :].split("Have you read it?")[0]
        order = [
            "You may not have expected this",
            "You thought your communication did not go so well. They saw a strength.",
            "You did not name your teamwork. They saw a strength.",
            "Where you saw it alike",
            "You both thought your technical skill went well.",
            "You both saw two sides of your problem solving.",
            "Where you saw it differently",
            "You thought your examples went well. They would have liked more.",
            "The letter says nothing of: questions asked.",
            "My own words.",
        ]
        places = [beside.index(sentence) for sentence in order]
        assert places == sorted(places)
        assert "preparation" not in beside
        assert not re.search(r"\d+ ?(/|out of|%|points)", beside)

    def test_a_letter_from_before_sentences_were_kept_is_read_by_its_paragraphs(
        self, priya: FlaskClient, letter: Letter, address: str, words: Callable[[TestResponse], str]
    ) -> None:
        priya.post(address, data={"mark_evidence": "well"})
        priya.post(f"/letters/{letter.id}/opening")
        page = words(priya.get(f"/letters/{letter.id}"))
        assert "You thought your examples went well. They would have liked more." in page

    def test_where_the_letter_says_nothing_that_is_no_verdict(
        self,
        priya: FlaskClient,
        store: Store,
        cast: Cast,
        letter: Letter,
        address: str,
        words: Callable[[TestResponse], str],
    ) -> None:
        with store.work(cast.agency.id) as work:
            work.session.execute(
                update(LetterItem).where(LetterItem.letter_id == letter.id).values(competency=None)
            )
        priya.post(address, data={"mark_evidence": "well", "mark_values": "absent"})
        priya.post(f"/letters/{letter.id}/opening")
        page = words(priya.get(f"/letters/{letter.id}"))
        assert (
            "The letter says nothing of what you noted: evidence. That says nothing about how you did" in page
        )

    def test_without_a_view_nothing_stands_beside_the_letter(
        self, priya: FlaskClient, opened: Letter, words: Callable[[TestResponse], str]
    ) -> None:
        assert "Your view and theirs" not in words(priya.get(f"/letters/{opened.id}"))

    def test_a_whole_letter_from_a_note_stands_beside_the_view(
        self, priya: FlaskClient, story: Story, address: str, words: Callable[[TestResponse], str]
    ) -> None:
        letter = story.relay()
        priya.post(address, data={"mark_evidence": "well", "mark_communication": "well"})
        priya.post(f"/letters/{letter.id}/opening")
        page = words(priya.get(f"/letters/{letter.id}"))
        assert "You both thought your communication went well." in page
        assert "You thought your examples went well. They would have liked more." in page


class TestOverInterviews:
    """Both views drawn from two interviews on."""

    @pytest.fixture
    def hold(self, store: Store, cast: Cast, priya: FlaskClient) -> Hold:
        """A function that holds an interview, notes a view of it, and opens a letter that says `kind` on evidence."""

        def held(stage: str, days_ago: int, mark: Mark | None, kind: Kind | None) -> Letter:
            role = ParagraphRole.STRENGTHS if kind is Kind.STRENGTH else ParagraphRole.IMPROVEMENT
            with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
                interview = scheduling.schedule_interview(
                    work,
                    candidate_id=cast.priya.id,
                    job_id=cast.job.id,
                    recruiter_id=cast.alice.id,
                    stage=stage,
                    appointment=scheduling.Appointment(wall(work.now - timedelta(days=days_ago)), "UTC", 60),
                )
                letter = work.add(
                    Letter(
                        agency_id=cast.agency.id,
                        interview_id=interview.id,
                        candidate_id=cast.priya.id,
                        number=1,
                        subject="A letter",
                        text_hash="hash",
                        client_name="Northwind Logistics",
                        job_title="Senior Backend Engineer",
                        stage=stage,
                        approved_by="Alice Moreau",
                        machine_worded=True,
                        released_at=work.now - timedelta(days=days_ago),
                    )
                )
                work.add(
                    LetterItem(
                        agency_id=cast.agency.id,
                        letter_id=letter.id,
                        place=0,
                        role=role,
                        text=f"Words of the {stage}.",
                        competency=Competency.EVIDENCE if kind else None,
                    )
                )
            if mark:
                priya.post(f"/views/{interview.id}", data={"mark_evidence": mark.value})
            priya.post(f"/letters/{letter.id}/opening")
            return letter

        return held

    def test_with_fewer_than_two_the_page_says_what_will_be_here(
        self, priya: FlaskClient, hold: Hold, words: Callable[[TestResponse], str]
    ) -> None:
        assert "From two interviews on" in words(priya.get("/views"))
        hold("first talk", 20, Mark.WELL, Kind.IMPROVEMENT)
        page = priya.get("/views")
        assert "From two interviews on" in words(page)
        assert 'class="thread"' not in page.text

    def test_the_drawing_stands_beside_its_table_and_says_in_words_what_it_shows(
        self, priya: FlaskClient, hold: Hold, words: Callable[[TestResponse], str]
    ) -> None:
        hold("second talk", 10, Mark.MIXED, None)
        hold("first talk", 20, Mark.WELL, Kind.IMPROVEMENT)
        hold("third talk", 5, Mark.LESS, Kind.IMPROVEMENT)
        page = priya.get("/views")
        said = words(page)
        assert "The last time, you and they saw it alike." in said
        rows = [
            "1. First talk",
            "Went well",
            "Something to work on",
            "2. Second talk",
            "Well in parts",
            "Not mentioned",
        ]
        places = [said.index(row, said.index("The letter 1.")) for row in rows]
        assert places == sorted(places)
        drawing = page.text[page.text.index('<svg class="thread"') :].split("</svg>")[0]
        assert 'role="img" aria-label="Evidence: ' in drawing
        # The one that the letter does not speak of has a row and no place in the drawing; two signs to each of the others.
        assert (drawing.count("sign-you"), drawing.count("sign-they")) == (2, 2)
        assert not re.search(r"\d+ ?(/|out of|%|points)", said)

    def test_a_letter_without_a_view_is_not_drawn(
        self, priya: FlaskClient, hold: Hold, words: Callable[[TestResponse], str]
    ) -> None:
        hold("first talk", 20, Mark.WELL, Kind.IMPROVEMENT)
        hold("second talk", 10, None, Kind.IMPROVEMENT)
        assert "From two interviews on" in words(priya.get("/views"))

    def test_a_closed_letter_tells_nothing_here(
        self, priya: FlaskClient, hold: Hold, letter: Letter, address: str
    ) -> None:
        hold("first talk", 20, Mark.WELL, Kind.IMPROVEMENT)
        priya.post(address, data={"mark_evidence": "well"})
        assert 'class="thread"' not in priya.get("/views").text

    def test_strengths_of_open_letters_stand_on_the_first_page_in_the_letters_words(
        self, priya: FlaskClient, hold: Hold, letter: Letter, words: Callable[[TestResponse], str]
    ) -> None:
        hold("first talk", 20, None, Kind.STRENGTH)
        page = words(priya.get("/letters"))
        assert "Words of the first talk." in page
        assert "Your explanation of the retry design was clear." not in page


class TestFitting:
    """What is offered fits the job, by its title alone."""

    @pytest.mark.parametrize(
        ("title", "first"),
        [
            ("Senior Backend Engineer", Competency.TECHNICAL_SKILL),
            ("Staff Nurse, Paediatrics", Competency.DOMAIN_KNOWLEDGE),
            ("Teacher of Mathematics", Competency.WORK_SAMPLE),
            ("Warehouse Shift Lead", Competency.LEADERSHIP),
            ("Account manager", Competency.COMMERCIAL),
            ("Something nobody has heard of", GENERAL[0]),
            ("", GENERAL[0]),
        ],
    )
    def test_by_a_word_of_the_title(self, title: str, first: Competency) -> None:
        assert fitting(title)[0] is first
        assert 5 < len(fitting(title)) < 9

    def test_every_competency_has_its_words(self) -> None:
        assert set(ASPECTS) == set(Competency)

    def test_whatever_is_not_offered_can_be_added(self, priya: FlaskClient, address: str) -> None:
        page = priya.get(address).text
        for competency in Competency:
            assert f'name="mark_{competency}"' in page or f'<option value="{competency}"' in page
