"""The review sheet: the notes as they came, what was made of them, and the message as the candidate will see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from relay.domain.events import MessageApproved
from relay.domain.letter import Letter
from relay.domain.message import Approval, Decision, Message, MessageState, MessageVersion, Verdict
from relay.domain.reading import Ruling
from relay.journey.reviewing import Look, Wording, condition_of, look_at_wording
from relay.journey.ringing import script_of
from relay.portal.desk.dossier import letters_of, notes_of
from relay.portal.desk.shaping import (
    NoteShown,
    asks_of,
    shape_let_through,
    shape_points,
    shape_withheld,
    show_notes,
)
from relay.store.ledger import EventRow
from relay.store.material import Gathered, gather
from relay.store.pens import fallen_back
from relay.store.wordings import draft_of, find_message, find_version
from relay.store.work import Work
from relay.text.guard import guard
from relay.text.script import Script
from relay.vocabulary import Kind, RelayPolicy


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on a review page."""

    gathered: Gathered
    notes: list[NoteShown]
    points: list[dict[str, Any]]
    withheld: list[dict[str, Any]]
    let_through: list[dict[str, Any]]
    asks: list[str]
    message: Message | None
    version: MessageVersion | None
    suggestion: MessageVersion | None
    versions: Sequence[MessageVersion]
    approvals: dict[int, Approval]
    decisions: Sequence[Decision]
    letters: Sequence[Letter]
    look: Look | None
    phone: Script | None
    being_worded: bool
    release_at: datetime | None
    fallen_back: dict[str, str]

    @property
    def numbers(self) -> dict[str, int]:
        """How the page numbers the points, by their keys."""
        return {point["key"]: point["n"] for point in self.points}

    @property
    def condition(self) -> RelayPolicy | None:
        """What the client wants met before anything is told."""
        return condition_of(self.message, self.gathered) if self.message else None

    @property
    def disagreements(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """The points on which two notes disagree, the praise first."""
        by_number = {point["n"]: point for point in self.points}
        return [
            (point, by_number[n])
            for point in self.points
            if point["kind"] == Kind.STRENGTH.value
            for n in point["against"]
        ]

    @property
    def unread(self) -> bool:
        """Whether a standing note still waits for the engine."""
        return any(shown.unread for shown in self.notes)

    @property
    def newest(self) -> datetime:
        """When the last note came in."""
        return max(shown.note.captured_at for shown in self.notes)


def open_sheet(work: Work, interview_id: UUID, typed: Wording | None = None) -> Sheet:
    """Gather it, with the guard's word on what is `typed` or, without that, on the current version."""
    gathered = gather(work, interview_id)
    message = find_message(work, interview_id)
    version = find_version(work, message, message.number) if message else None
    versions = versions_of(work, message)
    decisions = decisions_of(work, message)
    look = look_of(work, message, version, gathered, typed)
    numbers = {str(ruled.point.id): n for n, ruled in enumerate(gathered.points, start=1)}
    return Sheet(
        gathered=gathered,
        notes=show_notes(notes_of(work, interview_id), gathered, numbers),
        points=shape_points(gathered, numbers, look),
        withheld=shape_withheld(gathered),
        let_through=shape_let_through(gathered),
        asks=asks_of(gathered),
        message=message,
        version=version,
        suggestion=suggestion_of(work, message, decisions),
        versions=versions,
        approvals=approvals_of(work, message),
        decisions=decisions,
        letters=[letter for letter, _ in letters_of(work, interview_id)],
        look=look,
        phone=None if retyped(typed, version) else phone_of(message, version, gathered, look),
        being_worded=is_being_worded(work, gathered, versions),
        release_at=release_time(work, message),
        fallen_back=fallen_back(work, interview_id),
    )


def look_of(
    work: Work,
    message: Message | None,
    version: MessageVersion | None,
    gathered: Gathered,
    typed: Wording | None,
) -> Look | None:
    """What the guard says now of the typed wording, or of the current version."""
    if message is None or version is None:
        return None
    if typed is not None:
        return look_at_wording(work, message.id, typed)
    draft = draft_of(version)
    return Look(draft, guard(draft, gathered.material, gathered.hidden))


def retyped(typed: Wording | None, version: MessageVersion | None) -> bool:
    """Whether somebody typed something other than the current version."""
    if typed is None or version is None:
        return False
    return (typed.subject, typed.text) != (version.subject, version.text)


def phone_of(
    message: Message | None, version: MessageVersion | None, gathered: Gathered, look: Look | None
) -> Script | None:
    """What to say on the phone of the current version, if it may be told."""
    if message is None or version is None or look is None:
        return None
    return script_of(message, version, gathered, look.breaches)


def versions_of(work: Work, message: Message | None) -> Sequence[MessageVersion]:
    """All versions, newest first, with who wrote each."""
    if message is None:
        return []
    return work.all(
        select(MessageVersion)
        .where(MessageVersion.message_id == message.id)
        .options(joinedload(MessageVersion.author))
        .order_by(MessageVersion.number.desc())
    )


def approvals_of(work: Work, message: Message | None) -> dict[int, Approval]:
    """The last approval of each version that was approved."""
    if message is None:
        return {}
    rows = work.all(
        select(Approval)
        .where(Approval.message_id == message.id)
        .options(joinedload(Approval.staff))
        .order_by(Approval.approved_at)
    )
    return {row.number: row for row in rows}


def release_time(work: Work, message: Message | None) -> datetime | None:
    """When an approved version is to go out, if a time was chosen."""
    if message is None or message.state is not MessageState.APPROVED:
        return None
    approved = work.session.scalars(
        select(EventRow)
        .where(
            EventRow.subject_kind == "message",
            EventRow.subject_id == message.id,
            EventRow.name == MessageApproved.name,
        )
        .order_by(EventRow.subject_version.desc())
        .limit(1)
    ).one()
    chosen = approved.data.get("not_before")
    return datetime.fromisoformat(chosen) if chosen else None


def decisions_of(work: Work, message: Message | None) -> Sequence[Decision]:
    """What was decided about versions, oldest first."""
    if message is None:
        return []
    return work.all(
        select(Decision)
        .where(Decision.message_id == message.id)
        .options(joinedload(Decision.staff))
        .order_by(Decision.decided_at)
    )


def suggestion_of(
    work: Work, message: Message | None, decisions: Sequence[Decision]
) -> MessageVersion | None:
    """The wording that stands beside the current one, unless somebody has set it aside."""
    if message is None or message.latest == message.number:
        return None
    if any(d.number == message.latest and d.verdict is Verdict.SEND_BACK for d in decisions):
        return None
    return find_version(work, message, message.latest)


def is_being_worded(work: Work, gathered: Gathered, versions: Sequence[MessageVersion]) -> bool:
    """Whether something was read or decided since the last version, so that another one is on its way."""
    if not versions:
        return True
    latest = versions[0]
    if latest.material_hash == gathered.material_hash:
        return False
    points = [point for reading in gathered.readings for point in reading.points]
    ids = [point.id for point in points]
    ruled_at = work.session.scalar(
        select(Ruling.ruled_at).where(Ruling.point_id.in_(ids)).order_by(Ruling.ruled_at.desc()).limit(1)
    )
    moments = [reading.read_at for reading in gathered.readings]
    moments += [point.taken_back_at for point in points if point.taken_back_at is not None]
    moments += [held.ruling.ruled_at for held in gathered.runs if held.ruling is not None]
    return any(moment > latest.written_at for moment in [*moments, *([ruled_at] if ruled_at else [])])
