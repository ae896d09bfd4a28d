"""The parts pages are made of: every macro drawn once, with hostile words, and looked at for what must hold everywhere."""

import re
from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, render_template
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from relay.hall.times import instant, iso, relative

Attributes = dict[str, str | None]
ROOT = Path(__file__).resolve().parents[2]
PORTAL = ROOT / "relay/portal"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOSTILE = '"><script>alert(1)</script>\u202e<b>Priya</b> ' + "x" * 60
FAULTS = (400, 403, 404, 409, 413, 429, 500, 503)

POINT = {"n": 1, "id": 1, "competency": "Evidence", "words": HOSTILE, "source": "E-mail", "because": "cue"}
GIVEN: dict[str, object] = {
    "at": NOW,
    "hostile": HOSTILE,
    "errors": {"name": "Enter a name.", "stage": "Choose a stage.", "said": "Choose how you heard it."},
    "parts": [
        {"kind": "plain", "text": HOSTILE},
        {"kind": "strength", "text": "clear", "n": 1, "title": "Evidence"},
        {"kind": "unsure", "text": "nice", "n": 2},
        {"kind": "withheld", "text": HOSTILE, "n": 3, "title": "Contact details"},
    ],
    "said": [
        POINT | {"kind": "strength", "specific": True, "sure": True, "state": "included"},
        POINT
        | {"n": 2, "kind": "improvement", "specific": False, "sure": False, "state": "undecided"}
        | {"follow_up": HOSTILE},
    ],
    "breaches": [
        {"label": "Names somebody", "advice": "Say the panel.", "sentence": 1, "quote": HOSTILE},
        {"label": "Leaves a point out", "advice": "Add a sentence.", "sentence": None, "quote": None},
    ],
    "paragraphs": [
        {"role": role, "sentences": [{"text": role, "role": "frame", "place": place, "sources": [1]}]}
        for place, role in enumerate(
            ("greeting", "outcome", "strengths", "improvement", "closing", "signature")
        )
    ],
    "events": [{"what": "Note captured", "who": HOSTILE, "at": NOW, "tone": "good", "note": "From a call"}],
    "steps": [{"label": "Took place", "count": 10, "href": "/x"}, {"label": "Received", "count": 9}],
}


class Page(HTMLParser):
    """What a test asks of a page: its elements with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def having(self, name: str) -> list[tuple[str, Attributes]]:
        return [(tag, attributes) for tag, attributes in self.elements if name in attributes]


def said(value: str | None) -> str:
    """The value of an attribute that must have one."""
    assert value is not None
    return value


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask(__name__, template_folder=str(PORTAL / "templates"), static_folder=str(PORTAL / "static"))
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(PORTAL / "templates"), FileSystemLoader(Path(__file__).parent / "gallery")]
    )
    app.secret_key = "one test long"
    CSRFProtect(app)
    app.add_template_filter(lambda at: relative(at, NOW), "ago")
    app.add_template_filter(instant, "instant")
    app.add_template_filter(iso, "iso")
    app.add_template_filter(lambda at, zone: f"{at:%a} {at.day} {at:%B}", "day")
    return app


def draw(app: Flask, name: str, **given: object) -> str:
    frame: dict[str, object] = {
        "agency": SimpleNamespace(name="Harbour & Pike", zone="Europe/London"),
        "demo": True,
        "current": None,
        "candidate": None,
    }
    with app.test_request_context("/"):
        return render_template(name, **(frame | GIVEN | given))


PERSON = SimpleNamespace(id=7, name=HOSTILE, role="administrator")
PAGES: dict[str, tuple[str, dict[str, object]]] = {
    "desk": ("desk.html", {"current": PERSON}),
    "letter": ("letter.html", {"candidate": PERSON}),
    **{f"{code} signed out": (f"errors/{code}.html", {"agency": None}) for code in FAULTS},
    **{f"{code} staff": (f"errors/{code}.html", {"current": PERSON}) for code in FAULTS},
    **{f"{code} candidate": (f"errors/{code}.html", {"candidate": PERSON}) for code in FAULTS},
}


def draw_page(app: Flask, name: str) -> str:
    template, given = PAGES[name]
    return draw(app, template, **given)


@pytest.fixture(scope="module", params=PAGES)
def text(request: pytest.FixtureRequest, app: Flask) -> str:
    return draw_page(app, request.param)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_nothing_stands_inline_that_the_content_policy_forbids(page: Page, text: str) -> None:
    assert not page.having("style")
    assert not [name for _, attributes in page.elements for name in attributes if re.match(r"on|hx-on", name)]
    assert all("src" in attributes for tag, attributes in page.elements if tag == "script")
    assert not re.search(r"<style|javascript:|js:", text)


def test_words_stay_words(text: str) -> None:
    assert "<script>alert" not in text
    assert "<b>Priya" not in text


def test_ids_are_unique(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes in page.having("id"))
    assert [name for name, count in ids.items() if count > 1] == []


def test_everything_that_is_pointed_at_exists(page: Page) -> None:
    ids = {attributes["id"] for _, attributes in page.having("id")}
    pointed = {
        name
        for attribute in ("for", "aria-describedby", "aria-labelledby")
        for _, attributes in page.having(attribute)
        for name in said(attributes[attribute]).split()
    }
    jumps = {
        said(attributes["href"])[1:]
        for tag, attributes in page.elements
        if tag == "a" and said(attributes.get("href", "")).startswith("#")
    }
    assert pointed | jumps <= ids


def test_every_control_has_a_label(page: Page) -> None:
    labelled = {attributes["for"] for _, attributes in page.having("for")}
    free = {"hidden", "submit"}
    for tag, attributes in page.elements:
        if tag in ("input", "select", "textarea") and attributes.get("type") not in free:
            assert (
                attributes.get("id") in labelled
                or "data-theme-choice" in attributes
                or "data-keys-switch" in attributes
            )


def test_every_post_carries_the_token(page: Page, text: str) -> None:
    posts = [
        attributes
        for tag, attributes in page.elements
        if tag == "form" and attributes.get("method") == "post"
    ]
    tokens = [attributes for _, attributes in page.having("name") if attributes["name"] == "csrf_token"]
    assert len(tokens) == len(posts)


def test_there_is_one_first_heading_and_one_main(page: Page) -> None:
    tags = Counter(tag for tag, _ in page.elements)
    assert (tags["h1"], tags["main"]) == (1, 1)


def test_an_error_says_what_happened_what_was_kept_and_what_next(app: Flask) -> None:
    for code in FAULTS:
        text = draw(app, f"errors/{code}.html", detail=None)
        assert len(re.findall(r"<p>[^<]{12,}</p>", text)) >= 3, code
        assert "!" not in re.sub(r"<!doctype html>", "", text), code


def test_people_see_the_places_of_their_role(app: Flask) -> None:
    for role, seen, unseen in [
        ("recruiter", ["Today", "Jobs"], ["Coverage", "Staff"]),
        ("manager", ["Coverage", "Flagged"], ["Staff"]),
        ("administrator", ["Staff", "Agency"], []),
    ]:
        text = draw(app, "desk.html", current=SimpleNamespace(id=1, name="Jess", role=role))
        found = re.search(r'aria-label="Places">(.*?)</nav>', text, re.DOTALL)
        assert found is not None
        places = found[1]
        assert all(name in places for name in seen)
        assert not any(name in places for name in unseen)


def test_a_letter_weighs_less_than_a_hundred_kilobytes(app: Flask) -> None:
    text = draw_page(app, "letter")
    files = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', text))
    assert files
    weight = len(text.encode()) + sum((PORTAL / name.lstrip("/")).stat().st_size for name in files)
    assert weight < 100_000


def test_the_letter_room_has_no_pills_and_no_htmx(app: Flask) -> None:
    text = draw_page(app, "letter")
    assert 'class="pill' not in text
    assert "hx-" not in text
