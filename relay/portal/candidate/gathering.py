"""Gathering: what the letters that a candidate has opened say of them, interview by interview.

Only letters that stand count: one that was replaced or taken back is out, and so is one that is still closed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from relay.domain.interview import Interview
from relay.domain.job import Job
from relay.domain.letter import READ, Letter, LetterItem, LetterSentence
from relay.portal.candidate.alone import alone
from relay.store.work import Work
from relay.vocabulary import Competency, Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a letter says: which way, about what, in its words, so that they can stand alone."""

    kind: Kind
    competency: Competency
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """One interview and what its letter says. `client_id` tells clients apart, since a client may change its name."""

    letter: Letter
    held_at: datetime
    client_id: UUID
    mentions: tuple[Mention, ...]

    def says(self, competency: Competency, kind: Kind) -> bool:
        """Whether it speaks of this in that way."""
        return any((one.competency, one.kind) == (competency, kind) for one in self.mentions)


def gather_told(work: Work) -> list[Told]:
    """What the opened letters of the candidate who asks say, in the order of the interviews; letters that say nothing are left out."""
    found = work.session.execute(
        select(Letter, Interview.starts_at, Job.client_id)
        .join(Interview, Interview.id == Letter.interview_id)
        .join(Job, Job.id == Interview.job_id)
        .where(Letter.candidate_id == work.person_id, Letter.state.in_(READ))
        .order_by(Interview.starts_at, Letter.released_at, Letter.id)
    ).all()
    said = mentions_in(work, [letter.id for letter, _, _ in found])
    return [
        Told(letter, held_at, client_id, said[letter.id])
        for letter, held_at, client_id in found
        if letter.id in said
    ]


def mentions_in(work: Work, letter_ids: Sequence[UUID]) -> dict[UUID, tuple[Mention, ...]]:
    """What each of these letters says, in its order; one that was released before its sentences were kept, paragraph by paragraph."""
    sentences = work.all(
        select(LetterSentence)
        .where(LetterSentence.letter_id.in_(letter_ids))
        .order_by(LetterSentence.letter_id, LetterSentence.place)
    )
    known = {sentence.letter_id for sentence in sentences}
    items = work.all(
        select(LetterItem)
        .where(LetterItem.letter_id.in_([one for one in letter_ids if one not in known]))
        .order_by(LetterItem.letter_id, LetterItem.place)
    )
    return by_letter([*sentences, *items])


def by_letter(rows: Iterable[LetterSentence | LetterItem]) -> dict[UUID, tuple[Mention, ...]]:
    """The rows that say something, under their letters."""
    found: dict[UUID, list[Mention]] = {}
    for row in rows:
        if row.kind is not None and row.competency is not None and row.text.strip():
            found.setdefault(row.letter_id, []).append(Mention(row.kind, row.competency, alone(row.text)))
    return {letter_id: tuple(mentions) for letter_id, mentions in found.items()}
