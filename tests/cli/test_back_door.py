"""The back door: what an operator types, from an empty folder to an agency that can be walked through."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from relay.cli import COMMANDS
from tests.stores import Database

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """Each in turn."""
    kind: Database = request.param
    return kind


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A function that runs `relay <command>` over a folder of the test's own."""

    def run_command(*command: str, **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RELAY_")}
        given = {f"RELAY_{name}": value for name, value in settings.items()}
        return subprocess.run(
            [sys.executable, "-m", "relay", *command],
            cwd=ROOT,
            env={**kept, "RELAY_DATA": str(tmp_path), **given},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run_command


SECRET = "a secret for the back door, long enough"


def test_from_an_empty_database_to_an_agency(
    run: Run, database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    if database == "postgres":
        url = request.getfixturevalue("make_postgres_database")()
    settings = {"DATABASE_URL": url, "SECRET_KEY": SECRET}

    too_early = run(
        "agency", "create", "--name", "A", "--administrator", "B", "--email", "c@d.example", **settings
    )
    assert too_early.returncode == 1
    assert "relay db upgrade" in too_early.stderr
    assert "Traceback" not in too_early.stderr

    for _ in range(2):
        assert run("db", "upgrade", **settings).returncode == 0
    assert "agrees" in run("db", "check", **settings).stdout

    named = ("--name", "Bright Road", "--administrator", "Ada Lind", "--email", "Ada@bright.example")
    founded = run("agency", "create", *named, **settings)
    assert founded.returncode == 0, founded.stderr
    assert "ada@bright.example" in founded.stdout
    again = run("agency", "create", *named, **settings)
    assert again.returncode == 2
    assert "signs in to the relay already" in again.stderr
    assert "Traceback" not in again.stderr


def test_every_command_says_what_it_does(run: Run) -> None:
    listed = run("--help").stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name}\b", listed, re.MULTILINE), name


def test_settings_that_do_not_fit_are_all_named_at_once(run: Run) -> None:
    wrong = run("db", "upgrade", PORT="99999999", ENVIRONMENT="moon", LOG_LEVEL="LOUD", SECRET_KEY="x")
    assert wrong.returncode == 2
    for name in ("PORT", "ENVIRONMENT", "LOG_LEVEL"):
        assert name in wrong.stderr
    assert "Traceback" not in wrong.stderr
    assert wrong.stderr.startswith("relay: ")
