"""Second chances: a gap that was closed, beside open jobs like the one where it stood in the way; from A to Z, nobody scored."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from relay.domain.action import ActionState
from relay.domain.candidate import Candidate
from relay.domain.job import Job
from relay.domain.staff import Staff
from relay.journey import registering, relaying
from relay.reports.second_chances import Chance, Closed, Fit, second_chances, similar
from relay.store.store import Store
from relay.vocabulary import Competency
from tests.cast import Cast, Story
from tests.sequel import PRAISED, SILENT_ON_IT, STILL, Sequel

SignIn = Callable[[Staff | Candidate], FlaskClient]


@pytest.fixture
def database() -> str:
    """SQLite; the page is asked on both below."""
    return "sqlite"


def look(store: Store, cast: Cast, job_id: UUID | None = None) -> list[Chance]:
    with store.look(cast.agency.id, cast.act_as(cast.alice)) as work:
        return second_chances(work, job_id)


def close(store: Store, cast: Cast) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.close_job(work, cast.job.id)


def reopen(store: Store, cast: Cast) -> None:
    close(store, cast)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.reopen_job(work, cast.job.id)


def add(store: Store, cast: Cast, title: str, client: str = "Kestrel") -> Job:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return registering.add_job(work, registering.add_client(work, name=client).id, title=title)


@pytest.fixture
def praised(store: Store, cast: Cast, story: Story, sequel: Sequel) -> Job:
    """Priya lacked figures at Northwind and is praised for them at another client since. Returns the job of that one."""
    story.relay()
    elsewhere = add(store, cast, "Data analyst", "Arkwright")
    sequel.next_interview(job_id=elsewhere.id).relay(PRAISED)
    sequel.pass_by(timedelta(hours=1))
    return elsewhere


def test_a_job_that_is_opened_again_is_offered_with_the_reason(
    store: Store, cast: Cast, praised: Job
) -> None:
    assert look(store, cast) == []
    reopen(store, cast)

    [chance] = look(store, cast)
    assert (chance.candidate, chance.job.id, chance.fit) == ("Priya Nair", cast.job.id, Fit.SAME_JOB)
    assert (chance.gap.competency, chance.gap.closed) == (Competency.EVIDENCE, Closed.PRAISED)
    assert chance.gap.interview_id == cast.interview.id
    assert look(store, cast, cast.job.id) == [chance]
    assert look(store, cast, praised.id) == []


def test_a_new_job_like_the_earlier_one_is_offered_and_another_is_not(
    store: Store, cast: Cast, praised: Job
) -> None:
    like = add(store, cast, "Backend Engineer (payments)")
    add(store, cast, "Frontend Engineer", "Heron")
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        same_client = registering.add_job(work, cast.client.id, title="Lead backend engineer")

    assert [(chance.job.id, chance.fit) for chance in look(store, cast)] == [
        (like.id, Fit.SIMILAR_ROLE),
        (same_client.id, Fit.SAME_CLIENT),
    ]


def test_a_closed_job_and_one_for_which_they_were_put_forward_since_are_not(
    store: Store, cast: Cast, praised: Job, sequel: Sequel
) -> None:
    like = add(store, cast, "Backend Engineer")
    sequel.next_interview(job_id=like.id)
    reopen(store, cast)
    close(store, cast)

    assert look(store, cast) == []


@pytest.mark.parametrize(("state", "offered"), [(ActionState.USED, False), (ActionState.DONE, True)])
def test_being_done_with_it_closes_a_gap_too_and_less_does_not(
    store: Store, cast: Cast, story: Story, sequel: Sequel, state: ActionState, offered: bool
) -> None:
    sequel.take_up(story.relay(), state)
    sequel.pass_by(timedelta(hours=1))
    reopen(store, cast)

    assert [chance.gap.closed for chance in look(store, cast)] == ([Closed.DONE] if offered else [])


def test_a_gap_that_comes_up_again_or_was_never_one_is_not_closed(
    store: Store, cast: Cast, praised: Job, sequel: Sequel
) -> None:
    sequel.next_interview().relay(STILL)
    sequel.pass_by(timedelta(hours=1))
    reopen(store, cast)

    assert Competency.EVIDENCE not in {chance.gap.competency for chance in look(store, cast)}
    assert Competency.PREPARATION not in {chance.gap.competency for chance in look(store, cast)}


def test_praise_that_was_taken_back_closes_nothing(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    story.relay()
    later = sequel.next_interview()
    later.relay(PRAISED)
    sequel.pass_by(timedelta(hours=1))
    reopen(store, cast)
    assert len(look(store, cast)) == 1
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        relaying.withdraw_letter(work, later.message()[0].id)

    assert look(store, cast) == []


def test_candidates_stand_from_a_to_z(store: Store, cast: Cast, story: Story, sequel: Sequel) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        ann = registering.add_candidate(work, name="ann Zeller", email="ann@example.com")
    said = "Every time we asked what changed as a result we never got a number."
    story.relay()
    sequel.next_interview(candidate=ann).relay(said)
    sequel.next_interview().relay(PRAISED)
    sequel.next_interview(candidate=ann).relay("She gave a figure for every result.")
    sequel.next_interview().relay(SILENT_ON_IT)
    reopen(store, cast)

    assert [chance.candidate for chance in look(store, cast)] == ["ann Zeller", "Priya Nair"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Senior Backend Engineer", "Backend engineer, payments", True),
        ("C++ Developer", "Senior C++ developer (remote)", True),
        ("Data Engineer", "Backend Engineer", False),
        ("Lead", "Senior", False),
        ("Staff nurse", "Nurse", True),
        ("", "Nurse", False),
    ],
)
def test_titles_are_alike_where_one_holds_the_others_words_for_the_work(
    one: str, other: str, alike: bool
) -> None:
    assert similar(one, other) is similar(other, one) is alike


class TestPage:
    """The page: the agency's people alone, and in words."""

    @pytest.fixture(params=["sqlite", "postgres"])
    def database(self, request: pytest.FixtureRequest) -> str:
        """Both: nothing of another agency may be found on either."""
        return str(request.param)

    def test_it_names_the_reason_and_leads_to_where_it_comes_from(
        self, store: Store, cast: Cast, praised: Job, sign_in_as: SignIn
    ) -> None:
        reopen(store, cast)
        alice = sign_in_as(cast.alice)

        page = alice.get("/second-chances").text
        for told in (
            "Priya Nair",
            "Evidence",
            "Praised in a later letter",
            "The same job, open again",
            "From A to Z",
        ):
            assert told in page, told
        assert f"/interviews/{cast.interview.id}" in page
        assert "zqownwordszq" not in page
        narrowed = alice.get(f"/second-chances?job={praised.id}").text
        assert "Priya Nair" not in narrowed
        assert f"For <bdi>{praised.title}</bdi> alone." in narrowed
        assert f'<a class="page-back" href="/jobs/{praised.id}">' in narrowed
        assert "Priya Nair" in alice.get("/second-chances?job=nonsense").text
        assert "/second-chances" in alice.get("/jobs").text
        assert f"/second-chances?job={cast.job.id}" in alice.get(f"/jobs/{cast.job.id}").text

    def test_another_agency_finds_nothing_and_nobody_else_gets_in(
        self, store: Store, cast: Cast, praised: Job, client: FlaskClient, sign_in_as: SignIn
    ) -> None:
        reopen(store, cast)
        charlie = sign_in_as(cast.charlie)
        for address in ("/second-chances", f"/second-chances?job={cast.job.id}"):
            page = charlie.get(address)
            assert page.status_code == 200
            assert "No second chance yet" in page.text
            assert "Priya" not in page.text
        for browser in (client, sign_in_as(cast.priya)):
            assert browser.get("/second-chances").status_code in (302, 303, 401, 403)
