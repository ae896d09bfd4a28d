"""The pictures of the guides: `bin/shots --guides` walks through the demo as they tell it, and takes them into docs/pictures/."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.portal import Portal
from tests.browser.shots import ask_by_link, chromium_path, come_in, sign_in
from tests.servers.browser import launch_arguments

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SCREEN = {"width": 1280, "height": 800}
TELEPHONE = {"width": 390, "height": 844}
NOTE = (
    "Hannah explained the discharge plan to the parents in plain words. She did not know our escalation policy. "
    "Teamwork could be better. Between us, the ward may close next year. We have gone with someone else."
)


def take_pictures() -> None:
    """Take all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        Portal(Path(data)) as portal,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=launch_arguments())
        of_the_link(browser, portal)
        of_the_letter(browser, portal)
        of_the_desk(browser, portal)
        browser.close()
    print(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES.relative_to(PICTURES.parents[1])}")


def keep(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep the page as it stands."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=whole, animations="disabled")


def of_the_link(browser: Browser, portal: Portal) -> None:
    """What a hiring manager sees on a telephone."""
    _, link = ask_by_link(browser, portal)
    context = browser.new_context(base_url=portal.url, viewport=TELEPHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]  # a dict of the two numbers it wants
    page = context.new_page()
    page.goto(link)
    keep(page, "link-1-page")
    page.get_by_text("Not this time").tap()
    page.locator("#work .tap-words").first.tap()
    page.get_by_role("textbox", name=re.compile("where did you notice it")).fill("Could be better.")
    page.locator("#work").scroll_into_view_if_needed()
    keep(page, "link-2-tapped")
    page.get_by_role("button", name=re.compile("Send to")).tap()
    page.wait_for_url("**/done")
    keep(page, "link-3-sent")
    context.close()


def of_the_letter(browser: Browser, portal: Portal) -> None:
    """What a candidate sees on a telephone, from the letter that waits to practising."""
    context, _ = come_in(browser, portal, "tomasz.zielinski@candidate.example")
    page = context.new_page()
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]  # a dict of the two numbers it wants
    page.goto("/letters")
    keep(page, "letter-1-home")
    page.get_by_role("button", name="Open your letter").first.click()
    expect(page.get_by_role("heading", name="Have you read it?")).to_be_visible()
    keep(page, "letter-2-open", whole=True)
    page.get_by_text("Take this up").first.click()
    page.get_by_role("button", name="Put it in my plan").first.click()
    page.goto("/plan")
    keep(page, "letter-3-plan")
    page.goto("/practise/evidence")
    keep(page, "letter-4-practise")
    context.close()


def of_the_desk(browser: Browser, portal: Portal) -> None:
    """What a recruiter sees, from a call to the letter and what became of it."""
    context = sign_in(browser, portal.url, "alice")
    page = context.new_page()
    page.set_viewport_size(SCREEN)  # type: ignore[arg-type]  # a dict of the two numbers it wants
    page.goto("/today")
    keep(page, "desk-1-today")
    page.goto("/search?q=Maeve")
    keep(page, "desk-2-who-rang")
    page.get_by_role("link", name=re.compile("Capture what")).first.click()
    page.get_by_label("What the client said").press_sequentially(NOTE)
    expect(page.locator("#early")).to_contain_text("Withheld")
    keep(page, "desk-3-reads-along")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator("#preview-frame")).to_contain_text("discharge plan")
    keep(page, "desk-4-review", whole=True)
    page.get_by_role("button", name=re.compile("Relay to")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("was told")
    page.goto(re.sub("/review.*", "", page.url))
    keep(page, "desk-5-followed", whole=True)
    page.goto("/clients")
    page.get_by_role("link", name="Northwind Logistics").click()
    page.goto(f"{page.url}/record")
    keep(page, "desk-6-record", whole=True)
    context.close()


if __name__ == "__main__":
    take_pictures()
