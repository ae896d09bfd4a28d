"""One line per step, and on failure the reason with what to do about it: nobody should have to read a traceback."""

import sys


class SetUpError(Exception):
    """The set-up cannot go on. The message is for the person at the terminal: what failed, and what to do."""


def say(line):
    # type: (str) -> None
    """Print one step on stderr, so that `bin/relay ... > file` keeps the product's output to itself."""
    print(line, file=sys.stderr, flush=True)
