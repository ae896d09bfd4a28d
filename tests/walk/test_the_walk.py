"""The whole walk of one piece of feedback, as README tells it, through the pages that people press.

Once in the one process of `relay up` on SQLite, and once through a portal, two workers, two dispatchers and a clock of
their own on PostgreSQL and Redis. Both tell the same story.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from relay.domain.action import Action, ActionState
from relay.domain.interview import Interview, InterviewState
from relay.domain.letter import Letter, Receipt
from relay.domain.notice import Notice, NoticeState
from relay.domain.promise import Promise, PromiseState
from relay.domain.question import Question, QuestionState
from relay.store.ledger import EventRow, Handoff, HandoffState
from relay.store.store import Store
from tests.cast import PASSWORD, Cast
from tests.servers.mail import MailServer
from tests.stores import Database
from tests.walk.houses import House, wait_until
from tests.walk.plain_browser import PlainBrowser

NOTE = (
    "Tom rang. Priya was technically sound and her explanation of the retry design was really clear. "
    "Every time we asked what changed as a result we never got a number.\n\n"
    "Between us, the whole platform team may be let go in spring. We went with someone else. "
    "Call me on 0161 496 0148."
)
TOLD = "got a number"
# The telephone number is sought by its end with the gap: four digits alone also stand in clock times and identifiers.
SECRETS = ("let go", "Between us", "496 0148", "Becker", "someone else")
CODE = re.compile(r"Your code is (\w{8})")
LINK = re.compile(r"http://\S+/n/[\w-]{43}")


@pytest.fixture
def house(
    database: Database,
    database_url: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    mail_server: MailServer,
) -> Iterator[House]:
    """The house, in one process or in many."""
    settings = {
        "RELAY_MAIL": "smtp",
        "RELAY_SMTP_URL": mail_server.url,
        "RELAY_MAIL_FROM": "Bright Road <relay@bright.example>",
    }
    if database == "sqlite":
        made = House(tmp_path, settings)
        made.start("up", "--empty")
    else:
        settings |= {
            "RELAY_DATABASE_URL": database_url,
            "RELAY_REDIS_URL": request.getfixturevalue("redis_url"),
            "RELAY_SECRET_KEY": "a secret for the walk, as long as it must be",
        }
        made = House(tmp_path, settings)
        for command in ("serve --processes 1", "worker --threads 2", "dispatcher", "clock"):
            made.start(*command.split())
    try:
        made.wait_until_ready()
        yield made
        made.stop()
    finally:
        made.kill()


@dataclass
class People:
    """Everybody's browser, and the mail."""

    house: House
    cast: Cast
    post: MailServer

    def staff(self, email: str) -> PlainBrowser:
        """A member of staff, signed in."""
        browser = PlainBrowser(self.house.url)
        browser.open("/today")
        page = browser.press("Sign in", email=email, password=PASSWORD)
        assert page.address.endswith("/today"), page.words
        return browser

    def mails(self, subject: str) -> list[str]:
        """The texts of the mails to Priya with this subject."""
        taken = [mail.message for mail in self.post.sent_to(self.cast.priya.email)]
        return [str(mail.get_content()) for mail in taken if mail["Subject"] == subject]

    def mail(self, subject: str) -> str:
        """The first of them, once it is there."""
        wait_until(lambda: self.mails(subject), f"a mail {subject!r}")
        return self.mails(subject)[0]

    def priya(self) -> PlainBrowser:
        """Priya, who comes in from her mail by knock and key."""
        link = LINK.search(self.mail("Something is waiting for you"))
        assert link is not None
        browser = PlainBrowser(self.house.url)
        page = browser.open(link[0].partition("localhost")[2].partition("/")[2])
        assert "Northwind" not in page.source
        browser.press("Send me a code")
        code = CODE.search(self.mail("Your code"))
        assert code is not None
        page = browser.press("Come in", code=f"{code[1][:4].lower()} {code[1][4:]}")
        assert page.address.endswith("/letters"), page.words
        return browser


@pytest.fixture
def people(cast: Cast, house: House, mail_server: MailServer) -> People:
    return People(house, cast, mail_server)


def test_one_piece_of_feedback_walks_from_an_interview_to_an_action(
    people: People, store: Store, cast: Cast, house: House
) -> None:
    alice, bob = people.staff(cast.alice.email), people.staff(cast.bob.email)

    # Alice asks Tom, who rings back; she types what he says.
    alice.open(f"/interviews/{cast.interview.id}")
    assert "Priya Nair" in alice.page.words
    alice.open(f"/interviews/{cast.interview.id}/notes/new")
    kept = alice.press("Keep for later", text=NOTE[:40])
    assert NOTE[:40] in kept.source
    alice.press("Save the note", text=NOTE, source="call", contact_id=str(cast.tom.id), quoted="paraphrased")

    # The night shift reads it and words a message; what must not be told is in nothing she would send.
    review = f"/interviews/{cast.interview.id}/review"
    wait_until(lambda: "Relay to" in alice.open(review).words, "a draft to review")
    draft = alice.fill_in("Relay to")
    words = dict(draft.fields)["text"]
    assert TOLD in words
    assert not any(secret in words for secret in SECRETS)

    # She makes it hers and relays it. Pressing twice is the same as once.
    form = alice.fill_in("Relay to", text=words.replace("Priya", "Priya Nair", 1), when="now")
    alice.send(form)
    alice.send(form)
    assert alice.page.status == 200
    wait_until(lambda: "is with" in alice.open(review).words, "the letter stands in the portal")

    # Priya is told that something waits, comes in and opens it.
    priya = people.priya()
    assert "Senior Backend Engineer" in priya.page.words
    assert TOLD not in priya.page.source
    letter = priya.press("Open your letter")
    assert TOLD in letter.words
    assert not any(secret in letter.source for secret in SECRETS)
    for mail in people.post.sent_to(cast.priya.email):
        assert not any(word in mail.raw.decode() for word in (*SECRETS, TOLD, "Northwind", "Engineer"))

    # She says that she has read it, asks, and takes something up.
    priya.press("I have read this", in_own_words="Say what changed, in numbers.")
    priya.press("Send it to", kind="meaning", text="Which numbers would have helped?")
    assert "Which numbers would have helped?" in priya.page.words
    priya.press("Put it in my plan", what="Put a figure on each of my three examples.")
    priya.open("/plan")
    assert "Put a figure on each of my three examples." in priya.page.words

    # Alice answers by name, and Priya reads it.
    alice.open("/today")
    question = next(address for _, address in alice.page.links if "/questions/" in address)
    alice.open(question)
    refused = alice.press("Answer", text="Ring Tom Becker.")
    assert refused.status == 422
    assert "Ring Tom Becker." in refused.source
    alice.press("Answer", text="Any that show what changed because of your work.")
    people.mail("There is an answer for you")
    priya.open("/letters")
    priya.follow("Senior Backend Engineer")
    assert "Any that show what changed because of your work." in priya.page.words
    assert "Alice Moreau" in priya.page.words

    # She practises it, and Bob sees in coverage that one of one reached its end.
    priya.open("/plan")
    step = next(
        button.words
        for form in priya.page.forms
        for button in form.buttons
        if "/steps" in (button.action or form.action) and ("state", "practised") in form.fields
    )
    priya.press(step)
    bob.open("/coverage")
    assert bob.page.status == 200
    assert "Acted" in bob.page.words

    settled(store, cast)
    told_once(store, cast)
    log = house.log()
    assert [secret for secret in (*SECRETS, TOLD, PASSWORD) if secret in log] == []


def settled(store: Store, cast: Cast) -> None:
    """Until nothing is left to do, and nothing failed."""

    def states() -> set[HandoffState]:
        with store.gate() as session:
            return {row.state for row in session.scalars(select(Handoff))}

    wait_until(lambda: states() == {HandoffState.DONE}, "every handoff done")


def told_once(store: Store, cast: Cast) -> None:
    """What stands in the house afterwards: each thing once, and a history without gaps."""
    with store.look(cast.agency.id) as work:
        [letter] = work.all(select(Letter))
        [receipt] = work.all(select(Receipt))
        [question] = work.all(select(Question))
        [action] = work.all(select(Action))
        notices = work.all(select(Notice))
        events = work.all(select(EventRow).order_by(EventRow.subject_id, EventRow.subject_version))
        interview, promise = (
            work.get(Interview, cast.interview.id),
            work.session.scalars(select(Promise)).one(),
        )
    assert (letter.approved_by, receipt.in_own_words) == ("Alice Moreau", "Say what changed, in numbers.")
    assert (question.state, action.state) == (QuestionState.ANSWERED, ActionState.PRACTISED)
    assert (interview.state, promise.state) == (InterviewState.TOOK_PLACE, PromiseState.KEPT)
    assert {notice.state for notice in notices} == {NoticeState.SENT}
    assert sorted(notice.kind for notice in notices) == ["answer_waiting", "key", "letter_waiting"]
    versions: dict[object, list[int]] = {}
    for event in events:
        versions.setdefault((event.subject_kind, event.subject_id), []).append(event.subject_version)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in versions.values())


def test_a_letter_approved_for_the_morning_waits_and_can_still_be_recalled(
    people: People, store: Store, cast: Cast
) -> None:
    alice = people.staff(cast.alice.email)
    alice.open(f"/interviews/{cast.interview.id}/notes/new")
    alice.press("Save the note", text=NOTE)
    review = f"/interviews/{cast.interview.id}/review"
    wait_until(lambda: "Relay to" in alice.open(review).words, "a draft to review")
    alice.press("Relay to", when="morning")
    assert "It goes out" in alice.open(review).words
    alice.press("Take the approval back")
    assert "Relay to" in alice.page.words
    with store.look(cast.agency.id) as work:
        assert work.all(select(Letter)) == []
    with store.gate() as session:
        [waiting] = [row for row in session.scalars(select(Handoff)) if row.consumer == "release_message"]
    assert waiting.state is HandoffState.DUE
    assert waiting.next_at > store.now() + timedelta(minutes=1)
