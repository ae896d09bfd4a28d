"""Evenly: answers to whoever is not known take the same time, so that the time tells nothing of who is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

# The slowest honest answer writes three rows and takes a few hundredths of a second; every answer waits for this long.
EVEN_SECONDS = 0.25


@contextmanager
def evenly() -> Iterator[None]:
    """Take as long as the slowest honest answer."""
    began = time.monotonic()
    try:
        yield
    finally:
        time.sleep(max(0.0, began + EVEN_SECONDS - time.monotonic()))
