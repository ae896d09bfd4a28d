"""Every page that anybody can reach by links: axe finds nothing on it, in either light."""

from collections.abc import Mapping, Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext

from tests.browser.portal import Portal
from tests.browser.shots import NOT_PAGES, OUTSIDE, client_pages, come_in, friends_pages, sign_in, walk

LIGHTS = ("light", "dark")
# The places of the desk, which everybody on the staff has: they are looked at as a recruiter.
DESK = ("/today", "/interviews", "/candidates", "/clients", "/jobs", "/search", "/contacts", "/questions")
# Some sixty pages, each looked at by axe: longer than a test may take as a rule.
pytestmark = pytest.mark.timeout(600)


def blemishes(context: BrowserContext, pages: Mapping[str, str], lights: Sequence[str] = LIGHTS) -> list[str]:
    """What axe has against any of these pages."""
    page = context.new_page()
    found = []
    for kind, address in pages.items():
        page.goto(address)
        for light in lights:
            page.emulate_media(color_scheme=light, reduced_motion="reduce")  # type: ignore[arg-type]  # one of LIGHTS
            found += [
                f"{kind}, {light}: {violation['id']} at {violation['nodes'][0]['target']}"
                for violation in Axe().run(page).response["violations"]
            ]
    page.close()
    return found


@pytest.mark.parametrize("light", LIGHTS)
def test_no_page_of_the_desk_has_a_violation(browser: Browser, portal: Portal, light: str) -> None:
    context = sign_in(browser, portal.url, "alice")
    pages = walk(context.new_page(), portal.url, f"{portal.url}/today", NOT_PAGES + OUTSIDE)

    assert len(pages) > 10
    assert blemishes(context, pages, [light]) == []
    context.close()


@pytest.mark.parametrize(("name", "start"), [("bob", "/coverage"), ("ada", "/agency")])
def test_no_page_of_a_manager_or_administrator_has_a_violation(
    browser: Browser, portal: Portal, name: str, start: str
) -> None:
    context = sign_in(browser, portal.url, name)
    pages = walk(context.new_page(), portal.url, portal.url + start, NOT_PAGES + OUTSIDE + DESK)

    assert len(pages) > 2
    assert blemishes(context, pages) == []
    context.close()


def test_no_page_of_a_candidate_has_a_violation(browser: Browser, portal: Portal) -> None:
    context, way = come_in(browser, portal, "priya.nair@candidate.example")
    pages = walk(context.new_page(), portal.url, f"{portal.url}/letters", NOT_PAGES + OUTSIDE)

    assert {"letters", "letters-id", "plan"} <= pages.keys()
    assert blemishes(context, way | pages | friends_pages(context, portal.url)) == []
    context.close()


def test_no_page_of_somebody_who_is_not_signed_in_has_a_violation(browser: Browser, portal: Portal) -> None:
    context = browser.new_context(base_url=portal.url)
    pages = walk(context.new_page(), portal.url, f"{portal.url}/sign-in")

    assert blemishes(context, pages | client_pages(browser, portal)) == []
    context.close()
