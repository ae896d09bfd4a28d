"""What candidates share of their plans with the agency: what they work on and how far they have come, never a line of reflection."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from relay.domain.action import Action, ActionState
from relay.domain.interview import Interview, InterviewState
from relay.store.work import Work
from relay.vocabulary import Competency


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that a candidate shares: in their words, where it stands, and since when it may be read."""

    what: str
    state: ActionState
    competency: Competency | None
    shared_at: datetime | None


def shared_actions(work: Work, candidate_id: UUID) -> list[Shared]:
    """What a candidate shares now, the latest first."""
    found = work.session.execute(
        select(Action.what, Action.state, Action.competency, Action.shared_at)
        .where(
            Action.candidate_id == candidate_id,
            Action.shared_at.is_not(None),
            Action.state != ActionState.DROPPED,
        )
        .order_by(Action.shared_at.desc(), Action.id)
    )
    return [Shared(*row) for row in found]


def shared_before(work: Work, interview: Interview) -> list[Shared]:
    """What the candidate of an interview that is still ahead shares; nothing once it is over or off."""
    ahead = interview.state is InterviewState.SCHEDULED and interview.ends_at > work.now
    return shared_actions(work, interview.candidate_id) if ahead else []
