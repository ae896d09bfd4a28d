"""A browser of a mail scanner opens what was mailed, runs its scripts and follows its links, and presses nothing."""

import re

import sqlalchemy as sa
from playwright.sync_api import Browser, expect

from relay.channels.file import read_mails
from relay.domain.knock import Challenge
from relay.domain.letter import Receipt
from relay.domain.request import Request
from relay.store.store import Store, open_store
from tests.browser.portal import Portal
from tests.browser.shots import ask_by_link, come_in, walk

PRIYA = "priya.nair@candidate.example"


def mailed(portal: Portal) -> list[str]:
    """An address that a candidate was mailed, and one that a contact was."""
    texts = [mail.get_content() for mail in read_mails(portal.folder / "mail")]
    found = [link for text in texts for link in re.findall(r"http\S+/[nf]/[\w-]{43}", text)]
    return [next(link for link in found if door in link) for door in ("/n/", "/f/")]


def used(store: Store) -> dict[str, object]:
    """What a person's press would leave behind: codes asked for, letters opened, requests answered."""
    with store.writer.connect() as connection:
        return {
            "challenges": connection.scalars(sa.select(sa.func.count()).select_from(Challenge)).one(),
            "receipts": sorted(map(repr, connection.execute(sa.select(Receipt.__table__)))),
            "requests": sorted(map(repr, connection.execute(sa.select(Request.id, Request.state)))),
        }


def test_a_scanner_that_runs_scripts_and_follows_links_uses_nothing_up(
    browser: Browser, portal: Portal
) -> None:
    ask_by_link(browser, portal)
    store = open_store(portal.database_url)
    before = used(store)
    scanner = browser.new_context(base_url=portal.url)
    page = scanner.new_page()
    visits = 0
    for address in mailed(portal):
        visits += len(walk(page, portal.url, address))
    scanner.close()

    assert visits > 2
    assert used(store) == before
    store.close()
    person, _ = come_in(browser, portal, PRIYA)
    mine = person.new_page()
    mine.goto("/letters")
    expect(mine.get_by_role("heading", level=1)).to_be_visible()
    person.close()
