"""A message in every order of steps: whatever people and consumers do, its numbers stay true."""

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from relay.domain.base import new_id
from relay.domain.errors import MoveError, StaleError
from relay.domain.events import MessageApproved, MessageRelayed
from relay.domain.message import MESSAGE_MOVES, Message, MessageState

STEPS = {
    "hold": lambda message: message.hold(),
    "clear": lambda message: message.clear(),
    "send_back": lambda message: message.send_back(),
    "approve": lambda message: message.approve(),
    "recall": lambda message: message.recall(flagged=False),
    "recall_flagged": lambda message: message.recall(flagged=True),
    "relay": lambda message: message.relay(new_id()),
    "withdraw": lambda message: message.withdraw(new_id()),
}


class MessageMachine(RuleBasedStateMachine):
    """One message; any step may be tried at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.message = Message(agency_id=new_id(), interview_id=new_id())
        self.message.word(0)
        self.told = 1

    @rule(breaches=st.integers(0, 3))
    def word(self, breaches: int) -> None:
        move = "flag" if breaches else "draft"
        before = self.message.latest
        if self.message.state in MESSAGE_MOVES[move][0]:
            self.message.word(breaches)
            self.told += 1
            assert self.message.number == self.message.latest == before + 1
        else:
            self.refused(lambda: self.message.word(breaches))

    @rule()
    def suggest(self) -> None:
        current = self.message.number
        self.message.suggest()
        self.told += 1
        assert self.message.number == current

    @precondition(lambda self: self.message.latest != self.message.number)
    @rule()
    def dismiss(self) -> None:
        self.message.dismiss(self.message.latest)
        self.told += 1

    @rule(name=st.sampled_from(sorted(STEPS)))
    def step(self, name: str) -> None:
        origins, destination = MESSAGE_MOVES[name]
        possible = self.message.state in origins
        if name == "withdraw":
            possible = possible and self.message.relayed_number is not None
        if possible:
            STEPS[name](self.message)
            self.told += 1
            assert self.message.state is destination
        else:
            self.refused(lambda: STEPS[name](self.message))

    @rule(number=st.integers(0, 5))
    def look(self, number: int) -> None:
        if number == self.message.number:
            self.message.expect(number)
        else:
            try:
                self.message.expect(number)
            except StaleError:
                return
            raise AssertionError("an old version was taken for the current one")

    def refused(self, step: Callable[[], object]) -> None:
        before = (self.message.state, self.message.version, self.message.number, self.message.latest)
        try:
            step()
        except MoveError:
            now = (self.message.state, self.message.version, self.message.number, self.message.latest)
            assert now == before
            return
        raise AssertionError("a step that the table does not have was taken")

    @invariant()
    def events_have_no_gaps(self) -> None:
        assert [number for number, _ in self.message.news] == list(range(1, self.told + 1))
        assert self.message.version == self.told

    @invariant()
    def an_approval_names_the_current_version(self) -> None:
        approved = self.message.state in (MessageState.APPROVED, MessageState.RELAYED)
        if approved:
            assert self.message.approved_number == self.message.number

    @invariant()
    def only_what_was_approved_is_ever_relayed(self) -> None:
        relayed = [event.number for _, event in self.message.news if isinstance(event, MessageRelayed)]
        approved = [event.number for _, event in self.message.news if isinstance(event, MessageApproved)]
        assert set(relayed) <= set(approved)
        if self.message.state is MessageState.RELAYED:
            assert self.message.relayed_number == relayed[-1]
        if self.message.state is MessageState.WITHDRAWN:
            assert self.message.relayed_number is None


TestMessageInAnyOrder = MessageMachine.TestCase
TestMessageInAnyOrder.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, derandomize=True, database=None
)
