"""Dictating: an agency's second pen is asked to word a message, and what came of it is on record.

Asking lies between two transactions: `begin_dictation` reads the material, reserves the cost and writes down that the pen
is being asked; the call is made with no transaction open; `end_dictation` checks that nothing moved, asks the guard and
writes down how it went. Composing then takes the words, or the phrasebook's. A process that dies in between leaves a
dictation without an end: the next one counts it as interrupted, and the phrasebook takes over after the second.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from relay.domain.errors import StaleError
from relay.domain.pen import SEAL, Dictation, DictationOutcome, Pen
from relay.domain.sealing import unseal
from relay.domain.tokens import Secrets
from relay.store.erased import is_erased_on
from relay.store.material import Gathered, fold, gather
from relay.store.pens import UNDER_WAY, count_under_way, is_away, spent_this_month, take_pen
from relay.store.wordings import find_message, find_version
from relay.store.work import Work
from relay.text.guard import guard
from relay.text.shapes import Material
from relay.writers.calling import Call
from relay.writers.openai_compatible import (
    MOST_POINTS,
    NAME,
    PATH,
    Answer,
    Dictated,
    Request,
    request_for,
)

# Who else waits for the night shift, a candidate for a code above all, waits behind no more than these.
MOST_AT_ONCE = 2
MOST_ASKED = 2
SHORTEST_REPEAT = 4
FELL_THROUGH = (DictationOutcome.MOVED, DictationOutcome.INTERRUPTED)


@dataclass(frozen=True, slots=True)
class Order:
    """One wording that the second pen is asked for."""

    dictation_id: UUID
    interview_id: UUID
    material: Material
    material_hash: str
    model: str
    call: Call


def begin_dictation(
    work: Work, secrets: Secrets, interview_id: UUID, cause_id: UUID, *, inside: bool
) -> Order | None:
    """What to ask the second pen; None where there is none, nothing to word, or a reason not to ask, which is written down.

    Raises StaleError while somebody else asks for the same words.
    """
    pen = take_pen(work)
    if pen is None or not pen.active or is_erased_on(work, interview_id):
        return None
    gathered = gather(work, interview_id)
    if not gathered.material.points or is_worded(work, gathered):
        return None
    if has_fallen_through(work, gathered, cause_id):
        return None
    request = request_for(pen.model, gathered.material)
    key = unseal(secrets, SEAL, pen.id, pen.sealed_key) if pen.sealed_key else ""
    reason = why_not(work, pen, gathered, request, has_key=key is not None)
    dictation = work.add(
        Dictation(
            agency_id=work.agency_id,
            interview_id=interview_id,
            cause_id=cause_id,
            material_hash=gathered.material_hash,
            model=pen.model,
            outcome=reason or DictationOutcome.ASKING,
            tokens=0 if reason else request.most_tokens,
            started_at=work.now,
            ended_at=work.now if reason else None,
        )
    )
    if reason:
        return None
    call = Call(pen.address + PATH, request.body, key or None, float(pen.patience), inside)
    return Order(dictation.id, interview_id, gathered.material, gathered.material_hash, pen.model, call)


def is_worded(work: Work, gathered: Gathered) -> bool:
    """Whether the latest version was made from the very same material."""
    message = find_message(work, gathered.interview.id)
    if message is None or message.latest == 0:
        return False
    return find_version(work, message, message.latest).material_hash == gathered.material_hash


def has_fallen_through(work: Work, gathered: Gathered, cause_id: UUID) -> bool:
    """Whether asking for this cause came to nothing twice. Raises StaleError while another cause asks for the same words."""
    earlier = work.all(select(Dictation).where(Dictation.interview_id == gathered.interview.id))
    for row in earlier:
        if row.outcome is DictationOutcome.ASKING:
            if row.cause_id == cause_id or row.started_at < work.now - UNDER_WAY:
                row.end(DictationOutcome.INTERRUPTED, work.now)
            elif row.material_hash == gathered.material_hash:
                raise StaleError
    return sum(row.cause_id == cause_id and row.outcome in FELL_THROUGH for row in earlier) >= MOST_ASKED


def why_not(
    work: Work, pen: Pen, gathered: Gathered, request: Request, *, has_key: bool
) -> DictationOutcome | None:
    """Why the pen is not asked, if it is not."""
    if repeats_hidden(gathered):
        return DictationOutcome.HELD_BACK
    if len(gathered.material.points) > MOST_POINTS:
        return DictationOutcome.TOO_LONG
    if not has_key:
        return DictationOutcome.KEY_LOST
    spent = spent_this_month(work)
    if spent.calls >= pen.most_calls or spent.tokens + request.most_tokens > pen.most_tokens:
        return DictationOutcome.SPENT
    if is_away(work):
        return DictationOutcome.RESTING
    if count_under_way(work) >= MOST_AT_ONCE:
        return DictationOutcome.BUSY
    return None


def repeats_hidden(gathered: Gathered) -> bool:
    """Whether words that are withheld in one place stand in a point of another: then nothing leaves the house."""
    about = gathered.material.about
    told = [
        f" {fold(text)} " for text in (*(p.words for p in gathered.material.points), about.stage, about.role)
    ]
    hidden = [fold(run.words) for run in gathered.hidden]
    return any(len(run) >= SHORTEST_REPEAT and f" {run} " in words for run in hidden for words in told)


def end_dictation(work: Work, order: Order, answer: Answer) -> tuple[Dictated | None, bool]:
    """Write down how it went. Gives the words where they may be used, and whether what is to be told has moved on."""
    dictation = work.get(Dictation, order.dictation_id)
    if dictation.outcome is not DictationOutcome.ASKING:
        return None, False
    if answer.tokens is not None:
        dictation.tokens = answer.tokens
    gathered = gather(work, order.interview_id)
    if gathered.material_hash != order.material_hash:
        dictation.end(DictationOutcome.MOVED, work.now)
        return None, True
    if answer.draft is None:
        dictation.end(answer.outcome, work.now, code=answer.code)
        return None, False
    breaches = guard(answer.draft, gathered.material, gathered.hidden)
    if breaches:
        dictation.end(DictationOutcome.OBJECTED, work.now, code=breaches[0].code.value)
        return None, False
    dictation.end(DictationOutcome.WORDED, work.now)
    return Dictated(f"{NAME}:{order.model}", answer.draft), False
