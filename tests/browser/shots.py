"""Screenshots of every page, for eyes: `bin/shots [folder]`.

Starts the demo with rather too much content beside it, walks every place that each role can reach by links, and takes each
kind of page once, at 390x844 and 1440x900, light and dark. A kind of page is an address with its ids left out; an interview,
a review and a letter are taken in each state they can be in, and each form as it comes back when it was sent empty.
"""

import re
import shutil
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from relay.channels.file import read_mails
from tests.browser.crowd import TURNERS_EMAIL, crowd
from tests.browser.portal import Portal
from tests.browser.spoilt import forms_of, spoil
from tests.browser.standing import letters, staff_pages
from tests.servers.browser import find_on_machine, launch_arguments

SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1440, "height": 900}}
ROLES = ("alice", "bob", "ada")
ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/n/)[\w-]{43}|(?<=/f/)[\w-]{43}|(?<=/join/)[\w-]{43}|(?<=/s/)[\w-]{43}|(?<=/practise/)[a-z_]+"
)
LINK = re.compile(r"/f/[\w-]{43}")
NO_LINK = "/f/" + "A" * 43
SHARE = re.compile(r"/s/[\w-]{43}")
NO_SHARE = "/s/" + "A" * 43
NOT_PAGES = (".csv", ".ics", ".json", ".txt", "/static/", "/metrics", "/healthz", "/readyz", "/api/")
# Places of somebody who is not signed in; they are taken once, as such.
OUTSIDE = ("/mail", "/sign-in", "/forgotten", "/join/", "/n/", "/f/", "/s/", "/key", "/out")


def kind_of(address: str) -> str:
    """An address with its ids left out, as a file name."""
    parts = urlsplit(address)
    path = ID.sub("id", parts.path).strip("/").replace("/", "-") or "front"
    names = "-".join(sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair))
    return f"{path}--{names}" if names else path


def walk(
    page: Page, base: str, start: str, shut: tuple[str, ...] = NOT_PAGES, most: int = 60
) -> dict[str, str]:
    """Every kind of page that can be reached by links from `start`, with one address each."""
    found: dict[str, str] = {}
    waiting = deque([start])
    seen = {start}
    while waiting and len(found) < most:
        address = waiting.popleft()
        answer = page.goto(address)
        if answer is None or answer.status >= 500:
            sys.exit(f"{address} does not work; its pictures would be missing.")
        if answer.status >= 400 or kind_of(page.url) in found:
            continue
        found[kind_of(page.url)] = page.url
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            plain = link.split("#")[0]
            if plain.startswith(base) and plain not in seen and not any(part in plain for part in shut):
                seen.add(plain)
                if kind_of(plain) not in found:
                    waiting.append(plain)
    return found


def take(context: BrowserContext, addresses: dict[str, str], folder: Path, prefix: str) -> None:
    """Take every page in every size and light, and each of its forms as it comes back when sent empty."""
    page = context.new_page()
    for kind, address in addresses.items():
        page.goto(address)
        snap(page, folder / f"{prefix}-{kind}")
        for place in range(forms_of(page)):
            if spoil(page, address, place):
                snap(page, folder / f"{prefix}-{kind}-spoilt-{place + 1}")
            page.goto(address)
    page.close()


def snap(page: Page, stem: Path) -> None:
    """The page as it stands, in every size and light."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)  # type: ignore[arg-type]  # a dict of the two numbers it wants
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light, reduced_motion="reduce")
            page.screenshot(path=f"{stem}-{size}-{light}.png", full_page=True)


def sign_in(browser: Browser, base: str, name: str, *, javascript: bool = True) -> BrowserContext:
    """A context in which a member of the demo's staff is signed in."""
    context = browser.new_context(base_url=base, java_script_enabled=javascript)
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("form", has=page.locator(f"input[value^='{name}@']")).get_by_role("button").click()
    page.wait_for_url("**/today**")
    page.close()
    return context


def come_in(
    browser: Browser, portal: Portal, email: str, *, javascript: bool = True
) -> tuple[BrowserContext, dict[str, str]]:
    """A context in which a candidate of the demo has come in by knock and key, and the pages on their way."""
    context = browser.new_context(base_url=portal.url, java_script_enabled=javascript)
    page = context.new_page()
    mails = [mail for mail in read_mails(portal.folder / "mail") if mail["To"] == email]
    link = next(
        found.group(0) for mail in mails if (found := re.search(r"http\S+/n/\S+", mail.get_content()))
    )
    way = {"knock": link}
    page.goto(link)
    page.locator("main form").first.get_by_role("button").click()
    page.wait_for_url("**/key**")
    way["key"] = page.url
    page.get_by_label(re.compile("code", re.I)).fill(wait_for_code(portal, email))
    page.locator("main form").first.get_by_role("button").first.click()
    page.wait_for_url("**/letters**")
    page.close()
    return context, way


def wait_for_code(portal: Portal, email: str) -> str:
    """The code that was mailed last."""
    for _ in range(200):
        for mail in read_mails(portal.folder / "mail"):
            code = re.search(r"Your code is (\w+)", mail.get_content())
            if code and mail["To"] == email:
                return code.group(1)
        time.sleep(0.05)
    raise RuntimeError("no code came")


def ask_by_link(browser: Browser, portal: Portal) -> tuple[str, str]:
    """Alice asks somebody about the first interview without feedback. Returns the interview's page and the link."""
    context = sign_in(browser, portal.url, "alice")
    alice = context.new_page()
    alice.goto("/today")
    alice.locator("tr", has_text="Capture feedback").first.get_by_role("link").first.click()
    address = re.sub(r"/notes/new.*", "", alice.url)
    alice.goto(address)
    alice.get_by_label("How", exact=True).select_option("link")
    alice.get_by_role("button", name="Ask, or write down that I asked").click()
    expect(alice.get_by_text("Asked by link")).to_be_visible()
    for _ in range(40):
        alice.goto("/mail")
        if found := LINK.search(alice.content()):
            context.close()
            return address, found[0]
        alice.wait_for_timeout(250)
    raise RuntimeError("the mail with the link did not come")


def client_pages(browser: Browser, portal: Portal) -> dict[str, str]:
    """What a hiring manager comes to by link, and what a link that opens nothing says."""
    _, link = ask_by_link(browser, portal)
    return {"answer": portal.url + link, "done": f"{portal.url}{link}/done", "closed": portal.url + NO_LINK}


def friends_pages(context: BrowserContext, base: str) -> dict[str, str]:
    """What a friend comes to by a candidate's link, and what a link that opens nothing says."""
    page = context.new_page()
    page.goto(f"{base}/shares")
    shares = SHARE.findall(page.content())
    page.close()
    return {"friend": base + shares[0], "friend-closed": base + NO_SHARE} if shares else {}


def chromium_path() -> Path:
    """The browser that takes the pictures; ends the program where there is none."""
    chromium = find_on_machine()
    if chromium is None:
        sys.exit("No Chromium was found. Install it (Debian: apt-get install chromium) and start again.")
    return chromium.path


def shoot(folder: Path) -> None:
    """Take every page of every role."""
    path = chromium_path()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with (
        tempfile.TemporaryDirectory() as data,
        Portal(Path(data)) as portal,
        sync_playwright() as playwright,
    ):
        made = crowd(portal)
        browser = playwright.chromium.launch(executable_path=path, args=launch_arguments())
        nobody = browser.new_context(base_url=portal.url)
        entrance = walk(nobody.new_page(), portal.url, f"{portal.url}/sign-in")
        take(nobody, entrance, folder, "nobody")
        for email in ("priya.nair@candidate.example", "blessing.okafor@candidate.example", TURNERS_EMAIL):
            context, way = come_in(browser, portal, email)
            pages = walk(context.new_page(), portal.url, f"{portal.url}/letters", NOT_PAGES + OUTSIDE)
            pages |= letters(made.store, made.agency_id, portal.url, email)
            take(context, way | pages, folder, email.split(".")[0])
            take(nobody, friends_pages(context, portal.url), folder, "nobody")
        taken: set[str] = set()
        for name in ROLES:
            context = sign_in(browser, portal.url, name)
            pages = walk(context.new_page(), portal.url, f"{portal.url}/today", NOT_PAGES + OUTSIDE)
            if name == "alice":
                pages |= staff_pages(made.store, made.agency_id, portal.url)
            take(context, {kind: pages[kind] for kind in pages if kind not in taken}, folder, name)
            taken |= pages.keys()
        take(nobody, client_pages(browser, portal), folder, "client")
        made.store.close()
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    shoot(Path(sys.argv[1] if len(sys.argv) > 1 else "shots"))
