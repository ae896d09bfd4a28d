"""A Redis for the tests: in memory, on loopback, gone with them."""

import shutil
import signal
import subprocess
from pathlib import Path
from typing import Self

import redis

from tests.servers import processes
from tests.servers.finding import Found, version_line


def find_on_machine() -> Found | None:
    """Return redis-server (or its successor under another name) from PATH."""
    paths = [shutil.which(name) for name in ("redis-server", "valkey-server")]
    return next((found for path in paths if path and (found := look_at(Path(path), "on this machine"))), None)


def look_at(binary: Path, origin: str) -> Found | None:
    """The binary as a find, if it runs."""
    version = version_line(binary) if binary.exists() else None
    return Found(binary, origin, version) if version else None


class RedisServer:
    """One server that can be stopped, started again on the same port, frozen and thawed: Redis blinks, we must not."""

    def __init__(self, binary: Path, *settings: str) -> None:
        self.binary = binary
        self.settings = settings
        self.folder = processes.private_folder("redis")
        self.port = processes.free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Database 0 of it."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> Self:
        """Serve; what was kept before is there again only when `settings` say so (`--appendonly yes`)."""
        asked = [
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
            "--save",
            "",
            *self.settings,
        ]
        log = self.folder / "log"
        self.process = processes.start([self.binary, *asked], log)
        processes.wait_until(self.answers, self.process, log)
        return self

    def answers(self) -> bool:
        """Whether it answers a ping."""
        with redis.Redis(port=self.port, socket_timeout=5) as client:
            try:
                return bool(client.ping())
            except redis.exceptions.RedisError:
                return False

    def kill(self) -> None:
        """As a crash would: no goodbye, nothing written."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def freeze(self) -> None:
        """Connections stay open and nothing answers: the failure that hangs those who set no time-outs."""
        if self.process:
            self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on after `freeze`."""
        if self.process:
            self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Stop and forget everything."""
        if self.process:
            self.thaw()
            processes.stop(self.process, signal.SIGTERM)
        shutil.rmtree(self.folder, ignore_errors=True)
