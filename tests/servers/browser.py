"""A Chromium for the tests: the machine's own, so that its version is the one people have."""

import os
import shutil
from pathlib import Path

from tests.servers.finding import Found, version_line

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FETCHED = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium")


def find_on_machine() -> Found | None:
    """Return one that runs: Ubuntu's chromium-browser only says that it wants a snap, so each is asked its version."""
    paths = [Path(path) for name in NAMES if (path := shutil.which(name))]
    kept = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    paths += [path for pattern in FETCHED for path in sorted(kept.glob(pattern), reverse=True)]
    return next((found for path in paths if (found := look_at(path, "on this machine"))), None)


def look_at(binary: Path, origin: str) -> Found | None:
    """The binary as a find, if it runs and is one of the family."""
    version = version_line(binary)
    return Found(binary, origin, version) if version and "chrom" in version.lower() else None


def launch_arguments() -> list[str]:
    """Switches for a quiet browser: no calls home (every test is offline), no sandbox only where root leaves no choice."""
    quiet = [
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    quiet += ["--disable-sync", "--disable-gpu", "--disable-dev-shm-usage"]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet
