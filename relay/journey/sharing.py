"""Sharing: the candidate lets a friend or mentor see what they choose, by a link that ends and can be ended.

Leaves `share.made` and `share.revoked`. A link shows what was ticked and nothing else: parts of letters that they opened and
that stand, actions of their own, the role-play sheet of a competency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from relay.domain.action import Action
from relay.domain.errors import InvalidError, MoveError, NotFoundError
from relay.domain.letter import READ, TOLD, Letter, LetterItem
from relay.domain.share import Share, ShareItem, ShareLink
from relay.domain.tokens import Secrets, hash_token
from relay.domain.words import clean_text
from relay.store.store import Store
from relay.store.work import Work
from relay.vocabulary import Competency

LIVES = (7, 14, 30)
LONGEST_LINE = 1_000
# So many links of one person can be open at a time: more than anybody can keep an eye on.
MOST_OPEN = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """What was ticked for a share."""

    letter_item_ids: Sequence[UUID] = ()
    action_ids: Sequence[UUID] = ()
    competency: Competency | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was."""
        return not (self.letter_item_ids or self.action_ids or self.competency)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who came with a link that opens."""

    agency_id: UUID
    share_id: UUID


def make_share(work: Work, secrets: Secrets, choice: Choice, *, days: int, line: str = "") -> Share:
    """Make a link to what was chosen. Raises InvalidError, MoveError where too many are open, NotFoundError."""
    if days not in LIVES:
        raise InvalidError("days", "Choose how long it lasts.")
    if choice.empty:
        raise InvalidError("shows", "Choose at least one thing to show.")
    words = clean_text("line", line, longest=LONGEST_LINE, required=False).strip() or None
    check_items(work, choice.letter_item_ids)
    check_actions(work, choice.action_ids)
    if sum(share.open_at(work.now) for share in shares_of(work)) >= MOST_OPEN:
        raise MoveError(f"You have {MOST_OPEN} links that are open. End one of them first.")
    share = Share(
        agency_id=work.agency_id,
        candidate_id=work.person_id,
        line=words,
        made_at=work.now,
        expires_at=work.now + timedelta(days=days),
    )
    share.make()
    work.add(share)
    work.add_all(items_of(share, choice))
    work.add(
        ShareLink(
            link_hash=hash_token(token_of(secrets, share)),
            agency_id=work.agency_id,
            share_id=share.id,
            expires_at=share.expires_at,
        )
    )
    return share


def token_of(secrets: Secrets, share: Share) -> str:
    """What stands in the address of its link: the same whenever it is asked for."""
    return secrets.token("share", share.id)


def items_of(share: Share, choice: Choice) -> list[ShareItem]:
    """Its items, in the order in which they are shown; ticked twice is shown once."""
    chosen: list[tuple[UUID | None, UUID | None, Competency | None]] = [
        *((item_id, None, None) for item_id in dict.fromkeys(choice.letter_item_ids)),
        *((None, action_id, None) for action_id in dict.fromkeys(choice.action_ids)),
        *([(None, None, choice.competency)] if choice.competency else []),
    ]
    return [
        ShareItem(
            agency_id=share.agency_id,
            share_id=share.id,
            place=place,
            letter_item_id=item_id,
            action_id=action_id,
            competency=competency,
        )
        for place, (item_id, action_id, competency) in enumerate(chosen)
    ]


def check_items(work: Work, item_ids: Sequence[UUID]) -> None:
    """Raises NotFoundError for a part of anybody else's letter, InvalidError for one that cannot be shown (any more)."""
    for item_id in dict.fromkeys(item_ids):
        item = work.get(LetterItem, item_id)
        letter = work.get(Letter, item.letter_id)
        if letter.candidate_id != work.person_id:
            raise NotFoundError("That part of the letter")
        if letter.state not in READ or item.role not in TOLD:
            raise InvalidError("letter_item_id", "One part cannot be shown, or not any more. Choose again.")


def check_actions(work: Work, action_ids: Sequence[UUID]) -> None:
    """Raises NotFoundError for anybody else's action, InvalidError for one whose letter does not stand any more."""
    for action_id in dict.fromkeys(action_ids):
        action = work.get(Action, action_id)
        if action.candidate_id != work.person_id:
            raise NotFoundError("That action")
        if not showable(work, action):
            raise InvalidError("action_id", "One action cannot be shown any more. Choose again.")


def shares_of(work: Work) -> Sequence[Share]:
    """The links of the candidate who asks, newest first. Their row is not locked: one link too many does no harm."""
    return work.all(
        select(Share)
        .where(Share.candidate_id == work.person_id)
        .order_by(Share.made_at.desc(), Share.id.desc())
    )


def revoke_share(work: Work, share_id: UUID) -> Share:
    """End a link at once; ending it twice changes nothing. Raises NotFoundError, the same for anybody else's."""
    share = work.get(Share, share_id)
    if share.candidate_id != work.person_id:
        raise NotFoundError("That link")
    share.revoke(work.now)
    return share


def find_reader(store: Store, token: str) -> Reader | None:
    """Tell what this link opens; None where it is unknown, has run out or was ended."""
    with store.glance() as session:
        link = session.get(ShareLink, hash_token(token))
        if link is None:
            return None
        agency_id, share_id = link.agency_id, link.share_id
    with store.look(agency_id) as work:
        share = work.one(select(Share).where(Share.id == share_id))
        return Reader(agency_id, share_id) if share is not None and share.open_at(work.now) else None


def shown_items(work: Work, share: Share) -> Sequence[LetterItem]:
    """The parts of letters that it shows now: those whose letter was read and still stands, in the letters' order."""
    chosen = [item.letter_item_id for item in share.items if item.letter_item_id]
    return work.all(
        select(LetterItem)
        .join(Letter, Letter.id == LetterItem.letter_id)
        .where(LetterItem.id.in_(chosen), Letter.state.in_(READ))
        .order_by(Letter.released_at.desc(), Letter.id, LetterItem.place)
    )


def shown_actions(work: Work, share: Share) -> Sequence[Action]:
    """The actions that it shows now.

    One taken up from a letter that was taken back or replaced since is left out: its words may well be the letter's.
    """
    chosen = [item.action_id for item in share.items if item.action_id]
    return [
        action
        for action in work.all(select(Action).where(Action.id.in_(chosen)).order_by(Action.due_on, Action.id))
        if showable(work, action)
    ]


def showable(work: Work, action: Action) -> bool:
    """Whether an action can be shown to others: it is somebody's own, or its letter stands."""
    if action.letter_item_id is None:
        return True
    item = work.get(LetterItem, action.letter_item_id)
    return work.get(Letter, item.letter_id).state in READ
