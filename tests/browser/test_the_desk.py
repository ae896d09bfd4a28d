"""The desk by keyboard: from a client on the telephone to a message that stands with the candidate, no mouse touched.

The keys are counted; typing the note itself is the recruiter's own.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.portal import Portal
from tests.browser.shots import sign_in

CALLER = "Maeve O'Dwyer"
NOTE = (
    "Hannah explained the discharge plan to the parents in plain words. She did not know our escalation policy. "
    "Between us, the ward may close next year. We have gone with someone else."
)
MOST_KEYS = 7


class Keyboard:
    """A keyboard that counts what is pressed; words that are typed count apart."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed: list[str] = []

    def press(self, key: str) -> None:
        # a page whose scripts have not begun yet hears no key
        self.page.wait_for_load_state()
        self.pressed.append(key)
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)


@pytest.fixture
def alice(browser: Browser, portal: Portal) -> Iterator[Page]:
    context = sign_in(browser, portal.url, "alice")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    # A mouse that is touched ends the test.
    page.add_init_script(
        "for (const kind of ['mousedown', 'touchstart', 'pointerdown'])"
        "  document.addEventListener(kind, () => { throw new Error('a mouse was used'); }, true);"
    )
    yield page
    context.close()


def test_a_call_becomes_a_relayed_message_by_keyboard_alone(alice: Page) -> None:
    keys = Keyboard(alice)
    alice.goto("/today")

    keys.press("/")
    keys.type(CALLER)
    keys.press("Enter")
    expect(alice.get_by_role("heading", name=re.compile("People at clients"))).to_be_visible()

    keys.press("j")
    keys.press("Enter")
    expect(alice.get_by_role("heading", level=1)).to_have_text("Feedback on Hannah Whitlock")
    expect(alice.get_by_label("Said by")).to_contain_text(CALLER)
    assert alice.get_by_label("Said by").evaluate("field => field.selectedOptions[0].text") == CALLER

    keys.press("e")
    keys.type(NOTE)
    early = alice.locator("#early")
    expect(early).to_contain_text("explained the discharge plan")
    expect(early.get_by_role("heading", name=re.compile("Withheld"))).to_be_visible()
    keys.press("Control+Enter")
    expect(alice.get_by_role("heading", level=1)).to_contain_text("Review the message to Hannah")
    expect(alice.locator("#preview-frame")).to_contain_text("discharge plan")
    expect(alice.locator("#preview-frame")).not_to_contain_text("ward may close")

    keys.press("Shift+R")
    expect(alice.get_by_role("heading", level=1)).to_contain_text("What Hannah was told")
    assert len(keys.pressed) <= MOST_KEYS, keys.pressed


LOCAL_SPEECH = """
window.SpeechRecognition = class extends EventTarget {
  static async available(asked) { return asked.processLocally ? "available" : "unavailable"; }
  start() {
    if (!this.processLocally) throw new Error("the sound would leave the machine");
    const event = new Event("result");
    event.resultIndex = 0;
    event.results = [Object.assign([{ transcript: "explained the rota clearly" }], { isFinal: true })];
    this.dispatchEvent(event);
  }
  stop() { this.dispatchEvent(new Event("end")); }
};
"""


def test_what_is_dictated_on_the_machine_lands_in_the_note_and_is_saved(alice: Page) -> None:
    """The browser's recognition is stood in for: no machine without a microphone has one."""
    alice.add_init_script(LOCAL_SPEECH)
    alice.goto("/search?q=Maeve")
    alice.get_by_role("link", name=re.compile("Capture what")).first.focus()
    alice.keyboard.press("Enter")
    note = alice.get_by_role("textbox", name="What the client said")
    note.focus()
    alice.keyboard.type("She")

    alice.get_by_role("button", name="Dictate").focus()
    alice.keyboard.press("Enter")

    expect(note).to_have_value("She explained the rota clearly")
    expect(alice.locator("#text-saved")).to_contain_text("Saved")
    alice.get_by_role("button", name="Stop dictating").focus()
    alice.keyboard.press("Enter")
    expect(alice.get_by_role("button", name="Dictate")).to_be_visible()


def test_where_sound_would_leave_the_machine_there_is_no_button(alice: Page) -> None:
    alice.add_init_script(
        LOCAL_SPEECH.replace('asked.processLocally ? "available" : "unavailable"', '"unavailable"')
    )
    alice.goto("/search?q=Maeve")
    alice.get_by_role("link", name=re.compile("Capture what")).first.focus()
    alice.keyboard.press("Enter")

    expect(alice.get_by_label("What the client said")).to_be_visible()
    expect(alice.get_by_role("button", name="Dictate")).to_have_count(0)
