"""The demo's letter box: outgoing mail on a page, and no page at all where mail really leaves."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from relay.app import create_app
from relay.channels.channel import Envelope
from relay.channels.file import FileChannel
from relay.config import Settings
from relay.store.store import Store


@pytest.fixture
def letter_box(store: Store, settings: Settings) -> FlaskClient:
    """The demo with two mails in it."""
    channel = FileChannel(settings.mail_folder, settings.mail_from)
    link = f"{settings.base_url}/n/abc"
    channel.send(Envelope("priya@example.com", "First", f"Hello,\n\n{link}\n", "<1@localhost>"))
    words = "See http://elsewhere.example/x <b>bold</b>"
    channel.send(Envelope("sam@example.com", "Second", words, "<2@localhost>", attempt=2))
    return create_app(replace(settings, demo=True), store).test_client()


def test_the_newest_mail_stands_first_and_its_links_lead_into_the_house(letter_box: FlaskClient) -> None:
    page = letter_box.get("/mail").get_data(as_text=True)
    assert page.index("Second") < page.index("First")
    assert '<a href="/n/abc">' in page
    assert 'href="http://elsewhere.example' not in page
    assert "<b>bold" not in page
    assert "sent again" in page


def test_an_empty_letter_box_says_what_will_be_in_it(store: Store, settings: Settings) -> None:
    browser = create_app(replace(settings, demo=True), store).test_client()
    assert "No mail yet" in browser.get("/mail").get_data(as_text=True)


def test_outside_the_demo_there_is_no_such_page(
    client: FlaskClient, store: Store, settings: Settings
) -> None:
    channel = FileChannel(settings.mail_folder, settings.mail_from)
    channel.send(Envelope("priya@example.com", "A code", "ABCDEFGH", "<1@localhost>"))
    answer = client.get("/mail")
    assert answer.status_code == 404
    assert "ABCDEFGH" not in answer.get_data(as_text=True)
