"""Acting: the candidate takes something up, and says how it goes.

Leaves actions with their moves as events. An action points at a letter item or at nothing, never at a point.
"""

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from relay.domain.action import Action, ActionState, Reflection
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError, NotFoundError, StaleError
from relay.domain.letter import READ, Letter, LetterItem
from relay.domain.words import clean_text
from relay.store.work import Work
from relay.vocabulary import Competency

LONGEST_ACTION = 500
LONGEST_PLAN = timedelta(days=2 * 366)
STEPS = {
    ActionState.PLANNED: Action.resume,
    ActionState.PRACTISED: Action.practise,
    ActionState.USED: Action.use,
    ActionState.DONE: Action.complete,
    ActionState.DROPPED: Action.drop,
}


def commit_to_action(
    work: Work,
    *,
    what: str,
    due_on: date,
    letter_item_id: UUID | None = None,
    competency: Competency | None = None,
) -> Action:
    """Take something up by a day; `competency` is for something of one's own. Raises InvalidError, NotFoundError."""
    check_day(work, due_on)
    item = find_item(work, letter_item_id) if letter_item_id else None
    letter = work.get(Letter, item.letter_id) if item else None
    action = Action(
        agency_id=work.agency_id,
        candidate_id=work.person_id,
        interview_id=letter.interview_id if letter else None,
        letter_item_id=letter_item_id,
        competency=item.competency if item else competency,
        what=clean_text("what", what, longest=LONGEST_ACTION),
        due_on=due_on,
        committed_at=work.now,
    )
    action.commit()
    return work.add(action)


def check_day(work: Work, due_on: date) -> None:
    """Refuse a day that is over on the candidate's clocks, or too far away to plan for. Raises InvalidError."""
    today = work.now.astimezone(ZoneInfo(work.get(Candidate, work.person_id).zone)).date()
    if not today <= due_on <= today + LONGEST_PLAN:
        raise InvalidError("due_on", "Choose a day from today on, within two years.")


def find_way(work: Work, letter_item_id: UUID, way: int) -> str:
    """What stands at this place among the ways that a letter offers, cut between words where it is longer than an action may be.

    Only a letter that was opened and still stands offers any: the words of another are not to be had in this way either.
    Raises InvalidError naming `way`, StaleError, NotFoundError.
    """
    item = find_item(work, letter_item_id)
    if work.get(Letter, item.letter_id).state not in READ:
        raise StaleError("This letter has changed since. Look at it again, then choose.")
    if not 0 <= way < len(item.ways):
        raise InvalidError("way", "Choose one from the list.")
    return fitted(item.ways[way])


def fitted(words: str) -> str:
    """Words cut to the length of an action, between two of them."""
    return words if len(words) <= LONGEST_ACTION else words[:LONGEST_ACTION].rsplit(" ", 1)[0]


def find_item(work: Work, letter_item_id: UUID) -> LetterItem:
    """An item of a letter to the candidate who asks. Raises NotFoundError."""
    item = work.get(LetterItem, letter_item_id)
    if work.get(Letter, item.letter_id).candidate_id != work.person_id:
        raise NotFoundError("That part of the letter")
    return item


def find_action(work: Work, action_id: UUID) -> Action:
    """An action of the candidate who asks. Raises NotFoundError."""
    action = work.get(Action, action_id)
    if action.candidate_id != work.person_id:
        raise NotFoundError("That action")
    return action


def move_action(work: Work, action_id: UUID, state: ActionState, reflection: str = "") -> Action:
    """Say how it goes, with a line of reflection if one likes; the same step twice changes nothing.

    Raises MoveError, InvalidError, NotFoundError.
    """
    action = find_action(work, action_id)
    if action.state is not state:
        STEPS[state](action)
    if reflection.strip():
        keep_reflection(work, action, reflection)
    return action


def reschedule_action(work: Work, action_id: UUID, due_on: date) -> Action:
    """Choose another day for what is under way. Raises InvalidError, MoveError, NotFoundError."""
    action = find_action(work, action_id)
    check_day(work, due_on)
    action.reschedule(due_on)
    return action


def share_action(work: Work, action_id: UUID) -> Action:
    """Let the agency read what one works on and how far it has come; reflections stay out of it. Raises MoveError, NotFoundError."""
    action = find_action(work, action_id)
    action.share(work.now)
    return action


def unshare_action(work: Work, action_id: UUID) -> Action:
    """Take that back. Raises NotFoundError."""
    action = find_action(work, action_id)
    action.unshare()
    return action


def complete_action(work: Work, action_id: UUID, reflection: str = "") -> Action:
    """Be done with it. Raises MoveError, InvalidError, NotFoundError."""
    return move_action(work, action_id, ActionState.DONE, reflection)


def keep_reflection(work: Work, action: Action, text: str) -> None:
    """Keep what the candidate noticed; it is theirs alone."""
    action.reflect()
    work.add(
        Reflection(
            agency_id=work.agency_id,
            action_id=action.id,
            text=clean_text("reflection", text, longest=5_000),
            written_at=work.now,
        )
    )
