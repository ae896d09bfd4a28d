"""The back door: what an operator types, from an empty folder to an agency that can be walked through."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from relay.cli import COMMANDS
from relay.cli.alone import alone_in
from relay.cli.demo import ACCOUNTS
from relay.cli.up import holds_demo
from relay.domain.base import new_id
from relay.domain.staff import SignInName
from relay.store.store import Store
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


NOBODY = "00000000-0000-7000-8000-000000000000"
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

    [agency_id] = re.findall(r"[0-9a-f-]{36}", founded.stdout)
    assert f"{agency_id}  Bright Road  Europe/London" in run("agency", "list", **settings).stdout
    changed = run("agency", "change", agency_id, "--zone", "Europe/Dublin", "--tone", "plain", **settings)
    assert "Bright Road  Europe/Dublin  plain  word in 3 working days" in changed.stdout
    assert run("agency", "change", agency_id, "--zone", "Mars/Olympus", **settings).returncode == 2
    writer = ("--writer", "on", "--writer-address", "http://localhost:11434/v1", "--writer-model", "tiny")
    assert (
        "tiny at http://localhost:11434/v1" in run("agency", "change", agency_id, *writer, **settings).stdout
    )
    assert "Second writer" not in run("agency", "change", agency_id, "--tone", "warm", **settings).stdout
    wrong = run("agency", "change", agency_id, "--writer-address", "file:///etc/passwd", **settings)
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (2, False)
    assert "Second writer: off" in run("agency", "change", agency_id, "--writer", "off", **settings).stdout
    assert "not found" in run("agency", "change", NOBODY, "--name", "X", **settings).stderr

    none = run("examples", "--agency", agency_id, "--since", "2026-01-01", **settings)
    assert (none.returncode, none.stdout) == (0, "")
    assert run("examples", "--agency", NOBODY, **settings).returncode == 2

    person = ("--agency", agency_id, "--name", "Alice Moreau", "--email", "alice@bright.example")
    assert "An invitation is on its way" in run("user", "create", *person, **settings).stdout
    stranger = ("--agency", NOBODY, "--name", "Alice", "--email", "alice@other.example")
    assert run("user", "create", *stranger, **settings).returncode == 2


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


def test_the_demos_letter_box_is_not_opened_in_production(run: Run) -> None:
    wrong = run(
        "db",
        "upgrade",
        ENVIRONMENT="production",
        DEMO="true",
        BASE_URL="https://relay.example",
        SECRET_KEY=SECRET,
    )
    assert wrong.returncode == 2
    assert "RELAY_DEMO" in wrong.stderr


def test_a_data_folder_is_one_relays_alone(run: Run, tmp_path: Path) -> None:
    with alone_in(tmp_path):
        second = run("up")
        assert second.returncode == 1
        assert f"running in {tmp_path} already" in second.stderr
        assert "Traceback" not in second.stderr
        assert not (tmp_path / "relay.sqlite3").exists()
    with alone_in(tmp_path):
        pass


def test_the_letter_box_is_the_demos_alone(store: Store) -> None:
    """`relay up` without `--empty` over a real agency's folder must not show that agency's mail."""
    assert not holds_demo(store)
    with store.gate() as session:
        for email in ("ada@bright.example", *(email for email, _, _ in ACCOUNTS)):
            assert not holds_demo(store)
            session.add(SignInName(email=email, agency_id=new_id(), staff_id=new_id()))
    assert holds_demo(store)


def test_notes_are_read_without_a_database_line_by_line(run: Run, tmp_path: Path) -> None:
    row = {
        "id": "a",
        "candidate": "Priya Nair",
        "role": "Engineer",
        "client": "Northwind",
        "stage": "panel",
        "interviewers": ["Tom Becker"],
        "note": "Her explanation of the retry design was clear. Ring me on 0161 496 0148.",
    }
    notes = tmp_path / "notes.jsonl"
    notes.write_text(f"{json.dumps(row)}\n\n{json.dumps(row | {'id': 'b', 'note': ''})}\n", encoding="utf-8")
    first, second = (json.loads(line) for line in run("analyse", str(notes)).stdout.splitlines())

    assert [first["id"], second["id"]] == ["a", "b"]
    assert set(first) >= {"id", "outcome", "vague", "points", "withheld", "message"}
    assert "0161 496 0148" in row["note"][first["withheld"][0]["start"] : first["withheld"][0]["end"]]
    assert second["points"] == []

    told = json.loads(run("analyse", "--explain", str(notes)).stdout.splitlines()[0])
    assert all(item["why"] for item in (*told["points"], *told["withheld"]))
    assert all(told["why"][name] for name in ("outcome", "vague"))
    assert {k: v for k, v in told.items() if k in ("outcome", "vague", "message")} == {
        k: first[k] for k in ("outcome", "vague", "message")
    }

    notes.write_text("no JSON\n", encoding="utf-8")
    refused = run("analyse", str(notes))
    assert refused.returncode == 1
    assert "Line 1 is not JSON" in refused.stderr


def test_the_doctor_says_what_is_wrong_and_what_to_do(run: Run, tmp_path: Path) -> None:
    url = {"DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}", "SECRET_KEY": SECRET}
    sick = run("doctor", **url)
    assert sick.returncode == 1
    assert "Run: relay db upgrade" in sick.stdout

    run("db", "upgrade", **url)
    well = run("doctor", "--json", **url)
    assert well.returncode == 0
    assert all(check["well"] for check in json.loads(well.stdout).values())
