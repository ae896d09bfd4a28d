"""The client's link on a telephone, as a hiring manager uses it: three taps and a sentence, with JavaScript and without."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.portal import Portal
from tests.browser.shots import NO_LINK, ask_by_link, sign_in

SENTENCE = "He could not say what the discount would have cost us over a year."


@pytest.fixture
def telephone(browser: Browser, portal: Portal, javascript: bool) -> Iterator[BrowserContext]:
    """A hiring manager's telephone, on which nobody is signed in."""
    context = browser.new_context(
        base_url=portal.url,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=javascript,
    )
    yield context
    context.close()


def test_three_taps_and_a_sentence_answer_a_request(
    browser: Browser, portal: Portal, telephone: BrowserContext
) -> None:
    address, link = ask_by_link(browser, portal)
    page = telephone.new_page()
    page.goto(link)
    first = page.get_by_text("Not this time")
    box = first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844, "no scrolling before the first tap"

    first.tap()
    page.locator("#work .tap-words").first.tap()
    page.get_by_role("textbox", name=re.compile("where did you notice it")).fill(SENTENCE)
    page.get_by_role("button", name=re.compile("Send to")).tap()
    page.wait_for_url("**/done")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Thank you|One question"))

    context = sign_in(browser, portal.url, "alice")
    alice = context.new_page()
    alice.goto(address)
    expect(alice.get_by_text(SENTENCE).first).to_be_visible()
    expect(alice.get_by_text("Answered", exact=True)).to_be_visible()
    context.close()


def test_the_page_has_no_violation_in_either_light(browser: Browser, portal: Portal) -> None:
    _, link = ask_by_link(browser, portal)
    for light in ("light", "dark"):
        context = browser.new_context(
            base_url=portal.url, viewport={"width": 390, "height": 844}, color_scheme=light
        )
        page = context.new_page()
        for address in (link, link + "/done", NO_LINK):
            page.goto(address)
            assert Axe().run(page).response["violations"] == [], address
        context.close()


def test_it_works_by_keyboard_alone(browser: Browser, portal: Portal) -> None:
    _, link = ask_by_link(browser, portal)
    context = browser.new_context(base_url=portal.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(link)
    page.get_by_role("radio", name="Not decided yet").focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", "private")
    page.get_by_role("button", name=re.compile("Send to")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/done")
    context.close()
