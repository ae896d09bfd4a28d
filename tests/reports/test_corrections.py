"""Corrections are read from what people decided, counted by kind, and exported as labelled notes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from relay.domain.reading import Point, Reading
from relay.journey import reviewing, ruling
from relay.reports.client_record import client_record
from relay.reports.corrections import Corrections, Span, corrections
from relay.reports.examples import examples
from relay.store.material import load_interview
from relay.store.store import Store
from relay.vocabulary import Competency, Kind, Reason
from tests.cast import NOTE, Cast, Story
from tests.stores import Database

Rule = Callable[..., None]


@pytest.fixture
def points(story: Story, store: Store, cast: Cast) -> list[Point]:
    """The points of a captured note."""
    story.capture()
    with store.look(cast.agency.id) as work:
        return list(work.all(select(Reading))[0].points)


@pytest.fixture
def rule(store: Store, cast: Cast, story: Story) -> Rule:
    """A function by which Alice rules on a point, as it stands but for what is named."""

    def rule_on(point: Point, **changes: object) -> None:
        decision = {"include": True, "kind": point.kind, "competency": point.competency} | changes
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            ruling.rule_on_point(work, point.id, **decision)  # type: ignore[arg-type]  # its own names
        story.carry_out_all()

    return rule_on


def other(competency: Competency) -> Competency:
    return Competency.VALUES if competency is not Competency.VALUES else Competency.LOGISTICS


def count(store: Store, cast: Cast, span: Span | None = None) -> Corrections:
    with store.look(cast.agency.id) as work:
        return corrections(work, span or Span())


def test_without_a_decision_nothing_counts(points: list[Point], store: Store, cast: Cast) -> None:
    found = count(store, cast)
    assert (found.points, found.decided, found.edited) == (len(points), 0, 0)
    with store.look(cast.agency.id) as work:
        assert list(examples(work, Span())) == []


def test_each_decision_counts_once_by_what_holds(
    points: list[Point], rule: Rule, store: Store, cast: Cast
) -> None:
    sure = [point for point in points if point.sure]
    first, second = sure[0], sure[-1]
    rule(first, include=False)
    rule(first, competency=other(first.competency))
    rule(second, include=False)
    found = count(store, cast)
    assert (found.decided, found.left_out, found.competency, found.kind) == (2, 1, 1, 0)
    assert found.mixed_up == {(first.competency, other(first.competency)): 1}
    later = Span(first=store.now() + timedelta(days=1))
    assert count(store, cast, later).decided == 0
    with store.look(cast.other_agency.id) as work:
        assert corrections(work, Span()).decided == 0


def test_a_confirmed_point_is_no_correction(
    points: list[Point], rule: Rule, store: Store, cast: Cast
) -> None:
    rule(next(point for point in points if point.sure))
    found = count(store, cast)
    assert (found.decided, found.confirmed) == (1, 1)
    assert found.kind + found.competency + found.left_out + found.included == 0


def reword(store: Store, cast: Cast, story: Story) -> tuple[str, str]:
    """Alice puts one observation in other words. Gives both."""
    message, version = story.message()
    row = next(row for row in version.sentences if row.sources)
    after = f"{row.text.rstrip('.')}, which helped."
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        text = version.text.replace(row.text, after)
        reviewing.amend_message(work, message.id, reviewing.Wording(version.subject, text, version.number))
    return row.text, after


def test_a_reworded_sentence_counts_and_keeps_both_wordings(
    points: list[Point], store: Store, cast: Cast, story: Story
) -> None:
    before, after = reword(store, cast, story)
    found = count(store, cast)
    assert (found.edited, found.reworded) == (1, 1)
    with store.look(cast.agency.id) as work:
        [row] = examples(work, Span())
    [kept] = row["source"]["reworded"]
    assert (kept["before"], kept["after"]) == (before, after)
    assert points


def test_what_people_mark_withhold_and_let_through_counts_and_is_exported(
    points: list[Point], store: Store, cast: Cast, story: Story
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
        [reading] = work.all(select(Reading))
        [run] = reading.withheld
        ruling.mark_point(
            work,
            reading.note_id,
            "what changed as a result",
            kind=Kind.IMPROVEMENT,
            competency=Competency.EVIDENCE,
        )
        ruling.withhold_words(work, reading.note_id, "technically sound", Reason.PERSONAL_REMARK)
        ruling.let_through(
            work, run.id, why="They asked us to.", kind=Kind.IMPROVEMENT, competency=Competency.LOGISTICS
        )

    found = count(store, cast)
    assert (found.points, found.marked, found.withheld, found.let_through) == (len(points), 2, 1, 1)
    with store.look(cast.agency.id) as work:
        [row] = examples(work, Span())
    assert row["withhold"] == [{"text": "technically sound", "reason": "personal_remark", "by": "person"}]
    [freed] = row["source"]["let_through"]
    assert freed["text"] in [point["text"] for point in row["points"]]
    assert "what changed as a result" in [point["text"] for point in row["points"]]
    assert all(point["text"] in NOTE for point in row["points"])


def test_a_clients_record_counts_what_is_withheld_now(
    points: list[Point], store: Store, cast: Cast, story: Story
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
        [reading] = work.all(select(Reading))
        [run] = reading.withheld
        client_id = load_interview(work, cast.interview.id).job.client_id
        assert client_record(work, client_id, None, None).withheld == ((run.reason, 1),)
        ruling.withhold_words(work, reading.note_id, "technically sound", Reason.PERSONAL_REMARK)
        ruling.let_through(
            work, run.id, why="They asked us to.", kind=Kind.IMPROVEMENT, competency=Competency.LOGISTICS
        )

    with store.look(cast.agency.id) as work:
        assert client_record(work, client_id, None, None).withheld == ((Reason.PERSONAL_REMARK, 1),)


class TestExamples:
    """The rows, as the labelled corpus has them."""

    KEYS = (
        "id candidate role client stage interviewers note outcome points withhold vague must_not_say "
        "must_convey source"
    )

    @pytest.fixture(params=["sqlite", "postgres"])
    def database(self, request: pytest.FixtureRequest) -> Database:
        kind: Database = request.param
        return kind

    def test_a_row_holds_the_note_as_people_decided_it(
        self, points: list[Point], rule: Rule, store: Store, cast: Cast
    ) -> None:
        sure = [point for point in points if point.sure]
        turned = Kind.STRENGTH if sure[0].kind is Kind.IMPROVEMENT else Kind.IMPROVEMENT
        rule(sure[0], kind=turned, competency=Competency.VALUES)
        rule(sure[-1], include=False)
        with store.look(cast.agency.id) as work:
            [row] = examples(work, Span())
        assert set(row) == set(self.KEYS.split())
        assert (row["note"], row["candidate"], row["interviewers"]) == (NOTE, "Priya Nair", ["Tom Becker"])
        decided = next(point for point in row["points"] if point["by"] == "person")
        assert (decided["kind"], decided["competency"]) == (turned.value, "values")
        assert decided["engine"]["kind"] == sure[0].kind.value
        [left_out] = row["source"]["left_out"]
        words = NOTE[sure[-1].start : sure[-1].end]
        assert left_out["text"] == words
        assert words not in [point["text"] for point in row["points"]]
        for run in (*row["points"], *row["withhold"]):
            assert run["text"] in NOTE
        assert row["must_not_say"]
        assert all(word == word.lower() for word in row["must_not_say"])

    def test_another_agency_exports_its_own_alone(
        self, points: list[Point], rule: Rule, store: Store, cast: Cast
    ) -> None:
        rule(points[0])
        with store.look(cast.other_agency.id) as work:
            assert list(examples(work, Span())) == []
