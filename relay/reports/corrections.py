"""Corrections: where people decided otherwise than the engine, read from their rulings and from the versions they wrote.

Nothing is kept twice: a ruling stands beside the point it is about, and a person's version beside the one it was typed over.
Counted by what was corrected, never by who did it: this says how well the engine reads, not how somebody works.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from relay.domain.message import MessageSentence, MessageVersion
from relay.domain.reading import Point, Reading, Ruling, RunRuling, WithheldRun
from relay.store.work import Work
from relay.vocabulary import Competency, SentenceRole

BY_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Span:
    """From an instant on, up to but without another; None is no bound."""

    first: datetime | None = None
    last: datetime | None = None

    def holds(self, column: InstrumentedAttribute[datetime]) -> list[sa.ColumnElement[bool]]:
        """That a moment lies in it, as conditions."""
        bounds: list[sa.ColumnElement[bool]] = []
        if self.first is not None:
            bounds.append(column >= self.first)
        if self.last is not None:
            bounds.append(column < self.last)
        return bounds


@dataclass(frozen=True, slots=True)
class Rewording:
    """What a person made of a machine's words on the same points; `before` is empty where they added a sentence."""

    role: SentenceRole
    before: str
    after: str
    point_ids: tuple[UUID, ...]


@dataclass(slots=True)
class Corrections:
    """How often the engine was corrected, and in what."""

    points: int = 0
    decided: int = 0
    confirmed: int = 0
    included: int = 0
    left_out: int = 0
    kind: int = 0
    competency: int = 0
    marked: int = 0
    withheld: int = 0
    let_through: int = 0
    edited: int = 0
    reworded: int = 0
    mixed_up: Counter[tuple[Competency, Competency]] = field(default_factory=Counter)


def corrections(work: Work, span: Span) -> Corrections:
    """Count what was decided and worded in `span`."""
    found = Corrections(points=count_points(work, span))
    for point, ruling in ruled_points(work, span):
        count_ruling(found, point, ruling)
    for run, last in ruled_runs(work, span):
        found.withheld += run.by_hand and last.withhold
        found.let_through += not run.by_hand and not last.withhold
    for rewordings in rewordings_by_message(work, span).values():
        found.edited += 1
        found.reworded += len(rewordings)
    return found


def count_points(work: Work, span: Span) -> int:
    """How many points the engine found."""
    statement = select(sa.func.count(Point.id)).join(
        Reading, sa.and_(Reading.agency_id == Point.agency_id, Reading.id == Point.reading_id)
    )
    found = work.session.scalar(statement.where(Point.by_hand.is_(False), *span.holds(Reading.read_at)))
    return int(found or 0)


def ruled_points(work: Work, span: Span) -> list[tuple[Point, Ruling]]:
    """The points that were decided on, each with the decision that holds."""
    rows = work.session.execute(
        select(Point, Ruling)
        .join(Ruling, sa.and_(Ruling.agency_id == Point.agency_id, Ruling.point_id == Point.id))
        .where(*span.holds(Ruling.ruled_at))
        .order_by(Ruling.ruled_at, Ruling.id)
    )
    return list({point.id: (point, ruling) for point, ruling in rows}.values())


def ruled_runs(work: Work, span: Span) -> list[tuple[WithheldRun, RunRuling]]:
    """The runs that were decided on, each with the decision that holds."""
    rows = work.session.execute(
        select(WithheldRun, RunRuling)
        .join(
            RunRuling,
            sa.and_(
                RunRuling.agency_id == WithheldRun.agency_id, RunRuling.withheld_run_id == WithheldRun.id
            ),
        )
        .where(*span.holds(RunRuling.ruled_at))
        .order_by(RunRuling.ruled_at, RunRuling.id)
    )
    return list({run.id: (run, ruling) for run, ruling in rows}.values())


def count_ruling(found: Corrections, point: Point, ruling: Ruling) -> None:
    """Add one decision. A point that a person made is counted as that, whatever they said of it since."""
    if point.by_hand:
        found.marked += point.taken_back_at is None
        return
    found.decided += 1
    found.included += ruling.include and not point.sure
    found.left_out += point.sure and not ruling.include
    if not ruling.include:
        found.confirmed += not point.sure
        return
    found.kind += ruling.kind is not point.kind
    found.competency += ruling.competency is not point.competency
    if ruling.competency is not point.competency:
        found.mixed_up[point.competency, ruling.competency] += 1
    found.confirmed += point.sure and (ruling.kind, ruling.competency) == (point.kind, point.competency)


def rewordings_by_message(work: Work, span: Span) -> dict[UUID, list[Rewording]]:
    """What the last version that a person wrote on each message made of the machine's last words before it."""
    edited = select(MessageVersion.message_id).where(
        MessageVersion.writer == BY_PERSON, *span.holds(MessageVersion.written_at)
    )
    rows = work.all(
        select(MessageVersion)
        .where(MessageVersion.message_id.in_(edited))
        .options(selectinload(MessageVersion.sentences).selectinload(MessageSentence.sources))
        .order_by(MessageVersion.message_id, MessageVersion.number)
    )
    versions: dict[UUID, list[MessageVersion]] = defaultdict(list)
    for row in rows:
        versions[row.message_id].append(row)
    return {message_id: reworded(known) for message_id, known in versions.items()}


def reworded(versions: Sequence[MessageVersion]) -> list[Rewording]:
    """The sentences on points that the last person's version says otherwise than the last machine's before it."""
    by_person = [version for version in versions if version.writer == BY_PERSON][-1]
    by_machine = [v for v in versions if v.writer != BY_PERSON and v.number < by_person.number]
    before = told(by_machine[-1].sentences if by_machine else ())
    kept = {row.text for row, _ in before}
    found = []
    for row, points in told(by_person.sentences):
        if row.text not in kept:
            same = [r.text for r, p in before if r.role is row.role and p & points]
            found.append(Rewording(row.role, " ".join(same), row.text, tuple(sorted(points))))
    return found


def told(sentences: Iterable[MessageSentence]) -> list[tuple[MessageSentence, set[UUID]]]:
    """The sentences that stand on points, with these."""
    return [
        (row, {source.point_id for source in row.sources})
        for row in sentences
        if row.role is not SentenceRole.FRAME and row.sources
    ]
