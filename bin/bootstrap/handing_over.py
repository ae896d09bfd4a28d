"""The one call that each script of bin/ makes: see that the environment is there, then become the real program."""

import os
import shutil
import sys

from bootstrap.saying import SetUpError, say

OLDEST = (3, 11)


def hand_over(lock, arguments):
    # type: (str, list[str]) -> None
    """Replace this process by .venv's python running `arguments`, set up first to hold what `lock` names."""
    if sys.version_info < OLDEST:
        become_newer()
    from bootstrap.installation import PYTHON, ROOT, ensure  # noqa: PLC0415 - an old python3 must get past the line above

    try:
        ensure(lock)
    except SetUpError as reason:
        say(str(reason))
        sys.exit(1)
    except KeyboardInterrupt:
        say("Stopped. The next start goes on from here.")
        sys.exit(130)
    program = [str(PYTHON)] + [str(ROOT / part) if part.startswith(".venv/") else part for part in arguments]
    os.execv(program[0], program)


def become_newer():
    # type: () -> None
    """Start again under a newer python3 of this machine, or say that there is none."""
    for minor in (13, 12, 11, 14):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])
    running = ".".join(str(part) for part in sys.version_info[:2])
    say(
        f"Python 3.11 or newer is needed; this is {running} ({sys.executable}).\n"
        "Debian 12 and Ubuntu 24.04 have it as python3; elsewhere install python3.11 or newer and start again."
    )
    sys.exit(1)
