"""Whether .venv is what the locks ask for, and making it so.

Two starts at once, or a set-up killed half-way, must not leave something that looks whole. So one process works at a
time (a lock on the checkout's folder, which children hold too: an orphaned uv keeps it until it is done), and the mark
that says "whole" is taken away before anything is changed and put back last. An environment without a mark is built
afresh.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bootstrap.installer import find_or_fetch_uv
from bootstrap.pip_settings import as_uv_environment
from bootstrap.saying import SetUpError, say

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
TOOLS = ENVIRONMENT / "tools"
MARK = ENVIRONMENT / "set-up.json"

RUN, TESTS = (
    "requirements.txt",
    "requirements-dev.txt",
)  # the second holds all of the first, at the same versions
RECIPE = 1  # raised when this file lays something out differently, so that old environments are rebuilt
SCRIPT = """#!{python}
import sys

from relay.cli import main

if __name__ == "__main__":
    sys.exit(main())
"""


def ensure(lock: str) -> None:
    """Make .venv hold what `lock` asks for; at once where it does already."""
    if holds(lock):
        return
    with alone():
        if not holds(lock):  # another process may have done it while this one waited
            build(TESTS if lock == TESTS or read_mark().get("lock") == TESTS else RUN)


def holds(lock: str) -> bool:
    """Whether the mark speaks of these very locks, this checkout and a python that is still there."""
    mark = read_mark()
    if not mark or (lock == TESTS and mark["lock"] == RUN):
        return False
    now = describe(mark["lock"])
    if lock == RUN:
        # Whoever only runs the product need not wait for the test tools to be brought up to date.
        mark.pop("tests", None)
        now.pop("tests", None)
    return mark == now


def read_mark() -> dict[str, str]:
    try:
        mark = json.loads(MARK.read_text())
    except (OSError, ValueError):
        return {}
    return mark if isinstance(mark, dict) and mark.get("lock") in (RUN, TESTS) else {}


def describe(lock: str) -> dict[str, str]:
    """What a whole environment's mark says."""
    told = {
        "lock": lock,
        "recipe": str(RECIPE),
        "checkout": str(ROOT),
        "python": os.path.realpath(PYTHON) if PYTHON.exists() else "gone",
        "version": version(),
        "run": digest(ROOT / RUN),
    }
    if lock == TESTS:
        told["tests"] = digest(ROOT / TESTS)
    return told


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the checkout's lock; inheritable, so that a killed set-up's children keep it until they end."""
    handle = os.open(str(ROOT), os.O_RDONLY)
    os.set_inheritable(handle, True)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up of this checkout to finish ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def build(lock: str) -> None:
    """Bring .venv to `lock`, from whatever is there."""
    began = time.monotonic()
    usable = read_mark() and describe(lock)["python"] == read_mark()["python"]
    usable = usable and read_mark()["recipe"] == str(RECIPE) and read_mark()["checkout"] == str(ROOT)
    say(
        f"Setting up {ENVIRONMENT} ({'it is not what the locks ask for' if usable else 'once; later starts skip this'})"
    )
    MARK.unlink(missing_ok=True)
    if not usable:
        make_environment()
    uv = find_or_fetch_uv(ROOT, TOOLS)
    say(f"  installing what {lock} pins, hashes checked ...")
    # Compiled now: a first start should not pay for it, and where bytecode may not be written every start would.
    options = ["--quiet", "--python", str(PYTHON), "--require-hashes", "--no-build", "--compile-bytecode"]
    run_uv(uv, ["pip", "sync", *options, str(ROOT / lock)])
    make_importable()
    partial = MARK.with_suffix(".partial")
    partial.write_text(json.dumps(describe(lock)))
    partial.replace(MARK)
    say(f"  ready after {time.monotonic() - began:.1f} s")


def make_environment() -> None:
    """An empty environment for this python, without pip: Debian's python3 has none to put in."""
    say(f"  new environment for Python {sys.version.split()[0]}")
    try:
        import venv  # noqa: PLC0415 - only here, and a stripped python3 may lack it

        if ENVIRONMENT.exists():
            shutil.rmtree(str(ENVIRONMENT))
        venv.EnvBuilder(with_pip=False, symlinks=True).create(str(ENVIRONMENT))
    except (ImportError, OSError, subprocess.SubprocessError) as error:
        raise SetUpError(
            f"No environment could be made in {ENVIRONMENT}: {error}.\n"
            "  Is the folder writable and the disk not full? On Debian or Ubuntu `apt-get install python3-venv` helps "
            "where python3 was stripped."
        ) from error


def run_uv(uv: Path, arguments: list[str]) -> None:
    """Run uv with the checkout's lock handed down; its words are shown only when it fails."""
    environ = as_uv_environment(dict(os.environ))
    if not os.access(environ.get("HOME") or "/", os.W_OK) and "UV_CACHE_DIR" not in environ:
        environ["UV_NO_CACHE"] = "1"
    done = subprocess.run(
        [str(uv), *arguments], env=environ, cwd=str(ROOT), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, close_fds=False, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        said = done.stdout.decode("utf-8", "replace").strip()
        raise SetUpError(
            f"The packages could not be installed. uv said:\n    {said}\n"
            "  Check the network, PIP_INDEX_URL or pip.conf, HTTPS_PROXY and SSL_CERT_FILE, then start again: "
            "what was fetched is kept."
        )


def make_importable() -> None:
    """The checkout itself, by a path file and a script of five lines: nothing to build, so nothing more to fetch.

    Its metadata says which version this is, and its record names every file, so that uv can take it out again.
    """
    packages = next(ENVIRONMENT.glob("lib/python3.*/site-packages"))
    script = ENVIRONMENT / "bin" / "relay"
    told = packages / f"relay-{version()}.dist-info"
    told.mkdir(exist_ok=True)
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: relay\nVersion: {version()}\n")
    (told / "INSTALLER").write_text("bin/bootstrap\n")
    (packages / "relay.pth").write_text(f"{ROOT}\n")
    script.write_text(SCRIPT.format(python=PYTHON))
    script.chmod(0o755)
    files = [script, packages / "relay.pth", *(told / name for name in ("METADATA", "INSTALLER", "RECORD"))]
    (told / "RECORD").write_text("".join(f"{os.path.relpath(file, packages)},,\n" for file in files))


def version() -> str:
    """The product's version, from pyproject.toml."""
    found = re.search(r'^version = "([^"]+)"$', (ROOT / "pyproject.toml").read_text(), re.M)
    return found.group(1) if found else "0"


def carry(lock: str, target: str) -> None:
    """Unpack the wheels of a lock into a folder, for the executables in them; any Python's build of them will do."""
    with alone():
        uv = find_or_fetch_uv(ROOT, TOOLS)
        options = ["--quiet", "--require-hashes", "--no-deps", "--no-build", "--python-version", "3.12"]
        run_uv(uv, ["pip", "install", *options, "--python", str(PYTHON), "--target", target, "-r", lock])
