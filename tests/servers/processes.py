"""Starting a server that must not outlive the tests, whatever ends them."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
ROOM = 4 * 1024**3


def start(command: Sequence[str | Path], log: Path, account: str | None = None) -> subprocess.Popen[bytes]:
    """Start `command`, as `account` where one is named; the kernel ends it when this process dies, even by kill -9."""
    with log.open("ab") as out:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd="/",
            preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl and nothing else, before any thread matters
            start_new_session=True,  # Ctrl-C is for the tests, which then stop the server in order
            user=account,
            group=pwd.getpwnam(account).pw_gid if account else None,
            extra_groups=[] if account else None,
        )


def die_with_parent() -> None:
    """Ask the kernel to end the calling process with its parent; PostgreSQL's children follow their postmaster."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def stop(process: subprocess.Popen[bytes], gently: signal.Signals, patience: float = 15.0) -> None:
    """Ask with `gently`, insist after `patience` seconds."""
    if process.poll() is None:
        process.send_signal(gently)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    if process.poll() is None:
        process.kill()
    process.wait()


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, patience: float = 60.0
) -> None:
    """Return when `ready()`; raise with the end of the server's log when it stops or takes too long."""
    deadline = time.monotonic() + patience
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-2000:]
            raise RuntimeError(f"{process.args!r} did not come up:\n{tail}")
        time.sleep(0.05)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def folder_in_memory() -> Path | None:
    """Where throw-away data need not wait for a disk, if this machine has room for it: a container often has not."""
    shared = Path("/dev/shm")  # noqa: S108 - mkdtemp makes private folders in it
    if not os.access(shared, os.W_OK | os.X_OK):
        return None
    return shared if shutil.disk_usage(shared).free > ROOM else None


def private_folder(name: str, account: str | None = None) -> Path:
    """A new folder that only `account` (or whoever runs this) may enter; root's TMPDIR may be closed to others."""
    open_to_all = "/tmp" if account else None  # noqa: S108 - mkdtemp makes a private folder in it
    folder = Path(tempfile.mkdtemp(prefix=f"relay-{name}-", dir=folder_in_memory() or open_to_all))
    if account:
        shutil.chown(folder, account)
    return folder


def account_for_servers() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody` where that does not exist."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
