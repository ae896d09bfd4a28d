"""Marking words of a note with the mouse or a finger: what is selected is what is marked, and the editor stays as it is."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.portal import Portal
from tests.browser.shots import sign_in

NOTE = (
    "Hannah explained the discharge plan to the parents in plain words. She did not know our escalation policy. "
    "The handover sheet stayed empty. We have gone with someone else."
)
# Selects from the middle of one run of the note to the end of another, as a hand does: numbers and hints lie between them.
SELECT = """([first, last]) => {
  const texts = document.createTreeWalker(document.querySelector(".note-text"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node; (node = texts.nextNode()); ) {
    if (node.data.includes(first)) range.setStart(node, node.data.indexOf(first));
    if (node.data.includes(last)) range.setEnd(node, node.data.indexOf(last) + last.length);
  }
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


@pytest.fixture
def alice(browser: Browser, portal: Portal) -> Iterator[Page]:
    context = sign_in(browser, portal.url, "alice")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    page.goto("/search?q=Maeve")
    page.get_by_role("link", name=re.compile("Capture what")).first.click()
    page.get_by_role("textbox", name="What the client said").fill(NOTE)
    page.get_by_role("button", name=re.compile("Save")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review the message to Hannah")
    yield page
    context.close()


def test_the_form_opens_by_a_key_and_is_ready_to_be_typed_into(alice: Page) -> None:
    alice.keyboard.press("m")

    expect(alice.get_by_label("The words, as the note has them")).to_be_focused()


def test_what_is_selected_is_marked_and_typed_words_stay(alice: Page) -> None:
    alice.get_by_label("Words", exact=True).fill("Hi Hannah,\n\nA line of my own.")
    alice.evaluate(SELECT, ["discharge plan", "escalation policy"])
    alice.get_by_text("Mark words yourself").click()
    words = alice.get_by_label("The words, as the note has them")
    expect(words).to_be_focused()
    expect(words).to_have_value(
        "discharge plan to the parents in plain words. She did not know our escalation policy"
    )

    words.fill("The handover sheet stayed empty")
    alice.get_by_label("Not to be passed on").check()
    expect(alice.get_by_label("About", exact=True)).to_be_hidden()
    alice.get_by_role("button", name="Mark them").click()
    expect(alice.get_by_text("Choose why they are withheld.")).to_be_visible()
    expect(words).to_be_focused()

    alice.get_by_label("Withheld because").select_option(label="The client's own business")
    alice.get_by_role("button", name="Mark them").click()
    expect(alice.locator(".note-text .run-withheld")).to_contain_text("The handover sheet stayed empty")
    expect(alice.get_by_label("Words", exact=True)).to_have_value("Hi Hannah,\n\nA line of my own.")
