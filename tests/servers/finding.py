"""What a search for a server brings back, and the error when there is nothing to bring."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """Something to run: a folder of binaries or one binary, and where it came from, for the line that is printed."""

    path: Path
    origin: str
    version: str


class MissingServerError(Exception):
    """A server or browser cannot be had; the message says what to install."""


def version_line(binary: Path) -> str | None:
    """First line of `binary --version`, or None where it does not run (Ubuntu's chromium-browser is such a stub)."""
    try:
        told = subprocess.run(
            [str(binary), "--version"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    lines = [line for line in told.stdout.splitlines() if line.strip()]
    return lines[0].strip() if lines else None
