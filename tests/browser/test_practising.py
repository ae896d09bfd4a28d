"""Practising and sharing in Chromium: with scripts and without, on a phone, and nothing noted or recorded ever leaves the page."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, expect

from tests.browser.portal import Portal
from tests.browser.shots import come_in
from tests.browser.width import expect_to_fit
from tests.servers.browser import launch_arguments

PRIYA = "priya.nair@candidate.example"
NOTE = "zqnotetomyselfzq"
PHONE: ViewportSize = {"width": 360, "height": 740}
HEARD = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def priya(browser: Browser, portal: Portal, javascript: bool) -> Iterator[Page]:
    """Priya's phone, signed in."""
    context, _ = come_in(browser, portal, PRIYA, javascript=javascript)
    yield phone_of(context)
    context.close()


def phone_of(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    return page


def everything_sent(page: Page) -> list[str]:
    """All that the browser sends from here on, as a list that grows."""
    sent: list[str] = []

    def keep(request: Request) -> None:
        sent.append(unquote_plus(f"{request.method} {request.url} {request.headers} {request.post_data}"))

    page.context.on("request", keep)
    return sent


def test_notes_stay_on_the_device_whatever_is_sent_from_the_page(priya: Page, javascript: bool) -> None:
    sent = everything_sent(priya)
    priya.goto("/practise")
    priya.get_by_role("link", name=re.compile("^Evidence")).click()
    priya.get_by_label("Notes to yourself").fill(NOTE)
    priya.get_by_label(re.compile("one real case")).check()
    if javascript:
        expect(priya.get_by_text("Kept on this device", exact=True)).to_be_visible()
    priya.get_by_label("Questions for").select_option("care")
    priya.get_by_role("button", name="Change").click()
    kept = NOTE if javascript else ""
    expect(priya.get_by_label("Notes to yourself")).to_have_value(kept)
    expect(priya.get_by_label(re.compile("one real case"))).to_be_checked(checked=javascript)
    priya.get_by_label("Notes to yourself").fill(NOTE)
    priya.get_by_text("Put this in my plan").click()
    priya.get_by_role("button", name="Add it").click()
    priya.wait_for_url("**/plan**")
    expect(priya.get_by_role("heading", name=re.compile("answer three questions aloud"))).to_be_visible()

    assert any(line.startswith("POST") for line in sent)
    assert not any(NOTE in line for line in sent)
    assert not any("one real case" in line for line in sent)
    assert not any(NOTE in str(cookie) for cookie in priya.context.cookies())


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_notes_are_deleted_for_good_and_are_nobody_elses(
    priya: Page, portal: Portal, browser: Browser, javascript: bool
) -> None:
    priya.goto("/practise/evidence")
    priya.get_by_label("Notes to yourself").fill(NOTE)
    expect(priya.get_by_text("Kept on this device", exact=True)).to_be_visible()
    priya.goto("/practise/values")
    expect(priya.get_by_label("Notes to yourself")).to_have_value("")
    priya.goto("/practise/evidence")
    expect(priya.get_by_label("Notes to yourself")).to_have_value(NOTE)

    priya.get_by_role("button", name="Delete notes and ticks").click()

    expect(priya.get_by_text("Deleted from this device")).to_be_visible()
    assert NOTE not in priya.evaluate("JSON.stringify(localStorage)")
    priya.reload()
    expect(priya.get_by_label("Notes to yourself")).to_have_value("")


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_the_page_could_not_send_them_even_if_a_script_wanted_to(priya: Page, javascript: bool) -> None:
    priya.goto("/practise/evidence")
    tried = "fetch('/letters', {method: 'POST', body: 'x'}).then(() => 'sent', () => 'refused')"
    assert priya.evaluate(tried) == "refused"
    priya.goto("/practise")
    assert priya.evaluate("fetch('/practise').then(() => 'sent', () => 'refused')") == "sent"


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_the_clock_runs_by_keyboard_and_goes_back_to_zero(priya: Page, javascript: bool) -> None:
    priya.goto("/practise/evidence")
    priya.get_by_role("button", name="Start the clock").focus()
    priya.keyboard.press("Enter")
    expect(priya.get_by_role("timer")).not_to_have_text("0:00")
    priya.get_by_role("button", name="Stop the clock").press("Space")
    priya.get_by_role("button", name="Back to zero").press("Enter")
    expect(priya.get_by_role("timer")).to_have_text("0:00")


def test_an_answer_is_recorded_heard_and_deleted_and_never_sent(
    browser: Browser, portal: Portal, chromium_path: Path
) -> None:
    """With a microphone that the browser makes up."""
    hearing = browser.browser_type.launch(executable_path=chromium_path, args=[*launch_arguments(), *HEARD])
    context, _ = come_in(hearing, portal, PRIYA)
    context.grant_permissions(["microphone"], origin=portal.url)
    page = phone_of(context)
    page.goto("/practise/evidence")
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    sent = everything_sent(page)

    page.get_by_role("button", name="Record an answer").click()
    expect(page.get_by_text("Recording. Speak now.")).to_be_visible()
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Stop recording").click()
    player = page.locator("audio")
    expect(player).to_be_visible()
    expect(player).not_to_have_js_property("readyState", 0)
    page.get_by_role("button", name="Delete the recording").click()
    expect(player).to_be_hidden()

    assert player.get_attribute("src") is None
    # the picture in the tab is fetched by the browser itself, whenever it likes
    mine = [
        line
        for line in sent
        if not line.startswith(("GET blob:", f"GET {portal.url}/static/img/favicon.svg "))
    ]
    assert mine == []
    assert refused == []
    context.close()
    hearing.close()


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_where_there_is_no_microphone_the_page_says_so_and_goes_on(priya: Page, javascript: bool) -> None:
    priya.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('none'))")
    priya.goto("/practise/evidence")
    priya.get_by_role("button", name="Record an answer").click()
    expect(priya.get_by_text("The microphone cannot be used here")).to_be_visible()


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_a_browser_that_cannot_record_offers_no_recording(priya: Page, javascript: bool) -> None:
    priya.add_init_script("delete window.MediaRecorder")
    priya.goto("/practise/evidence")
    expect(priya.get_by_role("timer")).to_be_visible()
    expect(priya.get_by_text("Hear yourself")).to_be_hidden()


@pytest.mark.parametrize("javascript", [False], indirect=True)
def test_without_scripts_nothing_is_offered_that_does_not_work(priya: Page, javascript: bool) -> None:
    priya.goto("/practise/evidence")
    expect(priya.get_by_text("Use the clock of your phone.")).to_be_visible()
    for name in ("Start the clock", "Record an answer", "Delete notes and ticks"):
        expect(priya.get_by_role("button", name=re.compile(name))).to_have_count(0)


def test_a_link_is_made_opened_by_a_friend_and_ended(
    priya: Page, browser: Browser, portal: Portal, javascript: bool
) -> None:
    priya.goto("/practise/evidence/role-play")
    priya.get_by_role("link", name="Send it as a link").click()
    letters = priya.get_by_role("group", name="From your letters")
    words = letters.locator("label .words").first.inner_text()
    letters.get_by_role("checkbox").first.press("Space")
    priya.get_by_label("A line to whoever gets it").fill("Hi Jo, ask me these.")
    priya.get_by_role("button", name="Make the link").press("Enter")
    link = priya.get_by_label("The link").first.input_value()

    friend = browser.new_context(java_script_enabled=javascript)
    page = friend.new_page()
    page.set_viewport_size(PHONE)
    page.goto(link)
    for told in ("Priya shares this with you", "Hi Jo, ask me these.", words, "What to listen for"):
        expect(page.get_by_text(told).first).to_be_visible()
    assert friend.cookies() == []
    assert page.get_by_role("link").count() == page.get_by_role("link", name="Skip to the content").count()
    expect_to_fit(page)

    priya.get_by_role("button", name="End this link now").first.click()
    expect(priya.get_by_text("ended by you")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="This link does not open anything")).to_be_visible()
    friend.close()


def test_no_page_of_the_slice_is_wider_than_a_phone(priya: Page, javascript: bool) -> None:
    for address in ("/practise", "/practise/answer_structure", "/practise/evidence/role-play", "/shares"):
        priya.goto(address)
        expect_to_fit(priya)
