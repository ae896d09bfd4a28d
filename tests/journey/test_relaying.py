"""Relaying, reading, answering and acting: what the candidate gets, and what they do with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.action import Action, ActionState, Reflection
from relay.domain.base import Base
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError, MoveError, NotFoundError, StaleError
from relay.domain.letter import Letter, LetterItem, LetterSentence, LetterState, Receipt
from relay.domain.message import MessageState
from relay.domain.note import Note
from relay.domain.question import Question, QuestionState
from relay.domain.reading import WithheldRun
from relay.journey import acting, answering, reading, registering, relaying, reviewing
from relay.journey.reviewing import Wording
from relay.vocabulary import Competency, Kind, ParagraphRole, QuestionKind
from tests.cast import Cast, PostBox, Story
from tests.journey.conftest import As

Told = Callable[[UUID], list[str]]
Row = TypeVar("Row", bound=Base)


def rows(work_as: As, cast: Cast, kind: type[Row]) -> list[Row]:
    with work_as(cast.alice) as work:
        return list(work.all(select(kind)))


@pytest.fixture
def opened(story: Story, work_as: As, cast: Cast) -> Letter:
    """The letter, opened by Priya."""
    letter = story.relay()
    with work_as(cast.priya) as work:
        return reading.open_message(work, letter.id)


@pytest.fixture
def sam(work_as: As, cast: Cast) -> Candidate:
    """Another candidate of the same agency."""
    with work_as(cast.alice) as work:
        return registering.add_candidate(work, name="Sam Okoro", email="sam@example.com")


def correct(work_as: As, cast: Cast, story: Story) -> None:
    """Alice rewords the greeting and approves it."""
    message, version = story.message()
    text = version.text.replace("Priya", "Priya Nair", 1)
    with work_as(cast.alice) as work:
        kept = reviewing.amend_message(work, message.id, Wording(version.subject, text, version.number))
        reviewing.approve_message(work, message.id, number=kept.number, text_hash=kept.text_hash)


class TestRelease:
    """The letter is a copy of what was approved, and there is one."""

    def test_it_keeps_what_each_sentence_is_about_since_one_paragraph_may_praise_several_things(
        self, work_as: As, cast: Cast, story: Story
    ) -> None:
        letter = story.relay(
            "Her explanation of the retry design was really clear. She was well prepared and knew our products. "
            "Every time we asked what changed as a result we never got a number."
        )
        told = sorted(rows(work_as, cast, LetterSentence), key=lambda row: row.place)
        items = {item.id: item for item in rows(work_as, cast, LetterItem)}
        assert [row.letter_id for row in told] == [letter.id] * len(told)
        assert [row.place for row in told] == list(range(len(told)))
        assert all(row.text in items[row.letter_item_id].text for row in told)
        about = {kind: {row.competency for row in told if row.kind is kind} for kind in Kind}
        assert {Competency.COMMUNICATION, Competency.PREPARATION} <= about[Kind.STRENGTH]
        assert about[Kind.IMPROVEMENT] == {Competency.EVIDENCE}

    def test_the_letter_holds_what_was_approved_and_nothing_withheld(
        self, work_as: As, cast: Cast, story: Story
    ) -> None:
        letter = story.relay()
        message, version = story.message()
        assert (letter.text_hash, letter.number, letter.subject) == (
            version.text_hash,
            version.number,
            version.subject,
        )
        assert (letter.approved_by, letter.client_name) == ("Alice Moreau", "Northwind Logistics")
        assert message.relayed_number == version.number
        items = rows(work_as, cast, LetterItem)
        shown = " ".join(f"{item.text} {item.next_step or ''}" for item in items)
        [note] = rows(work_as, cast, Note)
        hidden = [note.text[run.start : run.end] for run in rows(work_as, cast, WithheldRun)]
        assert hidden
        assert not any(words in shown for words in hidden)
        told = {item.role: item for item in items}
        assert told[ParagraphRole.IMPROVEMENT].next_step
        assert told[ParagraphRole.IMPROVEMENT].competency
        assert told[ParagraphRole.GREETING].kind is None

    def test_releasing_twice_makes_one_letter(
        self, work_as: As, cast: Cast, story: Story, told: Told, carry_out_all: Callable[[], None]
    ) -> None:
        story.relay()
        message, _ = story.message()
        with work_as(cast.alice) as work:
            approval = relaying.latest_approval(work, message.id)
            assert approval is not None
            relaying.release_message(work, message.id, approval)
        carry_out_all()
        assert len(rows(work_as, cast, Letter)) == 1
        assert told(message.id).count("message.relayed") == 1

    def test_nobody_elses_message_is_released(self, work_as: As, cast: Cast, story: Story) -> None:
        story.capture()
        message, _ = story.message()
        with pytest.raises(NotFoundError), work_as(cast.charlie) as work:
            relaying.release_message(work, message.id, cast.agency.id)

    def test_a_correction_supersedes_visibly_and_is_told_of(
        self,
        work_as: As,
        cast: Cast,
        story: Story,
        post_box: PostBox,
        carry_out_all: Callable[[], None],
        told: Told,
    ) -> None:
        first = story.relay()
        correct(work_as, cast, story)
        carry_out_all()
        letters = {letter.number: letter for letter in rows(work_as, cast, Letter)}
        assert [letters[n].state for n in sorted(letters)] == [LetterState.SUPERSEDED, LetterState.CLOSED]
        assert told(first.id) == ["letter.superseded"]
        subjects = [mail.subject for mail in post_box.envelopes]
        assert subjects == ["Something is waiting for you", "Something has changed for you"]

    def test_a_letter_can_be_withdrawn_once(self, work_as: As, cast: Cast, story: Story, told: Told) -> None:
        letter = story.relay()
        message, _ = story.message()
        with work_as(cast.bob) as work:
            relaying.withdraw_letter(work, message.id)
        with pytest.raises(MoveError), work_as(cast.bob) as work:
            relaying.withdraw_letter(work, message.id)
        with pytest.raises(MoveError), work_as(cast.priya) as work:
            reading.open_message(work, letter.id)
        assert told(letter.id) == ["letter.withdrawn"]

    @pytest.mark.parametrize("approved", [False, True])
    def test_a_correction_under_way_does_not_keep_the_letter_in_the_portal(
        self, work_as: As, cast: Cast, story: Story, approved: bool, carry_out_all: Callable[[], None]
    ) -> None:
        story.relay()
        message, version = story.message()
        text = version.text.replace("Priya", "Priya Nair", 1)
        with work_as(cast.alice) as work:
            kept = reviewing.amend_message(work, message.id, Wording(version.subject, text, version.number))
            if approved:
                reviewing.approve_message(work, message.id, number=kept.number, text_hash=kept.text_hash)
        with work_as(cast.bob) as work:
            relaying.withdraw_letter(work, message.id)
        carry_out_all()
        [letter] = rows(work_as, cast, Letter)
        assert letter.state is LetterState.WITHDRAWN
        assert story.message()[0].state is MessageState.WITHDRAWN

    def test_what_never_left_cannot_be_withdrawn(self, work_as: As, cast: Cast, story: Story) -> None:
        story.capture()
        message, _ = story.message()
        with pytest.raises(MoveError), work_as(cast.bob) as work:
            relaying.withdraw_letter(work, message.id)

    def test_after_a_withdrawal_a_new_wording_can_be_relayed(
        self, work_as: As, cast: Cast, story: Story, carry_out_all: Callable[[], None]
    ) -> None:
        story.relay()
        message, _ = story.message()
        with work_as(cast.bob) as work:
            relaying.withdraw_letter(work, message.id)
        correct(work_as, cast, story)
        carry_out_all()
        letters = {letter.number: letter.state for letter in rows(work_as, cast, Letter)}
        assert [letters[n] for n in sorted(letters)] == [LetterState.WITHDRAWN, LetterState.CLOSED]


class TestReading:
    """Opening and acknowledging are acts, and each is done once."""

    def test_opening_twice_is_one_receipt(self, work_as: As, cast: Cast, story: Story, told: Told) -> None:
        letter = story.relay()
        for _ in range(2):
            with work_as(cast.priya) as work:
                reading.open_message(work, letter.id)
        assert len(rows(work_as, cast, Receipt)) == 1
        assert told(letter.id) == ["message.opened"]

    def test_acknowledging_takes_the_words_and_is_said_once(
        self, work_as: As, cast: Cast, opened: Letter, told: Told
    ) -> None:
        for words in (" Numbers first. ", "Changed my mind."):
            with work_as(cast.priya) as work:
                reading.acknowledge_message(work, opened.id, text_hash=opened.text_hash, in_own_words=words)
        [receipt] = rows(work_as, cast, Receipt)
        assert receipt.in_own_words == "Numbers first."
        assert receipt.acknowledged_at is not None
        assert told(opened.id) == ["message.opened", "message.acknowledged"]

    def test_a_closed_letter_cannot_be_acknowledged(self, work_as: As, cast: Cast, story: Story) -> None:
        letter = story.relay()
        with pytest.raises(MoveError, match="Open the letter first"), work_as(cast.priya) as work:
            reading.acknowledge_message(work, letter.id, text_hash=letter.text_hash)

    def test_another_wording_than_the_one_that_stands_cannot_be_acknowledged(
        self, work_as: As, cast: Cast, story: Story, opened: Letter, carry_out_all: Callable[[], None]
    ) -> None:
        with pytest.raises(StaleError), work_as(cast.priya) as work:
            reading.acknowledge_message(work, opened.id, text_hash="0" * 64)
        correct(work_as, cast, story)
        carry_out_all()
        with pytest.raises(StaleError, match="replaced"), work_as(cast.priya) as work:
            reading.acknowledge_message(work, opened.id, text_hash=opened.text_hash)

    def test_a_letter_is_for_its_candidate_alone(
        self, work_as: As, cast: Cast, opened: Letter, sam: Candidate
    ) -> None:
        for stranger in (sam, cast.charlie):
            with pytest.raises(NotFoundError), work_as(stranger) as work:
                reading.open_message(work, opened.id)
            with pytest.raises(NotFoundError), work_as(stranger) as work:
                reading.acknowledge_message(work, opened.id, text_hash=opened.text_hash)
            with pytest.raises(NotFoundError), work_as(stranger) as work:
                answering.ask_question(work, opened.id, kind=QuestionKind.FACT, text="Why?")


class TestAnswering:
    """A question is asked about an opened letter, and answered once, by name, in words the guard lets through."""

    def ask(self, work_as: As, cast: Cast, letter: Letter, **more: object) -> Question:
        with work_as(cast.priya) as work:
            return answering.ask_question(
                work,
                letter.id,
                kind=QuestionKind.MEANING,
                text="Which numbers?",
                **more,  # type: ignore[arg-type]
            )

    def test_a_question_is_answered_once_by_name_and_told_of(
        self,
        work_as: As,
        cast: Cast,
        opened: Letter,
        post_box: PostBox,
        carry_out_all: Callable[[], None],
        told: Told,
    ) -> None:
        question = self.ask(work_as, cast, opened)
        with work_as(cast.alice) as work:
            answering.answer_question(work, question.id, text="Any that show what changed.")
        with pytest.raises(MoveError), work_as(cast.bob) as work:
            answering.answer_question(work, question.id, text="Another answer.")
        carry_out_all()
        [answered] = rows(work_as, cast, Question)
        assert (answered.state, answered.answered_by_name) == (QuestionState.ANSWERED, "Alice Moreau")
        assert told(question.id) == ["question.asked", "question.answered"]
        assert post_box.envelopes[-1].subject == "There is an answer for you"
        assert "numbers" not in post_box.envelopes[-1].text

    def test_an_answer_passes_the_guard_like_everything_else(
        self, work_as: As, cast: Cast, opened: Letter
    ) -> None:
        question = self.ask(work_as, cast, opened)
        for text in ("Ring Tom Becker.", "Ring 0161 496 0148.", " ", "x" * 5001):
            with pytest.raises(InvalidError) as refusal, work_as(cast.alice) as work:
                answering.answer_question(work, question.id, text=text)
            assert refusal.value.field == "text"
        [kept] = rows(work_as, cast, Question)
        assert kept.state is QuestionState.OPEN

    def test_a_closed_letter_is_opened_before_it_is_asked_about(
        self, work_as: As, cast: Cast, story: Story
    ) -> None:
        letter = story.relay()
        with pytest.raises(MoveError, match="Open the letter first"):
            self.ask(work_as, cast, letter)

    def test_the_part_that_is_asked_about_is_one_of_this_letter(
        self, work_as: As, cast: Cast, story: Story, opened: Letter, carry_out_all: Callable[[], None]
    ) -> None:
        items = [item.id for item in rows(work_as, cast, LetterItem)]
        self.ask(work_as, cast, opened, letter_item_id=items[1])
        correct(work_as, cast, story)
        carry_out_all()
        other = next(item.id for item in rows(work_as, cast, LetterItem) if item.id not in items)
        with pytest.raises(NotFoundError):
            self.ask(work_as, cast, opened, letter_item_id=other)


class TestActing:
    """What a candidate takes up is theirs: they move it, drop it and take it up again."""

    def commit(self, work_as: As, cast: Cast, days: int = 7, **more: object) -> Action:
        with work_as(cast.priya) as work:
            due_on = work.now.date() + timedelta(days=days)
            return acting.commit_to_action(work, what="Bring a number.", due_on=due_on, **more)  # type: ignore[arg-type]

    def test_an_action_from_a_letter_knows_what_it_is_about(
        self, work_as: As, cast: Cast, opened: Letter
    ) -> None:
        item = next(i for i in rows(work_as, cast, LetterItem) if i.role is ParagraphRole.IMPROVEMENT)
        action = self.commit(work_as, cast, letter_item_id=item.id)
        assert (action.competency, action.interview_id) == (item.competency, cast.interview.id)

    def test_it_climbs_the_ladder_and_each_step_is_said_once(
        self, work_as: As, cast: Cast, told: Told
    ) -> None:
        action = self.commit(work_as, cast)
        for state in (ActionState.PRACTISED, ActionState.PRACTISED, ActionState.USED, ActionState.DONE):
            with work_as(cast.priya) as work:
                acting.move_action(work, action.id, state)
        assert told(action.id) == [
            "action.committed",
            "action.practised",
            "action.used",
            "action.completed",
        ]
        with pytest.raises(MoveError), work_as(cast.priya) as work:
            acting.move_action(work, action.id, ActionState.DROPPED)

    def test_dropping_is_fine_and_can_be_taken_back(self, work_as: As, cast: Cast) -> None:
        action = self.commit(work_as, cast)
        for state in (ActionState.DROPPED, ActionState.PLANNED):
            with work_as(cast.priya) as work:
                assert acting.move_action(work, action.id, state).state is state

    def test_a_reflection_is_kept_with_the_step(self, work_as: As, cast: Cast, told: Told) -> None:
        action = self.commit(work_as, cast)
        with work_as(cast.priya) as work:
            acting.complete_action(work, action.id, "Easier than I thought.")
        assert [row.text for row in rows(work_as, cast, Reflection)] == ["Easier than I thought."]
        assert told(action.id)[-1] == "action.reflected"
        with pytest.raises(InvalidError), work_as(cast.priya) as work:
            acting.move_action(work, action.id, ActionState.DONE, "x" * 5001)

    @pytest.mark.parametrize("days", [-1, 2 * 366 + 1])
    def test_the_day_lies_ahead_and_in_sight(self, work_as: As, cast: Cast, days: int) -> None:
        with pytest.raises(InvalidError) as refusal:
            self.commit(work_as, cast, days=days)
        assert refusal.value.field == "due_on"

    def test_actions_and_letters_of_others_are_not_found(
        self, work_as: As, cast: Cast, opened: Letter, sam: Candidate
    ) -> None:
        action = self.commit(work_as, cast)
        item = rows(work_as, cast, LetterItem)[0]
        with pytest.raises(NotFoundError), work_as(sam) as work:
            acting.move_action(work, action.id, ActionState.DONE)
        with pytest.raises(NotFoundError), work_as(sam) as work:
            acting.commit_to_action(
                work, what="Mine", due_on=work.now.date() + timedelta(days=1), letter_item_id=item.id
            )
