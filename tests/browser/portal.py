"""A portal of one's own: `relay up` as a process, with its own folder and port, for browsers and for kills."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Self
from urllib.error import URLError

from tests.servers.processes import free_port

PATIENCE = 60.0


class Portal:
    """`relay up` on a free loopback port. Use it as a context, or start and kill it by hand."""

    def __init__(self, folder: Path, *options: str, port: int | None = None) -> None:
        """Keep where its data lies; nothing is started yet."""
        self.folder = folder
        self.options = options
        self.port = port or free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers. By name, as a person would type it."""
        return f"http://localhost:{self.port}"

    @property
    def database_url(self) -> str:
        """The database it works on."""
        return f"sqlite:///{self.folder / 'relay.sqlite3'}"

    def start(self) -> Self:
        """Start it and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RELAY_")}
        environment |= {
            "RELAY_DATA": str(self.folder),
            "RELAY_PORT": str(self.port),
            "RELAY_LOG_LEVEL": "INFO",
        }
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "relay", "up", *self.options], env=environment, stdout=log, stderr=log
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"relay up did not come up:\n{self.log()[-2000:]}")
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        """Whether it answers by now."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def log(self) -> str:
        """What it has said so far."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """End it at once, with no chance to tidy up."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def __enter__(self) -> Self:
        """Start it."""
        return self.start()

    def __exit__(self, *_error: object) -> None:
        """End it."""
        self.kill()
