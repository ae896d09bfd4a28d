"""A browser without JavaScript: it keeps cookies, fills in the forms that a page shows, presses their buttons and follows.

What a page does not offer cannot be pressed, so a story told with it proves that a person can walk it. A form that could
not be sent, because the house was down, is sent again exactly as it was: its key says that it is the same one.
"""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

Pairs = list[tuple[str, str]]
VOID = {"input", "br", "img", "meta", "link", "hr", "use"}


@dataclass
class Button:
    """A way to send a form."""

    words: str
    name: str
    value: str
    action: str | None


@dataclass
class PaperForm:
    """A form as it stands on the page."""

    action: str
    method: str
    fields: Pairs = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads the forms, the links and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PaperForm] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._form: PaperForm | None = None
        self._button: Button | None = None
        self._area: str | None = None
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._link: str | None = None
        self._taken: list[str] = []

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in given}
        form = self._form
        if tag == "form":
            self._form = PaperForm(held.get("action", ""), held.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "a":
            self._link, self._taken = held.get("href"), []
        elif tag == "button" and form is not None:
            self._taken = []
            self._button = Button("", held.get("name", ""), held.get("value", ""), held.get("formaction"))
        elif tag == "textarea" and form is not None:
            self._area, self._taken = held["name"], []
        elif tag == "select" and form is not None:
            self._select, self._options = held["name"], []
        elif tag == "option" and self._select is not None:
            self._options.append((held.get("value", ""), "selected" in held))
        elif tag == "input" and form is not None and held.get("name"):
            if held.get("type") in ("checkbox", "radio") and "checked" not in held:
                return
            form.fields.append((held["name"], held.get("value", "on" if "checked" in held else "")))

    def handle_endtag(self, tag: str) -> None:
        taken = "".join(self._taken)
        if tag == "form":
            self._form = None
        elif tag == "a" and self._link is not None:
            self.links.append((" ".join(taken.split()), self._link))
            self._link = None
        elif tag == "button" and self._button is not None and self._form is not None:
            self._button.words = " ".join(taken.split())
            self._form.buttons.append(self._button)
            self._button = None
        elif tag == "textarea" and self._area is not None and self._form is not None:
            self._form.fields.append((self._area, taken.removeprefix("\n").replace("\n", "\r\n")))
            self._area = None
        elif tag == "select" and self._select is not None and self._form is not None:
            chosen = [value for value, selected in self._options if selected]
            if self._options:
                self._form.fields.append((self._select, (chosen or [self._options[0][0]])[0]))
            self._select = None

    def handle_data(self, data: str) -> None:
        self._taken.append(data)
        self.words.append(data)


@dataclass
class Page:
    """What the browser shows."""

    address: str
    status: int
    source: str

    def __post_init__(self) -> None:
        reader = Reader()
        reader.feed(self.source)
        self.forms, self.links = reader.forms, reader.links
        self.words = " ".join("".join(reader.words).split())

    def form_with(self, words: str) -> tuple[PaperForm, Button]:
        """The form that has a button with these words."""
        for form in self.forms:
            for button in form.buttons:
                if words in button.words:
                    return form, button
        seen = [button.words for form in self.forms for button in form.buttons]
        raise AssertionError(
            f"no button {words!r} at {self.address} ({self.status}), only {seen}: {self.words[:400]}"
        )

    def link(self, words: str) -> str:
        """Where the link with these words leads."""
        for text, address in self.links:
            if words in text:
                return address
        raise AssertionError(f"no link {words!r} at {self.address}, only {[text for text, _ in self.links]}")


@dataclass(frozen=True)
class Letter:
    """A form that was filled in and is on its way: it can be sent again as it is."""

    method: str
    address: str
    fields: tuple[tuple[str, str], ...]


class UnreachableError(Exception):
    """Nobody answered, or the answer broke off."""


class PlainBrowser:
    """One person's browser."""

    def __init__(self, base: str, patience: Callable[[Callable[[], Page]], Page] | None = None) -> None:
        """Begin at `base`. `patience` says how to carry on when nobody answers; without it the fault is raised."""
        self.base = base
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )
        self.patience = patience
        self.page = Page(base, 0, "")
        self.sending = False

    def open(self, address: str) -> Page:
        """Look at a page."""
        return self._carry(Letter("get", urllib.parse.urljoin(self.base + "/", address), ()))

    def follow(self, words: str) -> Page:
        """Click on a link of the page."""
        return self.open(urllib.parse.urljoin(self.page.address, self.page.link(words)))

    def press(self, words: str, **typed: str) -> Page:
        """Fill in the form that has this button, and press it."""
        return self._carry(self.fill_in(words, **typed))

    def fill_in(self, words: str, **typed: str) -> Letter:
        """The form that has this button, filled in and not yet sent."""
        form, button = self.page.form_with(words)
        known = {name for name, _ in form.fields}
        fields = [(name, typed.get(name, value)) for name, value in form.fields]
        fields += [(name, value) for name, value in typed.items() if name not in known]
        if button.name:
            fields.append((button.name, button.value))
        action = urllib.parse.urljoin(self.page.address, button.action or form.action or self.page.address)
        return Letter(form.method, action, tuple(fields))

    def send(self, letter: Letter) -> Page:
        """Send a filled-in form; once more is the same as once."""
        return self._carry(letter)

    def _carry(self, letter: Letter) -> Page:
        self.sending = letter.method == "post"
        if self.patience is None:
            return self._ask(letter)
        return self.patience(lambda: self._ask(letter))

    def _ask(self, letter: Letter) -> Page:
        asked = urllib.request.Request(letter.address)
        if letter.method == "post":
            asked.data = urllib.parse.urlencode(letter.fields).encode()
            asked.add_header("Origin", self.base)
            asked.add_header("Sec-Fetch-Site", "same-origin")
        elif letter.fields:
            asked = urllib.request.Request(f"{letter.address}?{urllib.parse.urlencode(letter.fields)}")
        try:
            with self.opener.open(asked, timeout=30) as answer:
                self.page = Page(answer.url, answer.status, answer.read().decode())
        except urllib.error.HTTPError as refusal:
            self.page = Page(refusal.url, refusal.code, refusal.read().decode())
            refusal.close()
        except (OSError, http.client.HTTPException) as error:
            raise UnreachableError(str(error)) from error
        return self.page
