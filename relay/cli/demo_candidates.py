"""What the demo's candidates do: look back on an interview, read their letters, act on them, and write back.

As everything in the demo it goes through the journey's own steps, at the time it would have happened.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from relay.cli.demo_agency import Demo
from relay.domain.action import Action, ActionState
from relay.domain.interview import Interview
from relay.domain.letter import Letter, LetterItem
from relay.domain.self_view import Mark
from relay.domain.tokens import Secrets
from relay.journey import acting, answering, journaling, reading, recollecting, sharing, thanking, wishing
from relay.store.ledger import ActorKind
from relay.store.people import find_candidate
from relay.store.work import Actor, Work
from relay.vocabulary import Competency, Helpful, ParagraphRole, QuestionKind


def look_back(demo_agency: Demo, noted: dict[str, Any], interview: Interview, moment: datetime) -> None:
    """How it went in the candidate's own eyes, before the letter is opened."""
    candidate = Actor(ActorKind.CANDIDATE, interview.candidate_id)
    marks = {Competency(competency): Mark(mark) for competency, mark in noted["marks"].items()}
    with demo_agency.at(moment).work(demo_agency.agency_id, candidate) as work:
        recollecting.write_self_view(work, interview.id, marks=marks, words=noted["words"])


def read_and_act(demo_agency: Demo, row: dict[str, Any], interview: Interview, moment: datetime) -> None:
    """What the candidate did with the letter."""
    goes_to = row["goes_to"]
    if goes_to == "relayed":
        return
    candidate = Actor(ActorKind.CANDIDATE, interview.candidate_id)
    store = demo_agency.at(moment)
    with store.work(demo_agency.agency_id, candidate) as work:
        letter = work.session.scalars(sa.select(Letter).where(Letter.interview_id == interview.id)).one()
        reading.open_message(work, letter.id)
    if goes_to == "opened":
        return
    with store.work(demo_agency.agency_id, candidate) as work:
        told = row.get("told", {})
        in_own_words = told.get("in_own_words", "")
        reading.acknowledge_message(work, letter.id, text_hash=letter.text_hash, in_own_words=in_own_words)
        if "helpful" in told:
            helpful = Helpful(told["helpful"])
            reading.tell_helpfulness(work, letter.id, helpful=helpful, why=told.get("why", ""))
        if "asked" in told:
            answering.ask_question(work, letter.id, kind=QuestionKind.MEANING, text=told["asked"])
    if goes_to == "acted":
        take_up(demo_agency, candidate, letter.id, moment)
    if "used" in row:
        use(demo_agency, candidate, interview, row["used"])


def take_up(demo_agency: Demo, candidate: Actor, letter_id: UUID, moment: datetime) -> None:
    """They take up the first improvement, practise it a few days later, and let the agency see that."""
    with demo_agency.store.look(demo_agency.agency_id) as work:
        item = first_improvement(work, letter_id)
    if item is None:
        return
    store = demo_agency.at(moment + timedelta(minutes=20))
    with store.work(demo_agency.agency_id, candidate) as work:
        action = acting.commit_to_action(
            work,
            what=item.next_step or "Prepare one example for this.",
            due_on=(moment + timedelta(days=6)).date(),
            letter_item_id=item.id,
        )
    with demo_agency.at(moment + timedelta(days=4)).work(demo_agency.agency_id, candidate) as work:
        acting.move_action(
            work, action.id, ActionState.PRACTISED, "Easier once the figures were written down."
        )
        acting.share_action(work, action.id)


def use(demo_agency: Demo, candidate: Actor, interview: Interview, reflection: str) -> None:
    """What they had practised was used in this interview."""
    with demo_agency.at(interview.ends_at + timedelta(hours=1)).work(
        demo_agency.agency_id, candidate
    ) as work:
        mine = sa.select(Action.id).where(Action.candidate_id == candidate.id)
        for action_id in work.session.scalars(mine):
            acting.move_action(work, action_id, ActionState.USED, reflection)


def write_lately(demo_agency: Demo, lately: dict[str, Any]) -> None:
    """What candidates did in the last hours, so that it is still open when somebody looks around."""
    moment = demo_agency.store.now() - timedelta(hours=3)
    for email, row in lately.items():
        with demo_agency.store.look(demo_agency.agency_id) as work:
            person = find_candidate(work, email)
        if person is None:
            continue
        candidate = Actor(ActorKind.CANDIDATE, person.id)
        with demo_agency.at(moment).work(demo_agency.agency_id, candidate) as work:
            write(demo_agency, work, row)


def write(demo_agency: Demo, work: Work, row: dict[str, Any]) -> None:
    """One candidate's line: a concern, thanks, a page of the journal, a link for a friend, a wish."""
    newest = work.session.scalars(
        sa.select(Letter)
        .where(Letter.candidate_id == work.person_id)
        .order_by(Letter.released_at.desc())
        .limit(1)
    ).one_or_none()
    if newest is not None and "concern" in row:
        answering.ask_question(work, newest.id, kind=QuestionKind.FAIRNESS, text=row["concern"])
    if newest is not None and "thanks" in row:
        thanking.write_thanks(work, newest.id, text=row["thanks"])
    if newest is not None and "learned" in row:
        journaling.write_entry(work, text=row["learned"], day=work.now.date(), letter_id=newest.id)
    if newest is not None and "share" in row and (item := first_improvement(work, newest.id)):
        choice = sharing.Choice(letter_item_ids=[item.id], competency=item.competency)
        secrets = Secrets(demo_agency.settings.secret_key)
        sharing.make_share(work, secrets, choice, days=14, line=row["share"])
    if "wish" in row:
        interview = work.session.scalars(
            sa.select(Interview.id).where(Interview.candidate_id == work.person_id)
        ).one()
        wishing.make_wish(work, interview, aspects=row["wish"]["aspects"], line=row["wish"]["line"])


def first_improvement(work: Work, letter_id: UUID) -> LetterItem | None:
    """The first thing to work on in a letter."""
    return work.session.scalars(
        sa.select(LetterItem)
        .where(LetterItem.letter_id == letter_id, LetterItem.role == ParagraphRole.IMPROVEMENT)
        .order_by(LetterItem.place)
        .limit(1)
    ).one_or_none()
