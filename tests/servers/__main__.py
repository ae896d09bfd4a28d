"""`bin/test`: everything that is checked, in one command.

Without arguments: servers, then style, types, the staircase, then all tests in parallel. With arguments: pytest alone with
these arguments, in one process, servers on demand (`bin/test tests/text -x`).
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.servers.finding import Found, MissingServerError
from tests.servers.packages import ROOT
from tests.servers.postgres import PostgresServer
from tests.servers.processes import die_with_parent, folder_in_memory
from tests.servers.provision import CHROMIUM, NEEDS, POSTGRES, REDIS, provide
from tests.servers.redis import RedisServer

PYTHON = sys.executable
CHECKS = {
    "style": [PYTHON, "-m", "ruff", "check", "--output-format", "concise", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--output-format", "concise", "."],
    "types": [PYTHON, "-m", "mypy"],
    "staircase": [str(Path(PYTHON).with_name("lint-imports"))],
}


def main(arguments: list[str]) -> int:
    """The exit code: 0 when all is well."""
    os.chdir(ROOT)
    if arguments:
        return subprocess.call([PYTHON, "-m", "pytest", *arguments])
    began = time.monotonic()
    servers: list[PostgresServer | RedisServer] = []
    try:
        environ = serve(servers)
        failed = [name for name, command in CHECKS.items() if not check(name, command)]
        processes = str(max(2, min(4, os.cpu_count() or 2)))
        shared_out = [
            "-n",
            processes,
            "--dist",
            "loadgroup",
            "--no-loadscope-reorder",
            "--durations",
            "10",
            "--durations-min",
            "5",
        ]
        print(f"tests, in {processes} processes", flush=True)
        command = [PYTHON, "-m", "pytest", *shared_out]
        if memory := folder_in_memory():
            # Commits wait for the disk on purpose; what is thrown away a second later need not.
            environ["TMPDIR"] = str(memory)
        if subprocess.call(command, env=environ, preexec_fn=die_with_parent) != 0:
            failed.append("tests")
    except MissingServerError as missing:
        print(f"\nbin/test cannot run: something to test with is missing.\n{missing}", flush=True)
        return 2
    finally:
        for server in servers:
            server.stop()
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    verdict = f"FAILED: {', '.join(failed)}" if failed else "all well"
    print(f"bin/test: {verdict}, after {minutes} min {seconds} s", flush=True)
    return 1 if failed else 0


def serve(servers: list[PostgresServer | RedisServer]) -> dict[str, str]:
    """Start what the environment does not name; an environment that names everything."""
    environ = dict(os.environ)
    found = provide(*NEEDS)
    for need in NEEDS:
        if need.name not in found:
            print(f"{need.name}: from {need.variable}", flush=True)
    if hit := found.get(POSTGRES.name):
        servers.append(PostgresServer(hit.path).start())
        environ[POSTGRES.variable] = servers[-1].url
        tell(POSTGRES.name, hit, f"started on loopback port {servers[-1].port}")
    if hit := found.get(REDIS.name):
        servers.append(RedisServer(hit.path).start())
        environ[REDIS.variable] = servers[-1].url
        tell(REDIS.name, hit, f"started on loopback port {servers[-1].port}")
    if hit := found.get(CHROMIUM.name):
        environ[CHROMIUM.variable] = str(hit.path)
        tell(CHROMIUM.name, hit, "ready")
    return environ


def tell(name: str, hit: Found, done: str) -> None:
    print(f"{name}: {hit.version}, {hit.origin} ({hit.path}), {done}", flush=True)


def check(name: str, command: list[str]) -> bool:
    """Run one check; its words are printed only when it fails."""
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    well = done.returncode == 0
    print(f"{name}: {'well' if well else 'FAILED'} ({time.monotonic() - began:.1f} s)", flush=True)
    if not well:
        print(done.stdout + done.stderr, flush=True)
    return well


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
