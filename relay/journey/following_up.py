"""Following up: a letter on a later interview is set beside what was taken up from earlier ones.

A consumer of `message.relayed` and of `letter.withdrawn`. It looks at letters and actions alone. Only what was taken up before
the later interview began can have shown in it. Leaves `loop.closed` and `loop.reopened`.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from relay.domain.action import Action, ActionState
from relay.domain.interview import Interview
from relay.domain.letter import Letter, LetterSentence
from relay.domain.loop import Loop
from relay.store.work import Work
from relay.vocabulary import Competency, Kind, LoopOutcome, ParagraphRole

KINDS = {ParagraphRole.STRENGTHS: Kind.STRENGTH, ParagraphRole.IMPROVEMENT: Kind.IMPROVEMENT}
Mention = tuple[Kind, Competency | None, UUID]


def close_loops(work: Work, letter_id: UUID) -> None:
    """Set a letter that stands beside what its candidate took up before; the same letter twice changes nothing."""
    letter = work.get(Letter, letter_id)
    if not letter.standing:
        return
    said = mentions(work, letter)
    known = {loop.action_id: loop for loop in loops_on(work, letter.interview_id)}
    for action in taken_up_before(work, letter, known):
        if action.interview_id is None or action.competency is None:
            continue
        outcome, item_id = compare(said, action.competency)
        loop = known.get(action.id)
        new = loop is None
        if loop is None:
            loop = Loop(
                agency_id=work.agency_id,
                candidate_id=letter.candidate_id,
                action_id=action.id,
                interview_id=action.interview_id,
                later_interview_id=letter.interview_id,
                letter_id=letter.id,
            )
        loop.close(outcome, letter_id=letter.id, letter_item_id=item_id, at=work.now)
        if new:
            work.add(loop)


def reopen_loops(work: Work, letter_id: UUID) -> None:
    """A letter was taken back: what it said of earlier actions is not said any more."""
    letter = work.get(Letter, letter_id)
    for loop in loops_on(work, letter.interview_id):
        if loop.letter_id == letter_id:
            loop.reopen()


def loops_on(work: Work, later_interview_id: UUID) -> Sequence[Loop]:
    """What was set beside the letters on an interview."""
    return work.all(select(Loop).where(Loop.later_interview_id == later_interview_id))


def taken_up_before(work: Work, letter: Letter, known: Iterable[UUID]) -> Sequence[Action]:
    """What they had taken up from other interviews when this one began, and what was set beside it already.

    Something let go counts no more, unless an earlier version of the letter was set beside it: the later word holds.
    """
    began = work.get(Interview, letter.interview_id).starts_at
    found = work.all(
        select(Action)
        .where(
            Action.candidate_id == letter.candidate_id,
            Action.interview_id.is_not(None),
            Action.interview_id != letter.interview_id,
            Action.competency.is_not(None),
        )
        .order_by(Action.committed_at, Action.id)
    )
    earlier = set(known)
    return [
        action
        for action in found
        if action.id in earlier or (action.state is not ActionState.DROPPED and action.committed_at <= began)
    ]


def mentions(work: Work, letter: Letter) -> list[Mention]:
    """What each paragraph of a letter is about. One that was copied without its sentences is about what it names."""
    told = work.all(
        select(LetterSentence).where(LetterSentence.letter_id == letter.id).order_by(LetterSentence.place)
    )
    kept = {sentence.letter_item_id for sentence in told}
    return [
        *((one.kind, one.competency, one.letter_item_id) for one in told),
        *(
            (KINDS[item.role], item.competency, item.id)
            for item in letter.items
            if item.role in KINDS and item.id not in kept
        ),
    ]


def compare(found: Sequence[Mention], competency: Competency) -> tuple[LoopOutcome, UUID | None]:
    """What a letter says of a competency, and in which item. Praise beside something still to work on is not called better."""
    for kind, outcome in ((Kind.IMPROVEMENT, LoopOutcome.SAME), (Kind.STRENGTH, LoopOutcome.BETTER)):
        for told, about, item_id in found:
            if (told, about) == (kind, competency):
                return outcome, item_id
    return LoopOutcome.NOT_MENTIONED, None
