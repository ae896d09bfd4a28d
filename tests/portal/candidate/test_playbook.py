"""The playbook: strengths in the words of the letters, patterns of several clients that name none, and lines beside their tables."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.base import new_id
from relay.domain.candidate import Candidate
from relay.domain.client import Client
from relay.domain.letter import Letter, LetterItem, LetterSentence, LetterState
from relay.domain.staff import Staff
from relay.journey import reading, registering, relaying, scheduling
from relay.portal.candidate.alone import alone
from relay.portal.candidate.gathering import Mention, Told
from relay.portal.candidate.patterns import in_words, patterns, strengths
from relay.portal.candidate.progress import MOST_DRAWN, tracks
from relay.store.store import Store
from relay.store.work import Work
from relay.vocabulary import Competency, Kind, ParagraphRole
from tests.cast import Cast, Story, wall

PRAISE, ADVICE = Kind.STRENGTH, Kind.IMPROVEMENT
CLEAR, FIGURES, LONG = Competency.COMMUNICATION, Competency.EVIDENCE, Competency.ANSWER_STRUCTURE
ROLES = {PRAISE: ParagraphRole.STRENGTHS, ADVICE: ParagraphRole.IMPROVEMENT}
Said = tuple[Kind, Competency, str]


@pytest.fixture
def companies(store: Store, cast: Cast) -> list[Client]:
    """Three clients of the agency, with a job each."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return [registering.add_client(work, name=f"Company {name}") for name in ("Anna", "Bert", "Cora")]


@pytest.fixture
def tell(store: Store, cast: Cast) -> Callable[..., Letter]:
    """A function that has a client say things about somebody in a letter, so many days ago; opened unless told otherwise."""

    def tell_it(
        client: Client, days_ago: int, *said: Said, whose: Candidate | None = None, opened: bool = True
    ) -> Letter:
        candidate = whose or cast.priya
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            job = registering.add_job(work, client.id, title=f"Role of {days_ago} days ago")
            interview = scheduling.schedule_interview(
                work,
                candidate_id=candidate.id,
                job_id=job.id,
                recruiter_id=cast.alice.id,
                stage="panel",
                appointment=scheduling.Appointment(wall(work.now - timedelta(days=days_ago)), "UTC", 60),
            )
            letter = put_letter(work, interview.id, candidate.id, client.name, job.title)
            put_words(work, letter, said)
        if opened:
            with store.work(cast.agency.id, cast.act_as(candidate)) as work:
                reading.open_message(work, letter.id)
        return letter

    return tell_it


def put_letter(
    work: Work, interview_id: UUID, candidate_id: UUID, client_name: str, job_title: str, number: int = 1
) -> Letter:
    return work.add(
        Letter(
            agency_id=work.agency_id,
            interview_id=interview_id,
            candidate_id=candidate_id,
            number=number,
            subject="Your panel",
            text_hash="hash",
            client_name=client_name,
            job_title=job_title,
            stage="panel",
            approved_by="Alice Moreau",
            machine_worded=True,
            released_at=work.now,
        )
    )


def put_words(work: Work, letter: Letter, said: tuple[Said, ...]) -> None:
    for place, (kind, competency, text) in enumerate(said):
        item = work.add(
            LetterItem(
                agency_id=work.agency_id,
                letter_id=letter.id,
                place=place,
                role=ROLES[kind],
                text=text,
                kind=kind,
                competency=competency,
            )
        )
        work.add(
            LetterSentence(
                agency_id=work.agency_id,
                letter_id=letter.id,
                letter_item_id=item.id,
                place=place,
                text=text,
                kind=kind,
                competency=competency,
            )
        )


def section(page: str, title: str) -> str:
    """The words under a heading of the playbook, up to the next of the same rank."""
    return re.split(
        "Your strengths|What comes up again|From interview to interview", page.split(title, 1)[1]
    )[0]


def test_an_empty_playbook_says_what_will_be_in_it(
    priya: FlaskClient, words: Callable[[TestResponse], str]
) -> None:
    assert "Nothing is in your playbook yet" in words(priya.get("/playbook"))


def test_strengths_stand_by_competency_in_the_words_of_the_letters_what_recurs_first(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    anna, bert, _ = companies
    tell(
        anna,
        9,
        (PRAISE, Competency.TEAMWORK, "You shared the work."),
        (PRAISE, CLEAR, "You drew it up clearly."),
    )
    tell(bert, 3, (PRAISE, CLEAR, "You put it in plain words."), (ADVICE, LONG, "Your answers ran long."))

    page = section(words(priya.get("/playbook")), "Your strengths")

    assert page.index("How clearly you explain things In two letters") < page.index(
        "You put it in plain words."
    )
    assert page.index("You put it in plain words.") < page.index("You drew it up clearly.")
    assert page.index("You drew it up clearly.") < page.index("How you work with others In one letter")
    assert "Your answers ran long." not in page


def test_words_from_two_sentences_of_one_paragraph_stand_each_under_its_own(
    priya: FlaskClient, story: Story, words: Callable[[TestResponse], str], store: Store, cast: Cast
) -> None:
    letter = story.relay(
        "Her explanation of the retry design was really clear. She worked very well with the rest of the team. "
        "She gave no figures for any of her results."
    )
    priya.post(f"/letters/{letter.id}/opening")
    with store.look(cast.agency.id) as work:
        sentences = [s for s in work.all(select(LetterSentence)) if s.kind is PRAISE and s.competency]
    assert sentences
    page = section(words(priya.get("/playbook")), "Your strengths")
    for sentence in sentences:
        assert alone(sentence.text) in page


@pytest.mark.parametrize(
    ("in_the_letter", "by_itself"),
    [
        ("You also explained the retry design.", "You explained the retry design."),
        ("You were also calm when it failed.", "You were calm when it failed."),
        ("Your two examples were also to the point.", "Your two examples were to the point."),
        ("They also noted: steady hands.", "They noted: steady hands."),
        (
            "You asked good questions and you also listened.",
            "You asked good questions and you also listened.",
        ),
        ("You fixed it, and also said why.", "You fixed it, and also said why."),
        (
            "Your answer that also named the cost was clear.",
            "Your answer that also named the cost was clear.",
        ),
    ],
)
def test_a_sentence_that_stands_alone_loses_the_also_that_tied_it_to_the_one_before(
    in_the_letter: str,
    by_itself: str,
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    letter = tell(companies[0], 3, (PRAISE, CLEAR, in_the_letter))
    assert by_itself in section(words(priya.get("/playbook")), "Your strengths")
    assert in_the_letter in words(priya.get(f"/letters/{letter.id}"))


def test_a_letter_of_before_its_sentences_were_kept_counts_by_its_paragraphs(
    priya: FlaskClient, store: Store, cast: Cast, words: Callable[[TestResponse], str], opened: Letter
) -> None:
    with store.work(cast.agency.id) as work:
        for item in work.get(Letter, opened.id).items:
            if item.role is ParagraphRole.STRENGTHS:
                item.kind, item.competency = PRAISE, CLEAR
    assert "Your explanation of the retry design was clear." in words(priya.get("/playbook"))


def test_what_two_clients_spoke_of_is_a_pattern_that_names_neither(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    anna, bert, cora = companies
    tell(anna, 20, (ADVICE, LONG, "Your answers ran long."))
    tell(bert, 12, (ADVICE, LONG, "You lost the thread."), (PRAISE, CLEAR, "You spoke clearly."))
    tell(cora, 5, (PRAISE, CLEAR, "Clear words."))
    tell(cora, 2, (ADVICE, LONG, "Shorter answers would help."))

    page = section(words(priya.get("/playbook")), "What comes up again")

    assert "In three of four letters, how you build your answers came up as something to work on." in page
    assert "In two of four letters, how clearly you explain things came up as a strength." in page
    for client in companies:
        assert client.name not in page


def test_what_one_client_says_twice_is_no_pattern(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    anna, bert, _ = companies
    tell(anna, 20, (ADVICE, LONG, "Your answers ran long."))
    tell(anna, 12, (ADVICE, LONG, "Your answers ran long again."))
    tell(bert, 5, (PRAISE, CLEAR, "Clear."), (PRAISE, LONG, "Short and to the point."))
    page = section(words(priya.get("/playbook")), "What comes up again")
    assert "Nothing so far" in page
    assert "how you build" not in page


def test_a_client_that_changed_its_name_is_still_one_client(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    anna = companies[0]
    tell(anna, 20, (ADVICE, LONG, "Long."))
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        client = work.get(Client, anna.id)
        registering.change_client(work, anna.id, name="Company Anew", version=client.version)
        renamed = work.get(Client, anna.id)
    tell(renamed, 10, (ADVICE, LONG, "Long again."))
    assert "Nothing so far" in section(words(priya.get("/playbook")), "What comes up again")


def test_a_closed_letter_says_nothing_yet(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    anna, bert, _ = companies
    tell(anna, 20, (ADVICE, LONG, "Long."))
    tell(bert, 10, (ADVICE, LONG, "Still sealed words."), (PRAISE, CLEAR, "Sealed praise."), opened=False)
    page = words(priya.get("/playbook"))
    assert "Sealed praise" not in page
    assert "how you build" not in section(page, "What comes up again")
    assert 'class="drawing"' not in priya.get("/playbook").text


@pytest.mark.parametrize("gone", [Letter.withdraw, Letter.supersede])
def test_a_letter_that_was_taken_back_or_replaced_says_nothing_any_more(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
    gone: Callable[[Letter], None],
) -> None:
    anna, bert, _ = companies
    tell(anna, 20, (PRAISE, CLEAR, "Words that stand."))
    letter = tell(bert, 10, (PRAISE, CLEAR, "Words that are gone."))
    assert "Words that are gone." in words(priya.get("/playbook"))
    with store.work(cast.agency.id) as work:
        gone(work.get(Letter, letter.id))
    page = words(priya.get("/playbook"))
    assert "Words that stand." in page
    assert "Words that are gone." not in page
    assert "Nothing so far" in section(page, "What comes up again")


def test_of_two_versions_the_newest_alone_counts_and_only_once_it_is_open(
    priya: FlaskClient,
    store: Store,
    cast: Cast,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    letter = tell(companies[0], 10, (PRAISE, CLEAR, "The first wording."))
    with store.work(cast.agency.id) as work:
        relaying.supersede_letters(work, letter.interview_id)
        newer = put_letter(work, letter.interview_id, cast.priya.id, "Company Anna", "Role", number=2)
        put_words(work, newer, ((PRAISE, CLEAR, "The second wording."),))
    assert "wording" not in words(priya.get("/playbook"))
    priya.post(f"/letters/{newer.id}/opening")
    page = words(priya.get("/playbook"))
    assert "The second wording." in page
    assert "The first wording." not in page
    assert "In one letter" in page


def test_nobody_elses_letters_stand_in_it(
    store: Store,
    cast: Cast,
    sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
    priya: FlaskClient,
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        sam = registering.add_candidate(work, name="Sam Reyes", email="sam@example.com")
    anna, bert, _ = companies
    tell(anna, 20, (ADVICE, LONG, "Priya's long answers."), (PRAISE, CLEAR, "Priya's clear words."))
    tell(bert, 10, (ADVICE, LONG, "Sam's long answers."), (PRAISE, CLEAR, "Sam's clear words."), whose=sam)
    mine, theirs = words(priya.get("/playbook")), words(sign_in_as(sam).get("/playbook"))
    assert "Priya's clear words." in mine
    assert "Sam's" not in mine
    assert "Sam's clear words." in theirs
    assert "Priya's" not in theirs
    for page in (mine, theirs):
        assert "Nothing so far" in section(page, "What comes up again")


def test_staff_and_strangers_are_led_to_a_door(
    alice: FlaskClient,
    charlie: FlaskClient,
    client: FlaskClient,
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    tell(companies[0], 3, (PRAISE, CLEAR, "Clear."))
    for browser in (alice, charlie, client):
        answer = browser.get("/playbook")
        assert answer.status_code == 303
        assert "Clear." not in answer.text


def test_a_line_stands_beside_the_table_that_says_the_same(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    anna, bert, cora = companies
    tell(cora, 2, (PRAISE, FIGURES, "You named three figures."))
    tell(anna, 20, (ADVICE, FIGURES, "No figures."))
    tell(bert, 12, (PRAISE, CLEAR, "Clear."))

    answer = priya.get("/playbook")
    page = section(words(answer), "From interview to interview")

    assert "Examples and figures: something to work on at first, a strength last time" in page
    assert re.search(
        r"1 .*Role of 20 days ago To work on 2 .*Role of 12 days ago Not mentioned 3 .*Role of 2 days ago Strength",
        page,
    )
    [drawing] = re.findall(r'<svg class="drawing".*?</svg>', answer.text, flags=re.DOTALL)
    assert (
        'role="img" aria-label="Examples and figures: something to work on at first, a strength last time.'
        in drawing
    )
    for name in ("Strength", "To work on", "Not mentioned"):
        assert f">{name}</text>" in drawing
    # Place and shape tell them apart, not colour alone.
    assert drawing.count("<circle") == 1
    assert drawing.count("drawing-work") == 1
    assert drawing.count("drawing-silence") == 1
    assert "style=" not in drawing


def test_what_was_said_once_has_no_line(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    tell(companies[0], 20, (ADVICE, FIGURES, "No figures."))
    tell(companies[1], 10, (PRAISE, CLEAR, "Clear."))
    page = section(words(priya.get("/playbook")), "From interview to interview")
    assert "When something comes up in two of your letters" in page


def test_no_figure_on_the_page_is_a_grade(
    priya: FlaskClient,
    words: Callable[[TestResponse], str],
    companies: list[Client],
    tell: Callable[..., Letter],
) -> None:
    anna, bert, _ = companies
    for days, client in ((20, anna), (10, bert)):
        tell(client, days, (ADVICE, LONG, "Long."), (PRAISE, CLEAR, "Clear."))
    page = words(priya.get("/playbook"))
    assert not re.search(r"\d+ ?%|\bscore|\brank|\bgrade|\baverage|\d+ ?/ ?\d+|\bout of\b", page)


def test_the_copy_button_waits_for_its_script_and_the_words_can_do_without(
    priya: FlaskClient, companies: list[Client], tell: Callable[..., Letter]
) -> None:
    tell(companies[0], 20, (PRAISE, CLEAR, "Clear."))
    page = priya.get("/playbook").text
    assert re.search(r'<button[^>]*data-copies="strengths"[^>]*hidden>', page)
    assert re.search(r"<li data-copy-line[^>]*>Clear\.</li>", page)
    assert "js/copy.js" in page


def test_looking_at_it_writes_nothing(
    priya: FlaskClient, store: Store, cast: Cast, companies: list[Client], tell: Callable[..., Letter]
) -> None:
    letter = tell(companies[0], 20, (PRAISE, CLEAR, "Clear."), opened=False)
    for _ in range(2):
        assert priya.get("/playbook").status_code == 200
    with store.look(cast.agency.id) as work:
        assert work.get(Letter, letter.id).state is LetterState.CLOSED


def test_hostile_words_are_shown_and_run_nowhere(
    priya: FlaskClient, companies: list[Client], tell: Callable[..., Letter]
) -> None:
    evil = "<script>alert(1)</script>\u202e 💌"
    for client in companies:
        tell(client, 5, (PRAISE, CLEAR, evil))
    assert "<script>alert(1)" not in priya.get("/playbook").text


class TestWords:
    """Counts stand in words, and the title of a line says what it shows."""

    @pytest.fixture
    def letter(self) -> Letter:
        return Letter(
            agency_id=new_id(),
            interview_id=new_id(),
            candidate_id=new_id(),
            number=1,
            subject="s",
            text_hash="h",
            client_name="c",
            job_title="j",
            stage="s",
            approved_by="a",
            machine_worded=True,
            released_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        )

    def told(self, letter: Letter, *kinds: tuple[Kind, ...]) -> list[Told]:
        return [
            Told(letter, letter.released_at, new_id(), tuple(Mention(kind, CLEAR, "w") for kind in each))
            for each in kinds
        ]

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (1, "one"),
            (12, "twelve"),
            (19, "nineteen"),
            (20, "twenty"),
            (21, "twenty-one"),
            (99, "ninety-nine"),
            (100, "100"),
        ],
    )
    def test_a_count_in_words(self, number: int, said: str) -> None:
        assert in_words(number) == said

    @pytest.mark.parametrize(("of", "said"), [(2, "In both letters"), (3, "In all three letters")])
    def test_all_of_them(self, letter: Letter, of: int, said: str) -> None:
        [pattern] = patterns(self.told(letter, *[(PRAISE,)] * of))
        assert pattern.sentence.startswith(said)

    @pytest.mark.parametrize(
        ("kinds", "title"),
        [
            (((PRAISE,), (PRAISE,)), "a strength each time it came up"),
            (((ADVICE,), (), (ADVICE,)), "something to work on each time it came up"),
            (((ADVICE,), (PRAISE,)), "something to work on at first, a strength last time"),
            (((PRAISE,), (ADVICE,)), "a strength at first, something to work on last time"),
            (((PRAISE, ADVICE), (PRAISE,)), "sometimes a strength, sometimes something to work on"),
        ],
    )
    def test_the_title_of_a_line(
        self, letter: Letter, kinds: tuple[tuple[Kind, ...], ...], title: str
    ) -> None:
        [track] = tracks(self.told(letter, *kinds))
        assert track.title == f"How clearly you explain things: {title}"

    def test_a_long_line_draws_the_latest_and_the_table_has_all(self, letter: Letter) -> None:
        [track] = tracks(self.told(letter, *[(PRAISE,)] * 20))
        assert [mark.number for mark in track.drawn] == list(range(20 - MOST_DRAWN + 1, 21))
        assert len(track.stands) == 20
        assert track.cut

    def test_both_at_once_are_two_marks_and_said_so(self, letter: Letter) -> None:
        [track] = tracks(self.told(letter, (PRAISE, ADVICE), (PRAISE,)))
        assert track.stands[0].words == "A strength, and something to work on"
        assert track.drawn[0].strength
        assert track.drawn[0].to_work_on

    def test_the_same_words_in_two_letters_stand_once(self, letter: Letter) -> None:
        [strength] = strengths(self.told(letter, (PRAISE,), (PRAISE,)))
        assert (strength.words, strength.counted) == (("w",), "In two letters")
