"""Wordings: message versions between their rows and the text engine's shapes."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from relay.domain.base import Base
from relay.domain.errors import NotFoundError
from relay.domain.events import MessageDrafted, MessageFlagged, MessageOutdated, MessageSuggested
from relay.domain.message import (
    Message,
    MessageBreach,
    MessageSentence,
    MessageVersion,
    SentenceSource,
    hash_of,
)
from relay.store.ledger import EventRow
from relay.store.work import Work
from relay.text.shapes import Breach, Draft, Material, Paragraph, Sentence

# Told whenever a version was written, by a machine or by a person.
WORDED = (MessageDrafted, MessageFlagged, MessageSuggested)


def find_message(work: Work, interview_id: UUID) -> Message | None:
    """The message on an interview, if one was made."""
    return work.one(select(Message).where(Message.interview_id == interview_id))


def find_version(work: Work, message: Message, number: int) -> MessageVersion:
    """A version with its sentences, sources and breaches. Raises NotFoundError."""
    version = work.one(
        select(MessageVersion)
        .where(MessageVersion.message_id == message.id, MessageVersion.number == number)
        .options(
            selectinload(MessageVersion.sentences).selectinload(MessageSentence.sources),
            selectinload(MessageVersion.breaches),
        )
    )
    if version is None:
        raise NotFoundError("That version")
    return version


def awaits_rewording(work: Work, message: Message, material_hash: str) -> bool:
    """Whether the candidate was renamed and no wording for the new name was made yet; `material_hash` is of what is known now."""
    last = work.session.scalars(
        select(EventRow.name)
        .where(
            EventRow.subject_kind == "message",
            EventRow.subject_id == message.id,
            EventRow.name.in_([MessageOutdated.name, *(kind.name for kind in WORDED)]),
        )
        .order_by(EventRow.subject_version.desc())
        .limit(1)
    ).one_or_none()
    return (
        last == MessageOutdated.name
        and find_version(work, message, message.latest).material_hash != material_hash
    )


def paragraph_number(row: MessageSentence) -> int:
    """Which paragraph a sentence stands in."""
    return row.paragraph


def draft_of(version: MessageVersion) -> Draft:
    """A version in the text engine's shape."""
    paragraphs = [
        Paragraph(
            rows[0].paragraph_role,
            tuple(
                Sentence(row.text, row.role, tuple(str(source.point_id) for source in row.sources))
                for row in rows
            ),
        )
        for _, group in groupby(version.sentences, key=paragraph_number)
        for rows in [list(group)]
    ]
    return Draft(version.subject, tuple(paragraphs))


def keep_version(
    work: Work,
    message: Message,
    draft: Draft,
    breaches: Sequence[Breach],
    *,
    writer: str,
    material: Material,
    material_hash: str,
    author_id: UUID | None = None,
) -> MessageVersion:
    """Write `draft` as the message's next version. The caller says what becomes of it (`word` or `suggest`)."""
    version = work.add(
        MessageVersion(
            agency_id=work.agency_id,
            message_id=message.id,
            number=message.latest + 1,
            subject=draft.subject,
            text=draft.text,
            text_hash=hash_of(draft.subject, draft.text),
            material_hash=material_hash,
            writer=writer,
            tone=material.tone,
            written_at=work.now,
            author_id=author_id,
        )
    )
    keep_sentences(work, version, draft)
    keep_breaches(work, version, breaches)
    return version


def keep_breaches(work: Work, version: MessageVersion, breaches: Sequence[Breach], first: int = 0) -> None:
    """Write down what the guard objects to in a version; `first` is the place after what stands there already."""
    work.add_all(
        [
            MessageBreach(
                agency_id=work.agency_id,
                message_version_id=version.id,
                place=place,
                code=breach.code,
                advice=breach.advice,
                sentence=breach.sentence,
                key=breach.key,
            )
            for place, breach in enumerate(breaches, start=first)
        ]
    )


def keep_sentences(work: Work, version: MessageVersion, draft: Draft) -> None:
    """Write a version's sentences and the points they stand on."""
    rows: list[Base] = []
    sources: list[Base] = []
    for number, paragraph in enumerate(draft.paragraphs):
        for sentence in paragraph.sentences:
            row = MessageSentence(
                agency_id=work.agency_id,
                message_version_id=version.id,
                place=len(rows),
                paragraph=number,
                paragraph_role=paragraph.role,
                role=sentence.role,
                text=sentence.text,
            )
            rows.append(row)
            sources.extend(
                SentenceSource(agency_id=work.agency_id, sentence_id=row.id, point_id=UUID(key))
                for key in dict.fromkeys(sentence.sources)
            )
    work.add_all(rows)
    work.add_all(sources)
