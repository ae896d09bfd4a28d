"""Reviewing: a named person reads, edits and approves.

Nothing goes out without them. Every version passes the guard, whoever wrote it; one that the guard objects to needs a
manager as well, with a reason. Leaves `message.approved`, or says why not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from relay.domain.errors import ForbiddenError, InvalidError, MoveError, StaleError
from relay.domain.message import Approval, Decision, Message, MessageState, MessageVersion, Verdict
from relay.domain.staff import Staff
from relay.domain.words import clean_line, clean_text
from relay.store.erased import refuse_erased_on
from relay.store.material import Gathered, gather
from relay.store.objections import objections
from relay.store.wordings import awaits_rewording, draft_of, find_version, keep_version
from relay.store.work import Work
from relay.text.guard import guard
from relay.text.shapes import Breach, Draft
from relay.text.trace import trace
from relay.vocabulary import RelayPolicy, Role

LONGEST_MESSAGE = 20_000
LONGEST_SUBJECT = 150
LONGEST_WAIT = timedelta(days=31)
UNMET = {
    RelayPolicy.ASK_FIRST: "This client is asked before anything is told. Ask them, then tick that they agree.",
    RelayPolicy.ON_REQUEST: "This client gives feedback to candidates who ask for it. Tick that this one has asked.",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person typed over version `number`."""

    subject: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Look:
    """A wording as it would be kept: its sentences with their sources, and what the guard says."""

    draft: Draft
    breaches: tuple[Breach, ...]


def find_open(work: Work, message_id: UUID) -> Message:
    """The message, to be worked on. Raises MoveError where its candidate was erased, NotFoundError."""
    message = work.get(Message, message_id)
    refuse_erased_on(work, message.interview_id)
    return message


def current_wording(work: Work, message_id: UUID) -> Wording:
    """The current version's words, to be typed over. Raises NotFoundError."""
    message = work.get(Message, message_id)
    version = find_version(work, message, message.number)
    return Wording(version.subject, version.text, version.number)


def look_at_wording(work: Work, message_id: UUID, wording: Wording) -> Look:
    """What the guard says of a wording that is being typed. Changes nothing. Raises InvalidError."""
    return trace_wording(work, work.get(Message, message_id), wording)[0]


def trace_wording(work: Work, message: Message, wording: Wording) -> tuple[Look, Gathered]:
    """Find the points each sentence stands on, from the version it was typed over, and ask the guard."""
    subject = clean_line("subject", wording.subject, longest=LONGEST_SUBJECT)
    text = clean_text("text", wording.text, longest=LONGEST_MESSAGE)
    gathered = gather(work, message.interview_id)
    previous = draft_of(find_version(work, message, wording.number))
    draft = trace(subject, text, previous, gathered.material)
    return Look(draft, guard(draft, gathered.material, gathered.hidden)), gathered


def amend_message(work: Work, message_id: UUID, wording: Wording) -> MessageVersion:
    """Keep a person's wording as a new version.

    Raises StaleError where the current version is another one by now, MoveError while an approval stands, InvalidError.
    """
    message = find_open(work, message_id)
    message.expect(wording.number)
    if message.state is MessageState.APPROVED:
        raise MoveError("This version is approved. Take the approval back before you change the words.")
    look, gathered = trace_wording(work, message, wording)
    version = keep_version(
        work,
        message,
        look.draft,
        look.breaches,
        writer="person",
        material=gathered.material,
        material_hash=gathered.material_hash,
        author_id=work.person_id,
    )
    message.word(len(look.breaches))
    return version


def adopt_suggestion(work: Work, message_id: UUID, number: int) -> MessageVersion:
    """Make a suggested wording the current one, as this person's choice. Raises NotFoundError, MoveError."""
    message = find_open(work, message_id)
    suggested = find_version(work, message, number)
    if message.state is MessageState.APPROVED:
        raise MoveError("This version is approved. Take the approval back before you change the words.")
    look, gathered = trace_wording(work, message, Wording(suggested.subject, suggested.text, number))
    version = keep_version(
        work,
        message,
        look.draft,
        look.breaches,
        writer=suggested.writer,
        material=gathered.material,
        material_hash=gathered.material_hash,
        author_id=work.person_id,
    )
    message.word(len(look.breaches))
    return version


def dismiss_suggestion(work: Work, message_id: UUID, number: int) -> Decision:
    """Set a suggested wording aside: the present one stands. Raises MoveError where another is suggested by now."""
    message = find_open(work, message_id)
    message.dismiss(number)
    return decide(work, message, Verdict.SEND_BACK, "The present wording stands.", number)


def approve_message(
    work: Work,
    message_id: UUID,
    *,
    number: int,
    text_hash: str,
    not_before: datetime | None = None,
    met: bool = False,
) -> Approval:
    """Approve a version, by its number and hash, for release at once or not before a moment.

    The guard looks once more, at what is known now. `met` says that the client's condition for telling anything is met. Raises
    StaleError, MoveError; InvalidError naming `guard` where it objects to anything that no manager has allowed in this version,
    and naming `met` where a condition is not.
    """
    if not_before is not None and not_before > work.now + LONGEST_WAIT:
        raise InvalidError("not_before", "Choose a moment within the next 31 days: somebody waits for word.")
    message = find_open(work, message_id)
    message.expect(number)
    version = find_version(work, message, number)
    if version.text_hash != text_hash:
        raise StaleError
    gathered = gather(work, message.interview_id)
    if awaits_rewording(work, message, gathered.material_hash):
        raise StaleError("The candidate is called otherwise by now. Read the message once more.")
    if message.state is MessageState.CLEARED:
        breaches = objections(version, gathered)
    else:
        breaches = guard(draft_of(version), gathered.material, gathered.hidden)
    if breaches:
        raise InvalidError("guard", objection(breaches))
    condition = condition_of(message, gathered)
    if condition is not None and not met:
        raise InvalidError("met", UNMET[condition])
    message.approve(not_before)
    return work.add(
        Approval(
            agency_id=work.agency_id,
            message_id=message_id,
            number=number,
            text_hash=text_hash,
            staff_id=work.person_id,
            approved_at=work.now,
            met=condition,
        )
    )


def condition_of(message: Message, gathered: Gathered) -> RelayPolicy | None:
    """What has to be met before this message may be told.

    None where nothing has to: for the correction of one that was told, and where the client said nothing that it could mind.
    """
    policy = gathered.interview.job.client.relay_policy
    told_before, nothing_said = message.relayed_number is not None, gathered.material.silence is not None
    return None if policy is RelayPolicy.ALL or told_before or nothing_said else policy


def objection(breaches: Sequence[Breach]) -> str:
    """Why the guard does not let a version through, in one sentence."""
    more = f" There is more: {len(breaches)} in all." if len(breaches) > 1 else ""
    return f"{breaches[0].advice}{more}"


def recall_approval(work: Work, message_id: UUID) -> Message:
    """Take an approval back while nothing has left. Raises MoveError once it has."""
    message = work.get(Message, message_id)
    message.recall(flagged=bool(find_version(work, message, message.number).breaches))
    return message


def hold_message(work: Work, message_id: UUID, *, number: int, reason: str) -> Decision:
    """Ask a manager to decide about a flagged version. Raises StaleError, MoveError, InvalidError."""
    message = find_open(work, message_id)
    message.expect(number)
    message.hold()
    return decide(work, message, Verdict.ASK_MANAGER, reason)


def clear_message(work: Work, message_id: UUID, *, number: int, reason: str) -> Decision:
    """Override the guard for one version, as a manager, with a reason.

    Raises ForbiddenError for anybody else, StaleError, MoveError, InvalidError.
    """
    if work.get(Staff, work.person_id).role is not Role.MANAGER:
        raise ForbiddenError("Only a manager can override the guard.")
    message = find_open(work, message_id)
    message.expect(number)
    message.clear()
    return decide(work, message, Verdict.ALLOW, reason)


def send_back_message(
    work: Work, message_id: UUID, *, number: int, reason: str, to_client: bool = False
) -> Decision:
    """Have a version worded anew, or have the client asked first. Raises StaleError, MoveError, InvalidError."""
    message = find_open(work, message_id)
    message.expect(number)
    message.send_back()
    return decide(work, message, Verdict.ASK_CLIENT if to_client else Verdict.SEND_BACK, reason)


def decide(
    work: Work, message: Message, verdict: Verdict, reason: str, number: int | None = None
) -> Decision:
    """Keep a decision about a version, the current one unless `number` names another, with its reason."""
    return work.add(
        Decision(
            agency_id=work.agency_id,
            message_id=message.id,
            number=number or message.number,
            verdict=verdict,
            reason=clean_text("reason", reason, longest=1000),
            staff_id=work.person_id,
            decided_at=work.now,
        )
    )
