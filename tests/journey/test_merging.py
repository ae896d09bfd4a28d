"""Two contacts, two notes on one interview: what both say is told once, and where they disagree the message says so."""

from uuid import UUID

import pytest

from relay.domain.message import MessageState
from relay.journey import capturing, registering, ruling
from relay.store.material import Gathered, gather
from relay.store.rulings import RuledPoint
from relay.vocabulary import Competency, Kind, NoteSource
from tests.cast import Cast, Story
from tests.journey.conftest import As

TOM = "Priya never gave us a number for the result of the migration. She explained the retry design really clearly."
ANNE = "She couldn't put figures on the results of the migration or on what it cost. Her explanation of the retry design was muddled."
EVIDENCE, DESIGN = (
    ("number", "figures"),
    ("explained", "explanation"),
)


@pytest.fixture
def two_notes(work_as: As, cast: Cast, story: Story) -> None:
    """Tom's note and Anne's, each point ruled on as a recruiter would."""
    story.capture(TOM)
    with work_as(cast.alice) as work:
        anne = registering.add_contact(work, cast.client.id, name="Anne Holt", email="anne@northwind.example")
        form = capturing.NoteForm(ANNE, NoteSource.CALL, quoted=False, contact_id=anne.id)
        capturing.capture_note(work, cast.interview.id, form)
    story.carry_out_all()
    for point in gathered(work_as, cast).points:
        evidence = any(word in point.words for word in EVIDENCE)
        praise = "clearly" in point.words
        rule(
            work_as,
            cast,
            point.point.id,
            kind=Kind.STRENGTH if praise else Kind.IMPROVEMENT,
            competency=Competency.EVIDENCE if evidence else Competency.COMMUNICATION,
        )
    story.carry_out_all()


def gathered(work_as: As, cast: Cast) -> Gathered:
    with work_as(cast.alice) as work:
        return gather(work, cast.interview.id)


def rule(
    work_as: As, cast: Cast, point_id: UUID, *, kind: Kind, competency: Competency, include: bool = True
) -> None:
    with work_as(cast.alice) as work:
        ruling.rule_on_point(work, point_id, include=include, kind=kind, competency=competency)


def about(known: Gathered, words: tuple[str, ...]) -> list[RuledPoint]:
    """The points that hold one of these words, in order."""
    return [point for point in known.points if any(word in point.words for word in words)]


@pytest.mark.usefixtures("two_notes")
def test_what_two_people_say_is_told_once_and_stands_on_both_notes(
    work_as: As, cast: Cast, story: Story
) -> None:
    both = {point.point.id for point in about(gathered(work_as, cast), EVIDENCE)}
    message, version = story.message()
    assert message.state is MessageState.DRAFTED, [breach.advice for breach in version.breaches]
    standing = [
        {source.point_id for source in sentence.sources}
        for sentence in version.sentences
        if sentence.role.value == "observation" and both & {source.point_id for source in sentence.sources}
    ]
    assert len(both) == 2
    assert standing == [both]


@pytest.mark.usefixtures("two_notes")
@pytest.mark.parametrize("left_out", [0, 1])
def test_leaving_out_one_of_two_joined_points_leaves_the_other(
    work_as: As, cast: Cast, story: Story, left_out: int
) -> None:
    points = about(gathered(work_as, cast), EVIDENCE)
    gone, kept = points[left_out], points[1 - left_out]
    rule(work_as, cast, gone.point.id, kind=gone.kind, competency=gone.competency, include=False)
    story.carry_out_all()
    message, version = story.message()
    sources = {source.point_id for sentence in version.sentences for source in sentence.sources}
    assert message.state is MessageState.DRAFTED
    assert kept.point.id in sources
    assert gone.point.id not in sources


@pytest.mark.usefixtures("two_notes")
def test_where_two_people_disagree_both_are_told_and_the_message_says_so_once(
    work_as: As, cast: Cast, story: Story
) -> None:
    praise, wish = about(gathered(work_as, cast), DESIGN)
    _message, version = story.message()
    sources = {source.point_id for sentence in version.sentences for source in sentence.sources}
    assert {praise.point.id, wish.point.id} <= sources
    assert version.text.count("differed") == 1
    assert "Anne" not in version.text
    assert "Tom" not in version.text


@pytest.mark.usefixtures("two_notes")
def test_once_one_view_is_left_out_nothing_differs_any_more(work_as: As, cast: Cast, story: Story) -> None:
    _praise, wish = about(gathered(work_as, cast), DESIGN)
    rule(work_as, cast, wish.point.id, kind=wish.kind, competency=wish.competency, include=False)
    story.carry_out_all()
    message, version = story.message()
    assert message.state is MessageState.DRAFTED
    assert "differed" not in version.text
