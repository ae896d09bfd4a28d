"""Ringing up: what a recruiter may say on the phone, from the current version's own sentences.

The guard is asked once more, at what is known now. Nothing is stored: that a candidate was told by phone is another step.
"""

from collections.abc import Sequence
from uuid import UUID

from relay.domain.errors import MoveError
from relay.domain.message import Message, MessageState, MessageVersion
from relay.store.material import Gathered, gather
from relay.store.wordings import draft_of, find_version
from relay.store.work import Work
from relay.text.guard import guard
from relay.text.script import Script, script
from relay.text.shapes import Breach

TELLABLE = (MessageState.DRAFTED, MessageState.APPROVED, MessageState.RELAYED)


def phone_script(work: Work, message_id: UUID) -> tuple[MessageVersion, Script]:
    """The current version and what to say of it. Raises NotFoundError, and MoveError where it cannot be told."""
    message = work.get(Message, message_id)
    version = find_version(work, message, message.number)
    gathered = gather(work, message.interview_id)
    found = script_of(
        message, version, gathered, guard(draft_of(version), gathered.material, gathered.hidden)
    )
    if found is None:
        raise MoveError(
            "There is nothing to say on the phone yet: the guard objects to this version, or it was sent back or withdrawn."
        )
    return version, found


def script_of(
    message: Message, version: MessageVersion, gathered: Gathered, breaches: Sequence[Breach]
) -> Script | None:
    """What to say of a version, if it may be told: `breaches` is what the guard says of it now."""
    if message.state not in TELLABLE or version.breaches:
        return None
    return script(draft_of(version), breaches, gathered.material)
