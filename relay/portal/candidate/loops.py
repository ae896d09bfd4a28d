"""Loops: what was taken up before, beside what a later letter says of it.

In the later letter and in the plan. A letter is never told of before it was opened: nobody should learn from their plan what stands
in an envelope that they have left closed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from relay.domain.action import Action, ActionState
from relay.domain.letter import Letter, LetterItem, LetterSentence, LetterState
from relay.domain.loop import Loop
from relay.portal.candidate.alone import alone
from relay.store.work import Work
from relay.vocabulary import Competency, LoopOutcome

OPEN = (LetterState.OPENED, LetterState.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class Side:
    """One letter's words on a thing: where they stand and, where the letter can still be read, what they are."""

    letter_id: UUID
    client_name: str
    job_title: str
    released_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class ClosedLoop:
    """One thing taken up, the words it came from and the words that came later; either side may hold no words any more."""

    action_id: UUID
    what: str
    state: ActionState
    outcome: LoopOutcome
    then: Side | None
    now: Side


def loops_in(work: Work, letter: Letter) -> list[list[ClosedLoop]]:
    """What an open letter was set beside, in the order in which it was taken up; things with the same words on both sides together."""
    if letter.state not in OPEN:
        return []
    found = work.all(select(Loop).where(Loop.letter_id == letter.id, Loop.outcome.is_not(None)))
    alike: defaultdict[object, list[ClosedLoop]] = defaultdict(list)
    for one in told(work, found):
        alike[one.outcome, one.then, one.now].append(one)
    return list(alike.values())


def loops_by_action(work: Work) -> dict[UUID, list[ClosedLoop]]:
    """What later letters say of each thing in the plan of the candidate who asks, the earliest letter first."""
    found = work.all(select(Loop).where(Loop.candidate_id == work.person_id, Loop.outcome.is_not(None)))
    by_action: defaultdict[UUID, list[ClosedLoop]] = defaultdict(list)
    for one in sorted(told(work, found), key=lambda one: one.now.released_at):
        by_action[one.action_id].append(one)
    return by_action


def told(work: Work, loops: Sequence[Loop]) -> list[ClosedLoop]:
    """These loops with their words, those whose later letter was opened, in the order in which the actions were taken up."""
    actions = work.all(
        select(Action)
        .where(Action.id.in_([one.action_id for one in loops]))
        .order_by(Action.committed_at, Action.id)
    )
    papers = gather_papers(work, loops, actions)
    return [
        ClosedLoop(
            action_id=action.id,
            what=action.what,
            state=action.state,
            outcome=one.outcome,
            then=papers.origin(action),
            now=papers.side(one.letter_id, one.letter_item_id, action.competency),
        )
        for action in actions
        for one in loops
        if one.action_id == action.id and one.outcome and papers.letters[one.letter_id].state in OPEN
    ]


@dataclass(frozen=True, slots=True)
class Papers:
    """The letters that loops lead to, with the paragraphs and sentences that matter, by their ids."""

    letters: Mapping[UUID, Letter]
    items: Mapping[UUID, LetterItem]
    sentences: Sequence[LetterSentence]

    def origin(self, action: Action) -> Side | None:
        """The words from which an action was taken up."""
        item = self.items.get(action.letter_item_id) if action.letter_item_id else None
        return self.side(item.letter_id, item.id, action.competency) if item else None

    def side(self, letter_id: UUID, item_id: UUID | None, competency: Competency | None) -> Side:
        """What a letter says of a competency. One that was replaced or taken back keeps its words to itself."""
        letter, item = self.letters[letter_id], self.items.get(item_id) if item_id else None
        words = ""
        if item is not None and letter.standing:
            kept = (one for one in self.sentences if one.letter_item_id == item.id)
            told = " ".join(one.text for one in kept if one.competency is competency)
            words = alone(told or item.text)
        return Side(letter.id, letter.client_name, letter.job_title, letter.released_at, words)


def gather_papers(work: Work, loops: Sequence[Loop], actions: Sequence[Action]) -> Papers:
    """What these loops and actions lead to."""
    led_to = [*(one.letter_item_id for one in loops), *(one.letter_item_id for one in actions)]
    wanted = [item_id for item_id in led_to if item_id is not None]
    items = work.all(select(LetterItem).where(LetterItem.id.in_(wanted)))
    letter_ids = [*(one.letter_id for one in loops), *(one.letter_id for one in items)]
    return Papers(
        letters={one.id: one for one in work.all(select(Letter).where(Letter.id.in_(letter_ids)))},
        items={one.id: one for one in items},
        sentences=work.all(
            select(LetterSentence)
            .where(LetterSentence.letter_item_id.in_(wanted))
            .order_by(LetterSentence.place)
        ),
    )
