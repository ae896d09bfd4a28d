"""Sending a notice to a real mail server that accepts, defers, refuses, and breaks off at the worst moments."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from relay.channels.email import TIMEOUT, EmailChannel
from relay.domain.notice import Delivery, DeliveryOutcome, Notice, NoticeState
from relay.store.handoffs import MOST_ATTEMPTS, claim, free_leases
from relay.store.ledger import Handoff, HandoffState, database_now
from relay.store.store import Store
from tests.cast import Cast, Story
from tests.servers.mail import MailServer, Phase
from workers.consumers import DEFERRED, carry_out, send_notice
from workers.shift import Shift

A, R, D, U = (
    DeliveryOutcome.ACCEPTED,
    DeliveryOutcome.REFUSED,
    DeliveryOutcome.DEFERRED,
    DeliveryOutcome.UNKNOWN,
)
Handoffs = Callable[..., list[Handoff]]


@pytest.fixture
def mailing(shift: Shift, mail_server: MailServer) -> Shift:
    """The night shift with a real way out of the house."""
    return replace(shift, channel=EmailChannel(mail_server.url, "Bright Road <relay@bright.example>"))


@pytest.fixture
def begin(story: Story, mailing: Shift, store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A function that has a letter relayed, and its notice handed to the mail server once."""

    def relay() -> None:
        story.carry_out_all = lambda: run(mailing)
        story.relay()

    return relay


def run(shift: Shift) -> None:
    while ids := claim(shift.store):
        for handoff_id in ids:
            carry_out(shift, handoff_id)


@pytest.fixture
def try_again(mailing: Shift, let_leases_end: Callable[[], None]) -> Callable[[], None]:
    """A function that lets the wait pass and has the next attempt made."""

    def again() -> None:
        let_leases_end()
        run(mailing)

    return again


def notice(store: Store, cast: Cast) -> Notice:
    with store.look(cast.agency.id) as work:
        return work.session.scalars(select(Notice)).one()


def attempts(store: Store, cast: Cast) -> list[tuple[DeliveryOutcome, str | None]]:
    with store.look(cast.agency.id) as work:
        return [(row.outcome, row.code) for row in work.all(select(Delivery).order_by(Delivery.number))]


def test_an_accepted_mail_is_sent_and_says_nothing_of_the_feedback(
    store: Store, cast: Cast, begin: Callable[[], None], mail_server: MailServer, handoffs: Handoffs
) -> None:
    begin()
    [mail] = mail_server.accepted
    assert mail.recipients == (cast.priya.email,)
    assert mail.message["Message-ID"] == notice(store, cast).message_id
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert mail.message["X-Relay-Attempt"] is None
    text = f"{mail.message['Subject']} {mail.message.get_content()}"
    for word in ("Northwind", "Engineer", "retry", "number", "someone else"):
        assert word not in text
    assert notice(store, cast).state is NoticeState.SENT
    assert attempts(store, cast) == [(A, "250")]
    assert {row.state for row in handoffs()} == {HandoffState.DONE}


@pytest.mark.parametrize("phase", ["connect", "mail", "rcpt", "data", "dot"])
def test_a_server_that_says_not_now_is_asked_again_later(
    store: Store,
    cast: Cast,
    begin: Callable[[], None],
    mail_server: MailServer,
    handoffs: Handoffs,
    try_again: Callable[[], None],
    phase: Phase,
) -> None:
    mail_server.answer(phase, "451 4.7.1 Try again later", times=1)
    begin()
    [waiting] = handoffs("send_notice")
    with store.gate() as session:
        wait = (waiting.next_at - database_now(session)).total_seconds()
    assert DEFERRED[0] - 10 < wait <= DEFERRED[0]
    assert (waiting.state, notice(store, cast).state) == (HandoffState.DUE, NoticeState.SEALED)
    assert mail_server.accepted == []

    try_again()
    assert attempts(store, cast) == [(D, "451"), (A, "250")]
    [mail] = mail_server.accepted
    assert mail.message["X-Relay-Attempt"] is None


@pytest.mark.parametrize("phase", ["mail", "rcpt", "data", "dot"])
def test_a_server_that_says_never_is_believed(
    store: Store,
    cast: Cast,
    begin: Callable[[], None],
    mail_server: MailServer,
    handoffs: Handoffs,
    events: Callable[[], list[str]],
    try_again: Callable[[], None],
    phase: Phase,
) -> None:
    mail_server.answer(phase, "550 5.1.1 No such user")
    begin()
    try_again()
    assert notice(store, cast).state is NoticeState.FAILED
    assert attempts(store, cast) == [(R, "550")]
    assert "notice.failed" in events()
    assert {row.state for row in handoffs()} == {HandoffState.DONE}
    with store.look(cast.agency.id) as work:
        assert work.agency is not None


def test_a_server_that_is_not_there_is_asked_again_and_given_up_in_the_end(
    store: Store,
    cast: Cast,
    story: Story,
    shift: Shift,
    handoffs: Handoffs,
    let_leases_end: Callable[[], None],
    events: Callable[[], list[str]],
) -> None:
    nobody = replace(shift, channel=EmailChannel("smtp://127.0.0.1:9", "relay@bright.example"))
    story.carry_out_all = lambda: run(nobody)
    story.relay()
    for _ in range(MOST_ATTEMPTS + 2):
        let_leases_end()
        run(nobody)
    assert {outcome for outcome, _ in attempts(store, cast)} == {D}
    assert len(attempts(store, cast)) == MOST_ATTEMPTS
    assert notice(store, cast).state is NoticeState.FAILED
    assert events().count("notice.failed") == 1
    assert {row.state for row in handoffs()} == {HandoffState.DONE}


@pytest.mark.parametrize("phase", ["connect", "mail", "rcpt", "data"])
def test_a_line_that_breaks_before_the_text_left_no_doubt(
    store: Store,
    cast: Cast,
    begin: Callable[[], None],
    mail_server: MailServer,
    try_again: Callable[[], None],
    phase: Phase,
) -> None:
    mail_server.cut(phase, times=3)
    begin()
    for _ in range(3):
        try_again()
    assert [outcome for outcome, _ in attempts(store, cast)] == [D, D, D, A]
    [mail] = mail_server.accepted
    assert mail.message["X-Relay-Attempt"] is None


def test_a_line_that_breaks_after_the_dot_is_repeated_once_and_says_so(
    store: Store,
    cast: Cast,
    begin: Callable[[], None],
    mail_server: MailServer,
    try_again: Callable[[], None],
    handoffs: Handoffs,
) -> None:
    mail_server.cut("dot", times=1, kept=True)
    begin()
    assert [outcome for outcome, _ in attempts(store, cast)] == [U]
    try_again()
    assert [outcome for outcome, _ in attempts(store, cast)] == [U, A]
    first, second = mail_server.accepted
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert (first.message["X-Relay-Attempt"], second.message["X-Relay-Attempt"]) == (None, "2")
    assert first.message.get_content() == second.message.get_content()
    assert notice(store, cast).state is NoticeState.SENT
    assert {row.state for row in handoffs()} == {HandoffState.DONE}


def test_after_two_doubtful_attempts_a_person_has_to_look(
    store: Store,
    cast: Cast,
    begin: Callable[[], None],
    mail_server: MailServer,
    try_again: Callable[[], None],
    events: Callable[[], list[str]],
) -> None:
    mail_server.cut("dot", kept=True)
    begin()
    for _ in range(4):
        try_again()
    assert len(mail_server.accepted) == 2
    assert [outcome for outcome, _ in attempts(store, cast)] == [U, U]
    assert notice(store, cast).state is NoticeState.FAILED
    assert events().count("notice.failed") == 1


def test_a_process_that_dies_between_the_dot_and_its_mark_repeats_once_and_says_so(
    store: Store, cast: Cast, begin: Callable[[], None], mailing: Shift, mail_server: MailServer, story: Story
) -> None:
    class Died(BaseException):
        """Like kill -9: nothing after it runs."""

    class DiesAfterSending:
        name = "email"

        def send(self, envelope: object) -> None:
            mailing.channel.send(envelope)  # type: ignore[arg-type]
            raise Died

    dying = replace(mailing, channel=DiesAfterSending())  # type: ignore[arg-type]

    def run_until_death() -> None:
        run(dying)

    story.carry_out_all = run_until_death
    story.capture()
    with pytest.raises(Died):
        story.relay()
    free_leases(store)
    run(mailing)
    assert attempts(store, cast) == [(U, "interrupted"), (A, "250")]
    first, second = mail_server.accepted
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert second.message["X-Relay-Attempt"] == "2"


def test_a_second_worker_does_not_begin_the_same_mail(
    store: Store, story: Story, mailing: Shift, mail_server: MailServer, handoffs: Handoffs
) -> None:
    """The lease outlasts the longest dialogue before that begins, so nobody else claims it meanwhile."""
    held: list[float] = []

    class Watching:
        name = "email"

        def send(self, envelope: object) -> object:
            assert claim(store) == []
            with store.gate() as session:
                now = database_now(session)
            held.extend((row.next_at - now).total_seconds() for row in handoffs("send_notice"))
            return mailing.channel.send(envelope)  # type: ignore[arg-type]

    watching = replace(mailing, channel=Watching())  # type: ignore[arg-type]
    story.carry_out_all = lambda: run(watching)
    story.relay()
    assert len(held) == len(mail_server.accepted) == 1
    assert held[0] > 4 * TIMEOUT


def test_a_notice_that_was_sent_is_not_sent_again(
    store: Store, begin: Callable[[], None], mailing: Shift, mail_server: MailServer, handoffs: Handoffs
) -> None:
    begin()
    [row] = handoffs("send_notice")
    send_notice(mailing, row)
    assert len(mail_server.accepted) == 1
