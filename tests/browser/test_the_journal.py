"""Writing down what one takes from a letter, on a telephone: found again, taken out, put back; and strengths to copy."""

from playwright.sync_api import Browser, expect

from tests.browser.portal import Portal
from tests.browser.shots import come_in
from tests.browser.width import expect_to_fit

TELEPHONE = {"width": 360, "height": 740}
LEARNED = "Forty per cent fewer calls: résumé, second story."


def test_what_a_letter_taught_is_written_found_taken_out_and_put_back(
    browser: Browser, portal: Portal, javascript: bool
) -> None:
    context, _ = come_in(browser, portal, "priya.nair@candidate.example", javascript=javascript)
    if javascript:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]  # a dict of the two numbers it wants
    page.goto(f"{portal.url}/letters")
    page.get_by_role("link", name="Senior Backend Engineer at Northwind").first.click()
    ask = page.get_by_role("region", name="Write down what you take from this")
    question = ask.get_by_role("link").first
    asked = question.inner_text()
    question.click()
    page.wait_for_url("**/journal**")

    writing = page.get_by_role("region", name=asked)
    writing.get_by_label("In your words").fill(LEARNED)
    assert "Northwind" in writing.locator("select option[selected]").inner_text()
    writing.get_by_role("button", name="Write it down").click()

    page.get_by_label("Words to look for").fill("RESUME")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("mark")).to_have_text("résumé")
    page.get_by_role("button", name="Take it out").click()
    entry = page.get_by_role("article").filter(has_text=LEARNED)
    expect(entry).to_have_count(0)
    page.get_by_role("button", name="Put it back").first.click()
    expect(page.get_by_label("What you learned")).to_have_value(LEARNED)

    page.get_by_role("navigation", name="Places").get_by_role("link", name="Playbook").click()
    strengths = page.locator("#strengths li")
    expect(strengths.first).to_be_visible()
    copy = page.get_by_role("button", name="Copy them")
    if javascript:
        expect_to_fit(page)
        copy.click()
        page.get_by_role("button", name="Copied").wait_for()
        assert strengths.first.inner_text() in page.evaluate("navigator.clipboard.readText()")
    else:
        assert not copy.is_visible()
    context.close()
