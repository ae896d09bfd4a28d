"""The whole walk in Chromium, by hand, as three people would do it: once with JavaScript and once without.

Alice captures a note, sees it read, changes a word and relays; Hannah gets a notice, comes in by knock and key, reads,
acknowledges, asks, takes something up and later marks it done; Alice answers; Bob sees it in coverage.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.portal import Portal
from tests.browser.shots import come_in, sign_in

NOTE = (
    "Sister O'Dwyer rang. Hannah explained the discharge plan to the parents in plain words. "
    "She did not know our escalation policy. Between us, the ward may close next year. We have gone with someone else. "
    "Ring me on 0161 496 0148."
)
SECRETS = ("ward may close", "Between us", "496 0148", "O'Dwyer")
HANNAH = "hannah.whitlock@candidate.example"


@pytest.fixture
def staff(browser: Browser, portal: Portal, javascript: bool) -> Iterator[dict[str, Page]]:
    """Alice's and Bob's browsers."""
    contexts = {name: sign_in(browser, portal.url, name, javascript=javascript) for name in ("alice", "bob")}
    yield {name: ready(context) for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


def ready(context: BrowserContext) -> Page:
    """A page that fails the test when the page itself is at fault."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    page.on(
        "console",
        lambda said: pytest.fail(said.text) if "Content Security Policy" in said.text else None,
    )
    return page


def test_one_piece_of_feedback_walks_from_a_note_to_an_action(
    browser: Browser,
    portal: Portal,
    staff: dict[str, Page],
    javascript: bool,
) -> None:
    alice, bob = staff["alice"], staff["bob"]
    capture(alice)
    relay(alice)

    context, _ = come_in(browser, portal, HANNAH, javascript=javascript)
    hannah = ready(context)
    read_and_acknowledge(hannah)
    ask(hannah)
    take_up(hannah)

    answer(alice)
    hannah.goto("/letters")
    hannah.get_by_role("link", name=re.compile("Staff Nurse")).first.click()
    expect(hannah.get_by_text("The hospital's own, the one on the staff pages.")).to_be_visible()
    mark_done(hannah)
    context.close()

    alice.goto("/interviews")
    open_hannah(alice)
    for happened in ("relayed", "opened", "acknowledged", "answered"):
        expect(alice.get_by_text(re.compile(happened, re.IGNORECASE)).first).to_be_visible()
    bob.goto("/coverage")
    expect(bob.get_by_role("heading", level=1)).to_have_text("Coverage")
    expect(bob.get_by_text(re.compile("acted", re.IGNORECASE)).first).to_be_visible()


def open_hannah(page: Page) -> None:
    """From a list to Hannah's interview."""
    page.get_by_role("link", name=re.compile("Hannah Whitlock")).first.click()
    page.wait_for_url(re.compile(r"/interviews/[0-9a-f-]{36}"))


def capture(alice: Page) -> None:
    """From today to a saved note; it is read within seconds, and what must not be passed on is marked."""
    alice.goto("/today")
    alice.locator("tr", has_text="Hannah Whitlock").get_by_role("link", name=re.compile("Capture")).click()
    alice.get_by_label("What the client said").fill(NOTE)
    alice.get_by_label("My summary").check()
    alice.get_by_role("button", name="Save the note").click()
    alice.wait_for_url("**/review**")
    expect(alice.get_by_role("heading", level=1)).to_contain_text(
        "Review the message to Hannah", timeout=10_000
    )
    expect(alice.locator("#notes-column")).to_contain_text("ward may close")
    expect(alice.locator(".letter, #preview").first).not_to_contain_text("ward may close")


def relay(alice: Page) -> None:
    """Change a word, and relay what is shown."""
    words = alice.get_by_label("Words", exact=True)
    words.fill(words.input_value().replace("Hi Hannah", "Dear Hannah"))
    alice.get_by_role("button", name=re.compile("Relay to")).first.click()
    expect(alice.get_by_role("heading", level=1)).to_contain_text("What Hannah was told", timeout=10_000)


def read_and_acknowledge(hannah: Page) -> None:
    """Open the letter by an act, read it, and say so."""
    hannah.goto("/letters")
    hannah.get_by_role("button", name="Open your letter").click()
    body = hannah.locator("main").inner_text()
    assert "Dear Hannah" in body
    assert "discharge plan" in body
    assert not any(secret in hannah.content() for secret in SECRETS)
    hannah.get_by_role("textbox", name=re.compile("What it says, in your own words")).fill(
        "Learn the escalation policy."
    )
    hannah.get_by_role("button", name="I have read this").click()
    expect(hannah.get_by_role("heading", name="You have read this")).to_be_visible()


def ask(hannah: Page) -> None:
    """Ask what something meant."""
    hannah.get_by_text("Write to Bright Road").click()
    hannah.get_by_label("I want to know what something meant").check()
    hannah.get_by_label("Your words").fill("Which escalation policy do they mean?")
    hannah.get_by_role("button", name="Send it to Bright Road").click()
    expect(hannah.get_by_text("Which escalation policy do they mean?").first).to_be_visible()


def take_up(hannah: Page) -> None:
    """Take up the first thing to work on."""
    hannah.get_by_text("Take this up").first.click()
    hannah.get_by_role("button", name="Put it in my plan").first.click()
    expect(hannah.get_by_text("In your plan").first).to_be_visible()


def mark_done(hannah: Page) -> None:
    """Say that it is done, with a line of reflection."""
    hannah.goto("/plan")
    hannah.get_by_text("Write a line, or say more").first.click()
    hannah.get_by_label("I am done with it").first.check()
    hannah.get_by_label("What did you notice?").first.fill("Saying it aloud helped.")
    hannah.get_by_role("button", name="Keep it").first.click()
    expect(hannah.get_by_role("heading", name="Done")).to_be_visible()
    expect(hannah.get_by_text("Saying it aloud helped.")).to_be_visible()


def answer(alice: Page) -> None:
    """From today to the question, and the answer."""
    alice.goto("/today")
    alice.locator("tr", has_text="Hannah Whitlock").get_by_role("link", name="Answer").click()
    alice.get_by_label("Your answer").fill("The hospital's own, the one on the staff pages.")
    alice.get_by_role("button", name="Answer Hannah").click()
    alice.wait_for_url("**/interviews/**")
    alice.goto("/today")
    expect(alice.locator("tr", has_text="Hannah Whitlock")).to_have_count(0)
