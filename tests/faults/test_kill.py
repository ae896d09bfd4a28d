"""kill -9 at twenty moments of a running walk: nothing that was acknowledged is lost, and nothing happens twice.

People work on as people do: a page that does not answer is asked for again, a form is sent again as it stands. The moments
come from a seed that is printed; RELAY_KILL_SEED gives one again.
"""

import os
import random
import secrets
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.cookiejar import Cookie
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.action import Action, ActionState
from relay.domain.letter import Letter, LetterState, Receipt
from relay.domain.note import Jotting, Note
from relay.domain.notice import Delivery, DeliveryOutcome, Notice, NoticeKind, NoticeState
from relay.domain.question import Question, QuestionState
from relay.domain.reading import Reading
from relay.hall.policy import Side
from relay.hall.visitors import COOKIES
from relay.journey import scheduling
from relay.journey.signing_in import open_session
from relay.store.ledger import EventRow, Handoff, HandoffState
from relay.store.store import Store
from tests.cast import Cast, open_candidate_session, wall
from tests.servers.mail import MailServer
from tests.stores import Database
from tests.walk.houses import House, wait_until
from tests.walk.plain_browser import Page, PlainBrowser, UnreachableError

KILLS = 20
NOTE = (
    "Note {number}. Her explanation of the retry design was really clear. "
    "Every time we asked what changed as a result we never got a number. We went with someone else."
)


class Reaper:
    """Ends the house at moments of its own choosing, and never twice without some work having been done in between."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.moments = random.Random(seed)  # noqa: S311
        self.kills = 0
        self.armed = True
        self.timer: threading.Timer | None = None

    @property
    def sated(self) -> bool:
        """Whether it has had enough."""
        return self.kills >= KILLS

    def lurk(self, longest: float) -> None:
        """Strike some time within the next seconds."""
        if self.armed and not self.sated:
            self.armed = False
            self.timer = threading.Timer(self.moments.uniform(0, longest), self.strike)
            self.timer.start()

    def strike(self) -> None:
        """Kill -9."""
        for process in self.house.processes:
            process.kill()
        self.kills += 1

    def rest(self) -> None:
        """Wait until a stroke that is under way has fallen, and clear away what it left."""
        if self.timer is not None:
            self.timer.join()
        self.house.kill()

    def carry_on(self, ask: Callable[[], Page], *, commands: bool) -> Page:
        """Ask, and when the house died meanwhile, start it again and ask once more, as often as it takes."""
        if commands and self.moments.random() < 0.5:
            self.lurk(0.05)
        while True:
            try:
                page = ask()
            except UnreachableError:
                self.rest()
                self.start()
                continue
            assert page.status < 400, (page.address, page.status, page.words)
            if commands:
                self.armed = self.armed or self.timer is None or not self.timer.is_alive()
                self.lurk(1.0)
            return page

    def start(self) -> None:
        """Start the house; now and then it dies before it is up."""
        while not self.sated and self.moments.random() < 0.15:
            self.house.start("up", "--empty")
            threading.Event().wait(self.moments.uniform(0.1, 1.5))
            self.strike()
            self.house.kill()
        self.house.start("up", "--empty")
        self.house.wait_until_ready()


@pytest.fixture
def database() -> Database:
    """What `relay up` works on."""
    return "sqlite"


@pytest.fixture
def reaper(store: Store, tmp_path: Path, mail_server: MailServer) -> Iterator[Reaper]:
    """The house of these tests, and what lies in wait for it."""
    seed = int(os.environ.get("RELAY_KILL_SEED", secrets.randbelow(10**6)))
    print(f"RELAY_KILL_SEED={seed}")
    settings = {
        "RELAY_MAIL": "smtp",
        "RELAY_SMTP_URL": mail_server.url,
        "RELAY_MAIL_FROM": "Bright Road <relay@bright.example>",
    }
    made = Reaper(House(tmp_path, settings), seed)
    made.start()
    yield made
    made.rest()


def browser_of(reaper: Reaper, side: Side, token: str) -> PlainBrowser:
    """A browser in which somebody is signed in, who does not give up."""
    browser = PlainBrowser(reaper.house.url)

    def patient(ask: Callable[[], Page]) -> Page:
        return reaper.carry_on(ask, commands=browser.sending)

    browser.patience = patient
    values = {
        "version": 0, "name": COOKIES[side], "value": token, "port": None, "port_specified": False,
        "domain": "localhost.local", "domain_specified": False, "domain_initial_dot": False, "path": "/",
        "path_specified": True, "secure": False, "expires": None, "discard": True, "comment": None,
        "comment_url": None, "rest": {},
    }  # fmt: skip
    browser.jar.set_cookie(Cookie(**values))  # type: ignore[arg-type]
    return browser


def schedule(store: Store, cast: Cast, number: int) -> UUID:
    """One more interview that was held."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        start = wall(work.now - timedelta(days=1, minutes=number))
        return scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage=f"round {number}",
            appointment=scheduling.Appointment(start, "UTC", 30),
            contact_ids=[cast.tom.id],
        ).id


def walk(alice: PlainBrowser, priya: PlainBrowser, interview: UUID, number: int) -> None:
    """One piece of feedback, from the note to the action."""
    alice.open(f"/interviews/{interview}/notes/new")
    alice.press("Save the note", text=NOTE.format(number=number))
    review = f"/interviews/{interview}/review"
    wait_until(lambda: "Relay to" in alice.open(review).words, "a draft")
    alice.press("Relay to", when="now")
    wait_until(lambda: "is with" in alice.open(review).words, "a letter")
    priya.open("/letters")
    priya.press("Open your letter")
    priya.press("I have read this", in_own_words=f"Words {number}.")
    priya.press("Send it to", kind="meaning", text=f"Question {number}?")
    priya.press("Put it in my plan", what=f"Action {number}.")
    alice.open("/today")
    alice.open(next(address for _, address in alice.page.links if "/questions/" in address))
    alice.press("Answer", text=f"Answer {number}.")


@pytest.mark.timeout(600)
def test_nothing_is_lost_and_nothing_happens_twice(
    reaper: Reaper, store: Store, cast: Cast, tmp_path: Path, mail_server: MailServer
) -> None:
    alice = browser_of(reaper, Side.STAFF, open_session(store, cast.alice))
    priya = browser_of(reaper, Side.CANDIDATE, open_candidate_session(store, cast.priya))
    walked: dict[int, UUID] = {}
    while not reaper.sated:
        number = len(walked) + 1
        walked[number] = schedule(store, cast, number)
        walk(alice, priya, walked[number], number)
    reaper.rest()
    reaper.start()
    settle(store)
    reaper.rest()
    print(f"{reaper.kills} kills in {len(walked)} walks")

    everything_once(store, cast, walked)
    history_without_gaps(store, cast)
    mails_once_or_marked(store, cast, mail_server)
    with sqlite3.connect(tmp_path / "relay.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def settle(store: Store) -> None:
    """Until all that was handed over is done."""

    def states() -> Counter[HandoffState]:
        with store.gate() as session:
            return Counter(session.scalars(select(Handoff.state)))

    wait_until(lambda: set(states()) == {HandoffState.DONE}, "every handoff done")


def everything_once(store: Store, cast: Cast, walked: dict[int, UUID]) -> None:
    """What people were told was done stands there, each thing once."""
    with store.look(cast.agency.id) as work:
        notes = Counter((row.interview_id, row.text) for row in work.all(select(Note)))
        letters = Counter((row.interview_id, row.state) for row in work.all(select(Letter)))
        words = Counter(row.in_own_words for row in work.all(select(Receipt)))
        questions = Counter((row.text, row.state, row.answer_text) for row in work.all(select(Question)))
        actions = Counter((row.what, row.state) for row in work.all(select(Action)))
        readings = len(work.all(select(Reading)))
        jottings = work.all(select(Jotting))
    numbers = range(1, len(walked) + 1)
    assert notes == Counter((walked[n], NOTE.format(number=n)) for n in numbers)
    assert letters == Counter((walked[n], LetterState.ACKNOWLEDGED) for n in numbers)
    assert words == Counter(f"Words {n}." for n in numbers)
    assert questions == Counter((f"Question {n}?", QuestionState.ANSWERED, f"Answer {n}.") for n in numbers)
    assert actions == Counter((f"Action {n}.", ActionState.PLANNED) for n in numbers)
    assert (readings, jottings) == (len(walked), [])


def history_without_gaps(store: Store, cast: Cast) -> None:
    """Every subject's events are numbered one, two, three."""
    with store.look(cast.agency.id) as work:
        told: dict[tuple[str, UUID], list[int]] = {}
        for row in work.all(select(EventRow)):
            told.setdefault((row.subject_kind, row.subject_id), []).append(row.subject_version)
    for subject, versions in told.items():
        assert sorted(versions) == list(range(1, len(versions) + 1)), subject


def mails_once_or_marked(store: Store, cast: Cast, mail_server: MailServer) -> None:
    """One notice per event; a mail that left twice has one identity and says that it is a repeat."""
    with store.look(cast.agency.id) as work:
        notices = work.all(select(Notice))
        doubtful = Counter(
            row.notice_id for row in work.all(select(Delivery)) if row.outcome is DeliveryOutcome.UNKNOWN
        )
        released = len(work.all(select(Letter)))
    kinds = Counter(notice.kind for notice in notices)
    assert kinds == {NoticeKind.LETTER_WAITING: released, NoticeKind.ANSWER_WAITING: released}
    assert len({notice.cause_id for notice in notices}) == len(notices)
    journal: dict[str, list[str | None]] = {}
    for mail in mail_server.accepted:
        journal.setdefault(str(mail.message["Message-ID"]), []).append(mail.message["X-Relay-Attempt"])
    assert set(journal) <= {notice.message_id for notice in notices}
    for notice in notices:
        attempts = journal.get(notice.message_id, [])
        assert len(attempts) == len(set(attempts)), "a repeat that does not say so"
        if notice.state is NoticeState.SENT:
            assert attempts
        else:  # killed twice while the mail server had it: a person is asked to look
            assert (notice.state, doubtful[notice.id]) == (NoticeState.FAILED, 2)
