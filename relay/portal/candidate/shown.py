"""What a share shows: the same for the candidate who made it and for whoever was given it, read anew each time.

Words of letters are shown as they stand in the letter, but for an "also" that leans on what is not shown. Which client or job
it was about is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from relay.domain.action import Action
from relay.domain.letter import LetterItem
from relay.domain.share import Share
from relay.journey.sharing import shown_actions, shown_items
from relay.portal.candidate.alone import alone
from relay.portal.candidate.bank import Exercise, Family, exercise
from relay.portal.candidate.practise import own_family
from relay.store.work import Work
from relay.vocabulary import ParagraphRole


@dataclass(frozen=True, slots=True)
class Shown:
    """The things on the page of one share."""

    share_id: UUID
    line: str | None
    strengths: Sequence[LetterItem]
    improvements: Sequence[LetterItem]
    actions: Sequence[Action]
    exercise: Exercise | None
    family: Family | None
    gone: int

    @property
    def empty(self) -> bool:
        """Whether nothing is left of what it showed."""
        return not self.words

    @property
    def words(self) -> list[str]:
        """Everything it shows, as a list of plain texts; of a role-play sheet its name."""
        items = (*self.strengths, *self.improvements)
        return [
            *(words for item in items for words in (alone(item.text), item.next_step) if words),
            *(action.what for action in self.actions),
            *([f"Role play: {self.exercise.competency.label.lower()}"] if self.exercise else []),
        ]


def shown(work: Work, share: Share) -> Shown:
    """What a share shows now; `gone` counts what was ticked and is not shown any more."""
    items, actions = shown_items(work, share), shown_actions(work, share)
    competency = next((item.competency for item in share.items if item.competency), None)
    left = len(items) + len(actions) + (competency is not None)
    return Shown(
        share_id=share.id,
        line=share.line,
        strengths=[item for item in items if item.role is ParagraphRole.STRENGTHS],
        improvements=[item for item in items if item.role is ParagraphRole.IMPROVEMENT],
        actions=actions,
        exercise=exercise(competency) if competency else None,
        family=own_family(work, share.candidate_id) if competency else None,
        gone=len(share.items) - left,
    )
