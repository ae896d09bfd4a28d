"""The review shows which points are told together, and where two notes disagree."""

import re
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.reading import Point
from relay.journey import ruling
from relay.store.store import Store
from relay.vocabulary import Competency, Kind
from tests.cast import Cast, Story

SAID = (
    ("She explained the retry design really clearly.", Kind.STRENGTH, Competency.COMMUNICATION),
    ("Her explanation of the retry design was muddled.", Kind.IMPROVEMENT, Competency.COMMUNICATION),
    ("Explained the retry design very clearly indeed.", Kind.STRENGTH, Competency.COMMUNICATION),
)


def take_notes(store: Store, cast: Cast, story: Story, *said: tuple[str, Kind, Competency]) -> None:
    """Each note says one thing, and Alice rules that it is that."""
    ruled: set[UUID] = set()
    for text, kind, competency in said:
        story.capture(text)
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            new = [point.id for point in work.all(select(Point)) if point.id not in ruled]
            for point_id in new:
                ruling.rule_on_point(work, point_id, include=True, kind=kind, competency=competency)
        ruled.update(new)
    story.carry_out_all()


def test_notes_that_disagree_are_laid_before_the_recruiter(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str
) -> None:
    take_notes(store, cast, story, *SAID[:2])
    page = alice.get(f"{address}/review").text
    assert "The notes disagree" in page
    assert "Point 2 disagrees" in page
    assert "Point 1 disagrees" in page
    assert "ote 2</span>" in page


def test_the_recruiter_tells_one_of_two_views_alone(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str
) -> None:
    take_notes(store, cast, story, *SAID[:2])
    page = alice.get(f"{address}/review").text
    before_the_second = page[: page.index('aria-label="Tell point 2 alone"')]
    leave_out_the_first = re.findall(r'action="(/points/[^"]+/ruling[^"]*)"', before_the_second)[-1]

    alice.post(leave_out_the_first.replace("&amp;", "&"), data={"ruling": "leave_out"})
    story.carry_out_all()

    page = alice.get(f"{address}/review").text
    assert "The notes disagree" not in page
    assert "Left out" in page
    told = page[page.index('id="preview"') :]
    assert "muddled" not in told
    assert "retry design" in told


def test_points_that_are_told_together_name_each_other(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, address: str
) -> None:
    take_notes(store, cast, story, SAID[0], SAID[2])
    page = alice.get(f"{address}/review").text
    assert "The notes disagree" not in page
    assert "Told with point 1" in page
    assert "Told with point 2" in page
    assert page.count(">In the message</a>") == 2
