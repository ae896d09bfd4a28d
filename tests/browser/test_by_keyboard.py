"""The candidate's whole way on a telephone of 360 pixels, by keyboard and by the names a screen reader says, no mouse touched.

Everything is found as somebody finds it who sees nothing: Tab goes from one thing to the next until the one with that role
and name has the focus. What cannot be reached so fails the test, with scripts and without.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.portal import Portal
from tests.browser.shots import come_in
from tests.browser.width import expect_to_fit

PHONE = {"width": 360, "height": 740}
TOMASZ = "tomasz.zielinski@candidate.example"
MOST_TABS = 160
# A walk of some sixty presses through a dozen pages: longer than a test may take as a rule.
pytestmark = pytest.mark.timeout(420)

HAS_FOCUS = "part => part === document.activeElement"


class Reader:
    """Somebody who goes by keyboard and names alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, part: Locator) -> None:
        """Tab until the part has the focus."""
        part = part.first
        expect(part).to_be_attached()
        for _ in range(MOST_TABS):
            if part.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{part} is not reached by Tab on {self.page.url}")

    def press(self, role: str, name: str | re.Pattern[str], key: str = "Enter") -> None:
        """Press a button, follow a link or open a fold by its name."""
        self.go_to(self.page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]  # one of the roles of ARIA
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def unfold(self, name: str | re.Pattern[str]) -> None:
        """Open a fold by what its heading says."""
        self.go_to(self.page.locator("summary").filter(has_text=name))
        self.page.keyboard.press("Enter")

    def choose(self, group: str | re.Pattern[str], way: str | re.Pattern[str]) -> None:
        """Choose one of several, with the arrow keys."""
        radios = self.page.get_by_role("group", name=group).first.get_by_role("radio")
        wanted = self.page.get_by_role("group", name=group).first.get_by_role("radio", name=way).first
        checked = next((one for one in radios.all() if one.is_checked()), radios.first)
        self.go_to(checked)
        self.page.keyboard.press("Space")
        for _ in range(radios.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()

    def write(self, name: str | re.Pattern[str], words: str) -> None:
        """Write into a box by its label."""
        self.go_to(self.page.get_by_role("textbox", name=name))
        self.page.keyboard.type(words)

    def expect_page(self, title: str | re.Pattern[str]) -> None:
        """The page says by its first heading where one is, and nothing of it stands over the edge."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        expect_to_fit(self.page)


@pytest.fixture
def reader(browser: Browser, portal: Portal, javascript: bool) -> Iterator[Reader]:
    context, _ = come_in(browser, portal, TOMASZ, javascript=javascript)
    page = context.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict of the two numbers it wants
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    if javascript:
        # A mouse that is touched ends the test.
        page.add_init_script(
            "for (const kind of ['mousedown', 'touchstart'])"
            "  document.addEventListener(kind, () => { throw new Error('a mouse was used'); }, true);"
        )
    page.goto("/letters")
    yield Reader(page)
    context.close()


def test_the_whole_way_by_keyboard_and_names_on_a_small_telephone(reader: Reader) -> None:
    look_back(reader)
    read_and_say_so(reader)
    answer_back(reader)
    take_up_and_practise(reader)
    write_it_down(reader)
    practise_with_a_friend(reader)
    see_what_is_mine(reader)


def look_back(reader: Reader) -> None:
    """Note how it went, before the letter is opened."""
    expect(reader.page.get_by_role("heading", name="A letter is waiting for you")).to_be_visible()
    reader.press("link", "Note how it went")
    reader.expect_page("How did it go?")
    group = reader.page.get_by_role("group").first
    reader.choose(group.locator("legend").inner_text().splitlines()[0], "Went well")
    reader.write("In a few words of your own", "I was calm.")
    reader.press("button", "Keep it")


def read_and_say_so(reader: Reader) -> None:
    """Open the letter, read it, and say so in one's own words."""
    reader.press("button", "Open your letter")
    expect(reader.page.get_by_role("heading", name="Have you read it?")).to_be_visible()
    reader.write(re.compile("What it says, in your own words"), "Put a number on what came of it.")
    reader.press("button", "I have read this")
    expect(reader.page.get_by_role("heading", name="You have read this")).to_be_visible()
    reader.choose("This letter helped me", "Partly")
    reader.press("button", "Say so")
    expect(reader.page.get_by_text("You said: partly.")).to_be_visible()


def answer_back(reader: Reader) -> None:
    """Ask what something meant."""
    reader.unfold("Write to")
    reader.choose("What is it?", re.compile("what something meant"))
    reader.write("Your words", "Which number did they hope for?")
    reader.press("button", re.compile("^Send it to"))
    expect(reader.page.get_by_role("heading", name="What you asked")).to_be_visible()


def take_up_and_practise(reader: Reader) -> None:
    """Choose one of the ways that the letter offers, and say that it was practised."""
    reader.unfold("Take this up")
    way = reader.page.get_by_role("group", name="What will you do?").first
    words = way.get_by_role("radio").nth(1).evaluate("radio => radio.labels[0].textContent.trim()")
    reader.choose("What will you do?", words)
    reader.press("button", "Put it in my plan")
    reader.press("link", "Your plan")
    reader.expect_page("Your plan")
    reader.press("button", "I have practised this")
    expect(reader.page.get_by_role("button", name="I used it in an interview")).to_be_visible()


def write_it_down(reader: Reader) -> None:
    """A line in the journal, found again by a word of it."""
    reader.press("link", "Journal")
    reader.expect_page("Your journal")
    reader.write("In your words", "Numbers first, then the story.")
    reader.press("button", "Write it down")
    expect(reader.page.get_by_text("Numbers first, then the story.")).to_be_visible()


def practise_with_a_friend(reader: Reader) -> None:
    """From the playbook to a question to practise, and a link for a friend that shows one thing."""
    reader.press("link", "Playbook")
    reader.expect_page("Your playbook")
    reader.press("link", "Practise")
    reader.expect_page("Practise")
    reader.press("link", re.compile("^Communication"))
    reader.expect_page("Communication")
    reader.press("link", "Send a friend or mentor a link to that sheet")
    reader.expect_page("Share with a friend or mentor")
    reader.go_to(reader.page.get_by_role("group", name="From your plan").get_by_role("checkbox"))
    reader.page.keyboard.press("Space")
    reader.press("button", "Make the link")
    expect(reader.page.get_by_role("heading", name="Your links")).to_be_visible()
    reader.press("button", "End this link now")
    expect(reader.page.get_by_role("heading", name="Ended")).to_be_visible()


def see_what_is_mine(reader: Reader) -> None:
    """No mails about answers, and everything about oneself on one page."""
    reader.press("link", "You")
    reader.expect_page("You")
    reader.go_to(reader.page.get_by_role("checkbox").first)
    reader.page.keyboard.press("Space")
    reader.press("button", "Save my mails")
    reader.press("link", "Read it")
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("verything")
    expect(reader.page.locator("main")).to_contain_text("Numbers first, then the story.")
