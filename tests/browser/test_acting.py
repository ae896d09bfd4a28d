"""Taking something up on a telephone: choosing a way, making it one's own, and sharing it; with scripts and without."""

from playwright.sync_api import Browser

from tests.browser.portal import Portal
from tests.browser.shots import come_in
from tests.browser.width import expect_to_fit

TELEPHONE = {"width": 360, "height": 740}
START = "Start from the words I chose"


def test_a_way_is_chosen_made_ones_own_and_shared(browser: Browser, portal: Portal, javascript: bool) -> None:
    context, _ = come_in(browser, portal, "priya.nair@candidate.example", javascript=javascript)
    page = context.new_page()
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]  # a dict of the two numbers it wants
    page.goto(f"{portal.url}/letters")
    page.get_by_role("link", name="Senior Backend Engineer at Northwind").first.click()
    page.get_by_text("Take this up").first.click()
    form = page.locator("details[open] form")
    choices = form.get_by_role("radio")
    assert choices.count() == 4
    assert choices.nth(0).is_checked()
    words = form.locator(".choice").nth(1).inner_text()
    choices.nth(1).check()
    button = form.get_by_role("button", name=START)
    if javascript:
        button.click()
        assert form.get_by_role("textbox").first.input_value() == words
        words += " On Sunday."
        form.get_by_role("textbox").first.fill(words)
        choices.nth(3).check()
        assert not button.is_visible()
    else:
        assert button.count() == 0
    form.get_by_role("button", name="Put it in my plan").click()
    page.goto(f"{portal.url}/plan")
    rung = page.get_by_role("region", name=words)
    rung.get_by_text("Show it to").click()
    rung.get_by_role("button", name="Share this").click()
    rung.get_by_role("button", name="Stop sharing").wait_for()
    assert "Shared with Bright Road since" in rung.inner_text()
    expect_to_fit(page)
    context.close()
