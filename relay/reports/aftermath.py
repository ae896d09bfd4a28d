"""The aftermath: what came of a letter, read from the ledger: whether it helped, and what a later letter says.

Where the chain asks when a step was first reached, this asks for the latest word: an answer can be changed, a later letter
corrected or taken back. Like the chain it counts interviews, never candidates.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select

from relay.domain import events as e
from relay.store.ledger import EventRow
from relay.vocabulary import Helpful, LoopOutcome

TOLD = (e.HelpfulnessTold, e.LoopClosed, e.LoopReopened, e.MessageWithdrawn)


@dataclass(slots=True)
class Aftermath:
    """What came of the letter on one interview.

    `loops` has for each action and later interview what the letter there says, in the order in which those letters first came.
    """

    helpful: Helpful | None = None
    loops: dict[tuple[str, str], LoopOutcome] = field(default_factory=dict)

    @property
    def outcome(self) -> LoopOutcome | None:
        """One word for the interview; None where nothing was set beside a later letter.

        Of each action the latest letter that speaks of it counts. The interview is better where any of them is praised now, else
        the same where any is still to be worked on, else not mentioned.
        """
        latest: dict[str, LoopOutcome] = {}
        for (action_id, _), outcome in self.loops.items():
            if outcome is not LoopOutcome.NOT_MENTIONED or action_id not in latest:
                latest[action_id] = outcome
        return next((outcome for outcome in LoopOutcome if outcome in latest.values()), None)


def told_after(interviews: sa.Select[Any], at: datetime) -> sa.Select[Any]:
    """The events that tell of it for these interviews by a moment, in the order in which they happened."""
    return (
        select(EventRow.interview_id, EventRow.name, EventRow.data)
        .where(
            EventRow.name.in_([kind.name for kind in TOLD]),
            EventRow.happened_at <= at,
            EventRow.interview_id.in_(interviews),
        )
        .order_by(EventRow.happened_at, EventRow.id)
    )


def fold(rows: Iterable[Any]) -> Mapping[UUID, Aftermath]:
    """What came of each interview's letter. Once it is withdrawn, what was said of it before counts no more."""
    found: defaultdict[UUID, Aftermath] = defaultdict(Aftermath)
    for interview_id, name, data in rows:
        if name == e.MessageWithdrawn.name:
            found[interview_id] = Aftermath()
        elif name == e.HelpfulnessTold.name:
            found[interview_id].helpful = Helpful(data["helpful"])
        else:
            note_loop(found[interview_id], name, data)
    return found


def note_loop(aftermath: Aftermath, name: str, data: Mapping[str, str]) -> None:
    """Keep what a later letter says of an action, or leave aside what one that was taken back said."""
    key = (data["action_id"], data["later_interview_id"])
    if name == e.LoopReopened.name:
        aftermath.loops.pop(key, None)
    else:
        aftermath.loops[key] = LoopOutcome(data["outcome"])
