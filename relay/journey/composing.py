"""Composing: a writer words a message from the points, and the guard looks at it.

A consumer of `note.normalised`, `note.ruled` and `message.outdated`. Leaves a message version and `message.drafted`, `message.flagged`, or,
where a person has touched the current version, `message.suggested`: composing never overwrites a person's wording.
"""

from uuid import UUID

from relay.domain.message import Message, MessageState
from relay.store.erased import is_erased_on
from relay.store.material import gather
from relay.store.wordings import find_message, find_version, keep_version
from relay.store.work import Work
from relay.text.guard import guard
from relay.writers.writer import Writer

SETTLED = (MessageState.APPROVED, MessageState.RELAYED, MessageState.WITHDRAWN)


def compose_message(work: Work, interview_id: UUID, writer: Writer) -> None:
    """Word a message from what is to be told, unless that was done already."""
    if is_erased_on(work, interview_id):
        return
    gathered = gather(work, interview_id)
    message = find_message(work, interview_id)
    if message is None:
        message = work.add(Message(agency_id=work.agency_id, interview_id=interview_id))
    elif find_version(work, message, message.latest).material_hash == gathered.material_hash:
        return
    draft = writer.word(gathered.material)
    breaches = guard(draft, gathered.material, gathered.hidden)
    untouched = stands_untouched(work, message)
    keep_version(
        work,
        message,
        draft,
        breaches,
        writer=writer.name,
        material=gathered.material,
        material_hash=gathered.material_hash,
    )
    if untouched:
        message.word(len(breaches))
    else:
        message.suggest()


def stands_untouched(work: Work, message: Message) -> bool:
    """Whether no person has yet written, approved or relayed the current version."""
    if message.number == 0:
        return True
    if message.state in SETTLED:
        return False
    return find_version(work, message, message.number).author_id is None
