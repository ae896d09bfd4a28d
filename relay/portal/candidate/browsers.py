"""Browsers by name: roughly what somebody signed in with, so that they know their own again. Nothing finer is kept."""

import re

# In this order: most browsers also claim to be one of those further down.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("Mac OS X|Macintosh", "a Mac"),
    ("Linux|X11", "Linux"),
)


def roughly(user_agent: str) -> str | None:
    """What a browser says it is, such as "Firefox on Android"; None where it says nothing that is known here."""
    browser, system = first_in(BROWSERS, user_agent), first_in(SYSTEMS, user_agent)
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else None)


def first_in(known: tuple[tuple[str, str], ...], words: str) -> str | None:
    """The name of the first of these that the words speak of."""
    return next((name for pattern, name in known if re.search(pattern, words)), None)
