"""Passkeys in Chromium with a device of its own making: added on a phone, used at the door, and explained where there is none."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from relay.channels.file import read_mails
from tests.browser.portal import Portal
from tests.browser.shots import come_in
from tests.browser.width import expect_to_fit

PRIYA = "priya.nair@candidate.example"
PHONE = {"width": 360, "height": 740}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def priya(browser: Browser, portal: Portal, javascript: bool) -> Iterator[Page]:
    """Priya's phone, signed in."""
    context, _ = come_in(browser, portal, PRIYA, javascript=javascript)
    page = context.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict of the two numbers it wants
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    page.on("console", lambda said: pytest.fail(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()


def give_device(page: Page, **bent: object) -> tuple[object, str]:
    """Have this page's browser hold a device that knows its person."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    answer = wire.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **bent}})
    return wire, answer["authenticatorId"]


def add(page: Page, name: str) -> None:
    page.goto("/mine")
    page.get_by_label("What shall we call it here?").fill(name)
    page.get_by_role("button", name="Add a passkey").press("Enter")
    expect(page.get_by_role("region", name="Passkeys").get_by_text(name, exact=True)).to_be_visible()


def notice_of(portal: Portal) -> str:
    """The link in a mail to Priya."""
    mails = [mail.get_content() for mail in read_mails(portal.folder / "mail") if mail["To"] == PRIYA]
    return next(found[0] for mail in mails if (found := re.search(r"http\S+/n/\S+", mail)))


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_one_is_added_used_at_each_door_and_removed(priya: Page, portal: Portal, javascript: bool) -> None:
    give_device(priya)
    add(priya, "My little phone")
    expect_to_fit(priya)

    for door in ("/come-in", notice_of(portal)):
        priya.get_by_role("button", name="Sign out", exact=True).last.click()
        priya.wait_for_url("**/out")
        priya.goto(door)
        expect_to_fit(priya)
        priya.get_by_role("button", name="Use your passkey").press("Enter")
        priya.wait_for_url("**/letters")

    priya.goto("/mine")
    expect(priya.get_by_text("Last used just now", exact=False).first).to_be_visible()
    priya.get_by_role("button", name=re.compile("^Remove My little phone")).click()
    expect(priya.get_by_text("My little phone")).to_have_count(0)
    priya.goto("/come-in")
    priya.get_by_role("button", name="Use your passkey").click()
    expect(priya.get_by_role("alert")).to_contain_text("That passkey did not work")


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_a_device_that_has_one_already_says_so(priya: Page, javascript: bool) -> None:
    give_device(priya)
    add(priya, "My little phone")
    priya.get_by_role("button", name="Add a passkey").click()
    expect(priya.get_by_text("This device has a passkey for you already.")).to_be_visible()
    expect(priya.get_by_role("button", name=re.compile("^Remove"))).to_have_count(1)


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_a_device_that_does_not_know_its_person_is_told_kindly(priya: Page, javascript: bool) -> None:
    wire, device = give_device(priya)
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})  # type: ignore[attr-defined]  # a CDP session has it
    priya.goto("/mine")
    priya.get_by_role("button", name="Add a passkey").click()
    expect(priya.get_by_text("You can try again")).to_be_visible()
    expect(priya.get_by_role("button", name=re.compile("^Remove"))).to_have_count(0)


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_a_browser_without_passkeys_says_that_the_code_works(priya: Page, javascript: bool) -> None:
    priya.add_init_script("delete window.PublicKeyCredential")
    says_that_the_code_works(priya)


@pytest.mark.parametrize("javascript", [False], indirect=True)
def test_without_scripts_the_page_says_that_the_code_works(priya: Page, javascript: bool) -> None:
    says_that_the_code_works(priya)


def says_that_the_code_works(page: Page) -> None:
    for address, button in (("/mine", "Add a passkey"), ("/come-in", "Use your passkey")):
        page.goto(address)
        expect(page.get_by_text("The code by mail works as before").first).to_be_visible()
        expect(page.get_by_role("button", name=button)).to_have_count(0)
