"""What came of the letters, as coverage counts it, equals a recount of the events by hand, now and for any moment past."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.action import Action, ActionState
from relay.domain.candidate import Candidate
from relay.domain.letter import Letter
from relay.domain.staff import Staff
from relay.journey import reading, registering, relaying
from relay.reports.behind import ANSWERS, Which, behind
from relay.reports.coverage import coverage
from relay.reports.figures import Outcomes
from relay.reports.trails import Rung, Scope, Step
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.vocabulary import Helpful, LoopOutcome
from tests.cast import Cast, Story
from tests.sequel import PRAISED, SILENT_ON_IT, STILL, Sequel

LADDER = {
    "action.committed": ["planned"],
    "action.practised": ["planned", "practised"],
    "action.used": ["planned", "practised", "used"],
    "action.completed": ["planned", "practised", "used", "done"],
}


@pytest.fixture
def database() -> str:
    """SQLite: the statements of coverage are asked on both in its own tests."""
    return "sqlite"


@pytest.fixture
def moments(store: Store, cast: Cast, story: Story, sequel: Sequel) -> list[datetime]:
    """Months of one candidate: three letters, things taken up from two of them, answers; the moments in between."""
    seen: list[datetime] = []

    def mark() -> None:
        sequel.pass_by(timedelta(hours=1))
        seen.append(store.now())
        sequel.pass_by(timedelta(hours=1))

    mark()
    first = story.relay()
    mark()
    used = sequel.take_up(first, ActionState.USED)
    tell(store, cast, first, Helpful.PARTLY)
    dropped = sequel.take_up(first)
    mark()
    sequel.move(dropped, ActionState.DROPPED)
    second = sequel.next_interview().relay(STILL)
    mark()
    sequel.take_up(second)
    tell(store, cast, first, Helpful.YES)
    tell(store, cast, second, Helpful.NO)
    mark()
    sequel.move(used, ActionState.DONE)
    third = sequel.next_interview()
    third.relay(PRAISED)
    mark()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        relaying.withdraw_letter(work, third.message()[0].id)
    third.carry_out_all()
    mark()
    sequel.next_interview().relay(SILENT_ON_IT)
    mark()
    return seen


def tell(store: Store, cast: Cast, letter: Letter, helpful: Helpful) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        reading.tell_helpfulness(work, letter.id, helpful=helpful)


def outcomes(store: Store, cast: Cast, at: datetime | None = None) -> Outcomes:
    with store.look(cast.agency.id, cast.act_as(cast.bob)) as work:
        return coverage(work, Scope(), at).whole.outcomes


def recount(store: Store, cast: Cast, at: datetime) -> dict[str, Counter[str]]:
    """The same figures, counted slowly: one event after the other, by a reader who knows nothing of the report."""
    with store.look(cast.agency.id) as work:
        rows = work.all(
            select(EventRow).where(EventRow.happened_at <= at).order_by(EventRow.happened_at, EventRow.id)
        )
    relayed: set[UUID | None] = set()
    rungs: dict[UUID | None, set[str]] = {}
    helpful: dict[UUID | None, str] = {}
    said: dict[UUID | None, dict[str, dict[str, str]]] = {}
    for row in rows:
        interview, data = row.interview_id, row.data
        if row.name == "message.relayed":
            relayed.add(interview)
        elif row.name == "message.withdrawn":
            relayed.discard(interview)
            for memory in (rungs, helpful, said):
                memory.pop(interview, None)
        elif row.name in LADDER:
            rungs.setdefault(interview, set()).update(LADDER[row.name])
        elif row.name == "message.helpfulness_told":
            helpful[interview] = data["helpful"]
        elif row.name == "loop.closed":
            said.setdefault(interview, {}).setdefault(data["action_id"], {})[data["later_interview_id"]] = (
                data["outcome"]
            )
        elif row.name == "loop.reopened":
            said[interview][data["action_id"]].pop(data["later_interview_id"])
    loop: Counter[str] = Counter()
    for actions in said.values():
        words = [word_of(list(later.values())) for later in actions.values() if later]
        if words:
            loop[min(words, key=["better", "same", "not_mentioned"].index)] += 1
    return {
        "ladder": Counter(rung for reached in rungs.values() for rung in reached),
        "helpful": Counter(helpful.values()),
        "loop": loop,
        "relayed": Counter({"all": len(relayed)}),
    }


def word_of(heard: list[str]) -> str:
    """The latest word that speaks of it."""
    spoken = [word for word in heard if word != "not_mentioned"]
    return spoken[-1] if spoken else "not_mentioned"


def test_every_figure_equals_a_recount_by_hand_at_every_moment(
    store: Store, cast: Cast, moments: list[datetime]
) -> None:
    stories = []
    for at in moments:
        found, by_hand = outcomes(store, cast, at), recount(store, cast, at)
        assert {each.rung.value: each.count for each in found.ladder if each.count} == by_hand["ladder"], at
        assert {kind.value: count for kind, count in found.helpful.items() if count} == by_hand["helpful"], at
        assert {kind.value: count for kind, count in found.loop.items() if count} == by_hand["loop"], at
        assert found.relayed == by_hand["relayed"]["all"]
        stories.append((found.relayed, {**found.loop}[LoopOutcome.BETTER], found.followed, found.answered))
    assert stories == [
        (0, 0, 0, 0),
        (1, 0, 0, 0),
        (1, 0, 0, 1),
        (2, 0, 1, 1),
        (2, 0, 1, 2),
        (3, 2, 2, 2),
        (2, 0, 1, 2),
        (3, 0, 2, 2),
    ]


def test_the_ladder_is_of_the_interviews_with_a_letter_and_its_second_rung_is_the_chains_last_step(
    store: Store, cast: Cast, moments: list[datetime]
) -> None:
    with store.look(cast.agency.id, cast.act_as(cast.bob)) as work:
        whole = coverage(work, Scope()).whole

    ladder = {each.rung: each for each in whole.outcomes.ladder}
    assert ladder[Rung.PRACTISED].count == whole.of(Step.ACTED).count == 1
    assert [ladder[rung].count for rung in Rung] == [2, 1, 1, 1]
    assert ladder[Rung.PLANNED].share == 2 / whole.of(Step.RELAYED).count


def test_the_list_behind_each_figure_holds_as_many_interviews(
    store: Store, cast: Cast, moments: list[datetime]
) -> None:
    for at in moments:
        found = outcomes(store, cast, at)
        wanted = {Which(each.rung): each.count for each in found.ladder}
        wanted |= {ANSWERS[kind]: count for kind, count in found.helpful.items()}
        wanted |= {Which(kind): count for kind, count in found.loop.items()}
        with store.look(cast.agency.id, cast.act_as(cast.bob)) as work:
            assert {which: behind(work, Scope(), which, at).total for which in wanted} == wanted


def test_the_latest_letter_that_speaks_of_it_counts_and_silence_takes_nothing_back(
    store: Store, cast: Cast, story: Story, sequel: Sequel
) -> None:
    sequel.take_up(story.relay())
    heard = []
    for said in (SILENT_ON_IT, PRAISED, SILENT_ON_IT, STILL):
        sequel.next_interview().relay(said)
        heard.append(next(kind for kind, count in outcomes(store, cast).loop.items() if count))

    assert heard == [LoopOutcome.NOT_MENTIONED, LoopOutcome.BETTER, LoopOutcome.BETTER, LoopOutcome.SAME]


def test_no_candidate_is_counted_two_of_them_are_two_interviews(
    store: Store, cast: Cast, moments: list[datetime]
) -> None:
    with store.look(cast.agency.id) as work:
        assert len({action.candidate_id for action in work.all(select(Action))}) == 1
    assert outcomes(store, cast).ladder[0].count == 2


def test_another_agency_sees_nothing_of_it(store: Store, cast: Cast, moments: list[datetime]) -> None:
    with store.look(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        found = coverage(work, Scope()).whole.outcomes
    assert (found.relayed, found.answered, found.followed) == (0, 0, 0)
    assert {each.share for each in found.ladder} == {None}


def test_the_managers_page_its_file_and_its_lists_show_them(
    store: Store, cast: Cast, moments: list[datetime], sign_in_as: Callable[[Staff | Candidate], FlaskClient]
) -> None:
    bob = sign_in_as(cast.bob)
    page = bob.get("/coverage?from=&to=").text
    assert "What came of the letters" in page
    assert "1 of 3 letters led to action" in page
    for told in (
        "With a letter",
        "Whether it helped",
        "Said so",
        "What a later letter says of it",
        "Still to work on",
    ):
        assert told in page, told
    listed = bob.get("/coverage/interviews?step=same&from=&to=")
    assert listed.status_code == 200
    assert "a later letter still asks for" in listed.text
    head, whole = bob.get("/coverage/figures.csv?from=&to=").text.splitlines()[:2]
    cells = dict(zip(head.split(","), whole.split(","), strict=True))
    found = outcomes(store, cast)
    assert [cells["planned"], cells["done"]] == ["2", "1"]
    assert cells["later letter: still to work on"] == str(found.loop[LoopOutcome.SAME])
    assert cells["helped"] == str(found.helpful[Helpful.YES])
    assert sign_in_as(cast.alice).get("/coverage").status_code == 403


def test_a_letter_of_which_nothing_is_known_yet_is_said_in_words(
    store: Store, cast: Cast, story: Story, sign_in_as: Callable[[Staff | Candidate], FlaskClient]
) -> None:
    story.relay()

    page = sign_in_as(cast.bob).get("/coverage?from=&to=")

    assert page.status_code == 200
    assert "The one letter led to no action yet" in page.text
    assert "Nobody has said yet" in page.text
    assert "this needs something taken up" in page.text


def test_registering_somebody_changes_no_figure(store: Store, cast: Cast, moments: list[datetime]) -> None:
    before = outcomes(store, cast)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.add_candidate(work, name="Sam Okoro", email="sam@example.com")
    assert outcomes(store, cast) == before
