"""What came next: a candidate takes something up from a letter, and sits another interview days later."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.action import Action, ActionState
from relay.domain.candidate import Candidate
from relay.domain.letter import Letter, LetterItem
from relay.journey import acting, reading, scheduling
from relay.store.store import Store
from relay.vocabulary import ParagraphRole
from tests.cast import Cast, Story, wall

PRAISED = "Priya gave a figure for every result. Her answers ran long."
STILL = "Priya was well prepared. Every time we asked what changed as a result we never got a number."
SILENT_ON_IT = "Priya was well prepared. She worked well with the team."


@dataclass(slots=True)
class Sequel:
    """Time goes by in it; sign anybody in afterwards, since sessions end meanwhile."""

    store: Store
    cast: Cast
    story: Story

    def pass_by(self, span: timedelta) -> None:
        """Let business time pass."""
        real = self.store.now
        self.store.now = lambda: real() + span

    def read(self, letter: Letter, *, acknowledge: bool = False) -> None:
        """Priya opens a letter, and says that she has read it if she does."""
        with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.priya)) as work:
            reading.open_message(work, letter.id)
        if acknowledge:
            with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.priya)) as work:
                reading.acknowledge_message(work, letter.id, text_hash=letter.text_hash)

    def take_up(self, letter: Letter, state: ActionState = ActionState.PLANNED) -> Action:
        """She opens it, takes up what it says about figures, and comes as far as `state`."""
        self.read(letter)
        with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.priya)) as work:
            action = acting.commit_to_action(
                work,
                what="Bring two figures, zqownwordszq",
                due_on=work.now.date() + timedelta(days=3),
                letter_item_id=self.improvement(letter).id,
            )
        return self.move(action, state)

    def move(self, action: Action, state: ActionState) -> Action:
        """She says how it goes, with a line to herself."""
        if state is not ActionState.PLANNED:
            with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.priya)) as work:
                acting.move_action(work, action.id, state, "zqreflectionzq")
        return action

    def improvement(self, letter: Letter) -> LetterItem:
        """The thing to work on in a letter."""
        with self.store.look(self.cast.agency.id) as work:
            items = work.all(select(LetterItem).where(LetterItem.letter_id == letter.id))
            return next(item for item in items if item.role is ParagraphRole.IMPROVEMENT)

    def next_interview(self, *, job_id: UUID | None = None, candidate: Candidate | None = None) -> Story:
        """The day after tomorrow she sits another interview; the story of that one, at its beginning."""
        with self.store.work(self.cast.agency.id, self.cast.act_as(self.cast.alice)) as work:
            interview = scheduling.schedule_interview(
                work,
                candidate_id=(candidate or self.cast.priya).id,
                job_id=job_id or self.cast.job.id,
                recruiter_id=self.cast.alice.id,
                stage="second panel",
                appointment=scheduling.Appointment(wall(work.now + timedelta(days=2)), "UTC", 60),
                contact_ids=[self.cast.tom.id] if job_id is None else [],
            )
        self.pass_by(timedelta(days=2, hours=2))
        return Story(self.store, replace(self.cast, interview=interview), self.story.carry_out_all)


@pytest.fixture
def sequel(store: Store, cast: Cast, story: Story) -> Sequel:
    """The cast, about to go on."""
    return Sequel(store, cast, story)
