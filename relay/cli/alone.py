"""Alone in a data folder: `relay up` ends all leases when it starts, and may do so only where nobody else is at work."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process. The system lets go of it when the process ends, however it ends.

    Raises ClickException where another process holds it.
    """
    with (folder / "lock").open("a", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise click.ClickException(
                f"The relay is running in {folder} already. Stop it first, or set RELAY_DATA to another folder."
            ) from error
        yield
