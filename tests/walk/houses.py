"""Houses to walk through: the processes that users start, on free loopback ports, ended with the test."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.servers.processes import die_with_parent, free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


class House:
    """Processes of `relay` that share their settings, and the address they are reached at."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RELAY_")}
        self.environment = {
            **kept,
            "PYTHONPATH": str(ROOT),
            "RELAY_DATA": str(folder),
            "RELAY_PORT": str(self.port),
            "RELAY_LOG_LEVEL": "INFO",
            **settings,
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def start(self, *command: str) -> None:
        """Start `relay <command>`."""
        with (self.folder / "log").open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "relay", *command],
                    cwd=ROOT,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl and nothing else
                )
            )

    def wait_until_ready(self) -> None:
        """Until it answers; raises with the end of its log when a process stops or takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            ended = any(process.poll() is not None for process in self.processes)
            if ended or time.monotonic() > deadline:
                raise RuntimeError(f"it did not come up:\n{self.log()[-3000:]}")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether the portal answers by now."""
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
        return False

    def kill(self) -> None:
        """End everything at once, with no chance to tidy up."""
        for process in self.processes:
            process.kill()
            process.wait()
        self.processes.clear()

    def stop(self) -> None:
        """Ask everything to end, as a deploy would, and insist after a while."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise AssertionError(f"{process.args!r} did not end when it was asked to") from None
        self.processes.clear()

    def log(self) -> str:
        """What its processes wrote so far."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


def wait_until(true: Callable[[], object], what: str) -> None:
    """Return once it is so; fail where it is not so after a minute."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"still not so: {what}")
        time.sleep(0.05)
