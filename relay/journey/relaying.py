"""Relaying: an approved version becomes a letter in the candidate's portal.

A consumer of `message.approved`, due at once or at the time that was chosen. The state is looked at again: an approval
that was taken back, or given to another version since, releases nothing, and neither does one of words that the guard would
not let through by now: it is taken back, and somebody has to look. What the candidate may see is copied here and
only here. Leaves a letter and `message.relayed`.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from relay.domain.events import MessageApproved
from relay.domain.letter import Letter, LetterItem, LetterSentence
from relay.domain.message import Approval, Message, MessageState, MessageVersion
from relay.domain.promise import Promise, PromiseState
from relay.store.erased import is_erased_on
from relay.store.ledger import EventRow
from relay.store.material import Gathered, gather
from relay.store.objections import objections
from relay.store.wordings import draft_of, find_version, keep_breaches
from relay.store.work import Work
from relay.text.shapes import Paragraph, Sentence
from relay.text.suggest import suggest
from relay.vocabulary import BreachCode, Competency, Kind, ParagraphRole, SentenceRole

KINDS = {ParagraphRole.STRENGTHS: Kind.STRENGTH, ParagraphRole.IMPROVEMENT: Kind.IMPROVEMENT}


def release_message(work: Work, message_id: UUID, approval_id: UUID) -> None:
    """Put the approved version into the portal, if the event `approval_id` is still what approves it.

    The event and not the version's number: the same version may have been recalled and approved anew for a later moment.
    """
    message = work.get(Message, message_id)
    number = message.approved_number
    if (
        message.state is not MessageState.APPROVED
        or number is None
        or is_erased_on(work, message.interview_id)
    ):
        return
    if latest_approval(work, message_id) != approval_id:
        return
    version = find_version(work, message, number)
    gathered = gather(work, message.interview_id)
    if stop_release(work, message, version, gathered):
        return
    interview = gathered.interview
    supersede_letters(work, message.interview_id)
    letter = work.add(
        Letter(
            agency_id=work.agency_id,
            interview_id=interview.id,
            candidate_id=interview.candidate_id,
            number=number,
            subject=version.subject,
            text_hash=version.text_hash,
            client_name=interview.job.client.name,
            job_title=interview.job.title,
            stage=interview.stage,
            approved_by=approver(work, message, number),
            machine_worded=version.writer != "person",
            released_at=work.now,
        )
    )
    paragraphs = draft_of(version).paragraphs
    items = letter_items(letter, paragraphs, gathered)
    work.add_all(items)
    work.add_all(sentences_told(items, paragraphs, gathered))
    message.relay(letter.id)
    keep_promise(work, interview.id)


def stop_release(work: Work, message: Message, version: MessageVersion, gathered: Gathered) -> bool:
    """Take the approval back where what became known since forbids the words. True where that was so.

    A point that came too late to be told forbids nothing: an addendum can tell it.
    """
    found = [breach for breach in objections(version, gathered) if breach.code is not BreachCode.POINT_LOST]
    if found:
        keep_breaches(work, version, found, first=len(version.breaches))
        message.recall(flagged=True)
    return bool(found)


def latest_approval(work: Work, message_id: UUID) -> UUID | None:
    """The id of the event by which the message was last approved."""
    return work.session.scalars(
        select(EventRow.id)
        .where(
            EventRow.subject_kind == "message",
            EventRow.subject_id == message_id,
            EventRow.name == MessageApproved.name,
        )
        .order_by(EventRow.subject_version.desc())
        .limit(1)
    ).one_or_none()


def supersede_letters(work: Work, interview_id: UUID) -> None:
    """An earlier letter on the same interview gives way, visibly."""
    for letter in work.all(select(Letter).where(Letter.interview_id == interview_id)):
        if letter.standing:
            letter.supersede()


def approver(work: Work, message: Message, number: int) -> str:
    """Who approved this version, by name."""
    approval = work.session.scalars(
        select(Approval)
        .where(Approval.message_id == message.id, Approval.number == number)
        .order_by(Approval.approved_at.desc())
        .limit(1)
    ).one()
    return approval.staff.name


def letter_items(letter: Letter, paragraphs: Sequence[Paragraph], gathered: Gathered) -> list[LetterItem]:
    """The paragraphs in their order, each improvement with what else could be taken up."""
    offered = ways_offered(paragraphs, gathered)
    items = [letter_item(letter, place, paragraph, gathered) for place, paragraph in enumerate(paragraphs)]
    for item, ways in zip(items, offered, strict=True):
        item.suggestions = list(ways)
    return items


def ways_offered(paragraphs: Sequence[Paragraph], gathered: Gathered) -> list[tuple[str, ...]]:
    """What else each paragraph lets the candidate take up: nothing unless it is an improvement, and nothing twice in a letter."""
    given: list[str] = []
    offered: list[tuple[str, ...]] = []
    for paragraph in paragraphs:
        words, next_step = set_apart(paragraph)
        ways: tuple[str, ...] = ()
        if paragraph.role is ParagraphRole.IMPROVEMENT:
            ways = suggest(
                words,
                competency_of(paragraph, gathered),
                gathered.interview.job.title,
                next_step,
                outcome=gathered.material.outcome,
                given=given,
            )
        given += ways
        offered.append(ways)
    return offered


def set_apart(paragraph: Paragraph) -> tuple[str, str | None]:
    """The words of a paragraph and, of something to work on, what to try next, which stands apart.

    Only there: a letter shows no next step beside its other paragraphs, so a sentence taken out of them would be lost.
    """
    apart = paragraph.role is ParagraphRole.IMPROVEMENT
    next_steps = [s.text for s in paragraph.sentences if apart and s.role is SentenceRole.NEXT_STEP]
    rest = [s.text for s in paragraph.sentences if not apart or s.role is not SentenceRole.NEXT_STEP]
    return " ".join(rest), " ".join(next_steps) or None


def letter_item(letter: Letter, place: int, paragraph: Paragraph, gathered: Gathered) -> LetterItem:
    """One paragraph as the candidate will have it."""
    words, next_step = set_apart(paragraph)
    return LetterItem(
        agency_id=letter.agency_id,
        letter_id=letter.id,
        place=place,
        role=paragraph.role,
        text=words,
        next_step=next_step,
        kind=KINDS.get(paragraph.role),
        competency=competency_of(paragraph, gathered),
    )


def competency_of(paragraph: Paragraph, gathered: Gathered) -> Competency | None:
    """What the first point that a paragraph stands on is about."""
    about = (told for sentence in paragraph.sentences for told in competencies_of(sentence, gathered))
    return next(about, None)


def competencies_of(sentence: Sentence, gathered: Gathered) -> list[Competency]:
    """What the points that a sentence stands on are about, each once."""
    known = {key: said.competency for said in gathered.material.points for key in said.keys}
    return list(dict.fromkeys(known[key] for key in sentence.sources if key in known))


def sentences_told(
    items: Sequence[LetterItem], paragraphs: Sequence[Paragraph], gathered: Gathered
) -> list[LetterSentence]:
    """What each sentence of a strength or an improvement observes, once for each thing that it is about."""
    told = [
        (item, KINDS[paragraph.role], sentence.text, competency)
        for item, paragraph in zip(items, paragraphs, strict=True)
        if paragraph.role in KINDS
        for sentence in paragraph.sentences
        if sentence.role is SentenceRole.OBSERVATION
        for competency in (competencies_of(sentence, gathered) or (None,))
    ]
    return [
        LetterSentence(
            agency_id=item.agency_id,
            letter_id=item.letter_id,
            letter_item_id=item.id,
            place=place,
            text=text,
            kind=kind,
            competency=competency,
        )
        for place, (item, kind, text, competency) in enumerate(told)
    ]


def keep_promise(work: Work, interview_id: UUID) -> None:
    """Word has reached the candidate: in time, or, where the promise was missed before, at last."""
    promise = work.session.scalars(select(Promise).where(Promise.interview_id == interview_id)).one()
    if promise.state is PromiseState.MISSED:
        promise.settle()
    if promise.state is not PromiseState.OPEN:
        return
    if work.now <= promise.due_at:
        promise.keep()
    else:
        promise.miss()


def withdraw_letter(work: Work, message_id: UUID) -> None:
    """Take the letter out of the portal, visibly. Raises MoveError where nothing is in it."""
    message = work.get(Message, message_id)
    letter = work.session.scalars(
        select(Letter)
        .where(Letter.interview_id == message.interview_id)
        .order_by(Letter.number.desc())
        .limit(1)
    ).one_or_none()
    message.withdraw(letter.id if letter else message.id)
    if letter is not None:
        letter.withdraw()
